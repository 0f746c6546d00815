"""The record of looks, refusals and changes."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mosovo.audit"
    label = "audit"
    verbose_name = "Record of looks and changes"
