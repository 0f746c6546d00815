"""Decisions to disclose information about a person, or not to: the case compartment. Who decides by delegation."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from pgtrigger import Delete, Protect, ReadOnly

from cases.models import Case
from mosovo.audit.recording import recorded
from mosovo.days import in_words
from mosovo.staff.models import DateRange
from mosovo.workflow.models import Decision
from mosovo.workflow.states import only_these_moves
from sharing.states import REQUEST_MOVES, Outcome, RequestState


@recorded
class Delegation(models.Model):
    """A superintendent lets a named officer decide disclosures for a while, and keeps the overall responsibility.

    until_on is the last day. It may be ended before, at once; nothing else changes, and no delegation is deleted.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    superintendent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_held")
    from_on = models.DateField("from")
    until_on = models.DateField("until", help_text="The last day.")
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")) & ~Q(reason=""),
                name="sharing_delegation_dates_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(superintendent=F("delegate")), name="sharing_delegation_to_somebody_else"
            ),
            ExclusionConstraint(
                name="sharing_delegation_no_overlap",
                expressions=(
                    ("superintendent", RangeOperators.EQUAL),
                    ("delegate", RangeOperators.EQUAL),
                    (DateRange("from_on", "until_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ),
                condition=Q(ended_at__isnull=True),
            ),
        )
        triggers = (
            ReadOnly(
                name="only_its_end_changes",
                fields=["reference", "superintendent", "delegate", "from_on", "until_on", "reason", "made_at"],
            ),
            Protect(name="never_deleted", operation=Delete),
        )

    def __str__(self) -> str:
        return f"{self.superintendent} to {self.delegate}, until {in_words(self.until_on)}"


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
    """The decision on a request, through the twelve questions. delegation: the one it was taken under, if any."""

    outcome = models.CharField(max_length=20, choices=Outcome)
    request = models.OneToOneField(DisclosureRequest, models.PROTECT, related_name="decision")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="decisions")

    class Meta(Decision.Meta):
        constraints = (
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="sharing_known_outcome"),
        )
