"""Every kind of write to every recorded table leaves its event: for whom, in which request, and why."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Model, Value
from django.db.models.functions import Concat
from django.utils import timezone

from cases.models import Case
from mosovo.access.models import CaseLock, Exclusion
from mosovo.access.protection import event_models, protections
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.factories.media_comms import ConsultationFactory, EnquiryFactory, StatementFactory, UnitAnswerFactory
from tests.house.filled import fill_tables
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

RECORDED = [one.model for one in protections() if event_models(one.model)]
REASON, SOURCE = "Invented reason of a write", "POST /invented/"
REFUSED = "42501"


class Bent:
    """A row of a table, and a column of it whose value may be another."""

    def __init__(self, model: type[Model]) -> None:
        self.model: Any = model
        self.row: Any = model._default_manager.order_by("-pk").first()
        assert self.row is not None, f"there is no {model.__name__}: make one in tests/house/filled.py"
        self.field, self.value = self._changeable()

    @property
    def rows(self) -> Any:
        return self.model._default_manager.filter(pk=self.row.pk)

    def _changeable(self) -> tuple[Any, Any]:
        kept = {field.attname for field in event_models(self.model)[0]._meta.concrete_fields}
        for field in self.model._meta.concrete_fields:
            if field.attname not in kept or field.primary_key or field.is_relation or field.unique:
                continue
            for value in other_values(field, getattr(self.row, field.attname)):
                try:
                    with transaction.atomic():
                        assert self.rows.update(**{field.attname: value}) == 1
                        transaction.set_rollback(True)
                except DatabaseError:
                    continue
                return field, value
        raise AssertionError(f"{self.model.__name__} has no column that may change")

    def changed(self) -> Any:
        row = self.rows.get()
        setattr(row, self.field.attname, self.value)
        return row


def other_values(field: Any, value: object) -> Iterator[object]:
    """Values of the field's kind that are not the one it has."""
    if field.choices:
        yield from (choice for choice, _ in field.flatchoices if choice != value)
    elif isinstance(field, models.CharField | models.TextField):
        yield f"{value or ''}x"[-(field.max_length or 99) :]
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(field, models.IntegerField):
        yield (int(value or 0)) + 1  # type: ignore[call-overload]
    elif isinstance(field, models.DateTimeField):
        yield (value or timezone.now()) - dt.timedelta(minutes=1)  # type: ignore[operator]
    elif isinstance(field, models.DateField):
        yield (value or timezone.localdate()) + dt.timedelta(days=1)  # type: ignore[operator]


def save(bent: Bent) -> None:
    bent.changed().save(update_fields=[bent.field.attname])


def update(bent: Bent) -> None:
    bent.rows.update(**{bent.field.attname: bent.value})


def bulk_update(bent: Bent) -> None:
    bent.model._default_manager.bulk_update([bent.changed()], [bent.field.attname])


def raw_update(bent: Bent) -> None:
    with connection.cursor() as cursor:
        table, column = bent.model._meta.db_table, bent.field.column
        key = bent.model._meta.pk
        prepared = bent.field.get_db_prep_save(bent.value, connection)
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE {key.column} = %s', [prepared, bent.row.pk])  # noqa: S608


def by_expression(bent: Bent) -> None:
    """Worked out by the database from what stands there."""
    name = bent.field.attname
    if isinstance(bent.field, models.CharField | models.TextField) and not bent.field.choices:
        bent.rows.update(**{name: Concat(F(name), Value("x"))})
    elif isinstance(bent.field, models.IntegerField) and not bent.field.choices:
        bent.rows.update(**{name: F(name) + 1})
    else:
        bent.rows.update(
            **{name: models.Case(models.When(pk=F("pk"), then=Value(bent.value)), output_field=bent.field)}
        )


def bulk_create(bent: Bent) -> None:
    bent.model._default_manager.bulk_create([bent.row])


def update_or_create(bent: Bent) -> None:
    fields = [field for field in bent.model._meta.concrete_fields if not field.primary_key and not field.generated]
    values = {field.attname: getattr(bent.row, field.attname) for field in fields}
    bent.model._default_manager.update_or_create(pk=bent.row.pk, defaults=values)


def delete(bent: Bent) -> None:
    bent.rows.get().delete()


def raw_delete(bent: Bent) -> None:
    rows = bent.rows
    rows._raw_delete(rows.db)


# Kind of write -> what its event is called.
KINDS: dict[Callable[[Bent], None], str] = {
    save: "update",
    update: "update",
    bulk_update: "update",
    raw_update: "update",
    by_expression: "update",
    bulk_create: "insert",
    update_or_create: "insert",
    delete: "delete",
    raw_delete: "delete",
}


