"""Changes by number of the case, and copies of the record: for auditors, and each on record with its reason."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from cases.models import Case
from mosovo.audit.models import Look
from mosovo.identity import acting_as
from tests.factories.cases import ConfidentialEntryFactory
from tests.logins import logged_in_as
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

CHANGES, EXPORT = reverse("audit-changes"), reverse("audit-export", args=["looks"])
FORMULAS = ("=1+1", "+1", "-1", "@x", "\t=1", "＝1")


@pytest.mark.parametrize("url", [CHANGES, EXPORT])
def test_they_are_for_auditors(people: People, url: str) -> None:
    assert answers(people, url) == refused_but(people, status=403, auditor=200)


def test_auditor_sees_who_changed_a_case_and_nothing_it_says(people: People, case: Case) -> None:
    ConfidentialEntryFactory(case=case, text="The neighbour told us of the shed")
    with acting_as(people.offender_manager, reason="Moved to Elm Road", source="POST /somewhere/"):
        Case.objects.filter(pk=case.pk).update(status="custody")
    with logged_in_as("mosovo_web"):
        page = signed_in(people.auditor).get(CHANGES, {"case": case.pk}).content.decode()
    assert 'Case changed<div class="app-quiet">cases_caseevent</div>' in page
    assert 'Confidential entry added<div class="app-quiet">cases_confidentialentryevent</div>' in page
    assert people.offender_manager.full_name in page
    for told in ("neighbour", "custody", "Elm Road", case.nominal.family_name):
        assert told not in page


@pytest.mark.parametrize("number", ["x", "-1", "9" * 20, "1 or 1=1"])
def test_changes_are_found_by_a_number_alone(people: People, number: str) -> None:
    assert signed_in(people.auditor).get(CHANGES, {"case": number}).status_code == 422


def test_database_tells_changes_to_nobody_else(people: People, case: Case) -> None:
    from mosovo.audit.queries import Search, changes  # noqa: PLC0415

    def seen(person) -> bool:
        with logged_in_as("mosovo_web"), acting_as(person):
            return bool(changes(case.pk, Search(), most=9))

    assert {name for name, person in people.items() if seen(person)} == {"supervisor", "unit_manager", "auditor"}


def test_copy_has_what_was_found_and_no_formula(people: People) -> None:
    for number, text in enumerate(FORMULAS):
        Look.objects.create(
            person_id=people.chair.pk, case_ids=[number], compartment="case", path="/", kind="search", reason=text
        )
    Look.objects.create(person_id=people.chair.pk, case_ids=[99], compartment="case", path="/other/", kind="page")
    with logged_in_as("mosovo_web"):
        answer = signed_in(people.auditor).post(f"{EXPORT}?kind=search", {"reason": "Asked for by the ombudsman"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(FORMULAS)
    assert {row[-1] for row in rows[1:]} == {f"'{text}" for text in FORMULAS}
    look = Look.objects.get(kind="export")
    assert (look.person_id, look.reason) == (
        people.auditor.pk,
        "looks: kind search; for: Asked for by the ombudsman",
    )


@pytest.mark.parametrize(
    ("part", "reason", "status"), [("looks", "", 422), ("looks", "..", 422), ("nothing", "A reason", 404)]
)
def test_no_copy_without_a_reason_or_of_nothing(people: People, part: str, reason: str, status: int) -> None:
    answer = signed_in(people.auditor).post(reverse("audit-export", args=[part]), {"reason": reason})
    assert answer.status_code == status
    assert not Look.objects.filter(kind="export").exists()


def test_refusals_are_copied_with_their_sentence(people: People, case: Case) -> None:
    signed_in(people.stranger).get(reverse("case", args=[case.reference]))
    answer = signed_in(people.auditor).post(reverse("audit-export", args=["refusals"]), {"reason": "Asked for"})
    assert f"/cases/{case.reference}/" in answer.content.decode()
    assert "404: There is no such page" in answer.content.decode()
