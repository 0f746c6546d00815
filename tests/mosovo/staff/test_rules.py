import datetime as dt

import pytest

from mosovo.staff.models import Officer
from mosovo.staff.rules import is_at_least, why_not_vetted
from mosovo.staff.states import Rank, Vetting

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize("rank", Rank)
def test_rank_carries_its_own_authority_and_that_of_lower_ranks(rank: Rank) -> None:
    order = list(Rank)
    held = [least for least in Rank if is_at_least(rank, least)]
    assert held == order[: order.index(rank) + 1]


@pytest.mark.parametrize(
    ("level", "expires_on", "sentence"),
    [
        (Vetting.NPPV2, dt.date(2026, 11, 21), None),
        (Vetting.NPPV3, dt.date(2030, 1, 1), None),
        (Vetting.MV, dt.date(2030, 1, 1), None),
        (Vetting.NPPV2, dt.date(2026, 11, 20), "Vetting lapsed on 20 November 2026; it must be renewed first."),
        (Vetting.NPPV1, dt.date(2030, 1, 1), "Vetting is NPPV1; the work needs at least NPPV2."),
        (Vetting.NONE, None, "Vetting is None; the work needs at least NPPV2."),
        (
            Vetting.NPPV2,
            None,
            "Vetting has no expiry date on record; ask the unit manager to have it recorded.",
        ),
    ],
)
def test_why_not_vetted(level: Vetting, expires_on: dt.date | None, sentence: str | None) -> None:
    assert why_not_vetted(level, expires_on, least=Vetting.NPPV2, today=TODAY) == sentence


@pytest.mark.django_db
def test_nobody_is_an_officer() -> None:
    """Guardian would keep an account of nobody's, which could be chosen wherever officers are."""
    assert not Officer.objects.exists()
