from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mou_desktop import outline, rules, validation
from mou_desktop.errors import EditionBroken
from mou_desktop.model.document import new
from mou_desktop.model.edition import from_plain
from mou_desktop.model.typed import with_answers
from mou_desktop.model.values import plain
from mou_desktop.store import library, project_file

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "support" / "tiny"
AGREED = 'basis = [{ cite = "The agreement itself", status = "confirmed", source = "agreement" }]'
NOW = "2027-03-04T05:06:07Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def put(path: Path, old: str, new_: str) -> None:
    """Replace the first `old` in a source file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new_, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(EditionBroken) as caught:
        library.build_folder(folder)
    return str(caught.value)


# ---- a broken edition is refused with file, place and reason -------------------------------

FORM = [
    ("edition.toml", "revision = 1", 'revision = "1"', "edition.toml › revision", "integer"),
    ("edition.toml", "revision = 1", "revision = 0", "edition.toml › revision", "minimum 1"),
    ("edition.toml", "format = 1", "format = 2", "edition.toml › format", "const 1"),
    ("edition.toml", 'id = "tiny"', 'id = "Tiny!"', "edition.toml › ", "pattern"),
    ("edition.toml", "revision = 1", "revision = 1\ncolor = 1", "edition.toml", "“color”"),
    ("edition.toml", 'label = "A tiny agreement for tests"\n', "", "edition.toml", "“label”"),
    ("edition.toml", '"I", "A"', '"I", "Z"', "edition.toml › documents › agreement", "enum"),
    ("duties.toml", 'status = "mandatory"', 'status = "fixed"', "duties.toml › clauses › duty", ""),
    ("duties.toml", 'help = "What is done."', "", "duties.toml › clauses › duty", "“help”"),
    ("duties.toml", 'who = "Nobody', 'whom = "Nobody', "duties.toml › clauses › duty", "“whom”"),
    ("duties.toml", 'source = "R"', 'url = "R"', "duties.toml › clauses › duty › basis", "“url”"),
    ("duties.toml", 'heading = "Duties"', "", "duties.toml", "“heading”"),
    ("fields.toml", 'type = "text"', 'type = "words"', "fields.toml › fields › district", "enum"),
    ("fields.toml", 'label = "Town"', 'label = " "', "fields › school › columns › town", "pattern"),
    ("fields.toml", 'label = "Town"', 'labels = "T"', "fields › school › columns › town", "labels"),
    ("fields.toml", 'label = "Regional"', 'lable = "R"', "kind › choices › regional", "“lable”"),
    ("fields.toml", 'key = "district"', 'key = "District"', "fields.toml › ", "pattern"),
    ("fields.toml", '["kind", "regional"]', '["kind", 5]', "school › columns › town › when", "5"),
    ("fields.toml", 'equals = ["kind", "regional"]', 'eval = "x"', "town › when", "“eval”"),
    ("rules.toml", 'kind = "least"', 'kind = "most"', "rules.toml › rules › notice.days", "enum"),
    ("rules.toml", 'id = "notice.days"', 'id = "Notice"', "rules.toml › rules › Notice", "pattern"),
]


@pytest.mark.parametrize(("file", "old", "new_", "place", "reason"), FORM)
def test_an_edition_that_departs_from_its_form_is_refused(
    folder: Path, file: str, old: str, new_: str, place: str, reason: str
) -> None:
    put(folder / file, old, new_)

    said = refusal(folder)

    assert place in said
    assert reason in said


FIELDS = [
    # what to change in fields.toml, the field (and column) that is named, the reason
    ('key = "finish"', 'key = "start"', "“start”", "twice among the keys of fields"),
    (AGREED, AGREED.replace("confirmed", "to_confirm"), "field district", "that is confirmed"),
    ('print = false\ntask = "filing"', "print = false", "field filed", "which task uses it"),
    ('key = "town"', 'key = "name"', "field school", "column name stands twice"),
    ('from = "head"', 'from = "hed"', "field signatories", "a field or column that is not there"),
    ('title = "{head.title}"', 'rank = "{head.title}"', "field signatories", "not there"),
    ("{head.title}", "{head.title", "field signatories", "not one of the six forms"),
    ("{head.title}", "{hed.title}", "field signatories", "“hed” is no field here"),
    ("Head of {.name}", "Head of {.nam}", "field signatories", "“nam” is no field here"),
    ('missing = "Give the name of the district."', "", "field district", "the sentence `missing`"),
    ('missing = "Give the town of the school."', "", "field school, column town", "`missing`"),
    ('key = "days"\ntype = "number"', 'key = "days"\ntype = "table"', "field days", "has columns"),
    ('key = "finish"\ntype = "date"', 'key = "finish"\ntype = "choice"', "field finish", "rows_of"),
    ('rows_of = "school"', 'rows_of = "goals"', "column home", "“goals”, which is no table"),
    ('other = "role_other"', 'other = "rolle"', "field role", "a text field beside it"),
    ('equals = ["kind", "regional"]', 'equals = ["kin", "regional"]', "column town", "“kin”"),
    ('equals = ["kind", "regional"]', 'equals = ["kind", "big"]', "column town", "no choice"),
    ('equals = ["kind", "regional"]', 'several = "kind"', "column town", "which is no table"),
    ('equals = ["kind", "regional"]', 'answered = "signatories"', "column town", "by themselves"),
    ('equals = [".status", "guest"]', 'answered = ".stat"', "column until", "“.stat”"),
    ('equals = [".status", "guest"]', 'all = [{ answered = ".status" }, { answered = "fee" }]',
     "column until", "columns of the row or about fields, not both"),
    ('equals = ["role", "other"]', 'answered = "role_other"', "field role_other", "back to itself"),
    ('when = { answered = "fee" }', 'when = { answered = "sharer" }', "field sharer", "to itself"),
    ('example = "2027-07-01"', 'example = "7/1/2027"', "field start", "its own pattern"),
    ('example = "regional"', 'example = "county"', "field kind", "its own enum"),
    ("example = 30\n", "example = 366\n", "field days", "its own maximum"),
    ('example = "office@town.example"\n', "", "field mail", "it has no example"),
    ('print = false\ntask = "filing"', "", "field filed", "prints nowhere and decides nothing"),
    ("min = 0\nmax = 365", "min = 0\nmax = 365\nprint = false\ntask = 'filing'", "field days",
     "says that it does not print, and it does"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new_", "place", "reason"), FIELDS)
def test_a_field_that_cannot_be_right_is_refused(
    folder: Path, old: str, new_: str, place: str, reason: str
) -> None:
    put(folder / "fields.toml", old, new_)

    line = line_with(refusal(folder), place, reason)

    assert line.startswith(("fields.toml, field ", "edition: "))


CLAUSES = [
    ("opening.toml", 'status = "confirmed"', 'status = "to_confirm"', "parties",
     "a locked clause is mandatory and has a basis that is confirmed"),
    ("opening.toml", 'status = "mandatory"', 'status = "optional"', "parties", "locked clause"),
    ("opening.toml", "{district}", "{distict}", "parties", "“distict” is no field here"),
    ("opening.toml", "{district}", "{district.name}", "parties", "“district” is no person"),
    ("opening.toml", "{district}", "{school}", "parties", "is a table: it prints by"),
    ("opening.toml", "{district}", "{district", "parties", "line 1 of its text"),
    ("opening.toml", "{joint}", "{joint}}", "parties", "line 4 of its text"),
    ("opening.toml", "{? equals kind regional}", "{? equals kind}", "parties", "line 3 of its"),
    ("opening.toml", "{? equals kind regional}", "{? equals kind large}", "parties", "no choice"),
    ("opening.toml", "{? equals kind regional}\n", "", "parties", "{joint} may be missing here"),
    ("opening.toml", "{@duty}", "{@duti}", "parties", "{@duti} points to no clause"),
    ("opening.toml", "{@duty}", "{@step}", "parties", "{@step} points to no clause"),
    ("opening.toml", "{@duty}", "{@procedures/duty}", "parties", "points to no clause"),
    ("opening.toml", "{@duty}", "{@own_goals}", "parties", "to a clause that may not stand here"),
    ("opening.toml", "{district}", "{.name}", "parties", "stands only in an {#each} block"),
    ("opening.toml", "{district}", "{#names district}", "parties", "names no table"),
    ("opening.toml", "{district}", "{#names member}", "parties", "may be empty here"),
    ("opening.toml", "{district}", "{head.phone}", "parties", "not among what the field needs"),
    ("opening.toml", 'heading = "Opening"', 'heading = "Opening"\nwhen = { answered = "x1" }',
     "parties", "“x1”, which is no field"),
    ("duties.toml", "{#each school}", "{#each district}", "duty", "names no table and no list"),
    ("duties.toml", "{.name} takes", "{.nam} takes", "duty", "“nam” is no field here"),
    ("duties.toml", "{.name} takes", "{.town} takes", "duty", "{.town} may be missing in a row"),
    ("duties.toml", "- {.item}", "- {.entry}", "own_goals", "an entry of a list is {.item}"),
    ("duties.toml", "{? answered finish}", "{? answered end}", "duty", "“end”, which is no field"),
    ("duties.toml", "{? answered finish}", "{? answered start}", "duty", "{finish} may be missing"),
    ("duties.toml", "{? answered finish}", "{? several finish}", "duty", "which is no table"),
    ("duties.toml", 'when = { answered = "goals" }', 'when = { answered = "goal" }', "own_goals",
     "“goal”, which is no field"),
    ("lists.toml", "{#table school: name, town}", "{#table schools: name}", "school_list",
     "names no table"),
    ("lists.toml", "{#table school: name, town}", "{#table school: nome}", "school_list", "“nome”"),
    ("lists.toml", "{#table school: name, town}", "{#table school: name.email}", "school_list",
     "“name” is no person"),
    ("lists.toml", "{#table school: name, town}", "{#table member: name}", "school_list",
     "{#table member} may be empty here"),
    ("steps.toml", "{@agreement/duty}", "{@duty}", "step", "{@duty} points to no clause"),
]  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize(("file", "old", "new_", "clause", "reason"), CLAUSES)
def test_e06_a_clause_that_cannot_be_right_is_refused(
    folder: Path, file: str, old: str, new_: str, clause: str, reason: str
) -> None:
    put(folder / file, old, new_)

    line = line_with(refusal(folder), f"clause {clause}", reason)

    assert line.startswith(f"{file}, clause {clause}: ")


RULES = [
    ('keys = ["start", "finish"]', 'keys = ["start", "end"]', "term.order", "“end” is no field"),
    ('keys = ["start", "finish"]', 'keys = ["start"]', "term.order", "another number of keys"),
    ('keys = ["days"]', 'keys = ["days", "start"]', "notice.days", "another number of keys"),
    (
        'kind = "least"\nkeys = ["days"]',
        'kind = "once"\nkeys = ["school.name", "member.name"]',
        "notice.days",
        "one that chooses among its rows",
    ),
    ('keys = ["days"]', 'keys = ["school.size"]', "notice.days", "“school.size” is no field"),
    ('keys = ["days"]', 'keys = ["days"]\nwhen = { answered = "x1" }', "notice.days", "“x1”"),
    ('status = "confirmed"', 'status = "to_confirm"', "term.order", "a basis that is confirmed"),
]


@pytest.mark.parametrize(("old", "new_", "rule", "reason"), RULES)
def test_a_rule_that_cannot_be_right_is_refused(
    folder: Path, old: str, new_: str, rule: str, reason: str
) -> None:
    put(folder / "rules.toml", old, new_)

    line = line_with(refusal(folder), rule, reason)

    assert line.startswith(f"rules.toml, {rule}: ")


def line_with(said: str, place: str, reason: str) -> str:
    """Return the line of a refusal that names both; one thing wrong may show in several lines."""
    found = [line for line in said.splitlines() if place in line and reason in line]
    assert found, said
    return found[0]


# ---- files of the folder -------------------------------------------------------------------


def test_a_mistake_in_the_toml_is_refused_with_file_and_line(folder: Path) -> None:
    put(folder / "duties.toml", 'help = "What is done."', "help = What is done.")

    assert re.fullmatch(r"duties\.toml: .*line 8.*", refusal(folder))


def test_a_file_that_is_no_text_is_refused_by_name(folder: Path) -> None:
    (folder / "duties.toml").write_bytes(b"key = '\xff\xfe'")

    assert refusal(folder).startswith("duties.toml: ")


def test_a_key_written_twice_in_one_table_is_refused(folder: Path) -> None:
    put(folder / "duties.toml", 'heading = "Duties"', 'heading = "Duties"\nheading = "More"')

    assert refusal(folder).startswith("duties.toml: ")


def test_a_folder_without_its_two_files_is_no_edition(folder: Path) -> None:
    (folder / "fields.toml").unlink()

    assert "edition.toml and fields.toml" in refusal(folder)


def test_a_section_without_a_file_is_refused(folder: Path) -> None:
    (folder / "steps.toml").unlink()

    assert refusal(folder) == "edition.toml, document “procedures”: no steps.toml."


def test_a_file_that_no_document_names_is_refused(folder: Path) -> None:
    (folder / "spare.toml").write_text('key = "spare"')

    assert refusal(folder) == "spare.toml belongs to no document of edition.toml."


def test_a_section_is_called_like_its_file(folder: Path) -> None:
    put(folder / "steps.toml", 'key = "steps"', 'key = "stairs"')

    assert refusal(folder) == "steps.toml: its `key` is the name of the file, “steps”."


@pytest.mark.parametrize("sections", ["", "sections = 5", "sections = [1]"])
def test_a_document_lists_its_sections(folder: Path, sections: str) -> None:
    put(folder / "edition.toml", 'sections = ["steps"]', sections)

    assert refusal(folder) == "edition.toml: each [[document]] lists its `sections`."


@pytest.mark.parametrize("file", ["duties.toml", "steps.toml"])
def test_sections_and_clauses_of_all_documents_share_one_namespace(folder: Path, file: str) -> None:
    clause = (folder / "opening.toml").read_text(encoding="utf-8").partition("[[clause]]")[2]
    with (folder / file).open("a", encoding="utf-8") as out:
        out.write(f"\n[[clause]]{clause}")

    assert "edition: “parties” stands twice among the keys of sections and clauses." in refusal(
        folder
    )


def test_a_clause_is_not_called_like_a_section(folder: Path) -> None:
    put(folder / "steps.toml", 'key = "step"', 'key = "opening"')

    assert "“opening” stands twice" in refusal(folder)


def test_an_official_text_names_the_digest_of_its_source(folder: Path) -> None:
    put(folder / "edition.toml", 'text = "working"', 'text = "official"')
    assert "source_sha256" in refusal(folder)

    put(
        folder / "edition.toml",
        'text = "official"',
        f'source_sha256 = "{"0" * 64}"\ntext = "official"',
    )
    official = library.build_folder(folder)

    assert not official.working
    states = plain(official.schema)["$defs"]["locked"]["properties"]["state"]["enum"]
    assert states == ["extended"]  # the authority's words already stand


def test_many_faults_are_listed_to_a_readable_number(folder: Path) -> None:
    text = (folder / "fields.toml").read_text(encoding="utf-8")
    (folder / "fields.toml").write_text(re.sub(r"(?m)^missing = .*$", "", text), encoding="utf-8")
    put(folder / "opening.toml", "{district}", " ".join(f"{{no_{n}}}" for n in range(30)))

    lines = refusal(folder).splitlines()

    assert len(lines) == 21
    assert re.fullmatch(r"… and \d+ more", lines[-1])


# ---- what is built -------------------------------------------------------------------------


def test_the_same_folder_gives_the_same_digest(folder: Path) -> None:
    assert library.build_folder(folder) == library.build_folder(TINY)


def test_one_changed_letter_gives_another_digest(folder: Path) -> None:
    put(folder / "duties.toml", "be kind;", "be kinder;")

    assert library.build_folder(folder).sha256 != library.build_folder(TINY).sha256


def test_what_is_built_loads_as_the_same_edition() -> None:
    edition = library.build_folder(TINY)
    again = from_plain(plain(edition.built), plain(edition.schema), edition.sha256)

    assert again == edition
    assert again.fields == edition.fields
    assert again.documents == edition.documents


def test_a_drafters_note_is_kept_and_never_prints() -> None:
    edition = library.build_folder(TINY)
    document = with_answers(new(edition, NOW), {"finish": "2028-06-30"})

    assert "never prints" in edition.clauses["duty"].notes
    assert "never prints" not in outline.plain_text(outline.outline(document))


def test_an_edition_in_a_file_that_was_changed_is_checked_in_full(folder: Path) -> None:
    edition = library.build_folder(folder)
    built = plain(edition.built)
    built["fields"][0]["example"] = 5

    with pytest.raises(EditionBroken, match="field district: its example departs"):
        library.opened({"edition": built, "schema": plain(edition.schema)})


def test_a_schema_that_is_not_the_editions_own_is_refused(folder: Path) -> None:
    edition = library.build_folder(folder)
    schema = plain(edition.schema)
    schema["$defs"]["locked"]["properties"]["state"]["enum"].append("reworded")

    with pytest.raises(EditionBroken, match="cannot be trusted"):
        library.opened({"edition": plain(edition.built), "schema": schema})


@pytest.mark.parametrize("carried", [{}, {"edition": 5, "schema": {}}, {"edition": {}}])
def test_what_is_no_edition_at_all_is_refused(carried: dict[str, object]) -> None:
    with pytest.raises(EditionBroken):
        library.opened(carried)


# ---- a new edition is a folder, and no code ------------------------------------------------

ALPHABET = {
    "edition.toml": """
