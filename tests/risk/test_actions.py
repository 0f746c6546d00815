import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Case
from cases.states import CaseStatus, RiskLevel, Sex
from mosovo.access.actions import grant_on_case
from mosovo.access.models import Exclusion
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied, Stale
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from risk.actions import keep_assessment, set_risk_level
from risk.models import LevelDecision, StaticAssessment
from risk.srp import ALGORITHM, VERSION, Answers, Gender
from tests.factories.cases import NOON, CaseFactory
from tests.factories.risk import LevelDecisionFactory, StaticAssessmentFactory
from tests.people import People
from tests.risk.srp.people import ASSESSED_ON, COMPLETE, man

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 4)
REASONS = "He has moved in with a family with two small children."


def keep(by: Officer, case: Case, answers: Answers = COMPLETE, reference: uuid.UUID | None = None) -> StaticAssessment:
    with acting_as(by):
        return keep_assessment(
            by=by, case=case, reference=reference or uuid.uuid4(), answers=answers, now=NOON, today=TODAY
        )


def put(by: Officer, case: Case, level: RiskLevel = RiskLevel.HIGH, **given: object) -> LevelDecision:
    """Set the level as somebody would who has just looked."""
    newest = LevelDecision.objects.filter(case=case).first()
    given = {"reasons": REASONS, "seen": newest.pk if newest else None, "now": NOON, "today": TODAY} | given
    with acting_as(by):
        return set_risk_level(by=by, case=case, level=level, **given)  # type: ignore[arg-type]


# --- Keeping an assessment


def test_assessment_is_kept_as_it_was_made(people: People, case: Case) -> None:
    case.nominal.date_of_birth = COMPLETE.date_of_birth
    case.nominal.save()
    kept = StaticAssessment.objects.get(pk=keep(people.offender_manager, case).pk)
    assert kept.inputs["gender"] == "MALE"
    assert kept.inputs["dateOfBirth"] == "1985-05-04"
    assert kept.inputs["totalContactAdultSexualSanctions"] == 1
    assert kept.inputs["mostRecentOffenceDate"] is None
    assert (kept.dc_points, kept.dc_percent, kept.dc_band) == (30, Decimal("2.11"), "HIGH")
    assert (kept.iic_percent, kept.iic_band) == (Decimal("0.28"), "LOW")
    assert kept.dc_band_after_reduction == "HIGH"
    assert kept.working["items"][0] == {"label": "Contact adult sexual sanctions", "value": "1", "points": 5}
    assert kept.working["rule"] == "Other sexual sanctions only"
    assert kept.working["why_not_reduced"] == "Follow-up began less than five years before the assessment."
    assert kept.warnings == []
    assert (kept.algorithm, kept.version) == (ALGORITHM, VERSION)
    assert (kept.assessed_on, kept.assessed_by, kept.recorded_at) == (ASSESSED_ON, people.offender_manager, NOON)


def test_band_is_lowered_after_five_years_and_both_are_kept(people: People, case: Case) -> None:
    long_ago = dt.date(2015, 1, 1)
    kept = keep(people.offender_manager, case, man(follow_up_on=long_ago, last_sexual_sanction_on=long_ago))
    assert (kept.dc_points, kept.dc_band, kept.dc_band_after_reduction) == (34, "HIGH", "MEDIUM")


@pytest.mark.parametrize("gender", [Gender.FEMALE, Gender.OTHER])
def test_not_applicable_is_kept(people: People, case: Case, gender: Gender) -> None:
    kept = keep(people.offender_manager, case, man(gender=gender))
    assert (kept.dc_band, kept.iic_band, kept.dc_points) == ("NOT_APPLICABLE", "NOT_APPLICABLE", None)
    assert kept.inputs["gender"] == gender.value


def test_answers_that_differ_from_the_record_are_kept_with_a_warning(people: People, case: Case) -> None:
    case.nominal.sex = Sex.FEMALE
    case.nominal.save()
    born, gender = keep(people.offender_manager, case).warnings
    assert "not the one on record" in born
    assert "on record it is female" in gender


@pytest.mark.parametrize(
    "changed",
    [
        {"contact_adult": None},
        {"contact_adult": 0, "non_contact": 0},
        {"is_current_offence_sexual": None},
        {"is_victim_stranger": None},
        {"date_of_birth": dt.date(2026, 3, 4)},
        {"assessed_on": dt.date(2026, 3, 5)},
        {"total_sanctions": 0},
    ],
)
def test_what_is_missing_or_contradictory_is_not_kept(people: People, case: Case, changed: dict[str, object]) -> None:
    with pytest.raises(Conflict):
        keep(people.offender_manager, case, man(**changed))
    assert not StaticAssessment.objects.exists()


