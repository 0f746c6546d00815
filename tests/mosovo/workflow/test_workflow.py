import pytest

from mosovo.workflow.decisions import FIVE_TESTS, NATIONAL_DECISION_MODEL, DecisionKind, unanswered
from mosovo.workflow.states import diagram

MOVES = {("open", "signed"): "sign"}
KIND = DecisionKind("test", "Whether", (*NATIONAL_DECISION_MODEL, *FIVE_TESTS), (("yes", "Yes"),))
ANSWERS = {prompt.code: "An answer of some length" for prompt in KIND.prompts}


def test_every_prompt_answered_leaves_none_open() -> None:
    assert unanswered(KIND, ANSWERS) == {}


@pytest.mark.parametrize("code", ANSWERS)
@pytest.mark.parametrize("answer", ["", "   ", "too short", None])
def test_each_prompt_left_open_is_named(code: str, answer: str | None) -> None:
    answers = {**ANSWERS, code: answer} if answer is not None else {k: v for k, v in ANSWERS.items() if k != code}
    assert list(unanswered(KIND, answers)) == [code]


def test_diagram_shows_each_move() -> None:
    assert diagram(MOVES) == "stateDiagram-v2\n    open --> signed: sign"
