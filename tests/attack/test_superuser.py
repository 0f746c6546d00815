"""A superuser and a member of staff in the sense of Django, the constraint against them gone: no more than others."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from cases.models import Case, Nominal
from mosovo.access.protection import event_models, protections
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.factories.cases import ConfidentialEntryFactory, SensitiveEntryFactory
from tests.house.filled import fill_tables
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.house.world import World
from tests.logins import logged_in_as
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

OF_CASES = [one.model for one in protections() if one.compartment is not Compartment.PLAIN]
EVENTS = [event for model in OF_CASES for event in event_models(model)]
WORDS = ("Zzgivenzz", "Zzsensitivezz", "Zzconfidentialzz")


@pytest.fixture
def world(people: People, case: Case) -> World:
    Nominal.objects.filter(pk=case.pk).update(family_name="Zzfamilyzz", given_names="Zzgivenzz")
    made = fill_tables(people, case)
    SensitiveEntryFactory(case=case, title="Zzsensitivezz", text="Zzsensitivezz")
    ConfidentialEntryFactory(case=case, title="Zzconfidentialzz", text="Zzconfidentialzz")
    return made


@pytest.fixture
def superusers(people: People, world: World) -> list[Officer]:
    """Everybody who otherwise sees no case, made a superuser and staff by somebody who owns the database."""
    chosen = [people.administrator, people.stranger, people.press_officer, people.auditor]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE staff_officer DROP CONSTRAINT staff_no_superuser")
        cursor.execute(
            "UPDATE staff_officer SET is_superuser = true, is_staff = true WHERE id = ANY (%s)",
            [[person.pk for person in chosen]],
        )
    return [Officer.objects.get(pk=person.pk) for person in chosen]


def test_database_keeps_everybody_from_being_one(people: People) -> None:
    tally = Tally("superusers made where the constraint stands", figure="7")
    for person in people.everybody():
        for way in ("save", "update", "raw SQL"):
            tally.tried += 1
            with pytest.raises(IntegrityError, match="staff_no_superuser"), transaction.atomic():
                become(person, way)
            tally.leaked += Officer.objects.filter(pk=person.pk, is_superuser=True).exists()
    assert tally.leaked == 0


def become(person: Officer, way: str) -> None:
    if way == "save":
        Officer(pk=person.pk, is_superuser=True).save(update_fields=["is_superuser"])
    elif way == "update":
        Officer.objects.filter(pk=person.pk).update(is_superuser=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE staff_officer SET is_superuser = true WHERE id = %s", [person.pk])


def is_of_another(person: Officer, row: models.Model) -> bool:
    """One's own rights and openings are for oneself to see."""
    return person.pk not in {getattr(row, name, None) for name in ("user_id", "officer_id")}


def test_every_table_of_a_case_is_shut_to_them(superusers: list[Officer]) -> None:
    tally = Tally("rows of cases shown to superusers and staff", figure="7")
    held = [model for model in [*OF_CASES, *EVENTS] if model._default_manager.exists()]
    assert len(held) > 40
    for person in superusers:
        for model in held:
            with logged_in_as("mosovo_web"), acting_as(person):
                shown = list(model._default_manager.all())
            shown += list(visible(person, model)) if model in OF_CASES else []
            tally.tried += model._default_manager.count()
            tally.leaked += sum(is_of_another(person, row) for row in shown)
    assert tally.leaked == 0


def test_no_page_endpoint_or_table_of_the_administration_shows_them_a_word(
    superusers: list[Officer], world: World, times: Callable[[int, int], int]
) -> None:
    tally = Tally("addresses asked by superusers and staff", figure="7")
    told = []
    for person in superusers[: times(1, 4)]:
        browser: Client = signed_in(person)
        addresses = [address(route, world) for route in routes() if route.name != "sign-out"]
        admin = [url for url in addresses if url.startswith("/admin/")]
        asked = [f"{url}?q=Zz" for url in admin] + [f"{reverse('search')}?q=Zzfamilyzz", "/api/v1/people/?q=Zzfamilyzz"]
        for url in [*addresses, *asked]:
            with transaction.atomic():
                body = browser.get(url).content.decode(errors="replace")
                transaction.set_rollback(True)
            tally.tried += 1
            told += [(person.sign_in, url, word) for word in WORDS if word in body]
    tally.leaked = len(told)
    assert told == []
