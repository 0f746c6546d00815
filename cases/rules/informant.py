"""Informants, on plain values: when the intelligence bureau is told, and which days are right."""

import datetime as dt

from mosovo.days import in_words


def why_refer(*, times: int, asked: bool, least: int) -> str | None:
    """Why the intelligence bureau is to be told of somebody now, or None.

    times: how often they told us something since the bureau was last told of them; asked: whether we had asked for any
    of it. Whoever keeps up a relationship to get information for us may need an authority (Regulation of Investigatory
    Powers Act 2000, sections 26 and 29): that is for the bureau to say.
    """
    if not times:
        return None
    if asked:
        return (
            "We asked them for what they told us. Tell the intelligence bureau: it says whether that needs an "
            "authority, and how they are to be treated."
        )
    if times < least:
        return None
    often = "once" if times == 1 else "twice" if times == 2 else f"{times} times"
    return (
        f"They have told us something {often}. Tell the intelligence bureau of them: it says whether their "
        "relationship with us needs an authority, and how they are to be treated."
    )


def why_not_again_on(day: dt.date, *, today: dt.date, days: int) -> str | None:
    """Why something may not be looked at again on that day, or None: after today, and within the force's days."""
    if day <= today:
        return "The day on which it is looked at again must be after today."
    latest = today + dt.timedelta(days=days)
    return f"It is looked at again by {in_words(latest)} at the latest ({days} days)." if day > latest else None
