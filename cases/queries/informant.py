"""Informants of a case, as far as the person has its confidential part open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from cases.models import Case, Informant, InformantInformation, InformantReferral, InformantVersion
from cases.rules.informant import why_refer
from mosovo.access.sight import visible
from mosovo.force_settings.queries import number
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class Known:
    """An informant with what is known of them now. why_refer: why the intelligence bureau is to be told, or None."""

    informant: Informant
    now: InformantVersion
    why_refer: str | None


@dataclass(frozen=True)
class Whole:
    """Everything about one informant, newest first."""

    versions: list[InformantVersion]
    information: list[InformantInformation]
    referrals: list[InformantReferral]
    why_refer: str | None

    @property
    def now(self) -> InformantVersion:
        return self.versions[0]


def informants_of(person: Officer, case: Case, *, today: dt.date) -> list[Known]:
    """The informants of the case by name; five queries."""
    rows = list(visible(person, Informant).filter(case=case))
    newest: dict[int, InformantVersion] = {}
    for version in visible(person, InformantVersion).filter(informant__in=rows).select_related("recorded_by"):
        newest.setdefault(version.informant_id, version)
    told = list(visible(person, InformantInformation).filter(informant__in=rows))
    referred = list(visible(person, InformantReferral).filter(informant__in=rows))
    least = number("informant_times", today)
    known = [
        Known(
            row,
            newest[row.pk],
            _why_refer(
                [one for one in told if one.informant_id == row.pk],
                [one for one in referred if one.informant_id == row.pk],
                least,
            ),
        )
        for row in rows
    ]
    return sorted(known, key=lambda one: one.now.who)


def whole(person: Officer, informant: Informant, *, today: dt.date) -> Whole:
    """Everything about the informant."""
    told = list(visible(person, InformantInformation).filter(informant=informant).select_related("recorded_by"))
    referred = list(visible(person, InformantReferral).filter(informant=informant).select_related("recorded_by"))
    return Whole(
        versions=list(visible(person, InformantVersion).filter(informant=informant).select_related("recorded_by")),
        information=told,
        referrals=referred,
        why_refer=_why_refer(told, referred, number("informant_times", today)),
    )


def _why_refer(told: list[InformantInformation], referred: list[InformantReferral], least: int) -> str | None:
    last = max((one.recorded_at for one in referred), default=None)
    since = [one for one in told if last is None or one.recorded_at > last]
    return why_refer(times=len(since), asked=any(one.was_asked for one in since), least=least)


def days_of(case_ids: Sequence[int]) -> dict[int, tuple[dt.date, dt.date]]:
    """Case -> when something about its informants is looked at again first, and when one was last.

    Of cases in sight whose confidential part the acting person has the right to.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM informant_days(%s::bigint[])", [list(case_ids)])
        return {case_id: (again, looked) for case_id, again, looked in cursor.fetchall()}
