"""Telling people in the application. The same thing is told to the same person once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import QuerySet

from mosovo.diary.models import Notification
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class Line:
    """What one person is told. The text names a case by its reference only; key: what makes it the same thing.

    deadline_id: the deadline it tells of; it is shown to those who see that alone.
    """

    to_id: int
    key: str
    text: str
    url: str
    deadline_id: int | None = None


def notify(people: Iterable[Officer], *, key: str, text: str, url: str, now: dt.datetime) -> None:
    """Tell each of ``people`` once for each ``key``. The text names a case by its reference only."""
    tell([Line(person.pk, key, text, url) for person in people], now=now)


def tell(lines: Iterable[Line], *, now: dt.datetime) -> int:
    """Tell what has not been told yet; how many lines that was."""
    wanted = {(line.to_id, line.key): line for line in lines}
    told = Notification.objects.filter(
        to__in={to_id for to_id, _ in wanted}, key__in={key for _, key in wanted}
    ).values_list("to", "key")
    for pair in told:
        wanted.pop(pair, None)
    # Another may have told it since, and a person cannot see what others were told: the database leaves those out.
    Notification.objects.bulk_create(
        (Notification(**asdict(line), at=now) for line in wanted.values()), ignore_conflicts=True
    )
    return len(wanted)


def mark_read(*, by: Officer, notification: Notification, now: dt.datetime) -> None:
    """Note when its reader first read it."""
    _unread(by).filter(pk=notification.pk).update(read_at=now)


def mark_all_read(*, by: Officer, up_to: dt.datetime, now: dt.datetime) -> int:
    """Note all that the person had been told by ``up_to`` as read, so that nothing unseen goes with it; how many."""
    return _unread(by).filter(at__lte=up_to).update(read_at=now)


def _unread(person: Officer) -> QuerySet[Notification]:
    return Notification.objects.filter(to=person, read_at__isnull=True)
