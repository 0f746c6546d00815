"""What must have happened before anything is said to the media. APP, managing information; communications and media."""

from collections.abc import Sequence

from media_comms.states import Confirmation, EnquiryState
from mosovo.reasons import is_no_reason

LEAST_REASON = 30
LEAST_EXPLANATION = 20

NO_INFERENCE = (
    "We neither confirm nor deny whether any person is known to us or managed by us. Nothing may be inferred from that,"
    " about anybody."
)
# The standing lines of the guidance in our words, offered to whoever writes a statement.
STANDING_LINES = (
    "Acting against somebody believed to be an offender may be a crime, and may prevent a prosecution.",
    "Our first aim, and our partners', is that the public are safe and protected.",
    "Managing offenders in the community is shared work: police, prisons, probation and other agencies together.",
    "Sexual and violent offenders are managed in many ways; the risk to the public decides which is taken.",
    "“Sexual offender” means anybody who has committed a sexual offence, not only those who have abused children.",
    "We do not discuss individual cases.",
    "Somebody is named only where the risk of serious harm makes it right, after consulting every agency concerned.",
    "The responsible agencies are managing the situation and ask the community for help, co-operation and tolerance.",
)


def why_not_consult(state: str) -> str | None:
    """Why no further agency is recorded as consulted, or None."""
    return _why_over(state)


def why_not_answer(state: str) -> str | None:
    """Why the unit does not answer, or None: it answers once."""
    return "The unit has answered already." if state == EnquiryState.ANSWERED else _why_over(state)


def why_not_issue(
    *, state: str, unit: str, missing: Sequence[str], child_at_risk: bool, child_agencies: Sequence[str], asked: bool
) -> str | None:
    """Why no statement may be issued yet, naming all that is missing, or None.

    The unit is involved in any decision to release information; agencies that take part in managing the person are
    consulted before a statement; where a child may be at risk, an agency that cares for children is.
    missing: names of agencies the unit named that have not been consulted. child_agencies: names of those that care for
    children; asked: whether one of them has been consulted.
    """
    if state == EnquiryState.LOGGED:
        return f"{unit} has not answered yet. Nothing is said to the media before the unit has been heard."
    over = _why_over(state)
    if over:
        return over
    needed = [f"{listed(missing)} must be consulted first: the unit named {_them(missing)}."] if missing else []
    if child_at_risk and not asked:
        needed.append(f"A child may be at risk: consult {listed(child_agencies, 'or')} first.")
    return " ".join(needed) or None


def why_not_confirm(confirmation: str) -> str | None:
    """Why a statement may not confirm or deny that somebody is managed, or None.

    Whether to confirm is for a very senior officer after weighing the risks and Article 8; such a decision is not
    recorded in this system yet, so such a statement is never issued.
    """
    if confirmation in {Confirmation.CONFIRM, Confirmation.DENY}:
        return (
            "To confirm or deny that somebody is managed needs the recorded decision of a senior officer;"
            " this system does not record that decision yet. Say neither, or speak of nobody in particular."
        )
    return None


def why_not_explained(confirmation: str, explanation: str) -> str | None:
    """Why a statement that neither confirms nor denies is not complete, or None: it carries its explanation."""
    if confirmation == Confirmation.NEITHER and is_no_reason(explanation, least=LEAST_EXPLANATION):
        return f"Explain carefully, in at least {LEAST_EXPLANATION} characters, why you neither confirm nor deny."
    return None


def why_not_close(state: str, *, unit: str) -> str | None:
    """Why an enquiry is not closed without a statement at this point, or None."""
    if state == EnquiryState.LOGGED:
        return f"{unit} has not answered yet. An enquiry is closed only after the unit has been heard."
    return _why_over(state)


def why_not_exceptional(reason: str) -> str | None:
    """Why a reason for saying nothing does not do, or None. Refusing is a last resort in exceptional cases."""
    if is_no_reason(reason, least=LEAST_REASON):
        return f"Say in at least {LEAST_REASON} characters what is so exceptional that the media get no statement."
    return None


def listed(names: Sequence[str], last: str = "and") -> str:
    """The names as a sentence lists them: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _why_over(state: str) -> str | None:
    if state == EnquiryState.ISSUED:
        return "A statement has been issued; this enquiry is over."
    if state == EnquiryState.CLOSED:
        return "This enquiry was closed without a statement."
    return None
