"""The record: read whole by auditors, one's own by everybody, changed by nobody; reading it is on record too."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from cases.models import Case
from mosovo.audit.models import Look, Refusal
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

LOOKS, REFUSALS, OWN = reverse("audit-looks"), reverse("audit-refusals"), reverse("my-activity")
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def look(person_id: int, *cases: int, path: str = "/cases/N0000001/", kind: str = "page") -> Look:
    return Look.objects.create(person_id=person_id, case_ids=list(cases), compartment="case", path=path, kind=kind)


@pytest.mark.parametrize("url", [LOOKS, REFUSALS])
def test_record_is_for_auditors(people: People, url: str) -> None:
    assert answers(people, url) == refused_but(people, status=403, auditor=200)


def test_own_activity_is_for_everybody_and_shows_nobody_elses(people: People) -> None:
    assert answers(people, OWN) == refused_but(people, status=200)
    look(people.supervisor.pk, 1, path="/theirs/")
    look(people.auditor.pk, 2, path="/mine/")
    page = signed_in(people.auditor).get(OWN).content.decode()
    assert "/mine/" in page
    assert "/theirs/" not in page


def paths(people: People, **search: object) -> set[str]:
    page = signed_in(people.auditor).get(LOOKS, search)
    assert page.status_code == 200
    return {line.entry.path for line in page.context["lines"]}


def test_looks_are_found_by_person_case_kind_and_day(people: People) -> None:
    manager, chair = people.offender_manager, people.chair
    with time_machine.travel(MONDAY, tick=False):
        look(manager.pk, 7, path="/one/")
        look(manager.pk, 7, 8, path="/two/", kind="list")
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        look(chair.pk, 8, path="/people/N0000008/flag/")
    flag = "/people/N0000008/flag/"
    assert paths(people, who=manager.number) == {"/one/", "/two/"}
    assert paths(people, who="invented chair") == {flag}
    assert paths(people, who="nobody of the name") == set()
    assert paths(people, case="8") == {"/two/", flag}
    assert paths(people, case="n0000008") == {flag}
    assert paths(people, case="9" * 20) == set()
    assert paths(people, kind="list") == {"/two/"}
    assert paths(people, until="2026-03-02") == {"/one/", "/two/"}
    assert paths(people, since="2026-03-03", until="2026-03-03") == {flag}


def test_bad_day_is_refused_in_words(people: People) -> None:
    page = signed_in(people.auditor).get(LOOKS, {"since_0": "31", "since_1": "2", "since_2": "2026"})
    assert page.status_code == 422
    assert "must be a real date" in page.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "999999999999999999999", ""])
def test_page_that_is_not_there_shows_one_that_is(people: People, number: str) -> None:
    assert signed_in(people.auditor).get(LOOKS, {"page": number}).status_code == 200


def test_reading_the_record_is_on_record_with_what_was_looked_for(people: People) -> None:
    signed_in(people.auditor).get(LOOKS, {"case": "12"})
    entry = Look.objects.get(person_id=people.auditor.pk)
    assert (entry.kind, entry.case_ids, entry.reason) == ("record", [], "looks: case 12")


def test_refused_request_is_on_record_in_its_words(people: People, case: Case) -> None:
    signed_in(people.control_room).get(reverse("case", args=[case.reference]))
    entry = Refusal.objects.get(person_id=people.control_room.pk)
    assert entry.status == 404
    page = signed_in(people.auditor).get(REFUSALS).content.decode()
    assert entry.sentence in page
    assert people.control_room.full_name in page


def test_auditor_sees_numbers_and_no_content_of_a_case(people: People, case: Case) -> None:
    signed_in(people.offender_manager).get(reverse("case", args=[case.reference]))
    page = signed_in(people.auditor).get(LOOKS).content.decode()
    assert f">{case.pk}<" in page.replace(" ", "").replace("\n", "")
    assert case.nominal.family_name not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_rows(people: People, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        look(people.everybody()[number % 15].pk, number + 1)
    browser = signed_in(people.auditor)
    browser.get(LOOKS)
    with django_assert_num_queries(12):
        browser.get(LOOKS)
