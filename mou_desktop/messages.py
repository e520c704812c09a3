"""Every sentence that the program itself says of a document, written once.

Sentences about a field stand in the edition, beside the field. Each says what is so and then what
to do. `{}` places are filled by the caller.
"""

from __future__ import annotations

NO_DICTIONARY = (
    "Spelling is not checked: the dictionary that came with the program is missing or cannot be "
    "read. Install the program again to bring it back."
)
SIGNATURE = "Signature"
AGREEMENT_ITSELF = "The agreement itself"
DRAFT = "DRAFT"
DRAFT_ONE = "DRAFT: 1 required answer open"
DRAFT_MANY = "DRAFT: {count} required answers open"
DRAFT_POINT = "DRAFT: 1 point to settle before signing"
DRAFT_POINTS = "DRAFT: {count} points to settle before signing"
DRAFT_OF_ALL = "{draft}, counted over all documents of the agreement"
DEPARTMENTS = "{count} police departments"
REVIEW_ABOUT = "For review: tracking is on, so that every change shows when this file comes back"
COMPARED_WORKING = "Compared with working text {id}, revision {revision} (not {official})"
COMPARED_EDITIONS = "{after}, compared with {before}"
COMPARED_UNFILLED = "Every clause and alternative is shown; this is no agreement"
COMPARED_OFFICIAL = "Compared with {label}, revision {revision}"
FOOTER_WORKING = "Working text {id}, revision {revision}, not {official}"
FOOTER_OFFICIAL = "{label}, revision {revision}"
FOOTER_DOCUMENT = "Agreement {id}"
FOOTER_NOT_OFFICIAL = "Not {official}. {rest}"
TEXT_WORKING = "working text {id}, revision {revision}"
TEXT_OFFICIAL = "{label}, revision {revision}"
NO_LOCAL_CHANGES = "No local changes to {text}"
LOCAL_CHANGE = "1 local change to {text}, see schedule"
LOCAL_CHANGES = "{count} local changes to {text}, see schedule"
PAGE, OF = "Page ", " of "
TABLE_COLUMNS = "Columns: {columns}."
CONTENTS = "Contents"
CONTROL_OF_ROW = "{label}: {row}"
CONTROL_PART = "{label}, {part}"
CONTROL_ENTRY = "{label}: {number}"

WORKSHEET_TITLE = "Open questions for a meeting"
WORKSHEET_OF = "Open questions: {title}"
WORKSHEET_DISTRICT = "District: {name}"
WORKSHEET_NO_DISTRICT = "not named yet"
WORKSHEET_EDITION = "Text: {label}, revision {revision}"
WORKSHEET_SAVED = "As it stood on: {date}"
WORKSHEET_COUNTS = "Still open: {required} and {optional}."
WORKSHEET_REQUIRED_COUNT = ("1 required question", "{count} required questions")
WORKSHEET_OPTIONAL_COUNT = ("1 optional question", "{count} optional questions")
WORKSHEET_LEAD = (
    "Write the answers on the lines. They go into the agreement when somebody types them into the "
    "program; what is written here changes nothing by itself."
)
WORKSHEET_NOTHING = "No question is open: each one that is asked has an answer."
WORKSHEET_PARTS = {True: "Required questions", False: "Optional questions"}
WORKSHEET_NEED = {True: "(required)", False: "(optional)"}
WORKSHEET_WHO = "Who usually knows: {who}"
WORKSHEET_LAW = "Law: {law}"
WORKSHEET_TO_CONFIRM = "{cite} (to confirm)"
WORKSHEET_DECIDES = "Further questions depend on this answer."
WORKSHEET_ONE, WORKSHEET_SEVERAL = "Mark one:", "Mark all that apply:"
WORKSHEET_ONE_OF = "{label}: one of {choices}."
WORKSHEET_SEVERAL_OF = "{label}: any of {choices}."
WORKSHEET_ROWS_OPEN = "These rows are not complete. Fill in what is blank."
WORKSHEET_ASKED = "What is asked"
WORKSHEET_BOX = "☐"
WORKSHEET_ANSWER = "Answer:"
WORKSHEET_ANSWERS = {
    "date": "Month, day and year:",
    "number": "Number:",
    "money": "Dollars:",
    "percent": "Percent:",
    "list": "One entry a line:",
}
WORKSHEET_PERSON = {"name": "Name:", "title": "Title:", "phone": "Phone:", "email": "Email:"}
WORKSHEET_TASKS = {
    "filing": "Filing with DESE",
    "report": "Yearly report to DESE",
    "profile": "About this agreement",
}
YES, NO = "Yes", "No"

