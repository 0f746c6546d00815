"""Writing the record. Looks are written in the request's own transaction: where they cannot be, nothing is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest

from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from mosovo.identity import current_actor


@dataclass
class LookBook:
    """What one request has shown so far; ``request.looks``."""

    entries: dict[tuple[str, str, str], set[int]] = field(default_factory=dict)

    def add(self, kind: str, case_ids: Iterable[int], compartment: str, *, reason: str = "") -> None:
        """Note that these cases were shown, from this compartment."""
        self.entries.setdefault((kind, compartment, reason), set()).update(case_ids)


def record_looks(request: HttpRequest) -> None:
    """Write one row for each kind of look and compartment of this request."""
    book: LookBook = request.looks  # type: ignore[attr-defined]
    origin = _origin(request)
    Look.objects.bulk_create(
        Look(kind=kind, compartment=compartment, reason=reason, case_ids=sorted(ids), **origin)
        for (kind, compartment, reason), ids in book.entries.items()
        if ids or kind == LookKind.RECORD  # the record is of no case
    )


def record_refusal(request: HttpRequest, *, status: int, sentence: str) -> None:
    """Write down that this request was refused, and in which words."""
    Refusal.objects.bulk_create([Refusal(status=status, sentence=sentence[:500], **_origin(request))])


def _origin(request: HttpRequest) -> dict[str, object]:
    actor = current_actor()
    return {
        "person_id": actor.person_id,
        "system": actor.system,
        "path": request.path[:300],
        "address": request.META.get("REMOTE_ADDR") or None,
    }
