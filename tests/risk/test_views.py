"""The risk pages: who is let in, what they say, what they keep."""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from django.http import HttpResponse

from cases.models import Case, Conviction
from cases.states import CaseStatus, RiskLevel, Sex
from mosovo.audit.models import Look
from mosovo.diary.models import Deadline
from mosovo.staff.models import Unit
from risk.models import LevelDecision, StaticAssessment
from risk.srp import Gender
from tests.factories.cases import CaseFactory
from tests.factories.risk import LevelDecisionFactory, StaticAssessmentFactory
from tests.people import People, answers, refused_but, signed_in
from tests.risk.forms import typed, typed_record
from tests.risk.srp.people import man
from tests.risk.srp.vectors import DAY, Record, records

pytestmark = pytest.mark.django_db

IN_SIGHT = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)
REASONS = "He has moved in with a family with two small children."
LEVEL = {"level": "high", "reasons": REASONS, "seen": ""}

Queries = Callable[[int], AbstractContextManager[object]]


def may_write(status: int) -> dict[str, int]:
    """In sight and may write: ``status``; in sight alone: 403."""
    writers = dict.fromkeys(("offender_manager", "supervisor", "unit_manager"), status)
    return writers | {"same_unit_colleague": 403, "lapsed_vetting_officer": 403}


def url(case: Case, part: str = "") -> str:
    return f"/cases/{case.reference}/risk/{part}"


