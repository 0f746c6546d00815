"""With the mail host out of reach, silent, busy or lost in the middle, nothing is lost and nothing half done.

Principle 6.
"""

import datetime as dt
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from mosovo.diary.actions import notify, queue_digests
from mosovo.diary.models import Notification
from mosovo.diary.queries import told
from mosovo.identity import acting_as
from mosovo.outbox import actions as outbox
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 7, tzinfo=dt.UTC)
TODAY = timezone.localdate(NOW)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
OUT_OF_REACH, SILENT, BUSY, BUSY_LATER, LOST, BAD_ADDRESS = (
    "out of reach", "silent", "busy", "busy later", "lost in the middle", "bad address",
)  # fmt: skip
Relayed = Callable[[dt.datetime], list[str]]
DOWN = (OUT_OF_REACH, SILENT, BUSY, BUSY_LATER, LOST)


class MailHost(socketserver.ThreadingTCPServer):
    """As much of SMTP (RFC 5321) as takes a mail in, or fails to in the way that ``trouble`` says."""

    daemon_threads = True
    trouble = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: MailHost
    timeout = 5

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        trouble = self.server.trouble
        if trouble == SILENT:
            self.rfile.readline()
        elif trouble == BUSY:
            self.say("421 Try again later")
        else:
            self.converse(trouble)

    def converse(self, trouble: str) -> None:
        self.say("220 invented")
        refused = {BUSY_LATER: "450 Later", BAD_ADDRESS: "550 Nobody of that name"}
        answers = {"RCPT": refused.get(trouble, "250 Yes"), "DATA": "250 Taken", "QUIT": "221 Bye"}
        while verb := self.rfile.readline().decode()[:4].strip().upper():
            if verb == "DATA" and trouble == LOST:
                return
            if verb == "DATA":
                self.take_in()
            self.say(answers.get(verb, "250 Yes"))

    def take_in(self) -> None:
        self.say("354 Go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.taken.append(b"".join(lines).decode())


@pytest.fixture
def host(settings: Settings) -> Iterator[MailHost]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.5
    with MailHost() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def waiting(people: People) -> Job:
    """The digest of somebody who has been told something."""
    notify([people.offender_manager], key="one", text="Invented", url="", now=NOW)
    with logged_in_as("mosovo_worker"):
        assert queue_digests(now=NOW, today=TODAY) == 1
    return Job.objects.get()


@pytest.fixture
def relayed(monkeypatch: pytest.MonkeyPatch) -> Relayed:
    """What the relay sends by a moment, done by the worker as far as it can be: the states it is left in."""
    sent: list[str] = []
    monkeypatch.setattr(outbox.current_app, "send_task", lambda name, kwargs, **_: sent.append(kwargs["job_id"]))

    def relay_and_run(now: dt.datetime) -> list[str]:
        sent.clear()
        with logged_in_as("mosovo_worker"):
            outbox.relay(now=now)
            return [outbox.run(job_id=one, now=now) for one in sent]

    return relay_and_run


@pytest.mark.parametrize("trouble", DOWN)
def test_mail_waits_while_the_host_is_down_and_goes_out_once(
    trouble: str, people: People, waiting: Job, relayed: Relayed, host: MailHost, settings: Settings
) -> None:
    reached, host.trouble = host.server_address[1], trouble
    if trouble == OUT_OF_REACH:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            settings.EMAIL_PORT = unused.getsockname()[1]
    for hours in range(outbox.MOST_STARTS + 2):
        assert relayed(NOW + hours * HOUR) == [JobState.WAITING]
        assert relayed(NOW + hours * HOUR + outbox.RESEND_AFTER) == [], "asked again at once"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.starts, waiting.done_at, host.taken) == (JobState.WAITING, 0, None, [])
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager):
        assert told(people.offender_manager).get().mailed_at is None, "told in the application all the same"
    host.trouble, settings.EMAIL_PORT = "", reached
    later = NOW + 10 * HOUR
    assert relayed(later) == [JobState.DONE]
    assert relayed(later + HOUR) == []
    [mail] = host.taken
    assert f"To: {people.offender_manager.email}" in mail
    assert Notification.objects.get().mailed_at == later


def test_what_a_day_without_mail_left_is_told_by_the_next(waiting: Job, relayed: Relayed, host: MailHost) -> None:
    host.trouble = BUSY
    assert relayed(NOW) == [JobState.WAITING]
    host.trouble = ""
    with logged_in_as("mosovo_worker"):
        assert queue_digests(now=NOW + DAY, today=TODAY + DAY) == 1
    assert relayed(NOW + DAY) == [JobState.DONE, JobState.DONE]
    [mail] = host.taken
    assert "Unread alerts: 1" in mail


def test_address_that_is_refused_for_good_is_parked_for_a_person_to_look_at(
    waiting: Job, relayed: Relayed, host: MailHost
) -> None:
    host.trouble = BAD_ADDRESS
    for hours in range(outbox.MOST_STARTS):
        with pytest.raises(OSError, match="Nobody of that name"):
            relayed(NOW + hours * HOUR)
    assert relayed(NOW + DAY / 2) == [JobState.PARKED]
    assert Notification.objects.get().mailed_at is None
