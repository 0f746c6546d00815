"""Force, units, officers, roles."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "mosovo.staff"
    label = "staff"
    verbose_name = "Officers and units"
