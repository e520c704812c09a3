"""MOU Desktop: the offline editor for agreements that a published model makes the minimum of."""

from __future__ import annotations

__version__ = "0.1.0"
