"""The policy of media enquiries: the press office sees all, a unit those put to it; the linked case is the case's."""

from django.db.models import Q

from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.others import MYSELF
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import protect
from mosovo.access.sight import NONE
from mosovo.access.sql import unit_array
from mosovo.access.states import Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import UNIT_WORK, Ability


def _enquiries(person: Officer, path: str = "") -> Q:
    if Ability.HANDLE_MEDIA in abilities_of(person, today=clock.today()):
        return ~NONE
    return Q(**{f"{path}unit__in": held_by(person.pk).units(UnitRight.VIEW_CASES)})


def _of_enquiry(person: Officer) -> Q:
    return _enquiries(person, "enquiry__")


PRESS = "(SELECT sec.can('handle_media'))"
OF_UNIT = f"unit_id = ANY ({unit_array(UnitRight.VIEW_CASES)})"
EITHER = f"{PRESS} OR media_comms_enquiry.{OF_UNIT}"
PARENT = "SELECT 1 FROM media_comms_enquiry parent WHERE parent.id = "

protect(
    Enquiry,
    Compartment.PLAIN,
    condition=_enquiries,
    policy=EITHER,
    insert=f"{PRESS} AND media_comms_enquiry.logged_by_id = {MYSELF}",
    update=EITHER,
)
# The unit answers for itself; the press office consults and speaks. Each signs with their own name, once.
protect(
    UnitAnswer,
    Compartment.PLAIN,
    condition=_of_enquiry,
    policy=f"EXISTS ({PARENT}media_comms_unitanswer.enquiry_id)",
    insert=f"media_comms_unitanswer.answered_by_id = {MYSELF}"
    f" AND EXISTS ({PARENT}media_comms_unitanswer.enquiry_id AND parent.{OF_UNIT})",
    append_only=True,
)
for model, signed in ((Consultation, "recorded_by_id"), (Statement, "issued_by_id")):
    table = model._meta.db_table
    protect(
        model,
        Compartment.PLAIN,
        condition=_of_enquiry,
        policy=f"EXISTS ({PARENT}{table}.enquiry_id)",
        insert=f"{PRESS} AND {table}.{signed} = {MYSELF}",
        append_only=True,
    )
protect(
    UnitAnswer.agencies.through,
    Compartment.PLAIN,
    condition=lambda person: _enquiries(person, "unitanswer__enquiry__"),
    policy="EXISTS (SELECT 1 FROM media_comms_unitanswer parent"
    " WHERE parent.id = media_comms_unitanswer_agencies.unitanswer_id)",
    insert="EXISTS (SELECT 1 FROM media_comms_unitanswer parent"
    f" WHERE parent.id = media_comms_unitanswer_agencies.unitanswer_id AND parent.answered_by_id = {MYSELF})",
    append_only=True,
)
# Linked by the unit that answers, which sees the case; the press office never does.
protect(
    EnquiryCase,
    Compartment.CASE,
    insert=f"media_comms_enquirycase.linked_by_id = {MYSELF}"
    " AND EXISTS (SELECT 1 FROM cases_case seen WHERE seen.nominal_id = media_comms_enquirycase.case_id)"
    f" AND EXISTS ({PARENT}media_comms_enquirycase.enquiry_id AND parent.{OF_UNIT})",
)


@policy("enquiry.list")
def why_not_list(person: Officer, _: None) -> str | None:
    """Enquiries are for the press office and for the units that answer them."""
    if lacks(person, Ability.HANDLE_MEDIA, *UNIT_WORK):
        return "Enquiries from the media are for the press office and the units that answer them."
    return None


@policy("enquiry.view")
def why_not_view(person: Officer, enquiry: Enquiry) -> str | None:
    """Being in sight is enough."""
    return None


@policy("enquiry.answer")
def why_not_answer_for_unit(person: Officer, enquiry: Enquiry) -> str | None:
    """The unit that was asked answers: its offender managers, supervisors and managers."""
    of_unit = enquiry.unit_id in held_by(person.pk).units(UnitRight.VIEW_CASES)
    if lacks(person, *UNIT_WORK) or not of_unit:
        return f"Only the offender managers and supervisors of {enquiry.unit} may answer this."
    return None


def _press_alone(person: Officer, _: Enquiry | None) -> str | None:
    if lacks(person, Ability.HANDLE_MEDIA):
        return "Only the press office may do this."
    return None


for action in ("enquiry.log", "enquiry.consult", "statement.issue", "enquiry.close"):
    policy(action)(_press_alone)
