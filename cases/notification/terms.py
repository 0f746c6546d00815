"""The length of a sentence, and of several that follow each other (Sexual Offences Act 2003 s82(3) and (4)).

Months are months of the calendar (Interpretation Act 1978, Schedule 1), counted from the day of the sentence. So a
length in days is compared with the days that the months in question have from that day: 181 to 184 for six months.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.notification import states
from cases.notification.facts import Disposal, Length
from cases.notification.law import Law
from mosovo.working_days import add_months


@dataclass(frozen=True)
class Term:
    """A length of custody, counted from a day. `parts` are the sentences that make it up."""

    length: Length
    counted_from: dt.date
    parts: tuple[Disposal, ...]

    @property
    def days(self) -> int:
        """How many days of the calendar it makes from that day."""
        return (add_months(self.counted_from, self.length.months) - self.counted_from).days + self.length.days

    def is_more_than(self, months: int) -> bool:
        """Longer than so many months of the calendar."""
        return self.days > Term(Length(months), self.counted_from, ()).days

    def is_at_least(self, months: int) -> bool:
        """As long as so many months of the calendar, or longer."""
        return self.days >= Term(Length(months), self.counted_from, ()).days


def longest_term(disposal: Disposal, among: Sequence[Disposal], law: Law) -> Term:
    """The longest term that the sentence is part of: what follows another is added to it, less any overlap."""
    known = {other.id: other for other in among if other.kind in states.OF_A_TERM}
    paths = [path for path in _paths(known) if disposal in path]
    return max((_together(path, law) for path in paths), key=lambda term: term.days)


def is_circular(disposals: Sequence[Disposal]) -> bool:
    """Whether sentences are said to follow each other in a circle."""
    known = {disposal.id: disposal for disposal in disposals}
    return any(_before(disposal, known) is None for disposal in disposals)


def _paths(known: Mapping[str, Disposal]) -> Iterator[tuple[Disposal, ...]]:
    """Each run of sentences one after another, from the first to one that nothing follows."""
    followed = {disposal.consecutive_to for disposal in known.values()}
    for disposal in known.values():
        if disposal.id not in followed:
            yield tuple(reversed(_before(disposal, known) or [disposal]))


def _before(disposal: Disposal, known: Mapping[str, Disposal]) -> list[Disposal] | None:
    """The sentence, that before it, and so on; None where that leads in a circle."""
    run: list[Disposal] = []
    seen: set[str] = set()
    following: Disposal | None = disposal
    while following:
        if following.id in seen:
            return None
        seen.add(following.id)
        run.append(following)
        following = known.get(following.consecutive_to or "")
    return run


def _together(path: tuple[Disposal, ...], law: Law) -> Term:
    total = Length()
    for disposal in path:
        total += counted_length(disposal, law)
        if disposal.overlap:
            total -= disposal.overlap
    return Term(total, path[0].made_on, path)


def counted_length(disposal: Disposal, law: Law) -> Length:
    """What of a sentence counts: all, but of a detention and training order only the part served in detention."""
    length = disposal.length or Length()
    if disposal.kind is not states.Disposal.DETENTION_AND_TRAINING:
        return length
    part = law.row("period.training_part", disposal.made_on).value
    if length.months % part == 0 and length.days % part == 0:
        return Length(length.months // part, length.days // part)
    return Length(days=-(-Term(length, disposal.made_on, ()).days // part))
