"""The window: Qt, and nothing else loads Qt."""

from __future__ import annotations
