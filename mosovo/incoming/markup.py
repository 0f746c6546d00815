"""The XML inside office documents, read event by event: nothing is declared, nothing is resolved, nothing piles up."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from mosovo.incoming.fault import Unfit

DEEPEST = 250
Begin = Callable[[str, Mapping[str, str]], None]
Text = Callable[[str], None]


def read_markup(content: bytes, begin: Begin, text: Text | None = None) -> None:
    """Call ``begin`` with the name and the attributes of each element, ``text`` with each piece of text.

    Unfit where it is not well formed, nested too deep, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unfit("The document is nested deeper than any real one. Print it to PDF and add that.")
        begin(name.rpartition(":")[2], attributes)

    def ended(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise Unfit("The document declares parts that are fetched from elsewhere. Print it to PDF and add that.")

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unfit("Part of the document cannot be read. Open it, save it again, and choose it once more.") from None
