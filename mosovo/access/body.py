"""What a program may send to the API: JSON of some levels, whose texts can be kept."""

import re
from typing import Any

from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

DEEPEST = 20
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
TOO_DEEP = f"What you sent is nested more than {DEEPEST} levels deep; nothing asked for here is."
NO_TEXT = (
    "What you sent holds a character that no text can hold: NUL, or one half of a surrogate pair. "
    "Take it out and send it again."
)


class PlainJson(JSONParser):
    """JSON that can be read and kept; what cannot is refused here, before any field has to be ready for it."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            body = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(TOO_DEEP) from None
        if isinstance(body, dict) and not any(UNKEEPABLE.search(name) for name in body):
            faults = {name: [why] for name, value in body.items() if (why := why_not_kept(value))}
            if faults:
                raise ValidationError(faults)
        elif refused := why_not_kept(body):
            raise ParseError(refused)
        return body


def why_not_kept(body: object) -> str | None:
    """Why a value out of JSON cannot be kept, or None. Level by level, so that no depth is too much for the asking."""
    level = [body]
    for _ in range(DEEPEST + 1):
        if any(isinstance(one, str) and UNKEEPABLE.search(one) for one in level):
            return NO_TEXT
        inside: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inside += [*one.keys(), *one.values()]
            elif isinstance(one, list):
                inside += one
        if not inside:
            return None
        level = inside
    return TOO_DEEP
