"""The policy of media enquiries: the press office sees all, a unit those put to it; the linked case is the case's."""

from django.db.models import Q

from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from mosovo import clock
from mosovo.access.models import UnitGrant
from mosovo.access.protection import protect
from mosovo.access.sight import NONE
from mosovo.access.sql import unit_array
from mosovo.access.states import Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability

PRESS = "(SELECT sec.can('handle_media'))"


def _enquiries(person: Officer, path: str = "") -> Q:
    if Ability.HANDLE_MEDIA in abilities_of(person, today=clock.today()):
        return ~NONE
    units = UnitGrant.objects.allowing(person.pk, UnitRight.VIEW_CASES).values("content_object")
    return Q(**{f"{path}unit__in": units})


def _of_enquiry(person: Officer) -> Q:
    return _enquiries(person, "enquiry__")


protect(
    Enquiry,
    Compartment.PLAIN,
    condition=_enquiries,
    policy=f"{PRESS} OR media_comms_enquiry.unit_id = ANY ({unit_array(UnitRight.VIEW_CASES)})",
)
for model in (UnitAnswer, Consultation, Statement):
    table = model._meta.db_table
    protect(
        model,
        Compartment.PLAIN,
        condition=_of_enquiry,
        policy=f"EXISTS (SELECT 1 FROM media_comms_enquiry parent WHERE parent.id = {table}.enquiry_id)",
    )
protect(
    UnitAnswer.agencies.through,
    Compartment.PLAIN,
    condition=lambda person: _enquiries(person, "unitanswer__enquiry__"),
    policy="EXISTS (SELECT 1 FROM media_comms_unitanswer parent"
    " WHERE parent.id = media_comms_unitanswer_agencies.unitanswer_id)",
    deletable=True,
)
protect(EnquiryCase, Compartment.CASE)