def page(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def assessment(case: Case, people: People, **facts: object) -> StaticAssessment:
    made: StaticAssessment = StaticAssessmentFactory(case=case, assessed_by=people.offender_manager, **facts)
    return made


# --- Who is let in


def test_risk_tab_is_for_those_who_see_the_case(people: People, case: Case) -> None:
    assert answers(people, url(case)) == refused_but(people, **IN_SIGHT)


def test_assessment_is_for_those_who_see_the_case(people: People, case: Case) -> None:
    address = f"/srp/{assessment(case, people).reference}/"
    assert answers(people, address) == refused_but(people, **IN_SIGHT)


@pytest.mark.parametrize("part", ["srp/", "level/"])
def test_forms_are_for_those_who_write_in_the_case(people: People, case: Case, part: str) -> None:
    assert answers(people, url(case, part)) == refused_but(people, **may_write(200))


def test_score_is_worked_out_for_those_who_write_in_the_case(people: People, case: Case) -> None:
    assert answers(people, url(case, "srp/"), data=typed()) == refused_but(people, **may_write(200))
    assert not StaticAssessment.objects.exists()


def test_score_is_kept_by_those_who_write_in_the_case(people: People, case: Case) -> None:
    assert answers(people, url(case, "srp/"), data=typed(do="keep")) == refused_but(people, **may_write(303))
    assert StaticAssessment.objects.count() == 1  # all three sent the same


def test_level_is_set_by_those_who_write_in_the_case(people: People, case: Case) -> None:
    # The supervisors' pages had not seen the level that the offender manager has just set.
    expected = refused_but(people, **may_write(409) | {"offender_manager": 303})
    assert answers(people, url(case, "level/"), data=LEVEL) == expected
    assert LevelDecision.objects.get().set_by == people.offender_manager


@pytest.mark.parametrize(("part", "data"), [("srp/", typed(do="keep")), ("level/", LEVEL)])
def test_closed_case_is_read_and_no_longer_assessed(
    people: People, case: Case, part: str, data: dict[str, object]
) -> None:
    case.status = CaseStatus.CLOSED
    case.save()
    client = signed_in(people.offender_manager)
    assert client.get(url(case, part)).status_code == 403
    assert client.post(url(case, part), data).status_code == 403
    assert (
        page(client.get(url(case))).count(
            "This case is closed. A supervisor of the unit must reopen it before its risk is assessed again."
        )
        == 2
    )


@pytest.mark.parametrize(
    "address",
    [
        "/cases/N9999999/risk/",
        "/cases/N9999999/risk/srp/",
        "/cases/N9999999/risk/level/",
        f"/srp/{uuid.UUID(int=1)}/",
        "/srp/not-a-reference/",
    ],
)
def test_what_is_not_there_is_not_found(people: People, case: Case, address: str) -> None:
    assert signed_in(people.supervisor).get(address).status_code == 404


def test_looking_at_an_assessment_is_a_look_at_its_case(people: People, case: Case) -> None:
    signed_in(people.offender_manager).get(f"/srp/{assessment(case, people).reference}/")
    assert list(Look.objects.values_list("person_id", "compartment", "case_ids")) == [
        (people.offender_manager.pk, "case", [case.pk])
    ]


# --- Scoring


def test_questions_are_filled_in_from_the_record_and_each_is_to_be_confirmed(people: People, case: Case) -> None:
    Conviction.objects.create(case=case, convicted_on=dt.date(2024, 2, 3), offence="Invented offence")
    client = signed_in(people.offender_manager)
    shown = page(client.get(url(case, "srp/")))
    assert 'name="date_of_birth_2" id="id_date_of_birth_2"' in shown
    assert 'value="1980"' in shown
    assert "On this file: 1 conviction; there may be more elsewhere." in shown
    assert "On this file the newest is of 3 February 2024." in shown
    assert "OASys question 1.34." in shown
    answer = client.post(url(case, "srp/"), typed(man(date_of_birth=dt.date(1980, 1, 2)), date_of_birth_checked=""))
    assert answer.status_code == 422
    assert "Check the date of birth and tick that you have" in page(answer)


def test_nothing_is_filled_in_that_the_record_does_not_know(people: People, case: Case) -> None:
    case.nominal.sex, case.nominal.date_of_birth = Sex.UNKNOWN, None
    case.nominal.save()
    shown = page(signed_in(people.offender_manager).get(url(case, "srp/")))
    assert "I have checked this against the record" not in shown


def test_missing_and_contradictory_answers_are_said_at_the_field_and_in_the_summary(people: People, case: Case) -> None:
    data = typed(has_sexual_offence="false", contact_child="", total_sanctions="two", assessed_on="2999-01-01")
    answer = signed_in(people.offender_manager).post(url(case, "srp/"), data)
    assert answer.status_code == 422
    shown = page(answer)
    for target, message in {
        "id_has_sexual_offence_0": "Sexual sanctions are counted, so say yes here, or take the sanctions out.",
        "id_contact_adult": "A sexual sanction is counted here, but it is not said that a sexual offence was ever "
        "committed.",
        "id_total_sanctions": "Sanctions for offences of any kind must be a whole number",
    }.items():
        assert f'<a href="#{target}" >{message}</a>' in shown
        assert shown.count(message) >= 2  # in the summary and at the field
    assert "Date of the assessment must be on or before" in shown
    assert shown.startswith("<!DOCTYPE html>")
    assert "<title> Error:" in shown
    assert 'value="two"' in shown  # what was typed stays
    assert 'value="2999"' in shown


def test_empty_form_asks_for_everything_that_is_needed_and_no_more(people: People, case: Case) -> None:
    case.nominal.sex, case.nominal.date_of_birth = Sex.UNKNOWN, None
    case.nominal.save()
    answer = signed_in(people.offender_manager).post(url(case, "srp/"), {"reference": str(uuid.uuid4())})
    form = answer.context["form"]
    assert set(form.errors) == {
        "date_of_birth",
        "gender",
        "supervision",
        "has_sexual_offence",
        "contact_adult",
        "contact_child",
        "images_indirect",
        "non_contact",
        "total_sanctions",
        "follow_up_on",
        "is_current_offence_sexual",
        "is_victim_stranger",
    }


def test_stranger_is_not_asked_where_the_current_offence_is_not_sexual(people: People, case: Case) -> None:
    data = typed(man(is_current_offence_sexual=False, is_victim_stranger=None))
    assert signed_in(people.offender_manager).post(url(case, "srp/"), data).status_code == 200


def test_working_out_shows_items_points_bands_rule_and_warnings_and_keeps_nothing(people: People, case: Case) -> None:
    shown = page(signed_in(people.offender_manager).post(url(case, "srp/"), typed(do="work")))
    for words in (
        "Contact adult sexual sanctions",
        "40 years",
        "<strong>30</strong>",
        "2.11%",
        "High",
        "Follow-up began less than five years before the assessment.",
        "0.28%",
        "Other sexual sanctions only",
        "The date of birth given, 4 May 1985, is not the one on record, 2 January 1980; check both.",
        "Keep this assessment",
    ):
        assert words in shown
    assert not StaticAssessment.objects.exists()


def test_points_so_far_come_back_alone_when_an_answer_changes(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    answer = client.post(url(case, "srp/"), typed(contact_child="", contact_adult="3"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    shown = page(answer)
    assert shown.startswith('<p id="points-said" hx-swap-oob="innerHTML">40 points so far</p>')
    assert "Work it out" not in shown
    assert "So far" in shown
    assert "<strong>40</strong>" in shown
    assert "Not answered" in shown
    assert "Keep this assessment" not in shown


def test_what_was_worked_out_can_be_kept_or_changed(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    answer = client.post(url(case, "srp/"), typed(do="work"))
    carried = dict(answer.context["form"].carried)
    changing = client.post(url(case, "srp/"), {**carried, "do": "change"})
    assert changing.status_code == 200
    assert 'value="1985"' in page(changing)
    kept = client.post(url(case, "srp/"), {**carried, "do": "keep"})
    made = StaticAssessment.objects.get()
    assert (kept.status_code, kept["Location"]) == (303, f"/srp/{made.reference}/")
    assert str(made.reference) == carried["reference"]
    assert (made.dc_points, made.assessed_on) == (30, dt.date(2026, 3, 2))
    again = client.post(url(case, "srp/"), {**carried, "do": "keep"})
    assert again["Location"] == kept["Location"]
    assert StaticAssessment.objects.count() == 1


def test_what_is_not_complete_is_not_kept(people: People, case: Case) -> None:
    answer = signed_in(people.offender_manager).post(url(case, "srp/"), typed(do="keep", contact_adult=""))
    assert answer.status_code == 422
    assert not StaticAssessment.objects.exists()


@pytest.mark.parametrize("gender", [Gender.FEMALE, Gender.OTHER])
def test_not_applicable_is_shown_and_can_be_kept(people: People, case: Case, gender: Gender) -> None:
    client = signed_in(people.offender_manager)
    data = typed(man(gender=Gender.FEMALE), gender=gender.value)
    shown = page(client.post(url(case, "srp/"), data))
    assert shown.count("Not applicable") == 2
    assert "Neither predictor applies, so they suggest no level." in shown
    kept = client.post(url(case, "srp/"), {**data, "do": "keep"}, follow=True)
    assert page(kept).count("Not applicable") == 2


def _scored_whole(record: Record) -> bool:
    """Published with points for direct contact, by the current release, and not decided otherwise here."""
    return record.id in {
        "end_to_end/api-e2e-happy-path/dc",
        "dc/api_fixtures/1-valid",
        "dc/service_tests/LOW",
        "dc/service_tests/MEDIUM",
        "dc/service_tests/HIGH",
        "dc/service_tests/VERY_HIGH",
        "iic/api_fixtures/1-valid",
    }


PUBLISHED = [record for record in records() if _scored_whole(record)]


def test_enough_published_records_go_through_the_form() -> None:
    assert len(PUBLISHED) >= 5


@pytest.mark.parametrize("vector", PUBLISHED, ids=lambda vector: vector.id)
def test_published_records_come_out_of_the_form_as_published(people: People, case: Case, vector: Record) -> None:
    # What the published records leave open and the interview must ask; none of it changes a point.
    interview = {
        "assessmentDate": str(DAY),
        "dateOfBirth": "1980-01-01",
        "supervisionStatus": "COMMUNITY",
        "dateAtStartOfFollowup": "2020-01-01",
        "dateOfMostRecentSexualOffence": "2010-01-01",
        "totalNumberOfSanctionsForAllOffences": 9,
        "isCurrentOffenceSexuallyMotivated": False,
        "isCurrentOffenceAgainstVictimStranger": False,
    }
    data = typed_record(interview | vector.record)
    answer = signed_in(people.offender_manager).post(url(case, "srp/"), {**data, "do": "keep"})
    assert answer.status_code == 303, answer.context["form"].errors
    kept = StaticAssessment.objects.get()
    expected = vector.published["expected"]
    assert isinstance(expected, dict)
    output = expected.get("output", expected)
    found = {
        "band": kept.dc_band if vector.predictor == "dc" else kept.iic_band,
        "score": kept.dc_percent if vector.predictor == "dc" else kept.iic_percent,
        "pointScore": kept.dc_points,
        "riskBandReductionApplied": kept.dc_band_after_reduction != kept.dc_band,
    }
    wanted = {name: output[name] for name in found if name in output}
    if "derived_points" in vector.published:
        wanted["pointScore"] = vector.published["derived_points"]
    if "score" in wanted:
        wanted["score"] = Decimal(str(wanted["score"]))
    assert {name: found[name] for name in wanted} == wanted
    assert "band" in wanted


# --- One assessment


def test_assessment_is_shown_as_it_was_made(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    shown = page(client.post(url(case, "srp/"), typed(do="keep"), follow=True))
    for words in (
        "Assessment kept. It sets no risk level",
        "DC-SRP and IIC-SRP, version 6.1",
        "Assessed on 2 March 2026",
        "Constable Invented Offender Manager",
        "36 years",
        "Other sexual sanctions only",
        "Follow-up began less than five years before the assessment.",
        "20 November 2025",
        "not the one on record",
    ):
        assert words in shown


def test_assessment_under_an_earlier_algorithm_reads_as_it_was_made(people: People, case: Case) -> None:
    old = assessment(
        case,
        people,
        algorithm="OSP/C and OSP/I",
        version="5",
        inputs={"contactAdult": 2, "gender": "MALE"},
        dc_points=33,
        dc_percent="2.01",
        dc_band="HIGH",
        dc_band_after_reduction="",
        iic_percent="0.11",
        iic_band="LOW",
    )
    shown = page(signed_in(people.offender_manager).get(f"/srp/{old.reference}/"))
    for words in ("OSP/C: direct contact", "OSP/I: images", "earlier algorithm", "contactAdult", "33", "2.01%"):
        assert words in shown


# --- The tab


def test_tab_shows_the_level_its_reasons_the_levels_before_and_the_review(people: People, case: Case) -> None:
    made = assessment(case, people, dc_band_after_reduction="MEDIUM")
    client = signed_in(people.offender_manager)
    client.post(
        url(case, "level/"),
        {**LEVEL, "assessment": str(made.reference), "differs_because": "The score knows nothing of the children."},
    )
    shown = page(client.get(url(case)))
    for words in (
        REASONS,
        "Before: medium",
        "The score suggested medium. It differs because:",
        "The score knows nothing of the children.",
        "Review the risk level",
        "it is reviewed every 6 months.",
        f"/srp/{made.reference}/",
        "Risk level set to high.",
    ):
        assert words in shown


def test_tab_of_a_case_without_anything_says_so(people: People, case: Case) -> None:
    shown = page(signed_in(people.same_unit_colleague).get(url(case)))
    for words in (
        "No assessment is on file",
        "No level has been set here",
        "The level came with the case.",
        "No review is in the diary",
        "Only the offender manager",
    ):
        assert words in shown


@pytest.mark.parametrize("rows", [1, 30])
def test_tab_asks_one_number_of_queries(
    rows: int, people: People, case: Case, django_assert_num_queries: Queries
) -> None:
    for n in range(rows):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=n)
        made = assessment(case, people, assessed_on=day)
        LevelDecisionFactory(case=case, set_by=people.supervisor, assessment=made, set_on=day)
    Deadline.objects.create(
        case=case, kind="risk_review", subject="case:1", title="Review", due_on=day, opened_on=day, owner=case.officer
    )
    client = signed_in(people.offender_manager)
    with django_assert_num_queries(17):
        client.get(url(case))


@pytest.mark.parametrize("rows", [1, 30])
def test_level_page_asks_one_number_of_queries(
    rows: int, people: People, case: Case, django_assert_num_queries: Queries
) -> None:
    for n in range(rows):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=n)
        made = assessment(case, people, assessed_on=day)
        LevelDecisionFactory(case=case, set_by=people.supervisor, assessment=made, set_on=day)
    client = signed_in(people.offender_manager)
    with django_assert_num_queries(16):
        client.get(url(case, "level/"))


def test_levels_and_assessments_are_on_the_timeline(people: People, case: Case) -> None:
    made = assessment(case, people)
    LevelDecisionFactory(case=case, set_by=people.supervisor, before=RiskLevel.LOW)
    shown = page(signed_in(people.offender_manager).get(f"/cases/{case.reference}/timeline/"))
    assert "Risk level set to medium, before that low" in shown
    assert f"/srp/{made.reference}/" in shown


# --- The level


def test_level_page_starts_from_the_assessment_it_was_opened_from(people: People, case: Case) -> None:
    made = assessment(case, people)
    shown = page(signed_in(people.offender_manager).get(url(case, f"level/?assessment={made.reference}")))
    assert f'value="{made.reference}" selected' in shown
    assert "The newest score suggests <strong>high</strong>" in shown


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"level": ""}, "Select risk level"),
        ({"reasons": "Because."}, "Reasons must be at least 20 characters"),
        ({"reasons": ""}, "Enter reasons"),
        (
            {"level": "low"},
            "The score suggests high and you chose low: say why they differ, in at least 20 characters.",
        ),
        ({"assessment": str(uuid.UUID(int=1))}, "Select a valid choice"),
    ],
)
def test_level_that_is_not_ready_is_said_at_the_field_and_stays_typed(
    people: People, case: Case, changed: dict[str, str], message: str
) -> None:
    assessment(case, people)
    answer = signed_in(people.offender_manager).post(url(case, "level/"), LEVEL | changed)
    assert answer.status_code == 422
    assert message in page(answer)
    assert (LEVEL | changed)["reasons"] in page(answer)
    assert not LevelDecision.objects.exists()


