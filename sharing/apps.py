"""Sharing: decisions to disclose."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "sharing"
    verbose_name = "Sharing"

    def ready(self) -> None:
        from cases.closing import add_open_matters  # noqa: PLC0415 - needs the models
        from cases.tabs import Tab, add_tab  # noqa: PLC0415
        from cases.timeline import add_source  # noqa: PLC0415
        from mosovo.context import Place, add_place  # noqa: PLC0415
        from mosovo.staff.states import Ability  # noqa: PLC0415
        from sharing.queries import history, still_to_decide, waiting_for  # noqa: PLC0415

        add_tab(Tab("Sharing", "case-sharing", 60))
        add_source("Sharing", history)
        add_open_matters(still_to_decide)
        decides = frozenset({Ability.DECIDE_DISCLOSURE.value})
        add_place(Place("Decisions", "disclosures", decides, 30, waiting_for, decides))
