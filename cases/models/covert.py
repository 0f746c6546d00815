"""Covert material about a case: that there is any is known to the few who are named to it, and to nobody else.

Keys are random, and nothing here is unique but keys, so that no error tells a stranger what is there.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from pgtrigger import Condition, Protect, Update

from cases.models.case import Case
from cases.models.visit import WRITTEN_ONCE, differs
from cases.states import Tactic
from mosovo.access.models import ENDED, NOT_ENDED, Ended
from mosovo.audit.recording import recorded
from mosovo.days import in_words

# When it is looked at again moves; nothing else of it does.
BEGUN_ONCE = Protect(
    name="begun_once",
    operation=Update,
    condition=Condition(differs("reference", "case_id", "title", "about", "made_by_id", "made_at")),
)


@recorded
class CovertRecord(models.Model):
    """A matter that only those named to it know of. review_on: when they look at it again."""

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    about = models.TextField("why it is kept from others")
    review_on = models.DateField("to be looked at again on")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("review_on", "pk")
        triggers = (BEGUN_ONCE,)

    def __str__(self) -> str:
        return self.title


@recorded
class CovertNaming(Ended):
    """Somebody is named to a covert record, from a day until another, both counted. One who leads has no last day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(CovertRecord, models.CASCADE, related_name="namings")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    leads = models.BooleanField()
    reason = models.CharField(max_length=300)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ("named_at", "pk")
        constraints = (
            models.CheckConstraint(condition=NOT_ENDED | ENDED, name="cases_covert_naming_ended_by_somebody"),
            models.CheckConstraint(
                condition=Q(leads=True, until_on__isnull=True) | Q(leads=False, until_on__isnull=False),
                name="cases_covert_leads_without_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer} is named"


@recorded
class CovertContact(models.Model):
    """A contact by a covert tactic: when, by which, under whose authority, and what was learnt. Written once."""

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(CovertRecord, models.CASCADE, related_name="contacts")
    at = models.DateTimeField()
    tactic = models.CharField(max_length=12, choices=Tactic)
    learnt = models.TextField("what was learnt")
    authority = models.CharField("reference of the authority", max_length=120)
    authority_until = models.DateField("last day of the authority")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "pk")
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Contact on {in_words(self.at)}"


@recorded
class CovertReview(models.Model):
    """The few looked at it again: what came of it, and when they do so next. Written once."""

    reference = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(CovertRecord, models.CASCADE, related_name="reviews")
    words = models.TextField()
    next_on = models.DateField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ("-reviewed_at", "pk")
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Looked at on {in_words(self.reviewed_at)}"
