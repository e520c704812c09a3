"""The words on the screen, by the panel that shows them. Sentences about a document: `messages`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mou_desktop.messages import WORKSHEET_TASKS
from mou_desktop.model.spoken import spoken_date

if TYPE_CHECKING:
    from mou_desktop.store.memory import Recent

# ---- start page ----------------------------------------------------------------------------

PRODUCT = "MOU Desktop"
START_SENTENCE = (
    "Write, check and sign your school resource officer agreement. Everything stays on this "
    "computer."
)
NEW_AGREEMENT = "New agreement"
OPEN = "Open…"
SAMPLE = "Look around a filled sample"
GUIDE = "User guide"
SETTINGS = "Settings…"
KEPT_WORK = "Unsaved work was kept when the program stopped"
KEPT_LINE = "{district} · {file} · {time}"
UNTITLED = "Untitled agreement"
NEVER_SAVED = "never saved to a file"
LOOK_AT_IT = "Look at it"
DISCARD = "Discard…"
RECENT = "Recent agreements"
REMOVE = "Remove"
LOOK_FOR_IT = "Look for it…"
START_FROM = "Start from an edition"
EDITION = "{year} edition"
IN_USE = "In use now"
SUPERSEDED = "Only for older agreements"
WORKING_TEXT = (
    "Working text: our own wording, not the state’s official model. Ask counsel to read it before "
    "you sign."
)
START_WITH = "Start with {year}"
LAW_TODAY = "An agreement made today needs the {year} edition: it follows the law as it is now."
OLDER_TITLE = "Start with the {year} edition?"
OLDER_QUESTION = (
    "The law has changed since the {year} edition, and an agreement made today needs the {newer} "
    "edition. Start with {year} only to write down an older agreement."
)


def recent_place(one: Recent) -> str:
    """Return whose file of the list it is, and where it lies."""
    return " · ".join(filter(None, (one.district, _folder(one))))


def recent_state(one: Recent) -> str:
    """Return how far a file of the list is."""
    return READY_STATE if one.complete else f"{one.answered} of {one.asked} answers"


def not_found(one: Recent) -> str:
    """Return what the list says of a file that is gone."""
    return f"Not found in {_folder(one)}. It may have been moved or renamed."


def _folder(one: Recent) -> str:
    return " › ".join(part for part in Path(one.path).parent.parts[-2:] if part.strip("/\\"))


def local_time(utc: str) -> str:
    """Return a time of a file as the user's clock and calendar say it."""
    try:
        time = datetime.datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return ""
    today = datetime.datetime.now().astimezone().date()
    if time.date() == today:
        return f"Today {_clock(time)}"
    return spoken_date(time.date().isoformat())


def local_time_within(utc: str) -> str:
    """Return the same in the midst of a sentence: `today, 8:37 AM`."""
    time = local_time(utc)
    return f"today, {time.removeprefix('Today ')}" if time.startswith("Today ") else time


def _clock(time: datetime.datetime) -> str:
    """Return hours and minutes in English: `strftime` would say them in the system's language."""
    return f"{time.hour % 12 or 12}:{time:%M} {'AM' if time.hour < 12 else 'PM'}"


# ---- window, menus, top bar, status line -----------------------------------------------------

MENU_FILE, MENU_EDIT, MENU_VIEW = "&File", "&Edit", "&View"
MENU_AGREEMENT, MENU_CLAUSE, MENU_HELP = "&Agreement", "&Clause", "&Help"
MENU_RECENT = "Open &recent"
NO_RECENT = "No recent agreements"

DRAFT_STATE = "Draft"
READY_STATE = "Ready to sign"
READY = "Ready to sign?"
EXPORT = "Export to Word"
FIND = "Find"
UNDO = "Undo"
REDO = "Redo"
QUESTIONS, PREVIEW, EXPLANATION, NOTES = "Questions", "Preview", "Explanation", "Notes"
EXPLAIN = "Explain"
SIDES = "What is shown"
CLOSE_SIDE = "Close the side panel"
STRIP_NAME = "{word}, in the side panel"
OUTLINE = "Outline"
CLAUSE_LIST = "List of clauses"
PREVIOUS_CLAUSE, NEXT_CLAUSE = "Previous clause", "Next clause"

SAVED = "Saved {time}"
NOT_SAVED_YET = "Not saved to a file yet"
CHANGES = "Changes not saved"
SAVING = "Saving…"
NOT_SAVED = "Not saved: {why}"
NOT_SAVED_OVERTAKEN = "Not saved: somebody else saved the file. Choose Decide above"
SAVE_COPY = "Save a copy"
WRITTEN = "Exported {name}"
COPIED_TO = "Copied to {name}"
COPY_OF = "{name} copy"
NO_COPIES = "Recovery copies cannot be kept"
READ_ONLY = "Opened to read only"
ANSWERED = "{answered} of {asked} required answers"
TEXT_SIZE = "Text {percent} %"
"""Words that stay on the screen are short; what they mean in full stands in the guide."""

MOU_FILES = "Agreements (*.mou)"
WORD_FILES = "Word documents (*.docx)"
PDF_FILES = "PDF, tagged for reading aloud (*.pdf)"
SAVE_BEFORE = "Save the changes to “{name}” before closing?"
SAVE, DO_NOT_SAVE, CANCEL = "Save", "Don’t save", "Cancel"
TRY_AGAIN, SAVE_COPY_IN, KEEP_WORKING = "Try again", "Save a copy in…", "Keep working"
REFUSED_HINTS = {  # what each way does where a save was refused
    "retry": "Saves to the same file once more.",
    "elsewhere": "Asks you for a folder and a name, and goes on there.",
    "into": "Changes the file where it stands. You are told first what could go wrong.",
    "leave": "Or keep working, and save later.",
}
WRITE_INTO, WRITE_INTO_NOW = "Write into the file itself…", "Write into it"
WRITE_INTO_ASK = (
    "“{name}” would be written into as it is. If the computer stops on the way, the file is "
    "damaged; all of your work stands on this computer until it is written."
)
NAME_UNSAFE = "Some computers take no file of the name “{name}”. Save it as “{other}”?"
NAME_USE = "Use that name"
NAME_FOLDER = "“{name}” is a folder. Give the name of a file."
NAME_OURS = "“{name}” belongs to this program. Choose another folder."
NAME_OPEN = "“{name}” is open in another window. Choose another name, or close it there first."
NAME_THERE = "“{name}” is there already. Replace it?"
REVERT_ASK = (
    "Go back to “{name}” as it was last saved? Everything changed since then is taken out. Undo "
    "brings it back."
)
REVERT = "Revert"
DISCARD_ASK = (
    "Discard the work on {district} that was kept? It is in no file, and cannot be brought back."
)
DISCARD_NOW = "Discard"
COULD_NOT_SAVE = "The agreement was not saved"
DAMAGED_TITLE = "The installation is damaged"
COULD_NOT_OPEN = "The file was not opened"
TOO_MANY_DROPPED = "Those are {count} files. Drop at most {most} at once."


# ---- tables ----------------------------------------------------------------------------------

TABLE_ADD = "Add row"
TABLE_DUPLICATE = "Duplicate"
TABLE_UP, TABLE_DOWN = "Move row up", "Move row down"
TABLE_REMOVE = "Remove"
TABLE_KEY_OF = {"up": "Alt+Up", "down": "Alt+Down"}
TABLE_PASTE = "Paste rows"
TABLE_IMPORT = "Import CSV…"
TABLE_ROW = "Row"
TABLE_ADD_A = "Add {a_row}"
TABLE_EMPTY = "No {rows} yet. Add one, or paste rows from a spreadsheet."
TABLE_HINT = "Enter opens a cell · Tab moves on · Ctrl+Enter adds a row"
TABLE_CELL_HINT = "Esc leaves the cell unchanged · Tab stores it and moves on"
TABLE_DERIVED = (
    "Filled in from other answers. Once you change a row, the table is yours to keep up."
)
TABLE_FULL = "This table takes {count} {rows}. Remove one before you add another."
TABLE_NO_ROW = "There is no {row} yet. Add one first."
TABLE_REMOVED = "Removed {name}. Ctrl+Z brings it back."
TABLE_MORE = "{count} more stand in the list of findings."
TABLE_OPEN = "To answer"
TABLE_NOT_ASKED = "not asked here"
TABLE_BLANK = "blank"
TABLE_STRAY = (
    "This row cannot be read as {a_row}. It is kept as it stands; remove it to mend the table."
)
TABLE_NOTHING_COPIED = "There is nothing to paste. Copy rows in the spreadsheet first."
TABLE_STEP_ADD = "add {row}"
TABLE_STEP_COPY = "duplicate {name}"
TABLE_STEP_MOVE = "move {name}"
TABLE_STEP_REMOVE = "remove {name}"
TABLE_STEP_EDIT = "edit {name}"
TABLE_STEP_ROWS = "add {count} {rows}"
TABLE_STEP_REPLACE = "replace {rows}"
CELL_NO_CHOICE = "(no answer)"
CELL_YES, CELL_NO = "Yes", "No"
CELL_PARTS = {"name": "Name", "title": "Title", "phone": "Phone", "email": "Email"}
CELL_LINES = "One entry a line."
CELL_NO_ROWS = "Nothing to choose from yet. Fill in “{table}” first."
CELL_CHECK_KEYS = "Space checks. Tab stores. Esc leaves the cell unchanged."
CELL_DONE = "Done"
CELL_POPUP_KEYS = "Tab moves on. Esc leaves the cell unchanged."
TABLE_REQUIRED, TABLE_OPTIONAL = "required", "optional"

