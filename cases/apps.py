"""Offenders: who they are, why they are managed, and everything done about it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        from cases.queries.history import SOURCES  # noqa: PLC0415 - needs the models
        from cases.tabs import Tab, add_tab  # noqa: PLC0415
        from cases.timeline import add_source  # noqa: PLC0415

        add_tab(Tab("Overview", "case", 10))
        add_tab(Tab("Timeline", "case-timeline", 20))
        for kind, source in SOURCES.items():
            add_source(kind, source)
