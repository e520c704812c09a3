"""What goes into the built program, what stays out, and why. `build.spec` asks; a test does too.

It decides about files and builds nothing. Qt's libraries are taken as they are: whoever has a copy
may put others in their place, as the LGPL asks, so they are separate files and never stripped.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING, Final, TypeAlias

from mou_desktop import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Entry: TypeAlias = tuple[str, str, str]
"""A file of the bundle as PyInstaller knows it: its place there, where it comes from, its kind."""

ROOT: Final = Path(__file__).resolve().parents[1]
NAME: Final = "mou-desktop"
TITLE: Final = "MOU Desktop"

STARTS: Final = {"mou-desktop": "scripts/frozen/window.py", "mou": "scripts/frozen/mou.py"}
BARE: Final = "scripts/frozen/bare.py"  # what ours is compared with

DATA: Final = {
    "resources": "mou_desktop/resources",
    "schemas": "mou_desktop/schemas",
    "docs/guide": "mou_desktop/docs/guide",
}
"""Folders of ours and where `mou_desktop.locate` looks for them: where the wheel has them too."""

DICTIONARIES: Final = {"hunspell": "dictionaries"}
"""Packages that come with dictionaries, and where they keep them. `chunspell` installs hunspell."""

LEFT_OUT: Final = (
    # parts of what we use that we do not use
    "lxml.html", "lxml.objectify", "lxml.isoschematron", "lxml.cssselect", "lxml.sax",
    "lxml.builder", "lxml.ElementInclude", "lxml.doctestcompare",
    "jsonschema.cli", "jsonschema.benchmarks", "jsonschema.tests",
    "PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtUiTools", "PySide6.QtXml",
    # nothing here speaks to a network: what would be needed for it is not even there
    "ssl", "_ssl", "ftplib", "imaplib", "poplib", "smtplib", "telnetlib", "xmlrpc", "webbrowser",
    "asyncio", "requests", "urllib3", "certifi", "idna", "charset_normalizer",
    # the workshop of Python
    "tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "venv", "distutils", "setuptools",
    "pkg_resources", "pip", "pydoc", "doctest", "unittest", "test", "pdb", "curses", "sqlite3",
    # named by what we use, in functions that we do not call
    "http.cookiejar", "email.policy", "email.headerregistry", "statistics", "tarfile", "cgi",
    "multiprocessing.managers", "multiprocessing.pool", "multiprocessing.shared_memory",
    "multiprocessing.sharedctypes", "multiprocessing.dummy", "_pydecimal",
)  # fmt: skip

LEFT_OUT_OF_MOU: Final = (*LEFT_OUT, "PySide6", "shiboken6", "mou_desktop.gui")
"""The command line runs where there is no screen, and cannot load Qt by mistake."""

PLUGINS: Final = frozenset({
    "platforms/qxcb", "platforms/qwindows", "platforms/qcocoa",
    "platforms/qoffscreen",                       # `make build` without a screen
    "platforminputcontexts/composeplatforminputcontextplugin",    # letters made of several keys
    "platforminputcontexts/ibusplatforminputcontextplugin",
    "platformthemes/qxdgdesktopportal",           # dark or light as the desktop is
    "printsupport/cupsprintersupport",
    "styles/qmodernwindowsstyle", "styles/qmacstyle",
    "iconengines/qsvgicon", "imageformats/qsvg", "imageformats/qico",
})  # fmt: skip
"""Plug-ins of Qt that are kept: no Wayland (Xwayland serves), EGLFS, GTK, TLS, network."""

UNWANTED: Final = (
    "PySide6/Qt/translations/",  # the program speaks English
    "PySide6/translations/",
    "PySide6/opengl32sw.dll",  # 20 MB: a graphics card in software, for what draws with OpenGL
    "PySide6/d3dcompiler_47.dll",
    "PySide6/resources/icudtl.dat",
    "docx/templates/default-docx-template/",  # what its default.docx was made of
    "jsonschema/benchmarks/",
)

WRITTEN_BY_HAND: Final = f"{DATA['resources']}/models/*/*.toml"
"""What the editions are built from: the program loads what was built."""

FROM_THE_SYSTEM: Final = frozenset({
    "libcups.so.2",                               # only a machine with printers has it
    "libdbus-1.so.3",                             # speaks to the machine's own bus
    "libX11.so.6", "libxcb.so.1", "libfontconfig.so.1", "libfreetype.so.6", "libexpat.so.1",
    "libstdc++.so.6", "libgcc_s.so.1",            # its graphics drivers want theirs, or newer
    "libz.so.1", "libuuid.so.1", "libcom_err.so.2",
})  # fmt: skip
"""Libraries that every Linux with a desktop has, and better its own than ours."""

QT: Final = ("PySide6", "shiboken6")
AS_MADE: Final = (*QT, "hunspell")
"""Where libraries lie that may be changed under conditions only, so nothing in them is."""


def data_folders() -> list[tuple[str, str]]:
    """Return our folders of data and their places, those that are there."""
    return [(str(ROOT / here), there) for here, there in DATA.items() if (ROOT / here).is_dir()]


def dictionaries() -> list[tuple[str, str]]:
    """Return the folders of dictionaries of the packages that are installed, and their places."""
    found = (
        (importlib.util.find_spec(name), name, inside) for name, inside in DICTIONARIES.items()
    )
    return [
        (str(Path(spec.origin).parent / inside), f"{name}/{inside}")
        for spec, name, inside in found
        if spec is not None and spec.origin is not None
    ]


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of both programs, each place once."""
    return list({entry[0]: entry for entry in entries}.values())