# ---- questions -------------------------------------------------------------------------------

REQUIRED, OPTIONAL = "(required)", "(optional)"
DATE_HINT = "Month, day and four-digit year."
CHARACTERS = "{count:,} of {limit:,} characters"
NOTHING_TO_PASTE = (
    "There is nothing to paste, or another program holds the clipboard. Copy it again, then paste."
)
TOO_MUCH = "That is {size} characters; this answer takes {limit}."
ADD_WORD, NO_SUGGESTION = "&Add “{word}” to the dictionary", "No suggestions"
SUGGESTIONS_COMING = "Looking for suggestions…"
CUT, COPY, PASTE, SELECT_ALL = "Cu&t", "&Copy", "&Paste", "Select &all"
CALENDAR = "Calendar (Alt+Down)"
PERCENT = "percent"
YES, NO = "Yes", "No"
NO_ANSWER = "No answer"
NO_ANSWER_YET = "No answer yet"
NOT_A_CHOICE = "“{text}” (not one of the published answers)"
PERSON = {"name": "Name", "title": "Title", "phone": "Phone", "email": "Email"}
LIST_ENTRY = "Entry {number}"
LIST_ADD, LIST_REMOVE = "Add entry", "Remove entry"
LIST_UP, LIST_DOWN = "Move entry up (Alt+Up)", "Move entry down (Alt+Down)"
LIST_KEYS = "Enter adds an entry · Alt+Up and Alt+Down move it · Ctrl+Delete removes it"
TASK_SECTION = "For your records, not printed"
CHANGE_TEXT = "Change text"
NOTES_COUNT = "Notes {count}"
MANDATORY, LOCKED = "Mandatory", "Locked"
RECOMMENDED, OPTIONAL_CLAUSE = "Recommended", "Optional clause"
PILL_ANSWERED = "{answered} of {asked} answered"
PILL_FIX, PILL_CHECK = "{count} to fix", "{count} to check"
PILL_CHANGED = {
    "extended": "Text added",
    "reworded": "Reworded",
    "left_out": "Left out",
    "official": "Official wording",
    "added": "Added locally",
}
CARD_TITLE = "Text of clause {number}"
CARD_TITLE_PLAIN = "Text of this clause"
CARD_HINT = "Click an answer to go to its question"
CARD_LEFT_OUT = "Left out of this agreement. Reason: {reason}"
CARD_LEFT_OUT_PLAIN = "Left out of this agreement. No reason is given yet."
CARD_WHEN = "This clause prints when {condition}."
WHOLE_CLAUSE, ONLY_SENTENCE = "Whole clause", "Only the sentence"
ONE_HIDDEN = "One question is hidden: {sentences}"
SOME_HIDDEN = "{count} questions are hidden: {sentences}"
HIDDEN = "“{label}” is asked when {condition}."
KEPT = "An earlier answer is kept."
WHEN_EQUALS = "“{label}” is {values}"
WHEN_ANSWERED = "“{label}” is answered"
WHEN_SEVERAL = "“{label}” has two or more entries"
WHEN_NOT = "it is not so that {condition}"

CHANGES_OFFERED = {
    "extended": "Add text after it…",
    "reworded": "Reword…",
    "left_out": "Leave out…",
    "official": "Set to official wording…",
    "restore": "Restore the published text",
    "clause": "Add a clause after it…",
    "section": "Add a section after it…",
}
CHANGES_AGAIN = {
    "extended": "Change the text added after it…",
    "reworded": "Change the rewording…",
    "official": "Change the official wording…",
}
CHANGES_OF_OWN = {"added": "Change its words…", "remove": "Take it out"}
RESTORE_STEP = "restore “{name}”"
REMOVE_STEP = "take out “{name}”"
NOT_OFFERED = "{change} ({why})"
LOCKED_WHY = "locked by {law}"
MANDATORY_WHY = "mandatory"
STANDS_WHY = "it stands as published"
OFFICIAL_WHY = "it stands in the authority’s words"
REWORDED_WHY = "it is reworded: put your text there"
LEFT_OUT_WHY = "it is left out: restore it first"
OFFICIAL_SET_WHY = "it is set to official wording"
PINNED = "The sentence of this question"


def how_many(count: int) -> str:
    """Return a count as one says it: 2,000 or 10 million."""
    return f"{count / 1_000_000:.3g} million" if count >= 1_000_000 else f"{count:,}"


# ---- dialogs ----------------------------------------------------------------------------------

EXPORT_TITLE = "Export to Word"
EXPORT_DRAFT = "A draft to read or print"
EXPORT_DRAFT_HINT = "Can be written at any time. It says DRAFT while something is open."
EXPORT_FINAL = "A final copy for signing"
EXPORT_FINAL_HINT = "Written when nothing must be settled any more."
EXPORT_FILE = "File name"
EXPORT_FOLDER = "In {folder}"
EXPORT_CHOOSE = "Choose…"
EXPORT_TYPE = "File type"
TYPE_WORD, TYPE_PDF = "Word document", "PDF for a web page"
EXPORT_NOW = "Export"
EXPORT_OPEN_FOLDER = "Open the folder afterwards"
EXPORT_REPLACE = "“{name}” is there already. Replace it?"
REPLACE = "Replace"
EXPORTED = "Exported {name}."
NOT_EXPORTED = "The file was not written"
NOT_FINAL = "{count} must be settled before a final copy can be written. The first one: {first}"
GO_THERE = "Go there"
CLOSE = "Close"

NOT_READY = "Not ready to sign yet"
IS_READY = "Ready to sign"
READY_SENTENCE = (
    "Every required answer is there, and every mandatory clause stands. The agreement is ready to "
    "sign."
)
NOT_READY_SENTENCE = "{what}. You can export a draft, or send it to counsel, at any time."
READY_GROUPS = {
    "fix": "To fix before signing",
    "answer": "Required answers that are open",
    "check": "To check",
    "advised": "Answers that are advised",
}
READY_MORE = "Show {count} more"
READY_WRITE = "Word copies"
READY_WRITE_HINT = (
    "A final copy for signing, a folder of copies for counsel, a draft, or all open questions on "
    "paper."
)
READY_FINAL = "Export a final copy…"
READY_DRAFT = "Export a draft…"
READY_SEND = "Send to counsel…"
READY_WORKSHEET = "Open questions on paper…"
READY_CHECKING = "Checking…"
READY_HELD = "{count} must be settled before a final copy can be written. Here is the first one."
CHECKED_TITLE = "What is checked"
CHECKED_ANSWERS = "Answers"
CHECKED_ALL_THERE = "All there"
CHECKED_CLAUSES = "Mandatory clauses"
CHECKED_STAND = "All {total} stand"
CHECKED_SHOW = "Show them with their laws"
CHECKED_TOUCHED = "{count} of {total} may not be changed like this"
CHECKED_LOCAL = "Local changes"
CHECKED_NONE = "None"
CHECKED_NOTES = "Notes"
CHECKED_NOTES_OPEN = "{count} still open. You can sign all the same."
CHECKED_CITATIONS = "Citations"
CHECKED_UNSURE = (
    "{count} of {total} clauses cite a source that we have not checked yet. Ask counsel to check "
    "them. You can sign all the same."
)
CHECKED_CONFIRMED = "All confirmed"

FIND_TITLE = "Find and replace"
FIND_WHAT = "Find"
REPLACE_BY = "Replace with"
FIND_NEXT = "Find next"
FIND_PREVIOUS = "Find previous"
REPLACE_ALL = "Replace in answers and local text"
REPLACED = "Replaced in {count}."
NOT_FOUND = "“{text}” is not in the agreement."
FIND_EXACT = "Match capital letters"
FIND_NOTHING = "Type what is to be found."
NOT_REPLACED = "“{text}” is in no answer and in no local text. Published text is never replaced."
MODEL_TEXT = "The published text is searched, and never replaced."

