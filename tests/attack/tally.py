"""What an attack tried, what it got that it must not, and what it was wrongly refused."""

from dataclasses import dataclass

TALLIES: list["Tally"] = []


@dataclass
class Tally:
    """One line of a figure; every attack adds its own, and the run prints them at its end.

    figure: the number of the figure it belongs to, or of the requirement of ASVS 5.0.0, by which the lines are ordered.
    """

    name: str
    tried: int = 0
    leaked: int = 0
    refused: int = 0
    figure: str = ""

    def __post_init__(self) -> None:
        TALLIES.append(self)

    def __str__(self) -> str:
        said = f"{self.name}: {self.tried:,} tried, {self.leaked} leaked, {self.refused} wrongly refused"
        return f"{self.figure:>8}  {said}"


def in_order() -> list[Tally]:
    """Every line of the run, figure by figure, requirements after them; those of no figure last."""
    return sorted(TALLIES, key=lambda tally: (not tally.figure, [_part(part) for part in tally.figure.split(".")]))


def _part(text: str) -> tuple[bool, int, str]:
    return (not text.isdigit(), int(text) if text.isdigit() else 0, text)
