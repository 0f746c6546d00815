"""My day and the list of cases: whose, in which order, filtered how, with how many queries, and each look recorded."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Case
from cases.states import CaseStatus, Category, Level, RiskLevel
from mosovo.audit.models import Look
from mosovo.diary.actions import notify
from mosovo.diary.models import Deadline, Notification
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory
from tests.people import People, allocate, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

WITH_CASES = (
    "offender_manager",
    "same_unit_colleague",
    "other_unit_officer",
    "supervisor",
    "other_unit_supervisor",
    "unit_manager",
    "superintendent",
    "chair",
    "lapsed_vetting_officer",
)


def due(case: Case | None, owner: Officer, days: int, **facts: object) -> Deadline:
    today = timezone.localdate()
    subject = f"case:{case.pk}" if case else f"officer:{owner.pk}"
    return Deadline.objects.create(
        **{
            "kind": "home_visit",
            "subject": subject,
            "case": case,
            "officer": None if case else owner,
            "owner": owner,
            "title": "Home visit",
            "due_on": today + dt.timedelta(days=days),
            "why": "Risk is high.",
            "basis": "Invented",
            "url": "/my-day/",
            "opened_on": today,
            **facts,
        }
    )


def managed(people: People, **facts: object) -> Case:
    case = CaseFactory(unit=people.offender_manager.unit, **facts)
    allocate(case, people.offender_manager)
    return case


def names_in(page: str, cases: list[Case]) -> list[Case]:
    """The cases named on the page, in the order of the page's results."""
    page = page.partition('id="results"')[2] or page
    return sorted((case for case in cases if case.reference in page), key=lambda case: page.index(case.reference))


def test_my_day_is_everybodys_own(people: People, case: Case) -> None:
    assert answers(people, "/my-day/") == refused_but(people, status=200)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("control_room", "/search/"),
        ("intelligence", "/search/"),
        ("press_officer", "/media/"),
        ("auditor", "/record/looks/"),
        ("administrator", "/admin/"),
        ("stranger", ""),
    ],
)
def test_my_day_leads_whoever_works_with_no_cases_to_their_work(name: str, place: str, people: People) -> None:
    page = signed_in(getattr(people, name)).get("/my-day/").content.decode()
    main = page.partition("<main")[2]
    assert "Nothing is due from you, and no alert waits." in main
    assert not any(
        words in main for words in ("Cases I manage", "Cases opened last", "Nothing is overdue", "app-empty")
    )
    assert (f'href="{place}">' if place else "You hold no role yet.") in main


def test_my_day_shows_whoever_works_with_no_cases_what_waits_for_them(people: People) -> None:
    due(None, people.press_officer, -3, why="An answer is waited for.")
    notify([people.press_officer], key="invented", text="An invented alert.", url="", now=timezone.now())
    page = signed_in(people.press_officer).get("/my-day/").content.decode()
    assert "An answer is waited for." in page
    assert "An invented alert." in page
    assert "Nothing is due from you" not in page
    assert "Due this week" not in page


def test_my_day_gives_late_and_near_work_by_risk_and_none_of_others(people: People) -> None:
    low = managed(people, risk_level=RiskLevel.LOW)
    top = managed(people, risk_level=RiskLevel.VERY_HIGH)
    soon = managed(people)
    later = managed(people)
    due(low, people.offender_manager, -30, why="Low reason.")
    due(top, people.offender_manager, -1, why="Very high reason.")
    due(soon, people.offender_manager, 7)
    due(later, people.offender_manager, 8)
    due(managed(people), people.supervisor, -5, why="Somebody else's.")
    page = signed_in(people.offender_manager).get("/my-day/").content.decode()
    assert names_in(page, [low, top, soon, later]) == [top, low, soon]
    assert "Very high reason." in page
    assert "Overdue by 30 days" in page
    assert "Somebody else's." not in page
    assert Look.objects.get(kind="list").case_ids == sorted([low.pk, top.pk, soon.pk])


def test_deadline_about_a_person_stands_on_their_day(people: People) -> None:
    due(None, people.offender_manager, 3, kind="vetting", title="Renew vetting")
    assert "Renew vetting" in signed_in(people.offender_manager).get("/my-day/").content.decode()


def test_alert_is_shown_until_it_is_read(people: People) -> None:
    notify([people.offender_manager], key="k", text="N0000001: something new.", url="/my-day/", now=timezone.now())
    client = signed_in(people.offender_manager)
    assert "N0000001: something new." in client.get("/my-day/").content.decode()
    client.post(f"/notifications/{Notification.objects.get().pk}/read/")
    assert "N0000001: something new." not in client.get("/my-day/").content.decode()


def test_cases_opened_last_come_first(people: People) -> None:
    first, second = managed(people), managed(people)
    client = signed_in(people.offender_manager)
    for case in (second, first, second, first):
        client.get(f"/cases/{case.reference}/")
    page = client.get("/my-day/").content.decode().partition("Cases opened last")[2]
    assert names_in(page, [first, second]) == [first, second]


