"""Records made once however often they are sent: a form carries the reference of the record to be, out of sight.

Whoever sends it a second time is led to the record first made. The reference's unique constraint has the last word.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from psycopg.errors import UniqueViolation

from mosovo.errors import Conflict

M = TypeVar("M", bound=models.Model)

USED = "This form has been sent before, for another entry. Open it afresh and write it there."


def made_before(model: type[M], reference: uuid.UUID, *, said: Mapping[str, object], used: str = USED) -> M | None:
    """The record already made under ``reference``, or None.

    said: what the record must say to be the same one. Conflict, in the words ``used``, where it says something else:
    words that were changed after sending would otherwise be lost without a sound.
    """
    record = model._default_manager.filter(reference=reference).first()
    if record is None:
        return None
    if any(record.serializable_value(name) != getattr(value, "pk", value) for name, value in said.items()):
        raise Conflict(used)
    return record


def of_person(reference: uuid.UUID, person_id: int) -> uuid.UUID:
    """The reference that a record gets where not even its key may tell: nobody can choose one that another has."""
    return uuid.uuid5(reference, str(person_id))


@contextmanager
def made_once(*, used: str = USED) -> Iterator[None]:
    """Around the insert: Conflict where the reference is that of a record out of this person's sight."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        # By its name: under row security the database does not say which key was there already.
        name = str(error.__cause__.diag.constraint_name) if isinstance(error.__cause__, UniqueViolation) else ""
        if "_reference_" in name or name.endswith("_pkey"):
            raise Conflict(used) from error
        raise
