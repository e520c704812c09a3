"""Helpers for tests of files and of the command line: samples, damage, refusals, processes."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from mou_desktop.errors import MouError
from mou_desktop.store import library, project_file
from mou_desktop.store.strict_json import digest, pretty
from tests.support import make_samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
TINY = SAMPLES / "tiny.mou"
COMPLETE = SAMPLES / "complete.mou"
HALF = SAMPLES / "half.mou"
NEWER_MINOR = SAMPLES / "newer-minor.mou"
GOLDEN = (TINY, HALF, COMPLETE, NEWER_MINOR)
ANSWERS = ROOT / "resources" / "samples"
NOW = "2027-03-04T05:06:07Z"
SEED = 20271123
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534

_UNWELCOME = re.compile(
    r"traceback|errno|exception|\binvalid\b|\billegal\b|\boops\b|\bsorry\b|\bplease\b|"
    r"\w+Error\b|<class|0x[0-9a-f]{11}|object at|a fault of this program",
    re.IGNORECASE,
)


def plain_sentence(text: str) -> str:
    """Return `text` after asserting that it is one line in plain words, as a person may read it."""
    assert text.strip()
    assert len(text.strip().splitlines()) == 1, f"more than one line: {text!r}"
    assert not _UNWELCOME.search(text), f"not plain: {text!r}"
    assert len(text) < 500, f"too long: {text!r}"
    assert text.rstrip()[-1] in ".?!", f"no sentence: {text!r}"
    return text.strip()


# ---- documents and bytes -------------------------------------------------------------------


@cache
def tiny_data() -> bytes:
    """Return a finished file of the tiny edition, as this program writes it today."""
    return make_samples.tiny(library.build_folder(ROOT / "tests" / "support" / "tiny"))


def tiny_raw() -> dict[str, Any]:
    """Return the JSON object of that file, free to be changed."""
    found: dict[str, Any] = json.loads(tiny_data())
    return found


def tiny_file(folder: Path, name: str = "acton.mou") -> Path:
    """Write that file into `folder` and return where it is."""
    path = folder / name
    path.write_bytes(tiny_data())
    return path


def raw_of(path: Path) -> dict[str, Any]:
    """Return the JSON object in the file at `path`."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def sealed(raw: Mapping[str, Any]) -> bytes:
    """Return the file that holds `raw`, its checksum made right: nobody can see that it changed."""
    body = {key: value for key, value in raw.items() if key != "integrity"}
    return pretty({**body, "integrity": {"sha256": digest(body)}})


def with_carried(raw: Mapping[str, Any], carried: Mapping[str, Any]) -> dict[str, Any]:
    """Return `raw` with another text in it, named by its own right digest."""
    changed = copy.deepcopy(dict(raw))
    sha256 = digest(carried)
    built = carried["edition"]
    changed["edition"] = {"id": built["id"], "revision": built["revision"], "sha256": sha256}
    changed["editions"] = {sha256: copy.deepcopy(dict(carried))}
    return changed


def carried_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of the text in force that `raw` carries: `{"edition": …, "schema": …}`."""
    found: dict[str, Any] = copy.deepcopy(raw["editions"][raw["edition"]["sha256"]])
    return found


def rules_of(project: project_file.Project) -> set[str]:
    """Return the rule ids of what is said of the file itself."""
    return {finding.rule for finding in project.findings}


def refusal(data: bytes) -> str:
    """Return the sentence with which a file of these bytes is refused; no other error passes."""
    with pytest.raises(MouError) as caught:
        project_file.loads(data)
    return plain_sentence(str(caught.value).partition("\n")[0])


def refused_at(path: Path) -> str:
    """Return the sentence with which the file at `path` is refused, and is left as it was."""
    before = fingerprint(path.parent)
    with pytest.raises(MouError) as caught:
        project_file.load(path)
    assert fingerprint(path.parent) == before
    return plain_sentence(str(caught.value))


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the SHA-256, time and mode of every plain file below `folder`, by name."""
    return {
        str(path.relative_to(folder)): f"{path.lstat().st_mtime_ns} {path.lstat().st_mode:o} "
        + (hashlib.sha256(path.read_bytes()).hexdigest() if path.lstat().st_size < 1 << 24 else "")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def places(data: bytes) -> list[int]:
    """Return where `make test` damages a file: boundaries of its parts, both ends, 300 by chance.

    A boundary is where a line of the top level begins, and the byte on either side of it.
    """
    starts = [match.start() for match in re.finditer(rb'\n {2}[\]}"]|\n {0,1}[\]}]|\A', data)]
    near = {at + step for at in starts for step in (-1, 0, 1, 2, 3)}
    ends = {*range(2000), *range(len(data) - 2000, len(data))}
    chance = random.Random(SEED).sample(range(len(data)), min(300, len(data)))  # noqa: S311
    return sorted(at for at in {*near, *ends, *chance} if 0 <= at < len(data))


def examples(some: int, *, full: int) -> settings:
    """Return how many examples hypothesis tries: `full` of them where MOU_FULL asks for all."""
    many = full if os.environ.get("MOU_FULL") else some
    return settings(max_examples=many, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# ---- processes -----------------------------------------------------------------------------


def environment(**changed: str | None) -> dict[str, str]:
    """Return the environment for a child: ours, this checkout importable, with changes."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    env = {key: value for key, value in env.items() if not key.startswith("COV_")}
    for key, value in changed.items():
        env.pop(key, None)
        if value is not None:
            env[key] = value
    return env


def run_code(code: str, *words: str, timeout: float = 60, **env: str | None) -> Ran:
    """Run Python `code` in a fresh process and return what came of it."""
    return _run([sys.executable, "-c", code, *words], None, timeout, env)


Ran: TypeAlias = subprocess.CompletedProcess[str]
Env: TypeAlias = Mapping[str, str | None]
EMPTY: Env = MappingProxyType({})


def mou(*words: str | Path, cwd: Path | None = None, env: Env = EMPTY) -> Ran:
    """Run `mou` with `words` in a process of its own, and never let a traceback pass."""
    ran = _run([sys.executable, "-m", "mou_desktop", *map(str, words)], cwd, 120, env)
    assert "Traceback" not in ran.stderr + ran.stdout
    return ran


def refused(*words: str | Path, cwd: Path | None = None, env: Env = EMPTY) -> str:
    """Return the one line with which `mou` refuses these words: exit 2 and nothing on stdout."""
    ran = mou(*words, cwd=cwd, env=env)
    assert (ran.returncode, ran.stdout) == (2, ""), ran
    return plain_sentence(ran.stderr)


def _run(words: Sequence[str], cwd: Path | None, timeout: float, env: Env) -> Ran:
    return subprocess.run(
        words, cwd=cwd, env=environment(**env), capture_output=True, encoding="utf-8",
        timeout=timeout, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """Give a folder that every user may enter and write to; pytest's own belong to one user."""
    with TemporaryDirectory(prefix="mou-test-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


def needs(program: str) -> pytest.MarkDecorator:
    """Skip, in one line, where the system has no such program."""
    from shutil import which

    return pytest.mark.skipif(which(program) is None, reason=f"{program} is not installed here")
