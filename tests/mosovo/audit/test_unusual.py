"""Unusual looking: the rule by plain values, the nightly job, and the review that closes its deadline."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from mosovo.access.models import Cover
from mosovo.access.sight import visible
from mosovo.audit.actions.unusual import find_unusual, hand_on_reviews, review_looking
from mosovo.audit.models import Look, LookingReview, Ties, UnusualLooking
from mosovo.audit.rules import Glance, Limits, Onlooker, Seen, busiest_hour, next_asked, unusual
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
    [
        *[("o'brien smith", [Unusual.NAME]), ("O’Brien-Smith", [Unusual.NAME]), ("Smith", []), ("", [])],
        *[("Jo O'Brien Smith", [Unusual.NAME]), ("Jo Maiden", [Unusual.NAME]), ("Maiden Jo", []), ("Newmaiden", [])],
    ],
)
def test_own_family_name_is_unusual_even_in_a_search(name: str, found: list[Unusual]) -> None:
    who = Onlooker(1, "O'Brien-Smith", other_names=("Maiden", ""))
    assert kinds([Glance(START, 1, alone=False)], {1: of_unit(1, "Nominal", name)}, who) == found


@pytest.mark.parametrize(
    ("home", "theirs", "found"),
    [("ZZ1 1ZZ", "zz11zz", [Unusual.HOME]), ("ZZ1 1ZZ", "ZZ1 1ZY", []), ("", "", []), ("", "ZZ1 1ZZ", [])],
)
def test_own_postcode_is_unusual_even_in_a_search(home: str, theirs: str, found: list[Unusual]) -> None:
    who = Onlooker(1, "Else", postcode=home)
    assert kinds([Glance(START, 1, alone=False)], {1: Seen(1, ("Nominal",), (theirs,))}, who) == found


MANAGER, OTHER_MANAGER, SUPERINTENDENT = 1, 2, 3


@pytest.mark.parametrize(
    ("before", "absent", "looker", "late", "then"),
    [
        (None, (), 9, False, MANAGER),
        (MANAGER, (), 9, False, MANAGER),
        (MANAGER, (), 9, True, OTHER_MANAGER),
        (MANAGER, (), MANAGER, False, OTHER_MANAGER),
        (MANAGER, (MANAGER,), 9, False, OTHER_MANAGER),
        (MANAGER, (MANAGER, OTHER_MANAGER, SUPERINTENDENT), 9, False, MANAGER),
        (OTHER_MANAGER, (SUPERINTENDENT,), 9, True, OTHER_MANAGER),
        (SUPERINTENDENT, (), 9, True, SUPERINTENDENT),
        (7, (), 9, False, MANAGER),
    ],
)
def test_next_one_is_asked(before, absent, looker, late, then) -> None:
    asked = (MANAGER, OTHER_MANAGER, SUPERINTENDENT)
    assert next_asked(asked, before, absent=absent, looker=looker, is_late=late) == then
    assert next_asked((), before, absent=absent, looker=looker, is_late=late) is None


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


def handed_on(days: int = 0) -> int:
    """How many the job hands on so many days from now."""
    now = timezone.now() + dt.timedelta(days=days)
    with logged_in_as("mosovo_worker"):
        return hand_on_reviews(now=now, today=timezone.localdate(now))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["left", "absent", "late"])
def test_review_goes_to_the_next_one(state: str, people: People, case: Case) -> None:
    looking = namesake(people, people.same_unit_colleague, case)
    assert handed_on() == 0
    manager, next_one = people.unit_manager, people.superintendent
    if state == "left":
        manager.is_active = False
        manager.save(update_fields=["is_active"])
    elif state == "absent":
        Cover.objects.create(
            covered=manager,
            coverer=people.supervisor,
            unit=case.unit,
            from_on=timezone.localdate(),
            until_on=timezone.localdate() + dt.timedelta(days=30),
            reason="On leave",
            made_by=people.supervisor,
            made_at=timezone.now(),
        )
    days = 30 if state == "late" else 0
    assert (handed_on(days), handed_on(days)) == (1, 0)
    looking.refresh_from_db()
    assert looking.reviewer == next_one
    deadline = Deadline.objects.get(kind="unusual_looking", state="open")
    assert (deadline.owner, deadline.officer, deadline.unit) == (next_one, next_one, next_one.unit)
    with logged_in_as("mosovo_worker"):
        sweep(now=timezone.now(), today=timezone.localdate())
    assert Deadline.objects.get(kind="unusual_looking", state="open") == deadline
    with logged_in_as("mosovo_web"):
        url = reverse("looking-review", args=[looking.pk])
        assert signed_in(next_one).get(url).status_code == 200
        if manager.is_active:
            assert signed_in(manager).get(url).status_code == 404
        with acting_as(next_one):
            assert not UnusualLooking.objects.filter(pk=looking.pk).update(sentence="Nothing")


@pytest.mark.django_db(transaction=True)
def test_ties_are_compared_and_kept_from_all_but_administrators(people: People, case: Case) -> None:
    looker = people.same_unit_colleague
    case.nominal.addresses.create(lines="1 Invented Row", postcode="ZZ1 1ZZ")
    case.nominal.aliases.create(name="Jo Maiden")
    Ties.objects.create(officer=looker, other_names="Other; Maiden", postcode="zz11zz")
    Look.objects.create(person_id=looker.pk, case_ids=[case.pk], compartment="case", kind="page", path="/")
    with logged_in_as("mosovo_worker"):
        assert find_unusual(timezone.localdate(), now=timezone.now()) == 2
    assert set(UnusualLooking.objects.values_list("kind", flat=True)) == {Unusual.NAME, Unusual.HOME}
    with logged_in_as("mosovo_web"):
        for name, person in people.items():
            with acting_as(person):
                seen = Ties.objects.exists()
                assert visible(person, Ties).exists() == seen
            assert seen == (name in {"administrator", "same_unit_colleague"}), name
        browser = signed_in(people.administrator)
        page = browser.post("/admin/audit/ties/add/", {"officer": people.administrator.pk, "postcode": "ZZ1 1ZZ"})
        assert "Your own are kept by another administrator." in page.content.decode()
        assert browser.get(f"/admin/audit/ties/{looker.pk}/change/").status_code == 200
        row = {"officer": people.chair.pk, "other_names": "Invented", "postcode": "ZZ1 1ZZ"}
        assert browser.post("/admin/audit/ties/add/", row).status_code == 302
        with acting_as(people.administrator), pytest.raises(DatabaseError, match="row-level security"):
            Ties.objects.create(officer=people.administrator)


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
