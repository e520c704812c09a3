"""G20: a day of work, at random, in a program of its own: memory, handles and widgets stay flat."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.driving import drive

if TYPE_CHECKING:
    from pathlib import Path

ACTIONS, WARM = 20_000, 5_000
MORE_MEGABYTES, MORE_WIDGETS = 12, 60  # what may come on top of the warm state
MORE_HANDLES = 4  # a worker may be at a file just then, or its thread have gone to sleep

AT_RANDOM = """
import gc, os, random
actions, warm = int(sys.argv[1]), int(sys.argv[2])
program.open([])
window = program.windows[0]
window.open_sample()
window.resize(1440, 900)
session, editor = window.session, window.editor
until(lambda: session.findings is not None and editor.preview.view.page is not None)
dice = random.Random(20)
edition = session.edition
texts = [one.key for one in edition.fields if one.type in ("text", "long_text")]
places = [*edition.field_places.values(), *edition.clause_places.values()]
places = [one for one in places if one.clause]

def edit():
    session.answer(dice.choice(texts), "word " * dice.randint(1, 30))

def leave():
    session.leave()

def undo():
    session.undo()

def redo():
    session.redo()

def go():
    session.go(dice.choice(places))

def side():
    editor.show_side(dice.randint(1, 3))

def resize():
    window.resize(dice.randint(640, 1600), dice.randint(360, 1000))

def state():
    until(lambda: session._work is None and not session._soon.isActive())
    pause(50)
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    kept = next(int(one.split()[1]) / 1024 for one in lines if one.startswith("VmRSS"))
    return dict(megabytes=kept, handles=len(os.listdir("/proc/self/fd")),
                widgets=len(app.allWidgets()), objects=len(gc.get_objects()))

kinds = [edit] * 36 + [leave] * 4 + [undo] * 36 + [redo] * 4 + [go] * 14 + [side] * 4 + [resize] * 2
found = {}
for number in range(actions + 1):
    if number in (warm, actions):
        session.go(places[0])
        window.resize(1440, 900)
        editor.show_side(1)
        found[number] = state()
    dice.choice(kinds)()
    pause(0)  # in a loop, or nothing that was let go would be deleted
while session.dirty and session.undo_name:
    session.undo()
tell(warm=found[warm], end=found[actions])
window.close()
"""


@pytest.mark.full
@pytest.mark.faults
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is counted in /proc")
def test_g20_memory_and_handles_stay_flat_over_twenty_thousand_actions(tmp_path: Path) -> None:
    ran = drive(tmp_path, AT_RANDOM, str(ACTIONS), str(WARM), timeout=1800)

    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    warm, end = found["warm"], found["end"]
    assert end["handles"] <= warm["handles"] + MORE_HANDLES
    assert end["widgets"] <= warm["widgets"] + MORE_WIDGETS
    assert end["megabytes"] <= warm["megabytes"] + MORE_MEGABYTES
