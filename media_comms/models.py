"""Enquiries from the media. They belong to the press office and the unit asked; a case is linked in its own table.

None of it is ever deleted: what was said to the media, and after asking whom, must be found years later.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from pgtrigger import Delete, Protect

from cases.models import Agency, Case
from cases.models.visit import WRITTEN_ONCE
from media_comms.states import ENQUIRY_MOVES, Confirmation, EnquiryState
from mosovo.audit.recording import recorded
from mosovo.days import in_words
from mosovo.workflow.states import only_these_moves

NEVER_DELETED = Protect(name="never_deleted", operation=Delete)


@recorded
class Enquiry(models.Model):
    """What a journalist asked, in their words, and the unit it was put to."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    received_at = models.DateTimeField()
    outlet = models.CharField(max_length=120)
    journalist = models.CharField(max_length=120, blank=True)
    question = models.TextField()
    about = models.CharField("person or place asked about", max_length=200, blank=True)
    deadline_at = models.DateTimeField("their deadline", null=True, blank=True)
    child_at_risk = models.BooleanField("a child may be at risk", default=False)
    unit = models.ForeignKey("staff.Unit", models.PROTECT, related_name="enquiries")
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.LOGGED)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_reason = models.TextField("exceptional reason for saying nothing", blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-received_at",)
        verbose_name_plural = "enquiries"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=EnquiryState.CLOSED, closed_by__isnull=False, closed_at__isnull=False)
                & ~Q(closed_reason="")
                | ~Q(state=EnquiryState.CLOSED) & Q(closed_reason="", closed_by__isnull=True, closed_at__isnull=True),
                name="media_closed_for_a_reason",
            ),
        )
        triggers = (only_these_moves(ENQUIRY_MOVES), NEVER_DELETED)

    def __str__(self) -> str:
        return f"{self.outlet}, {in_words(self.received_at)}"


@recorded
class EnquiryCase(models.Model):
    """The case an enquiry turned out to be about: known to the unit, never to the press office."""

    enquiry = models.OneToOneField(Enquiry, models.CASCADE, related_name="link")
    case = models.ForeignKey(Case, models.CASCADE, related_name="enquiry_links")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Enquiry {self.enquiry_id} is about case {self.case_id}"


@recorded
class UnitAnswer(models.Model):
    """What the unit lets the press office know: which agencies to consult, and what may be said."""

    enquiry = models.OneToOneField(Enquiry, models.CASCADE, related_name="answer")
    text = models.TextField()
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        triggers = (WRITTEN_ONCE, NEVER_DELETED)

    def __str__(self) -> str:
        return f"Answer to enquiry {self.enquiry_id}"


@recorded
class Consultation(models.Model):
    """An agency was asked before a statement, and what it said."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="consultations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    consulted = models.CharField("whom", max_length=120)
    view = models.TextField("what they said")
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("enquiry", "agency"), name="media_agency_consulted_once"),)
        triggers = (WRITTEN_ONCE, NEVER_DELETED)

    def __str__(self) -> str:
        return f"{self.agency} consulted"


@recorded
class Statement(models.Model):
    """What was said to the media; written once."""

    enquiry = models.OneToOneField(Enquiry, models.PROTECT, related_name="statement")
    text = models.TextField()
    confirmation = models.CharField(max_length=10, choices=Confirmation)
    explanation = models.TextField(blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(confirmation=Confirmation.NEITHER) | ~Q(explanation=""),
                name="media_neither_is_explained",
            ),
        )
        triggers = (WRITTEN_ONCE, NEVER_DELETED)

    def __str__(self) -> str:
        return f"Statement on enquiry {self.enquiry_id}"
