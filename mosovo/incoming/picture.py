"""Pictures: whole, of a size that can be opened, and nothing behind them.

They are kept as the camera made them. What it wrote into them (place, time, camera) is evidence and stays.
"""

import io
import re
import struct
import zlib

from PIL import Image, UnidentifiedImageError

from mosovo.incoming.fault import Unfit
from mosovo.incoming.marks import refuse_two_things

MOST_PIXELS = 60_000_000
NOT_WHOLE = "The picture cannot be opened as a whole. Copy it again from where it came, and choose it once more."
TOO_LARGE = f"The picture has more than {MOST_PIXELS // 1_000_000} million points. Save it smaller, and add that."
BEHIND = (
    "There is something else in the file behind the picture, a short film perhaps. Take a copy of the picture alone "
    "(a moving picture: “Save as still”), and keep the original in the property store."
)
# Markers of a JPEG that carry no length.
ALONE = {0x01, *range(0xD0, 0xD8)}
NOTHING = re.compile(rb"\0*")


def look_into_picture(content: bytes, format_name: str) -> None:
    """Unfit where the picture is broken, enormous, or a cover for something else."""
    refuse_two_things(content)
    (_end_of_jpeg if format_name == "JPEG" else _end_of_png)(content)
    try:
        with Image.open(io.BytesIO(content), formats=[format_name]) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                raise Unfit(TOO_LARGE)
            picture.verify()
        with Image.open(io.BytesIO(content), formats=[format_name]) as picture:
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, EOFError, IndexError):
        raise Unfit(NOT_WHOLE) from None


def _end_of_png(content: bytes) -> None:
    """The chunks follow one another, each with its sum, and the last ends the file."""
    at = 8
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        summed = content[at + 4 : at + 8 + length]
        at += 12 + length
        if not kind.isalpha() or zlib.crc32(summed) != int.from_bytes(content[at - 4 : at], "big"):
            raise Unfit(NOT_WHOLE)
        if kind == b"IEND":
            break
    else:
        raise Unfit(NOT_WHOLE)
    if at > len(content) or length:
        raise Unfit(NOT_WHOLE)
    if content[at:].strip(b"\0"):
        raise Unfit(BEHIND)


def _end_of_jpeg(content: bytes) -> None:
    """The picture, and further pictures as telephones put behind it; then nothing."""
    at = 0
    while content[at : at + 3] == b"\xff\xd8\xff":
        blank = NOTHING.match(content, _after_one(content, at + 2))
        at = blank.end() if blank else len(content)
    if at < len(content):
        raise Unfit(BEHIND)


def _after_one(content: bytes, at: int) -> int:
    """The place after the end mark of the JPEG whose first segment begins at ``at``."""
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise Unfit(NOT_WHOLE)
        mark = content[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif mark == 0xD9:
            return at + 2
        elif mark in ALONE:
            at += 2
        else:
            if at + 4 > len(content):
                break
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if mark == 0xDA:
                at = _after_scan(content, at)
    raise Unfit(NOT_WHOLE)


def _after_scan(content: bytes, at: int) -> int:
    """The place of the first mark after the data of a scan."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Unfit(NOT_WHOLE)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at
