"""Home visits and conversations. The case compartment. Entries are corrected by a further entry, never rewritten."""

import uuid

from django.conf import settings
from django.db import models
from pgtrigger import Condition, Protect, Update

from cases.models.case import Case
from cases.states import VisitOutcome
from mosovo.audit.recording import recorded
from mosovo.days import in_words

WRITTEN_ONCE = Protect(name="written_once", operation=Update, condition=Condition("OLD.* IS DISTINCT FROM NEW.*"))


def differs(*columns: str) -> str:
    """SQL of a trigger: one of these columns gets another value; column by column it reads the same after a restore."""
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


@recorded
class Visit(models.Model):
    """A home visit as it was carried out, with the safety assessment made before it."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="visits")
    visited_at = models.DateTimeField()
    announced = models.BooleanField()
    safety_assessed_on = models.DateField("safety assessment made on")
    safety_notes = models.CharField(max_length=500)
    outcome = models.CharField(max_length=12, choices=VisitOutcome)
    who_answered = models.CharField(max_length=200, blank=True)
    present = models.CharField("who else was present", max_length=300, blank=True)
    seen = models.TextField("what was seen and said")
    devices = models.CharField(max_length=300, blank=True)
    concerns = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-visited_at",)
        indexes = (models.Index(fields=("case", "-visited_at"), name="cases_visit_latest"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(safety_notes="") & ~models.Q(seen=""), name="cases_visit_assessed_and_written"
            ),
        )
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Visit on {in_words(self.visited_at)}"


@recorded
class Contact(models.Model):
    """A conversation with anyone about the person."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="contacts")
    at = models.DateTimeField()
    with_whom = models.CharField(max_length=200)
    text = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("case", "-at"), name="cases_contact_latest"),)
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Conversation with {self.with_whom}"
