"""Every setting: its key, what it means, its default, and what the default rests on.

``checked`` is False where the default is common practice that could not be checked against the current national text,
``awaits`` names what is still to come where nothing reads the value yet; the administrator is told both.
"""

from mosovo.force_settings.keys.awaited import AWAITED, VETTING_REMINDER_DAYS
from mosovo.force_settings.keys.in_use import IN_USE
from mosovo.force_settings.keys.setting import RISK_LEVELS, Setting

__all__ = ["RISK_LEVELS", "SETTINGS", "VETTING_REMINDER_DAYS", "Setting", "choices"]

SETTINGS: dict[str, Setting] = {setting.key: setting for setting in (*IN_USE, *AWAITED)}


def choices() -> list[tuple[str, str]]:
    """Key and label of every setting; called late, so that a new setting needs no migration."""
    return [
        (setting.key, f"{setting.label} (has no effect yet)" if setting.awaits else setting.label)
        for setting in SETTINGS.values()
    ]