SETTINGS_TITLE = "Settings"
SETTING_THEME = "Colors"
THEMES = {
    "system": "As the system",
    "light": "Light",
    "dark": "Dark",
    "high-contrast": "High contrast",
}
SETTING_SIZE = "Size of text"
SETTING_AUTHOR = "Your name for notes"
SETTING_FOLDER = "Folder for new files"
SETTING_SIZE_HINT = "From 80 to 200 percent. Ctrl++ and Ctrl+- change it too, Ctrl+0 sets it back."
SETTING_AUTHOR_HINT = "It stands beside the notes that you write."
SETTING_AUTHOR_LONG = "A name takes {most} characters; this has {size}. Shorten it."
SETTING_FOLDER_HINT = "Offered first when a new agreement is saved. Blank: your documents."
SETTING_BROWSE = "Browse…"
SETTING_NO_FOLDER = "There is no such folder. Choose one with Browse, or leave this blank."
SETTING_SPELLING = "Check spelling as you type"
PROPERTIES_TITLE = "Properties"
KEYBOARD_TITLE = "Keyboard"
ABOUT_TITLE = "About MOU Desktop"
ABOUT_TEXT = (
    "It fills in, checks and prints agreements on school resource officers. It never uses the "
    "network."
)
ABOUT_WORDING = (
    "Its texts are working text, drafted for this program. They are not the state’s "
    "documents, and they are no legal advice."
)
ABOUT_NOT_TRIED = (
    "Not yet tried on Windows or macOS, and no exported document has been opened in Microsoft Word "
    "yet."
)
ABOUT_QT = (
    "The window is drawn by Qt, through PySide6. Both are used under the GNU Lesser General Public "
    "License, version 3. Their libraries are files of their own: you may put another build of them "
    "in their place. Licenses holds the license, and says where their source is found."
)
LICENCES = "Licenses"
LICENCES_TITLE = "Licenses of all that ships"
COPY_DETAILS = "Copy details"
GUIDE_TITLE = "User guide"


def verb(count: int, one: str, many: str) -> str:
    """Return `1 answer is open` or `3 answers are open`."""
    return f"{count} {one if count == 1 else many}"


