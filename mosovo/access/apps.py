"""Who may see and do what: grants, exclusions, openings, and the row security that reads the same tables."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "mosovo.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        from mosovo.access import checks  # noqa: F401, PLC0415 - registers system checks
        from mosovo.access.install import install_after_migrate  # noqa: PLC0415 - needs the models

        # Every app's declarations and duties, once all models are there.
        autodiscover_modules("access", "duties", "reference")
        post_migrate.connect(install_after_migrate, sender=self)
