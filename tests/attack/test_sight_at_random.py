"""Each of the two layers, alone and with the other, shows exactly what the oracle says, whatever happened before."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.utils import timezone

from mosovo.access.states import Compartment
from tests.attack.force import RandomForce
from tests.attack.layers import TABLES, answers, by_both, by_the_application, by_the_database, shown
from tests.attack.tally import Tally

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
