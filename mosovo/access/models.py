"""Grants, exclusions, locks and openings: the only truth about who may see which case.

Grants are django-guardian permissions in direct-foreign-key tables, so that a deleted object takes its grants with it.
Each carries why, from, until and by whom; guardian's own checks know nothing of those and are not used.
"""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from guardian.models import UserObjectPermissionBase

from mosovo.access.states import Compartment, EmergencyReason, GrantBasis, OpeningReason
from mosovo.audit.recording import recorded


class GrantQuerySet(models.QuerySet[Any]):
    def live(self) -> "GrantQuerySet":
        """Grants in force at this moment, by the database's clock: the one that row security reads."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=Now()), valid_from__lte=Now())

    def allowing(self, person_id: int | None, codename: str) -> "GrantQuerySet":
        """Live grants by which the person holds the right ``codename``."""
        return self.live().filter(user_id=person_id, permission__codename=codename)


class Grant(UserObjectPermissionBase):
    """One right of one person on one object."""

    basis = models.CharField(max_length=20, choices=GrantBasis)
    reason = models.CharField(max_length=300)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the system.",
    )

    objects: ClassVar[Any] = GrantQuerySet.as_manager()  # type: ignore[assignment] # guardian's knows no dates

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


@recorded
class UnitGrant(Grant):
    """A right on all unlocked cases of a unit."""

    content_object = models.ForeignKey("staff.Unit", models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="access_unit_grant_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.permission.codename} on {self.content_object}"


@recorded
class CaseGrant(Grant):
    """A right on one case."""

    content_object = models.ForeignKey(settings.CASE_MODEL, models.CASCADE, related_name="grants")
    # Only where somebody ended it before its time; most end by themselves, or with what they were given for.
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta(Grant.Meta):
        # A row for each basis, so that what ends on one basis leaves the right on another as it was.
        unique_together: ClassVar[list[Sequence[str]]] = []
        constraints = (
            models.UniqueConstraint(
                fields=("user", "permission", "content_object", "basis"), name="access_one_case_grant_a_basis"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="access_case_grant_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.permission.codename} on case {self.content_object_id}"


# Both set when somebody ended it, or neither.
NOT_ENDED = Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
ENDED = Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")


class Ended(models.Model):
    """Something that lasts until somebody ends it with a reason."""

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


@recorded
class Exclusion(Ended):
    """This person never sees this case while it lasts: a relative, a neighbour. It beats every grant."""

    case = models.ForeignKey(settings.CASE_MODEL, models.CASCADE, related_name="exclusions")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exclusions")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "officer"), condition=Q(ended_at__isnull=True), name="access_one_exclusion"
            ),
            models.CheckConstraint(condition=NOT_ENDED | ENDED, name="access_exclusion_ended_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.officer} never sees case {self.case_id}"


@recorded
class CaseLock(Ended):
    """Why a case is locked: while it is, rights on the unit do not count, and only people named on the case see it."""

    case = models.ForeignKey(settings.CASE_MODEL, models.CASCADE, related_name="locks")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(ended_at__isnull=True), name="access_one_lock"),
            models.CheckConstraint(condition=NOT_ENDED | ENDED, name="access_lock_ended_by_somebody"),
        )

    def __str__(self) -> str:
        return f"Lock of case {self.case_id}"


@recorded
class Cover(Ended):
    """One officer stands in for another from a day until another, both counted; the rights are grants."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    covered = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="covered_by")
    coverer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="covers")
    unit = models.ForeignKey("staff.Unit", models.PROTECT, related_name="+", help_text="Whose cases are covered.")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="access_cover_dates_in_order"),
            models.CheckConstraint(condition=~Q(covered=F("coverer")), name="access_cover_of_another"),
            models.CheckConstraint(condition=NOT_ENDED | ENDED, name="access_cover_ended_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.coverer} covers for {self.covered}"


@recorded
class EmergencyAccess(models.Model):
    """Somebody opened a case they hold no right to, in an emergency; a supervisor says afterwards whether rightly.

    unit: the officer's own, whose supervisors review it.
    """

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(settings.CASE_MODEL, models.CASCADE, related_name="emergencies")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergencies")
    unit = models.ForeignKey("staff.Unit", models.PROTECT, null=True, related_name="+")
    compartment = models.CharField(
        max_length=20, choices=[(c.value, c.label) for c in (Compartment.CASE, Compartment.SENSITIVE)]
    )
    reason = models.CharField(max_length=20, choices=EmergencyReason)
    sentence = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_justified = models.BooleanField(null=True, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, is_justified__isnull=True, review="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False, is_justified__isnull=False) & ~Q(review="")),
                name="access_emergency_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("officer")),
                name="access_emergency_reviewed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"Emergency access of {self.officer}"


class Opening(models.Model):
    """A person opened a restricted part of a case, with a reason, for a while. Row security asks for one."""

    case = models.ForeignKey(settings.CASE_MODEL, models.CASCADE, related_name="openings")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="openings")
    compartment = models.CharField(
        max_length=20, choices=[(c.value, c.label) for c in (Compartment.SENSITIVE, Compartment.CONFIDENTIAL)]
    )
    reason = models.CharField(max_length=20, choices=OpeningReason)
    sentence = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("officer", "until"), name="access_opening_live"),)

    def __str__(self) -> str:
        return f"{self.get_compartment_display()} part of case {self.case_id}"
