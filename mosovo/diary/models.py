"""Deadlines and notifications. A deadline ends; it is never deleted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from mosovo.audit.recording import recorded
from mosovo.days import in_words
from mosovo.diary.states import DEADLINE_MOVES, DeadlineState, Escalation
from mosovo.workflow.states import only_these_moves


@recorded
class Deadline(models.Model):
    """Something that must be done about a case, or about an officer, by a day."""

    kind = models.CharField(max_length=40)
    # What it is about, so that one duty has one open deadline: "case:12", "officer:3", "meeting:7".
    subject = models.CharField(max_length=60)
    case = models.ForeignKey(settings.CASE_MODEL, models.PROTECT, null=True, related_name="deadlines")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deadlines_about")
    unit = models.ForeignKey("staff.Unit", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deadlines")
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    why = models.CharField(max_length=300, help_text="In words: due because, since when.")
    basis = models.CharField(max_length=200, help_text="The law, guidance or setting it rests on.")
    url = models.CharField(max_length=200, blank=True, help_text="Where it is done.")
    state = models.CharField(max_length=12, choices=DeadlineState, default=DeadlineState.OPEN)
    escalation = models.PositiveSmallIntegerField(choices=Escalation, default=Escalation.OWNER)
    opened_on = models.DateField()
    # As it was known when this deadline opened: whatever is done later than that meets it.
    last_done_on = models.DateField(null=True, help_text="When the duty had last been done before.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        triggers = (only_these_moves(DEADLINE_MOVES),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject"), condition=Q(state=DeadlineState.OPEN), name="diary_one_open_deadline"
            ),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.OPEN, ended_at__isnull=True)
                | (~Q(state=DeadlineState.OPEN) & Q(ended_at__isnull=False)),
                name="diary_ended_when_not_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeadlineState.WAIVED) | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="diary_waived_by_somebody_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=("owner", "due_on"), name="diary_open_by_owner", condition=Q(state="open")),
            models.Index(fields=("case", "due_on"), name="diary_open_by_case", condition=Q(state="open")),
            models.Index(fields=("unit", "due_on"), name="diary_open_by_unit", condition=Q(state="open")),
            models.Index(fields=("due_on",), name="diary_open_by_day", condition=Q(state="open")),
        )

    def __str__(self) -> str:
        return f"{self.title}, due {in_words(self.due_on)}"


class Notification(models.Model):
    """A line for one person in the application; e-mail repeats only that there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications")
    # The same thing is told to the same person once.
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    # Which it tells of: a line is shown for as long as its reader sees the deadline.
    deadline = models.ForeignKey(Deadline, models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=("to", "key"), name="diary_told_once"),)

    def __str__(self) -> str:
        return self.text
