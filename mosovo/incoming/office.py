"""Word and Excel files: archives of XML, unpacked within limits and read part by part; nothing in them may act."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from mosovo.incoming.fault import Unfit
from mosovo.incoming.marks import is_archive, is_program, refuse_two_things
from mosovo.incoming.markup import read_markup

MOST_PARTS = 2_000
MOST_UNPACKED = 150 * 1024 * 1024
# Text packs well; a part that packs better than this holds nothing but the same again.
MOST_RATIO, RATIO_FROM = 200, 1024 * 1024
PIECE = 256 * 1024
MAIN = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MARKUP = (".xml", ".rels", ".vml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp")
FONTS = (".odttf", ".fntdata")
PRINTER = re.compile(r"(?:word|xl)/printersettings/printersettings\d*\.bin")
ACTIVE = re.compile(
    r"vba|activex|macro|embeddings|oleobject|ctrlprops|customui|dialogsheets|externallinks|webextension"
)
PLAIN_NAME = re.compile(r"[A-Za-z0-9_\-.\[\] ()]+(?:/[A-Za-z0-9_\-.\[\] ()]+)*")
# A field that fetches or runs something when the document opens.
RUNS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|AUTOTEXTLIST)\b", re.IGNORECASE)
# Of a stripped word: two runs of spaces side by side would be tried in every way to share them.
IN_A_CELL = re.compile(r"^=?\s*[\w.]+\s*\|.+!|\b(?:WEBSERVICE|CALL|REGISTER|EXEC|RTD)\s*\(", re.IGNORECASE)

BROKEN = "The document cannot be unpacked as a whole. Open it, save it again, and choose it once more."
ACTS = "The document holds a macro or a control. Save it without (.docx or .xlsx), or print it to PDF."
HOLDS_FILES = "The document holds other files in it. Take them out and add each by itself, or print it to PDF."
LOCKED = "The document is locked with a password. Take the password off, and choose it again."
LARGE = "Unpacked, the document is far larger than any real one. Print it to PDF and add that."
FETCHES = "The document fetches something from elsewhere when it is opened. Print it to PDF and add that."
WRONG_KIND = "The name says one kind of document, but what is in it is another. Save it again as what it is."


def look_into_office(content: bytes, folder: str) -> None:
    """Unfit where the archive is no plain document of its kind (folder: word or xl), or anything in it acts."""
    refuse_two_things(content, is_zip=True)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _whole(content, archive)
            _names(parts)
            _read_parts(archive, parts, folder)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        struct.error,
    ):
        raise Unfit(BROKEN) from None


def _whole(content: bytes, archive: zipfile.ZipFile) -> None:
    """The archive is all of the file: nothing before, between or behind its parts."""
    if archive.comment or content[-22:-18] != b"PK\x05\x06":
        raise Unfit(BROKEN)
    directory, size = archive.start_dir, int.from_bytes(content[-10:-6], "little")
    parts = sorted(archive.infolist(), key=lambda part: part.header_offset)
    if not parts or parts[0].header_offset or directory + size + 22 != len(content):
        raise Unfit(BROKEN)
    ends = [*(part.header_offset for part in parts[1:]), directory]
    for part, end in zip(parts, ends, strict=True):
        name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
        data = part.header_offset + 30 + name + extra + part.compress_size
        # A size written behind the data takes up to 24 bytes.
        if not data <= end <= data + (24 if part.flag_bits & 8 else 0):
            raise Unfit(BROKEN)


def _names(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Unfit(LARGE)
    names = [part.orig_filename.casefold() for part in parts]
    if len(set(names)) < len(names):
        raise Unfit(BROKEN)
    for part, name in zip(parts, names, strict=True):
        if part.flag_bits & 0x41:
            raise Unfit(LOCKED)
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Unfit(BROKEN)
        if not PLAIN_NAME.fullmatch(name.removesuffix("/")) or ".." in name:
            raise Unfit("A part of the document has a name that leads elsewhere. Print it to PDF and add that.")
        if ACTIVE.search(name):
            raise Unfit(HOLDS_FILES if "embeddings" in name or "oleobject" in name else ACTS)
        known = name.endswith((*MARKUP, *PICTURES, *FONTS, "/")) or PRINTER.fullmatch(name)
        if not known:
            raise Unfit(HOLDS_FILES)


def _read_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], folder: str) -> None:
    left, found = MOST_UNPACKED, Found(folder)
    for part in parts:
        pieces = []
        for piece in _unpacked(archive, part, left):
            pieces.append(piece)
            left -= len(piece)
        inside, name = b"".join(pieces), part.filename.casefold()
        if is_program(inside) or is_archive(inside):
            raise Unfit(HOLDS_FILES)
        if name.endswith(MARKUP):
            found.look(name, inside)
    found.decide({part.filename.casefold() for part in parts})


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The part in pieces, by what comes out of it and not by what its header says."""
    total = 0
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            total += len(piece)
            if total > most or (total > RATIO_FROM and total > MOST_RATIO * max(part.compress_size, 1)):
                raise Unfit(LARGE)
            yield piece


class Found:
    """What the XML of the parts says together: the kind of the document, and whether anything in it acts."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.types: set[str] = set()

    def look(self, name: str, inside: bytes) -> None:
        """Read one part."""
        words: list[str] = []
        element = ""

        def begin(tag: str, attributes: Mapping[str, str]) -> None:
            nonlocal element
            element = tag
            self._element(name, tag, attributes)

        def text(piece: str) -> None:
            if element in {"instrText", "f", "definedName", "formula1", "formula2"}:
                words.append(piece)

        read_markup(inside, begin, text)
        said = "".join(words)
        if self.folder == "word" and RUNS.search(said):
            raise Unfit(FETCHES)
        if self.folder == "xl" and any(IN_A_CELL.search(word.strip()) for word in [said, *words]):
            raise Unfit(FETCHES)

    def _element(self, name: str, tag: str, attributes: Mapping[str, str]) -> None:
        if name == "[content_types].xml":
            self.types.add(attributes.get("ContentType", ""))
        if tag == "Relationship" and attributes.get("TargetMode", "").casefold() == "external":
            target = attributes.get("Target", "").strip().casefold()
            link = attributes.get("Type", "").endswith("/hyperlink")
            if not link or not target.startswith(("http://", "https://", "mailto:", "tel:")):
                raise Unfit(FETCHES)
        if tag in {"fldSimple", "ddeLink", "oleLink", "script"} and (
            tag != "fldSimple" or any(RUNS.search(value) for value in attributes.values())
        ):
            raise Unfit(FETCHES)
        if tag in {"altChunk", "oleObject", "OLEObject", "control"}:
            raise Unfit(HOLDS_FILES)

    def decide(self, names: set[str]) -> None:
        """Unfit where the document is not of the kind that its name says, or may hold macros."""
        if any("macroenabled" in one.casefold() or "vba" in one.casefold() for one in self.types):
            raise Unfit(ACTS)
        main = f"{self.folder}/{'document' if self.folder == 'word' else 'workbook'}.xml"
        if MAIN[self.folder] not in self.types or not {"[content_types].xml", "_rels/.rels", main} <= names:
            raise Unfit(WRONG_KIND)