SCHEDULE_TITLE = "Local changes"
SCHEDULE_OF = "Local changes: {title}"
SCHEDULE_HEADING = "Schedule of local changes"
SCHEDULE_NONE = "No local changes."
SCHEDULE_ONE = "1 local change: {kinds}."
SCHEDULE_MANY = "{count} local changes: {kinds}."
SCHEDULE_KINDS = {
    "reworded": "{count} reworded",
    "left_out": "{count} left out",
    "extended": "{count} extended",
    "added": "{count} added",
}
SCHEDULE_OFFICIAL = (
    "1 clause is set to the authority’s own wording, which is no local change.",
    "{count} clauses are set to the authority’s own wording, which is no local change.",
)
SCHEDULE_MARKS = (
    "Words of the edition that do not stand in the agreement are struck through. Words that the "
    "edition does not have are underlined. Both bear the numbers of the agreement."
)
SCHEDULE_REST = (
    "Of the clauses in the edition’s words, answers decided {chosen}, {filled} had blanks filled "
    "in and no more, and {published} stand word for word."
)
SCHEDULE_ALL = (
    "All {published} clauses of the edition stand word for word, and no answer is in them yet."
)
SCHEDULE_CLASSES = {
    "reworded": "Reworded",
    "left_out": "Left out",
    "extended": "Extended",
    "added": "Added",
    "official": "Official wording",
    "chosen": "Chosen",
    "filled": "Filled in",
    "published": "As published",
}
SCHEDULE_MEANINGS = {
    "reworded": "The district’s words stand in the place of the edition’s.",
    "left_out": "The edition’s clause does not stand in the agreement.",
    "extended": "The edition’s text stands, and text of the district after it.",
    "added": "The district’s own text. The edition has nothing in this place.",
    "official": "The authority’s own wording stands in the place of the edition’s.",
    "chosen": "An answer decided whether the clause stands, or a paragraph of it.",
    "filled": "Answers stand in its blanks, and nothing else differs.",
    "published": "Word for word as in the edition; a blank, if it has one, is open.",
}
SCHEDULE_CLASS = "{name} ({count})"
SCHEDULE_SECTION = "{name} (a section)"
SCHEDULE_WITHOUT_NAME = "Without a heading"
SCHEDULE_IN_DOCUMENT = "{document}: {name}"
SCHEDULE_AS_PUBLISHED = "{heading} ({number} in the edition)"
SCHEDULE_REASON, SCHEDULE_NO_REASON = "Reason given", "No reason given"
SCHEDULE_SOURCE, SCHEDULE_NO_SOURCE = "Source named", "No source named"
SCHEDULE_LAW, SCHEDULE_NO_LAW = "Law touched", "None: the edition has no such clause"
SCHEDULE_CONFIRMED = "{cite} (confirmed)"
SCHEDULE_STATUS = "In the edition"
SCHEDULE_STATUSES = {
    "mandatory": "Mandatory: may not be left out",
    "locked": "Mandatory and locked: may not be left out or reworded",
    "recommended": "Recommended: may be left out",
    "optional": "Optional: may be left out",
}
SCHEDULE_FACT = "{label}:"
SCHEDULE_TEXTS = {
    "": "What the edition says, and the agreement too:",
    "deleted": "What the edition says, and the agreement does not:",
    "inserted": "What the agreement says, and the edition does not:",
}
SCHEDULE_SIDE = "Both texts, paragraph by paragraph:"
SCHEDULE_NO_TEXT = "No text stands under this heading."
SCHEDULE_BEFORE, SCHEDULE_AFTER = "What the edition says", "What the agreement says"
SCHEDULE_ABSENT_BEFORE = "Not in the edition"
SCHEDULE_ABSENT_AFTER = "Not in the agreement"
SCHEDULE_BOTH = "{name}: before and after"
SCHEDULE_SAME = "{count} paragraphs that stand in both, not shown"
SCHEDULE_CLAUSE = "Clause"
SCHEDULE_STANDS = "In the agreement"
SCHEDULE_DECIDED = "Decided by the answer to"
SCHEDULE_FILLED = "Filled in"
SHEET_HEADING = "Sheet of facts"
SHEET_AGREEMENT = "Agreement and edition"
SHEET_FACT, SHEET_VALUE = "Fact", "Value"
SHEET_EDITION = "Edition"
SHEET_TEXT, SHEET_NOT_OFFICIAL = "Text", "{text} (not {official})"
SHEET_DIGEST = "Digest of the text (SHA-256)"
SHEET_DOCUMENT = "Agreement"
SHEET_ROUND = "Round"
SHEET_SAVED = "Saved"
SHEET_MOMENT = "{date}, {time} UTC"
SHEET_PARTIES, SHEET_NO_PARTIES = "Parties", "Not named yet"
SHEET_COUNTS = "How its clauses stand"
SHEET_COUNTED = (
    "Counted here are all {count} clauses: the edition’s, whether they stand in the agreement or "
    "not, and the district’s own. In the agreement stand {standing} of them."
)
SHEET_CLASS, SHEET_COUNT, SHEET_MEANING = "Class", "Clauses", "What it means"
SHEET_FINDINGS = "Open findings ({count})"
SHEET_NO_FINDINGS = "Nothing is open."
SHEET_SEVERITY, SHEET_PLACE, SHEET_OPEN = "Kind", "Where", "What is open"
SHEET_SEVERITIES = {
    "must": "To settle",
    "should": "To check",
    "note": "To know",
}
SHEET_TOLD = {
    "must": "{count} to settle before signing",
    "should": "{count} to check",
    "note": "{count} to know",
}
SHEET_WHOLE = "The whole agreement"
SHEET_BESIDE = "Beside the text"
SHEET_UNPRINTED = "Something that does not print is to be settled."
SHEET_TO_CONFIRM = "Sources to confirm ({count})"
SHEET_CHECK = (
    "Nobody has confirmed a source of these clauses. Counsel is asked to check each citation."
)
SHEET_ALL_CONFIRMED = "Every clause of the edition in the agreement rests on a confirmed source."
SHEET_CONFIRMING = "Counted here are the edition’s clauses that stand in the agreement."
SHEET_CITATION = "Citation to confirm"

