"""Row security of the media tables: each layer holds by itself, for every person."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, models
from django.utils import timezone

from cases.models import Case
from media_comms.models import Consultation, Enquiry, EnquiryCase, Statement, UnitAnswer
from media_comms.queries import history
from mosovo.access.sight import visible
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.factories.cases import AgencyFactory
from tests.factories.media_comms import (
    ConsultationFactory,
    EnquiryCaseFactory,
    EnquiryFactory,
    StatementFactory,
    UnitAnswerFactory,
)
from tests.people import People

pytestmark = pytest.mark.django_db

OF_THE_UNIT = {"offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"}


@pytest.fixture
def settled(enquiry: Enquiry, case: Case) -> Enquiry:
    """An enquiry with one row in every table."""
    answer = UnitAnswerFactory(enquiry=enquiry)
    answer.agencies.add(AgencyFactory())
    ConsultationFactory(enquiry=enquiry)
    StatementFactory(enquiry=enquiry)
    EnquiryCaseFactory(enquiry=enquiry, case=case)
    return enquiry


def who_sees(people: People, model: type[models.Model]) -> set[str]:
    found = set()
    for name, person in people.items():
        with acting_as(person):
            by_database = model._default_manager.exists()
            by_sight = visible(person, model).exists()
        assert by_database == by_sight, f"{name}: the two layers disagree"
        if by_database:
            found.add(name)
    return found


@pytest.mark.parametrize("model", [Enquiry, UnitAnswer, UnitAnswer.agencies.through, Consultation, Statement])
def test_seen_by_the_press_office_and_the_unit_asked(
    model: type[models.Model], people: People, settled: Enquiry
) -> None:
    assert who_sees(people, model) == OF_THE_UNIT | {"press_officer"}


@pytest.mark.parametrize("model", [Case, EnquiryCase])
def test_the_press_office_sees_nothing_of_the_case(model: type[models.Model], people: People, settled: Enquiry) -> None:
    assert who_sees(people, model) == OF_THE_UNIT


@pytest.mark.parametrize("model", [Enquiry, UnitAnswer, Consultation, Statement, EnquiryCase])
def test_history_of_a_row_is_seen_by_those_who_see_the_row(
    model: type[models.Model], people: People, settled: Enquiry
) -> None:
    events = next(iter(model.pgh_event_models.values()))
    for person in people.everybody():
        with acting_as(person):
            assert events._default_manager.exists() == model._default_manager.exists()


def _log(person: Officer, enquiry: Enquiry) -> None:
    facts = {"received_at": timezone.now(), "outlet": "Forged", "question": "Forged?", "unit": enquiry.unit}
    Enquiry.objects.create(logged_by=person, **facts)


def _answer(person: Officer, enquiry: Enquiry) -> None:
    UnitAnswer.objects.create(enquiry=enquiry, text="Forged", answered_by=person, answered_at=timezone.now())


def _consult(person: Officer, enquiry: Enquiry) -> None:
    facts = {"agency": AgencyFactory.build(pk=1), "consulted": "Nobody", "view": "Forged", "at": timezone.now()}
    Consultation.objects.create(enquiry=enquiry, recorded_by=person, **facts)


def _issue(person: Officer, enquiry: Enquiry) -> None:
    facts = {"text": "Forged", "confirmation": "general", "issued_at": timezone.now()}
    Statement.objects.create(enquiry=enquiry, issued_by=person, **facts)


class Undone(Exception):
    """Rolls back a write that was taken."""


PRESS = {"press_officer"}


@pytest.mark.parametrize(("write", "may"), [(_log, PRESS), (_answer, OF_THE_UNIT), (_consult, PRESS), (_issue, PRESS)])
def test_database_takes_each_step_from_those_whose_step_it_is(
    write: Callable[[Officer, Enquiry], None], may: set[str], people: People, enquiry: Enquiry
) -> None:
    for name, person in people.items():
        # What was taken is undone, so that the next person meets the same rows.
        expected = pytest.raises(Undone) if name in may else pytest.raises(ProgrammingError, match="row-level security")
        with expected, acting_as(person):
            write(person, enquiry)
            raise Undone


@pytest.mark.parametrize("write", [_log, _answer, _consult, _issue], ids=lambda x: x.__name__)
def test_database_takes_no_step_in_anothers_name(
    write: Callable[[Officer, Enquiry], None], people: People, enquiry: Enquiry
) -> None:
    person, other = (
        (people.offender_manager, people.supervisor)
        if write is _answer
        else (people.press_officer, people.superintendent)
    )
    with pytest.raises(ProgrammingError, match="own name"), acting_as(person):
        write(other, enquiry)


def test_database_keeps_the_agencies_to_consult(people: People, settled: Enquiry) -> None:
    for person in (people.press_officer, people.offender_manager):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(person):
            UnitAnswer.agencies.through.objects.all().delete()


def test_timeline_shows_an_enquiry_to_those_who_see_both(people: People, settled: Enquiry, case: Case) -> None:
    EnquiryCaseFactory(enquiry=EnquiryFactory(outlet="Put to another unit"), case=case)
    for name in ("offender_manager", "press_officer", "other_unit_officer"):
        person = getattr(people, name)
        with acting_as(person):
            titles = [entry.title for entry in history(person, case, 50)]
        assert titles == (["Media enquiry from The Invented Echo"] if name == "offender_manager" else [])
