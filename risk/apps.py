"""Risk: the static score and the risk level."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "risk"
    verbose_name = "Risk"

    def ready(self) -> None:
        """Brings the risk tab, and levels and assessments to the timeline."""
        from cases.tabs import Tab, add_tab  # noqa: PLC0415
        from cases.timeline import add_source  # noqa: PLC0415
        from risk import queries  # noqa: PLC0415

        add_tab(Tab("Risk", "case-risk", order=30))
        add_source(queries.LEVEL_KIND, queries.levels_on_timeline)
        add_source(queries.ASSESSMENT_KIND, queries.assessments_on_timeline)
