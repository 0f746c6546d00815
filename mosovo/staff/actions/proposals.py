"""What reaches cases is proposed by one administrator and takes effect when a second one confirms it."""

import datetime as dt
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from knox.models import AuthToken

from mosovo.access.actions import give_role, save_role
from mosovo.access.policies import lacks
from mosovo.errors import Conflict, Denied
from mosovo.staff.actions.sessions import end_sessions
from mosovo.staff.models import FactorReset, Officer, Proposal, ProviderLink, Role, Unit
from mosovo.staff.rules import PROPOSED_FOR, why_not_confirm, why_not_propose
from mosovo.staff.states import Ability, ProposalKind, ProposalState

WAITS = "This has been proposed already, and waits for a second administrator."


def propose_holding(
    *,
    by: Officer,
    officer: Officer,
    role: Role,
    unit: Unit | None,
    starts_on: dt.date,
    ends_on: dt.date | None,
    now: dt.datetime,
) -> Proposal:
    """Propose that an officer holds a role, with all that comes with it."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    asked = Proposal(kind=ProposalKind.HOLDING, officer=officer, role=role, unit=unit, **days)
    return _propose(asked, by=by, now=now)


def propose_role(
    *, by: Officer, role: Role, abilities: Iterable[str], unit_permissions: Iterable[str], now: dt.datetime
) -> Proposal:
    """Propose that a role brings these abilities and rights from now on."""
    wanted = {"abilities": list(abilities), "unit_permissions": list(unit_permissions)}
    return _propose(Proposal(kind=ProposalKind.ROLE, role=role, **wanted), by=by, now=now)


def propose_password(*, by: Officer, officer: Officer, password: str, now: dt.datetime) -> Proposal:
    """Propose a new password for somebody; the one they have holds until it is confirmed."""
    asked = Proposal(kind=ProposalKind.PASSWORD, officer=officer, password=make_password(password))
    return _propose(asked, by=by, now=now)


def propose_reset(*, by: Officer, officer: Officer, reason: str, now: dt.datetime) -> Proposal:
    """Propose that an officer's lost factors are taken away."""
    return _propose(Proposal(kind=ProposalKind.FACTORS, officer=officer, reason=reason), by=by, now=now)


@transaction.atomic
def _propose(asked: Proposal, *, by: Officer, now: dt.datetime) -> Proposal:
    own = asked.officer_id == by.pk or _holds(by, asked)
    if sentence := why_not_propose(own=own, administers=not lacks(by, Ability.ADMINISTER)):
        raise Denied(sentence)
    waiting = Proposal.objects.filter(state=ProposalState.WAITING, asked_at__gte=now - PROPOSED_FOR)
    if waiting.filter(kind=asked.kind, officer=asked.officer, role=asked.role, unit=asked.unit).exists():
        raise Conflict(WAITS)
    asked.asked_by, asked.asked_at = by, now
    asked.save()
    return asked


@transaction.atomic
def confirm_proposal(*, by: Officer, proposal: Proposal, now: dt.datetime) -> None:
    """Do what was proposed, as a second administrator. Denied for whoever proposed it or is concerned."""
    _require(by, proposal, now=now)
    kept = _locked(proposal)
    {
        ProposalKind.HOLDING: _give,
        ProposalKind.ROLE: _widen,
        ProposalKind.PASSWORD: _set_password,
        ProposalKind.FACTORS: _take_factors,
    }[ProposalKind(kept.kind)](kept, by, now)
    _decide(kept, ProposalState.CONFIRMED, by, now)


@transaction.atomic
def refuse_proposal(*, by: Officer, proposal: Proposal, now: dt.datetime) -> None:
    """Not so: another administrator, or whoever proposed it and thought again."""
    if lacks(by, Ability.ADMINISTER) or proposal.officer_id == by.pk:
        raise Denied("Another administrator decides this.")
    _decide(_locked(proposal), ProposalState.REFUSED, by, now)


def _locked(proposal: Proposal) -> Proposal:
    """The proposal, under a lock, which the database gives on those alone that wait."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("officer", "role", "unit")
    kept = rows.filter(pk=proposal.pk, state=ProposalState.WAITING).first()
    if kept is None:
        raise Conflict("This has been decided already.")
    return kept


def why_not_confirm_now(by: Officer, kept: Proposal, *, now: dt.datetime) -> str | None:
    """The sentence why this administrator may not confirm this proposal now; None where they may."""
    return why_not_confirm(
        administers=not lacks(by, Ability.ADMINISTER),
        asked=kept.asked_by_id == by.pk,
        own=kept.officer_id == by.pk or _holds(by, kept),
        waits=kept.state == ProposalState.WAITING,
        asked_at=kept.asked_at,
        now=now,
    )


def _require(by: Officer, kept: Proposal, *, now: dt.datetime) -> None:
    if sentence := why_not_confirm_now(by, kept, now=now):
        raise Denied(sentence)


def _holds(by: Officer, proposal: Proposal) -> bool:
    """Whether it widens a role that this administrator has ever held."""
    return proposal.kind == ProposalKind.ROLE and by.holdings.filter(role=proposal.role_id).exists()


def _give(kept: Proposal, by: Officer, now: dt.datetime) -> None:
    today = timezone.localdate(now)
    if kept.officer is None or kept.role is None or (kept.ends_on is not None and kept.ends_on < today):
        raise Conflict("The days for which it was proposed are over. It has to be proposed anew.")
    starts_on = max(kept.starts_on or today, today)
    given = {"role": kept.role, "unit": kept.unit, "starts_on": starts_on, "ends_on": kept.ends_on}
    give_role(by=by, officer=kept.officer, now=now, **given)  # type: ignore[arg-type] # one dict of several kinds


def _widen(kept: Proposal, by: Officer, now: dt.datetime) -> None:
    role: Role = Role.objects.get(pk=kept.role_id or 0)
    role.abilities, role.unit_permissions = kept.abilities, kept.unit_permissions
    save_role(by=by, role=role, now=now)


def _set_password(kept: Proposal, by: Officer, now: dt.datetime) -> None:
    officer = Officer.objects.get(pk=kept.officer_id or 0)
    officer.password = kept.password
    officer.save(update_fields=["password"])
    AuthToken.objects.filter(user=officer).delete()
    end_sessions(officer=officer)


def _take_factors(kept: Proposal, by: Officer, now: dt.datetime) -> None:
    officer = Officer.objects.get(pk=kept.officer_id or 0)
    FactorReset.objects.create(officer=officer, by=by, at=now, reason=kept.reason)
    Authenticator.objects.filter(user=officer).delete()
    ProviderLink.objects.filter(officer=officer).delete()
    end_sessions(officer=officer)


def _decide(kept: Proposal, state: ProposalState, by: Officer, now: dt.datetime) -> None:
    kept.state, kept.decided_by, kept.decided_at, kept.password = state, by, now, ""
    kept.save(update_fields=["state", "decided_by", "decided_at", "password"])
