"""Covert pages: whole to those named; to everybody else no page, list, count, search or record differs by a byte."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CovertNaming, CovertRecord
from mosovo.access.actions import open_restricted_part
from mosovo.access.sight import visible
from mosovo.access.states import Compartment, OpeningReason
from mosovo.audit.actions.unusual import find_unusual
from mosovo.audit.models import Look, Refusal, SealedRow, UnusualLooking
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as
from mosovo.staff.models import Draft, Officer
from tests.cases.few import CANARY, begun, named
from tests.factories.cases import NOON
from tests.house.routes import Route, routes
from tests.house.test_answers import address
from tests.house.world import World, make_world
from tests.logins import logged_in_as
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
UNNAMED = ("supervisor", "offender_manager", "auditor", "administrator", "unit_manager")
# What differs each time a page is drawn.
DRAWN = re.compile(
    rb'name="(csrfmiddlewaretoken|reference)" value="[^"]*"|nonce="[^"]*"|data-token="[^"]*"|"X-CSRFToken": "[^"]*"'
    rb'|value="[0-9a-f-]{36}"|csrf_?token[^,;]*|name="up_to" value="[^"]*"',
    re.IGNORECASE,
)


def day(name: str, on: dt.date, time: str = "") -> dict[str, str]:
    boxes = {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}
    return boxes | ({f"{name}_3": time} if time else {})


def contact(**changes: object) -> dict[str, object]:
    typed = {"reference": uuid.uuid4(), "tactic": "online", "learnt": f"Learnt {CANARY}", "authority": f"A {CANARY}"}
    return typed | day("at", TODAY - DAY, "14:30") | day("authority_until", TODAY) | changes


def make(browser: Client, case: Case) -> CovertRecord:
    """Begun at the page, with a contact, another person named, and a review."""
    typed = {"reference": uuid.uuid4(), "title": f"Title {CANARY}", "about": f"About {CANARY}"}
    url = reverse("covert-make", args=[case.reference])
    assert browser.get(url).status_code == 200
    assert browser.post(url, typed | day("review_on", TODAY + DAY)).status_code == 303
    return CovertRecord.objects.get(title=f"Title {CANARY}", made_by=browser.session["_auth_user_id"])


def test_pages_are_there_for_those_named_and_for_nobody_else(people: People, case: Case) -> None:
    record = begun(people.intelligence, case, people.press_officer)
    there = {"intelligence": 200, "press_officer": 200}
    for url in (
        reverse("covert-list"),
        *(reverse(name, args=[record.pk]) for name in ("covert", "covert-contact", "covert-name", "covert-review")),
    ):
        assert answers(people, url) == refused_but(people, **there), url
    end = reverse("covert-end", args=[record.pk, people.press_officer.number])
    assert answers(people, end) == refused_but(people, **there)
    of_lead = reverse("covert-end", args=[record.pk, people.intelligence.number])
    assert answers(people, of_lead) == refused_but(people, intelligence=403, press_officer=403)
    empty = {"reference": uuid.uuid4()}
    for name in ("covert-contact", "covert-name", "covert-review"):
        url = reverse(name, args=[record.pk])
        assert answers(people, url, data=empty) == refused_but(people, **dict.fromkeys(there, 422))


def test_beginning_is_answered_alike_whether_there_is_any_or_not(people: People, case: Case) -> None:
    url = reverse("covert-make", args=[case.reference])
    able = dict.fromkeys(("offender_manager", "supervisor", "unit_manager", "intelligence"), 200)
    unseen = dict.fromkeys(("press_officer", "chair", "auditor", "administrator", "stranger"), 404)
    wanted = refused_but(people, status=403, **able, **unseen)
    assert answers(people, url) == wanted
    begun(people.intelligence, case)
    assert answers(people, url) == wanted


def test_the_form_to_begin_it_shows_nobody_and_hides_no_look(people: People, case: Case) -> None:
    browser = signed_in(people.intelligence)
    page = browser.get(reverse("covert-make", args=[case.reference])).content.decode()
    assert case.reference in page
    assert case.nominal.family_name not in page
    assert case.nominal.full_name not in page
    assert not Look.objects.exists()


def test_whoever_is_named_no_longer_is_refused_in_sight_of_the_few_alone(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.intelligence, people.chair)
    CovertNaming.objects.filter(officer=people.intelligence).update(until_on=TODAY - DAY)
    Officer.objects.filter(pk=people.chair.pk).update(vetting_expires_on=TODAY - DAY)
    urls = [reverse("covert", args=[record.pk]), f"/covert/{record.pk.hex}/", f"/x/{str(record.pk).upper()}"]
    for person in (people.intelligence, people.chair):
        for url in urls:
            assert signed_in(person).get(url).status_code == 404
    left = Refusal.objects.filter(person_id__in=[people.intelligence.pk, people.chair.pk])
    assert set(left.values_list("path", "matter")) == {(url, record.pk) for url in urls}
    for who, person in people.items():
        with logged_in_as("mosovo_web"), acting_as(person):
            assert left.all().exists() is (who == "offender_manager"), who
            assert visible(person, Refusal).filter(pk__in=left).exists() is (who == "offender_manager"), who
    # A key in the hands of anybody else leaves no more than one that leads nowhere.
    for key in (record.pk, uuid.uuid4()):
        assert signed_in(people.stranger).get(reverse("covert-review", args=[key])).status_code == 404
        assert signed_in(people.stranger).get(f"/covert/make/{key}/").status_code == 404
    assert signed_in(people.same_unit_colleague).get(f"/covert/make/{case.reference}/").status_code == 403
    told_of = Refusal.objects.filter(matter__isnull=True).values_list("path", flat=True)
    assert sorted(told_of) == ["/covert/"] * 4 + [f"/covert/make/{case.reference}/"]


def test_the_page_asks_for_a_second_who_leads(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.intelligence)
    browser, url = signed_in(people.intelligence), reverse("covert", args=[record.pk])
    assert "Only one person leads this." in browser.get(url).content.decode()
    lead = named(record, people.supervisor, leads=True)
    assert "leads this" not in browser.get(url).content.decode()
    CovertNaming.objects.filter(pk=lead.pk).update(ended_at=NOON, ended_by=people.supervisor, ended_reason="Done with.")
    Officer.objects.filter(pk=people.offender_manager.pk).update(is_active=False)
    assert "Nobody who leads this can act any longer." in browser.get(url).content.decode()


def test_those_named_come_to_it_from_their_day_and_the_case(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.press_officer)
    url = reverse("covert", args=[record.pk])
    mine = signed_in(people.offender_manager)
    for page in (reverse("my-day"), reverse("case", args=[case.reference]), reverse("covert-list")):
        assert url in mine.get(page).content.decode(), page
    body = mine.get(url).content.decode()
    assert body.count(CANARY) == 8  # a title twice, why, what was learnt, authority, two namings, a review
    assert reverse("case", args=[case.reference]) in body
    # Named, and not otherwise in the way of the case: the record alone, and no name.
    theirs = signed_in(people.press_officer)
    body = theirs.get(url).content.decode()
    assert CANARY in body
    assert case.reference not in body
    assert case.nominal.family_name not in body
    assert theirs.get(reverse("case", args=[case.reference])).status_code == 404
    assert url in theirs.get(reverse("my-day")).content.decode()
    CovertRecord.objects.update(review_on=TODAY + 20 * DAY)
    assert url not in theirs.get(reverse("my-day")).content.decode()


def test_it_is_kept_at_the_pages(people: People, case: Case) -> None:
    browser = signed_in(people.intelligence)
    record = make(browser, case)
    url = reverse("covert", args=[record.pk])
    sent = contact()
    for _ in range(2):
        assert browser.post(reverse("covert-contact", args=[record.pk]), sent).status_code == 303
    assert record.contacts.count() == 1
    assert browser.post(reverse("covert-contact", args=[record.pk]), sent | {"learnt": "Other"}).status_code == 422
    late = contact(**day("authority_until", TODAY - 3 * DAY))
    browser.post(reverse("covert-contact", args=[record.pk]), late)
    assert "It had ended before this contact" in browser.get(url).content.decode()
    who = {"number": people.chair.number, "family_name": people.chair.family_name, "reason": "Advises us on the law."}
    naming = browser.post(reverse("covert-name", args=[record.pk]), who)
    assert naming.status_code == 422
    assert "Say the last day" in naming.content.decode()
    assert browser.post(reverse("covert-name", args=[record.pk]), who | day("until_on", TODAY)).status_code == 303
    review = {"reference": uuid.uuid4(), "words": "Still needed, by both of us."} | day("next_on", TODAY + 3 * DAY)
    assert browser.post(reverse("covert-review", args=[record.pk]), review).status_code == 303
    ended = browser.post(reverse("covert-end", args=[record.pk, people.chair.number]), {"reason": "Advice was given."})
    assert ended.status_code == 303
    body = browser.get(url).content.decode()
    assert "Advice was given." in body
    assert "Still needed, by both of us." in body
    assert signed_in(people.chair).get(url).status_code == 404


@pytest.fixture
def world(people: People, case: Case) -> World:
    made = make_world(people, case)
    CovertRecord.objects.all().delete()
    for person in (people.offender_manager, people.supervisor):
        for part in (Compartment.SENSITIVE, Compartment.CONFIDENTIAL):
            open_restricted_part(
                by=person, case=case, compartment=part, reason=OpeningReason.SUPERVISION,
                sentence="An invented reason.", now=timezone.now(),
            )  # fmt: skip
    return made


# Of oneself, and of no case; some of it a fresh secret each time.
OF_ONESELF = (
    "sign-",
    "second-factor/",
    "password/",
    "sessions/",
    "stay/",
    "api/v1/token/",
    "api/v1/schema",
    "api/v1/docs",
)
# What shows cases, lists, and the record, to each in their way.
SHOWN = {"my-day", "my-activity", "notification-list", "search", "flag", "case", "case-timeline", "case-record", "unit"}


def is_asked(who: str, route: Route) -> bool:
    """The supervisor sees the case whole and asks for everything; the others for what shows cases to them."""
    if route.in_admin:
        return who == "administrator" and route.name.endswith(("_changelist", ":index"))
    if who == "supervisor":
        return not route.pattern.startswith(OF_ONESELF)
    listed = route.pattern.startswith("api/v1/") and not route.arguments and not route.pattern.startswith(OF_ONESELF)
    return (
        route.name in SHOWN
        or (who == "offender_manager" and listed)
        or (who == "auditor" and route.pattern.startswith("record/"))
    )


def asked(who: str, case: Case, world: World) -> Iterator[tuple[str, str]]:
    """(method, address) of what the person reads, and of searches for what must not be found."""
    for route in routes():
        if is_asked(who, route):
            yield "GET", address(route, world)
    if who == "auditor":
        for search in (f"case={case.pk}", "case=covert", f"case={CANARY}", f"who={case.officer.family_name}"):
            for part in ("looks", "refusals", "changes"):
                yield "GET", f"{reverse(f'audit-{part}')}?{search}"
        for part in ("looks", "refusals"):
            yield "POST", reverse("audit-export", args=[part])
    if who == "supervisor":
        for kind in ("change", "look", "refusal"):
            yield "GET", f"{reverse('case-record', args=[case.reference])}?kind={kind}"
    yield "GET", f"{reverse('search')}?q={CANARY}"
    yield "GET", f"/api/v1/people/?q={CANARY}"


def told(case: Case, world: World, people: People) -> dict[tuple[str, str, str], tuple[int, bytes, int]]:
    """What each is answered, and how many queries it took; whatever it changed is undone."""
    found: dict[tuple[str, str, str], tuple[int, bytes, int]] = {}
    queries: list[None] = []

    def count(execute: Callable[..., object], *said: object) -> object:
        queries.append(None)
        return execute(*said)

    for name in UNNAMED:
        browser = signed_in(getattr(people, name))
        for method, url in asked(name, case, world):
            queries.clear()
            with transaction.atomic(), connection.execute_wrapper(count):
                answer = browser.get(url) if method == "GET" else browser.post(url, {"reason": "For the inspectorate"})
                transaction.set_rollback(True)
            found[name, method, url] = (answer.status_code, DRAWN.sub(b"", answer.content), len(queries))
    return found


def use_it(people: People, case: Case) -> CovertRecord:
    """Begun, read, written in, refused, half-written: everything that leaves something somewhere."""
    browser = signed_in(people.intelligence)
    record = make(browser, case)
    named(record, people.chair)
    browser.post(reverse("covert-contact", args=[record.pk]), contact())
    for url in ("/covert/", reverse("covert", args=[record.pk]), "/my-day/"):
        assert browser.get(url).status_code == 200
    unknown = reverse("covert-end", args=[record.pk, people.stranger.number])
    assert browser.get(unknown).status_code == 404
    words = f"/words/?address={reverse('covert-review', args=[record.pk])}"
    assert browser.post(words, {"words": f"Half a word {CANARY}"}).status_code == 204
    chairs = signed_in(people.chair)
    assert chairs.get(reverse("covert-end", args=[record.pk, people.intelligence.number])).status_code == 403
    return record


@time_machine.travel(timezone.now(), tick=False)
def test_no_page_of_anybody_else_differs_by_a_byte_or_a_query(people: People, case: Case, world: World) -> None:
    ContentType.objects.get_for_models(*apps.get_models())  # in memory from here on
    before = told(case, world, people)
    for person in (people.intelligence, people.chair):
        assert not Look.objects.filter(person_id=person.pk).exists()
    use_it(people, case)
    Look.objects.filter(person_id=people.intelligence.pk, matter__isnull=True).delete()  # that they had a My day
    after = told(case, world, people)
    assert {"/my-day/", "/admin/", "/record/looks/", "/api/v1/cases/"} <= {key[2] for key in before}
    assert [key for key in before if before[key] != after[key]] == []
    assert [key for key, (_, body, _) in after.items() if CANARY.encode() in body.replace(key[2].encode(), b"")] == [
        key for key, (_, body, _) in before.items() if CANARY.encode() in body.replace(key[2].encode(), b"")
    ]
    assert Draft.objects.exists()


def test_looks_and_refusals_about_it_are_its_fews_alone(people: People, case: Case) -> None:
    record = use_it(people, case)
    refusals = Refusal.objects.filter(matter=record.pk)
    assert {(one.person_id, one.status) for one in refusals} == {(people.intelligence.pk, 404), (people.chair.pk, 403)}
    looks = Look.objects.filter(matter=record.pk)
    assert {one.path.split("/")[1] for one in looks} == {"covert", "my-day"}
    assert not Look.objects.filter(matter__isnull=True, path__startswith="/covert/").exists()
    for who, person in people.items():
        there = who in {"intelligence", "chair"}
        with logged_in_as("mosovo_web"), acting_as(person):
            for rows in (looks, refusals):
                assert rows.all().exists() is there, who
                assert visible(person, rows.model).filter(pk__in=rows).exists() is there, who
    CovertNaming.objects.filter(officer=people.chair).update(until_on=TODAY - DAY)
    with logged_in_as("mosovo_web"), acting_as(people.chair):
        assert not looks.all().exists()
    assert "/covert/" not in signed_in(people.chair).get(reverse("my-activity")).content.decode()
    # A stranger who guesses leaves what any unknown address leaves.
    stranger = signed_in(people.stranger)
    pages = [stranger.get(f"/covert/{key}/") for key in (record.pk, uuid.uuid4())] + [stranger.get("/no/such/")]
    assert {(page.status_code, DRAWN.sub(b"", page.content)) for page in pages} == {
        (404, DRAWN.sub(b"", pages[0].content))
    }
    left = Refusal.objects.filter(person_id=people.stranger.pk)
    assert left.values("status", "sentence", "matter", "system").distinct().count() == 1


def test_unusual_looking_leaves_it_out(people: People, case: Case) -> None:
    ForceSetting.objects.create(key="looks_an_hour", value="1", starts_on=TODAY, reason="Invented")
    record = begun(people.intelligence, case)
    other = Look(person_id=people.intelligence.pk, case_ids=[case.pk], kind="page", compartment="covert", path="/")
    Officer.objects.filter(pk=people.intelligence.pk).update(family_name=case.nominal.family_name)
    other.matter = record.pk
    other.save()
    find_unusual(TODAY, now=timezone.now())
    assert not UnusualLooking.objects.exists()
    Look.objects.update(matter=None)
    find_unusual(TODAY, now=timezone.now())
    assert UnusualLooking.objects.exists()


TABLES = [f"cases_covert{name}{event}" for name in ("record", "naming", "contact", "review") for event in ("", "event")]


def test_at_the_database_each_login_reads_what_it_may(people: People, case: Case) -> None:
    record = use_it(people, case)

    def counted(login: str, table: str, person: Officer | None = None) -> object:
        try:
            with logged_in_as(login), transaction.atomic(), connection.cursor() as cursor:
                if person is not None:
                    with acting_as(person):
                        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
                        return cursor.fetchone()[0]
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
                return cursor.fetchone()[0]
        except ProgrammingError as error:
            return str(error).split("\n")[0].split(" for ")[0]

    for table in TABLES:
        assert counted("mosovo_worker", table) == "permission denied"
        assert counted("mosovo_web", table) == 0
        whole = counted("mosovo_backup", table)
        for who in UNNAMED:
            assert counted("mosovo_web", table, getattr(people, who)) == 0, (table, who)
        if table.endswith("event"):
            assert counted("mosovo_audit", table) == whole
        else:
            assert counted("mosovo_audit", table) == "permission denied"
    assert counted("mosovo_backup", TABLES[0]) == 1
    with logged_in_as("mosovo_audit"):
        assert Look.objects.filter(matter=record.pk).exists()
        assert Refusal.objects.filter(matter=record.pk).exists()
    # What was sealed names tables and counts rows.
    assert counted("mosovo_web", SealedRow._meta.db_table, people.auditor) == 0
    with acting_as(people.auditor):
        assert not visible(people.auditor, SealedRow).exists()
