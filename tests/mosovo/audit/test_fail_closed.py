"""Where a look or a refusal cannot be written, nothing is shown and nothing done; where it can, each leaves one."""

import html
from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Document
from mosovo.access.actions import open_restricted_part
from mosovo.access.states import Compartment, OpeningReason
from mosovo.audit.actions.looks import NOT_WRITTEN
from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from tests.factories.cases import NOON, ConfidentialEntryFactory, FlagFactory
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


def test_as_many_reads_are_on_record_as_were_made(people: People, case: Case, addresses: dict[str, str]) -> None:
    browser, times = signed_in(people.offender_manager), 20
    with logged_in_as("mosovo_web"):
        for url in list(addresses.values()) * times:
            assert browser.get(url).status_code == 200
    looks = Look.objects.filter(person_id=people.offender_manager.pk, case_ids__contains=[case.pk])
    on_record = {name: looks.filter(path=url.partition("?")[0]).count() for name, url in addresses.items()}
    restricted = looks.filter(kind=LookKind.OPENED, compartment=Compartment.CONFIDENTIAL).count()
    assert restricted == times
    # The page of an open part is a look at the case file and at the part.
    assert on_record == dict.fromkeys(addresses, times) | {"case-confidential": 2 * times}


def test_as_many_refusals_are_on_record_as_were_given(people: People, case: Case, addresses: dict[str, str]) -> None:
    browser = signed_in(people.stranger)
    with logged_in_as("mosovo_web"):
        told = [browser.get(url).status_code for url in list(addresses.values()) * 5]
    refused = sum(status in {403, 404, 409} for status in told)
    assert refused > 20
    assert Refusal.objects.filter(person_id=people.stranger.pk).count() == refused
