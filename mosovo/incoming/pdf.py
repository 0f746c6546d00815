"""PDF: every object is looked at, those too that no page shows; nothing in it may act, fetch or hide a file."""

import io
import re
import zlib

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from mosovo.incoming.fault import Unfit
from mosovo.incoming.marks import refuse_two_things

MOST_OBJECTS = 200_000
MOST_UNPACKED = 100 * 1024 * 1024
ACTS = {
    *("/JS", "/JavaScript", "/Launch", "/AA", "/XFA", "/RichMedia", "/RichMediaContent", "/Rendition", "/Movie"),
    *("/Sound", "/3D", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Trans3D"),
}
HOLDS = {"/EmbeddedFile", "/EmbeddedFiles", "/AF", "/EF", "/FileAttachment", "/Collection"}
WORD = re.compile(rb"/(?:[^\x00\t\n\f\r ()<>\[\]{}/%])+")
HIDDEN = re.compile(rb"#([0-9A-Fa-f]{2})")
BEGINS, ENDS = re.compile(rb"\bstream\r?\n"), re.compile(rb"\bendstream\b")

BROKEN = "The PDF cannot be read as a whole. Print it to PDF again, and choose the new one."
PRINT = "Print it to PDF again, which leaves that out, and choose the new one."
DOES = f"The PDF does something by itself when it is opened. {PRINT}"
HOLDS_FILES = "The PDF holds other files in it. Add each by itself, or print it to PDF again."
LOCKED = "The PDF is locked with a password. Take the password off, or print it to PDF again."
LARGE = f"Unpacked, the PDF is far larger than any real one. {PRINT}"
# What the library raises on a file made to confuse it.
CONFUSED = (
    *(PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError),
    *(OSError, RecursionError, TypeError, ValueError, zlib.error),
)


def look_into_pdf(content: bytes) -> None:
    """Unfit where it is broken, locked, or does or holds anything but pages."""
    refuse_two_things(content, is_pdf=True)
    if b"%%EOF" not in content[-1024:] or content.rpartition(b"%%EOF")[2].strip(b"\r\n \0"):
        raise Unfit(BROKEN)
    _words(content)
    try:
        _objects(content)
    except CONFUSED:
        raise Unfit(BROKEN) from None


def _words(content: bytes) -> None:
    """Names as they stand in the file, whatever its table of objects says: outside streams, and in packed objects."""
    plain, left = [], MOST_UNPACKED
    at = 0
    # Where one stream has no end, no later one has: the rest is read as it stands, once.
    while (begins := BEGINS.search(content, at)) and (ends := ENDS.search(content, begins.end())):
        before = content[at : begins.start()]
        plain.append(before)
        at = ends.end()
        if b"/ObjStm" in _named(before[-2048:]):
            inside = _inflated(content[begins.end() : ends.start()], left)
            left -= len(inside)
            plain.append(inside)
    plain.append(content[at:])
    _judge({name.decode("latin-1") for name in WORD.findall(_named(b"\n".join(plain)))})


def _named(piece: bytes) -> bytes:
    """The piece with letters that were written as #4a put as they read."""
    return HIDDEN.sub(lambda found: bytes([int(found[1], 16)]), piece)


def _inflated(packed: bytes, most: int) -> bytes:
    machine = zlib.decompressobj()
    try:
        inside = machine.decompress(packed, most)
    except zlib.error:
        raise Unfit(BROKEN) from None
    if machine.unconsumed_tail or len(inside) >= most:
        raise Unfit(LARGE)
    return inside


def _objects(content: bytes) -> None:
    """Every object that the table of the file names."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Unfit(LOCKED)
    if not len(reader.pages):
        raise Unfit(BROKEN)
    numbers = {(number, generation) for generation, known in reader.xref.items() for number in known}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unfit(LARGE)
    names: set[str] = set()
    waiting: list[object] = [reader.trailer]
    for number, generation in sorted(numbers):
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            names.update(str(key) for key in one)
            waiting += list(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting += list(list.__iter__(one))
        elif isinstance(one, NameObject):
            names.add(str(one))
    _judge(names)


def _judge(names: set[str]) -> None:
    if names & HOLDS:
        raise Unfit(HOLDS_FILES)
    if names & ACTS:
        raise Unfit(DOES)
    if "/Encrypt" in names:
        raise Unfit(LOCKED)
