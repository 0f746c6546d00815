"""Plain text: letters and nothing that a browser or a computer would run."""

import re

from mosovo.incoming.fault import Unfit
from mosovo.incoming.marks import is_archive, is_program, refuse_two_things

UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
ACTIVE = re.compile(
    r"<\s*(?:svg|script|html|body|img|iframe|object|embed|a)\b|javascript:|<\?(?:php|xml)|<!(?:doctype|entity)",
    re.IGNORECASE,
)
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def look_into_text(content: bytes) -> None:
    """Unfit where it cannot be read as text, or is a page or a program."""
    if is_program(content) or is_archive(content):
        raise Unfit("The name says plain text, but the file is a program or an archive. Add the text alone.")
    refuse_two_things(content)
    text = _read(content)
    if UNSEEN.search(text):
        raise Unfit("The file holds characters that no plain text holds. Save it again as plain text (UTF-8).")
    if ACTIVE.search(text):
        raise Unfit("The file is a web page or a drawing, not plain text. Print it to PDF and add that.")


def _read(content: bytes) -> str:
    named = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    for encoding in [named] if named else ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit("The file cannot be read as plain text. Save it again as plain text (UTF-8), and choose it once more.")