SUMMARY_TITLE = "Summary for the school committee"
SUMMARY_OF = "Summary: {title}"
SUMMARY_PARTIES = "Parties: {parties}."
SUMMARY_OTHERS = "{count} others"
SUMMARY_FIGURES = "Term, cost and other figures"
SUMMARY_WHAT, SUMMARY_STANDS = "What", "In the agreement"
SUMMARY_CHOICES = "Choices made"
SUMMARY_QUESTION, SUMMARY_CHOSEN = "Question", "Choice"
SUMMARY_NOTHING = "Nothing of this kind stands in the agreement yet."
SUMMARY_MORE_ANSWERS = "And {count} more, see the agreement."
SUMMARY_CHANGES = "Local changes ({count})"
SUMMARY_HOW = "Change"
SUMMARY_MORE_CHANGES = "And {count} more, see the schedule of local changes."
SUMMARY_OPEN = "Still to settle ({count})"
SUMMARY_SETTLED = "Nothing must be settled before signing."
SUMMARY_TO_SETTLE = (
    "1 point must be settled before signing.",
    "{count} points must be settled before signing.",
)
SUMMARY_WHERE = "Where: {places}."
SUMMARY_PLACES = "{count} more clauses"

MISSING = "Answer “{label}”."
MISSING_PART = "Give the {part} for “{label}”."
WRONG = {
    "text": "Write “{label}” as text.",
    "date": "Write the date with month, day and four-digit year.",
    "number": "Enter a number.",
    "money": "Enter an amount in dollars, such as 30000 or 29530.50.",
    "percent": "Enter a percentage from 0 to 100.",
    "yes_no": "Answer yes or no.",
    "choice": "Choose one of the published answers.",
    "choices": "Choose from the published answers.",
    "email": "Write an email address such as name@town.example.",
    "phone": "Write a telephone number with digits, such as (555) 555-0100.",
    "url": "Write a web address that begins with https://.",
    "person": "Give a person as name, title, phone and email.",
    "list": "Give a list, one entry a line.",
    "table": "Give a table, one row for each entry.",
}
CENTS = "“{label}” takes dollars and cents, with at most two digits after the point."
BELOW = "“{label}” takes {bound} or more."
ABOVE = "“{label}” takes {bound} or less."
TOO_LONG = "“{label}” takes {bound:,} characters; this has {size:,}. Shorten it."
TOO_MANY = "“{label}” takes {bound} entries; this has {size}. Remove some."
TWICE = "“{label}” names the same choice twice. Remove one."
NO_ROW = "“{label}” names a row of “{table}” that is not there. Choose one that is, or add it."
ROW_WITHOUT_ID = "A row of “{label}” has no identity of its own. Add the row anew."
SAME_ID = "Two rows of “{label}” have the same identity. Remove one and add it anew."
UNKNOWN_ANSWER = (
    "The file holds an answer “{key}”, which this edition does not ask for. It is kept."
)
UNKNOWN_COLUMN = "A row of “{label}” holds “{key}”, which is no column of it. It is kept."
ADDED_TEXT = "Text added by the district"
HIDDEN_CHARACTER = "“{label}” holds a character that cannot be seen: {names}. Type the text again."
ROW = "Row {number}{name}: {message}"

