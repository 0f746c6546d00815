"""Every write of sharing: put a disclosure before somebody, withdraw it, decide it, delegate, end a delegation."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from mosovo.access.actions import grant_for_a_while
from mosovo.access.models import CaseGrant
from mosovo.access.policies import require
from mosovo.access.states import PANEL_RIGHTS, CaseRight, GrantBasis
from mosovo.days import in_words
from mosovo.diary.actions import notify, refresh_cases
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.once import made_before, made_once
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer
from mosovo.staff.rules import is_at_least
from mosovo.workflow.decisions import unanswered
from sharing.access import delegation_of, why_not_put_to
from sharing.models import Delegation, DisclosureDecision, DisclosureRequest
from sharing.rules import DISCLOSURE, LEAST_RANK, authority
from sharing.states import REQUEST_MOVES, Outcome, RequestState


@transaction.atomic
def put_disclosure(
    *,
    by: Officer,
    case: Case,
    reference: uuid.UUID,
    put_to: Officer,
    to_whom: str,
    proposal: str,
    now: dt.datetime,
    today: dt.date,
) -> DisclosureRequest:
    """Put a disclosure before ``put_to``, who sees the case until it is decided, for a time the force sets.

    Refuses level 2 and 3, and anybody who may not decide it. ``reference`` is the request's own: sent a second time in
    the same words, the request first made is returned and nothing changes.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("nominal").get(pk=case.pk)
    require(by, "disclosure.put", held)
    said = {"case": held, "proposal": proposal.strip(), "to_whom": to_whom.strip(), "put_by": by, "put_to": put_to}
    before = made_before(DisclosureRequest, reference, said=said)
    if before is not None:
        return before
    refused = why_not_put_to(put_to, held, by=by, today=today)
    if refused:
        raise Conflict(refused)
    if not to_whom.strip() or not proposal.strip():
        raise Conflict("Say what would be disclosed, why, and to whom.")
    with made_once():
        request = DisclosureRequest.objects.create(reference=reference, **said, put_at=now)
    grant_for_a_while(
        by=by,
        to=put_to,
        case=held,
        rights=PANEL_RIGHTS,
        basis=GrantBasis.DECISION,
        reason=f"Disclosure to {request.to_whom}"[:300],
        now=now,
        until=now + dt.timedelta(days=number("disclosure_sight_days", today)),
    )
    refresh_cases([held.pk], now=now, today=today)
    notify(
        [put_to],
        key=f"disclosure:{request.pk}:put",
        text=f"{held.reference}: a disclosure waits for your decision.",
        url=reverse("disclosure", args=[request.reference]),
        now=now,
    )
    return request


@transaction.atomic
def withdraw_request(*, by: Officer, request: DisclosureRequest, now: dt.datetime, today: dt.date) -> DisclosureRequest:
    """Take a waiting request back; whom it was put before loses the sight that came with it."""
    held = _held(request)
    require(by, "disclosure.withdraw", held)
    _move(held, RequestState.WITHDRAWN)
    refresh_cases([held.case_id], now=now, today=today)
    _end_sight(request=held, until=now)
    return held


@transaction.atomic
def decide_disclosure(
    *,
    by: Officer,
    request: DisclosureRequest,
    outcome: str,
    answers: Mapping[str, str],
    reasons: str,
    now: dt.datetime,
    today: dt.date,
) -> DisclosureDecision:
    """Sign the decision to share or not. Refuses while a question is open, and anybody but the one who may decide."""
    held = _held(request)
    require(by, "disclosure.decide", held)
    _move(held, RequestState.DECIDED)
    missing = list(unanswered(DISCLOSURE, answers).values())
    if outcome not in Outcome.values or is_no_reason(reasons):
        missing.append("Say whether to share, and the reasons.")
    if missing:
        raise Conflict(" ".join(missing))
    delegation = None if is_at_least(by.rank, LEAST_RANK) else delegation_of(by, today=today)
    decision = DisclosureDecision.objects.create(
        request=held,
        answers={prompt.code: answers[prompt.code].strip() for prompt in DISCLOSURE.prompts},
        outcome=outcome,
        reasons=reasons.strip(),
        decided_by=by,
        decided_rank=by.rank,
        authority=authority(category=held.case.category, rank=by.rank, is_delegate=delegation is not None),
        delegation=delegation,
        decided_at=now,
    )
    refresh_cases([held.case_id], now=now, today=today)
    notify(
        [held.put_by],
        key=f"disclosure:{held.pk}:decided",
        text=f"{held.case.reference}: the disclosure you put has been decided.",
        url=reverse("disclosure", args=[held.reference]),
        now=now,
    )
    _end_sight(request=held, until=now + dt.timedelta(days=number("disclosure_after_days", today)))
    return decision


@transaction.atomic
def delegate_decisions(
    *,
    by: Officer,
    delegate: Officer,
    from_on: dt.date,
    until_on: dt.date,
    reason: str,
    now: dt.datetime,
) -> Delegation:
    """Let ``delegate`` decide disclosures from a day until another, both counted; the responsibility stays ``by``'s."""
    Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    require(by, "disclosure.delegate")
    if delegate.pk == by.pk:
        raise Conflict("You decide already; delegate to somebody else.")
    if until_on < from_on:
        raise Conflict("The last day of the delegation is before its first.")
    if is_no_reason(reason):
        raise Conflict("Say why the decisions are delegated.")
    running = Delegation.objects.filter(superintendent=by, delegate=delegate, ended_at__isnull=True)
    before = running.filter(from_on__lte=until_on, until_on__gte=from_on).first()
    if before:
        raise Conflict(
            f"You have delegated to {delegate} from {in_words(before.from_on)} to {in_words(before.until_on)} already;"
            " end that delegation first."
        )
    delegation = Delegation.objects.create(
        superintendent=by, delegate=delegate, from_on=from_on, until_on=until_on, reason=reason.strip(), made_at=now
    )
    notify(
        [delegate],
        key=f"delegation:{delegation.pk}",
        text=f"{by} delegates decisions on disclosure to you from {in_words(from_on)} to {in_words(until_on)}.",
        url="",
        now=now,
    )
    return delegation


@transaction.atomic
def end_delegation(*, by: Officer, delegation: Delegation, now: dt.datetime) -> Delegation:
    """End a delegation at once."""
    held = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    require(by, "delegation.end", held)
    if held.ended_at is not None or held.until_on < timezone.localdate(now):
        raise Conflict("This delegation has ended already.")
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    return held


def _held(request: DisclosureRequest) -> DisclosureRequest:
    rows = DisclosureRequest.objects.select_for_update(of=("self",)).select_related("case__nominal", "put_by", "put_to")
    return rows.get(pk=request.pk)


def _move(request: DisclosureRequest, state: RequestState) -> None:
    if (request.state, state) not in REQUEST_MOVES:
        raise Conflict(f"This request is no longer waiting: it is {request.get_state_display().lower()}.")
    request.state = state
    request.save(update_fields=["state"])


def _end_sight(*, request: DisclosureRequest, until: dt.datetime) -> None:
    """Bring forward the end of the sight that came with the request, unless another waits for the same person.

    The last thing an action does: from then on the database may show the case no longer.
    """
    others = DisclosureRequest.objects.filter(case=request.case, put_to=request.put_to, state=RequestState.WAITING)
    if others.exists():
        return
    live = CaseGrant.objects.allowing(request.put_to_id, CaseRight.VIEW_CASE).filter(content_object=request.case)
    for grant in live.filter(basis=GrantBasis.DECISION):
        grant.valid_until = min(until, grant.valid_until or until)
        grant.save(update_fields=["valid_until"])
