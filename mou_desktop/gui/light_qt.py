"""Loads PySide6 without what it makes ready at each start for others: half of its time.

Its own Python modules lie in a zip inside a library, and are compiled anew at each start. Those of
`LATE` explain signatures, in a `TypeError` and to `help()`, or write stub files: here they are
compiled once somebody looks into them. And from then on PySide6 would read the source of every
module that is imported, and keep it, to see whether `from __feature__ import` may rename methods
there; no module of ours asks for that.

Nothing of Qt is changed, and where PySide6 is built in another way, this does nothing.
"""

from __future__ import annotations

import builtins
import sys
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec

SIGNATURE = "shibokensupport.signature"
LATE = {
    f"{SIGNATURE}.{name}"
    for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator")
}


def load() -> None:
    """Load QtCore; from then on modules are imported as Python does it."""
    finder = _Finder()
    sys.meta_path = _Finders([finder, *sys.meta_path])
    try:
        from PySide6 import QtCore  # noqa: F401
    finally:
        sys.meta_path = [one for one in sys.meta_path if one is not finder]
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


class _Late(ModuleType):
    """A module that is run once something is asked of it."""

    def __getattr__(self, name: str) -> object:
        loader = self.__dict__["__loader__"]
        if isinstance(loader, _Loader):
            loader.run(self)
            return getattr(self, name)
        raise AttributeError(name)


class _Finders(list[Any]):
    """`sys.meta_path` whose first stays the first: PySide6 puts that of its zip in front."""

    def insert(self, at: SupportsIndex, finder: Any) -> None:
        super().insert(int(at) + 1, finder)


class _Finder(MetaPathFinder):
    """Finds the modules of LATE where the others find them, and puts them off."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATE:
            return None
        for other in sys.meta_path:
            spec = other.find_spec(fullname, path, target) if other is not self else None
            if spec is not None and spec.loader is not None:
                spec.loader = _Loader(spec, spec.loader)
                return spec
        return None


class _Loader(Loader):
    def __init__(self, spec: ModuleSpec, real: Loader) -> None:
        self._spec, self._real = spec, real

    def exec_module(self, module: ModuleType) -> None:
        module.__class__ = _Late

    def run(self, module: ModuleType) -> None:
        """Do what was put off."""
        module.__class__ = ModuleType
        self._spec.loader = module.__loader__ = self._real
        self._spec.name = module.__name__  # PySide6 gives it another one meanwhile
        self._real.exec_module(module)