LEFT_OUT = "“{heading}” is mandatory in this edition and may not be left out. Restore it."
REWORDED = (
    "“{heading}” is locked: it may not be reworded. Restore it, and add your text after it, or set "
    "it to the authority’s official wording with its source named."
)
STATE = "“{heading}” stands as “{state}”, which this program does not know. Restore it."
OFFICIAL_ON_OFFICIAL = "“{heading}” already stands in the authority’s words. Restore it."
NO_REASON = "Say in a few words why “{heading}” is changed."
NO_SOURCE = "Name the source of the official wording of “{heading}”."
NO_TEXT = "Write the text of “{heading}”, or restore the clause."
NO_HEADING = "Give the added part a heading."
UNKNOWN_CLAUSE = "The file changes a clause “{key}” that this edition does not have. It is kept."
NO_HOME = "The added part “{heading}” has no place in this edition. Place it after a clause."
TEXT_FAULT = "The text of “{heading}” cannot be read: {reason}"
REFERS_TO_NOTHING = "“{heading}” refers to “{target}”, which does not stand in this agreement."

TO_CONFIRM = "{count} of {total} clauses rest on sources to confirm. Ask counsel to check them."
WORKING_TEXT = (
    "This is working text {id}, revision {revision}, not {official}. Compare it with "
    "{official} before signing."
)
UNKNOWN_EDITION = (
    "The text in this file, “{id}” revision {revision}, is not a published text that this program "
    "knows. Compare it with the authority’s document."
)
UNKNOWN_REVISION = (
    "This program does not know revision {revision} of {id}: it is newer than the program, or it "
    "is not the published text. Open the file with the newest version of the program."
)
ALTERED_EDITION = (
    "The text of {id}, revision {revision}, in this file is not the published one: it was changed "
    "outside this program. Make a new agreement and bring your answers over."
)
ALTERED_FILE = "This file was changed outside this program, or is damaged. Compare it with a copy."
NO_CHECKSUM = "This file carries no checksum, so damage would go unseen. Save it once to add one."
UNUSUAL_ENCODING = "This file has an unusual text encoding. Saving it turns it into UTF-8."
NEWER_MINOR = (
    "This file was made with a newer version of the program (format {format}). What this one does "
    "not know is kept."
)
NEWER_MAJOR = (
    "This file was made with a newer version of the program (format {format}). It can be read "
    "here, not changed."
)
NO_WORD_FILE = (
    "This is not a Word file, or it is damaged. Open it in Word and save it again as .docx."
)
WORD_TOO_BIG = (
    "The Word file has {size} MB; {most} can be read. Take pictures out and save it again."
)
WORD_UNPACKS_TOO_BIG = (
    "The Word file unpacks to more than can be read safely. Copy its text into a new Word file."
)
WORD_LOCKED = (
    "The Word file is protected by a password. Open it in Word, take the password away, and save "
    "it again."
)
WORD_OLD = "This is a Word file of the old kind (.doc). Open it in Word and save it as .docx."
WORD_OLD_PACKAGE = (
    "This is an old .doc file or one with a password. Open it in Word and save it as .docx without "
    "a password."
)
WORD_RTF = "This is an RTF file. Open it in Word and save it as .docx."
WORD_ODT = "This is an OpenDocument file. Open it in Word or LibreOffice and save it as .docx."
WORD_PDF = "This is a PDF file. Ask for the Word file that it was made from."
WORD_TAMPERED = (
    "The Word file is packed in a way that no word processor packs one, so it is not read. Open it "
    "in Word and save it again as .docx."
)
WORD_DECLARES = (
    "The Word file defines names of its own in its part “{part}”, as no word processor does, so it "
    "is not read. Open it in Word and save it again as .docx."
)
WORD_TOO_DEEP = (
    "The Word file is nested more deeply, or has more text in one piece, than can be read safely. "
    "Copy its text into a new Word file."
)
WORD_CUT_SHORT = (
    "The Word file is damaged: its part “{part}” cannot be read. Ask for the file to be sent again."
)
WORD_NO_TEXT = "The file holds no Word text. Choose the .docx file that counsel sent back."
WORD_REMARKS = {
    "macros": "The file carries macros. They were not run and not read.",
    "outside": "The file points to something outside it, “{detail}”. It was not fetched.",
    "embedded": "The file carries “{detail}”, a file or control in itself. It was not opened.",
    "alt_chunk": "The file takes in another file, whose text was not read.",
    "strict": "The file is in Word’s strict format. It was read as any other.",
    "recovered": (
        "The file is damaged. What could be read of “{detail}” was read; some of it may be gone."
    ),
    "hidden_text": "The file holds hidden text. It does not print, and is not part of any clause.",
    "signature": "The file carries a digital signature, which was not checked.",
    "no_styles": "The file carries no styles, so headings are known by their words alone.",
    "no_relations": "The file does not say where its text is. It was looked for and found.",
    "prefix": "Something stands before the Word file in the same file. It was not read.",
    "missing": "The file names a part that is not in it, “{detail}”.",
}
WORD_NOT_IMPORTED = {
    "picture": "Picture",
    "chart": "Chart",
    "diagram": "Diagram",
    "drawing": "Text in a drawing",
    "wordart": "Decorative text",
    "object": "Embedded object",
    "form_field": "Form field",
    "alt_chunk": "Text of another file",
    "other_branch": "Another version of a drawing’s text",
    "same_branch": "The same text for older word processors",
    "stray": "Text outside any paragraph",
    "part": "Text in a part that Word does not show",
}
PDF_ABSENT = (
    "This copy of the program was installed without what makes a PDF. Export a Word file, or have "
    "the package “typst” installed."
)
PDF_FAILED = "The PDF could not be made of this text. Export a Word file and make the PDF from it."
PDF_LETTERS = (
    "The PDF has no letters for “{text}”. Write it in other letters, or export a Word file and "
    "make the PDF from it."
)
BASE_DAMAGED = (
    "The Word layout of this installation is missing or damaged, so no Word file can be made. "
    "Install the program again."
)

