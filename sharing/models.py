"""Decisions to disclose information about a person, or not to. The case compartment."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Case
from mosovo.audit.recording import recorded
from mosovo.workflow.models import Decision
from mosovo.workflow.states import only_these_moves
from sharing.states import REQUEST_MOVES, Outcome, RequestState


@recorded
class DisclosureRequest(models.Model):
    """A proposal to disclose, put before the person who may decide it."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="disclosure_requests")
    proposal = models.TextField("what would be disclosed, and why")
    to_whom = models.CharField(max_length=300)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="disclosures_to_decide")
    put_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)

    class Meta:
        ordering = ("-put_at",)
        triggers = (only_these_moves(REQUEST_MOVES),)

    def __str__(self) -> str:
        return f"Disclosure to {self.to_whom}"


@recorded
class DisclosureDecision(Decision):
    """The superintendent's decision on a request, through the twelve questions."""

    request = models.OneToOneField(DisclosureRequest, models.PROTECT, related_name="decision")

    class Meta(Decision.Meta):
        constraints = (
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="sharing_known_outcome"),
        )
