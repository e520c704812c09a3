"""The window's whole journey, as the system sees it: no socket but those of this very machine.

Python's audit hook, which forbids the network in all tests, does not see the sockets of Qt.
"""

from __future__ import annotations

import re
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from tests.support.driving import END, PRELUDE
from tests.support.files import ANSWERS, environment, needs

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults("G18")
OPENED = re.compile(r"socket\((AF_\w+|PF_\w+|\w+)")
CALLED = re.compile(r"(?:connect|sendto|sendmsg)\(\d+[^{]*\{sa_family=(\w+)")

JOURNEY = """
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
folder = Path(sys.argv[1])
project, word = folder / "Acton.mou", folder / "Acton.docx"
program.open([])
window = program.windows[0]
window.show()
window.activateWindow()
until(lambda: window.isVisible())
pause(500)  # later starts are heard by now

# new
window.new()
session = window.session

# fill: by key, by paste of a page with pictures of the network, and the rest at once
box = None
window.session.go(session.edition.field_places["selection_steps"])
until(lambda: type(app.focusWidget()).__name__.endswith(("Box", "Text", "Edit", "Editor")))
box = app.focusWidget()
QTest.keyClicks(box, "https://example.invalid/typed ")
page = QMimeData()
page.setHtml("<p>pasted<img src='http://127.0.0.1:9/x.png'><link href='http://[::1]:9/y'></p>")
page.setText("pasted http://127.0.0.1:9/z.png")
page.setUrls([QUrl("http://127.0.0.1:9/z.png")])
QGuiApplication.clipboard().setMimeData(page)
QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
assert "pasted" in str(session.document.answer("selection_steps"))
from mou_desktop.model.values import freeze
answers = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
from dataclasses import replace
session.become(replace(session.document, answers=freeze(answers)), "fill")

# save
window._saving.save(project)
until(lambda: session.saved)

# Word
from mou_desktop.gui.dialogs import export_word, send_counsel
def click_in(kind, name):
    def look():
        box = app.activeModalWidget()
        found = box.findChild(QPushButton, name) if isinstance(box, kind) else None
        if found is not None and found.isEnabled():
            found.click()
        if box is None or found is None or box.isVisible():
            QTimer.singleShot(50, look)
    QTimer.singleShot(50, look)
click_in(export_word.ExportDialog, "export_now")
window.export()
until(lambda: list(folder.glob("*.docx")))

# the folder for counsel
click_in(send_counsel.SendDialog, "send_now")
def close_result():
    box = app.activeModalWidget()
    if box is not None and not isinstance(box, send_counsel.SendDialog):
        box.close()
    else:
        QTimer.singleShot(50, close_result)
QTimer.singleShot(50, close_result)
window.send()
packed = [one for one in folder.iterdir() if one.is_dir() and list(one.glob("*.docx"))]

# reopen, look at help and at the page
until(lambda: not session.dirty)
window.close_agreement()
window.open_file(project)
window.session.go(window.session.edition.field_places["selection_steps"])
window.editor.enter_side(1)
pause(500)
tell(word=len(list(folder.glob("*.docx"))), packed=len(packed), dirty=window.session.dirty)
window.close_agreement()
"""


@needs("strace")
def test_g18_g02_a_whole_journey_of_the_window_opens_no_socket_to_a_network(
    tmp_path: Path,
) -> None:
    log, folder = tmp_path / "trace", tmp_path / "agreements"
    folder.mkdir()
    code = PRELUDE + dedent(JOURNEY) + END
    words = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-o", str(log)]
    ran = subprocess.run(
        [*words, sys.executable, "-c", code, str(folder), str(ANSWERS / "answers-complete.json")],
        env=environment(
            XDG_DATA_HOME=str(tmp_path / "home"), QT_QPA_PLATFORM="offscreen",
            MOU_EXIT_AT_FIRST_PAINT=None, HOME=str(tmp_path),
        ),
        capture_output=True, encoding="utf-8", timeout=240, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ran.returncode == 0, (ran.stdout, ran.stderr)
    assert ran.stdout.splitlines()[-1] == '{"word": 1, "packed": 1, "dirty": false}'

    said = log.read_text(encoding="utf-8", errors="replace")
    families = {*OPENED.findall(said), *CALLED.findall(said)}
    assert "AF_UNIX" in families, "the trace saw nothing, not even the socket for later starts"
    assert families == {"AF_UNIX"}, families


@needs("strace")
def test_g18_the_trace_would_see_a_connection(tmp_path: Path) -> None:
    code = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QTcpSocket
app = QCoreApplication([])
one = QTcpSocket()
one.connectToHost("127.0.0.1", 9)
one.waitForConnected(2000)
"""
    log = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log),
         sys.executable, "-c", code],
        env=environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip

    said = log.read_text(encoding="utf-8", errors="replace")
    assert "AF_INET" in {*OPENED.findall(said), *CALLED.findall(said)}
