import datetime as dt

import pytest

from mosovo.staff.models import Officer
from mosovo.staff.rules import RENEWED, browser_in_words, is_at_least, why_lapsed, why_not_vetted
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
        (Vetting.NPPV2, dt.date(2026, 11, 20), "Vetting lapsed on 20 November 2026, its last day; " + RENEWED),
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


@pytest.mark.parametrize(
    ("days", "on", "said"),
    [
        (0, 0, None),
        (0, 1, "Vetting runs until 21 November 2026 and this begins on 22 November 2026"),
        (1, 1, None),
        (-1, 5, "Vetting lapsed on 20 November 2026"),
        (-1, -3, "Vetting lapsed on 20 November 2026"),
    ],
)
def test_vetting_must_reach_to_the_day_on_which_something_begins(days: int, on: int, said: str | None) -> None:
    sentence = why_lapsed(TODAY + dt.timedelta(days), today=TODAY, on=TODAY + dt.timedelta(on))
    assert sentence == (
        f"{said}; {RENEWED}" if said and "runs" in said else said and f"{said}, its last day; {RENEWED}"
    )
    assert why_lapsed(None, today=TODAY) is None


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/150.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Gecko/1.0 Firefox/120.0", "Firefox on Android"),
        ("curl/8.1", "curl/8.1"),
        ("", "Not said"),
    ],
)
def test_browser_is_named_in_words(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words


@pytest.mark.django_db
def test_nobody_is_an_officer() -> None:
    """Guardian would keep an account of nobody's, which could be chosen wherever officers are."""
    assert not Officer.objects.exists()
