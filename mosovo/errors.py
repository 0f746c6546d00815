"""What may go wrong in the domain. Each carries one full sentence that a caseworker can act on."""


class DomainError(Exception):
    """A refusal or failure that is shown to the person in the words it was raised with."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Denied(DomainError):
    """In sight, but this person may not do it."""

    status = 403


class Missing(DomainError):
    """Not there, or out of this person's sight: the two are never told apart."""

    status = 404


class Conflict(DomainError):
    """The rules or the present state forbid it."""

    status = 409


class TooMuch(DomainError):
    """More than anybody's work needs; later again."""

    status = 429


class Unrecorded(DomainError):
    """What was asked for cannot be shown or done, because that it was could not be written into the record."""

    status = 503


class Stale(Conflict):
    """Somebody else changed the record since this page was opened."""


def refuse(sentence: str | None) -> None:
    """Raise Conflict in the words of a rule, where it has any: no words, nothing in the way."""
    if sentence:
        raise Conflict(sentence)
