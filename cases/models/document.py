"""Documents of the case file. Kept in the database, so that row security, history and backup cover them too."""

import uuid

from django.conf import settings
from django.db import models

from cases.models.case import Case
from cases.models.visit import WRITTEN_ONCE
from mosovo.audit.recording import recorded


@recorded(exclude=["content"])
class Document(models.Model):
    """A file as it was made or received; written once."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    marking = models.CharField(max_length=60, default="OFFICIAL-SENSITIVE")
    media_type = models.CharField(max_length=60, default="application/pdf")
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ("-made_at",)
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return self.title
