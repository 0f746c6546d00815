"""Caseloads: whole ones, as figures; and what a supervisor's page shows of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from cases.rules.caseload import Caseload


@dataclass(frozen=True)
class Load:
    """An officer's whole caseload, and the last day of the exceptions given from the cap (None: none was given)."""

    caseload: Caseload
    excepted_until: dt.date | None

    def is_excepted(self, today: dt.date) -> bool:
        """Whether an exception lets it pass the cap today."""
        return self.excepted_until is not None and today <= self.excepted_until


def loads(officer_ids: Iterable[int]) -> dict[int, Load]:
    """The whole load of each officer; one query.

    Cases that the asking person may not see are counted too (the database's function gives figures alone), because the
    cap is about the officer's work and not about who looks at it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM caseload_figures(%s::bigint[])", [sorted(set(officer_ids))])
        rows = cursor.fetchall()
    return {officer_id: Load(Caseload(*counts), until) for officer_id, *counts, until in rows}
