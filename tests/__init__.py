"""Tests: each is a sentence about the program that could be false."""

from __future__ import annotations
