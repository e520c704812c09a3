"""How Qt is loaded: what is put off comes by itself, and nobody notices the difference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.files import run_code

LOADED = """
import builtins, json, linecache, sys
{how}
from PySide6 import QtCore, QtWidgets
def late():
    return sorted(name for name, one in sys.modules.items()
                  if name.startswith("shibokensupport") and type(one).__name__ == "_Late")
at_first, said = late(), []
app = QtWidgets.QApplication([])
for wrong in (lambda: QtCore.QObject().setObjectName(3), lambda: QtWidgets.QWidget().resize("a"),
              lambda: QtWidgets.QLabel(wrong=1), lambda: QtCore.QTimer.singleShot("soon")):
    try:
        wrong()
    except Exception as error:
        said.append(f"{type(error).__name__}: {error}")
import colorsys
print(json.dumps({"late": at_first, "then": late(), "said": said,
                  "doc": QtWidgets.QWidget.resize.__doc__,
                  "hooked": builtins.__import__ is builtins.__feature_import__,
                  "read": colorsys.__file__ in linecache.cache,
                  "finders": [type(one).__name__ for one in sys.meta_path]}))
"""


def _loaded(how: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_code(LOADED.replace("{how}", how)).stdout)
    return found


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    """Load Qt as the window does."""
    return _loaded("from mou_desktop.gui import light_qt; light_qt.load()")


@pytest.fixture(scope="module")
def theirs() -> dict[str, Any]:
    """Load Qt as PySide6 does by itself."""
    return _loaded("")


def test_what_explains_signatures_is_not_compiled_at_the_start(ours: dict[str, Any]) -> None:
    """Should PySide6 be built in another way one day, this fails, and the start is slower."""
    assert "shibokensupport.signature.parser" in ours["late"]
    assert "shibokensupport.signature.lib.pyi_generator" in ours["late"]


def test_a_wrong_call_is_explained_as_ever(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert ours["said"] == theirs["said"]
    assert len(ours["said"]) == 4
    assert ours["doc"] == theirs["doc"]


def test_what_was_put_off_is_there_once_it_is_asked_for(ours: dict[str, Any]) -> None:
    assert "shibokensupport.signature.parser" not in ours["then"]


def test_modules_are_imported_as_python_does_it(
    ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assert theirs["hooked"]
    assert theirs["read"]
    assert not ours["hooked"]
    assert not ours["read"]
    assert ours["finders"] == theirs["finders"]
