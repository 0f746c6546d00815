"""Offenders: who they are, why they are managed, and everything done about it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        from cases.queries.history import SOURCES  # noqa: PLC0415 - needs the models
        from cases.tabs import Tab, add_tab  # noqa: PLC0415
        from cases.timeline import add_source  # noqa: PLC0415
        from mosovo.context import Place, add_place  # noqa: PLC0415
        from mosovo.staff.states import Ability  # noqa: PLC0415

        add_tab(Tab("Overview", "case", 10))
        add_tab(Tab("Timeline", "case-timeline", 20))
        for kind, source in SOURCES.items():
            add_source(kind, source)
        managers = frozenset({Ability.HOLD_CASES.value})
        others = frozenset(
            {Ability.SUPERVISE, Ability.MANAGE_UNIT, Ability.CHAIR_MEETINGS, Ability.DECIDE_DISCLOSURE}
        )
        add_place(Place("My day", "my-day", managers | others, 10, landing=managers))
        add_place(Place("Cases", "caseload", managers | others, 20))
