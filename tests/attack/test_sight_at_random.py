"""Each of the two layers, alone and with the other, shows exactly what the oracle says, whatever happened before."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.utils import timezone

from mosovo.access.states import Compartment
from mosovo.identity import acting_as
from mosovo.outbox import actions
from mosovo.staff.models import Officer
from tests.attack.force import RandomForce
from tests.attack.layers import TABLES, answers, by_both, by_the_application, by_the_database, shown
from tests.attack.tally import Tally
from tests.logins import logged_in_as

pytestmark = pytest.mark.django_db

LAYERS = {"application alone": by_the_application, "database alone": by_the_database, "both": by_both}


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_shown_is_what_the_oracle_says(layer: str, times: Callable[[int, int], int]) -> None:
    tally = Tally(f"sight at random, {layer}", figure="1" if layer == "both" else "2")
    force = RandomForce(random.Random(1), timezone.now(), units=3, cases=12, people=8)  # noqa: S311 # the same each time
    force.change(400)
    seen: Counter[Compartment] = Counter()
    for _ in range(times(6, 110)):
        force.change(12)
        found = list(answers(force, LAYERS[layer]))
        seen += shown(found)
        for answer in found:
            tally.tried += len(force.cases)
            tally.leaked += len(answer.told - answer.right)
            tally.refused += len(answer.right - answer.told)
            assert answer.told == answer.right, str(answer)
    # It would hold as well where nobody may see anything.
    assert all(0 < seen[part] < tally.tried for _, _, part in TABLES), seen


def test_a_job_is_shown_what_whoever_asked_for_it_may_see(
    times: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the worker's own login and without the application's filter."""
    tally = Tally("sight at random, jobs in the worker", figure="V8.3.3")
    force = RandomForce(random.Random(8), timezone.now(), units=3, cases=12, people=8)  # noqa: S311 # the same each time
    told: dict[str, set[int]] = {}

    def read(*, by: Officer, now: dt.datetime) -> None:
        told.update({model.__name__: set(model._default_manager.values_list(path)) for model, path, _ in TABLES})

    monkeypatch.setitem(actions._works, "read", read)
    force.change(400)
    for number in range(times(1, 25)):
        force.change(12)
        for person in force.people:
            with logged_in_as("mosovo_web"), acting_as(person):
                asked = actions.enqueue("read", key=f"{number} {person.pk}", by=person, now=force.now)
            with logged_in_as("mosovo_worker"):
                assert actions.run(job_id=str(asked.pk), now=force.now) == "done"
            for model, _, part in TABLES:
                shown = {key for (key,) in told[model.__name__]} & set(force.facts.cases)
                right = force.facts.seen(person.pk, part, now=force.now, today=force.today)
                tally.tried += len(force.cases)
                tally.leaked += len(shown - right)
                tally.refused += len(right - shown)
    assert (tally.leaked, tally.refused) == (0, 0)