@pytest.fixture
def unforbidden(people: People, case: Case) -> None:
    """A row in every table, and what else stands in the way of a write aside: one that happens must be recorded."""
    fill_tables(people, case)
    who = {"case": case, "reason": "Invented", "made_by": people.supervisor}
    Exclusion.objects.create(officer=people.stranger, **who)
    CaseLock.objects.create(made_at=timezone.now(), **who)
    enquiry = EnquiryFactory(unit=case.unit)
    for factory in (UnitAnswerFactory, ConsultationFactory, StatementFactory):
        factory(enquiry=enquiry)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(UNFORBID, [[model._meta.db_table for model in RECORDED]])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


UNFORBID = """
SELECT 'ALTER TABLE ' || tgrelid::regclass || ' DISABLE TRIGGER ' || quote_ident(tgname) FROM pg_trigger
WHERE NOT tgisinternal AND tgname !~ '^pgtrigger_(insert_insert|update_update|delete_delete)_'
AND tgrelid = ANY (%s::regclass[])
"""


@contextmanager
def alone(bent: Bent, kind: Callable[[Bent], None]) -> Iterator[None]:
    """For what makes or deletes a row: nothing leans on it; for what makes one, it is not there yet. Unrecorded."""
    with connection.cursor() as cursor:
        if KINDS[kind] == "update":
            yield
            return
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in sorted(leaning(bent.model)):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        if KINDS[kind] == "insert":
            table, key = bent.model._meta.db_table, bent.model._meta.pk.column
            cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [bent.row.pk])  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = origin")
        yield


def leaning(model: type[Model]) -> set[str]:
    """The tables whose rows point to one of this model, and those that point to them."""
    found: set[type[Model]] = set()
    waiting = [model]
    while waiting:
        pointing = (field for field in waiting.pop()._meta.get_fields(include_hidden=True) if field.auto_created)
        for relation in pointing:
            other = relation.related_model if relation.is_relation and not relation.concrete else None
            if other is not None and other not in found and other is not model:
                found.add(other)
                waiting.append(other)
    # Some models of the package that keeps history are no tables.
    return {one._meta.db_table for one in found} & set(connection.introspection.table_names())


def stored(bent: Bent) -> list[tuple[str]]:
    table, key = bent.model._meta.db_table, bent.model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {table} t WHERE {key} = %s", [bent.row.pk])  # noqa: S608
        return cursor.fetchall()


def written(bent: Bent, kind: Callable[[Bent], None], person: Officer) -> str:
    """Make the write as the person through the web's login, and where they may not, with the owner's rights."""
    before = stored(bent)
    try:
        with transaction.atomic(), logged_in_as("mosovo_web"), acting_as(person, reason=REASON, source=SOURCE):
            kind(bent)
    except (DatabaseError, models.ProtectedError, ObjectDoesNotExist) as error:
        if isinstance(error, DatabaseError) and getattr(error.__cause__, "sqlstate", REFUSED) != REFUSED:
            raise
    if stored(bent) != before:
        return "as the application"
    with acting_as(person, reason=REASON, source=SOURCE):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")
        kind(bent)
    return "as the owner"


def wrong_with(bent: Bent, kind: Callable[[Bent], None], person: Officer) -> tuple[str, str]:
    """How the write was made, and what is missing of its event; nothing where all is there."""
    events = event_models(bent.model)[0]._default_manager
    with transaction.atomic():
        with alone(bent, kind):
            last = max(events.values_list("pk", flat=True), default=0)
            way = written(bent, kind, person)
        fresh = list(events.filter(pk__gt=last).values_list("pgh_label", "pgh_obj_id", "pgh_context__metadata"))
        with connection.cursor() as cursor:
            table = events.model._meta.db_table
            cursor.execute(f"SELECT DISTINCT _uid FROM {table} WHERE pgh_id > %s", [last])  # noqa: S608
            whose = cursor.fetchall()
        transaction.set_rollback(True)
    said = {"person": person.pk, "system": "", "reason": REASON, "source": SOURCE}
    if fresh != [(KINDS[kind], bent.row.pk, said)]:
        return way, f"events {fresh}"
    return way, "" if whose == [(person.pk,)] else f"written for {whose}"


def test_every_kind_of_write_to_every_recorded_table_leaves_its_event(
    unforbidden: None, people: People, times: Callable[[int, int], int]
) -> None:
    tally = Tally(
        f"{len(KINDS)} kinds of writes to {len(RECORDED)} recorded tables (leaked: not recorded)", figure="14"
    )
    chance, faults, ways = random.Random(14), [], set()  # noqa: S311 # always the same
    for model in RECORDED:
        bent = Bent(model)
        for kind in chance.sample(list(KINDS), times(3, len(KINDS))):
            person = people.administrator if model._meta.app_label == "staff" else people.offender_manager
            way, wrong = wrong_with(bent, kind, person)
            tally.tried += 1
            tally.leaked += bool(wrong)
            ways.add(way)
            faults += [f"{model.__name__} {kind.__name__} {way}: {wrong}"] if wrong else []
    assert faults == []
    assert ways == {"as the application", "as the owner"}
