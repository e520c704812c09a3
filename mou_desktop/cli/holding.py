"""Refuses to write an agreement that somebody has open, and says who and since when."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mou_desktop import messages
from mou_desktop.errors import NotSaved
from mou_desktop.store import lock
from mou_desktop.store.project_file import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def held(path: Path, *, anyway: bool) -> Iterator[None]:
    """Hold the agreement at `path` while it is written; `anyway`, whoever else has it open.

    Raises:
        NotSaved: somebody has it open.
    """
    if anyway:  # the lock is left to whoever holds it
        yield
        return
    outcome = lock.hold(path, utc_now())
    if isinstance(outcome, lock.TakenBy):
        holder = outcome.holder
        who = " on ".join(filter(None, (holder.user, holder.host)))
        since = holder.time.replace("T", ", ").removesuffix("Z")
        raise NotSaved(messages.OPEN_BY.format(name=path.name, who=who, since=since))
    try:
        yield
    finally:
        outcome.release()
