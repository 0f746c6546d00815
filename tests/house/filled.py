"""A case with a row in every table there is about it."""

from django.utils import timezone

from cases import models as case_models
from cases.models import Case
from cases.states import Category, DisclosureAnswer, OrderKind
from mosovo.access.actions import open_restricted_part
from mosovo.access.states import Compartment, OpeningReason
from mosovo.staff.models import ProviderLink
from tests.factories.cases import NOON, AgencyFactory
from tests.factories.media_comms import EnquiryCaseFactory
from tests.factories.sharing import DisclosureDecisionFactory
from tests.house.world import World, make_world
from tests.people import People


def fill_tables(people: People, case: Case) -> World:
    """What the world of the addresses has, and a row in each table that it leaves empty."""
    world = make_world(people, case)
    manager, today, agency = people.offender_manager, timezone.localdate(), AgencyFactory()
    held = case_models.Meeting.objects.get()
    made = {
        case_models.Alias: {"nominal": case.nominal, "name": "Invented Other"},
        case_models.Address: {"nominal": case.nominal, "lines": "1 Invented Street"},
        case_models.NameToken: {"nominal": case.nominal, "word": "INVENTED", "is_alias": False, "is_family": False},
        case_models.CategoryPeriod: {
            "case": case, "category": Category.MAPPA_1, "from_on": today, "grounds": "Invented"
        },
        case_models.LevelPeriod: {
            "case": case, "level": 2, "lead_agency": agency, "from_on": today, "reason": "Invented"
        },
        case_models.Allocation: {"case": case, "officer": manager, "from_on": today, "reason": "Invented"},
        case_models.CapException: {
            "case": case, "officer": manager, "reason": "Invented", "figures": "5 of 4", "from_on": today,
            "ends_on": today, "made_by": people.supervisor, "made_at": NOON,
        },
        case_models.Conviction: {"case": case, "convicted_on": today, "offence": "Invented"},
        case_models.Order: {"case": case, "kind": OrderKind.values[0], "terms": "Invented", "from_on": today},
        case_models.Licence: {"case": case, "conditions": "Invented", "from_on": today},
        case_models.StatusChange: {"case": case, "status": "custody", "on": today, "reason": "Invented"},
        case_models.Contact: {
            "case": case, "at": NOON, "with_whom": "Somebody", "text": "Invented", "recorded_by": manager,
            "recorded_at": NOON,
        },
        case_models.Attendance: {"meeting": held, "agency": agency, "name": "Somebody"},
        case_models.MeetingDecision: {
            "meeting": held, "outcome": DisclosureAnswer.values[0], "reasons": "Invented", "answers": {},
            "decided_by": people.chair,
            "decided_rank": "inspector", "authority": "Chair", "decided_at": NOON,
        },
        case_models.Minutes: {"meeting": held, "document": case_models.Document.objects.get(), "made_at": NOON},
    }  # fmt: skip
    for model, facts in made.items():
        if not model._default_manager.exists():
            model._default_manager.create(**facts)
    ProviderLink.objects.create(officer=manager, issuer="https://id.invented", subject="invented", linked_at=NOON)
    DisclosureDecisionFactory(request=case.disclosure_requests.get(), decided_by=people.superintendent)
    EnquiryCaseFactory(case=case, enquiry__unit=case.unit, linked_by=manager)
    for compartment in (Compartment.SENSITIVE, Compartment.CONFIDENTIAL):
        for officer in (manager, people.same_unit_colleague):
            open_restricted_part(
                by=officer, case=case, compartment=compartment, reason=OpeningReason.OTHER, now=timezone.now(),
                sentence="An invented reason.",
            )  # fmt: skip
    return world
