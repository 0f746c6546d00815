"""What the risk pages read, all of it through ``visible``."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Conviction
from cases.queries.case import DueLine, due_line
from cases.states import RiskLevel
from cases.timeline import Entry
from mosovo.access.models import CaseGrant
from mosovo.access.sight import excluded_from, visible
from mosovo.access.states import CaseRight
from mosovo.days import midnight
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer
from mosovo.staff.queries import officers_with
from mosovo.staff.states import Ability
from risk.models import LevelDecision, StaticAssessment
from risk.rules import BAND_WORDS, Line, Scored, input_words, predictors, suggested_level
from risk.srp import QUESTIONS

REVIEW = "risk_review"
LEVEL_KIND, ASSESSMENT_KIND = "Risk level", "Risk assessment"


@dataclass(frozen=True)
class RiskFile:
    """Everything on the risk tab, newest first. suggested: what the newest assessment suggests."""

    levels: list[LevelDecision]
    assessments: list[StaticAssessment]
    review: DueLine | None

    @property
    def current(self) -> LevelDecision | None:
        return self.levels[0] if self.levels else None

    @property
    def suggested(self) -> RiskLevel | None:
        return suggestion(self.assessments[0]) if self.assessments else None


def risk_file(person: Officer, case: Case, *, today: dt.date) -> RiskFile:
    """The risk tab of ``case`` as ``person`` may see it; three queries."""
    reviews = visible(person, Deadline).filter(case=case, kind=REVIEW, state=DeadlineState.OPEN)
    review = reviews.first()
    return RiskFile(
        levels=list(_levels(person, case)),
        assessments=list(_assessments(person, case)),
        review=due_line(review, today=today) if review else None,
    )


def newest_level(case: Case) -> LevelDecision | None:
    """The decision that holds now, for an action that has locked the case."""
    return LevelDecision.objects.filter(case=case).select_related("set_by").first()


def newest_assessment(case: Case) -> StaticAssessment | None:
    """The newest assessment, for an action that has locked the case."""
    return StaticAssessment.objects.filter(case=case).first()


def suggestion(assessment: StaticAssessment) -> RiskLevel | None:
    """The level that the bands of an assessment suggest, the reduced band where there is one."""
    return suggested_level(assessment.dc_band_after_reduction or assessment.dc_band, assessment.iic_band)


def scored_as_kept(assessment: StaticAssessment) -> Scored:
    """An assessment as it was made, under whichever algorithm; lines and reasons are empty where none were kept."""
    working = assessment.working or {}
    return Scored(
        names=predictors(assessment.algorithm),
        lines=tuple(Line(**line) for line in working.get("items", ())),
        points=assessment.dc_points,
        percent=assessment.dc_percent,
        band=assessment.dc_band,
        band_after_reduction=assessment.dc_band_after_reduction,
        why_not_reduced=working.get("why_not_reduced", ""),
        images_percent=assessment.iic_percent,
        images_band=assessment.iic_band,
        rule=working.get("rule", ""),
        warnings=tuple(assessment.warnings),
    )


def inputs_as_kept(assessment: StaticAssessment) -> list[tuple[str, str]]:
    """(question, answer) in words, in the order they are asked; others follow under the name they were kept by."""
    labels = {question.api_name: question.label for question in QUESTIONS.values()}
    names = [name for name in labels if name in assessment.inputs]
    names += sorted(assessment.inputs.keys() - labels.keys())
    return [(labels.get(name, name), input_words(assessment.inputs[name])) for name in names]


@dataclass(frozen=True)
class ConvictionHint:
    """What the file holds of convictions: a help to count by, never an answer."""

    count: int
    newest_on: dt.date | None


def conviction_hint(person: Officer, case: Case) -> ConvictionHint:
    """How many convictions are on file, and the day of the newest."""
    days = list(visible(person, Conviction).filter(case=case).values_list("convicted_on", flat=True))
    return ConvictionHint(len(days), max(days, default=None))


def supervisors_of(case: Case, *, today: dt.date) -> list[Officer]:
    """Who supervises the unit of the case and may know of it; of a locked case only those named on it."""
    people = officers_with(Ability.SUPERVISE, today=today, unit=case.unit)
    if case.locked:
        named = CaseGrant.objects.live().filter(content_object=case.pk, permission__codename=CaseRight.VIEW_CASE)
        people = people.filter(pk__in=named.values("user"))
    return list(people.exclude(pk__in=excluded_from(case)))


def levels_on_timeline(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each level that was set, with its reasons."""
    for row in _levels(person, case)[:most]:
        before = f", before that {row.get_before_display().lower()}" if row.before else ""
        at, timed = _moment(row.set_on, row.recorded_at)
        url = reverse("case-risk", args=[case.reference])
        title = f"Risk level set to {row.get_level_display().lower()}{before}"
        yield Entry(at, LEVEL_KIND, title, row.reasons, row.set_by.full_name, url, timed=timed)


def assessments_on_timeline(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each assessment that was kept, with its bands."""
    for row in _assessments(person, case)[:most]:
        at, timed = _moment(row.assessed_on, row.recorded_at)
        bands = f"{BAND_WORDS.get(row.dc_band, row.dc_band)} and {BAND_WORDS.get(row.iic_band, row.iic_band).lower()}."
        url = reverse("srp", args=[row.reference])
        yield Entry(at, ASSESSMENT_KIND, row.algorithm, bands, row.assessed_by.full_name, url, timed=timed)


def _levels(person: Officer, case: Case) -> QuerySet[LevelDecision]:
    return visible(person, LevelDecision).filter(case=case).select_related("set_by", "assessment")


def _assessments(person: Officer, case: Case) -> QuerySet[StaticAssessment]:
    return visible(person, StaticAssessment).filter(case=case).select_related("assessed_by")


def _moment(day: dt.date, recorded_at: dt.datetime) -> tuple[dt.datetime, bool]:
    """When it happened, and whether the time of day is known: not where it was recorded on a later day."""
    known = timezone.localdate(recorded_at) == day
    return (recorded_at if known else midnight(day)), known
