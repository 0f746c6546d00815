"""Files into quarantine and out of it, each step as the person under row security, and a scanner that answers."""

import threading
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import Error, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions.files import add_file, release_file, scan_waiting, withdraw_file
from cases.actions.restricted import open_part
from cases.models import Case, CaseFile, FileContent
from cases.queries.files import content_of, count_waiting, files_of
from cases.states import FilePart, FileState
from mosovo.access.states import Compartment, OpeningReason
from mosovo.diary.models import Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as, acting_as_system
from mosovo.outbox.actions import run
from mosovo.staff.models import Officer
from tests.logins import logged_in_as
from tests.people import People
from tests.scanner import EICAR, listening

pytestmark = pytest.mark.django_db
TEXT = b"Letter of the landlord.\r\n"
WHY = "Handed over by the landlord in person."


@pytest.fixture(autouse=True)
def _as_a_force_does(case: Case) -> Iterator[None]:
    with logged_in_as("mosovo_web"):
        yield


def added(by: Officer, case: Case, content: bytes = TEXT, **changes: object) -> CaseFile:
    given = {"part": FilePart.CASE, "title": "Invented", "name": "letter.txt", "reference": uuid.uuid4(), **changes}
    with acting_as(by):
        return add_file(by=by, case=case, content=content, now=timezone.now(), today=timezone.localdate(), **given)  # type: ignore[arg-type]


def opened(by: Officer, case: Case, part: Compartment) -> None:
    with acting_as(by):
        open_part(
            by=by, case=case, compartment=part, now=timezone.now(), reason=OpeningReason.VISIT,
            sentence="Preparing for the visit of today",
        )  # fmt: skip


def held(person: Officer, file: CaseFile) -> bytes | None:
    with acting_as(person):
        return content_of(person, file)


def by_sql(person: Officer) -> int:
    """How many contents the database itself shows the person, without any of the application's filters."""
    with acting_as(person):
        return FileContent.objects.count()


def work() -> list[str]:
    """Do all that waits, as the worker does."""
    with logged_in_as("mosovo_worker"):
        return [run(job_id=str(pk), now=timezone.now()) for pk in _waiting()]


def _waiting() -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE mosovo_system")
        cursor.execute("SELECT id FROM outbox_job WHERE state = 'waiting'")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("RESET ROLE")
    return found


def again(file: CaseFile, person: Officer) -> CaseFile:
    with acting_as(person):
        return CaseFile.objects.get(pk=file.pk)


def test_nobody_reads_a_file_in_quarantine(people: People, case: Case) -> None:
    file = added(people.offender_manager, case)
    for person in people.everybody():
        assert (held(person, file), by_sql(person)) == (None, 0), person
    assert again(file, people.offender_manager).state == FileState.QUARANTINE


def test_supervisor_who_did_not_add_it_releases_it_with_a_reason(people: People, case: Case) -> None:
    file, now = added(people.offender_manager, case), timezone.now()
    own = added(people.supervisor, case, title="Own")
    for person, one in ((people.offender_manager, file), (people.same_unit_colleague, file), (people.supervisor, own)):
        with pytest.raises(Denied), acting_as(person):
            release_file(by=person, file=one, reason=WHY, now=now)
    with pytest.raises(Conflict), acting_as(people.supervisor):
        release_file(by=people.supervisor, file=file, reason="..", now=now)
    with acting_as(people.supervisor):
        release_file(by=people.supervisor, file=file, reason=WHY, now=now)
    for person in (people.offender_manager, people.same_unit_colleague, people.unit_manager):
        assert held(person, file) == TEXT
    for person in (people.stranger, people.other_unit_officer, people.control_room, people.administrator):
        assert (held(person, file), by_sql(person)) == (None, 0), person
    with acting_as(people.offender_manager):
        assert Notification.objects.filter(key=f"file:{file.pk}:open").count() == 1


@pytest.mark.parametrize("part", [Compartment.SENSITIVE, Compartment.CONFIDENTIAL])
def test_file_of_a_restricted_part_is_known_while_the_part_is_open(
    part: Compartment, people: People, case: Case
) -> None:
    with pytest.raises(Denied):
        added(people.offender_manager, case, part=FilePart(part.value))
    opened(people.offender_manager, case, part)
    file = added(people.offender_manager, case, part=FilePart(part.value))
    seen = {}
    for name, person in people.items():
        with acting_as(person):
            seen[name] = (files_of(person, case).count(), CaseFile.objects.count())
    assert {name for name, counts in seen.items() if counts != (0, 0)} == {"offender_manager"}
    with acting_as(people.supervisor):
        assert count_waiting([case.unit]) == 1  # known to wait, and nothing else
    with acting_as(people.same_unit_colleague):
        assert count_waiting([case.unit]) == 0
    opened(people.supervisor, case, part)
    with acting_as(people.supervisor):
        release_file(by=people.supervisor, file=file, reason=WHY, now=timezone.now())
    assert held(people.supervisor, file) == held(people.offender_manager, file) == TEXT
    assert held(people.unit_manager, file) is None


