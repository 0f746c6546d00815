"""What a setting may hold."""

from mosovo.force_settings.keys import Setting
from mosovo.incoming.kinds import FileKind
from mosovo.staff.states import Vetting

Value = int | bool | str


def read(setting: Setting, text: str) -> Value:
    """The typed value written as ``text``; ValueError with a full sentence where it is none."""
    text = text.strip()
    if setting.kind == "flag":
        if text not in {"yes", "no"}:
            raise ValueError(f"{setting.label}: write yes or no.")
        return text == "yes"
    if setting.kind == "vetting":
        if text not in Vetting.values:
            raise ValueError(f"{setting.label}: write one of {', '.join(Vetting.values)}.")
        return text
    if setting.kind == "days":
        return _falling_days(setting, text)
    if setting.kind == "files":
        return _kinds_of_files(setting, text)
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"{setting.label}: write a whole number of {setting.unit}.")
    number = int(text)
    least, most = {"percent": (0, 100), "megabytes": (1, 50)}.get(setting.kind, (1, 1000))
    if not least <= number <= most:
        raise ValueError(f"{setting.label}: write a number from {least} to {most}.")
    return number


def _falling_days(setting: Setting, text: str) -> str:
    days = [part.strip() for part in text.split(",")]
    if not all(day.isascii() and day.isdigit() for day in days):
        raise ValueError(f"{setting.label}: write whole numbers of days with commas between.")
    numbers = [int(day) for day in days]
    if numbers[-1] < 1 or numbers != sorted(set(numbers), reverse=True):
        raise ValueError(f"{setting.label}: write each number of days once, the largest first.")
    return ", ".join(str(number) for number in numbers)


def _kinds_of_files(setting: Setting, text: str) -> str:
    kinds = [part.strip() for part in text.split(",")]
    if not set(kinds) <= set(FileKind.values):
        raise ValueError(f"{setting.label}: write some of {', '.join(FileKind.values)}, with commas between.")
    return ", ".join(kind for kind in FileKind.values if kind in kinds)


def write(value: Value) -> str:
    """The text that ``read`` reads back."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