def test_level_set_meanwhile_shows_both_and_keeps_what_was_typed(people: People, case: Case) -> None:
    theirs = signed_in(people.supervisor)
    theirs.post(url(case, "level/"), LEVEL | {"level": "very_high", "reasons": "Seen at the school gate on Monday."})
    mine = signed_in(people.offender_manager)
    answer = mine.post(url(case, "level/"), LEVEL | {"level": "medium"})
    assert answer.status_code == 409
    shown = page(answer)
    for words in (
        "Invented Supervisor set the level to very high while you had this page open. You chose medium.",
        "Seen at the school gate on Monday.",
        REASONS,
    ):
        assert words in shown
    case.refresh_from_db()
    assert case.risk_level == RiskLevel.VERY_HIGH
    once_more = LEVEL | {"level": "medium", "seen": str(LevelDecision.objects.get().pk)}
    assert mine.post(url(case, "level/"), once_more).status_code == 303


def test_level_may_not_rest_on_an_assessment_of_another_case(people: People, case: Case, unit: Unit) -> None:
    other = assessment(CaseFactory(unit=unit), people)
    answer = signed_in(people.supervisor).post(url(case, "level/"), LEVEL | {"assessment": str(other.reference)})
    assert answer.status_code == 303  # there is no such field where the case has no assessment
    assert LevelDecision.objects.get().assessment is None
