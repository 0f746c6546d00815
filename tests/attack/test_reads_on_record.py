"""Where a look or a refusal cannot be written, nothing is shown and nothing done; where it can, each leaves one."""

import html
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Document, Nominal
from mosovo.access.actions import open_restricted_part
from mosovo.access.states import Compartment, OpeningReason
from mosovo.audit.actions.looks import NOT_WRITTEN
from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from tests.attack.tally import Tally
from tests.factories.cases import NOON, ConfidentialEntryFactory, FlagFactory
from tests.house.filled import fill_tables
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.logins import logged_in_as
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "The neighbour told us of the shed"
PDF = b"%PDF-1.7 invented and confidential"


@pytest.fixture
def addresses(people: People, case: Case) -> dict[str, str]:
    """Every way in which something of the case comes to its offender manager."""
    FlagFactory(nominal=case.nominal)
    ConfidentialEntryFactory(case=case, text=SECRET)
    open_restricted_part(
        by=people.offender_manager,
        case=case,
        compartment=Compartment.CONFIDENTIAL,
        reason=OpeningReason.VISIT,
        sentence="Preparing for the visit of today",
        now=timezone.now(),
    )
    document = Document.objects.create(
        case=case,
        title="Invented",
        content=PDF,
        size=len(PDF),
        sha256="0" * 64,
        made_at=NOON,
        made_by=people.offender_manager,
    )
    named = {name: reverse(name, args=[case.reference]) for name in ("case", "case-timeline", "case-confidential")}
    return named | {
        "list": reverse("caseload"),
        "search": f"{reverse('search')}?q={case.reference}",
        "flag": reverse("flag", args=[case.reference]),
        "download": reverse("document", args=[document.reference]),
        "api": f"/api/v1/cases/{case.reference}/",
        "api list": "/api/v1/cases/",
    }


