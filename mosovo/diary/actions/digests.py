"""The daily e-mail: that something waits, how much of it, and where; never whom or what it is about.

One row of work a person and day, so that it is sent once however often it is asked for. The mail goes out as the last
thing before the row is marked done. Should the worker die between the two, the mail that goes out again bears the same
Message-ID, by which a mailbox knows it for the same one: none is lost, none is read twice. While the mail host is away
it is tried again until the day is over; what still waits then is told by the next day's.
"""

import datetime as dt
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mosovo.access.sight import visible
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.rules import SOON_DAYS
from mosovo.diary.states import DeadlineState
from mosovo.identity import acting_as_system
from mosovo.outbox.actions import NotNow, enqueue_all, job
from mosovo.staff.models import Officer

SEND = "send_digest"


def queue_digests(*, now: dt.datetime, today: dt.date) -> int:
    """Ask for today's digest of everybody for whom something waits; how many were not asked for before."""
    with acting_as_system("digest", reason="daily e-mail that something waits"):
        unread = Notification.objects.filter(read_at__isnull=True, mailed_at__isnull=True).values("to")
        late = Deadline.objects.filter(state=DeadlineState.OPEN, due_on__lt=today).values("owner")
        people = Officer.objects.filter(Q(pk__in=unread) | Q(pk__in=late), is_active=True).exclude(email="")
        wanted = {
            f"digest:{pk}:{today}": {"officer_id": pk, "day": today.isoformat()}
            for pk in people.order_by("pk").values_list("pk", flat=True)
        }
        return enqueue_all(SEND, wanted, by=None, now=now)


@job(SEND)
def send_digest(*, by: Officer | None, now: dt.datetime, officer_id: int, day: str) -> None:
    """Send one person's digest of the day, with the figures of this moment. Nothing goes to whom nothing waits for.

    NotNow while the mail host is away. Of a day that is over nothing goes out.
    """
    person = Officer.objects.exclude(email="").filter(pk=officer_id, is_active=True).first()
    today = dt.date.fromisoformat(day)
    if person is None or timezone.localdate(now) > today:
        return
    unread = visible(person, Notification).filter(read_at__isnull=True)
    open_work = visible(person, Deadline).filter(owner=person, state=DeadlineState.OPEN)
    late = open_work.filter(due_on__lt=today).count()
    soon = open_work.filter(due_on__range=(today, today + dt.timedelta(days=SOON_DAYS))).count()
    alerts = unread.count()
    if not alerts and not late:
        return
    unread.filter(mailed_at__isnull=True).update(mailed_at=now)
    message = EmailMessage(
        subject="Work waits for you in MOSOVO",
        body=_body(alerts=alerts, late=late, soon=soon),
        to=[person.email],
        headers={"Message-ID": _message_id(officer_id, day), "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except OSError as error:
        if _is_for_good(error):
            raise
        raise NotNow(f"mail host: {type(error).__name__}") from error


def _is_for_good(error: OSError) -> bool:
    """Whether the mail host has refused this mail (5xx); otherwise it is out of reach, or says "later" (4xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code >= 500 for code, _ in error.recipients.values())
    is_answer = isinstance(error, smtplib.SMTPResponseException) and not isinstance(error, smtplib.SMTPConnectError)
    return is_answer and error.smtp_code >= 500  # type: ignore[attr-defined] # an answer has one


def _body(*, alerts: int, late: int, soon: int) -> str:
    lines = [
        f"Unread alerts: {alerts}",
        f"Work overdue: {late}",
        f"Work due within {SOON_DAYS} days: {soon}",
        "",
        f"Sign in to see them: {settings.BASE_URL}{reverse('notification-list')}",
        "",
        "This e-mail names nobody and no case. Do not answer it.",
    ]
    return "\n".join(lines)


def _message_id(officer_id: int, day: str) -> str:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<digest.{officer_id}.{day}@{address.rpartition('@')[2] or 'localhost'}>"