def test_same_assessment_sent_twice_is_kept_once(people: People, case: Case) -> None:
    reference = uuid.uuid4()
    first = keep(people.offender_manager, case, reference=reference)
    assert keep(people.offender_manager, case, reference=reference) == first
    assert StaticAssessment.objects.count() == 1


def test_other_answers_under_the_same_reference_are_refused(people: People, case: Case) -> None:
    reference = uuid.uuid4()
    keep(people.offender_manager, case, reference=reference)
    with pytest.raises(Conflict, match="kept already"):
        keep(people.offender_manager, case, man(contact_adult=2), reference)


def test_reference_of_an_assessment_out_of_sight_is_refused(people: People, case: Case, other_unit: object) -> None:
    hidden = StaticAssessmentFactory(case=CaseFactory(unit=other_unit), assessed_by=people.other_unit_officer)
    with pytest.raises(Conflict, match="kept already"):
        keep(people.offender_manager, case, reference=hidden.reference)


def test_kept_assessment_cannot_be_changed_or_removed(people: People, case: Case) -> None:
    kept = keep(people.offender_manager, case)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        StaticAssessment.objects.filter(pk=kept.pk).update(dc_points=0)
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(people.offender_manager):
        StaticAssessment.objects.filter(pk=kept.pk).delete()
    assert StaticAssessment.objects.get().dc_points == 30


# --- Setting the level


def test_level_is_set_with_reasons_and_the_case_has_it(people: People, case: Case) -> None:
    decision = put(people.offender_manager, case)
    case.refresh_from_db()
    assert (case.risk_level, case.risk_level_on) == (RiskLevel.HIGH, TODAY)
    assert (decision.before, decision.level, decision.reasons) == (RiskLevel.MEDIUM, RiskLevel.HIGH, REASONS)
    assert (decision.set_by, decision.set_on, decision.recorded_at) == (people.offender_manager, TODAY, NOON)


def test_level_sets_the_next_review_and_the_review_before_is_met(people: People, case: Case) -> None:
    put(people.offender_manager, case, RiskLevel.LOW, today=dt.date(2026, 2, 2))
    put(people.offender_manager, case)
    before, after = Deadline.objects.filter(case=case, kind="risk_review").order_by("pk")
    assert (before.state, before.due_on) == (DeadlineState.MET, dt.date(2027, 2, 2))
    assert (before.ended_at, before.ended_by) == (NOON, people.offender_manager)
    assert (after.state, after.due_on) == (DeadlineState.OPEN, dt.date(2026, 9, 4))
    assert after.why == "Risk has been high since 4 March 2026; it is reviewed every 6 months."


@pytest.mark.parametrize("who", ["offender_manager", "supervisor", "unit_manager"])
def test_whoever_writes_in_the_case_may_set_the_level(people: People, case: Case, who: str) -> None:
    assert put(getattr(people, who), case).set_by == getattr(people, who)


def test_whoever_covers_may_set_the_level(people: People, case: Case) -> None:
    grant_on_case(
        by=people.supervisor,
        to=people.same_unit_colleague,
        case=case,
        rights=[CaseRight.CHANGE_CASE],
        basis=GrantBasis.COVER,
        reason="Leave",
        now=timezone.now() - dt.timedelta(minutes=1),
    )
    assert put(people.same_unit_colleague, case).set_by == people.same_unit_colleague
    case.refresh_from_db()
    assert case.risk_level == RiskLevel.HIGH
    assert Deadline.objects.filter(case=case, kind="risk_review", state=DeadlineState.OPEN).exists()


def test_nobody_else_may(people: People, case: Case) -> None:
    with pytest.raises(Denied, match="offender manager"):
        put(people.same_unit_colleague, case)
    with pytest.raises(Denied, match="offender manager"):
        keep(people.lapsed_vetting_officer, case)


def test_closed_case_takes_neither_level_nor_assessment(people: People, case: Case) -> None:
    case.status = CaseStatus.CLOSED
    case.save()
    with pytest.raises(Denied, match="closed"):
        put(people.offender_manager, case)
    with pytest.raises(Denied, match="closed"):
        keep(people.offender_manager, case)


def test_short_reasons_are_refused(people: People, case: Case) -> None:
    with pytest.raises(Conflict, match="20 characters"):
        put(people.offender_manager, case, reasons="Because.")
    case.refresh_from_db()
    assert case.risk_level == RiskLevel.MEDIUM


def test_level_other_than_the_newest_score_suggests_says_why(people: People, case: Case) -> None:
    StaticAssessmentFactory(case=case, assessed_by=people.offender_manager, dc_band_after_reduction="MEDIUM")
    with pytest.raises(Conflict, match="suggests medium and you chose high"):
        put(people.offender_manager, case)
    decision = put(people.offender_manager, case, differs_because="The score knows nothing of the two children.")
    assert (decision.suggested, decision.assessment) == (RiskLevel.MEDIUM, None)
    assert decision.differs_because == "The score knows nothing of the two children."