def wanted(entry: Entry) -> bool:
    """Return whether a file is asked for at all, linked or not."""
    place = entry[0].replace("\\", "/")
    if place.startswith(UNWANTED) or fnmatch(place, WRITTEN_BY_HAND):
        return False
    if PurePosixPath(place).name in FROM_THE_SYSTEM:
        return False
    return plugin(place) is None or plugin(place) in PLUGINS


def plugin(place: str) -> str | None:
    """Return the name of the plug-in of Qt that lies at `place`, such as `platforms/qxcb`."""
    path = PurePosixPath(place.replace("\\", "/"))
    if "plugins" not in path.parts or path.parts[0] not in QT:
        return None
    return f"{path.parent.name}/{path.name.partition('.')[0].removeprefix('lib')}"


def trimmed(
    entries: Iterable[Entry], imports: Callable[[str], Iterable[tuple[str, str | None]]]
) -> list[Entry]:
    """Return the binaries that are asked for, and the libraries that those link to.

    `imports` tells the libraries that a file links to, by name or path, and where they lie.
    """
    kept = [entry for entry in entries if wanted(entry)]
    libraries = {_name(entry): entry for entry in kept if is_library(entry)}
    needed: set[str] = set()
    waiting = [entry[1] for entry in kept if not is_library(entry) or _is_python(entry)]
    while waiting:
        for name, _ in imports(waiting.pop()):
            file = PurePosixPath(name.replace("\\", "/")).name
            if file in libraries and file not in needed:
                needed.add(file)
                waiting.append(libraries[file][1])
    return [one for one in kept if not is_library(one) or _name(one) in needed or _is_python(one)]


def linked_by(file: str) -> list[tuple[str, str | None]]:
    """Return the libraries that a file for Linux links to itself, and not what those link to.

    PyInstaller's own answer holds both, and so all that the libraries of the system bring along.
    """
    told = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True)
    lines = (line.split() for line in told.stdout.splitlines())
    return [(words[1], None) for words in lines if words[:1] == ["NEEDED"]]


def is_library(entry: Entry) -> bool:
    """Return whether a binary is there only because another one links to it."""
    place, _, kind = entry
    top, _, inside = place.replace("\\", "/").partition("/")
    return kind == "BINARY" and plugin(place) is None and (not inside or top == "PySide6")


def without_dead_links(entries: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Return the data that is wanted, without links to binaries that were left out."""
    there = {place for place, _, _ in binaries}
    return [
        (place, source, kind)
        for place, source, kind in entries
        if wanted((place, source, kind))
        and (kind != "SYMLINK" or os.path.normpath(Path(place).parent / source) in there)
    ]


def stripped(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Return the binaries, Python's and its packages' as copies in `folder` without debug symbols.

    Those in `AS_MADE` stay as they are, and so do the system's: Debian has stripped its own.
    """
    return [_stripped(entry, folder) if _may_strip(entry) else entry for entry in entries]


def _may_strip(entry: Entry) -> bool:
    place, source, kind = entry
    ours = kind in {"BINARY", "EXTENSION"} and not is_of_system(source)
    return sys.platform.startswith("linux") and ours and Path(place).parts[0] not in AS_MADE


def _stripped(entry: Entry, folder: Path) -> Entry:
    place, source, kind = entry
    copy = folder / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
    copy.chmod(0o755)
    subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)
    return place, str(copy), kind