def test_withdrawn_file_opens_to_supervisors_alone(people: People, case: Case) -> None:
    file = added(people.offender_manager, case)
    with acting_as(people.supervisor):
        release_file(by=people.supervisor, file=file, reason=WHY, now=timezone.now())
    with pytest.raises(Denied), acting_as(people.same_unit_colleague):
        withdraw_file(by=people.same_unit_colleague, file=file, reason=WHY, now=timezone.now())
    with acting_as(people.offender_manager):
        withdraw_file(by=people.offender_manager, file=file, reason="It is of another case.", now=timezone.now())
    assert held(people.supervisor, file) == TEXT
    assert {name for name, person in people.items() if held(person, file) or by_sql(person)} == {
        "supervisor", "unit_manager",
    }  # fmt: skip


def test_same_form_twice_is_one_file_and_a_bad_one_none(people: People, case: Case) -> None:
    reference = uuid.uuid4()
    first = added(people.offender_manager, case, reference=reference)
    assert added(people.offender_manager, case, reference=reference) == first
    with pytest.raises(Conflict, match="sent before"):
        added(people.offender_manager, case, reference=reference, title="Another")
    with pytest.raises(Conflict, match="something else"):
        added(people.offender_manager, case, name="letter.pdf")
    with acting_as(people.offender_manager):
        assert CaseFile.objects.count() == 1


ATTACKS = (
    "UPDATE cases_casefile SET state = 'open', cleared_at = now()",
    "UPDATE cases_casefile SET state = 'open', cleared_at = now(), released_by_id = {me}, released_reason = 'x'",
    "UPDATE cases_casefile SET state = 'refused', refused_at = now(), refused_reason = 'x'",
    "UPDATE cases_casefile SET added_by_id = {other}, state = 'open', cleared_at = now(), released_by_id = {me}",
    (
        "UPDATE cases_casefile SET state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = {me},"
        " withdrawn_reason = 'x', cleared_at = now()"
    ),
    (
        "UPDATE cases_casefile SET state = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = {other},"
        " withdrawn_reason = 'x'"
    ),
    "UPDATE cases_casefile SET sha256 = repeat('0', 64)",
    "UPDATE cases_filecontent SET content = 'other'",
    "DELETE FROM cases_filecontent",
    "DELETE FROM cases_casefile",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_by_sql_nobody_opens_changes_or_destroys_their_own_file(attack: str, people: People, case: Case) -> None:
    file = added(people.supervisor, case)
    told = {"me": people.supervisor.pk, "other": people.offender_manager.pk}
    reached = 0
    with acting_as(people.supervisor):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attack.format(**told))
                reached = cursor.rowcount
        except Error:
            reached = 0
    assert reached == 0
    assert again(file, people.supervisor).state == FileState.QUARANTINE


RELEASE = (
    "UPDATE cases_casefile SET state = 'open', cleared_at = {at}, released_by_id = {me}, released_reason = 'x'"
    " WHERE id = {file}"
)
WITHDRAW = (
    "UPDATE cases_casefile SET state = 'withdrawn', withdrawn_at = {at}, withdrawn_by_id = {me},"
    " withdrawn_reason = 'x' WHERE id = {file}"
)


def done_by_sql(person: Officer, file: CaseFile, statement: str = WITHDRAW, at: str = "now()") -> bool:
    try:
        with logged_in_as("mosovo_web"), acting_as(person), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(me=person.pk, file=file.pk, at=at))
            return cursor.rowcount == 1
    except Error:
        return False


def test_by_sql_a_file_is_withdrawn_by_whoever_may_and_once(people: People, case: Case) -> None:
    of_supervisor = added(people.supervisor, case)
    for person in (people.offender_manager, people.same_unit_colleague, people.stranger):
        assert not done_by_sql(person, of_supervisor), person
    assert done_by_sql(people.supervisor, of_supervisor)
    assert held(people.supervisor, of_supervisor) is None
    assert not done_by_sql(people.unit_manager, of_supervisor), "another's words"
    cleared = "UPDATE cases_casefile SET withdrawn_by_id = {me}, cleared_at = now() WHERE id = {file}"
    assert not done_by_sql(people.supervisor, of_supervisor, cleared), "opened by the way"
    assert done_by_sql(people.offender_manager, added(people.offender_manager, case))


