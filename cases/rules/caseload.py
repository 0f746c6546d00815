"""How much of a caseload may be high and very high risk, in whole numbers.

APP, MOSOVO units: at most 20 per cent of a caseload; the figure is a dated force setting. A caseload is every case that
is not closed, those in custody and abroad included; a case with no level yet counts in it, but not as high.
"""

import datetime as dt
from dataclasses import dataclass, replace

from cases.states import HIGH_RISK, RiskLevel
from mosovo.days import in_words


@dataclass(frozen=True)
class Caseload:
    """How many cases somebody has of each risk level."""

    very_high: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    unassessed: int = 0

    @property
    def high_risk(self) -> int:
        return self.very_high + self.high

    @property
    def total(self) -> int:
        return self.high_risk + self.medium + self.low + self.unassessed

    def adding(self, risk_level: str, count: int = 1) -> "Caseload":
        """The caseload with ``count`` more cases of this level ("" for none yet); fewer where it is negative."""
        name = RiskLevel(risk_level).value if risk_level else "unassessed"
        return replace(self, **{name: getattr(self, name) + count})


def is_over(caseload: Caseload, cap_percent: int) -> bool:
    """Whether the share is above the cap: 1 of 4 is above 20 per cent, 1 of 5 is not."""
    return caseload.high_risk * 100 > cap_percent * caseload.total


def percent(caseload: Caseload) -> int:
    """The share of high and very high risk, to the nearest whole per cent; 0 for no cases."""
    total = caseload.total
    return (caseload.high_risk * 200 + total) // (2 * total) if total else 0


def share_in_words(caseload: Caseload, cap_percent: int) -> str:
    """The share as people say it. One that rounds down onto the cap, and is above it, is "just over" it."""
    share = percent(caseload)
    if is_over(caseload, cap_percent) and share <= cap_percent:
        return f"just over {cap_percent} per cent"
    return f"{share} per cent"


def figures_in_words(caseload: Caseload, cap_percent: int) -> str:
    """For example "3 of 9 cases high or very high risk (33 per cent); the cap is 20 per cent"."""
    cases = "case" if caseload.total == 1 else "cases"
    count = f"{caseload.high_risk} of {caseload.total} {cases}"
    share = share_in_words(caseload, cap_percent)
    return f"{count} high or very high risk ({share}); the cap is {cap_percent} per cent"


def why_not_allocate(caseload: Caseload, *, risk_level: str, cap_percent: int) -> str | None:
    """Why a case of this level may not join the caseload, with the figures, or None.

    An allocation may not take anybody above the cap, nor further above it. A case that is not high or very high never
    raises the share, so the cap never stands in its way, even where the officer is above it already.
    """
    after = caseload.adding(risk_level)
    if risk_level not in HIGH_RISK or not is_over(after, cap_percent):
        return None
    return f"This would make {figures_in_words(after, cap_percent)}."


def why_not_except(ends_on: dt.date, *, today: dt.date, latest: dt.date) -> str | None:
    """Why an exception from the cap may not last until ``ends_on``, or None. It ends, and within the set time."""
    if ends_on < today:
        return "The exception must end today or later."
    if ends_on > latest:
        return f"An exception may last until {in_words(latest)} at most; it can be given again then."
    return None