ROWS_NONE = "There are no rows in it. Copy or export the rows with their values, and try again."
ROWS_TOO_BIG = "The file is over {most} megabytes, too big for a list of rows. Split it."
ROWS_SPREADSHEET = (
    "This is a spreadsheet and not a CSV file. In the spreadsheet program choose Save As and the "
    "type CSV UTF-8, then import that file. Or copy the rows there and paste them here."
)
ROWS_UNREADABLE = "The file cannot be read as rows: a quotation mark is not closed. Save it anew."
ROWS_TOO_WIDE = "The file has {count} columns; {most} can be matched. Take some out of the file."
ROWS_TOO_MANY = (
    "The file has {count} rows; with the {present} that stay, the table takes {most}. Take rows "
    "out of the file."
)
ROWS_NO_SUCH = "“{name}” is no row of “{table}”. Add it there first, or mend it here afterwards."
ROWS_NO_CHOICE = "“{name}” is no answer to “{label}”. The answers are: {known}."
ROWS_TYPED = "{label}, “{text}”: {wrong}"
TOO_LARGE = (
    "The agreement would have more than {bound} MB, and no program could open it again. Shorten "
    "its longest answer and save again."
)
UNREADABLE = (
    "The agreement holds something that no file can hold. Undo your last change and save again."
)

