import datetime as dt
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cases.states import Category, Level
from cases.synthetic.caseloads import Load, share_out
from cases.synthetic.people import LEVELS, RISK, STATUSES, deal_people
from cases.synthetic.shares import apportioned

TODAY = dt.date(2026, 11, 20)


def people(total, seed=1):
    return deal_people(Random(seed), total=total, first=1, today=TODAY)


@given(st.integers(0, 5000), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_parts_add_up_and_none_is_further_than_one_from_its_share(total, weights):
    parts = apportioned(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(weights)) < 1 + 1e-6 for part, weight in zip(parts, weights, strict=True)
    )


def test_the_mix_is_exactly_the_published_one():
    dealt = people(10_000)
    assert Counter(one.risk for one in dealt) == {level: share * 100 for level, share in RISK.items()}
    assert Counter(one.level for one in dealt) == {level: round(share * 100) for level, share in LEVELS.items()}
    assert abs(sum(one.category == Category.MAPPA_1 for one in dealt) - 7510) < 100
    statuses = Counter(one.status for one in dealt)
    assert all(abs(statuses[status] - share * 100) < 100 for status, share in STATUSES.items())


def test_nobody_is_what_the_rules_do_not_allow():
    for one in people(5000):
        assert one.category != Category.MAPPA_3 or one.level != Level.ONE
        assert one.category != Category.PDP or one.level == Level.ONE
        assert one.born_on < one.opened_on <= TODAY


def test_the_same_seed_deals_the_same_people_and_another_seed_others():
    assert people(200) == people(200)
    assert people(200) != people(200, seed=2)


@given(st.integers(1, 400), st.lists(st.integers(1, 8), min_size=1, max_size=5), st.integers(0, 5))
def test_everybody_is_in_one_place(total, officers, seed):
    dealt = people(total, seed)
    shares = share_out(Random(seed), dealt, officers)
    placed = [one for share in shares for one in (*share.waiting, *share.closed)]
    placed += [one for share in shares for caseload in share.caseloads for one in caseload.people]
    assert sorted(one.number for one in placed) == [one.number for one in dealt]
    assert [len(share.caseloads) for share in shares] == officers


def test_caseloads_stand_near_the_cap_over_it_and_with_room():
    shares = share_out(Random(1), people(3000), [12, 12, 12])
    for caseload in (caseload for share in shares for caseload in share.caseloads):
        share = sum(one.is_high for one in caseload.people) / len(caseload.people)
        if caseload.load in {Load.NEAR_CAP, Load.ROOM}:
            assert share <= 0.2
        else:
            assert share > 0.2
    assert all(share.waiting for share in shares)
    first = shares[0].caseloads[0].people
    assert (sum(one.is_high for one in first) + 1) / (len(first) + 1) > 0.2
