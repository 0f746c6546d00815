"""Made-up files: one in quarantine, one open, one withdrawn, for a few of the people; each looked through as any is."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random
from uuid import UUID

from django.db.models import F, Model
from PIL import Image, ImageDraw

from cases.models import CaseFile, FileContent
from cases.states import FilePart, FileState
from cases.synthetic.subject import Subject
from mosovo.incoming import Checked, FileKind, check

SHARE = 0.04
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
WAITS, OPEN, WITHDRAWN = "Letter of the landlord", "Plan of the flat", "Message about somebody else"
LETTER = "Dear Officer,\r\n\r\nthe second key to the cellar was given to the tenant in March.\r\n"
MESSAGE = "He asks whether the garage of number 14 may be let to him from May.\r\n"


def file_rows(subject: Subject) -> Iterable[Model]:
    """The three, on cases that somebody manages."""
    chance = Random(f"files {subject.facts.number}")
    if subject.officer is None or chance.random() >= SHARE:
        return
    for title, hours in ((WITHDRAWN, 400), (OPEN, 200), (WAITS, 30)):
        found, content = _made(title)
        file = CaseFile(
            reference=UUID(int=chance.getrandbits(128), version=4), case=subject.case, part=FilePart.CASE, title=title,
            name=found.name, kind=found.kind, size=len(content), sha256=found.sha256, added_by=subject.writer,
            added_at=subject.now - chance.randint(1, hours) * HOUR,
        )  # fmt: skip
        yield file
        yield FileContent(file=file, content=content)


def decide_files(files: Sequence[CaseFile]) -> None:
    """Move those that do not wait on from quarantine, where every file begins; a minute later each."""
    made = CaseFile.objects.filter(pk__in=[file.pk for file in files])
    made.exclude(title=WAITS).update(state=FileState.OPEN, cleared_at=F("added_at") + MINUTE)
    made.filter(title=WITHDRAWN).update(
        state=FileState.WITHDRAWN, withdrawn_at=F("added_at") + HOUR, withdrawn_by=F("added_by"),
        withdrawn_reason="It is of another case.",
    )  # fmt: skip


@cache
def _made(title: str) -> tuple[Checked, bytes]:
    name, content = {
        WAITS: ("letter.txt", LETTER.encode()),
        OPEN: ("plan.png", _plan()),
        WITHDRAWN: ("message.txt", MESSAGE.encode()),
    }[title]
    return check(name, content, kinds=FileKind.values, megabytes=1), content


def _plan() -> bytes:
    picture, kept = Image.new("RGB", (640, 480), "white"), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    for room, corners in (
        ("Hall", (40, 40, 240, 440)),
        ("Room", (240, 40, 600, 260)),
        ("Kitchen", (240, 260, 600, 440)),
    ):
        pen.rectangle(corners, outline="black", width=4)
        pen.text((corners[0] + 20, corners[1] + 20), room, fill="black")
    picture.save(kept, "PNG")
    return kept.getvalue()