PACK_FOLDER = "{name} – to counsel {date}"
PACK_FILES = {  # by kind, in the order in which they are listed
    "review": "{name} for review.docx",
    "compared": "{name} compared.docx",
    "changes": "{name} local changes.docx",
    "clean": "{name} clean.docx",
}
PACK_SAYS = {
    "review": "the copy to work in, with edits tracked and notes for counsel as comments",
    "compared": "each local change marked in the published text",
    "changes": "each local change with its reason and its law, and a sheet of facts",
    "clean": "the plain agreement, to read or print",
}
PACK_TAKEN = (
    "“{name}” holds other files, or files that were changed since they were written. Choose "
    "another name for the folder."
)
PACK_THERE = "“{name}” is there already. Choose another name."
OPEN_BY = (
    "“{name}” is open at {who} since {since} UTC. Nothing was written. Close it there, or add "
    "--anyway."
)
PACK_HELD = (
    "A file in “{name}” is open in another program: Word, perhaps. Close it there, or choose "
    "another name."
)
PACK_IS_OURS = "“{name}” belongs to this program. Choose a folder of your own."
PACK_NO_SPACE = (
    "There is not enough space on the disk for “{name}”. Free some space, or choose another place."
)
PACK_NO_ENTRY = "“{folder}” does not allow new folders. Choose another place."
PACK_AWAY = "“{folder}” cannot be reached now. Connect its disk or its network, or choose another."
PACK_TOO_LONG = "The name “{name}” is too long for this disk. Choose a shorter one."
PACK_NOT_WRITTEN = "“{name}” could not be written safely to the disk. Choose another place."
PACK_NO_FOLDER = "The folder “{folder}” is not there. Choose another place."
PACK_READ_ONLY = "“{name}” is marked as one that may only be read, so nothing can be noted in it."
PACK_UNNOTED = "With --no-record the folder is written all the same."
PACK_NOT_NOTED = (
    "The pack stands in “{folder}”, but “{name}” could not note that it was sent: {why} Send it "
    "again once that is mended."
)

