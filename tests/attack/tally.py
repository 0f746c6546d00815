"""What an attack tried, what it got that it must not, and what it was wrongly refused."""

from dataclasses import dataclass

TALLIES: list["Tally"] = []


@dataclass
class Tally:
    """One figure; every attack adds its own, and the run prints them at its end."""

    name: str
    tried: int = 0
    leaked: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        TALLIES.append(self)

    def __str__(self) -> str:
        return f"{self.name}: {self.tried:,} tried, {self.leaked} leaked, {self.refused} wrongly refused"
