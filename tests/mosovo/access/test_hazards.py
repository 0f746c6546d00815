"""What goes wrong with permissions of Django and guardian elsewhere, and must not here."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import models
from django.test import RequestFactory
from django.urls import URLPattern

from cases.models import Case, ConfidentialEntry, Nominal, SensitiveEntry
from mosovo.access.protection import protections
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from mosovo.staff.site import site
from tests.factories.cases import ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

OF_CASES = [
    p.model for p in protections() if p.compartment is not Compartment.PLAIN and p.model._meta.app_label != "access"
]


@pytest.fixture
def whole(case: Case) -> Case:
    FlagFactory(nominal=case.nominal)
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    return case


def seen(person: Officer) -> dict[str, tuple[int, int]]:
    """Model -> rows shown by the application and by row security alone, where there are any."""
    shown = {model: visible(person, model).count() for model in OF_CASES}
    with acting_as(person):
        rows = {model: model._default_manager.count() for model in OF_CASES}
    return {model.__name__: (shown[model], rows[model]) for model in OF_CASES if shown[model] or rows[model]}


def test_a_permission_without_an_object_shows_nothing(whole: Case, people: People) -> None:
    person = people.stranger
    for model in (Case, Nominal, SensitiveEntry, ConfidentialEntry):
        kind = ContentType.objects.get_for_model(model)
        for name in ("view", "change"):
            right, _ = Permission.objects.get_or_create(content_type=kind, codename=f"{name}_{model._meta.model_name}")
            person.user_permissions.add(right)
    person = Officer.objects.get(pk=person.pk)
    assert seen(person) == {}
    assert not person.has_perm("cases.view_case")
    assert not person.has_perm("cases.view_case", whole)
    assert signed_in(person).get(f"/cases/{whole.reference}/").status_code == 404


def test_a_superuser_cannot_be_made(people: People) -> None:
    with pytest.raises(CommandError, match="create_administrator"):
        call_command("createsuperuser")


def test_whoever_may_no_longer_sign_in_sees_nothing_though_the_grants_run(whole: Case, people: People) -> None:
    person = people.offender_manager
    assert seen(person)
    Officer.objects.filter(pk=person.pk).update(is_active=False)
    assert seen(Officer.objects.get(pk=person.pk)) == {}


def test_the_administration_has_no_pages_of_rights_on_objects() -> None:
    patterns = [entry.pattern for kept in site._registry.values() for entry in kept.get_urls()]
    assert len(patterns) > 20
    assert [str(pattern) for pattern in patterns if "permission" in str(pattern)] == []
    assert all(isinstance(entry, URLPattern) for kept in site._registry.values() for entry in kept.get_urls())


def test_the_administration_keeps_no_table_of_a_case() -> None:
    assert [model for model in site._registry if model in OF_CASES] == []


def _paths() -> list[tuple[type[models.Model], str]]:
    """For each table of the administration, ways out of it into every table next to it."""
    found = []
    for model in site._registry:
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model in set(apps.get_models()):
                column = field.related_model._meta.concrete_fields[-1].name
                found.append((model, f"{field.name}__{column}__startswith"))
    return found


def test_no_filter_in_an_address_reaches_into_another_table(rf: RequestFactory) -> None:
    paths = _paths()
    assert len(paths) > 30
    asked = rf.get("/admin/")
    assert [path for model, path in paths if site._registry[model].lookup_allowed(path, "a", asked)] == []
    officers = site._registry[Officer]
    assert not officers.lookup_allowed("password__startswith", "argon2", asked)
