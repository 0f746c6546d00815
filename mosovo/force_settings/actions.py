"""Setting a value."""

from django.db import transaction

from mosovo.force_settings.models import ForceSetting
from mosovo.staff.models import Officer


@transaction.atomic
def set_value(*, by: Officer, setting: ForceSetting) -> None:
    """Keep a value from its day on, with who set it. Values that have held stay: decisions were made under them."""
    setting.set_by = by
    setting.full_clean()
    setting.save()
