"""A row that is on record already: what differs is brought up to date, and said."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Model

from cases.actions.nominal_import.report import Outcome, What
from cases.actions.nominal_import.store import GROUNDS
from cases.actions.status import write_status
from cases.closing import why_not_close_yet
from cases.models import Address, Agency, Alias, Case, CategoryPeriod, Flag, LevelPeriod
from cases.queries.status import last_change_on
from cases.rules.nominal_import import Fault, Row
from cases.rules.status import why_not_become, why_not_on
from cases.states import CaseStatus
from mosovo.days import in_words

OF_NOMINAL = (
    "given_names", "family_name", "date_of_birth", "sex", "pnc_id", "cro_number", "noms_number", "visor_reference",
)  # fmt: skip


def update_known(row: Row, case: Case, *, lead: Agency, now: dt.datetime, today: dt.date) -> Outcome:
    """Bring the record in line with the cells that hold something; an outcome with faults is to be undone."""
    outcome = Outcome(row.line, row.reference, What.UNCHANGED)
    _refuse_impossible(row, case, outcome, today=today)
    if outcome.faults:
        outcome.what = What.REFUSED
        return outcome
    _warn_of_what_stays(row, case, outcome)
    outcome.changes += _nominal(row, case)
    outcome.changes += _names(row, case)
    outcome.changes += _address(row, case, today)
    outcome.changes += _warning(row, case)
    outcome.changes += _management(row, case, lead=lead, now=now, today=today)
    if outcome.changes:
        outcome.what = What.CHANGED
    return outcome


def _refuse_impossible(row: Row, case: Case, outcome: Outcome, *, today: dt.date) -> None:
    before, after = CaseStatus(case.status), row.status
    if "status" not in row.given or before == after:
        return
    if before is CaseStatus.CLOSED:
        words = f"is {after.label.lower()}, but the case is closed here"
        remedy = "open it again in the application (on its page: Actions, Reopen the case)"
        outcome.faults.append(Fault(row.line, "status", f"{words}; {remedy}"))
    elif why_not_become(before, after):
        words = f"is {after.label.lower()}, but the case is {before.label.lower()} here"
        remedy = "record first that the person came into the community (on its page: Actions, Change the status)"
        outcome.faults.append(Fault(row.line, "status", f"{words}; {remedy}"))
    elif sentence := why_not_on(
        row.closed_on or today, opened_on=case.opened_on, last_on=last_change_on(case), today=today
    ):
        column = "closed_on" if row.closed_on else "status"
        outcome.faults.append(Fault(row.line, column, f"does not fit what is on record here: {sentence}"))
    elif after is CaseStatus.CLOSED and (open_matters := why_not_close_yet(case)):
        outcome.faults.append(Fault(row.line, "status", f"does not fit what is on record here: {open_matters}"))


def _warn_of_what_stays(row: Row, case: Case, outcome: Outcome) -> None:
    if case.unit.code != row.unit:
        outcome.warnings.append(f"is in the unit {case.unit.code} here, not {row.unit}: move it in the application")
    if case.opened_on != row.opened_on:
        outcome.warnings.append(f"was opened on {in_words(case.opened_on)} here, which stays")
    if row.officer and case.officer is not None and case.officer.number != row.officer:
        outcome.warnings.append(
            f"is managed by {case.officer.number} here, not {row.officer}: allocate in the application"
        )
    if row.risk_level_on and case.risk_level_on and row.risk_level_on < case.risk_level_on:
        outcome.warnings.append(f"has a newer risk level here, of {in_words(case.risk_level_on)}, which stays")


def _nominal(row: Row, case: Case) -> list[str]:
    changes = list(_assign(case.nominal, row, OF_NOMINAL))
    if changes:
        case.nominal.save(update_fields=[change.split(":")[0] for change in changes])
    return changes


def _assign(record: Model, row: Row, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        before, after = getattr(record, name), getattr(row, name)
        if name in row.given and before != after:
            setattr(record, name, after)
            yield f"{name}: {before or 'empty'} → {after}"


def _names(row: Row, case: Case) -> list[str]:
    known = {alias.name for alias in case.nominal.aliases.all()}
    fresh = [name for name in row.aliases if name not in known]
    Alias.objects.bulk_create(Alias(nominal=case.nominal, name=name) for name in fresh)
    return [f"aliases: {name} added" for name in fresh]


def _address(row: Row, case: Case, today: dt.date) -> list[str]:
    """Another address ends the present one; the same with a day that was not known takes the day."""
    if not row.address:
        return []
    now_at = next((one for one in case.nominal.addresses.all() if one.until_on is None), None)
    if now_at is not None and (now_at.lines, now_at.postcode or row.postcode) == (
        row.address,
        row.postcode or now_at.postcode,
    ):
        return _same_address(row, now_at)
    if now_at is not None:
        now_at.until_on = max(row.address_from or today, now_at.from_on or dt.date.min)
        now_at.save(update_fields=["until_on"])
    Address.objects.create(
        nominal=case.nominal,
        lines=row.address,
        postcode=row.postcode,
        from_on=row.address_from or (today if now_at else None),
    )
    return [f"address: {now_at.lines if now_at else 'none'} → {row.address}"]


def _same_address(row: Row, now_at: Address) -> list[str]:
    changes = []
    if row.postcode and row.postcode != now_at.postcode:
        changes.append(f"postcode: {now_at.postcode or 'empty'} → {row.postcode}")
        now_at.postcode = row.postcode
    if row.address_from and row.address_from != now_at.from_on:
        changes.append(f"address_from: {now_at.from_on or 'empty'} → {row.address_from}")
        now_at.from_on = row.address_from
    if changes:
        now_at.save(update_fields=["postcode", "from_on"])
    return changes


def _warning(row: Row, case: Case) -> list[str]:
    flag = getattr(case.nominal, "flag", None) or Flag(nominal=case.nominal, call_unit=case.unit)
    if "warning" not in row.given or flag.warning == row.warning:
        return []
    before, flag.warning = flag.warning, row.warning
    flag.save()
    return [f"warning: {before or 'empty'} → {row.warning}"]


def _management(row: Row, case: Case, *, lead: Agency, now: dt.datetime, today: dt.date) -> list[str]:
    changes: list[str] = []
    if case.status == CaseStatus.CLOSED:
        return changes
    if case.category != row.category:
        changes.append(f"category: {case.category} → {row.category}")
        case.category = row.category
        _next_period(
            CategoryPeriod(case=case, category=row.category, from_on=today, grounds=GROUNDS), today, last=today - DAY
        )
    if "level" in row.given and case.level != row.level:
        changes.append(f"level: {case.level} → {row.level}")
        case.level = row.level
        _next_period(
            LevelPeriod(case=case, level=row.level, lead_agency=lead, from_on=today, reason=GROUNDS), today, last=today
        )
    if row.risk_level and row.risk_level_on and _is_newer(row, case):
        changes.append(f"risk_level: {case.risk_level or 'none'} → {row.risk_level} of {row.risk_level_on}")
        case.risk_level, case.risk_level_on = row.risk_level, row.risk_level_on
    if "status" in row.given and case.status != row.status:
        changes.append(f"status: {case.status} → {row.status}")
        write_status(case, row.status, on=row.closed_on or today, reason=GROUNDS, by=None, now=now)
    if changes:
        case.save(
            update_fields=["category", "level", "risk_level", "risk_level_on", "status", "officer", "allocated_on"]
        )
    return changes


DAY = dt.timedelta(days=1)


def _is_newer(row: Row, case: Case) -> bool:
    same = (case.risk_level, case.risk_level_on) == (row.risk_level, row.risk_level_on)
    return not same and (case.risk_level_on is None or (row.risk_level_on or dt.date.min) >= case.risk_level_on)


def _next_period(fresh: CategoryPeriod | LevelPeriod, today: dt.date, *, last: dt.date) -> None:
    """End the period that lasts and begin the next; one that began today itself is put right instead."""
    standing = type(fresh)._default_manager.filter(case=fresh.case, until_on=None).first()
    if standing is not None and standing.from_on >= today:
        fresh.pk, fresh.from_on = standing.pk, standing.from_on
    elif standing is not None:
        standing.until_on = last
        standing.save(update_fields=["until_on"])
    fresh.save(force_update=fresh.pk is not None, force_insert=fresh.pk is None)
