"""The record of a case: for those who answer for its unit, and nothing in it of a part that is shut to them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, ConfidentialEntry
from cases.states import RestrictedKind
from mosovo.access.actions import open_restricted_part
from mosovo.access.states import Compartment, OpeningReason
from mosovo.audit.models import Look
from mosovo.identity import acting_as
from tests.factories.cases import ConfidentialEntryFactory
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