PARTS = {  # of an agreement, as a list of what differs calls them
    "unplaced": "Kept without a place",
    "added": "Order of what was added",
    "rounds": "Sent to counsel",
    "extra": "Kept for a newer program",
    "local_extra": "Kept for a newer program",
    "editions": "Text of another edition",
}
PART_NAMES = {
    "name": "name", "title": "title", "phone": "telephone", "email": "email",
    "home": "where it stands", "heading": "heading", "text": "text", "reason": "reason",
    "replies": "replies", "done": "settled", "for": "for", "author": "author", "time": "time",
    "on": "on", "returns": "what came back", "sent": "files", "base": "as it was sent",
    "clause": "clause", "field": "question", "row": "row", "decisions": "decisions",
}  # fmt: skip
PART_CLAUSE = "Clause “{heading}”"
PART_ADDED = {"clause": "Added clause “{heading}”", "section": "Added section “{heading}”"}
PART_NOTE = "Note by {author}"
PART_NOBODY = "somebody"
PART_ORDER = "{label}: order of the rows"
PART_ROW_GONE = "a row that is gone"
PART_PUBLISHED = "As published"
PART_STATES = {
    "extended": "As published, with text after it",
    "reworded": "Reworded",
    "left_out": "Left out",
    "official": "Set to official wording",
}
PART_SOURCE = "Source: {source}"
PART_REASON = "Reason: {reason}"
PART_IN = "in “{name}”"
PART_AFTER = "after “{name}”"
PART_FIRST = "at the start"
MERGE_OTHER_AGREEMENT = (
    "These are two agreements, not two copies of one. Open both and copy what you need."
)
MERGE_OTHER_EDITION = (
    "The two copies stand on different texts: {mine} and {theirs}. Bring both to the same edition, "
    "then merge them."
)
MERGE_UNSETTLED = "Not everything is settled: {count} to go. Choose one of the two for each."
MERGE_TWO_WAYS = (
    "What both copies were made of is not known here, so wherever they differ you have to choose."
)
MERGE_NOTHING = "(nothing)"
DIFF_ELSEWHERE = "The agreement as a whole"

# ---- back from counsel ---------------------------------------------------------------------

RETURN_STRANGER = (
    "This Word file is of {whose}. Nothing was taken from it. "
    "Open the agreement that it was sent from."
)
RETURN_STRANGER_FEW = (
    "This Word file is of {whose}, and only {hits} of {all} headings of this one were found in it. "
    "Nothing was taken from it."
)
RETURN_STRANGER_ASK = (
    "This Word file is of {whose}. Nothing was taken from it. Open the agreement that it was sent "
    "from, or add --anyway to have it compared by its text: {hits} of {all} headings of this one "
    "were found in it."
)
RETURN_WHOSE = "another agreement ({id})"
RETURN_WHOSE_TITLED = "another agreement, “{title}” ({id})"
RETURN_WHOSE_EDITION = "another edition, {edition}"
RETURN_WHOSE_BOTH = "{agreement}, made with another edition, {edition}"
RETURN_OTHER_FILE = (
    "This Word file is {kind}, and not the agreement itself. Nothing was taken from it. "
    "Open the file that counsel worked in."
)
RETURN_FILES = {
    "changes": "a schedule of local changes",
    "worksheet": "a worksheet of open questions",
    "summary": "a summary",
    "reply": "a reply to counsel",
}
RETURN_UNLIKE = (
    "This Word file does not say which agreement it is, and only {hits} of {all} headings of "
    "this one were found in it. Nothing was taken from it."
)
RETURN_TOO_MUCH = (
    "Reading this Word file took more time or memory than any agreement needs, and was stopped. "
    "Copy its text into a new Word file and try that one."
)
RETURN_FAILED = (
    "This Word file could not be read. Open it in Word, save it under a new name, and try that one."
)
RETURN_REASON = "Counsel, {date}"
RETURN_REASON_FILE = "{reason}, from “{name}”"
RETURN_REASON_STRANGER = "Counsel, {date}, in a Word file of {whose}"
RETURN_NOTE = (
    "Counsel proposed a change that cannot stand in the text as it is.\n"
    "Sent: {before}\nCame back: {after}"
)
RETURN_NOTHING = "(nothing)"
RETURN_ASKED = "{question}\n\nAbout this change. Sent: {before}\nCame back: {after}"
RETURN_NOWHERE = "The agreement as a whole"
RETURN_WHERE = "Say with -o where the agreement is to be written that takes the changes."
RETURN_WHAT = "Say with --accept what is to be taken: all, fields, wording or none."
RETURN_OVER = "“{name}” is what was read, and is left as it is. Choose another name."
RETURN_IDENTITY = {
    "round": "This is what was sent last.",
    "older": "This is of an older round. It is compared with what was sent then.",
    "file": "This project does not know the round. The file itself holds what was sent.",
    "clean": (
        "This is a clean copy, which does not hold what was sent. It is compared with the "
        "agreement as it stands now."
    ),
    "text": "The file does not say what it is. It was matched by its text.",
    "again": "This very file came back before, and was decided on.",
}
RETURN_TAKEN_BY_TEXT = (
    "This is of {whose}. It is compared by its text with the agreement as it stands now. Numbers "
    "of paragraphs in it may be those of its own text."
)
RETURN_HITS = "{hits} of {all} headings were found."
RETURN_KINDS = {
    "field": "Answer", "text": "Wording", "locked": "Mandatory text", "added": "New clause",
    "left_out": "Left out", "unreadable": "Could not be read", "moved": "Moved",
    "typography": "Signs only", "comment": "Comment", "resolved": "Comment resolved",
    "split": "Split in two", "joined": "Joined with another", "unplaced": "Text without a place",
}  # fmt: skip
RETURN_SILENT = "not tracked"
RETURN_LOCKED = "touches locked or mandatory text, {law}"
RETURN_CONFLICT = "changed here too: {mine}"
RETURN_UNPLACED = "Stands in no clause: {text}"
RETURN_GONE_AROUND = "[No more in the header or footer: {text}]"
RETURN_NO_WORDS = "[{what}, without words]"
RETURN_MIXED = "partly tracked"
RETURN_NOTED = "Not taken into the text. A note to counsel holds it."

