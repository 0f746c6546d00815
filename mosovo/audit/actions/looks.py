"""Writing the record. Looks are written in the request's own transaction: where they cannot be, nothing is shown."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpRequest

from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from mosovo.errors import Unrecorded
from mosovo.identity import current_actor

log = logging.getLogger(__name__)
NOT_WRITTEN = (
    "That you asked for this could not be written into the record, so it is not shown, and nothing you sent was saved. "
    "Try again in a few minutes; if it goes on, tell the people who run the system."
)


@dataclass
class LookBook:
    """What one request has shown so far; ``request.looks``. matter: what it is about, where only a few know of that."""

    entries: dict[tuple[str, str, str, UUID | None], set[int]] = field(default_factory=dict)
    matter: UUID | None = None

    def add(
        self, kind: str, case_ids: Iterable[int], compartment: str, *, reason: str = "", matter: UUID | None = None
    ) -> None:
        """Note that these cases were shown, from this compartment; matter: of what only a few know of."""
        self.entries.setdefault((kind, compartment, reason, matter), set()).update(case_ids)


def record_looks(request: HttpRequest) -> None:
    """Write one row for each kind of look and compartment of this request. Unrecorded where they cannot be written."""
    book: LookBook = request.looks  # type: ignore[attr-defined]
    origin = _origin(request)
    looks = [
        Look(kind=kind, compartment=compartment, reason=reason, matter=matter, case_ids=sorted(ids), **origin)
        for (kind, compartment, reason, matter), ids in book.entries.items()
        if ids or kind in {LookKind.RECORD, LookKind.EXPORT}  # the record is of no case
    ]
    with _or_nothing():
        Look.objects.bulk_create(looks)


def record_refusal(request: HttpRequest, *, status: int, sentence: str) -> None:
    """Write down that this request was refused, and in which words. Unrecorded where that cannot be written."""
    with _or_nothing():
        matter = request.looks.matter  # type: ignore[attr-defined]
        entry = Refusal(status=status, sentence=sentence[:500], matter=matter, **_origin(request))
        Refusal.objects.bulk_create([entry])


@contextmanager
def _or_nothing() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        # Nothing of the answer may leave, nor of the change be kept.
        transaction.set_rollback(True)
        # The kind alone: the words of some errors repeat the row.
        log.error("The record could not be written: %s", type(error.__cause__).__name__)
        raise Unrecorded(NOT_WRITTEN) from error


def _origin(request: HttpRequest) -> dict[str, object]:
    actor = current_actor()
    return {
        "person_id": actor.person_id,
        "system": actor.system,
        "path": request.path[:300],
        "address": request.META.get("REMOTE_ADDR") or None,
    }
