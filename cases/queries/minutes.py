"""What the minutes of a meeting say, to the national headings, as the person who asks for them may see it.

The headings up to 6 are those of the national form as far as they could be read; the rest follow the order of a
meeting. Restricted parts of the case are not in it: they stay behind their own gate.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from cases.models import (
    Address,
    Alias,
    CategoryPeriod,
    Conviction,
    Document,
    LevelPeriod,
    Licence,
    Meeting,
    MeetingAction,
    Minutes,
    Order,
)
from cases.queries.meeting import sheet_of
from cases.rules.meeting import DISCLOSURE, PARTS
from cases.states import MeetingState
from mosovo.access.sight import visible
from mosovo.days import in_words
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from mosovo.staff.models import Officer

STATEMENT = (
    "What was said at this meeting is confidential. It was shared so that the public may be protected, and stays the"
    " responsibility of the agency that brought it. No part of these minutes may be copied or passed on without the"
    " chair's leave. Everybody at the meeting treats all people with respect, whatever their background."
)


@dataclass(frozen=True)
class Fact:
    """One fact under a heading."""

    label: str
    value: str


@dataclass(frozen=True)
class Present:
    """An agency at the meeting, or not."""

    agency: str
    name: str
    how: str


@dataclass(frozen=True)
class Task:
    """An action, with who does it, by when, and how it stands."""

    text: str
    agency: str
    owner: str
    due_on: dt.date
    standing: str


@dataclass(frozen=True)
class MinutesContent:
    """The whole of the minutes; page furniture and layout are the template's."""

    title: str
    marking: str
    reference: str
    statement: str
    meeting: list[Fact]
    management: list[Fact]
    person: list[Fact]
    convictions: list[Fact]
    dates: list[Fact]
    hospital: str
    referral: str
    attendance: list[Present]
    earlier_actions: list[Task]
    parts: list[Fact]
    question: str
    decision: list[Fact]
    answers: list[Fact]
    actions: list[Task]
    next_on: dt.date | None
    signature: list[Fact]


@dataclass(frozen=True)
class Progress:
    """How far the minutes are. finished: there is no more to ask. again: the chair may ask for them anew."""

    sentence: str
    finished: bool
    document: Document | None = None
    again: bool = False
    waiting: bool = False


def minutes_content(person: Officer, meeting: Meeting, *, version: int, marking: str) -> MinutesContent:
    """The minutes of a signed meeting; meeting with case, nominal, chair and decision at hand."""
    case, decision, sheet = meeting.case, meeting.decision, sheet_of(person, meeting)
    held, signed = timezone.localtime(meeting.held_at), timezone.localtime(decision.decided_at)
    return MinutesContent(
        title=f"Minutes of the level {meeting.level} MAPP meeting on {in_words(held)}",
        marking=marking,
        reference=case.reference,
        statement=STATEMENT,
        meeting=[
            Fact("Kind", _which(person, meeting)),
            Fact("Held", f"{in_words(held)} at {held:%H:%M}, {meeting.place}"),
            Fact("Chair", f"{meeting.chair.get_rank_display()} {meeting.chair.full_name}"),
            Fact("Version of these minutes", str(version)),
        ],
        management=list(_management(person, meeting)),
        person=list(_person(person, meeting)),
        convictions=[_conviction(row) for row in visible(person, Conviction).filter(case=case)],
        dates=list(_dates(person, meeting)),
        # The case file has no place for it yet; the form asks, so the minutes answer.
        hospital="No detention in hospital is recorded in the case file.",
        referral=_referral(person, meeting),
        attendance=[
            Present(row.agency.name, row.name, _how(present=row.present, report_sent=row.report_sent))
            for row in sheet.attendances
        ],
        earlier_actions=[_task(action) for action in sheet.earlier_actions],
        parts=[Fact(prompt.label, getattr(meeting, prompt.code)) for prompt in PARTS],
        question=DISCLOSURE.question,
        decision=[
            Fact("Decision", dict(DISCLOSURE.outcomes)[decision.outcome]),
            *([Fact("To whom", decision.to_whom)] if decision.to_whom else []),
            Fact("Reasons", decision.reasons),
        ],
        answers=[Fact(prompt.label, decision.answers.get(prompt.code, "")) for prompt in DISCLOSURE.prompts],
        actions=[_task(action) for action in sheet.actions],
        next_on=meeting.next_on,
        signature=[
            Fact("Signed by", decision.decided_by.full_name),
            Fact("Rank or grade", decision.get_decided_rank_display()),
            Fact("Authority", decision.authority),
            Fact("Signed at", f"{in_words(signed)} at {signed:%H:%M}"),
        ],
    )


def minutes_progress(person: Officer, meeting: Meeting) -> Progress:
    """How far the minutes of a signed meeting are, in words that say what to do where they are stuck."""
    minutes = visible(person, Minutes).filter(meeting=meeting).select_related("document").defer("document__content")
    made = minutes.first()
    if made:
        return Progress("The minutes are made and are in the case file.", finished=True, document=made.document)
    if meeting.state != MeetingState.SIGNED:
        return Progress("The minutes are made when the chair has signed.", finished=True)
    job = visible(person, Job).filter(key__startswith=minutes_key(meeting)).order_by("-asked_at").first()
    if job is None and meeting.chair_id == person.pk:
        return Progress("The minutes have not been asked for yet.", finished=True, again=True)
    if job is None:
        return Progress("The minutes are being made for the chair. Open this page again in a while.", finished=True)
    return _stage(job)


