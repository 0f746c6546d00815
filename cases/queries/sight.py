"""Who sees a case and why: by the unit, by name, or never."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.access import why_not_cleared
from cases.models import Case
from mosovo import clock
from mosovo.access.models import CaseGrant, CaseLock, Exclusion, UnitGrant
from mosovo.access.sight import excluded_from, visible
from mosovo.access.states import CaseRight, GrantBasis, UnitRight
from mosovo.force_settings.queries import values_on
from mosovo.staff.models import Officer
from mosovo.staff.queries import officers_with
from mosovo.staff.states import Ability

# What each right opens, in the words of the page; the same for rights on the unit and on the case.
OPENS = {
    UnitRight.VIEW_CASES.value: "Case file",
    UnitRight.CHANGE_CASES.value: "writes in it",
    UnitRight.VIEW_SENSITIVE.value: "sensitive part",
    UnitRight.VIEW_CONFIDENTIAL.value: "confidential part",
    CaseRight.VIEW_CASE.value: "Case file",
    CaseRight.CHANGE_CASE.value: "writes in it",
    CaseRight.VIEW_SENSITIVE.value: "sensitive part",
    CaseRight.VIEW_CONFIDENTIAL.value: "confidential part",
}
RESTRICTED_WORDS = {"sensitive part", "confidential part"}


@dataclass(frozen=True)
class Sight:
    """One person's sight on one basis. opens: what, in words; shut: why the restricted parts are not.

    about_id: the case, or the unit whose cases it is about.
    """

    officer: Officer
    about_id: int
    basis: str
    basis_label: str
    reason: str
    opens: tuple[str, ...]
    since: dt.datetime
    until: dt.datetime | None
    given_by: Officer | None
    shut: str | None
    may_end: bool

    @property
    def what(self) -> str:
        return ", ".join(self.opens)

    @property
    def last_on(self) -> dt.date | None:
        """The last day, where it ends with a day; None where it ends at a minute or has no end."""
        local = timezone.localtime(self.until) if self.until else None
        ends_with_day = local is not None and local.time() == dt.time.min
        return local.date() - dt.timedelta(days=1) if local and ends_with_day else None


@dataclass(frozen=True)
class Excluded:
    """Somebody who never sees the case. exclusion: since when and why, for supervisors alone; None for others."""

    officer: Officer
    exclusion: Exclusion | None


@dataclass(frozen=True)
class WhoSees:
    """Everybody who sees a case, who never does, and the lock where it has one."""

    sights: list[Sight]
    excluded: list[Excluded]
    lock: CaseLock | None


def who_sees(person: Officer, case: Case) -> WhoSees:
    """Read by somebody in whose sight the case is; six queries, however many see it."""
    officers = Officer.objects.filter(pk__in=excluded_from(case)).order_by("family_name", "given_names")
    told = visible(person, Exclusion).filter(case=case, ended_at__isnull=True).select_related("made_by")
    whys = {exclusion.officer_id: exclusion for exclusion in told}
    excluded = [Excluded(officer, whys.get(officer.pk)) for officer in officers]
    never = {one.officer.pk for one in excluded}
    grants: list[UnitGrant | CaseGrant] = list(_lasting(visible(person, CaseGrant).filter(content_object=case)))
    if not case.locked:
        grants += _lasting(visible(person, UnitGrant).filter(content_object=case.unit_id))
    seen = [grant for grant in grants if grant.user.is_active and grant.user_id not in never]
    lock = visible(person, CaseLock).filter(case=case, ended_at__isnull=True).select_related("made_by").first()
    return WhoSees(sights_of(seen), excluded, lock)


def _lasting(rows: QuerySet[UnitGrant] | QuerySet[CaseGrant]) -> QuerySet[UnitGrant] | QuerySet[CaseGrant]:
    # The rows' own queryset knows which are live.
    live = rows.live()  # type: ignore[union-attr]
    return live.select_related("user__unit", "permission", "given_by")  # type: ignore[no-any-return]


def sights_of(grants: Iterable[UnitGrant | CaseGrant]) -> list[Sight]:
    """Rows of one right each, put together by person, basis and time; those with a right to see the file at all."""
    together: dict[tuple[object, ...], list[UnitGrant | CaseGrant]] = {}
    for grant in grants:
        key = (grant.user_id, grant.basis, grant.reason, grant.valid_until, grant.content_object_id)
        together.setdefault(key, []).append(grant)
    level = str(values_on(clock.today())["vetting_level"])
    found = [_sight(rows, level) for rows in together.values()]
    return sorted(found, key=lambda one: (one.officer.family_name, one.officer.given_names, one.basis))


def _sight(rows: list[UnitGrant | CaseGrant], level: str) -> Sight:
    first = rows[0]
    held = {OPENS[row.permission.codename] for row in rows if row.permission.codename in OPENS}
    opens = tuple(word for word in dict.fromkeys(OPENS.values()) if word in held)
    return Sight(
        officer=first.user,
        about_id=first.content_object_id,
        basis=first.basis,
        basis_label=GrantBasis(first.basis).label,
        reason=first.reason,
        opens=opens,
        since=min(row.valid_from for row in rows),
        until=first.valid_until,
        given_by=first.given_by,
        shut=why_not_cleared(first.user, level=level) if RESTRICTED_WORDS.intersection(opens) else None,
        may_end=first.basis in {GrantBasis.NEED_TO_KNOW, GrantBasis.EMERGENCY},
    )


def supervisors_seeing(case: Case) -> list[Officer]:
    """The supervisors of the case's unit who see it now; of a locked case only those named on it."""
    people = officers_with(Ability.SUPERVISE, today=clock.today(), unit=case.unit)
    if case.locked:
        named = CaseGrant.objects.live().filter(content_object=case.pk, permission__codename=CaseRight.CHANGE_CASE)
        people = people.filter(pk__in=named.values("user"))
    return list(people.exclude(pk__in=excluded_from(case)).order_by("family_name", "given_names", "pk"))


def person_named(number: str, family_name: str) -> Officer | None:
    """The person with this number, where the family name is theirs too: a slip in a number reaches nobody."""
    return Officer.objects.filter(
        Q(number__iexact=number.strip(), family_name__iexact=family_name.strip()), is_active=True
    ).first()