format = 1
id = "garden-2031"
revision = 4
label = "A garden agreement"
text = "working"
authority = "The Garden Board"
notice = "Made up."
[[document]]
key = "rules"
title = "Garden Rules"
numbering = ["A", "1", "i", "a"]
sections = ["beds"]
""",
    "fields.toml": """
[[field]]
key = "gardeners"
type = "list"
label = "Gardeners"
example = ["Kim"]
required = true
missing = "Name the gardeners."
basis = [{ cite = "The agreement itself", status = "confirmed", source = "agreement" }]
[[field]]
key = "hose"
type = "yes_no"
label = "Is there a hose?"
example = true
basis = [{ cite = "Drafting practice", status = "to_confirm", source = "I" }]
""",
    "beds.toml": """
key = "beds"
heading = "Beds"
[[clause]]
key = "who_digs"
heading = "Who digs"
status = "mandatory"
help = "Who digs."
who = "The board."
basis = [{ cite = "The agreement itself", status = "confirmed", source = "agreement" }]
text = '''
Those who dig:

{#each gardeners}
- {.item}

{? equals hose yes}
The hose is shared.
'''
""",
}


def test_a_third_edition_is_data_alone_and_does_all_that_the_others_do(tmp_path: Path) -> None:
    for name, text in ALPHABET.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    empty = new(library.build_folder(tmp_path), NOW)
    told = with_answers(empty, {"gardeners": "Kim; Lee", "hose": "yes"})

    assert not rules.is_complete(rules.check(empty))
    assert rules.is_complete(rules.check(told))
    schema = plain(told.edition.schema)
    assert list(validation.faults(project_file.to_plain(empty), schema))
    assert not list(validation.faults(project_file.to_plain(told), schema))
    printed = outline.plain_text(outline.outline(told))
    assert "A. Beds\n\n1. Who digs\ni. Those who dig:\n" in printed
    assert "(a) Kim\n    (b) Lee\nii. The hose is shared.\n" in printed
    project_file.save(project_file.Project(document=told), tmp_path / "a.mou", NOW)
    assert project_file.load(tmp_path / "a.mou").document.answers == told.answers


# ---- make editions -------------------------------------------------------------------------


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A copy of the project whose one edition is tiny, built."""
    shutil.copytree(ROOT / "mou_desktop", tmp_path / "mou_desktop",
                    ignore=shutil.ignore_patterns("gui", "word", "__pycache__"))  # fmt: skip
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(TINY, tmp_path / "resources" / "models" / "tiny")
    (tmp_path / "schemas").mkdir()
    shutil.copy(ROOT / "schemas" / "edition.schema.json", tmp_path / "schemas")
    assert make_editions(tmp_path) == (0, "")
    return tmp_path