@pytest.mark.parametrize("rows", [1, 30])
def test_my_day_asks_one_number_of_queries(rows: int, people: People, django_assert_num_queries: object) -> None:
    for _ in range(rows):
        due(managed(people), people.offender_manager, -1)
    client = signed_in(people.offender_manager)
    with django_assert_num_queries(16):  # type: ignore[operator]
        client.get("/my-day/")


def test_list_of_cases_is_for_those_who_work_with_cases(people: People, case: Case) -> None:
    found = answers(people, "/caseload/")
    assert found == refused_but(people, status=403, **dict.fromkeys(WITH_CASES, 200))


@pytest.mark.parametrize(
    ("name", "query", "sees"),
    [
        ("offender_manager", "", True),
        ("same_unit_colleague", "", False),
        ("same_unit_colleague", "?officer=all", True),
        ("supervisor", "", True),
        ("supervisor", "?officer=none", False),
        ("other_unit_officer", "?officer=all", False),
        ("other_unit_supervisor", "", False),
        ("superintendent", "", False),
    ],
)
def test_list_holds_what_the_person_may_see(name: str, query: str, sees: bool, people: People, case: Case) -> None:
    page = signed_in(getattr(people, name)).get(f"/caseload/{query}").content.decode()
    assert (case.reference in page) is sees


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", "bca"),
        ("due", "bca"),
        ("-due", "cba"),
        ("name", "abc"),
        ("-name", "cba"),
        ("risk", "cab"),
        ("reference", "abc"),
        ("level", "acb"),
        ("category", "bac"),
        ("visit", "bac"),
        ("nonsense", "bca"),
    ],
)
def test_list_is_sorted_by_the_database(order: str, expected: str, people: People) -> None:
    cases = {
        "a": managed(
            people, nominal__family_name="Able", risk_level=RiskLevel.HIGH, level=Level.ONE, category=Category.MAPPA_2
        ),
        "b": managed(
            people,
            nominal__family_name="Baker",
            risk_level="",
            risk_level_on=None,
            level=Level.THREE,
            last_visit_on=dt.date(2026, 2, 1),
        ),
        "c": managed(
            people,
            nominal__family_name="Cook",
            risk_level=RiskLevel.VERY_HIGH,
            level=Level.TWO,
            category=Category.PDP,
        ),
    }
    due(cases["b"], people.offender_manager, -3)
    due(cases["c"], people.offender_manager, 3)
    page = signed_in(people.offender_manager).get("/caseload/", {"sort": order} if order else {}).content.decode()
    letters = {case: letter for letter, case in cases.items()}
    assert "".join(letters[case] for case in names_in(page, list(cases.values()))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ab"),
        ("?risk=high", "a"),
        ("?risk=high&risk=none", "ab"),
        ("?category=2", "a"),
        ("?level=3", "b"),
        ("?due=overdue", "a"),
        ("?due=month", "a"),
        ("?status=closed", "c"),
        ("?status=community", "a"),
        ("?risk=high&level=3", ""),
        ("?risk=nonsense", "ab"),
    ],
)
def test_list_is_narrowed_by_the_address(query: str, expected: str, people: People) -> None:
    cases = {
        "a": managed(people, risk_level=RiskLevel.HIGH, category=Category.MAPPA_2),
        "b": managed(people, risk_level="", risk_level_on=None, level=Level.THREE, status=CaseStatus.CUSTODY),
        "c": managed(people, status=CaseStatus.CLOSED),
    }
    due(cases["a"], people.offender_manager, -3)
    page = signed_in(people.offender_manager).get(f"/caseload/{query}").content.decode()
    assert {letter for letter, case in cases.items() if case.reference in page} == set(expected)
    assert f"{len(expected)} case" in page


def test_filters_in_force_are_named_with_a_way_out_of_each(people: People, case: Case) -> None:
    page = signed_in(people.offender_manager).get("/caseload/?risk=medium&risk=high&sort=name").content.decode()
    assert "Risk of serious harm: Medium" in page
    assert "?risk=high&amp;sort=name" in page
    assert "Filters (2)" in page


def test_list_comes_fifty_at_a_time_and_each_page_is_a_look_at_its_own(people: People) -> None:
    cases = [managed(people) for _ in range(51)]
    client = signed_in(people.offender_manager)
    client.get("/caseload/?sort=reference")
    client.get("/caseload/?sort=reference&page=2")
    looks = list(Look.objects.filter(kind="list").order_by("at").values_list("case_ids", flat=True))
    assert looks == [sorted(case.pk for case in cases[:50]), [cases[50].pk]]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", ["offender_manager", "supervisor"])
def test_list_asks_one_number_of_queries(
    name: str, rows: int, people: People, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        due(managed(people), people.offender_manager, -1)
    client: Client = signed_in(getattr(people, name))
    with django_assert_num_queries(15):  # type: ignore[operator]
        client.get("/caseload/")
