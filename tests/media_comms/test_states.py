"""Every move an enquiry may and may not make, whoever writes it."""

import itertools

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from media_comms.models import Consultation, Enquiry, Statement, UnitAnswer
from media_comms.states import ENQUIRY_MOVES, EnquiryState
from mosovo.workflow.states import diagram
from tests.factories.media_comms import ConsultationFactory, EnquiryFactory, StatementFactory, UnitAnswerFactory
from tests.people import People

LEGAL = {("logged", "answered"), ("answered", "issued"), ("answered", "closed")}
CLOSING = {"closed_reason": "An invented exceptional reason"}


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(EnquiryState, 2)))
def test_database_refuses_every_other_move(before: EnquiryState, after: EnquiryState, people: People) -> None:
    closing = CLOSING | {"closed_by": people.press_officer, "closed_at": timezone.now()}
    opened = {"closed_reason": "", "closed_by": None, "closed_at": None}
    enquiry = EnquiryFactory(state=before, **(closing if before == EnquiryState.CLOSED else {}))
    rows = Enquiry.objects.filter(pk=enquiry.pk)
    change = {"state": after, **(closing if after == EnquiryState.CLOSED else opened)}
    if (before.value, after.value) in LEGAL:
        assert rows.update(**change) == 1
        return
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        rows.update(**change)


def test_diagram_names_the_actions() -> None:
    assert diagram(ENQUIRY_MOVES).splitlines() == [
        "stateDiagram-v2",
        "    logged --> answered: answer_enquiry",
        "    answered --> issued: issue_statement",
        "    answered --> closed: close_enquiry",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"state": EnquiryState.CLOSED},
        {"state": EnquiryState.CLOSED, "closed_at": timezone.now()},
        {"state": EnquiryState.ANSWERED, "closed_reason": "A reason too early"},
    ],
)
def test_database_ties_closing_to_its_reason(facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="media_closed_for_a_reason"), transaction.atomic():
        EnquiryFactory(**facts)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [UnitAnswerFactory, ConsultationFactory, StatementFactory])
def test_what_was_said_is_neither_changed_nor_deleted(factory: type) -> None:
    row = factory()
    rows = type(row).objects.filter(pk=row.pk)
    field = {UnitAnswer: "text", Consultation: "view", Statement: "text"}[type(row)]
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        rows.update(**{field: "Changed"})
    for doomed in (rows, Enquiry.objects.filter(pk=row.enquiry_id)):
        with pytest.raises(ProgrammingError, match="Cannot delete rows"), transaction.atomic():
            doomed._raw_delete(using="default")
