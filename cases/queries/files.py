"""The files of a case as far as the person may know of them, and those that wait in quarantine."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from cases.models import Case, CaseFile, FileContent
from cases.states import FilePart, FileState
from cases.timeline import Entry
from mosovo.access.holdings import held_by
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.force_settings.queries import values_on
from mosovo.incoming import FileKind
from mosovo.staff.models import Officer, Unit

KIND = "File"
OF_CASE = ("case__nominal", "case__unit", "case__officer", "added_by", "released_by", "withdrawn_by")


@dataclass(frozen=True)
class Waiting:
    """Files of one part of one case that wait in quarantine. shut: the part is shut to the person now.

    files: those the person may know by name; none where it is shut.
    """

    case: Case
    part: FilePart
    count: int
    since: dt.datetime
    files: list[CaseFile]

    @property
    def shut(self) -> bool:
        return not self.files


def is_part_open(person: Officer, case: Case, part: str) -> bool:
    """Whether the person has this part of the case open now; the case file always is."""
    return part == FilePart.CASE or case.pk in held_by(person.pk).opened(Compartment(part))


def files_of(person: Officer, case: Case) -> QuerySet[CaseFile]:
    """The case's files in the parts the person has open, newest first."""
    return visible(person, CaseFile).filter(case=case).select_related("added_by", "released_by", "withdrawn_by")


def content_of(person: Officer, file: CaseFile) -> bytes | None:
    """What the file holds; None where the person may not open it, or it was destroyed."""
    found = visible(person, FileContent).filter(file=file).first()
    return bytes(found.content) if found else None


def count_waiting(units: Iterable[Unit]) -> int:
    """How many files of these units wait in quarantine, in whatever part; of cases the acting person supervises."""
    return sum(count for _, _, count, _ in _rows(units))


def waiting(person: Officer, units: Iterable[Unit]) -> list[Waiting]:
    """The files in quarantine that the person is to decide on, by case and part, the longest wait first."""
    rows = sorted(_rows(units), key=lambda row: row[3])
    cases = visible(person, Case).select_related("nominal", "unit").in_bulk([row[0] for row in rows])
    seen = (
        visible(person, CaseFile).filter(state=FileState.QUARANTINE, case__in=cases).select_related("added_by", "case")
    )
    files: dict[tuple[int, str], list[CaseFile]] = {}
    for file in seen:
        files.setdefault((file.case_id, file.part), []).append(file)
    return [
        Waiting(cases[case_id], FilePart(part), count, since, files.get((case_id, part), []))
        for case_id, part, count, since in rows
        if case_id in cases
    ]


def _rows(units: Iterable[Unit]) -> list[tuple[int, str, int, dt.datetime]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM files_waiting(%s::bigint[])", [[unit.pk for unit in units]])
        found: list[tuple[int, str, int, dt.datetime]] = cursor.fetchall()
    return found


def takes(today: dt.date) -> str:
    """Which files the force takes in, in a sentence."""
    values = values_on(today)
    kinds = [_in_a_sentence(FileKind(kind.strip()).label) for kind in str(values["file_kinds"]).split(",")]
    first = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if kinds[1:] else kinds[0]
    return f"One file: {first}, up to {values['file_megabytes']} MB."


def _in_a_sentence(label: str) -> str:
    return label if label.isupper() else label.replace("Picture", "picture").replace("Plain", "plain")


def files_on_timeline(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Each file that was added."""
    for file in files_of(person, case)[:most]:
        text = f"{file.name}: {file.get_state_display().lower()}"
        url = reverse("case-files", args=[case.reference])
        yield Entry(file.added_at, KIND, file.title, text, file.added_by.full_name, url)
