"""Who decides on a disclosure, and what must be answered first. APP, managing public protection information."""

from cases.states import Category, Level
from mosovo.staff.rules import is_at_least
from mosovo.staff.states import Rank
from mosovo.workflow.decisions import FIVE_TESTS, NATIONAL_DECISION_MODEL, DecisionKind, Prompt
from sharing.states import Outcome

# The twelve questions of the guidance, in our words and its order.
QUESTIONS = (
    Prompt("purpose", "Purpose", "Why should this information be shared?"),
    Prompt("agreement", "Agreement", "Is there an information sharing protocol with the recipient? Which, or why not?"),
    Prompt(
        "reduces_risk",
        "Reducing risk",
        "How would sharing lower the risk to the public, and so protect their rights under Articles 2 and 3?",
    ),
    Prompt("less_intrusive", "Less intrusive means", "What else lowers the risk and intrudes less? Why not do that?"),
    Prompt("legal_basis", "Legal basis", "On which law does sharing rest in this case?"),
    Prompt("violence", "Violence and disorder", "Could it lead to violence against anybody, or to disorder?"),
    Prompt("underground", "Going underground", "Could the person be driven out of sight of those who manage them?"),
    Prompt("victims", "Effect on victims", "What would it do to victims?"),
    Prompt("family", "Effect on the family", "What would it do to the person's family?"),
    Prompt("normal_life", "Effect on a normal life", "What would it do to the person's ability to live a normal life?"),
    Prompt("what_and_whom", "Exactly what, and to whom", "Which words would be given, and to which named people?"),
    Prompt("consulted", "Consulting the person", "Has the person been asked, as part of the plan? If not, why not?"),
)
PARTS = (
    ("The twelve questions", QUESTIONS),
    ("The national decision model", NATIONAL_DECISION_MODEL),
    ("The five tests of sharing", FIVE_TESTS),
)
DISCLOSURE = DecisionKind(
    code="disclosure",
    question="Should this information be shared?",
    prompts=(*QUESTIONS, *NATIONAL_DECISION_MODEL, *FIVE_TESTS),
    outcomes=tuple(Outcome.choices),
)

LEAST_RANK = Rank.SUPERINTENDENT
BY_DELEGATION = "Delegated by a superintendent, who keeps the overall responsibility"


def why_not_at_level(level: int) -> str | None:
    """Why a disclosure is not decided outside a meeting, or None at level 1.

    At level 2 and 3 the chair decides in the meeting, with all agencies concerned, and the minutes record it.
    """
    if level == Level.ONE:
        return None
    return (
        f"This case is managed at level {level}. Only the chair decides on disclosure, in a MAPP meeting, and the"
        " minutes record it: take the question to the meeting."
    )


def why_not_decide(*, level: int, category: str, rank: str, is_delegate: bool, put_it: bool) -> str | None:
    """Why a person of this rank may not decide a disclosure in this case, or None.

    The guidance gives category 1 at level 1 to a superintendent, who may delegate. It names nobody for other
    categories at level 1; the reasons for the rule (Article 8, the harm a disclosure may do) are the same there, so the
    same people decide. Nobody decides a request of their own.
    """
    return (
        why_not_at_level(level)
        or why_not_of_rank(category=category, rank=rank, is_delegate=is_delegate)
        or ("You put this request yourself; somebody else must decide it." if put_it else None)
    )


def why_not_of_rank(*, category: str, rank: str, is_delegate: bool, whose: str = "You are") -> str | None:
    """Why this rank carries no decision on a disclosure at level 1, or None. whose: who it is said of."""
    if is_delegate or is_at_least(rank, LEAST_RANK):
        return None
    scope = "in a category 1 case at level 1" if category == Category.MAPPA_1 else "at level 1, whatever the category"
    return (
        f"{whose} {described(rank)}. A superintendent or above decides on disclosure {scope},"
        " or an officer to whom a superintendent has delegated it on record."
    )


def authority(*, category: str, rank: str, is_delegate: bool) -> str:
    """Under which rule the decision is taken, in the words kept with it. Rank comes before a delegation."""
    if is_delegate and not is_at_least(rank, LEAST_RANK):
        return f"{BY_DELEGATION} (APP, managing public protection information)"
    if category == Category.MAPPA_1:
        return "Superintendent or above, category 1 at level 1 (APP, managing public protection information)"
    return "Superintendent or above, level 1, decided as for category 1 (APP, managing public protection information)"


def described(rank: str) -> str:
    """The rank as it stands in a sentence: an inspector, a sergeant, police staff."""
    label = Rank(rank).label.lower()
    if rank == Rank.STAFF:
        return label
    return f"{'an' if label[0] in 'aeio' else 'a'} {label}"
