"""What several tests need: editions to try, documents to print, readers that are not our own."""

from __future__ import annotations
