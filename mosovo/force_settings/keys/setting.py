"""What a setting is."""

from dataclasses import dataclass

RISK_LEVELS = ("very_high", "high", "medium", "low")


@dataclass(frozen=True)
class Setting:
    """One setting. kind: integer, percent (0 to 100), megabytes (1 to 50), flag, vetting, files (kinds of files),
    days (whole numbers, falling).

    unit: for the help text. awaits: what must come before the value has an effect; empty where it has one now.
    """

    key: str
    label: str
    default: int | bool | str
    unit: str = ""
    kind: str = "integer"
    basis: str = ""
    checked: bool = True
    awaits: str = ""

    @property
    def note(self) -> str:
        """What an administrator must know before relying on it."""
        notes = [self.basis] if self.basis else []
        if not self.checked:
            notes.append("Common practice, not checked against the current national text: have it confirmed")
        if self.awaits:
            notes.append(f"Has no effect yet: it awaits {self.awaits}")
        return "".join(f"{note}. " for note in notes).strip()


def by_level(
    prefix: str, label: str, months: tuple[int, int, int, int], basis: str, *, checked: bool, awaits: str = ""
) -> list[Setting]:
    """One setting in months for each level of risk, from very high to low."""
    return [
        Setting(
            f"{prefix}_{level}",
            f"{label}, {level.replace('_', ' ')} risk",
            count,
            "months",
            "integer",
            basis,
            checked,
            awaits,
        )
        for level, count in zip(RISK_LEVELS, months, strict=True)
    ]
