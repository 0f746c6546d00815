"""Informants: in the confidential part and nowhere else, looked at again in time, referred when they speak again."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.db import DatabaseError, InternalError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Informant, InformantInformation, InformantReferral, InformantVersion
from cases.queries.flag import flag_sheet
from cases.queries.informant import days_of
from cases.rules.informant import why_not_again_on, why_refer
from mosovo.access.models import CaseGrant
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight
from mosovo.audit.models import Look
from mosovo.diary.actions import refresh_cases, sweep
from mosovo.diary.actions.digests import send_digest
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.queries import told
from mosovo.identity import acting_as, acting_as_system
from mosovo.staff.models import Officer, Unit
from tests.cases.few import informant_of
from tests.factories.cases import CaseFactory, FlagFactory
from tests.logins import logged_in_as
from tests.people import People, allocate, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
WHO = "Zebedee Canary of number nine"
MODELS = (Informant, InformantVersion, InformantInformation, InformantReferral)
WHY = {"reason": "safety", "sentence": "Keeping the neighbour safe."}


def day(name: str, on: dt.date, time: str = "") -> dict[str, str]:
    boxes = {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}
    return boxes | ({f"{name}_3": time} if time else {})


def care(**changes: object) -> dict[str, object]:
    typed = {
        "reference": uuid.uuid4(),
        "who": WHO,
        "relation": "Lives next door to him",
        "confidence": "words",
        "asked": "Never say it was me",
        "harm": "He would know at once who spoke, and has hit neighbours before.",
        "care": "We call from outside the street.",
    }
    return typed | day("look_again_on", TODAY + 30 * DAY) | changes


def opened(person: Officer, case: Case) -> Client:
    browser = signed_in(person)
    assert browser.post(reverse("case-confidential", args=[case.reference]), WHY).status_code == 303
    return browser


def added(people: People, case: Case) -> tuple[Client, Informant]:
    browser = opened(people.offender_manager, case)
    assert browser.post(reverse("informant-add", args=[case.reference]), care()).status_code == 303
    return browser, Informant.objects.get()


def test_pages_are_for_those_who_have_the_part_open(people: People, case: Case) -> None:
    informant = informant_of(case, people.offender_manager)
    listed, one = reverse("informants", args=[case.reference]), reverse("informant", args=[informant.reference])
    in_sight = dict.fromkeys(("same_unit_colleague", "lapsed_vetting_officer"), 403)
    shut = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), 303)
    assert answers(people, listed) == refused_but(people, **in_sight, **shut)
    assert answers(people, one) == refused_but(people)
    opened(people.supervisor, case)
    assert answers(people, listed) == refused_but(people, **in_sight, **shut | {"supervisor": 200})
    for name in ("informant", "informant-again", "informant-information", "informant-referral"):
        url = reverse(name, args=[informant.reference])
        assert answers(people, url) == refused_but(people, supervisor=200), name
    answer = reverse("referral-answer", args=[informant.referrals.get().reference])
    assert answers(people, answer) == refused_but(people, supervisor=200)
    for person in people.everybody():
        there = person == people.supervisor
        with logged_in_as("mosovo_web"), acting_as(person):
            for model in MODELS:
                assert model._default_manager.exists() is there
                assert visible(person, model).exists() is there
                assert model.pgh_event_model._default_manager.exists() is there  # type: ignore[attr-defined]


def test_somebody_is_written_down_once_and_shown_in_the_part_alone(people: People, case: Case) -> None:
    browser, sent = opened(people.offender_manager, case), care()
    url = reverse("informant-add", args=[case.reference])
    for _ in range(2):
        assert browser.post(url, sent).status_code == 303
    assert browser.post(url, sent | {"care": "Other words."}).status_code == 422
    assert InformantVersion.objects.count() == 1
    late = browser.post(url, care(**day("look_again_on", TODAY + 91 * DAY)))
    assert late.status_code == 422
    assert "must be on or before" in late.content.decode()
    informant = Informant.objects.get()
    page = browser.get(reverse("informant", args=[informant.reference])).content.decode()
    for words in (WHO, "What they said may be used, never who said it", "Never say it was me", "outside the street"):
        assert words in page
    assert Look.objects.filter(compartment="confidential", path__startswith="/confidential/").exists()
    assert WHO in browser.get(reverse("informants", args=[case.reference])).content.decode()
    FlagFactory(nominal=case.nominal)
    for name in ("case", "case-timeline", "case-sensitive", "case-meetings", "flag", "case-sharing", "case-record"):
        for person in (people.offender_manager, people.supervisor):
            body = signed_in(person).get(reverse(name, args=[case.reference])).content.decode()
            assert "Canary" not in body, name
            assert "informant" not in body.lower(), name
    sheet = flag_sheet(people.offender_manager, case.nominal, today=TODAY)
    assert "Canary" not in str(sheet)


def test_care_is_looked_at_again_by_a_deadline_that_names_nobody(people: People, case: Case) -> None:
    browser, informant = added(people, case)
    first = Deadline.objects.get(kind="confidential_again")
    assert (first.due_on, first.owner, first.state) == (TODAY + 30 * DAY, people.offender_manager, "open")
    for words in (WHO, "informant", "told", "neighbour", "source"):
        assert words.lower() not in f"{first.title} {first.why} {first.url} {first.basis}".lower()
    # It stands while the part is shut, whoever brings the diary up to date.
    for person in (people.same_unit_colleague, people.supervisor):
        with logged_in_as("mosovo_web"), acting_as(person):
            refresh_cases([case.pk], now=timezone.now(), today=TODAY)
    first.refresh_from_db()
    assert first.state == "open"
    url = reverse("informant-again", args=[informant.reference])
    assert "We call from outside the street." in browser.get(url).content.decode()
    assert browser.post(url, care()).status_code == 422
    changed = {
        "changed": "Nothing: we spoke on Monday.",
        "care": "We call from outside the street, and never at night.",
    }
    assert browser.post(url, care(**changed, **day("look_again_on", TODAY + 60 * DAY))).status_code == 303
    assert [one.care[-9:] for one in informant.versions.all()] == ["at night.", "e street."]
    page = browser.get(reverse("informant", args=[informant.reference])).content.decode()
    assert "Nothing: we spoke on Monday." in page
    assert "As it was" in page
    assert Deadline.objects.get(kind="confidential_again", state="open").due_on == TODAY + 60 * DAY


def test_whoever_speaks_again_or_was_asked_is_referred_in_words(people: People, case: Case) -> None:
    browser, informant = added(people, case)
    page, told = (
        reverse("informant", args=[informant.reference]),
        reverse("informant-information", args=[informant.reference]),
    )

    def tell(**changes: object) -> None:
        said = {"reference": uuid.uuid4(), "how": "By telephone", "was_asked": "no", "text": "He has a child there."}
        assert browser.post(told, said | day("at", TODAY - DAY, "10:00") | changes).status_code == 303

    def asked() -> bool:
        return "Tell the intelligence bureau" in browser.get(page).content.decode()

    tell()
    assert not asked()
    tell()
    assert asked()
    assert "Refer" in browser.get(reverse("informants", args=[case.reference])).content.decode()
    sent = {"reference": uuid.uuid4(), "to_whom": "The source desk", "why": "Spoke to us twice."} | day(
        "referred_on", TODAY
    )
    for _ in range(2):
        assert browser.post(reverse("informant-referral", args=[informant.reference]), sent).status_code == 303
    assert not asked()
    tell()
    assert not asked()
    tell(was_asked="yes")
    assert asked()
    referral = InformantReferral.objects.get()
    url = reverse("referral-answer", args=[referral.reference])
    early = {"answer": "No authority is needed."} | day("answered_on", TODAY - DAY)
    assert browser.post(url, early).status_code == 422
    answer = early | day("answered_on", TODAY)
    assert browser.post(url, answer).status_code == 303
    assert "No authority is needed." in browser.get(page).content.decode()
    again = browser.post(url, answer | {"answer": "Another answer"})
    assert again.status_code == 422
    assert "on record already" in again.content.decode()
    late = browser.post(
        told, {"reference": uuid.uuid4(), "how": "x", "was_asked": "no", "text": "y"} | day("at", TODAY + DAY, "10:00")
    )
    assert late.status_code == 422


def test_what_is_written_stays(people: People, case: Case) -> None:
    informant_of(case, people.offender_manager)
    opened(people.offender_manager, case)
    for model in MODELS[:3]:
        with pytest.raises((ProgrammingError, InternalError)), acting_as(people.offender_manager):
            model._default_manager.update(recorded_at=timezone.now())


def test_a_referral_stays_as_it_was_made_and_its_answer_as_it_came(people: People, case: Case, unit: Unit) -> None:
    informant = informant_of(case, people.offender_manager)
    there = CaseFactory(unit=unit)
    allocate(there, people.offender_manager)
    elsewhere = informant_of(there, people.offender_manager)
    for one in (case, there):
        opened(people.offender_manager, one)
    referral = informant.referrals.get()

    def write(**changes: object) -> None:
        with logged_in_as("mosovo_web"), acting_as(people.offender_manager), transaction.atomic():
            assert InformantReferral.objects.filter(pk=referral.pk).update(**changes) == 1

    given: tuple[dict[str, object], ...] = (
        {"informant": elsewhere}, {"referred_on": TODAY - DAY}, {"to_whom": "Mine"}, {"why": "Mine"},
        {"recorded_by": people.stranger}, {"recorded_at": timezone.now()}, {"reference": uuid.uuid4()},
    )  # fmt: skip
    for change in given:
        with pytest.raises(DatabaseError, match=r"Cannot update|own name"):
            write(**change)
    with pytest.raises(DatabaseError, match="own name"):
        write(answered_on=TODAY, answer="Mine", answer_recorded_by=people.same_unit_colleague)
    write(answered_on=TODAY, answer="No authority is needed.", answer_recorded_by=people.offender_manager)
    for change in (
        *given, {"answered_on": TODAY - DAY}, {"answer": "Mine"}, {"answer_recorded_by": people.stranger},
        {"answered_on": None, "answer": "", "answer_recorded_by": None},
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match=r"Cannot update|own name"):
            write(**change)
    referral.refresh_from_db()
    assert (referral.informant, referral.answer) == (informant, "No authority is needed.")


def test_its_deadline_is_seen_by_those_with_the_right_to_the_part_alone(people: People, case: Case) -> None:
    added(people, case)
    with_right = {"offender_manager", "supervisor", "unit_manager"}
    kind = "confidential_again"
    for who, person in people.items():
        there = who in with_right
        assert visible(person, Deadline).filter(kind=kind).exists() is there, who
        with logged_in_as("mosovo_web"), acting_as(person):
            assert Deadline.objects.filter(kind=kind).exists() is there, who
            assert Deadline.pgh_event_model._default_manager.filter(kind=kind).exists() is there, who
            assert (days_of([case.pk]) != {}) is there, who
    # Whoever does not see it brings the rest of the diary up to date and leaves it.
    Deadline.objects.update(title="As it was")
    with logged_in_as("mosovo_web"), acting_as(people.same_unit_colleague):
        refresh_cases([case.pk], now=timezone.now(), today=TODAY)
    kept = Deadline.objects.get(kind=kind)
    assert (kept.state, kept.title) == ("open", "As it was")


def test_whoever_loses_the_right_is_told_of_its_deadline_no_longer(people: People, case: Case) -> None:
    added(people, case)
    owner, due = people.offender_manager, Deadline.objects.get(kind="confidential_again")
    lines = Notification.objects.filter(to=owner, deadline=due)

    def shown() -> list[bool]:
        """Whether a line about it is shown: by the page, by SQL, and in how many the mail says there are."""
        mail.outbox.clear()
        with acting_as_system("worker", reason="test"):
            send_digest(by=None, now=timezone.now(), officer_id=owner.pk, day=TODAY.isoformat())
        with logged_in_as("mosovo_web"), acting_as(owner):
            by_page, by_sql = told(owner).filter(deadline=due).exists(), lines.exists()
            count = Notification.objects.filter(to=owner, read_at__isnull=True).count()
        said = f"Unread alerts: {count}" in mail.outbox[0].body if mail.outbox else count == 0
        return [by_page, by_sql, said]

    assert due.owner == owner
    sweep(now=timezone.now(), today=due.due_on + DAY)
    assert shown() == [True, True, True]
    right = CaseGrant.objects.filter(user=owner, permission__codename=CaseRight.VIEW_CONFIDENTIAL.value)
    assert right.update(valid_from=timezone.now() - 2 * DAY, valid_until=timezone.now() - DAY) > 0
    assert shown() == [False, False, True]
    assert lines.exists(), "it stays on record"
    lines.delete()
    sweep(now=timezone.now(), today=due.due_on + DAY)
    assert not lines.exists()
    assert (
        not Notification.objects.filter(deadline=due).exclude(to__in=[people.supervisor, people.unit_manager]).exists()
    )


@pytest.mark.parametrize(
    ("times", "asked", "least", "refers"),
    [(0, False, 2, False), (1, False, 2, False), (2, False, 2, True), (1, True, 9, True), (3, False, 3, True)],
)
def test_why_refer(times: int, asked: bool, least: int, refers: bool) -> None:
    sentence = why_refer(times=times, asked=asked, least=least)
    assert (sentence is not None) is refers
    if sentence and not asked:
        assert ("twice" if times == 2 else f"{times} times") in sentence


def test_day_to_look_again_is_after_today_and_within_the_days() -> None:
    assert why_not_again_on(TODAY, today=TODAY, days=9)
    assert why_not_again_on(TODAY + 10 * DAY, today=TODAY, days=9)
    assert why_not_again_on(TODAY + 9 * DAY, today=TODAY, days=9) is None
