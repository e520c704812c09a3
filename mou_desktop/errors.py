"""Everything that can go wrong in a way the user can be told about.

* MouError
  - NotAProject        the file is no .mou file, or is damaged beyond reading
  - TooNew             the file was written by a newer program and cannot be changed by this one
  - NotSaved           nothing was written; the old file is as it was
  - InUse              another program has the file open; nothing was written
  - FolderClosed       a folder takes no new file, so the one in it cannot be replaced safely
  - ChangedOnDisk      the file is not the one that was read: somebody else saved it meanwhile
  - Stopped            the user called the work off; nothing was written
  - EditionBroken      an edition is not as the edition format asks
  - EditionMissing     no such edition, or no such document in it
  - AnswerRefused      an answer given on the command line or in a file has no place to go
  - MergeRefused       two files are no copies of one agreement on one text, or not all is settled
  - ReturnRefused      a Word file that came back is of another agreement, or of none
  - ReturnStranger     the same, where a person may have it compared by its text anyway
  - DictionaryMissing  the dictionary that spelling is checked by is not there
  - WordDamaged        a part of a Word file cannot be read
  - TextFault          a text of a clause breaks the text grammar
"""

from __future__ import annotations


class MouError(Exception):
    """An error whose text is one sentence for the user; anything else is a bug."""


class NotAProject(MouError):  # noqa: N818
    """The file is no `.mou` file, or it is damaged beyond reading."""


class TooNew(MouError):  # noqa: N818
    """The file was written in a newer major format: it may be read, not changed."""


class NotSaved(MouError):  # noqa: N818
    """Nothing was written; what stood at the place before still stands there."""


class InUse(NotSaved):
    """Another program has the file open, so that nothing can take its place."""


class FolderClosed(NotSaved):
    """The file may be written to, but its folder takes no new one to put in its place."""


class ChangedOnDisk(NotSaved):
    """What is on the disk is not what was read, so it may not be replaced unread."""


class Stopped(MouError):  # noqa: N818
    """The user called the work off; what stood there before still stands there."""


class EditionBroken(MouError):  # noqa: N818
    """An edition is not as the edition format asks; the text names file, place and reason."""


class EditionMissing(MouError):  # noqa: N818
    """There is no such edition here, or no such document in it."""


class AnswerRefused(MouError):  # noqa: N818
    """An answer from outside names no field, or cannot be put where it points."""


class MergeRefused(MouError):  # noqa: N818
    """Two files cannot be merged or compared, or a conflict between them is not settled yet."""


class ReturnRefused(MouError):  # noqa: N818
    """A Word file that came back is of another agreement or edition, or of none that is known."""


class ReturnStranger(ReturnRefused):
    """A Word file is of another agreement or edition, and has enough of this one to be compared.

    Attributes:
        whose: what is known of whom it belongs to, in words that stand in a sentence.
        found: how many headings of this agreement were found in it, and how many it has.
    """

    def __init__(self, reason: str, whose: str = "", found: tuple[int, int] = (0, 0)) -> None:
        super().__init__(reason)
        self.whose, self.found = whose, found


class DictionaryMissing(MouError):  # noqa: N818
    """The dictionary is not there, or cannot be read: spelling is not checked."""


class WordDamaged(MouError):  # noqa: N818
    """A part of a Word file is not there, or cannot be read; the text names the part."""


class TextFault(MouError):  # noqa: N818
    """A text breaks the grammar of clause texts.

    Attributes:
        offset: position of the fault in the text, in characters from 0.
    """

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.offset = offset
