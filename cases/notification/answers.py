"""What is answered: periods and deadlines, each with its paragraph and its reason in words."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cases.notification.law import NotWorkedOut
from cases.notification.spans import DAY
from cases.notification.states import TO_COME, TOO_LATE, Breach, Duty, Standing
from mosovo.days import in_words


@dataclass(frozen=True)
class Stretch:
    """Days on which somebody is subject to notification, both included; without a last day it has no end in sight."""

    begins_on: dt.date
    last_on: dt.date | None

    def covers(self, day: dt.date) -> bool:
        return self.begins_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True)
class Period:
    """For how long somebody is subject to notification under one Act."""

    stretches: tuple[Stretch, ...] = ()
    is_indefinite: bool = False
    basis: str = ""
    reasons: tuple[str, ...] = ()
    not_worked_out: str = ""

    def covers(self, day: dt.date) -> bool:
        """Whether the person is subject to notification on ``day``."""
        return any(stretch.covers(day) for stretch in self.stretches)

    @property
    def begins_on(self) -> dt.date | None:
        """The first day of all."""
        return self.stretches[0].begins_on if self.stretches else None

    @property
    def last_on(self) -> dt.date | None:
        """The last day of all; None where there is no end in sight, or no period."""
        return self.stretches[-1].last_on if self.stretches else None

    @property
    def free_on(self) -> dt.date | None:
        """The first day free of it."""
        return self.last_on + DAY if self.last_on else None


@dataclass(frozen=True)
class Deadline:
    """One duty: from when, until when, and how it stands. `due_at` where it is due by the hour."""

    duty: Duty
    standing: Standing
    why: str
    basis: str = ""
    of: str = ""
    event_on: dt.date | None = None
    due_on: dt.date | None = None
    due_at: dt.datetime | None = None
    done_on: dt.date | None = None
    late_days: int = 0
    late_hours: int | None = None
    breach: Breach = Breach.NO
    lacks: tuple[str, ...] = ()
    to_ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewAnswer:
    """Whether an indefinite period may be reviewed, and from when."""

    may_apply: bool
    qualifying_on: dt.date | None
    reasons: tuple[str, ...]
    deadlines: tuple[Deadline, ...] = ()
    next_soonest_on: dt.date | None = None
    next_latest_on: dt.date | None = None


@dataclass(frozen=True)
class Answer:
    """Everything worked out for one person."""

    period: Period
    terrorism: Period
    violent_offender: Period
    deadlines: tuple[Deadline, ...]
    review: ReviewAnswer
    warnings: tuple[str, ...] = field(default=())

    @property
    def to_come(self) -> list[Deadline]:
        """What is still to be done, soonest first."""
        chosen = [deadline for deadline in self.deadlines if deadline.standing in TO_COME]
        return sorted(chosen, key=lambda deadline: deadline.due_on or dt.date.max)

    @property
    def late(self) -> list[Deadline]:
        """What was notified late, is overdue, or may be either."""
        return [deadline for deadline in self.deadlines if deadline.standing in TOO_LATE]

    @property
    def settled(self) -> list[Deadline]:
        """What was notified in time, or need not be."""
        return [deadline for deadline in self.deadlines if deadline.standing in {Standing.MET, Standing.NONE}]


def breach_of(is_excused: bool | None) -> Breach:
    """What lateness amounts to: by whether a reasonable excuse was found, or none, or nobody has asked yet."""
    return {None: Breach.ASK, True: Breach.NO, False: Breach.YES}[is_excused]


def by_day(
    duty: Duty,
    *,
    event_on: dt.date,
    due_on: dt.date | None,
    done_on: dt.date | None,
    today: dt.date,
    why: str,
    basis: str,
    of: str = "",
    breach: Breach = Breach.ASK,
) -> Deadline:
    """A deadline that ends with a day. Without that day its time does not run; `why` says of what it is reckoned."""

    def deadline(standing: Standing, late_days: int = 0) -> Deadline:
        return Deadline(
            duty,
            standing,
            f"{_opening(due_on)}: {why} ({basis}).",
            basis,
            of,
            event_on=event_on,
            due_on=due_on,
            done_on=done_on,
            late_days=late_days,
            breach=breach if late_days else Breach.NO,
        )

    if done_on:
        late = max((done_on - due_on).days, 0) if due_on else 0
        return deadline(Standing.LATE if late else Standing.MET, late)
    if due_on is None:
        return deadline(Standing.NOT_RUNNING)
    late = max((today - due_on).days, 0)
    return deadline(Standing.OVERDUE if late else Standing.DUE, late)


def _opening(due_on: dt.date | None) -> str:
    return f"due by the end of {in_words(due_on)}" if due_on else "the time does not run yet"


def not_worked_out(duty: Duty, because: str, of: str = "") -> Deadline:
    """What nobody may be told a day for, and why."""
    return Deadline(duty, Standing.NOT_WORKED_OUT, f"not worked out, because {because}.", of=of)


def gathered(asked: Iterable[tuple[Duty, str, Callable[[], list[Deadline]]]]) -> list[Deadline]:
    """All deadlines asked for; one that cannot be worked out stands there with the reason, and the others go on."""
    result: list[Deadline] = []
    for duty, of, ask in asked:
        try:
            result += ask()
        except NotWorkedOut as reason:
            result.append(not_worked_out(duty, str(reason), of))
    return result


def none_due(duty: Duty, because: str, basis: str, of: str = "", event_on: dt.date | None = None) -> Deadline:
    """A duty that does not arise, and why."""
    return Deadline(duty, Standing.NONE, f"nothing is due: {because} ({basis}).", basis, of, event_on=event_on)
