"""The register of duties. An app's duties.py adds what its records make due; the diary keeps it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mosovo.force_settings.rules import Value

Settings = Mapping[str, Value]


@dataclass(frozen=True)
class Due:
    """One deadline as the facts of this moment make it.

    due_on: None where the duty has been done and nothing further is due.
    done_on: when the duty was last done; a deadline that moves on because it was done is met, any other is superseded.
    """

    kind: str
    subject: str
    title: str
    due_on: dt.date | None
    why: str
    basis: str
    url: str = ""
    owner_id: int | None = None
    case_id: int | None = None
    officer_id: int | None = None
    unit_id: int | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True)
class Duty:
    """A kind of deadline. about: "case" or "officer".

    gather: numbers of cases or officers -> facts of each (one or a few queries for all of them).
    due: (facts, settings, today) -> the deadlines that follow; pure.
    remind_days: so many days before it is due, its owner and the unit's supervisors are reminded.
    instead: the sentence that says what to do instead of waiving; empty where it may be waived.
    """

    kind: str
    about: str
    gather: Callable[[Sequence[int]], Iterable[Any]]
    due: Callable[[Any, Settings, dt.date], Iterable[Due]]
    remind_days: tuple[int, ...] = ()
    instead: str = ""


_duties: dict[str, Duty] = {}
_swept: dict[str, Callable[[], "QuerySet[Any]"]] = {}


def register(duty: Duty) -> None:
    """Add a duty; each kind once."""
    if duty.kind in _duties:
        raise ValueError(f"two duties of kind {duty.kind}")
    _duties[duty.kind] = duty


def duties_about(about: str) -> list[Duty]:
    """The duties about cases, or about officers."""
    return [duty for duty in _duties.values() if duty.about == about]


def duty_of(kind: str) -> Duty | None:
    """The duty that opens deadlines of this kind; None where no app has it any longer."""
    return _duties.get(kind)


def reminding() -> list[Duty]:
    """The duties that remind before they are due."""
    return [duty for duty in _duties.values() if duty.remind_days]


def sweep_over(about: str, rows: Callable[[], "QuerySet[Any]"]) -> None:
    """Say which cases, or which officers, the nightly sweep looks at; from the duties.py of the app that has them."""
    _swept[about] = rows


def swept(about: str) -> "QuerySet[Any]":
    """The cases, or officers, that have a diary today."""
    return _swept[about]()
