"""The one door for files: name, size, kind by content and by ending, and what is inside."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from mosovo.incoming.apart import look_apart
from mosovo.incoming.fault import Unfit
from mosovo.incoming.kinds import ENDINGS, MEDIA_TYPES, FileKind
from mosovo.incoming.names import cleaned, ending
from mosovo.incoming.office import look_into_office
from mosovo.incoming.pdf import look_into_pdf
from mosovo.incoming.picture import look_into_picture
from mosovo.incoming.text import look_into_text

Look = Callable[[bytes], None]
LOOKS: dict[FileKind, Look] = {
    FileKind.PDF: look_into_pdf,
    FileKind.JPEG: lambda content: look_into_picture(content, "JPEG"),
    FileKind.PNG: lambda content: look_into_picture(content, "PNG"),
    FileKind.DOCX: lambda content: look_into_office(content, "word"),
    FileKind.XLSX: lambda content: look_into_office(content, "xl"),
    FileKind.TXT: look_into_text,
}
# Files with one of these endings are asked for often; what to do instead is known.
INSTEAD = {
    "msg": "Save the message as PDF, and its attachments each as a file of its own.",
    "eml": "Save the message as PDF, and its attachments each as a file of its own.",
    "heic": "Save the picture as JPEG: on an iPhone choose “Most compatible” under Settings, Camera, Formats.",
    "doc": "Open it in Word and save it as a document (.docx) or as PDF.",
    "rtf": "Open it in Word and save it as a document (.docx) or as PDF.",
    "docm": "Save it as a document without macros (.docx) or as PDF.",
    "xls": "Open it in Excel and save it as a workbook (.xlsx).",
    "xlsm": "Save it as a workbook without macros (.xlsx).",
    "csv": "Open it in Excel and save it as a workbook (.xlsx).",
    "zip": "Unpack it and add each file by itself.",
}
STARTS = {FileKind.PDF: b"%PDF-", FileKind.JPEG: b"\xff\xd8\xff", FileKind.PNG: b"\x89PNG\r\n\x1a\n"}
OFFICE_START = b"PK\x03\x04"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its name cleaned, its kind by content."""

    name: str
    kind: FileKind
    sha256: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]


def look_into(kind: FileKind, content: bytes) -> None:
    """Unfit where anything inside the file is not as it must be."""
    LOOKS[kind](content)


def check(
    name: str,
    content: bytes,
    *,
    kinds: Collection[str],
    megabytes: int,
    look: Callable[[FileKind, bytes], None] = look_apart,
) -> Checked:
    """The file looked through; Unfit, with what to do instead, where anything about it is not as it must be.

    kinds: those the force takes in. megabytes: the most a file may have. look: as what is inside is
    looked at; plain text, which nothing parses, always here.
    """
    name = cleaned(name)
    kind = ENDINGS.get(ending(name))
    allowed = [one for one in FileKind if one.value in kinds]
    if kind not in allowed:
        taken = ", ".join(one.label for one in allowed)
        instead = INSTEAD.get(ending(name), "Save it as one of these, or ask your supervisor.")
        raise Unfit(f"Files of this kind are not taken in: {taken} are. {instead}")
    if not content:
        raise Unfit("The file is empty. Open it on your computer, save it again, and choose it once more.")
    if len(content) > megabytes * 1024 * 1024:
        raise Unfit(f"The file is larger than {megabytes} MB. Make it smaller, or add it in parts.")
    if not content.startswith(STARTS.get(kind, OFFICE_START if kind in {FileKind.DOCX, FileKind.XLSX} else b"")):
        raise Unfit(
            f"The name says {kind.label}, but what is in the file is something else. Save it again as what it is."
        )
    (look_into if kind == FileKind.TXT else look)(kind, content)
    return Checked(name, kind, hashlib.sha256(content).hexdigest())
