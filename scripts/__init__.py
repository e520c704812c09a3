"""What the people who build the program run; none of it ships."""

from __future__ import annotations
