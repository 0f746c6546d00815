"""What is put before whom, who may be asked, and the case's own record of disclosures."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, MeetingDecision
from cases.states import DisclosureAnswer
from cases.timeline import Entry
from mosovo.access.sight import excluded_from, visible
from mosovo.days import in_words
from mosovo.staff.models import Officer
from mosovo.staff.states import Rank
from sharing.access import superintendents
from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import PARTS
from sharing.states import RequestState


@dataclass(frozen=True)
class Answered:
    """One question of a signed decision with its answer."""

    label: str
    question: str
    answer: str


def deciders(*, by: Officer, case: Case, today: dt.date) -> QuerySet[Officer]:
    """Before whom ``by`` may put a disclosure in this case: superintendents in role and their delegates."""
    in_rank = superintendents(today=today)
    running = Delegation.objects.filter(
        from_on__lte=today,
        until_on__gte=today,
        ended_at__isnull=True,
        superintendent__in=Officer.objects.filter(in_rank).values("pk"),
    )
    found = Officer.objects.filter(in_rank | Q(pk__in=running.values("delegate"), is_active=True))
    return found.exclude(pk=by.pk).exclude(pk__in=excluded_from(case))


def requests_of(person: Officer, case: Case) -> QuerySet[DisclosureRequest]:
    """The requests of a case that ``person`` may see, newest first, with their decisions."""
    rows = visible(person, DisclosureRequest).filter(case=case)
    return rows.select_related("put_by", "put_to", "decision", "decision__decided_by")


def still_to_decide(case: Case) -> list[str]:
    """The case's requests that nobody has decided or withdrawn, in words, the earliest first."""
    rows = DisclosureRequest.objects.filter(case=case, state=RequestState.WAITING).select_related("put_to")
    return [
        f"the disclosure put before {row.put_to} on {in_words(timezone.localtime(row.put_at))},"
        " to be decided or withdrawn"
        for row in rows.order_by("put_at")
    ]


def meeting_decisions(person: Officer, case: Case) -> list[tuple[MeetingDecision, str]]:
    """What meetings about the case decided on disclosure, newest first, each with its outcome in words."""
    rows = visible(person, MeetingDecision).filter(meeting__case=case).select_related("meeting", "decided_by")
    return [(row, DisclosureAnswer(row.outcome).label) for row in rows.order_by("-decided_at")]


def put_before(person: Officer) -> QuerySet[DisclosureRequest]:
    """What was put before ``person`` in cases they see: waiting first and the longest waiting first, then the rest."""
    rows = visible(person, DisclosureRequest).filter(put_to=person).exclude(state=RequestState.WITHDRAWN)
    return rows.select_related("case__nominal", "put_by", "decision").order_by("-state", "put_at")


def waiting_for(person: Officer) -> int:
    """How many decisions wait for ``person``."""
    return visible(person, DisclosureRequest).filter(put_to=person, state=RequestState.WAITING).count()


def possible_delegates(by: Officer) -> QuerySet[Officer]:
    """The officers to whom ``by`` may delegate: sworn, in service, somebody else."""
    return Officer.objects.filter(is_active=True).exclude(rank=Rank.STAFF).exclude(pk=by.pk)


def delegations_by(person: Officer) -> QuerySet[Delegation]:
    """The delegations ``person`` gave, newest first."""
    return visible(person, Delegation).filter(superintendent=person).select_related("delegate")


def answered(decision: DisclosureDecision) -> list[tuple[str, list[Answered]]]:
    """The questions and answers of a signed decision, part by part."""
    return [
        (title, [Answered(prompt.label, prompt.help, decision.answers.get(prompt.code, "")) for prompt in prompts])
        for title, prompts in PARTS
    ]


def history(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Source for the timeline: each request when it was put, each decision when it was signed."""
    for request in requests_of(person, case)[:most]:
        url = reverse("disclosure", args=[request.reference])
        yield Entry(
            request.put_at,
            "Sharing",
            f"Disclosure put before {request.put_to.full_name}",
            request.proposal,
            request.put_by.full_name,
            url,
        )
        if request.state == RequestState.DECIDED:
            signed = request.decision
            title = f"Disclosure to {request.to_whom}: {signed.get_outcome_display().lower()}"
            yield Entry(signed.decided_at, "Sharing", title, signed.reasons, signed.decided_by.full_name, url)
