"""The settings in force on a day."""

import datetime as dt
from collections.abc import Mapping

from mosovo.force_settings.keys import SETTINGS
from mosovo.force_settings.models import ForceSetting
from mosovo.force_settings.rules import Value, read


def values_on(day: dt.date) -> Mapping[str, Value]:
    """Every setting by its key, with the value in force on ``day``; one query."""
    values: dict[str, Value] = {key: setting.default for key, setting in SETTINGS.items()}
    rows = ForceSetting.objects.filter(starts_on__lte=day).order_by("key", "starts_on").values_list("key", "value")
    for key, text in rows:
        if key in SETTINGS:
            values[key] = read(SETTINGS[key], text)
    return values


def number(key: str, day: dt.date) -> int:
    """The whole number a setting holds on ``day``."""
    return int(values_on(day)[key])
