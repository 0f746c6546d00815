"""MAPP meetings: the meeting, who came, what was decided, what is to be done, the minutes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from pgtrigger import Before, Condition, Delete, Insert, Protect, Trigger, Update

from cases.models.agency import Agency
from cases.models.case import Case
from cases.models.document import Document
from cases.models.visit import WRITTEN_ONCE
from cases.states import ACTION_MOVES, MEETING_MOVES, ActionState, DisclosureAnswer, Level, MeetingState
from mosovo.audit.recording import recorded
from mosovo.days import in_words
from mosovo.workflow.models import Decision
from mosovo.workflow.states import only_these_moves

ENDED_IS_FINAL = Protect(
    name="ended_is_final",
    operation=Update,
    condition=Condition("OLD.state <> 'open' AND OLD.* IS DISTINCT FROM NEW.*"),
)
SIGNED_WITH_DECISION = Trigger(
    name="signed_with_decision",
    when=Before,
    operation=Update,
    condition=Condition("OLD.state IS DISTINCT FROM 'signed' AND NEW.state = 'signed'"),
    func="""
    IF NOT EXISTS (SELECT 1 FROM cases_meetingdecision decision WHERE decision.meeting_id = NEW.id) THEN
      RAISE EXCEPTION 'a meeting is signed only with its decision on disclosure';
    END IF;
    RETURN NEW;
    """,
)


def closed_when_ended(*, still_allowed: str = "FALSE") -> Trigger:
    """Nothing is added to, changed in or taken out of an ended meeting, but by updates ``still_allowed`` (SQL)."""
    return Trigger(
        name="closed_when_ended",
        when=Before,
        operation=Insert | Update | Delete,
        func=f"""
        IF TG_OP = 'UPDATE' AND ({still_allowed}) THEN
          RETURN NEW;
        END IF;
        PERFORM 1 FROM cases_meeting meeting
          WHERE meeting.id IN (OLD.meeting_id, NEW.meeting_id) AND meeting.state <> 'open' FOR SHARE;
        IF FOUND THEN
          RAISE EXCEPTION 'the meeting is signed or cancelled: its record is closed';
        END IF;
        IF TG_OP = 'DELETE' THEN
          RETURN OLD;
        END IF;
        RETURN NEW;
        """,
    )


@recorded
class Meeting(models.Model):
    """A level 2 or 3 meeting about one case, recorded by its chair."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="meetings")
    level = models.PositiveSmallIntegerField(choices=Level)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings_chaired")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.OPEN)
    information = models.TextField("information shared", blank=True)
    risk = models.TextField("risk and how it is managed", blank=True)
    human_rights = models.TextField("human rights (Articles 2, 3 and 8)", blank=True)
    diversity = models.TextField("diversity", blank=True)
    next_on = models.DateField("next meeting", null=True, blank=True)
    # What the chair has written of the decision so far; emptied when the decision itself is written, at signing.
    decision_draft = models.JSONField(default=dict, blank=True)
    signed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        ordering = ("-held_at",)
        constraints = (
            models.CheckConstraint(condition=Q(level__in=[2, 3]), name="cases_meeting_level_2_or_3"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.SIGNED, signed_at__isnull=False)
                | ~Q(state=MeetingState.SIGNED) & Q(signed_at__isnull=True),
                name="cases_meeting_signed_with_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                & ~Q(cancelled_reason="")
                | ~Q(state=MeetingState.CANCELLED)
                & Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_reason=""),
                name="cases_meeting_cancelled_by_somebody_for_a_reason",
            ),
        )
        triggers = (only_these_moves(MEETING_MOVES), ENDED_IS_FINAL, SIGNED_WITH_DECISION)

    def __str__(self) -> str:
        return f"{self.get_level_display()} meeting on {in_words(timezone.localtime(self.held_at))}"


@recorded
class Attendance(models.Model):
    """An agency at a meeting, or its absence and whether it sent a report."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField("who came", max_length=120, blank=True)
    present = models.BooleanField(default=True)
    report_sent = models.BooleanField("sent a report", default=False)

    class Meta:
        ordering = ("agency__name",)
        constraints = (models.UniqueConstraint(fields=("meeting", "agency", "name"), name="cases_attends_once"),)
        triggers = (closed_when_ended(),)

    def __str__(self) -> str:
        return f"{self.agency}: {self.name or 'absent'}"


@recorded
class MeetingDecision(Decision):
    """The meeting's decision on disclosure, signed by its chair; never left blank."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="decision")
    to_whom = models.CharField(max_length=300, blank=True)

    class Meta(Decision.Meta):
        constraints = (
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=Q(outcome__in=DisclosureAnswer.values), name="cases_disclosure_decided"),
        )


@recorded
class MeetingAction(models.Model):
    """Something an agency undertakes at a meeting, by a day."""

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner_name = models.CharField("who does it", max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    done_on = models.DateField(null=True)
    done_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("due_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, done_on__isnull=True)
                | Q(state=ActionState.DONE, done_on__isnull=False),
                name="cases_meeting_action_done_with_day",
            ),
        )
        triggers = (
            only_these_moves(ACTION_MOVES),
            closed_when_ended(
                still_allowed="OLD.state = 'open' AND NEW.state = 'done'"
                " AND (NEW.meeting_id, NEW.reference, NEW.text, NEW.agency_id, NEW.owner_name, NEW.due_on)"
                " = (OLD.meeting_id, OLD.reference, OLD.text, OLD.agency_id, OLD.owner_name, OLD.due_on)"
            ),
        )

    def __str__(self) -> str:
        return self.text


@recorded
class Minutes(models.Model):
    """A version of a meeting's minutes; a correction is a further version."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        verbose_name_plural = "minutes"
        constraints = (models.UniqueConstraint(fields=("meeting", "version"), name="cases_minutes_version_once"),)
        triggers = (WRITTEN_ONCE,)

    def __str__(self) -> str:
        return f"Minutes, version {self.version}"
