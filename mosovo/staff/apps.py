"""Force, units, officers, roles."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "mosovo.staff"
    label = "staff"
    verbose_name = "Officers and units"

    def ready(self) -> None:
        from mosovo.context import Place, add_place  # noqa: PLC0415 - needs the models
        from mosovo.staff.states import Ability  # noqa: PLC0415

        administrators = frozenset({Ability.ADMINISTER.value})
        add_place(Place("Administration", "admin:index", administrators, order=90, landing=administrators))
