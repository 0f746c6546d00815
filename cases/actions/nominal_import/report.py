"""What became of each row."""

from dataclasses import dataclass, field
from enum import Enum

from cases.rules.nominal_import import Fault


class What(Enum):
    """What became of a row; the value is the word of the summary."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class Outcome:
    """One row: what became of it, what was changed in words, and what else somebody should know."""

    line: int
    reference: str
    what: What
    changes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """A whole run. header: faults that kept every row out."""

    outcomes: list[Outcome]
    header: list[Fault] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """Every fault, in the order of the file."""
        return [*self.header, *(fault for outcome in self.outcomes for fault in outcome.faults)]

    @property
    def is_clean(self) -> bool:
        """Whether every row went in, or was in already."""
        return not self.faults

    def count(self, what: What) -> int:
        """How many rows came to this."""
        return sum(outcome.what is what for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """One line of figures."""
        counts = ", ".join(f"{self.count(what)} {what.value}" for what in What)
        warnings = sum(len(outcome.warnings) for outcome in self.outcomes)
        return f"{len(self.outcomes)} rows: {counts}; {len(self.faults)} faults, {warnings} warnings."
