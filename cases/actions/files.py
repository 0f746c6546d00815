"""Files of a case: added into quarantine, out of it when found clean, withdrawn where they do not belong."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cases.models import Case, CaseFile, FileContent
from cases.queries.sight import supervisors_seeing
from cases.states import FilePart, FileState
from mosovo import scanner
from mosovo.access.policies import require
from mosovo.access.sight import visible
from mosovo.diary.actions import notify
from mosovo.errors import Conflict
from mosovo.force_settings.queries import values_on
from mosovo.identity import acting_as_system
from mosovo.incoming import Checked, Unfit, check
from mosovo.once import made_before, made_once
from mosovo.outbox.actions import enqueue, job
from mosovo.reasons import NO_REASON, is_no_reason
from mosovo.staff.models import Officer

WORK = "scan_file"


@transaction.atomic
def add_file(
    *,
    by: Officer,
    case: Case,
    reference: uuid.UUID,
    part: FilePart,
    title: str,
    name: str,
    content: bytes,
    now: dt.datetime,
    today: dt.date,
) -> CaseFile:
    """Look the file through and put it into quarantine; the same file under the same ``reference`` is added once.

    Conflict, with what to do instead, where it is not fit to be kept; Denied where the part is shut to the person.
    """
    _require_adding(by, case, part)
    # Before the case is locked: a look that takes long keeps nobody else from it.
    found = checked(name, content, today=today)
    held = _held(case)
    _require_adding(by, held, part)
    said = {"case": held, "part": part, "title": title, "name": found.name, "sha256": found.sha256, "added_by": by}
    before = made_before(CaseFile, reference, said=said)
    if before:
        return before
    with made_once():
        file = CaseFile.objects.create(reference=reference, kind=found.kind, size=len(content), added_at=now, **said)
    FileContent.objects.create(file=file, content=content)
    if settings.CLAMAV:
        enqueue(WORK, key=f"{WORK}:{file.pk}", by=by, now=now, file=file.pk)
    else:
        _tell(file, _supervisors_but(by, held), "waits in quarantine for a supervisor", now=now)
    return file


def _require_adding(by: Officer, case: Case, part: FilePart) -> None:
    require(by, "file.add", case)
    if part != FilePart.CASE:
        require(by, f"{part}.record", case)


def checked(name: str, content: bytes, *, today: dt.date) -> Checked:
    """The file looked through by the force's settings of the day; Conflict where it is not fit to be kept."""
    values = values_on(today)
    kinds = [kind.strip() for kind in str(values["file_kinds"]).split(",")]
    try:
        return check(name, content, kinds=kinds, megabytes=int(values["file_megabytes"]))
    except Unfit as fault:
        raise Conflict(fault.sentence) from None


@transaction.atomic
def release_file(*, by: Officer, file: CaseFile, reason: str, now: dt.datetime) -> CaseFile:
    """Open a file that no scanner has looked at, by a supervisor's decision; never one's own."""
    held = _held_file(by, file, "file.release")
    _refuse_unless(held, FileState.QUARANTINE)
    _refuse_no_reason(reason)
    held.state, held.cleared_at, held.released_by, held.released_reason = FileState.OPEN, now, by, reason.strip()
    held.save(update_fields=["state", "cleared_at", "released_by", "released_reason"])
    _tell(held, [held.added_by], "is out of quarantine and can be opened", now=now)
    return held


@transaction.atomic
def withdraw_file(*, by: Officer, file: CaseFile, reason: str, now: dt.datetime) -> CaseFile:
    """Take a file out of use that was added by mistake. It stays on record, and open to the unit's supervisors."""
    held = _held_file(by, file, "file.withdraw")
    _refuse_unless(held, FileState.QUARANTINE, FileState.OPEN)
    _refuse_no_reason(reason)
    held.state, held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = (
        FileState.WITHDRAWN,
        now,
        by,
        reason.strip(),
    )
    held.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return held


@job(WORK, by_system=True)
@transaction.atomic
def scan_file(*, by: Officer | None, now: dt.datetime, file: int) -> None:
    """Ask the scanner about a file in quarantine: clean, it opens; found, its content is destroyed for good.

    Without an answer it stays where it is, and the clock asks again. Run twice it decides once.
    """
    content = FileContent.objects.filter(file=file, file__state=FileState.QUARANTINE).first()
    if content is None or not settings.CLAMAV:
        return
    try:
        found = scanner.scan(bytes(content.content), where=settings.CLAMAV, seconds=settings.CLAMAV_SECONDS)
    except scanner.NoAnswer:
        return
    rows = CaseFile.objects.select_for_update(of=("self",)).select_related("case__nominal", "case__unit", "added_by")
    held = rows.get(pk=file)
    if held.state != FileState.QUARANTINE:
        return
    if not found:
        held.state, held.cleared_at = FileState.OPEN, now
        held.save(update_fields=["state", "cleared_at"])
        return
    held.state, held.refused_at = FileState.REFUSED, now
    held.refused_reason = f"The virus scanner found {found}."[:300]
    held.save(update_fields=["state", "refused_at", "refused_reason"])
    FileContent.objects.filter(file=held).delete()
    told = [held.added_by, *_supervisors_but(held.added_by, held.case)]
    _tell(held, told, "was refused and destroyed: the virus scanner found something in it", now=now)


def scan_waiting(*, now: dt.datetime) -> int:
    """Ask for another scan of every file in quarantine, where a scanner is there to answer; how many."""
    if not settings.CLAMAV or not scanner.answers(where=settings.CLAMAV, seconds=5):
        return 0
    with acting_as_system("quarantine", reason="files still wait for the scanner"), transaction.atomic():
        waiting = list(CaseFile.objects.filter(state=FileState.QUARANTINE).values_list("pk", flat=True)[:200])
        for pk in waiting:
            enqueue(WORK, key=f"{WORK}:{pk}:{now:%Y%m%d%H%M}", by=None, now=now, file=pk)
    return len(waiting)


def _held(case: Case) -> Case:
    # Files of one case are moved one after the other.
    rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("nominal", "unit", "officer")
    return rows.get(pk=case.pk)


def _held_file(by: Officer, file: CaseFile, deed: str) -> CaseFile:
    """The file as it is now, the scanner kept from it; Denied where the deed is not the person's."""
    _held(file.case)
    rows = visible(by, CaseFile).select_related("case__nominal", "case__unit", "case__officer", "added_by")
    require(by, deed, rows.get(pk=file.pk))
    return rows.select_for_update(of=("self",), no_key=True).get(pk=file.pk)


def _refuse_unless(file: CaseFile, *states: FileState) -> None:
    if file.state not in states:
        raise Conflict(f"This file is by now: {file.get_state_display().lower()}. Look at the list again.")


def _refuse_no_reason(reason: str) -> None:
    if is_no_reason(reason):
        raise Conflict(f"{NO_REASON}.")


def _supervisors_but(person: Officer, case: Case) -> list[Officer]:
    return [one for one in supervisors_seeing(case) if one != person]


def _tell(file: CaseFile, people: list[Officer], what: str, *, now: dt.datetime) -> None:
    notify(
        people,
        key=f"file:{file.pk}:{file.state}",
        text=f"A file of case {file.case.reference} {what}.",
        url=reverse("case-files", args=[file.case.reference]),
        now=now,
    )
