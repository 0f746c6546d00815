"""The record of looks, refusals and changes."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mosovo.audit"
    label = "audit"
    verbose_name = "Record of looks and changes"

    def ready(self) -> None:
        from mosovo.context import Place, add_place  # noqa: PLC0415 - needs the models
        from mosovo.staff.states import Ability  # noqa: PLC0415

        auditors = frozenset({Ability.AUDIT.value})
        add_place(Place("Record", "audit-looks", auditors, order=80, landing=auditors))
