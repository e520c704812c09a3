"""The disk: `.mou` files and editions. The only floor that reads or writes files for them."""

from __future__ import annotations