def test_level_is_compared_with_the_assessment_it_rests_on(people: People, case: Case) -> None:
    by = people.offender_manager
    old = StaticAssessmentFactory(case=case, assessed_by=by, assessed_on=dt.date(2020, 1, 1))
    StaticAssessmentFactory(case=case, assessed_by=by, dc_band_after_reduction="LOW")
    decision = put(by, case, assessment=old, differs_because="Typed, but nothing differs at all.")
    assert (decision.suggested, decision.assessment, decision.differs_because) == (RiskLevel.HIGH, old, "")


def test_assessment_of_another_case_is_refused(people: People, case: Case, unit: object) -> None:
    other = StaticAssessmentFactory(case=CaseFactory(unit=unit), assessed_by=people.supervisor)
    with pytest.raises(Conflict, match="another case"):
        put(people.supervisor, case, assessment=other)


def test_level_set_by_somebody_else_meanwhile_is_stale_and_names_both(people: People, case: Case) -> None:
    first = put(people.offender_manager, case, RiskLevel.LOW)
    put(people.supervisor, case, RiskLevel.VERY_HIGH)
    with pytest.raises(Stale, match=r"Supervisor set the level to very high .* You chose medium") as stale:
        put(people.offender_manager, case, RiskLevel.MEDIUM, seen=first.pk)
    assert people.supervisor.full_name in stale.value.message
    case.refresh_from_db()
    assert case.risk_level == RiskLevel.VERY_HIGH


@pytest.mark.parametrize(
    ("before", "level", "told"),
    [
        (RiskLevel.MEDIUM, RiskLevel.HIGH, True),
        (RiskLevel.HIGH, RiskLevel.VERY_HIGH, True),
        (RiskLevel.VERY_HIGH, RiskLevel.HIGH, False),
        (RiskLevel.LOW, RiskLevel.MEDIUM, False),
        (RiskLevel.HIGH, RiskLevel.HIGH, False),
    ],
)
def test_supervisors_are_told_of_a_rise_to_high(
    people: People, case: Case, before: RiskLevel, level: RiskLevel, told: bool
) -> None:
    case.risk_level = before
    case.save()
    put(people.offender_manager, case, level, today=timezone.localdate())
    rows = Notification.objects.filter(key__startswith="risk_level")
    assert {row.to for row in rows} == ({people.supervisor, people.unit_manager} if told else set())
    for row in rows:
        assert row.text.startswith(f"{case.reference}: risk level raised to {level.label.lower()}")
        assert case.nominal.family_name not in row.text


def test_word_of_a_rise_goes_to_nobody_who_may_not_know_of_the_case(people: People, case: Case) -> None:
    case.locked = True
    case.save()
    Exclusion.objects.create(
        officer=people.unit_manager, case=case, reason="Knows the family", made_by=people.supervisor
    )
    for person in (people.supervisor, people.unit_manager):
        grant_on_case(
            by=None,
            to=person,
            case=case,
            rights=[CaseRight.VIEW_CASE] if person == people.supervisor else [CaseRight.CHANGE_CASE],
            basis=GrantBasis.NEED_TO_KNOW,
            reason="Named",
            now=timezone.now() - dt.timedelta(minutes=1),
        )
    put(people.offender_manager, case, today=timezone.localdate())
    assert [row.to for row in Notification.objects.filter(key__startswith="risk_level")] == [people.supervisor]


def test_level_lands_over_the_cap_and_the_supervisor_has_a_task(people: People, case: Case) -> None:
    put(people.offender_manager, case, RiskLevel.VERY_HIGH, today=timezone.localdate())
    case.refresh_from_db()
    assert case.risk_level == RiskLevel.VERY_HIGH
    task = Deadline.objects.get(officer=people.offender_manager, kind="caseload_over_cap")
    assert (task.state, task.owner) == (DeadlineState.OPEN, people.supervisor)


def test_history_of_levels_cannot_be_changed_or_removed(people: People, case: Case) -> None:
    decision = put(people.offender_manager, case)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        LevelDecision.objects.filter(pk=decision.pk).update(level=RiskLevel.LOW)
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(people.offender_manager):
        LevelDecision.objects.filter(pk=decision.pk).delete()
    assert LevelDecision.objects.get().level == RiskLevel.HIGH


def test_database_itself_wants_the_difference_explained(people: People, case: Case) -> None:
    with pytest.raises(DatabaseError, match="risk_level_says_why_it_differs"), transaction.atomic():
        LevelDecisionFactory(case=case, set_by=people.supervisor, suggested=RiskLevel.HIGH)
