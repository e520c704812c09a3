"""Where output goes wrong: encodings, closed streams, readers that leave, full disks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.files import (
    carried_of,
    environment,
    mou,
    plain_sentence,
    raw_of,
    run_code,
    sealed,
    tiny_raw,
    with_carried,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

pytestmark = pytest.mark.faults

COMMANDS = ["text", "check", "info", "fields"]


def shell(line: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `$MOU` is our command."""
    command = f"{sys.executable} -m mou_desktop"
    return subprocess.run(
        ["bash", "-c", line], env=environment(MOU=command, **env), capture_output=True,
        encoding="utf-8", errors="replace", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "latin-1:strict"])
@pytest.mark.parametrize("command", COMMANDS)
def test_h04_another_encoding_of_the_screen_loses_letters_and_nothing_else(
    acton: Path, command: str, encoding: str
) -> None:
    line = f"$MOU {command} '{acton}'"

    ran = shell(line, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    assert ran.stdout


def test_h04_a_posix_locale_is_no_trouble(acton: Path) -> None:
    assert mou("text", acton, env={"LC_ALL": "C", "LANG": None}).returncode == 0
    assert mou(
        "text", acton, env={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ).stdout


@pytest.mark.parametrize("command", [*COMMANDS, "--help", "check --json", "fields --json"])
def test_h04_a_reader_that_leaves_is_no_trouble(acton: Path, command: str) -> None:
    file = "" if command == "--help" else f"'{acton}'"

    ran = shell(f"$MOU {command} {file} | head -1; exit ${{PIPESTATUS[0]}}")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(ran.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", [*COMMANDS, "--help", "--version"])
def test_h04_a_reader_that_never_came_is_no_trouble(acton: Path, command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    words = [command] if command.startswith("--") else [command, str(acton)]

    ran = subprocess.run(
        [sys.executable, "-m", "mou_desktop", *words], env=environment(), stdout=write,
        stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    os.close(write)

    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("command", [*COMMANDS, "--help"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_h04_closed_streams_are_no_trouble(acton: Path, command: str, closed: str) -> None:
    file = "" if command == "--help" else f"'{acton}'"

    ran = shell(f"$MOU {command} {file} {closed}")

    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)


def test_h04_an_agreement_is_changed_without_any_stream(acton: Path) -> None:
    ran = shell(f"$MOU set '{acton}' days=20 <&- >&- 2>&-")

    assert ran.returncode == 0
    assert raw_of(acton)["answers"]["days"] == 20


@pytest.mark.parametrize("command", ["check gone.mou", "set gone.mou a=1", "foo", "new"])
def test_h04_a_refusal_without_a_stream_is_still_2(command: str) -> None:
    assert shell(f"$MOU {command} >&- 2>&-").returncode == 2


@pytest.mark.parametrize("command", ["check", "set", "--help", "foo"])
def test_h04_without_stdout_as_under_pythonw(acton: Path, command: str) -> None:
    words = {"check": [command, str(acton)], "set": [command, str(acton), "days=20"]}
    code = f"""
import sys
sys.stdout = sys.stderr = None
from mou_desktop import cli
try:
    status = cli.main({words.get(command, [command])!r})
except SystemExit as stop:
    status = stop.code
sys.exit(status)
"""
    assert run_code(code).returncode == (2 if command == "foo" else 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_behind_the_output_is_one_line_and_2(acton: Path, command: str) -> None:
    ran = shell(f"$MOU {command} '{acton}' > /dev/full")

    assert ran.returncode == 2
    plain_sentence(ran.stderr)


def test_h05_json_stays_json_when_a_file_cannot_be_read() -> None:
    ran = mou("check", "--json", "gone.mou")

    assert ran.returncode == 2
    assert ran.stdout == (
        '{"file": "gone.mou", "error": "There is no file “gone.mou”. '
        'Check the name and the folder."}\n'
    )
    assert plain_sentence(ran.stderr).startswith("mou: There is no file “gone.mou”")


def test_stopping_is_one_line(acton: Path) -> None:
    code = f"""
import sys
from mou_desktop import cli
from mou_desktop.cli import commands
def stop(*_): raise KeyboardInterrupt
commands.project_file.load = stop
sys.exit(cli.main(["check", {str(acton)!r}]))
"""
    ran = run_code(code)

    assert ran.returncode == 2
    assert "Stopped" in plain_sentence(ran.stderr)


def test_a_fault_of_the_program_is_one_line_and_its_details_are_asked_for(acton: Path) -> None:
    code = f"""
import sys
from mou_desktop import cli
from mou_desktop.cli import checking
def fail(*_, **__): raise ZeroDivisionError("secret answer")
checking.findings_of = fail
sys.exit(cli.main(["check", {str(acton)!r}]))
"""
    ran = run_code(code, MOU_DEBUG=None)

    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "A fault of this program" in ran.stderr
    assert "secret" not in ran.stderr
    assert "secret answer" in run_code(code, MOU_DEBUG="1").stderr


def test_b09_no_control_character_of_a_file_reaches_the_screen(call: Call, acton: Path) -> None:
    bad = "x\x1b]0;owned\x07\x9b31m\x08"
    raw = tiny_raw()
    rows = [{"_id": "s1aa0b2c", "name": bad, bad: 2}]
    raw["answers"] = {
        "days": bad,
        "kind": bad,
        "start": bad,
        bad: 1,
        "school": rows,
        "goals": [bad],
    }
    raw["local"]["clauses"] |= {bad: {"state": bad}, "duty": {"state": bad, "text": bad}}
    raw["local"]["added"][0] |= {"heading": bad, "text": f"{{{bad}}}", "after": bad}
    raw["id"] = raw["created"] = raw["saved"] = bad
    acton.write_bytes(sealed(raw))

    for words in (
        ["text"],
        ["check"],
        ["check", "--final"],
        ["info"],
        ["fields"],
        ["check", acton],
    ):
        said = call(*words, acton)
        assert said.out
        found = re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said.out + said.err)
        assert found == [], (words, found)
    assert call("export", acton, "-o", acton.with_suffix(".docx")).status == 0


@pytest.mark.parametrize("key", ["label", "notice"])
def test_b09_a_text_of_an_edition_that_no_page_can_show_is_refused(
    call: Call, acton: Path, key: str
) -> None:
    raw = tiny_raw()
    carried = carried_of(raw)
    carried["edition"][key] += "\x1b[2J"
    acton.write_bytes(sealed(with_carried(raw, carried)))

    said = call("check", acton)

    assert said.status == 2
    assert "a character that no page can show" in plain_sentence(said.err)


def test_b09_a_refusal_quotes_no_control_character(call: Call, acton: Path) -> None:
    acton.write_bytes(acton.read_bytes().replace(b"{#each school}", b"{#each \\u001b[2J}"))

    said = call("check", acton)

    assert said.status == 2
    assert "\x1b" not in said.err
