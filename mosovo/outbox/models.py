"""One row a piece of work. Messages carry its id only; losing the broker loses none of it."""

import uuid

from django.conf import settings
from django.db import models

from mosovo.outbox.states import JobState


class Job(models.Model):
    """Work asked for by a person (or by the system, where asked_by is empty), done once for each key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True, help_text="What the work is about; the same key is done once.")
    ids = models.JSONField(default=dict, help_text="Numbers of the rows concerned, never names or text.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    sent_at = models.DateTimeField(null=True)
    starts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at",)
        indexes = (
            models.Index(
                fields=("asked_at",), name="outbox_open", condition=models.Q(state__in=["waiting", "running"])
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