def make_editions(workshop: Path, *words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "scripts.editions", *words]
    ran = subprocess.run(command, cwd=workshop, capture_output=True, text=True, timeout=60,
                         check=False)  # fmt: skip
    return ran.returncode, ran.stderr


def digests(workshop: Path) -> dict[str, dict[str, str]]:
    path = workshop / "resources" / "models" / "digests.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_fresh_build_is_not_stale_and_building_again_changes_nothing(workshop: Path) -> None:
    before = {path: path.read_bytes() for path in workshop.glob("[rs]*/**/*.json")}

    assert make_editions(workshop, "--check") == (0, "")
    assert make_editions(workshop) == (0, "")
    assert {path: path.read_bytes() for path in workshop.glob("[rs]*/**/*.json")} == before


@pytest.mark.parametrize("name", ["resources/models/tiny/built.json", "schemas/tiny.schema.json"])
@pytest.mark.parametrize("new_", ["finished", 'finish": <<<<<<< HEAD "'])
def test_a_built_file_that_was_edited_by_hand_is_stale_and_is_made_again(
    workshop: Path, name: str, new_: str
) -> None:
    put(workshop / name, '"finish"', f'"{new_}"')

    assert make_editions(workshop, "--check") == (1, f"{name} is stale: run `make editions`.\n")
    assert make_editions(workshop) == (0, "")
    assert make_editions(workshop, "--check") == (0, "")


