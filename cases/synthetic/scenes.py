"""What the demonstration shows beyond a seeded force: one thing waiting for each of its people."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from cases.actions.meeting import call_meeting
from cases.models import Agency, Case, LevelPeriod, Meeting
from cases.states import HIGH_RISK, CaseStatus, Category, Level
from mosovo.identity import acting_as, acting_as_system
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class Stage:
    """The people of the demonstration, and the moment."""

    officer: Officer
    supervisor: Officer
    superintendent: Officer
    chair: Officer
    press: Officer
    now: dt.datetime
    today: dt.date

    def own_cases(self, level: Level) -> list[Case]:
        """The officer's category 1 cases at this level, in the community, not locked; for a scene to choose from."""
        return list(
            Case.objects.filter(
                officer=self.officer, category=Category.MAPPA_1, level=level, status=CaseStatus.COMMUNITY, locked=False
            )
            .select_related("nominal")
            .order_by("pk")
        )


# Sets one thing up where it is not there yet; says what, or nothing.
Scene = Callable[[Stage], str]
_scenes: list[Scene] = []


def scene(function: Scene) -> Scene:
    """Register a scene; apps above do it in their synthetic.py."""
    _scenes.append(function)
    return function


def set_up(stage: Stage) -> list[str]:
    """Run every scene; what was new, in words. Once everything is there it changes nothing."""
    return [words for words in (one(stage) for one in _scenes) if words]


PLACE = "Room 4, Testshire Police headquarters, Exampleton"


@scene
def meeting_to_record(stage: Stage) -> str:
    """A level 2 meeting of today on a case of the officer, for the chair to record and sign."""
    with acting_as_system("demonstration", reason="A meeting for the chair"):
        if Meeting.objects.filter(chair=stage.chair, place=PLACE).exists():
            return ""
        case = next(iter(stage.own_cases(Level.TWO)), None) or _raised(stage)
    if case is None:
        return ""
    with acting_as(stage.supervisor, reason="A meeting for the chair", source="prepare_demo"):
        held_at = stage.now.replace(minute=0, second=0, microsecond=0)
        call_meeting(
            by=stage.supervisor, case=case, chair=stage.chair, held_at=held_at, place=PLACE, now=stage.now,
            today=stage.today,
        )  # fmt: skip
    return f"a level 2 meeting on {case.reference} for the chair to record"


def _raised(stage: Stage) -> Case | None:
    """A case of the officer raised to level 2, where none has been dealt one."""
    found = [one for one in stage.own_cases(Level.ONE) if one.risk_level in HIGH_RISK]
    if not found:
        return None
    case = found[0]
    case.levels.filter(until_on=None).update(until_on=stage.today)
    LevelPeriod.objects.create(
        case=case, level=Level.TWO, lead_agency=Agency.objects.get(code="police"), from_on=stage.today,
        reason="Formal meetings add value: housing and probation must act together.",
    )  # fmt: skip
    case.level = Level.TWO
    case.save(update_fields=["level"])
    return case