def test_by_sql_a_file_is_released_and_withdrawn_now_and_not_at_another_time(people: People, case: Case) -> None:
    for statement in (RELEASE, WITHDRAW):
        file = added(people.offender_manager, case)
        for at in (
            "now() - interval '1 day'",
            "now() - interval '1 minute'",
            "now() + interval '1 hour'",
            "'infinity'",
        ):
            assert not done_by_sql(people.supervisor, file, statement, at), at
        assert done_by_sql(people.supervisor, file, statement)


def test_unfit_file_is_refused_before_the_case_is_locked(people: People, case: Case) -> None:
    with CaptureQueriesContext(connection) as asked, pytest.raises(Conflict, match="something else"):
        added(people.offender_manager, case, name="letter.pdf")
    assert not [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]


@pytest.mark.django_db(transaction=True)
def test_withdrawing_waits_for_the_scanner_and_is_told_what_it_found(people: People, case: Case) -> None:
    file, said = added(people.offender_manager, case), []

    def withdraw() -> None:
        try:
            with logged_in_as("mosovo_web"), acting_as(people.offender_manager):
                withdraw_file(by=people.offender_manager, file=file, reason=WHY, now=timezone.now())
        except (Conflict, Error) as refusal:
            said.append(refusal)
        finally:
            connections.close_all()

    thread = threading.Thread(target=withdraw)
    with logged_in_as("mosovo_worker"), acting_as_system("test", reason="as the scanner does"), transaction.atomic():
        CaseFile.objects.filter(pk=file.pk).update(
            state=FileState.REFUSED, refused_at=timezone.now(), refused_reason="The virus scanner found something."
        )
        thread.start()
        _until_somebody_waits(thread)
    thread.join(timeout=20)
    assert [str(one) for one in said] == ["This file is by now: refused and destroyed. Look at the list again."]


def _until_somebody_waits(thread: threading.Thread) -> None:
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone() == (True,):
                return


def test_scanner_opens_what_is_clean_and_destroys_what_it_finds(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as where:
        monkeypatch.setattr(settings, "CLAMAV", where)
        clean = added(people.offender_manager, case)
        bad = added(people.offender_manager, case, EICAR, name="test.txt")
        with pytest.raises(Denied, match="scanner"), acting_as(people.supervisor):
            release_file(by=people.supervisor, file=clean, reason=WHY, now=timezone.now())
        assert work() == ["done", "done"]
    assert held(people.same_unit_colleague, clean) == TEXT
    found = again(bad, people.offender_manager)
    assert (found.state, found.refused_reason) == (FileState.REFUSED, "The virus scanner found Win.Test.EICAR_HDB-1.")
    assert by_sql(people.supervisor) == 1  # the clean one
    for person in (people.offender_manager, people.supervisor):
        with acting_as(person):
            assert Notification.objects.filter(key=f"file:{bad.pk}:refused").count() == 1


@pytest.mark.parametrize(
    "answer",
    [b"", b"OK", b"stream: OKAY\0", b"stream: OK FOUND OK\0", b"INSTREAM size limit exceeded. ERROR\0", b"\xff" * 4000],
)
def test_garbage_for_an_answer_opens_nothing(
    answer: bytes, people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(answer or b"\0") as where:
        monkeypatch.setattr(settings, "CLAMAV", where)
        file = added(people.offender_manager, case)
        assert work() == ["done"]
    assert again(file, people.offender_manager).state == FileState.QUARANTINE


def test_scanner_down_or_slow_opens_nothing_and_is_asked_again(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CLAMAV_SECONDS", 0.3)
    with listening(silent=True) as slow:
        monkeypatch.setattr(settings, "CLAMAV", slow)
        files = [added(people.offender_manager, case)]
        assert work() == ["done"]
    for down in (slow, "/nowhere/clamd.sock", "nonsense", "127.0.0.1:notaport"):
        monkeypatch.setattr(settings, "CLAMAV", down)
        files.append(added(people.offender_manager, case))
        assert work() == ["done"]
        with logged_in_as("mosovo_worker"):
            assert scan_waiting(now=timezone.now()) == 0
    assert {again(file, people.offender_manager).state for file in files} == {FileState.QUARANTINE}
    with listening() as where:
        monkeypatch.setattr(settings, "CLAMAV", where)
        with logged_in_as("mosovo_worker"):
            assert scan_waiting(now=timezone.now()) == len(files)
        assert set(work()) == {"done"}
    assert {again(file, people.offender_manager).state for file in files} == {FileState.OPEN}
