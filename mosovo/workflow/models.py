"""The abstract model of a recorded decision: signed once, then immutable, superseded only by a later one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from pgtrigger import Condition, Protect, Update

from mosovo.staff.states import Rank


class Decision(models.Model):
    """A decision by an authorised person with reasons.

    A row exists only when it is signed: drafts live in forms. ``authority`` says in words under which rule the person
    could decide; rank and role are kept as they were on the day.
    """

    answers = models.JSONField(help_text="Prompt code -> answer, for every prompt of the kind.")
    outcome = models.CharField(max_length=20)
    reasons = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_rank = models.CharField(max_length=30, choices=Rank)
    authority = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(outcome=""), name="%(app_label)s_%(class)s_has_reasons"
            ),
        )
        triggers = (
            Protect(name="signed_is_final", operation=Update, condition=Condition("OLD.* IS DISTINCT FROM NEW.*")),
        )
