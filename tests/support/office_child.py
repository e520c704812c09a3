"""Drives LibreOffice through UNO. It runs under the system's python3, which has UNO, as a child.

Words: name of the pipe, file of jobs, file for what came of them. `tests.support.office` starts it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uno
from office_edits import Editing  # type: ignore[import-not-found]

PATIENCE = 60  # seconds until LibreOffice has to answer
ASKED = ("ListLabelString", "NumberingIsNumber", "ParaStyleName")  # in this order, or UNO refuses


def main(pipe: str, jobs: str, results: str) -> None:
    """Do every job, write what came of it, and end at once: UNO may crash while Python winds up."""
    office = Office(pipe)
    done = [office.do(job) for job in json.loads(Path(jobs).read_text(encoding="utf-8"))]
    Path(results).write_text(json.dumps(done), encoding="utf-8")
    os._exit(0)


class Office:
    """A LibreOffice that runs already."""

    def __init__(self, pipe: str) -> None:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        self.context = connected(resolver, pipe)
        self.desktop = self.made("com.sun.star.frame.Desktop")
        self.dispatcher = self.made("com.sun.star.frame.DispatchHelper")

    def made(self, service: str) -> Any:
        """Return a service of LibreOffice."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def do(self, job: dict[str, Any]) -> dict[str, Any]:
        """Do one job: open, change, tell, store, as it asks; `quit` ends LibreOffice."""
        if job.get("quit"):
            self.desktop.terminate()
            return {}
        url = Path(job["path"]).as_uri()
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
        try:
            frame = document.CurrentController.Frame
            editing = Editing(document, self.dispatcher, self.made, value)
            for step in job.get("edits", []):
                editing.do(step)
            for command in job.get("commands", []):
                self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
            document.TextFields.refresh()
            for target, filter_ in job.get("store", {}).items():
                document.storeToURL(Path(target).as_uri(), (value("FilterName", filter_),))
            return told(document) if job.get("tell") else {}
        finally:
            document.close(True)


def connected(resolver: Any, pipe: str) -> Any:
    """Return the context of the LibreOffice that listens at `pipe`, once it does."""
    start = time.monotonic()
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() - start > PATIENCE:
                raise
            time.sleep(0.1)


def value(name: str, content: Any) -> Any:
    """Return a property of UNO."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, content
    return made


# ---- what a document says ------------------------------------------------------------------


def told(document: Any) -> dict[str, Any]:
    """Return what is in a document."""
    info = document.DocumentProperties
    custom = info.UserDefinedProperties
    names = [one.Name for one in custom.PropertySetInfo.Properties]
    return {
        "paragraphs": list(paragraphs(document.Text)),
        "bookmarks": list(document.Bookmarks.ElementNames),
        "comments": list(comments(document)),
        "title": info.Title,
        "keywords": list(info.Keywords),
        "custom": {name: str(custom.getPropertyValue(name)) for name in names},
        "tracking": document.RecordChanges,
    }


def paragraphs(text: Any) -> Any:
    """Yield every paragraph in order, through the cells of tables, row by row."""
    for one in every(text):
        if one.supportsService("com.sun.star.text.TextTable"):
            for name in by_rows(one.CellNames):
                yield from paragraphs(one.getCellByName(name))
        else:
            label, counted, style = one.getPropertyValues(ASKED)
            yield {
                "text": one.String,
                "style": style,
                "label": label if counted else "",
            }


def by_rows(names: tuple[str, ...]) -> list[str]:
    """Return the names of cells row by row: B1 stands before A2."""

    def place(name: str) -> tuple[int, int, str]:
        letters = name.rstrip("0123456789")
        return int(name[len(letters) :] or 0), len(letters), letters

    return sorted(names, key=place)


def comments(document: Any) -> Any:
    """Yield author and text of each comment."""
    for one in every(document.TextFields):
        if one.supportsService("com.sun.star.text.TextField.Annotation"):
            yield {"author": one.Author, "text": one.Content, "resolved": one.Resolved}


def every(access: Any) -> Any:
    """Yield what an enumeration of UNO holds."""
    found = access.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


if __name__ == "__main__":
    main(*sys.argv[1:])
