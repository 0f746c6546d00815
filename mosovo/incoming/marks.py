"""What must not stand in any file, or at its start: signs that it is a second thing besides what it says."""

import io
import re
import zipfile

from mosovo.incoming.fault import Unfit

PAGES = re.compile(rb"<(?:script|html|!doctype|\?php|iframe|!entity)", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!", b"\xd0\xcf\x11\xe0")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
# Readers look for a PDF's own start this far into a file.
PDF_WITHIN = 1024
TWO_THINGS = "The file is two things at once: {}. Save it again from the program that made it, and add that."


def refuse_two_things(content: bytes, *, is_pdf: bool = False, is_zip: bool = False) -> None:
    """Unfit where the content could be opened as another kind of file too."""
    if PAGES.search(content):
        raise Unfit(TWO_THINGS.format("it holds a web page or a script"))
    if b"%PDF-" in content[5 if is_pdf else 0 : PDF_WITHIN]:
        raise Unfit(TWO_THINGS.format("it holds a PDF"))
    if not is_zip and zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(TWO_THINGS.format("it holds an archive"))


def is_program(content: bytes) -> bool:
    """Whether the content begins as a program, or as the container that macros come in."""
    return content.startswith(PROGRAMS)


def is_archive(content: bytes) -> bool:
    """Whether the content begins as an archive."""
    return content.startswith(ARCHIVES)
