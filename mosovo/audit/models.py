"""Looks and refusals: append-only, without foreign keys, so that nothing on record can block or be lost to a deletion.

Changes are kept apart, by row triggers, in the event table of each model (see recording.py).
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from mosovo.audit.recording import recorded
from mosovo.audit.states import LookKind, ReviewOutcome, Unusual


class Entry(models.Model):
    """Who, when, from where."""

    # Random keys: a writer need not be able to read the row back, and numbers would tell how much others look.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    person_id = models.BigIntegerField(null=True)
    system = models.CharField(max_length=60, blank=True, help_text="The named system actor, where no person asked.")
    path = models.CharField(max_length=300)
    address = models.GenericIPAddressField(null=True)
    matter = models.UUIDField(null=True, help_text="What it is about, where only the few named to that know of it.")

    class Meta:
        abstract = True


class Look(Entry):
    """One look, at one or many cases; a list of fifty is one row with fifty numbers."""

    kind = models.CharField(max_length=10, choices=LookKind)
    case_ids = ArrayField(models.BigIntegerField())
    compartment = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (
            GinIndex(fields=("case_ids",), name="audit_look_cases"),
            models.Index(fields=("person_id", "at"), name="audit_look_person"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.at:%Y-%m-%d %H:%M}"


class Refusal(Entry):
    """A request that was refused, and the sentence it was refused with."""

    status = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=500)
    # Written by the database, from the address: whoever is refused need not see what it names.
    case_id = models.BigIntegerField(null=True, editable=False, db_index=True)

    def __str__(self) -> str:
        return f"{self.status}: {self.sentence}"


class Seal(models.Model):
    """Everything of the record that transactions from ``first`` up to ``until`` wrote, under one hash, chained.

    Append-only like the record. ``seen``: no transaction from this number on had begun when it was sealed.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    count = models.PositiveBigIntegerField()
    first = models.BigIntegerField()
    until = models.BigIntegerField()
    seen = models.BigIntegerField()
    columns = models.JSONField(help_text="Table -> the columns over which its rows were hashed, in order.")
    rows_hash = models.CharField(max_length=64, help_text="Over the hashes of its rows, in order.")
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Seal {self.number}"


class SealedRow(models.Model):
    """The hash of one row of the record, in its place under a seal; by it a broken row is named."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="rows")
    place = models.PositiveBigIntegerField()
    source = models.CharField(max_length=63, help_text="The table.")
    key = models.CharField(max_length=36)
    digest = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("seal", "place"), name="audit_one_place_under_a_seal"),
            models.UniqueConstraint(fields=("source", "key"), name="audit_sealed_once"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


@recorded
class Ties(models.Model):
    """What ties one who signs in to people outside: kept to find who looks at their own, and read for nothing else."""

    officer = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="ties")
    other_names = models.CharField(
        "other family names",
        max_length=200,
        blank=True,
        help_text="Of before, of the household, of near relatives; with semicolons between.",
    )
    postcode = models.CharField("home postcode", max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "ties"

    def __str__(self) -> str:
        return f"Ties of {self.officer}"


@recorded
class UnusualLooking(models.Model):
    """What the nightly job found unusual about one person's looking on one day. Only its reviewer changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Unusual)
    sentence = models.CharField(max_length=200)
    case_ids = ArrayField(models.BigIntegerField())
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Who is asked to review it."
    )
    asked_on = models.DateField(null=True, help_text="Since when this reviewer has been asked.")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "pk")
        constraints = (
            models.UniqueConstraint(fields=("person", "day", "kind"), name="audit_unusual_once"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("person")), name="audit_nobody_reviews_themselves"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day}"


class LookingReview(models.Model):
    """How unusual looking was explained, or what was done about it: once, with words."""

    looking = models.OneToOneField(UnusualLooking, models.PROTECT, primary_key=True, related_name="review")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome)
    words = models.CharField(max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.get_outcome_display()
