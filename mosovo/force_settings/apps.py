"""What no source fixes and a force decides for itself: dated values that an administrator edits."""

from django.apps import AppConfig


class ForceSettingsConfig(AppConfig):
    name = "mosovo.force_settings"
    label = "force_settings"
    verbose_name = "Force settings"
