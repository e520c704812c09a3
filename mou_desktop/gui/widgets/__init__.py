"""Small widgets that know one field or one list, and nothing of the session."""

from __future__ import annotations