def test_a_changed_text_without_a_new_revision_is_refused_and_nothing_is_written(
    workshop: Path,
) -> None:
    before = digests(workshop)
    put(workshop / "resources/models/tiny/duties.toml", "be kind;", "be kinder;")

    status, said = make_editions(workshop)

    assert status == 1
    assert "Add 1 to `revision`" in said
    assert digests(workshop) == before
    assert make_editions(workshop, "--check")[0] == 1


def test_a_new_revision_is_added_and_the_old_digest_stays(workshop: Path) -> None:
    (old,) = digests(workshop)["tiny"].items()
    put(workshop / "resources/models/tiny/duties.toml", "be kind;", "be kinder;")
    put(workshop / "resources/models/tiny/edition.toml", "revision = 1", "revision = 2")

    assert make_editions(workshop) == (0, "")

    known = digests(workshop)["tiny"]
    assert list(known) == ["1", "2"]
    assert old in known.items()
    assert make_editions(workshop, "--check") == (0, "")


def test_a_broken_edition_stops_the_build_and_is_named(workshop: Path) -> None:
    put(workshop / "resources/models/tiny/duties.toml", "{.name} takes", "{.nam} takes")

    status, said = make_editions(workshop)

    assert status == 1
    assert said.startswith("tiny:\nduties.toml, clause duty: ")


