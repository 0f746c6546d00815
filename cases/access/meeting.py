"""Who may call, record and cancel the meetings of a case."""

from cases import models
from cases.access.case import may_change
from mosovo.access.policies import lacks, policy
from mosovo.staff.models import Officer
from mosovo.staff.states import Ability


@policy("meeting.call")
def why_not_call_meeting(person: Officer, case: models.Case) -> str | None:
    """Whoever may write in the case calls its meetings."""
    if may_change(person, case):
        return None
    return "Only the offender manager, whoever covers, or a supervisor of the unit may call a meeting on this case."


@policy("meeting.view")
def why_not_view_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Being in sight is enough: minutes are part of the case file."""
    return None


@policy("meeting.arrange")
def why_not_arrange_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Whoever may call meetings on the case may move them and renew their chair's sight."""
    return why_not_call_meeting(person, meeting.case)


@policy("meeting.cancel")
def why_not_cancel_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """Its chair, and whoever may call meetings on the case."""
    if why_not_record_meeting(person, meeting) is None:
        return None
    if may_change(person, meeting.case):
        return None
    return "Only its chair, the offender manager, whoever covers, or a supervisor of the unit may cancel this meeting."


@policy("meeting.record")
def why_not_record_meeting(person: Officer, meeting: models.Meeting) -> str | None:
    """The chair of this meeting alone, while the role is theirs."""
    if meeting.chair_id != person.pk:
        return f"Only the chair of this meeting, {meeting.chair.full_name}, may record and sign it."
    if lacks(person, Ability.CHAIR_MEETINGS):
        return "Your role as a meeting chair has ended, so you may no longer record or sign this meeting."
    return None


@policy("meeting_action.complete")
def why_not_complete_meeting_action(person: Officer, action: models.MeetingAction) -> str | None:
    """Whoever may write in the case, and the chair of the meeting that set the action."""
    if action.meeting.chair_id == person.pk or may_change(person, action.meeting.case):
        return None
    return "Only the chair, the offender manager, whoever covers, or a supervisor of the unit may complete this action."


@policy("document.view")
def why_not_view_document(person: Officer, document: models.Document) -> str | None:
    """Being in sight is enough."""
    return None
