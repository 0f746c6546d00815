"""Who decides, by every rank, level and category; and that no question can be left out."""

import itertools

import pytest

from cases.states import Category, Level
from mosovo.staff.states import Rank
from mosovo.workflow.decisions import unanswered
from sharing.rules import DISCLOSURE, PARTS, QUESTIONS, authority, described, why_not_at_level, why_not_decide
from tests.factories.sharing import ANSWERS

HIGH = (
    Rank.SUPERINTENDENT,
    Rank.CHIEF_SUPERINTENDENT,
    Rank.ASSISTANT_CHIEF_CONSTABLE,
    Rank.DEPUTY_CHIEF_CONSTABLE,
    Rank.CHIEF_CONSTABLE,
)
EVERY_CASE = list(itertools.product(Rank, Level, Category))


@pytest.mark.parametrize(("rank", "level", "category"), EVERY_CASE)
def test_rank_and_level_decide_who_decides(rank: Rank, level: Level, category: Category) -> None:
    refused = why_not_decide(level=level, category=category, rank=rank, is_delegate=False, put_it=False)
    assert (refused is None) == (level == Level.ONE and rank in HIGH)


@pytest.mark.parametrize(("rank", "level", "category"), EVERY_CASE)
def test_a_delegate_of_any_rank_decides_at_level_1_alone(rank: Rank, level: Level, category: Category) -> None:
    refused = why_not_decide(level=level, category=category, rank=rank, is_delegate=True, put_it=False)
    assert (refused is None) == (level == Level.ONE)


@pytest.mark.parametrize("is_delegate", [True, False])
@pytest.mark.parametrize(("rank", "category"), list(itertools.product(HIGH, Category)))
def test_nobody_decides_their_own_request(rank: Rank, category: Category, is_delegate: bool) -> None:
    refused = why_not_decide(level=1, category=category, rank=rank, is_delegate=is_delegate, put_it=True)
    assert refused == "You put this request yourself; somebody else must decide it."


@pytest.mark.parametrize("level", [2, 3])
def test_higher_levels_are_pointed_to_the_meeting(level: int) -> None:
    assert why_not_at_level(level) == (
        f"This case is managed at level {level}. Only the chair decides on disclosure, in a MAPP meeting, and the"
        " minutes record it: take the question to the meeting."
    )


@pytest.mark.parametrize(
    ("rank", "begins"),
    [
        (Rank.INSPECTOR, "You are an inspector. A superintendent or above decides on disclosure"),
        (Rank.CHIEF_INSPECTOR, "You are a chief inspector. A superintendent or above"),
        (Rank.STAFF, "You are police staff. A superintendent or above"),
    ],
)
def test_the_refusal_gives_the_rank(rank: Rank, begins: str) -> None:
    refused = why_not_decide(level=1, category=Category.MAPPA_1, rank=rank, is_delegate=False, put_it=False)
    assert refused is not None
    assert refused.startswith(begins)
    assert "in a category 1 case at level 1" in refused


@pytest.mark.parametrize(
    ("rank", "words"),
    [(Rank.ASSISTANT_CHIEF_CONSTABLE, "an assistant chief constable"), (Rank.SERGEANT, "a sergeant")],
)
def test_rank_stands_in_a_sentence(rank: Rank, words: str) -> None:
    assert described(rank) == words


@pytest.mark.parametrize(
    ("rank", "category", "is_delegate", "begins"),
    [
        (Rank.SUPERINTENDENT, Category.MAPPA_1, False, "Superintendent or above, category 1 at level 1"),
        (Rank.SUPERINTENDENT, Category.MAPPA_1, True, "Superintendent or above, category 1 at level 1"),
        (Rank.SUPERINTENDENT, Category.PDP, False, "Superintendent or above, level 1, decided as for category 1"),
        (Rank.INSPECTOR, Category.MAPPA_1, True, "Delegated by a superintendent, who keeps the overall responsibility"),
    ],
)
def test_authority_is_kept_in_words(rank: Rank, category: Category, is_delegate: bool, begins: str) -> None:
    words = authority(category=category, rank=rank, is_delegate=is_delegate)
    assert words.startswith(begins)
    assert len(words) <= 200


def test_the_kind_asks_the_twelve_questions_the_model_and_the_five_tests() -> None:
    assert [len(prompts) for _, prompts in PARTS] == [12, 5, 5]
    assert len(QUESTIONS) == 12
    codes = [prompt.code for prompt in DISCLOSURE.prompts]
    assert len(codes) == len(set(codes)) == 22


@pytest.mark.parametrize("left_out", [prompt.code for prompt in DISCLOSURE.prompts])
@pytest.mark.parametrize("typed", [None, "", "   ", "Too short"])
def test_each_question_left_out_is_named(left_out: str, typed: str | None) -> None:
    answers = {code: answer for code, answer in ANSWERS.items() if code != left_out}
    if typed is not None:
        answers[left_out] = typed
    label = next(prompt.label for prompt in DISCLOSURE.prompts if prompt.code == left_out)
    assert unanswered(DISCLOSURE, answers) == {left_out: f"{label}: answer this in at least 10 characters."}


def test_all_answered_leaves_nothing_open() -> None:
    assert unanswered(DISCLOSURE, ANSWERS) == {}
