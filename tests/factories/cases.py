"""Nominals and cases, plainly invented."""

import datetime as dt

import factory

from cases.models import Agency, Case, ConfidentialEntry, Flag, Nominal, SensitiveEntry
from cases.states import Category, Level, RestrictedKind, RiskLevel, Sex
from tests.factories.staff import UnitFactory

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


class NominalFactory(factory.django.DjangoModelFactory[Nominal]):
    class Meta:
        model = Nominal

    reference = factory.Sequence(lambda n: f"N{n:07}")
    given_names = "Invented"
    family_name = factory.Sequence(lambda n: f"Nominal{n}")
    date_of_birth = dt.date(1980, 1, 2)
    sex = Sex.MALE


class CaseFactory(factory.django.DjangoModelFactory[Case]):
    class Meta:
        model = Case

    nominal = factory.SubFactory(NominalFactory)
    unit = factory.SubFactory(UnitFactory)
    category = Category.MAPPA_1
    level = Level.ONE
    risk_level = RiskLevel.MEDIUM
    risk_level_on = dt.date(2026, 1, 5)
    opened_on = dt.date(2026, 1, 5)


class FlagFactory(factory.django.DjangoModelFactory[Flag]):
    class Meta:
        model = Flag

    nominal = factory.SubFactory(NominalFactory)
    warning = "Approach in pairs."
    method = "Invented method."


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = "probation"
    name = "Probation Service"


class SensitiveEntryFactory(factory.django.DjangoModelFactory[SensitiveEntry]):
    class Meta:
        model = SensitiveEntry

    kind = RestrictedKind.MEDICAL
    title = "Invented medical matter"
    text = "Sensitive canary text."
    recorded_at = NOON


class ConfidentialEntryFactory(factory.django.DjangoModelFactory[ConfidentialEntry]):
    class Meta:
        model = ConfidentialEntry

    kind = RestrictedKind.VICTIM
    title = "Invented victim matter"
    text = "Confidential canary text."
    recorded_at = NOON
