"""Sensitive and confidential entries: tables of their own, with policies and histories of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.visit import WRITTEN_ONCE
from cases.states import CONFIDENTIAL_KINDS, SENSITIVE_KINDS, RestrictedKind
from mosovo.audit.recording import recorded


class RestrictedEntry(models.Model):
    kind = models.CharField(max_length=24, choices=RestrictedKind)
    title = models.CharField(max_length=120)
    text = models.TextField()
    originator = models.CharField(
        max_length=120, blank=True, help_text="Who controls onward sharing, if not the police."
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("-recorded_at",)

    def __str__(self) -> str:
        return self.title


@recorded
class SensitiveEntry(RestrictedEntry):
    """Medical and other special material, and material whose originator controls it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="sensitive_entries")

    class Meta(RestrictedEntry.Meta):
        constraints = (models.CheckConstraint(condition=Q(kind__in=SENSITIVE_KINDS), name="cases_sensitive_kinds"),)
        triggers = (WRITTEN_ONCE,)


@recorded
class ConfidentialEntry(RestrictedEntry):
    """Victims, third parties, police tactics, prosecutors' advice."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="confidential_entries")

    class Meta(RestrictedEntry.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=CONFIDENTIAL_KINDS), name="cases_confidential_kinds"),
        )
        triggers = (WRITTEN_ONCE,)
