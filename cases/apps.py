"""Offenders: who they are, why they are managed, and everything done about it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Cases"
