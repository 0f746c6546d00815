"""Cover for an absent officer: who covers holds the offender manager's rights on their open cases until a day.

The rights are grants on each case and end by themselves. A case that comes to the covered officer meanwhile is covered
too (``cover_case``); one that leaves them is covered no longer.
"""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.access import why_not_cleared
from cases.models import Case
from cases.queries.cover import cases_to_cover, holders_in, lasting_covers, supervised
from cases.rules.sight import why_not_cover
from mosovo.access.actions import end_case_grants, end_of, grant_on_case, take_cover_back
from mosovo.access.models import Cover
from mosovo.access.policies import require
from mosovo.access.sight import is_excluded
from mosovo.access.states import OFFENDER_MANAGER_RIGHTS, GrantBasis
from mosovo.days import in_words
from mosovo.diary.actions import notify
from mosovo.errors import Conflict, refuse
from mosovo.force_settings.queries import number
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer


@transaction.atomic
def give_cover(
    *,
    by: Officer,
    covered: Officer,
    coverer: Officer,
    from_on: dt.date,
    until_on: dt.date,
    reason: str,
    now: dt.datetime,
    today: dt.date,
) -> Cover:
    """Let ``coverer`` stand in for ``covered`` from a day until another, both counted; both are told.

    Cases from which the coverer is excluded stay out. Denied to all but supervisors. Conflict for oneself, for people
    who hold no cases in the units of ``by``, for a coverer who is not vetted, for days that the rules refuse, without a
    reason, and while cover between the same two lasts.
    """
    # One at a time for each covered officer, so that two supervisors do not give the same cover twice.
    held = Officer.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=covered.pk)
    require(by, "cover.give")
    refuse(_why_not_between(held, coverer, by=by, from_on=from_on, today=today))
    refuse(why_not_cover(from_on, until_on, today=today, days=number("cover_days", today)))
    refuse("Say why cover is needed." if is_no_reason(reason) else None)
    if held.unit is None:
        raise Conflict(f"{held.full_name} is in no unit whose cases could be covered.")
    cover = Cover.objects.create(
        covered=held,
        coverer=coverer,
        unit=held.unit,
        from_on=from_on,
        until_on=until_on,
        reason=reason.strip(),
        made_by=by,
        made_at=now,
    )
    for case in cases_to_cover(by, held, cover.unit):
        _let_cover(cover, case, by=by, now=now)
    _tell(cover, now=now)
    return cover


@transaction.atomic
def end_cover(*, by: Officer, cover: Cover, reason: str, now: dt.datetime, today: dt.date) -> Cover:
    """End cover before its last day: the rights that came with it end at once, on cases out of sight of ``by`` too.

    Denied to all but supervisors of the covered officer's unit; Conflict without a reason, and once it has ended.
    """
    # Before the lock, which the database gives to those alone who may change the row.
    require(by, "cover.end", cover)
    held = Cover.objects.select_for_update(of=("self",)).select_related("covered", "coverer", "unit").get(pk=cover.pk)
    refuse("Say why the cover ends." if is_no_reason(reason) else None)
    if held.ended_at is not None or held.until_on < today:
        raise Conflict("This cover has ended already.")
    held.ended_at, held.ended_by, held.ended_reason = now, by, reason.strip()
    held.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    take_cover_back(held, now=now)
    text = f"Your cover for {held.covered.full_name} has ended."
    notify([held.coverer], key=f"cover:{held.pk}:ended", text=text, url="", now=now)
    return held


def cover_case(case: Case, *, by: Officer, now: dt.datetime) -> None:
    """Bring cover of the case in line with its offender manager: whoever covers for them covers it, nobody else."""
    end_case_grants(case=case, basis=GrantBasis.COVER, now=now, by=by, reason="The case went to somebody else")
    if case.officer is None:
        return
    for cover in lasting_covers(case.officer, today=timezone.localdate(now)).filter(unit=case.unit_id):
        _let_cover(cover, case, by=by, now=now)


def _let_cover(cover: Cover, case: Case, *, by: Officer, now: dt.datetime) -> None:
    if is_excluded(cover.coverer, case):
        return
    grant_on_case(
        by=by,
        to=cover.coverer,
        case=case,
        rights=OFFENDER_MANAGER_RIGHTS,
        basis=GrantBasis.COVER,
        reason=f"Covers for {cover.covered.full_name}",
        now=max(now, end_of(cover.from_on - dt.timedelta(days=1))),
        until=end_of(cover.until_on),
    )


def _why_not_between(
    covered: Officer, coverer: Officer, *, by: Officer, from_on: dt.date, today: dt.date
) -> str | None:
    if coverer.pk == covered.pk:
        return "Nobody covers for themselves; choose somebody else."
    if coverer.pk == by.pk:
        return "Nobody gives cover to themselves; ask another supervisor."
    able = set(holders_in(supervised(by, today=today), today=today).values_list("pk", flat=True))
    outside = next((one for one in (covered, coverer) if one.pk not in able), None)
    if outside is not None:
        return f"{outside.full_name} holds no cases in a unit that you supervise."
    lapsed = why_not_cleared(coverer, on=from_on)
    if lapsed:
        return f"{coverer.full_name} may not cover: {lapsed[:1].lower()}{lapsed[1:]}"
    before = lasting_covers(covered, today=today).filter(coverer=coverer).first()
    if before is not None:
        days = f"from {in_words(before.from_on)} until {in_words(before.until_on)}"
        return f"{coverer.full_name} covers for {covered.full_name} {days} already; end that first."
    return None


def _tell(cover: Cover, *, now: dt.datetime) -> None:
    days = f"from {in_words(cover.from_on)} until {in_words(cover.until_on)}"
    key = f"cover:{cover.pk}"
    text = f"You cover for {cover.covered.full_name} {days}."
    notify([cover.coverer], key=key, text=text, url=reverse("my-rights"), now=now)
    notify([cover.covered], key=key, text=f"{cover.coverer.full_name} covers for you {days}.", url="", now=now)
