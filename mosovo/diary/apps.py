"""One diary for every deadline."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "mosovo.diary"
    label = "diary"
    verbose_name = "Diary"

    def ready(self) -> None:
        from mosovo.context import Place, add_place  # noqa: PLC0415 - needs the models
        from mosovo.staff.states import Ability  # noqa: PLC0415

        leads = frozenset({Ability.SUPERVISE.value, Ability.MANAGE_UNIT.value})
        add_place(Place("Deadlines", "deadline-list", leads, order=35))
