"""How a deadline stands, and how far up it has gone."""

from django.db.models import IntegerChoices, TextChoices


class DeadlineState(TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    WAIVED = "waived", "Waived"
    SUPERSEDED = "superseded", "Superseded"


class Escalation(IntegerChoices):
    OWNER = 0, "With its owner"
    SUPERVISOR = 1, "With the supervisor"
    MANAGER = 2, "With the unit manager"


# (from, to) -> the action that does it, or the two that share the work: about cases, about officers.
# Ended deadlines stay as they are; none is deleted.
DEADLINE_MOVES = {
    (DeadlineState.OPEN, DeadlineState.MET): "refresh_cases or refresh_officers",
    (DeadlineState.OPEN, DeadlineState.SUPERSEDED): "refresh_cases or refresh_officers",
    (DeadlineState.OPEN, DeadlineState.WAIVED): "waive_deadline",
}
