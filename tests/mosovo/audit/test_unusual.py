"""Unusual looking: the rule by plain values, the nightly job, and the review that closes its deadline."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from mosovo.audit.actions.unusual import find_unusual, review_looking
from mosovo.audit.models import Look, LookingReview, UnusualLooking
from mosovo.audit.rules import Glance, Limits, Onlooker, Seen, busiest_hour, unusual
from mosovo.audit.states import Unusual
from mosovo.diary.actions import sweep
from mosovo.diary.models import Deadline
from mosovo.errors import Conflict
from mosovo.identity import acting_as
from tests.factories.cases import CaseFactory
from tests.logins import logged_in_as
from tests.people import People, answers, refused_but, signed_in

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LIMITS = Limits(an_hour=3, outside_unit=2)
WHO = Onlooker(unit_id=1, family_name="O'Brien-Smith")


def of_unit(unit_id: int, *names: str) -> Seen:
    return Seen(unit_id, names or ("Nominal",))


def kinds(glances: list[Glance], seen: dict[int, Seen], who: Onlooker = WHO) -> list[Unusual]:
    return [found.kind for found in unusual(who, glances, seen, LIMITS)]


@pytest.mark.parametrize(("count", "apart", "found"), [(3, 1, []), (4, 1, [Unusual.MANY]), (4, 20, []), (4, 21, [])])
def test_more_cases_in_an_hour_than_the_figure_is_unusual(count: int, apart: int, found: list[Unusual]) -> None:
    """The fourth at exactly an hour is within it."""
    glances = [Glance(START + number * apart * MINUTE, number) for number in range(count)]
    seen = {number: of_unit(1) for number in range(count)}
    assert kinds(glances, seen) == (found if apart != 20 else [Unusual.MANY])


def test_the_same_case_many_times_is_one() -> None:
    assert kinds([Glance(START + n * MINUTE, 7) for n in range(50)], {7: of_unit(1)}) == []


def test_what_a_search_shows_was_not_opened() -> None:
    glances = [Glance(START, number, alone=False) for number in range(50)]
    assert kinds(glances, {number: of_unit(2) for number in range(50)}) == []


@pytest.mark.parametrize(("unit", "count", "found"), [(2, 2, []), (2, 3, [Unusual.OUTSIDE]), (1, 3, [])])
def test_cases_of_other_units_beyond_the_figure_are_unusual(unit: int, count: int, found: list[Unusual]) -> None:
    glances = [Glance(START + dt.timedelta(hours=2 * number), number) for number in range(count)]
    assert kinds(glances, {number: of_unit(unit) for number in range(count)}) == found


def test_who_manages_no_cases_is_outside_no_unit() -> None:
    glances = [Glance(START + dt.timedelta(hours=2 * number), number) for number in range(9)]
    assert kinds(glances, {number: of_unit(2) for number in range(9)}, Onlooker(None, "Nobody")) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("o'brien smith", [Unusual.NAME]), ("O’Brien-Smith", [Unusual.NAME]), ("Smith", []), ("", [])],
)
def test_own_family_name_is_unusual_even_in_a_search(name: str, found: list[Unusual]) -> None:
    assert kinds([Glance(START, 1, alone=False)], {1: of_unit(1, name)}) == found


def test_who_has_no_name_has_no_namesakes() -> None:
    assert kinds([Glance(START, 1)], {1: of_unit(1, "")}, Onlooker(1, "")) == []


def test_case_that_is_no_more_is_left_out() -> None:
    assert kinds([Glance(START, 99)], {}) == []


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 9)), max_size=25))
def test_busiest_hour_is_that_of_trying_every_hour(looks: list[tuple[int, int]]) -> None:
    glances = [Glance(START + minutes * MINUTE, case) for minutes, case in looks]
    tried = [{g.case_id for g in glances if dt.timedelta(0) <= g.at - one.at <= 60 * MINUTE} for one in glances]
    assert len(busiest_hour(glances)) == max(map(len, tried), default=0)


NOW = timezone.now()


def namesake(people: People, person, case: Case) -> UnusualLooking:
    """A finding about ``person``, made by the job under the worker's login."""
    case.nominal.family_name = person.family_name
    case.nominal.save(update_fields=["family_name"])
    Look.objects.create(person_id=person.pk, case_ids=[case.pk], compartment="case", kind="page", path="/")
    with logged_in_as("mosovo_worker"):
        assert find_unusual(timezone.localdate(), now=timezone.now()) == 1
        assert find_unusual(timezone.localdate(), now=timezone.now()) == 0
        sweep(now=timezone.now(), today=timezone.localdate())
    return UnusualLooking.objects.get()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("who", "reviewer"),
    [
        ("same_unit_colleague", "unit_manager"),
        ("supervisor", "unit_manager"),
        ("unit_manager", "superintendent"),
        ("control_room", "superintendent"),
    ],
)
def test_finding_is_put_to_whoever_stands_above(who: str, reviewer: str, people: People, case: Case) -> None:
    looking = namesake(people, getattr(people, who), case)
    asked = getattr(people, reviewer)
    assert looking.reviewer == asked
    deadline = Deadline.objects.get(kind="unusual_looking")
    assert (deadline.owner, deadline.officer, deadline.state) == (asked, asked, "open")
    assert getattr(people, who).family_name not in deadline.title + deadline.why
    with logged_in_as("mosovo_web"):
        assert deadline.url in signed_in(asked).get(reverse("my-day")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_review_closes_the_deadline_and_stays(people: People, case: Case) -> None:
    looking = namesake(people, people.same_unit_colleague, case)
    url = reverse("looking-review", args=[looking.pk])
    typed = {"outcome": "in_order", "words": "A chance of names; the case was theirs for the day."}
    with logged_in_as("mosovo_web"):
        browser = signed_in(people.unit_manager)
        assert looking.sentence in browser.get(url).content.decode()
        assert browser.post(url, typed | {"words": ".."}).status_code == 422
        assert browser.post(url, typed).status_code == 303
        assert browser.post(url, typed).status_code == 409
    assert LookingReview.objects.get().made_by == people.unit_manager
    assert Deadline.objects.get(kind="unusual_looking").state == "met"
    with logged_in_as("mosovo_web"):
        page = signed_in(people.auditor).get(reverse("audit-unusual")).content.decode()
    assert typed["words"] in page
    assert looking.sentence in page
    assert case.reference not in page


@pytest.mark.django_db(transaction=True)
def test_review_is_for_whoever_was_asked(people: People, case: Case) -> None:
    looking = namesake(people, people.same_unit_colleague, case)
    url = reverse("looking-review", args=[looking.pk])
    with logged_in_as("mosovo_web"):
        assert answers(people, url) == refused_but(people, status=404, unit_manager=200, auditor=403)
        for person in (people.same_unit_colleague, people.supervisor, people.auditor):
            row = {"looking_id": looking.pk, "outcome": "in_order", "words": "Mine", "made_at": NOW}
            with acting_as(person), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                LookingReview.objects.create(made_by_id=person.pk, **row)
            with acting_as(person), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                UnusualLooking.objects.create(
                    person=people.chair, day="2026-01-01", kind="many", sentence="", case_ids=[], found_at=NOW
                )


@pytest.mark.django_db
def test_list_of_what_was_unusual_is_for_auditors(people: People) -> None:
    assert answers(people, reverse("audit-unusual")) == refused_but(people, status=403, auditor=200)


@pytest.mark.django_db
def test_day_without_anything_unusual_finds_nothing(people: People, case: Case) -> None:
    Look.objects.create(
        person_id=people.offender_manager.pk, case_ids=[case.pk], compartment="case", kind="page", path="/"
    )
    assert find_unusual(timezone.localdate(), now=timezone.now()) == 0


@pytest.mark.django_db
def test_bulk_reading_through_the_api_is_found(people: People, case: Case) -> None:
    cases = [CaseFactory(unit=case.unit).pk for _ in range(41)]
    Look.objects.create(
        person_id=people.offender_manager.pk, case_ids=cases, compartment="case", kind="api", path="/api/v1/cases/"
    )
    assert find_unusual(timezone.localdate(), now=timezone.now()) == 1
    assert UnusualLooking.objects.get().kind == Unusual.MANY


@pytest.mark.django_db
def test_review_without_words_is_none(people: People) -> None:
    looking = UnusualLooking.objects.create(
        person=people.chair,
        day="2026-01-01",
        kind="many",
        sentence="Invented",
        case_ids=[],
        found_at=NOW,
        reviewer=people.superintendent,
    )
    with pytest.raises(Conflict, match="Say in words"):
        review_looking(by=people.superintendent, looking=looking, outcome="in_order", words="..", now=NOW)
