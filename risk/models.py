"""Static assessments and the risk level. The case compartment."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models import Case
from cases.models.visit import WRITTEN_ONCE
from cases.states import RiskLevel
from mosovo.audit.recording import recorded
from mosovo.days import in_words


@recorded
class StaticAssessment(models.Model):
    """An SRP assessment as it was made: inputs as given, results, algorithm and version. Never rewritten."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="static_assessments")
    inputs = models.JSONField(help_text="The answers as given, by the names of the published inputs.")
    working = models.JSONField(
        null=True, help_text="How the result came about: items (label, value, points), rule, why_not_reduced."
    )
    dc_points = models.PositiveSmallIntegerField(null=True)
    dc_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    dc_band = models.CharField(max_length=16)
    dc_band_after_reduction = models.CharField(max_length=16, blank=True)
    iic_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    iic_band = models.CharField(max_length=16)
    warnings = models.JSONField(default=list)
    algorithm = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    assessed_on = models.DateField()
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-assessed_on", "-pk")
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"{self.algorithm} on {in_words(self.assessed_on)}"


@recorded
class LevelDecision(models.Model):
    """A risk level set by an officer with reasons; the newest is the case's."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="risk_levels")
    level = models.CharField(max_length=10, choices=RiskLevel)
    before = models.CharField(max_length=10, choices=RiskLevel, blank=True)
    reasons = models.TextField()
    assessment = models.ForeignKey(StaticAssessment, models.PROTECT, null=True, blank=True, related_name="+")
    suggested = models.CharField(
        max_length=10,
        choices=RiskLevel,
        blank=True,
        default="",
        db_default="",
        help_text="What the score suggested on that day; empty for none.",
    )
    differs_because = models.TextField(blank=True, default="", db_default="")
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-set_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reasons=""), name="risk_level_has_reasons"),
            models.CheckConstraint(
                condition=Q(suggested="") | Q(level=F("suggested")) | ~Q(differs_because=""),
                name="risk_level_says_why_it_differs",
            ),
        )
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"{self.get_level_display()} from {in_words(self.set_on)}"
