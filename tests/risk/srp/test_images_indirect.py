from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.srp import Band, Gender, score
from risk.srp.images_indirect import ImagesIndirect
from tests.risk.srp.people import ASSESSED_ON, man

COUNTS = st.integers(0, 5)


def images(**changed: object) -> ImagesIndirect:
    return score(man(**changed), today=ASSESSED_ON).images_indirect


@pytest.mark.parametrize(
    ("image", "child", "adult", "other", "percent", "band"),
    [
        (3, 3, 3, 3, "10.31", Band.HIGH),
        (2, 0, 0, 0, "10.31", Band.HIGH),
        (1, 3, 3, 3, "3.33", Band.MEDIUM),
        (0, 3, 3, 3, "0.93", Band.LOW),
        (0, 2, 0, 0, "0.93", Band.LOW),
        (0, 1, 3, 3, "0.63", Band.LOW),
        (0, 0, 1, 1, "0.28", Band.LOW),
        (0, 0, 1, 0, "0.28", Band.LOW),  # decision 1: either kind alone is "other"
        (0, 0, 0, 1, "0.28", Band.LOW),
    ],
)
def test_first_rule_that_fits_decides(image: int, child: int, adult: int, other: int, percent: str, band: Band) -> None:
    result = images(images_indirect=image, contact_child=child, contact_adult=adult, non_contact=other)
    assert (result.percent, result.band) == (Decimal(percent), band)
    assert result.rule


@pytest.mark.parametrize(
    "changed",
    [
        {"gender": Gender.FEMALE},
        {"gender": Gender.OTHER},
        {"has_sexual_offence": False, "contact_adult": 0, "non_contact": 0},
    ],
)
def test_all_but_men_and_people_without_a_sexual_offence_are_not_scored(changed: dict[str, object]) -> None:
    assert images(**changed) == ImagesIndirect(percent=Decimal("0.00"), band=Band.NOT_APPLICABLE)


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.sampled_from(["images_indirect", "contact_child", "contact_adult"]))
def test_one_more_sanction_never_lowers_the_percentage(
    image: int, child: int, adult: int, other: int, raised: str
) -> None:
    counts = {"images_indirect": image, "contact_child": child, "contact_adult": adult, "non_contact": other}
    before, after = images(**counts), images(**counts | {raised: counts[raised] + 1})
    assert (before.percent or 0) <= (after.percent or 0)


def test_needs_neither_dates_nor_total_nor_supervision() -> None:
    result = images(date_of_birth=None, follow_up_on=None, convicted_on=None, total_sanctions=None, supervision=None)
    assert result.percent == Decimal("0.28")
    assert result.faults == ()
