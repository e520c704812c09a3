"""A folder of TOML, dropped in, is a new edition everywhere: no line of the program is written.

Each test works in an installation of its own, where the made-up edition takes the place of 2022.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from mou_desktop import succession
from mou_desktop.outline import outline
from mou_desktop.store import library, project_file
from mou_desktop.word.editions import unfilled
from mou_desktop.word.reading import read
from scripts.succession import draft
from tests.support import editions, redlined
from tests.support.counsel import Sitting
from tests.support.files import ROOT, environment, mou
from tests.support.ooxml import faults

if TYPE_CHECKING:
    from pathlib import Path

    from mou_desktop.word.reading import Which
    from tests.support.files import Env, Ran

OLD, NEW = "ma-sro-2022", editions.GARDENS.name
ANSWERS = editions.GARDENS.with_suffix(".json")
PARTS = ("mou_desktop", "resources", "schemas", "scripts", "docs")
START_PAGE = """
import json
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from mou_desktop.gui.panels.start import Shelf, StartPage
from mou_desktop.gui.theme import Theme
from mou_desktop.store import library

app = QApplication(["mou-desktop"])
page = StartPage(Theme(app))
page.show_shelf(Shelf(library.cards(), (), ()))
print(json.dumps({
    "buttons": [one.objectName() for one in page.findChildren(QPushButton)],
    "texts": [one.text() for one in page.findChildren(QLabel)],
}))
"""


class Place:
    """An installation that has the made-up edition too."""

    def __init__(self, folder: Path) -> None:
        for part in PARTS:
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copytree(editions.GARDENS, folder / "resources" / "models" / NEW)
        self.folder = folder
        self.env: Env = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        made = self.python("-m", "scripts.editions") + self.python("-m", "scripts.sums")
        self.made = [line.removeprefix("made ") for line in made.splitlines()]

    def python(self, *words: str) -> str:
        """Return what Python prints there; it must end well and complain of nothing."""
        ran = subprocess.run(
            [sys.executable, *words], cwd=self.folder, capture_output=True, encoding="utf-8",
            env=environment(QT_QPA_PLATFORM="offscreen", **self.env), timeout=120, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout

    def mou(self, *words: str | Path, cwd: Path) -> Ran:
        return mou(*words, cwd=cwd, env=self.env)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("installation"))


def test_nothing_but_data_is_made_of_it(place: Place) -> None:
    assert place.made == [
        f"resources/models/{NEW}/built.json",
        f"schemas/{NEW}.schema.json",
        f"resources/models/{NEW}/from-{OLD}.json",
        "resources/models/digests.json",
        "resources/sums.json",
    ]


def test_it_is_listed_and_takes_the_place_of_the_one_before(place: Place, tmp_path: Path) -> None:
    listed = place.mou("editions", cwd=tmp_path).stdout

    assert f"{OLD}  revision 1  superseded by {NEW}\n" in listed
    assert f"{NEW}  revision 1  newest in force\n" in listed


def test_an_agreement_of_it_goes_to_word_and_back(place: Place, tmp_path: Path) -> None:
    new = place.mou("new", "a.mou", "--answers", ANSWERS, cwd=tmp_path)
    assert (new.returncode, new.stderr) == (0, "")
    assert project_file.load(tmp_path / "a.mou").document.edition.id == NEW

    assert place.mou("check", "a.mou", "--final", cwd=tmp_path).stdout.startswith("a.mou: complete")
    for part in ("agreement", "calendar_plan"):
        words = ("export", "a.mou", "--document", part, "-o", f"{part}.docx", "--final")
        assert place.mou(*words, cwd=tmp_path).returncode == 0
        assert faults((tmp_path / f"{part}.docx").read_bytes()) == []
    assert (
        place.mou("export", "a.mou", "-o", "w.docx", "--as", "worksheet", cwd=tmp_path).returncode
        == 0
    )
    assert place.mou("pack", "a.mou", "-o", "pack", cwd=tmp_path).returncode == 0

    sent = tmp_path / "pack" / "a for review.docx"
    untouched = place.mou("import", "a.mou", sent, "--json", cwd=tmp_path)
    assert json.loads(untouched.stdout)["changes"] == []
    sitting = Sitting(sent.read_bytes(), project_file.load(tmp_path / "a.mou").document)
    assert sitting.answer(random.Random(1), tracked=True)  # noqa: S311  # the same on every run
    (tmp_path / "back.docx").write_bytes(sitting.saved())
    back = place.mou("import", "a.mou", "back.docx", "--json", cwd=tmp_path)
    assert [one["kind"] for one in json.loads(back.stdout)["changes"]] == ["field"]


def test_the_start_page_offers_it_as_the_one_that_the_law_asks_for(place: Place) -> None:
    said = json.loads(place.python("-c", START_PAGE))

    assert {f"start_{NEW}", f"start_{OLD}", "start_ma-sro-2018"} <= set(said["buttons"])
    assert "An agreement made today needs the 2031 edition" in " ".join(said["texts"])


def test_the_filled_sample_is_still_of_its_own_edition(place: Place, tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from mou_desktop.gui.desk import Desk
document = Desk(Path(sys.argv[1])).sample_project().document
print(document.edition.id, set(document.answers) <= set(document.edition.by_key))
"""

    assert place.python("-c", code, str(tmp_path)) == "ma-sro-2022 True\n"


# ---- what became of the one before ---------------------------------------------------------


def test_what_became_of_the_one_before_is_told_part_by_part(place: Place, tmp_path: Path) -> None:
    words = ("editions", "--compare", OLD, NEW, "-o", "c.docx", "--json")
    told = json.loads(place.mou(*words, cwd=tmp_path).stdout)

    assert (told["from"], told["to"]) == (OLD, NEW)
    assert {one["became"] for one in told["items"]} == {*succession.BECAME} - {"renamed"}
    said = succession.from_plain(
        {"format": 1, **{key: told[key] for key in ("from", "to", "items")}}
    )
    assert not list(succession.faults(said, library.find(OLD), editions.edition(NEW)))
    data = (tmp_path / "c.docx").read_bytes()
    assert faults(data) == []
    sides: dict[Which, str] = {"before": OLD, "after": NEW}
    for which, id_ in sides.items():
        blocks = outline(unfilled(editions.edition(id_)))
        rows, _ = redlined.read_rows(read(data), which, blocks)
        wanted = [(row.text, row.style) for row in redlined.wanted(blocks)]
        assert [(row.text, row.style) for row in rows] == wanted


def test_a_draft_says_something_of_every_part_and_leaves_every_reason_blank() -> None:
    old, new = library.find(OLD), editions.edition(NEW)
    source = tomllib.loads(draft(old, new))
    assert {one["why"] for one in source["item"]} == {""}

    said = succession.from_plain(succession.expanded(source))

    assert list(succession.faults(said, old, new)) == []
