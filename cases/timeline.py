"""The timeline of a case, put together from what each app registered. Every source reads through ``visible``."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from cases.models import Case
from mosovo.staff.models import Officer


@dataclass(frozen=True, order=True)
class Entry:
    """One line of the timeline. kind: a short word to filter by; url: where it can be read in full, or empty.

    timed: False where only the day is known; ``at`` is then its midnight (see ``midnight``).
    """

    at: dt.datetime
    kind: str
    title: str
    text: str = ""
    by: str = ""
    url: str = ""
    timed: bool = True


# (person, case, most) -> the newest entries of this kind that the person may see, at most ``most``.
Source = Callable[[Officer, Case, int], Iterable[Entry]]
_sources: dict[str, Source] = {}


def add_source(kind: str, source: Source) -> None:
    """Called from an app's apps.py, in ready()."""
    _sources[kind] = source


def kinds() -> list[str]:
    """The kinds there are to filter by."""
    return sorted(_sources)


def timeline(person: Officer, case: Case, *, kind: str = "", most: int = 50) -> list[Entry]:
    """The newest entries that ``person`` may see, newest first."""
    sources = [_sources[kind]] if kind in _sources else list(_sources.values())
    entries = [entry for source in sources for entry in source(person, case, most)]
    return list(islice(heapq.nlargest(most, entries), most))