def revoke(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON {table} FROM mosovo_app")


@pytest.fixture
def unwritable() -> Iterator[None]:
    """The right to write the record is taken away for the length of a test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("GRANT INSERT ON audit_look, audit_refusal TO mosovo_app")


def test_nothing_of_a_case_is_shown_that_cannot_be_put_on_record(
    people: People, case: Case, addresses: dict[str, str], unwritable: None
) -> None:
    browser = signed_in(people.offender_manager)
    with logged_in_as("mosovo_web"):
        assert {name: browser.get(url).status_code for name, url in addresses.items()} == dict.fromkeys(addresses, 200)
    revoke("audit_look")
    with logged_in_as("mosovo_web"):
        for name, url in addresses.items():
            answer = browser.get(url)
            content = html.unescape(answer.content.decode())
            assert answer.status_code == 503, name
            assert NOT_WRITTEN in content, name
            for shown in (SECRET, PDF.decode(), case.nominal.family_name, case.nominal.given_names):
                assert shown not in content, name


def test_nothing_is_done_that_cannot_be_put_on_record(people: People, case: Case, unwritable: None) -> None:
    revoke("audit_look")
    before = Case.objects.values("status").get()
    with logged_in_as("mosovo_web"):
        typed = {"status": "custody", "on_0": "1", "on_1": "3", "on_2": "2026", "reason": "Recalled to prison"}
        answer = signed_in(people.offender_manager).post(reverse("status-change", args=[case.reference]), typed)
    assert answer.status_code == 503
    assert Case.objects.values("status").get() == before


def test_refusal_that_cannot_be_put_on_record_says_so(people: People, case: Case, unwritable: None) -> None:
    revoke("audit_refusal")
    with logged_in_as("mosovo_web"):
        for url in (reverse("case", args=[case.reference]), f"/api/v1/cases/{case.reference}/"):
            answer = signed_in(people.stranger).get(url)
            assert (answer.status_code, NOT_WRITTEN in html.unescape(answer.content.decode())) == (503, True)


def test_as_many_reads_are_on_record_as_were_made(
    people: People, case: Case, addresses: dict[str, str], times: Callable[[int, int], int]
) -> None:
    tally = Tally("reads, by page, list, search, document and endpoint (leaked: not on record)", figure="17")
    browser, often = signed_in(people.offender_manager), times(5, 100)
    with logged_in_as("mosovo_web"):
        for url in list(addresses.values()) * often:
            assert browser.get(url).status_code == 200
            tally.tried += 1
    looks = Look.objects.filter(person_id=people.offender_manager.pk, case_ids__contains=[case.pk])
    on_record = {name: looks.filter(path=url.partition("?")[0]).count() for name, url in addresses.items()}
    restricted = looks.filter(kind=LookKind.OPENED, compartment=Compartment.CONFIDENTIAL).count()
    # The page of an open part is a look at the case file and at the part.
    wanted = dict.fromkeys(addresses, often) | {"case-confidential": 2 * often}
    tally.leaked = sum(abs(wanted[name] - on_record[name]) for name in wanted) + abs(often - restricted)
    assert restricted == often
    assert on_record == wanted


def test_as_many_refusals_are_on_record_as_were_given(
    people: People, case: Case, addresses: dict[str, str], times: Callable[[int, int], int]
) -> None:
    tally = Tally("refusals (leaked: not on record)", figure="V16.3.2")
    browser = signed_in(people.stranger)
    with logged_in_as("mosovo_web"):
        told = [browser.get(url).status_code for url in list(addresses.values()) * times(5, 100)]
    refused = tally.tried = sum(status in {403, 404, 409} for status in told)
    assert refused > 20
    on_record = Refusal.objects.filter(person_id=people.stranger.pk).count()
    tally.leaked = abs(refused - on_record)
    assert on_record == refused


# What keeps the record of looks from being written, as SQL.
BROKEN = {
    "no right": "REVOKE INSERT ON audit_look FROM mosovo_app",
    "a trigger that raises": "CREATE FUNCTION public.broken() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RAISE EXCEPTION ''no space left''; END';"
    " CREATE TRIGGER broken BEFORE INSERT ON audit_look EXECUTE FUNCTION public.broken()",
    "a rule that none meets": "CREATE POLICY broken ON audit_look AS RESTRICTIVE FOR INSERT WITH CHECK (false)",
}
MENDED = """
GRANT INSERT ON audit_look TO mosovo_app; DROP FUNCTION IF EXISTS public.broken() CASCADE;
DROP POLICY IF EXISTS broken ON audit_look
"""


@pytest.fixture
def mended(transactional_db: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(MENDED)


def test_with_the_record_broken_no_route_shows_a_word(
    people: People, case: Case, mended: None, times: Callable[[int, int], int]
) -> None:
    """Asked by those with the widest sight: all that is shown with the record whole is shown no more."""
    tally = Tally(f"routes with the record broken in {len(BROKEN)} ways", figure="17")
    Nominal.objects.filter(pk=case.pk).update(family_name="Zzfamilyzz", given_names="Zzgivenzz")
    world = fill_tables(people, case)
    readers = [people.supervisor, people.chair, people.control_room, people.press_officer][: times(1, 4)]
    addresses = [address(route, world) for route in routes() if route.name != "sign-out"]
    addresses += [f"{reverse('search')}?q=Zzfamilyzz", "/api/v1/people/?q=Zzfamilyzz"]
    addresses = addresses[:: times(6, 1)]
    browsers = [(person, signed_in(person)) for person in readers]
    with logged_in_as("mosovo_web"):
        whole = {(person.pk, url): shows(browser, url) for person, browser in browsers for url in addresses}
    assert sum(whole.values()) > times(2, 10)
    told = []
    for kind in list(BROKEN)[: times(1, len(BROKEN))]:
        with connection.cursor() as cursor:
            cursor.execute(BROKEN[kind])
        with logged_in_as("mosovo_web"):
            for person, browser in browsers:
                for url in addresses:
                    tally.tried += 1
                    told += [(kind, person.sign_in, url)] if shows(browser, url) else []
        with connection.cursor() as cursor:
            cursor.execute(MENDED)
    tally.leaked = len(told)
    assert told == []


def shows(browser: Client, url: str) -> bool:
    """Whether the answer holds anything of the person."""
    body = browser.get(url).content.decode(errors="replace").replace('value="Zzfamilyzz"', "")
    return "Zzgivenzz" in body or ("Zzfamilyzz" in body and "?q=" not in url)
