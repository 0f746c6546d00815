"""Enquiries as the press office and the units see them, and what is still missing before a statement."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.urls import reverse

from cases.models import Agency, Case
from cases.timeline import Entry
from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from media_comms.rules import why_not_issue
from media_comms.states import EnquiryState
from mosovo.access.sight import visible
from mosovo.staff.models import Officer, Unit

OPEN = (EnquiryState.LOGGED, EnquiryState.ANSWERED)


@dataclass(frozen=True)
class File:
    """One enquiry with everything said about it; what is not there, or not in sight, is None or empty.

    needed: each agency the unit named, and whether it has been consulted. why_not_issue: what is missing before a
    statement, or None.
    """

    answer: UnitAnswer | None
    needed: list[tuple[Agency, bool]]
    consultations: list[Consultation]
    statement: Statement | None
    link: EnquiryCase | None
    why_not_issue: str | None


def units_to_ask() -> QuerySet[Unit]:
    """The units that manage cases: the ones a question about somebody may be for."""
    return Unit.objects.filter(manages_cases=True)


def agencies_in_use() -> QuerySet[Agency]:
    """The agencies that may be named."""
    return Agency.objects.filter(in_use=True)


def enquiries(person: Officer, *, over: bool = False) -> QuerySet[Enquiry]:
    """The enquiries in sight: open, the outlet's deadline soonest first; or over, the newest first."""
    rows = visible(person, Enquiry).select_related("unit")
    if over:
        return rows.exclude(state__in=OPEN).order_by("-received_at")
    return rows.filter(state__in=OPEN).order_by(F("deadline_at").asc(nulls_last=True), "received_at")


def file_of(person: Officer, enquiry: Enquiry) -> File:
    """Everything about the enquiry that ``person`` may see; seven queries."""
    answer = visible(person, UnitAnswer).filter(enquiry=enquiry).select_related("answered_by").first()
    consultations = list(visible(person, Consultation).filter(enquiry=enquiry).select_related("agency", "recorded_by"))
    asked = {consultation.agency_id for consultation in consultations}
    needed = [(agency, agency.pk in asked) for agency in answer.agencies.all()] if answer else []
    link = visible(person, EnquiryCase).filter(enquiry=enquiry).select_related("case__nominal", "linked_by").first()
    return File(
        answer=answer,
        needed=needed,
        consultations=consultations,
        statement=visible(person, Statement).filter(enquiry=enquiry).select_related("issued_by").first(),
        link=link,
        why_not_issue=_why_not_issue(
            enquiry,
            missing=[agency.name for agency, is_asked in needed if not is_asked],
            asked=any(consultation.agency.cares_for_children for consultation in consultations),
        ),
    )


def _why_not_issue(enquiry: Enquiry, *, missing: list[str], asked: bool) -> str | None:
    children = Agency.objects.filter(in_use=True, cares_for_children=True).values_list("name", flat=True)
    return why_not_issue(
        state=enquiry.state,
        unit=enquiry.unit.name,
        missing=missing,
        child_at_risk=enquiry.child_at_risk,
        child_agencies=list(children),
        asked=asked,
    )


def agencies_to_consult(enquiry: Enquiry) -> QuerySet[Agency]:
    """Agencies that have not been consulted on this enquiry."""
    asked = Consultation.objects.filter(enquiry=enquiry).values("agency")
    return Agency.objects.filter(in_use=True).exclude(pk__in=asked)


def history(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Source for the case's timeline: enquiries that were linked to it, for those who see both."""
    links = visible(person, EnquiryCase).filter(case=case, enquiry__in=visible(person, Enquiry))
    for link in links.select_related("enquiry", "linked_by").order_by("-linked_at")[:most]:
        enquiry = link.enquiry
        url = reverse("enquiry", args=[enquiry.reference])
        title = f"Media enquiry from {enquiry.outlet}"
        yield Entry(link.linked_at, "Media", title, enquiry.question, link.linked_by.full_name, url)
