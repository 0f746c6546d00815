"""The project itself as an app: its reference data, its commands and its form templates."""

from django.apps import AppConfig


class MosovoConfig(AppConfig):
    name = "mosovo"
    label = "mosovo"
    verbose_name = "MOSOVO"
