"""The policy of sharing: requests and decisions are the case's; who may put, decide, withdraw, delegate."""

import datetime as dt

from django.db.models import Q

from cases.access import why_not_change
from cases.models import Case
from cases.rules.status import why_closed
from mosovo import clock
from mosovo.access.others import MYSELF
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import protect
from mosovo.access.sight import NONE, is_excluded
from mosovo.access.sql import changes_case
from mosovo.access.states import Compartment
from mosovo.staff.models import Officer
from mosovo.staff.queries import officers_with
from mosovo.staff.rules import RANK_ORDER, is_at_least
from mosovo.staff.states import Ability
from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import LEAST_RANK, described, why_not_at_level, why_not_decide, why_not_of_rank

# Put by those who may change the case, taken back by whoever put it, decided by the one it was put before.
protect(
    DisclosureRequest,
    Compartment.CASE,
    insert=f"sharing_disclosurerequest.put_by_id = {MYSELF} AND {changes_case('sharing_disclosurerequest.case_id')}",
    update=f"{MYSELF} IN (sharing_disclosurerequest.put_by_id, sharing_disclosurerequest.put_to_id)",
    lockable=True,
)
protect(
    DisclosureDecision,
    Compartment.CASE,
    "request__case",
    insert=f"sharing_disclosuredecision.decided_by_id = {MYSELF} AND EXISTS"
    " (SELECT 1 FROM sharing_disclosurerequest put"
    f" WHERE put.id = sharing_disclosuredecision.request_id AND put.put_to_id = {MYSELF})",
)
# Who stands in for whom is for everybody to know; it is given, and ended, by the superintendent alone.
protect(
    Delegation,
    Compartment.PLAIN,
    condition=lambda person: ~NONE,
    policy="true",
    insert=f"sharing_delegation.superintendent_id = {MYSELF} AND (SELECT sec.can('decide_disclosure'))",
    update=f"sharing_delegation.superintendent_id = {MYSELF}",
    lockable=True,
)

HIGH_ENOUGH = [rank for rank in RANK_ORDER if is_at_least(rank, LEAST_RANK)]


def superintendents(*, today: dt.date) -> Q:
    """The condition that an officer holds rank and role to decide on ``today``."""
    return Q(pk__in=officers_with(Ability.DECIDE_DISCLOSURE, today=today), rank__in=HIGH_ENOUGH)


def delegation_of(person: Officer, *, today: dt.date) -> Delegation | None:
    """The delegation under which ``person`` may decide on ``today``: running, and from one who may decide still."""
    running = Delegation.objects.filter(from_on__lte=today, until_on__gte=today, ended_at__isnull=True)
    givers = Officer.objects.filter(superintendents(today=today)).values("pk")
    return running.filter(delegate=person, superintendent__in=givers).select_related("superintendent").first()


@policy("disclosure.view")
def why_not_view(person: Officer, request: DisclosureRequest) -> str | None:
    """Whoever sees the case reads what was put and decided."""
    return None


@policy("disclosure.put")
def why_not_put(person: Officer, case: Case) -> str | None:
    """Those who write in the case put a disclosure before a superintendent, at level 1; else it goes to the meeting."""
    closed = why_closed(case.status, before="a disclosure is requested")
    return why_not_change(person, case) or closed or why_not_at_level(case.level)


def why_not_put_to(person: Officer, case: Case, *, by: Officer, today: dt.date) -> str | None:
    """Why the disclosure cannot be put before ``person``, or None."""
    if person.pk == by.pk:
        return "You put this request yourself; put it before somebody else."
    is_delegate = delegation_of(person, today=today) is not None
    too_low = why_not_of_rank(
        category=case.category, rank=person.rank, is_delegate=is_delegate, whose=f"{person.full_name} is"
    )
    if too_low:
        return too_low
    if not is_delegate and lacks(person, Ability.DECIDE_DISCLOSURE):
        return f"{person} does not hold a role that decides on disclosure; choose somebody who does."
    if is_excluded(person, case):
        return f"{person} may never see this case; choose somebody else."
    return None


@policy("disclosure.decide")
def why_not_decide_request(person: Officer, request: DisclosureRequest) -> str | None:
    """By level and rank first, then the one it was put before, who holds the role or a delegation today."""
    is_delegate = delegation_of(person, today=clock.today()) is not None
    case = request.case
    refused = why_not_decide(
        level=case.level,
        category=case.category,
        rank=person.rank,
        is_delegate=is_delegate,
        put_it=request.put_by_id == person.pk,
    )
    if refused:
        return refused
    if request.put_to_id != person.pk:
        return f"This was put before {request.put_to}, who decides it."
    if not is_delegate and lacks(person, Ability.DECIDE_DISCLOSURE):
        return "You no longer hold a role that decides on disclosure."
    return None


@policy("disclosure.withdraw")
def why_not_withdraw(person: Officer, request: DisclosureRequest) -> str | None:
    """Whoever put a request may withdraw it."""
    if request.put_by_id != person.pk:
        return f"Only {request.put_by}, who put this request, may withdraw it."
    return None


@policy("disclosure.list")
def why_not_list(person: Officer, _: None) -> str | None:
    """The list of what is put before one is for those who decide, delegates among them."""
    if lacks(person, Ability.DECIDE_DISCLOSURE) and delegation_of(person, today=clock.today()) is None:
        return "This page is for those before whom disclosures are put."
    return None


@policy("disclosure.delegate")
def why_not_delegate(person: Officer, _: None) -> str | None:
    """A superintendent or above who decides disclosures may delegate it; a delegate may not pass it on."""
    if lacks(person, Ability.DECIDE_DISCLOSURE):
        return "Only a superintendent who decides on disclosure may delegate it."
    if not is_at_least(person.rank, LEAST_RANK):
        return f"You are {described(person.rank)}. Only a superintendent or above may delegate decisions on disclosure."
    return None


@policy("delegation.end")
def why_not_end(person: Officer, delegation: Delegation) -> str | None:
    """Whoever gave it ends it."""
    if delegation.superintendent_id != person.pk:
        return f"Only {delegation.superintendent}, who gave this delegation, may end it."
    return None