REPLY_FILE = "{name} reply to counsel.docx"
REPLY_OF = "Reply to counsel: {title}"
REPLY_TITLE = "Reply to counsel"
REPLY_LEAD = "This answers the Word file “{name}”, which was worked through on {date}."
REPLY_LEAD_PLAIN = "This answers the Word file that was worked through on {date}."
REPLY_STRANGER = "It is of {whose}, and was compared with this agreement by its text."
REPLY_NONE = "It held no changes."
REPLY_ONE = "It held 1 change: {counts}."
REPLY_MANY = "It held {count} changes: {counts}."
REPLY_MARKS = (
    "In the texts below, what was removed is struck through, and what was added is underlined. "
    "That is plain formatting: there is nothing to accept or to reject in this file."
)
REPLY_OUTCOMES = {  # in the order in which they are told
    "asked": "Questions back",
    "not_taken": "Not taken",
    "other": "Taken in another form",
    "noted": "Kept as notes",
    "taken": "Taken",
}
REPLY_COUNTS = {
    "asked": "{count} with a question back",
    "not_taken": "{count} not taken",
    "other": "{count} taken in another form",
    "noted": "{count} kept as a note",
    "taken": "{count} taken",
}
REPLY_MEANINGS = {
    "asked": "Nothing of these stands in the agreement yet. Each waits for an answer.",
    "not_taken": "The agreement stands here as it was before.",
    "other": "What was proposed stands in the agreement, or beside it, in another form.",
    "noted": "The text of the agreement does not change by these. Notes beside it keep them.",
    "taken": "These stand in the agreement as they came back.",
}
REPLY_CHANGE = "{name}: {kind}"
REPLY_ANSWER = "Answer"
REPLY_BY = "By"
REPLY_SILENT = "not tracked"
REPLY_CHANGED, REPLY_SENT, REPLY_CAME = "Change", "Sent", "Came back"
REPLY_COMMENT, REPLY_MOVED = "Comment", "Moved to stand after"
REPLY_HOW, REPLY_WORDS, REPLY_QUESTION, REPLY_WHY = "How", "Words taken", "Question", "Why not"
REPLY_NO_WHY = "No reason given"
REPLY_REMARK = "Remark"
REPLY_HOWS = {
    "extend": "The clause stands as it was, and words were added after it.",
    "official": "The clause is set to official wording.",
    "note": "It cannot stand in the text as it is. A note to counsel keeps it.",
    "words": "Other words were put in the place of those that came back.",
    "signs": "Published text keeps its own quotation marks, dashes and spaces.",
}

INSTALLATION_DAMAGED = (
    "“{name}” of this installation is missing or was changed. Your agreements open and save as "
    "before. Install the program again before you begin a new one, or make a Word file."
)
INSTALLATION_DAMAGED_MORE = (
    "{count} files of this installation are missing or were changed, “{name}” among them. Your "
    "agreements open and save as before. Install the program again before you begin a new one, or "
    "make a Word file."
)
