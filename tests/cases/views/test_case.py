"""The case page: who is let in, what it shows, how many queries it asks."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Address, Case, Conviction, Document, Order, StatusChange
from cases.states import CaseStatus, OrderKind
from mosovo.audit.models import Look
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

IN_SIGHT = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)


@pytest.mark.parametrize("part", ["", "timeline/"])
def test_case_page_is_for_the_unit_alone(part: str, people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/{part}") == refused_but(people, **IN_SIGHT)


@pytest.mark.parametrize("part", ["", "timeline/"])
def test_case_that_is_not_there_is_not_found(part: str, people: People, case: Case) -> None:
    assert answers(people, f"/cases/N9999999/{part}") == refused_but(people)


READING = ["/my-day/", "/caseload/", "/search/", "/cases/N0000001/", "/cases/N0000001/timeline/"]


@pytest.mark.parametrize("url", READING)
def test_pages_that_only_show_take_nothing(url: str, people: People) -> None:
    assert answers(people, url, data={"q": "x"}) == refused_but(people, status=405)


def test_looking_at_a_case_is_recorded(people: People, case: Case) -> None:
    signed_in(people.offender_manager).get(f"/cases/{case.reference}/")
    assert list(Look.objects.values_list("person_id", "kind", "compartment", "case_ids")) == [
        (people.offender_manager.pk, "page", "case", [case.pk])
    ]


def test_overview_shows_identity_orders_and_convictions(people: People, case: Case) -> None:
    Order.objects.create(case=case, kind=OrderKind.SHPO, terms="No unsupervised contact.", from_on=dt.date(2025, 5, 1))
    Conviction.objects.create(case=case, convicted_on=dt.date(2024, 2, 3), offence="Invented offence")
    Address.objects.create(nominal=case.nominal, lines="1 Invented Street", postcode="ZZ1 1ZZ")
    page = " ".join(signed_in(people.offender_manager).get(f"/cases/{case.reference}/").content.decode().split())
    for words in (
        case.nominal.full_name,
        case.reference,
        "2 January 1980",
        "Sexual harm prevention order",
        "No unsupervised contact.",
        "until further order",
        "Invented offence",
        "1 Invented Street ZZ1 1ZZ",
        "Offender Manager",
    ):
        assert words in page


def test_timeline_gives_the_newest_first_and_only_the_kind_asked_for(people: People, case: Case) -> None:
    for month, status in ((1, CaseStatus.CUSTODY), (3, CaseStatus.COMMUNITY)):
        StatusChange.objects.create(case=case, status=status, on=dt.date(2026, month, 1), reason=f"Reason {month}")
    client = signed_in(people.offender_manager)
    page = client.get(f"/cases/{case.reference}/timeline/?kind=Status").content.decode()
    assert page.index("Reason 3") < page.index("Reason 1")
    assert "Reason 3" not in client.get(f"/cases/{case.reference}/timeline/?kind=Visit").content.decode()
    assert "Reason 3" not in client.get(f"/cases/{case.reference}/timeline/?view=compact").content.decode()


def test_document_is_reached_from_the_timeline(people: People, case: Case) -> None:
    document = Document.objects.create(
        case=case, title="Invented report", content=b"x", size=1, sha256="0" * 64, made_at=timezone.now()
    )
    page = signed_in(people.offender_manager).get(f"/cases/{case.reference}/timeline/").content.decode()
    assert f'href="/documents/{document.reference}/"' in page


@pytest.mark.parametrize("rows", [1, 30])
def test_overview_asks_one_number_of_queries(
    rows: int, people: People, case: Case, django_assert_num_queries: object
) -> None:
    day = timezone.localdate()
    for n in range(rows):
        Conviction.objects.create(case=case, convicted_on=day - dt.timedelta(days=n), offence=f"Offence {n}")
        Order.objects.create(case=case, kind=OrderKind.SHPO, terms="Terms", from_on=day)
    client = signed_in(people.offender_manager)
    with django_assert_num_queries(23):  # type: ignore[operator]
        client.get(f"/cases/{case.reference}/")
