"""Every move a request may and may not make, whoever writes it."""

import itertools

import pytest
from django.db import ProgrammingError, transaction

from cases.models import Case
from mosovo.workflow.states import diagram
from sharing.models import DisclosureRequest
from sharing.states import REQUEST_MOVES, RequestState
from tests.factories.sharing import DisclosureRequestFactory

LEGAL = {("waiting", "decided"), ("waiting", "withdrawn")}


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(RequestState, 2)))
def test_database_refuses_every_other_move(before: RequestState, after: RequestState, case: Case) -> None:
    request = DisclosureRequestFactory(case=case, state=before)
    rows = DisclosureRequest.objects.filter(pk=request.pk)
    if (before.value, after.value) in LEGAL:
        assert rows.update(state=after) == 1
        return
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        rows.update(state=after)


def test_diagram_names_the_actions() -> None:
    assert diagram(REQUEST_MOVES).splitlines() == [
        "stateDiagram-v2",
        "    waiting --> decided: decide_disclosure",
        "    waiting --> withdrawn: withdraw_request",
    ]
