"""Assessments and levels, plainly invented."""

import datetime as dt

import factory

from cases.states import RiskLevel
from risk.models import LevelDecision, StaticAssessment
from risk.srp import ALGORITHM, VERSION
from tests.factories.cases import NOON


class StaticAssessmentFactory(factory.django.DjangoModelFactory[StaticAssessment]):
    """30 points, high for direct contact; low for images."""

    class Meta:
        model = StaticAssessment

    inputs = factory.LazyFunction(lambda: {"gender": "MALE", "dateOfBirth": "1980-01-02"})
    dc_points = 30
    dc_percent = "2.11"
    dc_band = "HIGH"
    dc_band_after_reduction = "HIGH"
    iic_percent = "0.28"
    iic_band = "LOW"
    algorithm = ALGORITHM
    version = VERSION
    assessed_on = dt.date(2026, 1, 5)
    recorded_at = NOON


class LevelDecisionFactory(factory.django.DjangoModelFactory[LevelDecision]):
    class Meta:
        model = LevelDecision

    level = RiskLevel.MEDIUM
    reasons = "Invented reasons that are long enough."
    set_on = dt.date(2026, 1, 5)
    recorded_at = NOON
