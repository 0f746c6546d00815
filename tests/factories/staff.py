"""Units and officers, plainly invented."""

import datetime as dt

import factory

from mosovo.staff.models import Force, Officer, Unit
from mosovo.staff.states import Rank, Vetting


class ForceFactory(factory.django.DjangoModelFactory[Force]):
    class Meta:
        model = Force
        django_get_or_create = ("code",)

    code = "TEST"
    name = "Testshire Police"


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    force = factory.SubFactory(ForceFactory)
    code = factory.Sequence(lambda n: f"unit-{n}")
    name = factory.LazyAttribute(lambda unit: f"Unit {unit.code}")
    phone = "01632 960000"


class OfficerFactory(factory.django.DjangoModelFactory[Officer]):
    class Meta:
        model = Officer

    sign_in = factory.Sequence(lambda n: f"person{n}")
    number = factory.Sequence(lambda n: f"T{n:05}")
    given_names = "Invented"
    family_name = factory.Sequence(lambda n: f"Person-{n}")
    email = factory.LazyAttribute(lambda officer: f"{officer.sign_in}@example.org")
    rank = Rank.CONSTABLE
    vetting_level = Vetting.NPPV2
    vetting_expires_on = factory.LazyFunction(lambda: dt.date.today() + dt.timedelta(days=400))  # noqa: DTZ011
