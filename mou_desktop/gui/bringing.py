"""Brings a Word file back from counsel into the open agreement, from the file to the reply.

It asks for the file, has it read, keeps the decisions, applies them as one step, and writes the
reply. The list itself is a panel. Nothing is changed before the user asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from mou_desktop import messages
from mou_desktop.errors import MouError, ReturnStranger
from mou_desktop.file_names import safe_name
from mou_desktop.gui import words
from mou_desktop.gui.asking import ask, tell
from mou_desktop.gui.dialogs import show
from mou_desktop.gui.dialogs.choosing import Question, Way
from mou_desktop.gui.dialogs.unplaced import UnplacedDialog
from mou_desktop.gui.dialogs.working import Working
from mou_desktop.gui.panels.review_asked import question_of
from mou_desktop.gui.reviewing import Review, came_back
from mou_desktop.gui.widgets.notice_bar import Notice
from mou_desktop.model.rounds import has_returned
from mou_desktop.store import reviews, saver
from mou_desktop.store.project_file import utc_now
from mou_desktop.store.reading import read_file
from mou_desktop.word.returned import decided
from mou_desktop.word.returned.child import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from mou_desktop.gui.desk import Desk
    from mou_desktop.gui.editor import Editor
    from mou_desktop.gui.reviewing import CameBack
    from mou_desktop.gui.session import Session
    from mou_desktop.gui.theme import Theme
    from mou_desktop.model.values import Value

    Made = Mapping[str, Value]


MATTER = "review"  # of the notice that a review waits
KEEP_AFTER = 400  # milliseconds without a keystroke


@dataclass(frozen=True, slots=True)
class _Strange:
    """A Word file of another agreement or edition, as it was read, before the user is asked."""

    data: bytes
    whose: str
    found: tuple[int, int]


class Bringing(QObject):
    """Takes Word files that come back into one open agreement.

    Signals:
        send_asked: the next copies for counsel are wanted.
    """

    send_asked = Signal()

    def __init__(
        self, window: QWidget, session: Session, editor: Editor, desk: Desk, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._editor = window, session, editor
        self._desk, self._theme = desk, theme
        self._review: Review | None = None
        self._keeping = True  # whether decisions can be kept
        self._applied = ""  # the file whose decisions were applied last, as it is known by
        self._soon = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._soon.timeout.connect(self.keep)
        editor.review_left.connect(self._on_left)
        session.changed.connect(self._on_changed)

    @property
    def review(self) -> Review | None:
        """What is being worked through."""
        return self._review

    @property
    def _folder(self) -> Path:
        return self._desk.reviews

    # ---- which file ----------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a Word file and bring it back; a review that is open is shown instead."""
        if self._review is not None and not self._editor.reviewing:
            self.go_on()
            return
        self._choose_file()

    def _choose_file(self) -> None:
        folder = self._session.path.parent if self._session.path else self._desk.documents
        name, _ = QFileDialog.getOpenFileName(
            self._window, words.BACK_TITLE, str(folder), words.WORD_FILES
        )
        if name:
            self.bring(Path(name))

    def bring(self, path: Path) -> None:
        """Bring a Word file back: read it off the window's thread, and list its changes."""
        try:
            came = self._read(path.name, lambda: read_file(path, MOST), words.BACK_READING)
        except MouError as error:
            answers = (words.BACK_OTHER, words.CLOSE)
            if ask(self._window, words.BACK_NOT_READ, str(error), answers) == words.BACK_OTHER:
                self._choose_file()
            return
        if came is not None and self._is_wanted(came):
            self._begin(came)

    def _read(
        self, name: str, data: Callable[[], bytes], title: str, *, anyway: bool = False
    ) -> CameBack | None:
        """Return what came back; None where the user called it off.

        Args:
            name: of the Word file.
            data: reads it, off the window's thread.
            title: what is done, in words.
            anyway: whether the user said to take a file of another agreement or edition.
        """
        project, _ = self._session.snapshot()

        def read(told: Callable[[float], object]) -> CameBack | _Strange:
            word = data()
            try:
                return came_back(project, name, word, told, anyway=anyway)
            except ReturnStranger as error:  # it is asked about in the window
                return _Strange(word, error.whose, error.found)

        dialog = Working(title, read, self._theme, self._window)
        done = dialog.wait()
        dialog.deleteLater()
        if not done and dialog.sentence:
            raise MouError(dialog.sentence)
        found: CameBack | _Strange | None = dialog.found if done else None
        if isinstance(found, _Strange):
            word = found.data
            taken = self._is_taken_anyway(name, found)
            return self._read(name, lambda: word, title, anyway=True) if taken else None
        return found

    def _is_taken_anyway(self, name: str, strange: _Strange) -> bool:
        """Ask whether a file of another agreement or edition is compared by its text."""
        hits, all_ = strange.found
        sentence = words.BACK_STRANGER_ASK.format(
            name=name, whose=strange.whose, hits=hits, all=all_
        )
        ways = (
            Way("other", words.BACK_OTHER, words.BACK_OTHER_HINT),
            Way("anyway", words.BACK_ANYWAY, words.BACK_ANYWAY_HINT),
        )
        leave = Way("leave", words.CANCEL, words.BACK_STRANGER_LEAVE_HINT)
        question = Question("attention", words.BACK_STRANGER_TITLE, sentence, ways, leave)
        chosen = show.choose(self._window, self._theme, question)
        if chosen == "other":
            self._choose_file()
        return chosen == "anyway"

    def _is_wanted(self, came: CameBack) -> bool:
        """Say what the file is, and ask where that is not sure."""
        window, title = self._window, words.BACK_TITLE
        if came.again:
            tell(window, title, words.BACK_NOTHING_NEW.format(name=came.name))
            return False
        hits, all_ = came.found
        if came.by_text and came.stranger is None:
            question = words.BACK_MATCH_ASK.format(name=came.name, hits=hits, all=all_)
            answers = (words.BACK_MATCH, words.CANCEL)
            if ask(window, title, question, answers) != words.BACK_MATCH:
                return False
        if not came.proposals and not came.unplaced:
            tell(window, title, words.BACK_NO_CHANGES.format(name=came.name))
            return False
        old = reviews.waiting(self._folder, self._session.document.id)
        if old is None or old.sha256 == saver.sha256_of(came.data):
            return True
        if not old.decided and not old.placed:
            return True
        if has_returned(self._session.document, old.sha256):
            return True
        question = words.BACK_OVER.format(old=old.name, name=came.name)
        answers = (words.BACK_OVER_NOW, words.BACK_STAY)
        return ask(window, title, question, answers, careful=True) == words.BACK_OVER_NOW

    # ---- the review ----------------------------------------------------------------------------

    def _begin(self, came: CameBack) -> None:
        kept = reviews.kept(self._folder, self._session.document.id)
        same = kept is not None and kept.sha256 == saver.sha256_of(came.data)
        known = decided.from_plain(kept.decisions) if kept is not None and same else {}
        placed = decided.placed_from_plain(kept.placed) if kept is not None and same else ()
        self._drop()
        review = self._review = Review(came, known, self, placed)
        review.decided.connect(self._soon.start)
        review.worded.connect(self._soon.start)
        page = self._editor.open_review(review)
        page.apply_asked.connect(self.apply)
        page.rest_shown.connect(self._show_rest)
        page.say_always(_news(came))
        self._editor.notices.drop(MATTER)
        self._editor.status.drop_news()
        try:
            reviews.begin(self._folder, self._session.document.id, self._kept(review))
        except MouError as error:
            self._keeping = False
            page.say_news(words.BACK_NOT_KEPT.format(why=str(error)))
        self._editor.show_review()

    def _kept(self, review: Review) -> reviews.Review:
        return reviews.Review(
            name=review.came.name, data=review.came.data, total=len(review.by_key),
            decisions=decided.as_plain(review.decisions), anyway=review.came.stranger is not None,
            placed=[{"text": one.text, "clause": one.clause} for one in review.placed],
        )  # fmt: skip

    @Slot()
    def keep(self) -> None:
        """Keep the decisions of now on this computer."""
        self._soon.stop()
        if self._review is None or not self._keeping:
            return
        try:
            reviews.keep(self._folder, self._session.document.id, self._kept(self._review))
        except MouError as error:
            self._keeping = False
            page = self._editor.review_page
            if page is not None:
                page.say_news(words.BACK_NOT_KEPT.format(why=str(error)))

    def _drop(self) -> None:
        """Close the review that is open; what was decided is kept."""
        if self._review is None:
            return
        self.keep()
        self._editor.close_review()
        self._review.deleteLater()
        self._review = None

    def close(self) -> None:
        """Keep everything: the agreement is put away."""
        self.keep()

    @Slot()
    def _on_left(self) -> None:
        """Say above the questions that the review waits."""
        self.keep()
        if self._review is not None:
            left = len(self._review.open_keys)
            self._offer(self._review.came.name, left, self.go_on)

    @Slot()
    def _on_changed(self) -> None:
        """Lead back to a review whose step was undone, until it is done again."""
        if not self._applied or self._review is not None:
            return
        if has_returned(self._session.document, self._applied):
            self._editor.notices.drop(MATTER)
        elif self._editor.notices.notice(MATTER) is None:
            self.offer_kept()

    def go_on(self) -> None:
        """Show the review again; where the agreement changed meanwhile, compared once more."""
        self._editor.notices.drop(MATTER)
        if self._review is not None:
            self._renew()
            self._editor.show_review()

    def _renew(self) -> bool:
        """Compare once more where the agreement is another one; return whether that was so."""
        review = self._review
        if review is None or review.came.is_of(self._session.document):
            return False
        try:
            old = review.came
            anyway = old.stranger is not None
            again = words.BACK_AGAIN_READING
            came = self._read(old.name, lambda: old.data, again, anyway=anyway)
        except MouError as error:
            tell(self._window, words.BACK_NOT_READ, str(error))
            return True
        if came is None:
            return True
        if came.again:
            tell(self._window, words.BACK_TITLE, words.BACK_NOTHING_NEW.format(name=came.name))
            self._drop()
            return True
        review.renew(came)
        page = self._editor.review_page
        if page is not None:
            page.say_news(words.REVIEW_CHANGED_SINCE if came.proposals else words.BACK_SAME_NOW)
        return True

    def offer_kept(self) -> None:
        """Offer to go on with a review that was under way when the program ended."""
        document = self._session.document
        waiting = reviews.waiting(self._folder, document.id)
        if waiting is None or has_returned(document, waiting.sha256):
            return
        self._offer(waiting.name, waiting.left, self._resume)

    def _offer(self, name: str, left: int, call: Callable[[], object]) -> None:
        said = words.number_of(left, words.BACK_LEFT_PLAIN) if left else words.BACK_ALL_DECIDED
        sentence = words.BACK_WAITS.format(name=name, left=said)
        offers = (("review_go_on", words.BACK_GO_ON, call),)
        self._editor.notices.show_notice(MATTER, Notice("note", sentence, offers))

    def _resume(self) -> None:
        kept = reviews.kept(self._folder, self._session.document.id)
        self._editor.notices.drop(MATTER)
        if kept is None:
            tell(self._window, words.BACK_TITLE, words.BACK_GONE)
            return
        try:
            word, anyway = kept.data, kept.anyway
            came = self._read(kept.name, lambda: word, words.BACK_READING, anyway=anyway)
        except MouError as error:
            tell(self._window, words.BACK_NOT_READ, str(error))
            return
        if came is not None and not came.again:
            self._begin(came)

    @Slot()
    def _show_rest(self) -> None:
        if self._review is not None:
            dialog = UnplacedDialog(self._theme, self._review, self._window)
            dialog.exec()
            dialog.deleteLater()

    # ---- afterwards ----------------------------------------------------------------------------

    @Slot()
    def apply(self) -> None:
        """Apply every decision as one step, once the user has said so."""
        review, session = self._review, self._session
        if review is None or self._renew() or review.open_keys:
            return
        came, question = review.came, question_of(review)
        answers = (words.REVIEW_APPLY_NOW, words.CANCEL)
        said = ask(self._window, words.REVIEW_TITLE, question, answers, careful=True)
        if said != words.REVIEW_APPLY_NOW:
            return
        made = decided.decided(
            session.document, came.proposals, review.decisions, came.origin,
            author=self._desk.memory.author, time=utc_now(), placed=review.placed,
        )  # fmt: skip
        session.become(made, words.REVIEW_STEP)
        if session.only_read:
            return
        self._drop()
        self._applied = came.origin.sha256
        self._editor.questions.stand_by()  # somebody may be typing on
        self._editor.status.say(words.REVIEW_APPLIED)
        found = [each for one in session.document.rounds for each in one.get("returns") or ()]
        mine = [one for one in found if one.get("sha256") == came.origin.sha256]
        if mine:
            self.offer_reply(mine[-1])

    def offer_reply(self, returned: Made) -> None:
        """Ask whether counsel is to be answered, and whether new copies go out with it."""
        ways = (
            Way("reply", words.REPLY_WRITE, words.REPLY_WRITE_HINT),
            Way("both", words.REPLY_BOTH, words.REPLY_BOTH_HINT),
        )
        leave = Way("leave", words.REPLY_LATER, words.REPLY_LATER_HINT)
        question = Question("note", words.REPLY_TITLE, words.REPLY_ASK, ways, leave)
        chosen = show.choose(self._window, self._theme, question)
        if chosen in {"reply", "both"} and self.write_reply(returned) and chosen == "both":
            self.send_asked.emit()

    def write_reply(self, returned: Made) -> bool:
        """Ask where the reply goes and write it; return whether it was written."""
        document, path = self._session.document, self._session.path
        name = path.stem if path else str(document.answer("district_name") or words.UNTITLED)
        home = path.parent if path else self._desk.documents
        ready = home / messages.REPLY_FILE.format(name=safe_name(name))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, words.REPLY_TITLE, str(ready), words.WORD_FILES
        )
        if not chosen:
            return False
        target = Path(chosen)
        if target.suffix.lower() != ".docx":
            target = target.with_name(f"{target.name}.docx")

        def write() -> Any:
            from mou_desktop.word.reply import reply_of

            saver.write(target, reply_of(document, returned))
            return target

        try:
            done = show.working(self._window, self._theme, words.REPLY_WRITING, write)
        except MouError as error:
            tell(self._window, words.REPLY_NOT_WRITTEN, str(error))
            return False
        if done is not None:
            self._editor.status.say(words.SENT_WRITTEN.format(name=target.name))
        return done is not None


def _news(came: CameBack) -> str:
    """Return what has to be said of a whole file."""
    hits, all_ = came.found
    if came.stranger is not None:
        return words.BACK_STRANGER.format(whose=came.stranger.whose, hits=hits, all=all_)
    if came.by_text:
        return words.BACK_BY_TEXT.format(hits=hits, all=all_)
    return {"older": words.BACK_OLDER, "file": words.BACK_OF_FILE}.get(came.how, "")
