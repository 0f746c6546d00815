"""What a kind of decision asks: its question, its prompts, the stages of the national decision model.

The kinds are data, so that a page, the API and a PDF ask for the same, and none can be skipped.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mosovo.reasons import is_no_reason


@dataclass(frozen=True)
class Prompt:
    """One thing that must be answered. least: the shortest answer that can mean anything, in characters."""

    code: str
    label: str
    help: str = ""
    least: int = 10


@dataclass(frozen=True)
class DecisionKind:
    """A kind of decision: the question it settles, and what must be answered before it may be signed."""

    code: str
    question: str
    prompts: tuple[Prompt, ...]
    outcomes: tuple[tuple[str, str], ...]


# College of Policing, national decision model, with the Code of Ethics at its centre.
NATIONAL_DECISION_MODEL = (
    Prompt("ndm_information", "Information and intelligence", "What is known, from where, and what is not known?"),
    Prompt(
        "ndm_assessment", "Threat, risk and working strategy", "Who could be harmed, how, how soon; what is the aim?"
    ),
    Prompt("ndm_powers", "Powers and policy", "Which powers, policy and legislation apply?"),
    Prompt("ndm_options", "Options and contingencies", "What was considered, and what if it goes wrong?"),
    Prompt("ndm_action", "Action and review", "What is decided, and when and how is it looked at again?"),
)

# The five tests of MAPPA information sharing.
FIVE_TESTS = (
    Prompt("lawful", "Lawful", "Which law authorises it?"),
    Prompt("necessary", "Necessary", "Why can the aim not be reached without it?"),
    Prompt("proportionate", "Proportionate", "Why is it no more than the aim needs?"),
    Prompt("secure", "Secure", "How is the information kept safe on its way and with the recipient?"),
    Prompt("accountable", "Accountable", "Who answers for it, and where is it recorded?"),
)


def unanswered(kind: DecisionKind, answers: Mapping[str, str]) -> dict[str, str]:
    """The prompts of ``kind`` that ``answers`` leaves open: code -> a sentence that says what to do."""
    return {
        prompt.code: f"{prompt.label}: answer this in at least {prompt.least} characters."
        for prompt in kind.prompts
        if is_no_reason(answers.get(prompt.code, ""), least=prompt.least)
    }
