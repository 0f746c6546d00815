"""People who told us something about the person managed, and the care we owe them. The confidential compartment.

Nothing is rewritten: what changes, or is found unchanged, is a further version.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from pgtrigger import Condition, Protect, Update

from cases.models.case import Case
from cases.models.visit import WRITTEN_ONCE, differs
from cases.states import Confidence
from mosovo.audit.recording import recorded
from mosovo.days import in_words

REFERRED = ("id", "reference", "informant_id", "referred_on", "to_whom", "why", "recorded_by_id", "recorded_at")
ANSWERED_ONCE = Protect(
    name="answered_once",
    operation=Update,
    condition=Condition(
        f"{differs(*REFERRED)} OR OLD.answered_on IS NOT NULL"
        f" AND ({differs('answered_on', 'answer', 'answer_recorded_by_id')})"
    ),
)


@recorded
class Informant(models.Model):
    """Somebody who gave information about a case; who they are stands in the versions."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="informants")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Informant since {in_words(self.recorded_at)}"


@recorded
class InformantVersion(models.Model):
    """What we know of an informant and owe them, from this moment until the next version."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    informant = models.ForeignKey(Informant, models.CASCADE, related_name="versions")
    who = models.CharField("who they are", max_length=200)
    relation = models.CharField("how they know the person managed", max_length=300)
    confidence = models.CharField("the confidentiality they asked for", max_length=12, choices=Confidence)
    asked = models.CharField("what they asked, in their words", max_length=300, blank=True)
    harm = models.TextField("what could happen to them if it were known")
    care = models.TextField("what is done about it")
    look_again_on = models.DateField("to be looked at again on")
    changed = models.CharField("what changed, or that nothing did", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return self.who


@recorded
class InformantInformation(models.Model):
    """Something an informant told us: when, how it came, whether we had asked them for it."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    informant = models.ForeignKey(Informant, models.CASCADE, related_name="information")
    at = models.DateTimeField()
    how = models.CharField("how it came to us", max_length=200)
    was_asked = models.BooleanField("we had asked them for it")
    text = models.TextField("what they said")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "informant information"
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Information of {in_words(self.at)}"


@recorded
class InformantReferral(models.Model):
    """The intelligence bureau was told of an informant, and what it answered; the answer is written once."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    informant = models.ForeignKey(Informant, models.CASCADE, related_name="referrals")
    referred_on = models.DateField()
    to_whom = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ("-referred_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="", answer_recorded_by__isnull=True)
                | (Q(answered_on__isnull=False, answer_recorded_by__isnull=False) & ~Q(answer="")),
                name="cases_referral_answered_whole",
            ),
        )
        triggers = (ANSWERED_ONCE,)

    def __str__(self) -> str:
        return f"Referral of {in_words(self.referred_on)}"