def things(count: int, thing: str = "thing") -> str:
    """Return `1 thing` or `3 things`."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


KEYBOARD_COPY = "Copy the list"
KEYS_OF_PARTS = {
    "Anywhere": (
        ("Next field or button", "Tab"),
        ("Previous field or button", "Shift+Tab"),
        ("Open the menus", "Alt, F10"),
        ("Open the menu of a field", "Shift+F10"),
        ("Close a dialog or a menu", "Esc"),
    ),
    "In a question": (
        ("Next question, where Enter makes no new line", "Enter"),
        ("Open the calendar of a date, or a list of choices", "Alt+Down, F4"),
        ("Leave a long answer", "Tab"),
    ),
    "In a table": (
        ("Go from cell to cell", "Up, Down, Left, Right"),
        ("Open the cell", "Enter, F2"),
        ("Leave the open cell as it was", "Esc"),
        ("Store, and go to the next cell", "Tab"),
        ("Store, and go to the cell before", "Shift+Tab"),
        ("Add a row below", "Ctrl+Enter"),
        ("Duplicate the row", "Ctrl+D"),
        ("Move the row up", "Alt+Up"),
        ("Move the row down", "Alt+Down"),
        ("Empty the cell", "Delete"),
        ("Remove the row", "Ctrl+Delete"),
        ("Copy the cell", "Ctrl+C"),
        ("Paste rows from a spreadsheet", "Ctrl+V"),
        ("Leave the table", "Ctrl+Tab"),
    ),
    "In a list of entries": (
        ("Add an entry", "Enter"),
        ("Go from entry to entry", "Up, Down"),
        ("Move the entry up", "Alt+Up"),
        ("Move the entry down", "Alt+Down"),
        ("Remove the entry", "Ctrl+Delete"),
    ),
    "In what came back from counsel": (
        ("Accept the change", "A"),
        ("Reject it", "R"),
        ("Ask counsel about it", "Q"),
        ("Next change", "J"),
        ("Change before", "K"),
        ("Next change that is not decided", "N"),
        ("Go on from a question to counsel", "Ctrl+Enter"),
        ("Apply, once all is decided", "Ctrl+Enter"),
        ("Back to the questions", "Esc"),
    ),
    "In the outline and the findings": (
        ("Go from line to line", "Up, Down"),
        ("Go to the clause or the finding", "Enter, Space"),
        ("Close or open a section of the outline", "Left, Right"),
    ),
    "In the text of a clause and the preview": (
        ("Go to the question of an answer", "Enter"),
        ("Previous answer", "Alt+Left"),
        ("Next answer", "Alt+Right"),
        ("Previous heading, in the preview", "Alt+Up"),
        ("Next heading, in the preview", "Alt+Down"),
    ),
    "In a note": (("Add the note", "Ctrl+Enter"),),
    "On the start page": (
        ("Open the file of the list", "Enter"),
        ("Take the file off the list", "Delete"),
    ),
}


# ---- preview, clause text, explanation, notes -------------------------------------------------

GO_TO_QUESTION = "Click to go to its question"
MARKS = {
    "added": "Added locally",
    "extended": "Added locally",
    "reworded": "Reworded locally",
    "official": "The authority’s official wording",
}
CLAUSE_TEXT = "Text of the clause"
CLAUSE_KEYS = (
    "Enter on an answer goes to its question. Alt+Right and Alt+Left go through the answers."
)

PREVIEW_NAME = "The agreement as it will print"
PREVIEW_KEYS = (
    "Enter on an answer goes to its question. Alt+Down and Alt+Up go through the headings, "
    "Alt+Right and Alt+Left through the answers."
)
PREVIEW_PLACE = "Section {number}"
PREVIEW_DRAFT = "DRAFT · {what}"
PREVIEW_MISSING_ONE = "1 required answer missing"
PREVIEW_MISSING = "{count} required answers missing"
PREVIEW_TO_FIX_ONE = "1 to fix"
PREVIEW_TO_FIX = "{count} to fix"
PREVIEW_COMPLETE = "Every required answer is there"
PREVIEW_HEADING = "Heading level {level}: {text}"
PREVIEW_LEVEL = "Heading level {level}"
ZOOM_IN, ZOOM_OUT, FIT_WIDTH = "Zoom in", "Zoom out", "Fit width"
ZOOM = "{percent} %"
ZOOM_NAME = "Zoom of the page"

# ---- outline ---------------------------------------------------------------------------------

OUTLINE_COUNT, OUTLINE_COUNTED = "{answered} of {asked}", "required answers"
OUTLINE_FILTER = "Which clauses are listed"
OUTLINE_ALL, OUTLINE_TODO, OUTLINE_CHANGED = "All", "To do {count}", "Changed {count}"
OUTLINE_TODO_SAID = "{clauses} with something to do"
OUTLINE_CHANGED_SAID = "{clauses} with text that differs from the edition"
OUTLINE_ONLY = "Mandatory only ({count})"
OUTLINE_ONLY_HINT = (
    "A mandatory clause may not be left out. Each one is listed with the law it rests on; "
    "Explanation says more."
)
OUTLINE_NOTHING_TODO = "Nothing is left to do."
OUTLINE_NOTHING_CHANGED = "No clause is changed."
STATE_TODO, STATE_DONE = "Not started", "Complete"
STATE_PROGRESS = "{answered} of {asked} answered"
STATE_WAITS = "Waits for other answers"
STATE_FREE = "Nothing required"
STATE_SECTION = "{count} to do"
STATE_ATTENTION_FIX, STATE_ATTENTION_CHECK = (
    "Needs attention · {count} to fix",
    "Needs attention · {count} to check",
)
STATE_LEFT_OUT, STATE_LEFT_OUT_BARE = "Left out · reason given", "Left out · no reason yet"
STATE_UNUSED = "Not printed: no answer"
STATE_ADVISED, STATE_ONLY_ADVISED = "{count} advised", "{answers} advised"
STATE_CHANGED = {
    "extended": "text added",
    "reworded": "reworded",
    "official": "official wording",
    "added": "added locally",
    "changed": "changed locally",
}
SPOKEN_MANDATORY, SPOKEN_HERE = "mandatory", "shown now"
SPOKEN_ERROR = "{label}: {sentence}"
OUTLINE_TASKS = {"profile": "Profile", "filing": "Filing", "report": "Yearly report"}
OUTLINE_TASK_SECTION = TASK_SECTION

# ---- findings --------------------------------------------------------------------------------

FINDINGS = "Findings"
FINDING_COUNTS = {
    "fix": "{count} to fix",
    "answer": "{count} to answer",
    "check": "{count} to check",
    "advised": "{count} advised",
}
FINDING_FILTERS = {
    "fix": "List what must be fixed",
    "answer": "List required answers, and required cells of tables, that are blank",
    "check": "List what to look at again",
    "advised": "List advised answers that are blank",
}
FINDING_KINDS = {
    "fix": "To fix",
    "answer": "To answer",
    "check": "To check",
    "advised": "Advised",
    "know": "To know",
}
FINDINGS_OF, FINDINGS_ALL = "{at} of {count}", "{count} in all"
FINDINGS_SPOKEN = "Finding {at} of {count}"
FINDINGS_NEXT, FINDINGS_PREVIOUS = "Next finding (F8)", "Previous finding (Shift+F8)"
FINDINGS_KEYS = "F8 next · Shift+F8 previous"
FINDINGS_OPEN, FINDINGS_CLOSE = "Show the list of findings", "Close the list of findings"
FINDINGS_CHECKING = "Checking…"
FINDINGS_NONE = "Nothing is missing and nothing is wrong."
FINDINGS_WHOLE = "The agreement"


# ---- rows from a spreadsheet -------------------------------------------------------------------

IMPORT_TITLE = "Import {rows}"
IMPORT_PASTE_TITLE = "Paste {rows}"
IMPORT_LEAD = "{count} found in {source}. Say which column is which; the rest is left out."
IMPORT_COPIED = "what you copied"
IMPORT_HEADER = "The first row names the columns"
IMPORT_SEPARATOR = "Columns are separated by"
IMPORT_SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
IMPORT_THEIRS, IMPORT_OURS = "In the file", "Goes to"
IMPORT_THEIRS_COPIED = "In what you copied"
IMPORT_NOWHERE = "(left out)"
IMPORT_COMBO = "“{name}” goes to"
IMPORT_LOOK = "What comes in"
IMPORT_LOOK_SOME = "What comes in: the first {count} of {total}"
IMPORT_TO_MEND = "To mend afterwards: these cells are kept as they are typed"
IMPORT_ALL_READ = "Every cell can be read."
IMPORT_MORE = "… and {count} more."
IMPORT_ADD = "Add below the {rows} there"
IMPORT_REPLACE = "Replace the {rows} there"
IMPORT_OK = "Import {rows}"
IMPORT_PASTE_OK = "Paste {rows}"
IMPORT_NONE = "No column goes anywhere yet. Say which column is which."
IMPORT_TWICE = "Two columns go to “{name}”. Leave one of them out."
IMPORT_READING = "Reading the rows…"
IMPORT_FILES = "Lists of rows (*.csv *.tsv *.txt);;All files (*)"
IMPORT_NO_FILE = (
    "“{name}” cannot be read. Close it in other programs, or copy the rows and paste them."
)
IMPORT_REFUSED = "The rows were not read"


# ---- explanation and notes ---------------------------------------------------------------------

EXPLAIN_NOWHERE = "Choose a clause or a question, and what it means is explained here."
EXPLAIN_MEANS = "What it means"
EXPLAIN_WHY = "Why it is here"
EXPLAIN_KNOWS = "Who usually knows"
EXPLAIN_EXAMPLE = "An answer that works"
EXPLAIN_ROW = "A row that works"
EXPLAIN_LOCAL = "What is changed here"
EXPLAIN_USE = "Use as a start"
EXPLAIN_USE_NAME = "Use the example as a start for “{label}”"
EXPLAIN_USE_STEP = "use the example for “{label}”"
EXPLAIN_USED = "You have an answer here. Clear it to start from this example."
EXPLAIN_NO_HELP = "There is no explanation for this part."
EXPLAIN_OWN = "Your district added this text. It is no part of the published edition."
EXPLAIN_HIDDEN = (
    "This question is not asked with the answers as they are. An earlier answer is kept."
)
CONFIRMED, TO_CONFIRM = "Confirmed", "To confirm"
CONFIRMED_MEANS = "Confirmed: we have read the source."
TO_CONFIRM_ADVICE = (
    "To confirm: not yet checked against its source. Ask counsel before you rely on it."
)
CITES = (  # how a citation begins, and what kind of source that is
    ("The agreement itself", "The clause cannot be read without this answer."),
    ("Drafting practice", "Usual when agreements are drafted. We know of no law that asks for it."),
    ("Adopted agreements", "Agreements that other districts have signed."),
    ("Model MOU", "The state’s model agreement of that year, in that part."),
    ("G.L. c. 71, § 37P", "The Massachusetts law on school resource officers."),
    ("G.L.", "A law of Massachusetts."),
    ("St. ", "An act of the Massachusetts legislature."),
    ("603 CMR", "A regulation of the state’s education department."),
    ("555 CMR", "A regulation of the state’s commission on police standards (POST)."),
    ("20 U.S.C. § 1232g", "The federal law on student records (FERPA)."),
    ("34 CFR", "A regulation of the federal education department."),
)
CLAUSE_STATUS = {
    "mandatory": "This clause is mandatory: it may not be left out.",
    "recommended": "This clause is recommended: it may be left out, with a reason.",
    "optional": "This clause is optional: it may be left out.",
}
CLAUSE_LOCKED = "It may not be reworded either. You can add text after it."
EXPLAIN_STATES = {
    "extended": "Text was added after it.",
    "reworded": "It was reworded.",
    "left_out": "It is left out.",
    "official": "It is set to the authority’s official wording.",
}
EXPLAIN_REASON, EXPLAIN_SOURCE = "Reason: {text}", "Source: {text}"
TASKS = {
    "filing": (
        WORKSHEET_TASKS["filing"],
        (
            "The agreement and its operating procedures are filed each year. Note here when that "
            "was done, so that it can be shown. These answers do not print in the agreement."
        ),
    ),
    "report": (
        WORKSHEET_TASKS["report"],
        (
            "Figures that the superintendent reports each year. Kept here so that they are at "
            "hand. These answers do not print in the agreement."
        ),
    ),
    "profile": (
        WORKSHEET_TASKS["profile"],
        "For your own records. These answers do not print in the agreement.",
    ),
}

NOTES_FILTERS = ("This clause", "All", "Open")
NOTES_FILTER = "Which notes to show"
NOTES_EMPTY = "No notes yet. Add one to a clause to ask a colleague or counsel."
NOTES_NONE_HERE = "No notes on this clause."
NOTES_NONE_OPEN = "No open notes."
NOTES_NEW = "New note on {place}"
NOTES_NO_CLAUSE = "Choose a clause to write a note on it."
NOTES_ELSEWHERE = "{count} open on other clauses: choose All to see them."
NOTES_YOUR_NAME = "Your name"
NOTES_TOO_LONG = "The note is too long"
NOTES_TOO_MUCH = "That is {size} characters; a note takes {limit}."
NOTES_NAME_HINT = "Asked once. It stands beside your notes; Settings changes it."
NOTES_FOR = "For"
NOTES_FOR_WHOM = {"colleague": "A colleague", "counsel": "Counsel"}
NOTES_FOR_SHORT = {"colleague": "For a colleague", "counsel": "For counsel"}
NOTES_ADD = "Add note"
NOTES_DONE, NOTES_REOPEN = "Mark done", "Open again"
NOTES_REPLY, NOTES_SEND = "Reply", "Add reply"
NOTES_REMOVE, NOTES_GO = "Remove", "Go there"
NOTES_OPEN_STATE, NOTES_DONE_STATE = "Open", "Done"
NOTES_NO_AUTHOR = "Author not recorded"
NOTES_BUTTON = "{what}: note “{start}”"
NOTES_REPLY_TEXT = "Reply to “{start}”"
NOTES_STEP_ADD, NOTES_STEP_REMOVE = "add note", "remove note"
NOTES_STEP_DONE, NOTES_STEP_REOPEN = "mark note done", "open note again"
NOTES_STEP_REPLY = "reply to note"
NOTES_EMPTY_TEXT = "Write the note first."
NOTES_ON_WHOLE = "the agreement"


# ---- changing a clause -------------------------------------------------------------------------

CHANGE_TITLES = {
    "extended": "Add text after “{name}”",
    "reworded": "Reword “{name}”",
    "left_out": "Leave out “{name}”",
    "official": "Set “{name}” to the official wording",
    "clause": "Add a clause after “{name}”",
    "section": "Add a section after “{name}”",
    "added": "Change “{name}”",
}
CHANGE_FOLLOWS = {
    "extended": (
        "The published text stays as it is, and your text follows it. On the screen a bar in the "
        "margin marks your text; what counsel gets shows it as a tracked change."
    ),
    "reworded": (
        "Your text takes the place of the published text. On the screen a bar in the margin marks "
        "it; what counsel gets shows it as a tracked change. The published text is kept: you can "
        "restore it."
    ),
    "left_out": (
        "The clause does not print, and the clauses after it are numbered anew. Its answers are "
        "kept: you can restore it."
    ),
    "official": (
        "The authority’s words take the place of our working text. This is no local change, and is "
        "shown as official wording with its source."
    ),
    "clause": "Your clause prints there, and the clauses after it are numbered anew.",
    "section": "Your section prints there, and the sections after it are numbered anew.",
    "added": "The part that your district added prints with this heading and text.",
}
CHANGE_OK = {
    "extended": "Add the text",
    "reworded": "Reword the clause",
    "left_out": "Leave the clause out",
    "official": "Set the wording",
    "clause": "Add the clause",
    "section": "Add the section",
    "added": "Change the text",
}
CHANGE_OK_AGAIN = "Change the text"
CHANGE_STEPS = {
    "extended": "add text after “{name}”",
    "reworded": "reword “{name}”",
    "left_out": "leave out “{name}”",
    "official": "set “{name}” to the official wording",
    "clause": "add clause “{name}”",
    "section": "add section “{name}”",
    "added": "change “{name}”",
}
CHANGE_PUBLISHED = "Published text"
CHANGE_PUBLISHED_LOCKED = "Published text, locked: it may not be reworded"
CHANGE_HEADING = "Heading"
CHANGE_TEXTS = {
    "extended": "Text to add",
    "reworded": "Text of the clause",
    "official": "The authority’s words",
    "clause": "Text",
    "section": "Opening text",
    "added": "Text",
}
CHANGE_TEXT_HINT = (
    "Leave an empty line between paragraphs. “- ” at the start of a line begins an item of a list."
)
CHANGE_BRACES_HINT = "Words in {braces} stand for answers. Leave them, and the answers print there."
CHANGE_OFFICIAL_HINT = "Paste the wording as it was published, without its number and heading."
CHANGE_REASON = "Reason"
CHANGE_REASON_HINT = (
    "A few words for colleagues and counsel. It does not print in the agreement; the list of local "
    "changes for counsel has it."
)
CHANGE_SOURCE = "Source"
CHANGE_SOURCE_HINT = "The document, its date, and the page or section that the words come from."
CHANGE_LITERAL = "Print braces as they stand"
CHANGE_NO_TEXT = "Write the text."
CHANGE_NO_HEADING = "Give it a heading."
CHANGE_NO_REASON = "Say in a few words why."
CHANGE_NO_SOURCE = "Name the source of the wording."
CHANGE_FAULT = "Line {line}: {reason}"
CHANGE_NO_FIELD = "{{{key}}} names no question of this agreement."
CHANGE_OPEN_BRACE = "A brace { or } stands alone. Take it out, or print braces as they stand."
CHANGE_SAME = "This is the published text. Change a word, or choose Cancel."

# ---- find -------------------------------------------------------------------------------------

REPLACE_STEP = "replace “{old}”"

# ---- faults of the program ---------------------------------------------------------------------

FAULT_TITLE = "Something went wrong in this program"
FAULT = (
    "A part of the program stopped. Your work was kept on this computer. Save a copy, then close "
    "the program and start it again."
)
CONTINUE = "Continue"
SAVE_A_COPY = "Save a copy…"
FAULT_NOT_KEPT = (
    "A part of the program stopped, and your work could not be kept on this computer. Save a copy "
    "now, then close the program and start it again."
)
FAULT_AGAIN = "It happened {count} times."
FAULT_IN_WORK = (
    "A part of the program stopped before this was done. Try again, or save a copy in another "
    "place."
)
COPIED = "Copied. Paste it into a message to whoever looks after this program for you."

# ---- the program around the windows ------------------------------------------------------------

ABOUT_REVISION = "{id}, revision {revision}"
ABOUT_SYSTEM = "System"

# ---- Word files, long work, paper --------------------------------------------------------------

EXPORT_CHECKING, EXPORT_WRITING = "Checking the agreement…", "Writing the file…"
JOB_STOPPED, JOB_STOPPING = "The work was called off.", "Stopping…"
OPEN_FOLDER = "Open the folder"
WORD_NO_NAME = "Give the Word file a name."
WORD_IS_FOLDER = "“{name}” is a folder. Give the Word file a name of its own."
WORD_IS_OWN = "“{name}” is the agreement itself. Give the Word file another name."
WORD_IS_OURS = "That folder belongs to this program. Choose another one."
WORD_HELD = (
    "“{name}” is open in another program. Close it there and try again, or write under another "
    "name."
)
WORD_OTHER_NAME = "Write “{name}”"
NO_FOLDER_TITLE = "The folder cannot be shown"
NO_FOLDER_SHOWN = "“{name}” is in the folder {folder}. Open it from there."
WORKSHEET_TITLE = "Worksheet of open questions"
WORKSHEET_FILE = "{name} open questions"
WORKSHEET_WRITING = "Writing the worksheet…"
SUMMARY_TITLE = "Summary for the school committee"
SUMMARY_FILE = "{name} summary"
SUMMARY_WRITING = "Writing the summary…"
PRINT_TITLE, PRINT_PREVIEW_TITLE = "Print", "Print preview"
PRINT_LAYING_OUT, PRINT_PRINTING = "Laying out the pages…", "Printing…"
PRINT_FAILED = "The agreement was not printed"
PRINT_NO_PRINTER = (
    "No printer is set up on this computer. Set one up in the system’s settings, or export to Word "
    "and print from there."
)
PRINT_NOT_STARTED = (
    "The printer did not take the pages. See whether it is switched on and connected, and try "
    "again."
)
PRINT_NOT_FINISHED = (
    "The printer stopped before the last page. See what it says, and print the missing pages again."
)
PRINT_NO_ROOM = (
    "There is no room on this computer to put the pages together. Free some space, and try again."
)
PRINT_PAGE = "Page {number} of {count}"
PRINT_VIEW = "The pages as they will print"
PRINT_VIEW_KEYS = (
    "Page Up and Page Down turn the pages, arrow keys move over a page that is larger than the "
    "window. The same words can be read in the preview of the main window."
)
PRINT_BACK, PRINT_ON = "Previous page", "Next page"
PRINT_SMALLER, PRINT_LARGER, PRINT_FIT = "Smaller", "Larger", "Whole page"
PRINT_NOW = "Print…"
PAGES_CONTENTS = "Contents"
PAGES_BACK = "Back"
PAGES_FIND = "Find on this page"
PAGES_NOT_FOUND = "Not found."
PAGES_NONE = "These pages are missing from this installation. Install the program again."
PAGE_GONE = "“{name}” cannot be read. Install the program again."
LOG_FOLDER = "Log folder"
NO_LOG_FOLDER = "The folder cannot be opened. It is {folder}."

# ---- to counsel ----------------------------------------------------------------------------------

SEND_TITLE = "Send to counsel"
SEND_LEAD = (
    "This writes a folder of Word files for counsel. It stays on this computer until you hand it "
    "over."
)
SEND_HOLDS = "What the folder holds"
SEND_KINDS = {
    "review": "For review",
    "compared": "Compared",
    "changes": "Local changes",
    "clean": "Clean",
}
SEND_EACH = "Each of the {count} documents has copies of its own; one list has all local changes."
SEND_TELLS = "What the files will say"
SEND_OPEN = ("DRAFT: {count} required answer is open", "DRAFT: {count} required answers are open")
SEND_NOTHING_OPEN = "Every required answer is there"
SEND_LOCAL = ("{count} local change, with its reason", "{count} local changes, with their reasons")
SEND_NO_LOCAL = "No local changes to the published text"
SEND_NOTES = ("{count} note for counsel, as a comment", "{count} notes for counsel, as comments")
SEND_NO_NOTES = "No notes for counsel"
SEND_HOME = ("{count} note to a colleague stays here", "{count} notes to colleagues stay here")
SEND_FOLDER = "Folder"
SEND_SAVED_FIRST = "Changes are saved first, so that what went out can be found again."
SEND_SAVED_WHERE = "You are asked first where to save the agreement."
SEND_NOW = "Write the folder"
SEND_WRITING = "Writing the Word files…"
SEND_NO_NAME = "Give the folder a name."
SEND_THERE = "“{name}” is there already. Write “{other}” beside it, or put new files in its place?"
SEND_OTHER = "Write beside it"
SEND_NOT_WRITTEN = "The folder was not written"
SENT_TITLE = "The folder for counsel is written"
SENT_IN = "“{name}”, in {folder}"
SENT_NEXT = "Hand the folder over, or attach its files to a message."
SENT_NOTED = "The agreement notes that it was sent: File, Sent to counsel."
SENT_NOT_NOTED = (
    "The note that it was sent is not saved yet. Save the agreement, and the note is kept."
)
SENT_LIST = "Sent to counsel"
SENT_LIST_LEAD = "Each round is the agreement as it was saved then. Undo never takes a round away."
SENT_ROUND = "As saved: {time}"
SENT_FILES = "{files}: {kinds}"
SENT_CAME_BACK = ("{count} file came back", "{count} files came back")
SENT_STRANGER = "“{name}” came back, and is of {whose}. It was compared by its text."
SENT_STRANGER_PLAIN = "One file that came back is of {whose}. It was compared by its text."
SENT_NONE = "Nothing went to counsel yet. File, Send to counsel writes a folder for it."
SENT_FOLDER_GONE = "Its folder is not where it was written, or was written on another computer."
SENT_OPEN_NAME = "Open the folder of what was saved {time}"
SENT_WRITTEN = "Wrote {name}"


def number_of(count: int, one_and_many: tuple[str, str]) -> str:
    """Return the one of two sentences that fits a count, with the count in it."""
    return one_and_many[count != 1].format(count=count)


# ---- back from counsel -----------------------------------------------------------------------

BACK_TITLE = "Bring back from counsel"
BACK_READING = "Reading what came back…"
BACK_AGAIN_READING = "Comparing with the agreement as it stands now…"
BACK_NOT_READ = "The file was not brought back"
BACK_OTHER = "Choose another file…"
BACK_OTHER_HINT = "Look for the Word file that was made from this agreement."
BACK_STRANGER_TITLE = "This Word file is not of this agreement"
BACK_STRANGER_ASK = (
    "“{name}” is of {whose}. {hits} of {all} headings of the agreement that is open were found "
    "in it."
)
BACK_ANYWAY = "Compare by its text anyway"
BACK_ANYWAY_HINT = (
    "Lists what reads differently in it from the agreement as it stands now. You decide on each "
    "difference."
)
BACK_STRANGER_LEAVE_HINT = "Cancel takes nothing from it."
BACK_STRANGER = (
    "This is of {whose}. It is compared by its text with the agreement as it stands now: {hits} of "
    "{all} headings were found. Look at each change with care, and at numbers of paragraphs in it."
)
BACK_OPENED = "Open a Word file?"
BACK_OPENED_ASK = (
    "“{name}” is a Word file, and not an agreement of this program. If counsel sent it back, its "
    "changes can be brought into “{agreement}”."
)
BACK_OPENED_NONE = (
    "“{name}” is a Word file, and not an agreement of this program. If counsel sent it back, open "
    "the agreement that it was sent from, then choose File, Bring back from counsel."
)
BACK_OPENED_YES = "Bring back from counsel"
BACK_MATCH = "Match by text"
BACK_MATCH_ASK = (
    "“{name}” does not say which sending it is of. {hits} of {all} headings of this agreement were "
    "found in it. It can be compared by its text with the agreement as it stands now."
)
BACK_NOTHING_NEW = (
    "There is nothing new in “{name}”: this file came back before, and its changes were decided on."
)
BACK_NO_CHANGES = "Nothing was changed in “{name}”. There is nothing to decide."
BACK_SAME_NOW = "No change is left: what counsel proposed stands in the agreement by now."
BACK_OVER = (
    "You are still working through “{old}”. Begin with “{name}” instead? What you decided on "
    "“{old}” is lost then; the file itself stays."
)
BACK_OVER_NOW, BACK_STAY = "Begin with the new file", "Go on with the earlier file"
BACK_WAITS = "You were working through “{name}”, which came back from counsel. {left}."
BACK_LEFT_PLAIN = ("1 change is left to decide", "{count} changes are left to decide")
BACK_ALL_DECIDED = "All changes are decided, and none is applied yet"
BACK_GO_ON = "Go on"
BACK_GONE = (
    "What was kept of this review cannot be read any more. Bring the file back once more with "
    "File, Bring back from counsel."
)
BACK_OLDER = (
    "This is of an older round. It is compared with what was sent then, and with what you changed "
    "since."
)
BACK_OF_FILE = (
    "This agreement does not know the round. The file itself says what was sent, and that is what "
    "it is compared with."
)
BACK_BY_TEXT = (
    "Matched by its text: {hits} of {all} headings were found. Look at each change with care."
)
BACK_NOT_KEPT = "Decisions are not kept on this computer: {why}"

REVIEW_TITLE = "Back from counsel"
REVIEW_FILE = "“{name}”, of {time}"
REVIEW_FILE_PLAIN = "“{name}”"
REVIEW_CHANGES = ("1 change", "{count} changes")
REVIEW_LEFT = ("1 left to decide", "{count} left to decide")
REVIEW_NONE_LEFT = "all decided"
REVIEW_NOW_APPLY = "Ctrl+Enter or Apply goes on"
REVIEW_HOW_FAR = "{changes} · {left}"
REVIEW_PILLS = {
    "locked": ("{count} mandatory text touched", "lock", "error"),
    "silent": ("{count} silent", "silent", "changed"),
    "conflict": ("{count} changed on both sides", "conflict", "warn"),
}
REVIEW_ALL = "All at once…"
REVIEW_ALL_OF = "Accept all {kind}: {count}"
REVIEW_REJECT_ALL = "Reject all that are left: {count}"
REVIEW_NONE_OF = "Nothing is left that can be accepted together"
REVIEW_GROUPS = {  # what is accepted together
    "field": "answers",
    "wording": "wording",
    "typography": "signs",
    "comment": "comments",
}
REVIEW_APPLY = "Apply…"
REVIEW_LIST = "Changes"
REVIEW_FILTER = "Which changes are listed"
REVIEW_FILTERS = {
    "all": "All",
    "left": "To decide",
    "field": "Answers",
    "wording": "Wording",
    "locked": "Mandatory",
    "silent": "Silent",
    "comment": "Comments",
    "conflict": "Conflicts",
}
REVIEW_COUNTED = "{name} {count}"
REVIEW_MORE = "More"
REVIEW_EMPTY = "No change is of this kind."
REVIEW_KINDS = {
    "field": "Answer",
    "text": "Wording changed",
    "appended": "Wording added",
    "locked": "Mandatory text",
    "added": "Clause added",
    "section": "Section added",
    "left_out": "Clause left out",
    "unreadable": "Could not be read",
    "moved": "Clause moved",
    "split": "Clause split in two",
    "joined": "Joined with another clause",
    "typography": "Signs only",
    "comment": "Comment",
    "resolved": "Comment marked as done",
    "heading": "Heading changed",
}
REVIEW_STATES = {
    "open": ("To decide", "todo", "text"),
    "accept": ("Accepted", "check", "ok"),
    "reject": ("Rejected", "close", "error"),
    "ask": ("Asked", "ask", "changed"),
    "note": ("Kept as a note", "note", "ok"),
    "lacks": ("To complete", "attention", "warn"),
}
REVIEW_SILENT_SHORT = "silent edit"
REVIEW_ELSEWHERE = "The agreement as a whole"
REVIEW_BLANK = "blank"
REVIEW_ADDED_WORDS, REVIEW_REMOVED_WORDS = "added: “{text}”", "removed: “{text}”"
REVIEW_NO_AUTHOR = "Author not recorded"
REVIEW_TRACKED = "Tracked"
REVIEW_BACK_TO_LIST = "List"
REVIEW_PREVIOUS, REVIEW_NEXT = "Previous change (K)", "Next change (J)"
REVIEW_LOCKED_TITLE = "Counsel changed mandatory text"
REVIEW_LOCKED = (
    "{law} requires these words, so they are not reworded here. What counsel wrote can stand after "
    "the clause, be set as official wording with its source, or be kept as a note."
)
REVIEW_LAW = "The law"
REVIEW_LOCKED_PLAIN = (
    "This clause is mandatory, so it is not reworded or left out here. What counsel wrote can be "
    "kept as a note."
)
REVIEW_SILENT = "Silent edit: made with Track Changes off. Found by comparing with what was sent."
REVIEW_BY_TEXT = "Not tracked. Found by comparing the file with this agreement as it stands."
REVIEW_MIXED_BY_TEXT = (
    "Some of this was not tracked. Found by comparing the file with this agreement as it stands."
)
REVIEW_MIXED = "Some of this was made with Track Changes off, and was found by comparing."
REVIEW_CONFLICT = "Both sides changed this since it was sent. Nothing is chosen for you."
REVIEW_VALUES = "Counsel put different answers in the places of this one. Choose which is meant."
REVIEW_UNREADABLE = (
    "This part of the file is damaged, so it is not known what became of the clause. It was not "
    "taken for deleted."
)
REVIEW_CONTEXT = "In its clause"
REVIEW_VIEW = "How the texts are shown"
REVIEW_VIEWS = ("Marked", "Side by side", "Counsel’s text")
REVIEW_SIDES = ("As it was sent", "As it came back", "As it stands here now")
REVIEW_LEGEND_ADDED, REVIEW_LEGEND_REMOVED = "underlined: added", "struck out: removed"
REVIEW_SPOKEN = {"": "{text}", "deleted": "removed: {text};", "inserted": "added: {text};"}
REVIEW_NO_TEXT = "(no text)"
REVIEW_QUOTE = "{author} says"
REVIEW_ON = "Comment on"
REVIEW_AFTER = "Stands after {name}"
REVIEW_MOVED = "Stood after {before}; came back after {after}"
REVIEW_FIRST = "the beginning"
REVIEW_JOINED = "Its words came back at the end of {name}"
REVIEW_DECISION = "Your decision"
REVIEW_KEYS = (
    "A accept, R reject: each goes on to the next to decide · Q ask · J next · K previous · N next "
    "to decide"
)
REVIEW_ACCEPT = {
    "": "Accept",
    "conflict": "Take counsel’s",
    "comment": "Keep as a note",
    "resolved": "Mark as done",
    "extend": "Add after the clause",
    "official": "Official wording",
    "note": "Keep as a note",
}
REVIEW_REJECT = {
    "": "Reject",
    "conflict": "Keep ours",
    "comment": "Leave it",
    "resolved": "Keep it open",
    "unreadable": "Keep ours",
}
REVIEW_ASK = "Ask counsel"
REVIEW_DECIDED_NAME = "{choice}, {name}"
REVIEW_WILL = {
    "text": "The agreement takes it, as one step with all the others.",
    "field": "The answer becomes: {value}",
    "field_empty": "The answer becomes empty.",
    "note": "It cannot stand in the text as it is. A note to counsel keeps it.",
    "comment": "It becomes a note for counsel on this clause.",
    "nothing": "Published text keeps its own signs, so nothing changes.",
    "reject": "The agreement stays as it stands here.",
    "ask": "A note to counsel holds your question, and the agreement stays as it is.",
    "extend": "The clause stays as it is. After it come these words, as text of your own:",
    "official": "The clause is set to these words, as official wording of the source named:",
    "edit": "These words are taken:",
    "open": "Nothing is decided on this change yet.",
}
REVIEW_WOULD = "{way}: {will}"
REVIEW_EDIT = "Edit the wording"
REVIEW_WORDS = "Words that are taken"
REVIEW_SOURCE = "Source of the official wording (required)"
REVIEW_SOURCE_HINT = "Such as the document, its date and its page."
REVIEW_VALUE = "Which answer"
REVIEW_SAID = "A word to counsel (optional)"
REVIEW_SAID_HINT = "Goes into the reply: why it is not taken, or what you want to say."
REVIEW_QUESTION = "Your question to counsel (required)"
REVIEW_QUESTION_HINT = "Becomes a note to counsel, and goes into the reply. Ctrl+Enter goes on."
REVIEW_LACKS = {
    "choice": "{name}: not decided yet.",
    "question": "{name}: write your question to counsel.",
    "source": "{name}: name the source of the official wording.",
    "value": "{name}: choose which answer is meant.",
    "words": "{name}: there are no words to take.",
}
REVIEW_UNBALANCED = ("1 change is left.", "{count} changes are left. The first one:")
REVIEW_IGNORED = ("1 change of formatting ignored", "{count} changes of formatting ignored")
REVIEW_UNPLACED = ("1 text could not be placed", "{count} texts could not be placed")
REVIEW_REMARKS = ("1 remark on the file", "{count} remarks on the file")
REVIEW_SHOW = "Show"
REVIEW_UNPLACED_TITLE = "What could not be placed"
REVIEW_UNPLACED_LEAD = (
    "These texts stand in no clause of the agreement, such as in a header, a footnote or a text "
    "box. Put one after the text of a clause, or copy it to where it belongs."
)
REVIEW_PLACED = ("1 text put into a clause", "{count} texts put into clauses")
REVIEW_PLACED_NOTES = (
    "1 text kept as a note, since its clause takes none",
    "{count} texts kept as notes, since their clauses take none",
)
REVIEW_PUT = "Put into a clause…"
REVIEW_PUT_DONE = "It will stand after the text of {clause}, once you apply."
REVIEW_PUT_NOTE = "{clause} {why}: once you apply, a note to counsel keeps it."
REVIEW_TAKES_NONE = {
    "left_out": "is left out",
    "official": "has official wording",
    "gone": "does not print",
}
REVIEW_PUT_BACK = "Take it out again"
REVIEW_TAKEN_OUT = "Taken out again. It stands in no clause."
PUT_TITLE = "Put a text into a clause"
PUT_LEAD = (
    "When you apply, it becomes added text after the clause that you choose. The words of the "
    "clause itself stay as they are."
)
PUT_FIND, PUT_LIST = "Find a clause", "Clauses"
PUT_NONE = "No clause has these words in its number or heading."
PUT_NOW, PUT_NOTE = "Put it after this clause", "Keep it as a note"
PUT_TAKES_NONE = "{clause} ({why}: a note to counsel keeps it)"
REVIEW_UNPLACED_FORMAT = (
    "Changes of fonts, sizes and other formatting are counted and not taken: the agreement has its "
    "own."
)
REVIEW_COPY = "Copy this text"
REVIEW_COPIED = "Copied. Paste it into the text of a clause with Change text."
REVIEW_APPLY_ASK = "Apply what you decided on {changes}? {counts}."
REVIEW_APPLY_STEP = "It becomes one step, which Undo takes back, and the round remembers it."
REVIEW_APPLY_UNPLACED = (
    "1 text has no place and is left where it came. Show, below the list, holds it.",
    "{count} texts have no place and are left where they came. Show, below the list, holds them.",
)
REVIEW_APPLY_EMPTY = ("1 answer becomes empty: {names}.", "{count} answers become empty: {names}.")
REVIEW_APPLY_STRANGER = "The file is of {whose}, and was compared by its text."
REVIEW_COUNTS = {
    "accept": "{count} accepted",
    "note": "{count} kept as a note",
    "reject": "{count} rejected",
    "ask": "{count} asked back",
}
REVIEW_NONE = "No change is left"
REVIEW_APPLY_NOW = "Apply"
REVIEW_STEP = "changes from counsel"
REVIEW_APPLIED = "Applied what came back from counsel"
REVIEW_CHANGED_SINCE = (
    "The agreement was changed since the list was made, so it was compared once more. Look over "
    "the list, then apply."
)

REPLY_TITLE = "Reply to counsel"
REPLY_ASK = (
    "Every change was decided on. A Word file can tell counsel what was taken, what was not and "
    "why, and what you ask."
)
REPLY_WRITE = "Write the reply…"
REPLY_WRITE_HINT = "One Word file, to send to counsel as an attachment."
REPLY_BOTH = "The reply, and new copies for counsel…"
REPLY_BOTH_HINT = "The same file, and then a folder for the next round."
REPLY_LATER = "Not now"
REPLY_LATER_HINT = "File, Sent to counsel offers the reply at any time."
REPLY_BUTTON = "Reply to counsel…"
REPLY_BUTTON_NAME = "Reply to what came back {time}"
REPLY_WRITING = "Writing the reply…"
REPLY_NOT_WRITTEN = "The reply was not written"


# ---- what becomes of a file: versions, files that others change, merging -------------------------

KEPT_TITLE = "Versions and recovery"
KEPT_LEAD = (
    "Earlier saved versions of “{name}”, and work that was kept while it was not saved. They lie "
    "on this computer."
)
KEPT_LEAD_FILE = "What this computer kept of “{name}”."
KEPT_LEAD_ALL = "What this computer kept of all agreements."
KEPT_LIST = "Versions, newest first"
KEPT_NONE = (
    "Nothing is kept yet. When an agreement is saved, the version before it is kept here: the last "
    "20, and one a day for 30 days."
)
KEPT_KINDS = {"version": "Saved {time}", "recovery": "Not saved: kept {time}"}
KEPT_SIZE = "{size:,} KB"
KEPT_FROM = "from {folder}"
KEPT_VIEWS = ("What differs from now", "Its text")
KEPT_VIEW = "What is shown of the version"
KEPT_READING = "Reading the version…"
KEPT_SAME = "It says the same as the agreement does now."
KEPT_DIFFERS = ("{count} thing differs from now", "{count} things differ from now")
KEPT_THEN, KEPT_NOW = "Then", "Now"
KEPT_RESTORE = "Restore"
KEPT_RESTORE_STEP = "restore the version of {time}"
KEPT_RESTORED = "Restored. Ctrl+Z brings back what was here before"
KEPT_OPEN = "Open this version"
KEPT_OPENED = "Opened from what was kept. Save it to have it in a file"
KEPT_SAVE = "Save as a file…"
KEPT_SAVED = "Wrote {name}."
KEPT_DELETE = "Delete all…"
KEPT_DELETE_ASK = (
    "Delete the {count} that this computer keeps of this agreement? They cannot be brought back. "
    "The agreement itself and its file stay as they are."
)
KEPT_DELETE_NOW = "Delete all copies"
KEPT_DELETED = "Deleted. The agreement and its file are as they were."
KEPT_NOT_DELETED = "Not all copies were deleted"
KEPT_VERSIONS = "Earlier versions…"
KEPT_SHOW = "Show what is kept…"

DIFF_HOW = {
    "answered": "answered",
    "changed": "changed",
    "emptied": "answer taken out",
    "added": "added",
    "removed": "taken out",
    "moved": "moved",
}
DIFF_NOTHING = "(nothing)"
DIFF_MORE = "… and {count} more."
DIFF_NONE = "Both say the same."

DISK_CHANGED = "“{name}” was saved by somebody else since you opened it."
DISK_CHANGED_CLEAN = "You have no changes that are not saved."
DISK_CHANGED_DIRTY = "Your changes are not in it. Nothing is replaced unless you say so."
DISK_OTHER = (
    "Another agreement stands in “{name}” now. Keep both: yours is saved beside it under a name of "
    "its own."
)
DISK_TITLE = "The file was changed"
DISK_LOAD = "Show it"
DISK_MERGE = "Merge…"
DISK_COMPARE = "Compare…"
DISK_KEEP_BOTH = "Keep both"
DISK_THEIRS = "Take theirs"
DISK_LATER = "Not now"
NOTICE_MORE, NOTICE_MORE_HINT = "{count} more", "Shows what else is to be said of this file"
DISK_LATER_HINT = "Or go on working. Nothing is written to the file until you decide."
DISK_DECIDE = "Decide…"
DISK_HINTS = {  # what each way does, by the name of its button
    "load": "Shows what was saved. You have no changes that it could take away.",
    "merge": "Puts both together, and asks you wherever the two disagree.",
    "compare": "Shows what differs, and changes nothing.",
    "keep_both": "Saves yours beside theirs, under a name of its own.",
    "theirs": "Shows what they saved in the place of yours. Ctrl+Z brings yours back.",
    "go_on": "Your work goes on in the file under its new name.",
    "again": "Saves your work where the file was.",
    "elsewhere": "Asks you for a folder and a name.",
    "show_kept": "Shows earlier versions that this computer has.",
}
DISK_TAKE_STEP = "take what is in the file"
DISK_TAKEN = "Taken from the file. Ctrl+Z brings back what was here before"
DISK_KEPT_BOTH = "Yours is saved as {name}"
DISK_UNREADABLE = "The file on the disk cannot be read now. Your work is here. {why}"
DISK_GONE = "“{name}” is not in its folder any more. It was moved or deleted. Your work is here."
DISK_FOLDER_GONE = "The folder of “{name}” is not there now. Your work is here."
DISK_MOVED = "“{name}” has another name now: “{other}”."
DISK_GONE_TITLE = "The file is gone"
DISK_GO_ON = "Go on in “{other}”"
DISK_WENT_ON = "You go on in {other}"
DISK_AGAIN = "Save it there again"
DISK_ELSEWHERE = "Save elsewhere…"
DISK_COMPARE_TITLE = "What differs"
DISK_MINE, DISK_ON_DISK = "Here", "In the file"
DISK_COMPARE_LEAD = "Between what is on the screen and what is in “{name}”."
CANNOT_COMPARE = "The two cannot be compared"

LEFT_BESIDE = "A save that did not end left a newer copy beside this file."
COPY_BESIDE = "Another copy of this agreement lies beside it: “{name}”."
COPIES_BESIDE = "{count} other copies of this agreement lie beside it. The first: “{name}”."
COMPARE_WITH = "Compare or merge with another file"
COMPARE_FILE_LEAD = "Between what is on the screen and “{name}”."
COMPARE_SAME = "“{name}” says the same as the agreement here. There is nothing to merge."

MERGE_TITLE = "Merge"
MERGE_LEAD = (
    "Your work on the screen and “{name}” are put together here. No file is changed until you save."
)
MERGE_WAYS = {
    False: "You choose only where both copies changed the same thing. The rest is put together.",
    True: (
        "This computer does not have the version that both copies began with, so you choose "
        "wherever they differ."
    ),
}
MERGE_CONFLICTS = ("{count} part differs: choose", "{count} parts differ: choose for each")
MERGE_NO_CONFLICTS = "There is nothing to choose: the two never disagree."
MERGE_MINE, MERGE_THEIRS, MERGE_BEFORE = "Mine", "Theirs", "Before"
MERGE_CHOICE = "{side}, for {label}"
MERGE_TAKEN = "Put together: nothing to choose"
MERGE_TAKEN_FROM = {"mine": "Changed here", "theirs": "Changed in “{name}”"}
MERGE_APPLY = "Apply"
MERGE_LEFT = ("{count} is left to choose", "{count} are left to choose")
MERGE_ALL_SETTLED = "Everything is chosen."
MERGE_ALL = ("All mine", "All theirs")
MERGE_STEP = "merge with “{name}”"
MERGE_LET_GO = "Close without merging? What you chose here is lost; both copies stay as they are."
MERGE_LET_GO_NOW, MERGE_GO_ON = "Close without merging", "Go on choosing"
MERGED = "Merged. Save to write it to the file. Ctrl+Z takes it back"
MERGE_WORKING = "Comparing…"
MERGE_CANNOT = "The two cannot be merged"
MERGE_OVERTAKEN = (
    "This agreement changed while the two stood side by side. Nothing was merged, and nothing is "
    "lost. Choose to merge once more."
)

LOCK_TITLE = "The file is open elsewhere"
LOCK_BY = "{who} has “{name}” open{where}."
LOCK_BY_SINCE = "{who} has had “{name}” open{where} since {time}."
LOCK_SOMEBODY = "Somebody"
LOCK_ON = " on the computer {host}"
LOCK_HERE = " in another window of this computer"
LOCK_READ = "Open to read"
LOCK_READ_HINT = "Or read it for now. You can begin to change it once it is closed there."
LOCK_COPY = "Open a copy"
LOCK_COPY_HINT = "A copy of your own, to save under another name and merge with theirs later."
LOCK_ANYWAY = "Open anyway"
LOCK_ANYWAY_HINT = (
    "Both of you change it. Nothing is lost: whoever saves second is asked, and can merge."
)
READ_BY = "You opened this to read: {who} has it open{where}."
READ_CHANGE = "Begin to change it"
READ_FREE = "Nobody else has it open now. You can change it"
READ_ONLY_BADGE = "read only"
READ_ONLY_EDIT = "File, Save a copy makes one that you can change"

RECOVER_STANDING = {
    "never saved": "It was never saved to a file.",
    "gone": "Its file was moved or deleted since.",
    "unreadable": "Its file cannot be read now.",
    "same": "Its file holds all of it.",
    "newer": "Its file does not hold it yet.",
    "older": "Its file was saved after this was kept. Compare before you go on.",
    "apart": "Somebody else saved its file meanwhile. Merge after you have looked.",
}
RECOVER_DIFFERS = ("{count} thing differs from the file", "{count} things differ from the file")
RECOVER_FIRST = "{count}, the first: {label}."
RECOVER_LOOKING = "Looking what differs…"
RECOVER_DAMAGED = (
    "{count} recovery copy cannot be read. It was left where it is, in the folder “{folder}”.",
    "{count} recovery copies cannot be read. They were left where they are, in “{folder}”.",
)
RECOVER_HERE = "Work on this agreement was kept when the program stopped: {time}."
CRASHED_TWICE = (
    "“{name}” was open both times when the program stopped, so it was not opened by itself."
)
CRASHED_TITLE = "The program stopped twice"
CRASHED_OPEN, CRASHED_OPEN_HINT = "Open it now", "Tries once more. The file stays as it is."
CRASHED_KEPT_HINT = "Shows earlier versions and unsaved work, to open one in its place."
CRASHED_LEAVE = "Don’t open it"
CRASHED_LEAVE_HINT = "Or go on to the start page without it."


def exact_time(utc: str) -> str:
    """Return a time with its clock, whichever day it was."""
    try:
        time = datetime.datetime.fromisoformat(utc).astimezone()
    except ValueError:
        return ""
    return f"{spoken_date(time.date().isoformat())}, {_clock(time)}"