# ---- what ships ----------------------------------------------------------------------------


def test_what_ships_is_built_from_its_folder_as_it_stands() -> None:
    shipped = {card.id for card in library.cards()}

    for id_ in shipped:
        built = library.build_folder(ROOT / "resources" / "models" / id_)
        assert library.find(id_).sha256 == built.sha256
        assert library.is_published(id_, built.revision, built.sha256)
    assert {path.parent.name for path in ROOT.glob("resources/models/*/edition.toml")} == shipped


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/samples").glob("*.mou")), ids=lambda p: p.name
)
def test_a_text_that_a_golden_file_carries_stays_published(path: Path) -> None:
    said = json.loads(path.read_text(encoding="utf-8"))["edition"]
    known = library.digests().get(said["id"])

    assert known is None or known[str(said["revision"])] == said["sha256"]


def test_the_page_on_the_format_names_every_attribute_that_an_edition_may_have() -> None:
    form = json.loads((ROOT / "schemas" / "edition.schema.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "edition-format.md").read_text(encoding="utf-8")
    kinds = [form, *form["$defs"].values()]
    names = {name for kind in kinds for name in kind.get("properties", {})}
    names |= set(form["$defs"]["basis"]["items"]["properties"])
    built = {"documents", "fields", "rules", "clauses", "columns", "choices"}  # plural once built

    assert not [name for name in names - built if not re.search(rf"\b{name}\b", page)]
