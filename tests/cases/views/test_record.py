"""The record of a case: for those who answer for its unit, and nothing in it of a part that is shut to them."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, ConfidentialEntry, Visit
from cases.states import RestrictedKind, VisitOutcome
from mosovo.access.actions import open_restricted_part
from mosovo.access.states import Compartment, OpeningReason
from mosovo.audit.models import Look, Refusal
from mosovo.identity import acting_as
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory
from tests.logins import logged_in_as
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

SECRET = "The neighbour told us of the shed"


@pytest.fixture
def url(case: Case) -> str:
    return reverse("case-record", args=[case.reference])


@pytest.fixture
def past(people: People, case: Case) -> Case:
    """A change, a change in the confidential part, a look, a refusal."""
    with acting_as(people.offender_manager, reason="Recalled to prison", source="POST /status/"):
        Case.objects.filter(pk=case.pk).update(status="custody")
    open_restricted_part(
        by=people.offender_manager,
        case=case,
        compartment=Compartment.CONFIDENTIAL,
        reason=OpeningReason.VISIT,
        sentence="Preparing for the visit of today",
        now=timezone.now(),
    )
    ConfidentialEntryFactory(case=case, text=SECRET)
    ConfidentialEntryFactory(case=case, text=f"{SECRET} again")
    signed_in(people.offender_manager).get(reverse("case", args=[case.reference]))
    signed_in(people.stranger).get(reverse("case", args=[case.reference]))
    return case


def read(person, url: str, **search: object) -> str:
    with logged_in_as("mosovo_web"):
        page = signed_in(person).get(url, search)
    assert page.status_code == 200
    return page.content.decode()


def test_record_is_for_supervisors_and_managers_of_the_unit(people: People, url: str) -> None:
    in_sight = dict.fromkeys(("offender_manager", "same_unit_colleague", "lapsed_vetting_officer"), 403)
    assert answers(people, url) == refused_but(people, status=404, supervisor=200, unit_manager=200, **in_sight)


@pytest.mark.parametrize("who", ["supervisor", "unit_manager"])
def test_record_says_who_changed_looked_and_was_refused(who: str, people: People, past: Case, url: str) -> None:
    page = read(getattr(people, who), url)
    assert "Case changed" in page
    assert "Status: In the community became In custody" in page
    assert "Reason given: Recalled to prison" in page
    assert people.offender_manager.full_name in page
    assert "Opened a page: case file" in page
    assert people.stranger.full_name in page
    assert "Refused" in page


def test_days_are_written_as_people_write_them(people: People, case: Case, url: str) -> None:
    for day in (None, dt.date(2026, 3, 2), dt.date(2026, 4, 13), None):
        with acting_as(people.offender_manager, source="POST /visit/"):
            Case.objects.filter(pk=case.pk).update(last_visit_on=day)
    page = read(people.supervisor, url)
    for said in ("2 March 2026", "2 March 2026 became 13 April 2026", "13 April 2026 was taken out"):
        assert f"Last visit on: {said}<" in page


def test_part_that_is_shut_says_that_it_was_changed_and_not_what(people: People, past: Case, url: str) -> None:
    page = read(people.supervisor, url)
    assert page.count("Something was changed in the confidential part") == 2
    for told in (SECRET, "Confidential entry", RestrictedKind(ConfidentialEntry.objects.first().kind).label, "Text"):
        assert told not in page


def test_part_that_is_open_says_what_was_changed(people: People, past: Case, url: str) -> None:
    open_restricted_part(
        by=people.supervisor,
        case=past,
        compartment=Compartment.CONFIDENTIAL,
        reason=OpeningReason.SUPERVISION,
        sentence="Reading what was written last week",
        now=timezone.now(),
    )
    page = read(people.supervisor, url)
    assert "Something was changed in the confidential part" not in page
    assert "onfidential entry added" in page


def test_record_is_narrowed_by_kind_person_and_day(people: People, past: Case, url: str) -> None:
    def kinds(**search: object) -> set[str]:
        with logged_in_as("mosovo_web"):
            return {entry.kind for entry in signed_in(people.supervisor).get(url, search).context["entries"]}

    assert kinds() == {"change", "look", "refusal"}
    assert kinds(kind="look") == {"look"}
    assert kinds(who="stranger") == {"refusal"}
    assert kinds(until="2020-01-01") == set()
    assert kinds(since=timezone.localdate().isoformat()) == {"change", "look", "refusal"}


def test_newest_stands_first(people: People, past: Case, url: str) -> None:
    moments = [entry.at for entry in signed_in(people.supervisor).get(url).context["entries"]]
    assert moments == sorted(moments, reverse=True)


def test_reading_the_record_is_on_record(people: People, past: Case, url: str) -> None:
    read(people.supervisor, url, who="stranger")
    look = Look.objects.get(person_id=people.supervisor.pk, kind="record")
    assert (look.case_ids, look.reason) == ([past.pk], "record of the case: person stranger")


def test_bad_day_is_refused_in_words(people: People, url: str) -> None:
    page = signed_in(people.supervisor).get(url, {"since_0": "31", "since_1": "2", "since_2": "2026"})
    assert page.status_code == 422


def test_case_page_leads_supervisors_to_it(people: People, case: Case, url: str) -> None:
    overview = reverse("case", args=[case.reference])
    assert url in signed_in(people.supervisor).get(overview).content.decode()
    assert url not in signed_in(people.offender_manager).get(overview).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_rows(
    people: People, case: Case, url: str, rows: int, django_assert_num_queries
) -> None:
    for number in range(rows):
        with acting_as(people.offender_manager, reason=f"Invented {number}"):
            Case.objects.filter(pk=case.pk).update(last_visit_on=f"2026-01-{number + 1:02}")
        Look.objects.create(person_id=people.chair.pk, case_ids=[case.pk], compartment="case", kind="page", path="/")
    browser = signed_in(people.supervisor)
    browser.get(url)
    with django_assert_num_queries(21):
        browser.get(url)


def test_refusal_at_the_address_of_a_record_is_the_cases_too(people: People, case: Case, unit: object) -> None:
    """A visit is named by a number alone; what names nothing is of no case."""
    facts = {
        "visited_at": timezone.now(),
        "announced": False,
        "safety_assessed_on": timezone.localdate(),
        "safety_notes": "Two officers.",
        "outcome": VisitOutcome.NOT_IN,
        "seen": "Nobody answered.",
        "recorded_by": people.offender_manager,
        "recorded_at": timezone.now(),
    }
    visit, other = (Visit.objects.create(case=one, **facts) for one in (case, CaseFactory(unit=unit)))
    with logged_in_as("mosovo_web"):
        for one in (visit, other):
            assert signed_in(people.stranger).get(reverse("visit", args=[one.reference])).status_code == 404
        assert signed_in(people.stranger).get(reverse("visit", args=[uuid.uuid4()])).status_code == 404
    assert [refusal.case_id for refusal in Refusal.objects.order_by("at")] == [case.pk, other.case_id, None]
    page = read(people.supervisor, reverse("case-record", args=[case.reference]), kind="refusal")
    assert str(visit.reference) in page
    assert str(other.reference) not in page
    with logged_in_as("mosovo_web"), acting_as(people.other_unit_supervisor):
        assert not Refusal.objects.exists()
    refusals = read(people.auditor, reverse("audit-refusals"), case=case.pk)
    assert str(visit.reference) in refusals
    assert str(other.reference) not in refusals
    with logged_in_as("mosovo_web"):
        address = f"{reverse('audit-export', args=['refusals'])}?case={case.pk}"
        copy = signed_in(people.auditor).post(address, {"reason": "For the yearly inspection."}).content.decode()
    assert f"Refused,,{case.pk},/visits/{visit.reference}/" in copy
    assert str(other.reference) not in copy


def test_record_is_searched_by_hours_of_the_day(people: People, case: Case, url: str) -> None:
    for hour in (3, 12, 23):
        at = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(hour, 30)))
        with time_machine.travel(at, tick=False):
            Look.objects.create(
                person_id=people.stranger.pk, case_ids=[case.pk], compartment="case", kind="page", path=f"/at-{hour}/"
            )

    def found(address: str, **search: str) -> set[int]:
        page = read(people.auditor if "record/l" in address else people.supervisor, address, **search)
        return {hour for hour in (3, 12, 23) if f"/at-{hour}/" in page}

    for address in (reverse("audit-looks"), url):
        assert found(address) == {3, 12, 23}
        assert found(address, from_time="22:00", to_time="5am") == {3, 23}
        assert found(address, from_time="3:30", to_time="12:30") == {3}
        assert found(address, to_time="12.31") == {3, 12}
    with logged_in_as("mosovo_web"):
        page = signed_in(people.auditor).get(reverse("audit-looks"), {"from_time": "late"})
    assert page.status_code == 422
    assert "Time of day from must have a time like 14:30 or 2:30pm" in page.content.decode()
