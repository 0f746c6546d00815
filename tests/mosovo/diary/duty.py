"""A duty of the tests' own, whose facts a test sets: a case -> when it is due, and when it was last done."""

import datetime as dt
from dataclasses import dataclass

import pytest

from mosovo.diary import duties
from mosovo.diary.duties import Due, Duty

NO_WAIVER = "This is not waived: do it."


@dataclass
class Facts:
    """case_id -> (due_on, done_on); owners: case_id -> owner."""

    days: dict[int, tuple[dt.date | None, dt.date | None]]
    owners: dict[int, int]
    unit_id: int | None = None
    instead: str = ""

    def gather(self, ids):
        return [pk for pk in ids if pk in self.days]

    def due(self, pk, settings, today):
        due_on, done_on = self.days[pk]
        yield Due(
            kind="tried",
            subject=f"case:{pk}",
            title="Do what the test asks",
            due_on=due_on,
            why="Because the test says so.",
            basis="The test",
            url="/where/",
            owner_id=self.owners.get(pk),
            case_id=pk,
            unit_id=self.unit_id,
            done_on=done_on,
        )


def only_duty(monkeypatch: pytest.MonkeyPatch, *, instead: str = "", remind_days: tuple[int, ...] = ()) -> Facts:
    """The only duty there is, for the length of the test."""
    facts = Facts({}, {})
    duty = Duty("tried", "case", facts.gather, facts.due, remind_days=remind_days, instead=instead)
    monkeypatch.setattr(duties, "_duties", {"tried": duty})
    return facts
