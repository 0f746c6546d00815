"""What must have happened before anything is said, in every combination."""

import itertools

import pytest

from media_comms.rules import (
    NO_INFERENCE,
    STANDING_LINES,
    listed,
    why_not_answer,
    why_not_close,
    why_not_confirm,
    why_not_consult,
    why_not_exceptional,
    why_not_explained,
    why_not_issue,
)
from media_comms.states import Confirmation, EnquiryState

UNIT = "North unit"
CHILDREN = ["Children's social care", "Education"]
OVER = {
    EnquiryState.ISSUED: "A statement has been issued; this enquiry is over.",
    EnquiryState.CLOSED: "This enquiry was closed without a statement.",
}


def issue(**changed: object) -> str | None:
    facts = {
        "state": EnquiryState.ANSWERED,
        "unit": UNIT,
        "missing": [],
        "child_at_risk": False,
        "child_agencies": CHILDREN,
        "asked": False,
    }
    return why_not_issue(**{**facts, **changed})


@pytest.mark.parametrize(
    ("state", "missing", "child_at_risk", "asked"),
    list(itertools.product(EnquiryState, ([], ["Housing authority"]), (False, True), (False, True))),
)
def test_issued_only_when_everybody_has_been_heard(
    state: EnquiryState, missing: list[str], child_at_risk: bool, asked: bool
) -> None:
    heard = state == EnquiryState.ANSWERED and not missing and (asked or not child_at_risk)
    assert (issue(state=state, missing=missing, child_at_risk=child_at_risk, asked=asked) is None) == heard


def test_refusal_names_the_unit_that_has_not_answered() -> None:
    assert issue(state=EnquiryState.LOGGED) == (
        "North unit has not answered yet. Nothing is said to the media before the unit has been heard."
    )


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (["Health"], "Health must be consulted first: the unit named it."),
        (["Health", "Education"], "Health and Education must be consulted first: the unit named them."),
        (
            ["Health", "Housing", "Education"],
            "Health, Housing and Education must be consulted first: the unit named them.",
        ),
    ],
)
def test_refusal_names_every_agency_that_is_missing(missing: list[str], sentence: str) -> None:
    assert issue(missing=missing) == sentence


def test_refusal_names_who_cares_for_children_beside_what_else_is_missing() -> None:
    assert issue(missing=["Health"], child_at_risk=True) == (
        "Health must be consulted first: the unit named it."
        " A child may be at risk: consult Children's social care or Education first."
    )


@pytest.mark.parametrize("state", list(OVER))
def test_what_is_over_stays_over(state: EnquiryState) -> None:
    sentences = {why_not_consult(state), why_not_answer(state), issue(state=state), why_not_close(state, unit=UNIT)}
    assert sentences == {OVER[state]}


@pytest.mark.parametrize(
    ("state", "answer", "consult", "close"),
    [
        (EnquiryState.LOGGED, None, None, "North unit has not answered yet."),
        (EnquiryState.ANSWERED, "The unit has answered already.", None, None),
    ],
)
def test_what_may_be_done_while_open(
    state: EnquiryState, answer: str | None, consult: str | None, close: str | None
) -> None:
    assert why_not_answer(state) == answer
    assert why_not_consult(state) == consult
    refused = why_not_close(state, unit=UNIT)
    assert (refused is None) if close is None else (refused is not None and refused.startswith(close))


@pytest.mark.parametrize("confirmation", Confirmation)
def test_only_a_senior_officer_confirms_or_denies(confirmation: Confirmation) -> None:
    refused = why_not_confirm(confirmation)
    if confirmation in {Confirmation.CONFIRM, Confirmation.DENY}:
        assert refused is not None
        assert "needs the recorded decision of a senior officer" in refused
    else:
        assert refused is None


@pytest.mark.parametrize("confirmation", Confirmation)
@pytest.mark.parametrize(
    ("explanation", "long_enough"), [("", False), (" " * 30, False), ("x" * 19, False), ("x" * 20, True)]
)
def test_neither_is_explained(confirmation: Confirmation, explanation: str, long_enough: bool) -> None:
    refused = why_not_explained(confirmation, explanation)
    assert (refused is None) == (long_enough or confirmation != Confirmation.NEITHER)


@pytest.mark.parametrize(("reason", "does"), [("", False), ("Busy", False), (" " * 40, False), ("x" * 30, True)])
def test_saying_nothing_needs_an_exceptional_reason(reason: str, does: bool) -> None:
    assert (why_not_exceptional(reason) is None) == does


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_fixed_words_stand_alone() -> None:
    assert "Nothing may be inferred" in NO_INFERENCE
    assert len(STANDING_LINES) == len(set(STANDING_LINES)) == 8
    assert all(line.endswith(".") for line in STANDING_LINES)
