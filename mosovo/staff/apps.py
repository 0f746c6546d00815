"""Force, units, officers, roles."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class StaffConfig(AppConfig):
    name = "mosovo.staff"
    label = "staff"
    verbose_name = "Officers and units"

    def ready(self) -> None:
        from mosovo.context import Place, add_place  # noqa: PLC0415 - needs the models
        from mosovo.staff.actions import note_sign_in  # noqa: PLC0415
        from mosovo.staff.states import Ability  # noqa: PLC0415

        # Under the name by which Django's own, which comes later, is known: that one is then left out.
        user_logged_in.connect(note_sign_in, dispatch_uid="update_last_login")

        administrators = frozenset({Ability.ADMINISTER.value})
        add_place(Place("Administration", "admin:index", administrators, order=90, landing=administrators))
