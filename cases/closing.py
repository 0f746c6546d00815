"""What must be settled before a case is closed. Each app registers what it may leave open; closing knows no app."""

from collections.abc import Callable, Iterable

from cases.models import Case

# A case -> what is open in it, each in words that fit into a list: "the disclosure put before …, to be decided".
Source = Callable[[Case], Iterable[str]]
_sources: list[Source] = []


def add_open_matters(source: Source) -> None:
    """Called from an app's apps.py, in ready()."""
    _sources.append(source)


def why_not_close_yet(case: Case) -> str | None:
    """The sentence that names everything still open in the case, or None."""
    found = [words for source in _sources for words in source(case)]
    return f"This case cannot be closed yet. Still open: {'; '.join(found)}." if found else None
