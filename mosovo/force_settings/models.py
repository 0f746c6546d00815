"""Values of settings, each from a day on; earlier ones stay, because a decision keeps the value it was made under."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from mosovo.audit.recording import recorded
from mosovo.force_settings.keys import SETTINGS, choices
from mosovo.force_settings.rules import read


@recorded
class ForceSetting(models.Model):
    """The value of one setting from a day on. Where there is none, the default of keys.py holds."""

    key = models.CharField("setting", max_length=60, choices=choices)
    value = models.CharField(max_length=60)
    starts_on = models.DateField("holds from")
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False)

    class Meta:
        ordering = ("key", "-starts_on")
        constraints = (models.UniqueConstraint(fields=("key", "starts_on"), name="force_settings_one_a_day"),)

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"

    def clean(self) -> None:
        if self.key in SETTINGS:
            try:
                read(SETTINGS[self.key], self.value)
            except ValueError as error:
                raise ValidationError({"value": str(error)}) from None