def minutes_key(meeting: Meeting) -> str:
    """The key of the work that makes a meeting's first minutes; asking for it again adds to it."""
    return f"meeting:{meeting.pk}:minutes:1"


def _stage(job: Job) -> Progress:
    if job.state == JobState.WAITING:
        sentence = "The minutes wait for the worker. You may leave this page; they are made all the same."
        return Progress(sentence, finished=False, waiting=True)
    if job.state == JobState.RUNNING:
        again = ", for the second or third time after a fault" if job.starts > 1 else ""
        return Progress(f"The worker is making the minutes{again}.", finished=False)
    if job.state == JobState.PARKED:
        sentence = (
            "Making the minutes failed three times and has stopped. The signed record is safe. Make them again;"
            f" where that fails too, give the administrator the number of the work: {job.pk}."
        )
        return Progress(sentence, finished=True, again=True)
    sentence = (
        "The minutes were not made: when the worker came to them, you could no longer see the case. Ask the offender"
        " manager or a supervisor to renew your sight of it, then make them again."
    )
    return Progress(sentence, finished=True, again=True)


def _which(person: Officer, meeting: Meeting) -> str:
    rows = visible(person, Meeting).exclude(state=MeetingState.CANCELLED)
    earlier = rows.filter(case=meeting.case_id, held_at__lt=meeting.held_at).count()
    return f"Review meeting {earlier}" if earlier else "Initial meeting"


def _management(person: Officer, meeting: Meeting) -> Iterator[Fact]:
    case = meeting.case
    yield Fact("Level", f"Level {meeting.level}")
    categories = visible(person, CategoryPeriod).filter(case=case, until_on__isnull=True)
    names = [period.get_category_display() for period in categories] or [case.get_category_display()]
    yield Fact("Category", "; ".join(names))
    level = _level_then(person, meeting)
    yield Fact("Lead agency", level.lead_agency.name if level else "Not recorded")
    yield Fact("Risk of serious harm", case.get_risk_level_display() or "Not assessed")
    yield Fact("Offender manager", case.officer.full_name if case.officer else "Not allocated")


def _person(person: Officer, meeting: Meeting) -> Iterator[Fact]:
    nominal = meeting.case.nominal
    yield Fact("Name", nominal.full_name)
    aliases = visible(person, Alias).filter(nominal=nominal)
    yield Fact("Aliases and nicknames", "; ".join(alias.name for alias in aliases) or "None recorded")
    yield Fact("Date of birth", _day(nominal.date_of_birth))
    yield Fact("Sex", nominal.get_sex_display())
    yield Fact("ViSOR reference", nominal.visor_reference or "Not recorded")
    yield Fact("PNC identifier", nominal.pnc_id or "Not recorded")
    yield Fact("NOMS number", nominal.noms_number or "Not recorded")
    addresses = visible(person, Address).filter(nominal=nominal, until_on__isnull=True)
    yield Fact("Present address", "; ".join(map(str, addresses)) or "No fixed address recorded")
    yield Fact("Where the person is", meeting.case.get_status_display())


def _dates(person: Officer, meeting: Meeting) -> Iterator[Fact]:
    for licence in visible(person, Licence).filter(case=meeting.case):
        yield Fact("Licence", _span(licence.from_on, licence.until_on, "no end recorded"))
    for order in visible(person, Order).filter(case=meeting.case):
        yield Fact(order.get_kind_display(), _span(order.from_on, order.until_on, "until further order"))


def _referral(person: Officer, meeting: Meeting) -> str:
    level = _level_then(person, meeting)
    return level.reason if level else "No reason for the level is recorded."


def _level_then(person: Officer, meeting: Meeting) -> LevelPeriod | None:
    day = timezone.localdate(meeting.held_at)
    begun = visible(person, LevelPeriod).filter(case=meeting.case, from_on__lte=day).select_related("lead_agency")
    return begun.first()


def _conviction(row: Conviction) -> Fact:
    return Fact(_day(row.convicted_on), f"{row.offence}{': ' if row.disposal else ''}{row.disposal}")


def _how(*, present: bool, report_sent: bool) -> str:
    if present:
        return "Present"
    return "Absent; sent a report" if report_sent else "Absent; no report"


def _task(action: MeetingAction) -> Task:
    done = f"Done on {_day(action.done_on)}: {action.done_note}" if action.done_on else "Open"
    return Task(action.text, action.agency.name, action.owner_name, action.due_on, done)


def _day(day: dt.date | None) -> str:
    return in_words(day) if day else "Not recorded"


def _span(start: dt.date, end: dt.date | None, without_end: str) -> str:
    return f"from {_day(start)} {f'to {_day(end)}' if end else without_end}"