def is_of_system(source: str) -> bool:
    """Return whether a file belongs neither to Python, nor to its packages, nor to us."""
    homes = (Path(each).resolve() for each in (sys.prefix, sys.base_prefix, ROOT))
    path = Path(source).resolve()
    return not any(path.is_relative_to(home) and home != Path("/usr") for home in homes)


def unpacked_signatures(folder: Path) -> list[Entry]:
    """Return the Python files inside libshiboken6 as files, compiled, which halves their loading.

    `SBK_EMBED=0` is Qt's own switch: it puts them beside shiboken6, here beside a copy of it.
    Their bytecode must not look at dates, because nobody keeps those when a program is installed.
    """
    found = importlib.util.find_spec("shiboken6")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("shiboken6")
    copy = folder / "shiboken6"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(Path(found.origin).parent, copy)
    environment = {**os.environ, "SBK_EMBED": "0", "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "-c", "import shiboken6"], env=environment, check=True)
    files = copy / "files.dir"
    shutil.rmtree(files / "shibokensupport" / "signature" / "__pycache__", ignore_errors=True)
    compileall.compile_dir(
        files, quiet=1, force=True, stripdir=str(folder),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )  # fmt: skip
    return [
        (path.relative_to(folder).as_posix(), str(path), "DATA")
        for path in sorted(files.rglob("*"))
        if path.is_file()
    ]


def notices_of_the_system(entries: Iterable[Entry]) -> list[Entry]:
    """Return what Debian says about the rights in each of its libraries that goes into the bundle.

    Raises:
        LookupError: nobody knows whose library it is, so it may not be given away.
    """
    if not sys.platform.startswith("linux"):
        return []
    packages = {
        _package_of(place)
        for place, source, kind in entries
        if kind in {"BINARY", "EXTENSION"} and is_of_system(source)
    }
    found: dict[bytes, Entry] = {}  # packages made of one source say the same
    for package in sorted(packages):
        notice = Path("/usr/share/doc") / package / "copyright"
        if not notice.is_file():
            raise LookupError(f"There is no notice for {package}: {notice}")
        place = f"{DATA['resources']}/licences/system/{package}.txt"
        found.setdefault(notice.read_bytes(), (place, str(notice.resolve()), "DATA"))
    return list(found.values())


def _package_of(place: str) -> str:
    name = PurePosixPath(place).name
    ran = subprocess.run(
        ["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=False
    )
    if ran.returncode or not ran.stdout:
        raise LookupError(f"No Debian package is known for {name}: give its notice by hand.")
    return ran.stdout.partition(":")[0]


def windows_version(name: str) -> str:
    """Return what Windows shows as the properties of a program, in PyInstaller's way of a file.

    Not verified: nobody has built on Windows yet.
    """
    major, minor, patch = (int(number) for number in __version__.split("."))
    told = {
        "CompanyName": "MOU Desktop contributors",
        "FileDescription": TITLE,
        "FileVersion": __version__,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{name}.exe",
        "ProductName": TITLE,
        "ProductVersion": __version__,
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in told.items())
    numbers = (major, minor, patch, 0)
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x409, 1200])])])\n"
    )


MAC_DOCUMENTS: Final = {
    "CFBundleShortVersionString": __version__,
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "MOU agreement",
            "CFBundleTypeExtensions": ["mou"],
            "CFBundleTypeRole": "Editor",
        }
    ],
    "NSHighResolutionCapable": True,
}
"""What macOS is told of the program. Not verified."""


def _name(entry: Entry) -> str:
    return PurePosixPath(entry[0].replace("\\", "/")).name


def _is_python(entry: Entry) -> bool:
    return _name(entry).lower().startswith(("libpython", "python", "vcruntime", "msvcp", "ucrt"))
