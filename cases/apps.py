"""Offenders: who they are, why they are managed, and everything done about it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        from cases.access import SEEKERS  # noqa: PLC0415
        from cases.closing import add_open_matters  # noqa: PLC0415
        from cases.queries.emergency import KIND, emergencies_on_timeline  # noqa: PLC0415
        from cases.queries.files import KIND as FILE  # noqa: PLC0415
        from cases.queries.files import files_on_timeline  # noqa: PLC0415
        from cases.queries.history import SOURCES  # noqa: PLC0415 - needs the models
        from cases.queries.meeting import meeting_entries, still_to_hold  # noqa: PLC0415
        from cases.tabs import Tab, add_tab  # noqa: PLC0415
        from cases.timeline import add_source  # noqa: PLC0415
        from mosovo.context import Place, add_place  # noqa: PLC0415
        from mosovo.staff.states import Ability  # noqa: PLC0415

        add_tab(Tab("Overview", "case", 10))
        add_tab(Tab("Timeline", "case-timeline", 20))
        add_tab(Tab("Sensitive", "case-sensitive", 80))
        add_tab(Tab("Confidential", "case-confidential", 81))
        add_tab(Tab("Who sees it", "case-sight", 90))
        for kind, source in SOURCES.items():
            add_source(kind, source)
        add_tab(Tab("Meetings", "case-meetings", 60))
        add_source("Meeting", meeting_entries)
        add_tab(Tab("Files", "case-files", 70))
        add_source(FILE, files_on_timeline)
        add_source(KIND, emergencies_on_timeline)
        add_open_matters(still_to_hold)
        managers = frozenset({Ability.HOLD_CASES.value})
        others = frozenset({Ability.SUPERVISE, Ability.MANAGE_UNIT, Ability.CHAIR_MEETINGS, Ability.DECIDE_DISCLOSURE})
        add_place(Place("My day", "my-day", managers | others, 10, landing=managers))
        add_place(Place("Cases", "caseload", managers | others, 20))
        add_place(Place("Find a person", "search", SEEKERS, 25))
        supervisors = frozenset({Ability.SUPERVISE.value})
        add_place(Place("Unit", "unit-dashboard", supervisors, 30, landing=supervisors))
        chairs = frozenset({Ability.CHAIR_MEETINGS.value})
        add_place(Place("Meetings", "meetings", chairs, 60, landing=chairs))
