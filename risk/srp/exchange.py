"""Records in and out, in the field names of the Ministry of Justice's API."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from risk.srp.answers import QUESTIONS, Answers
from risk.srp.faults import Fault
from risk.srp.scoring import ALGORITHM, VERSION, Result
from risk.srp.states import PUBLISHED_GENDERS, FaultKind, Supervision

# Fields of the same API that other predictors read; their presence says nothing about a slip of the pen.
OF_OTHER_PREDICTORS = frozenset(
    {
        "ageAtFirstSanction",
        "currentAlcoholUseProblems",
        "currentOffenceCode",
        "currentRelationshipStatus",
        "currentRelationshipWithPartner",
        "didOffenceInvolveCarryingOrUsingWeapon",
        "evidenceOfDomesticAbuse",
        "excessiveAlcoholUse",
        "impulsivityProblems",
        "isUnemployed",
        "motivationToTackleDrugMisuse",
        "previousConvictions",
        "proCriminalAttitudes",
        "regularOffendingActivities",
        "suitabilityOfAccommodation",
        "temperControl",
        "totalNumberOfViolentSanctions",
    }
)
# Until June 2026 the API called these so; older files still do.
OLDER_NAMES = {"dateAtStartOfFollowup": "dateAtStartOfFollowupUserInput"}

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_QUOTED = 40
# The API's own type for counts.
_LARGEST_COUNT = 2**31 - 1

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Reading:
    """A record as read: the answers, those that could not be read (left None), and the names that are not known."""

    answers: Answers
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """For a file of records, where a field that is not known stops nothing."""
        return (f"These fields are not known and were not read: {', '.join(self.unknown)}.",) if self.unknown else ()


def read(record: Mapping[str, object]) -> Reading:
    """Reads one record. Never raises: whatever is wrong with a field is a fault naming it. Null is "not answered"."""
    fields = _Fields(record)
    answers = Answers(
        gender=fields.choice("gender", PUBLISHED_GENDERS),
        date_of_birth=fields.date("date_of_birth"),
        assessed_on=fields.date("assessed_on"),
        has_sexual_offence=fields.yes_or_no("has_sexual_offence"),
        is_current_offence_sexual=fields.yes_or_no("is_current_offence_sexual"),
        is_victim_stranger=fields.yes_or_no("is_victim_stranger"),
        last_sexual_sanction_on=fields.date("last_sexual_sanction_on"),
        contact_adult=fields.count("contact_adult"),
        contact_child=fields.count("contact_child"),
        images_indirect=fields.count("images_indirect"),
        non_contact=fields.count("non_contact"),
        total_sanctions=fields.count("total_sanctions"),
        convicted_on=fields.date("convicted_on"),
        follow_up_on=fields.date("follow_up_on"),
        last_offence_on=fields.date("last_offence_on"),
        supervision=fields.choice("supervision", tuple(Supervision)),
    )
    return Reading(answers, tuple(fields.faults), _unknown(record))


def written(result: Result) -> dict[str, object]:
    """A result as plain values ready for JSON, errors under the API's field names."""
    direct, images = result.direct_contact, result.images_indirect
    return {
        "dc": {
            "points": direct.points,
            "percent": None if direct.percent is None else float(direct.percent),
            "band": direct.band,
            "band_after_reduction": direct.band_after_reduction,
        },
        "iic": {"percent": None if images.percent is None else float(images.percent), "band": images.band},
        "errors": [{"field": QUESTIONS[fault.field].api_name, "message": fault.message} for fault in result.errors],
        "warnings": list(result.warnings),
        "algorithm": result.algorithm,
        "version": result.version,
    }


def unreadable(message: str) -> dict[str, object]:
    """What is written for a line that holds no record: one error, of the field "line", and no scores."""
    return {
        "dc": {"points": None, "percent": None, "band": None, "band_after_reduction": None},
        "iic": {"percent": None, "band": None},
        "errors": [{"field": "line", "message": message}],
        "warnings": [],
        "algorithm": ALGORITHM,
        "version": VERSION,
    }


class _Fields:
    """The fields of one record, each read once; gathers the faults."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._record = record
        self.faults: list[Fault] = []

    def _value(self, name: str) -> object:
        api_name = QUESTIONS[name].api_name
        value = self._record.get(api_name)
        return self._record.get(OLDER_NAMES.get(api_name, api_name)) if value is None else value

    def _refuse(self, name: str, wanted: str, value: object) -> None:
        message = f"{QUESTIONS[name].label} must be {wanted}, not {_shown(value)}."
        self.faults.append(Fault(name, message, FaultKind.MALFORMED))

    def date(self, name: str) -> dt.date | None:
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass  # the right shape, but not in the calendar: refused like any other text
        self._refuse(name, "a date of the calendar written as YYYY-MM-DD", value)
        return None

    def count(self, name: str) -> int | None:
        value = self._value(name)
        # bool is a kind of int in Python, but true is no count
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_COUNT):
            return value
        self._refuse(name, f"a whole number from 0 to {_LARGEST_COUNT}", value)
        return None

    def yes_or_no(self, name: str) -> bool | None:
        value = self._value(name)
        if value is None or isinstance(value, bool):
            return value
        self._refuse(name, "true or false", value)
        return None

    def choice(self, name: str, among: Sequence[E]) -> E | None:
        value = self._value(name)
        if value is None:
            return None
        for choice in among:
            if value == choice.value:
                return choice
        self._refuse(name, " or ".join(among), value)
        return None


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{value[:_LONGEST_QUOTED]}”"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) or (isinstance(value, int) and abs(value) <= _LARGEST_COUNT):
        return str(value)
    if isinstance(value, int):
        return "a number beyond that"
    return "a list or an object"


def _unknown(record: Mapping[str, object]) -> tuple[str, ...]:
    known = {question.api_name for question in QUESTIONS.values()} | set(OLDER_NAMES.values()) | OF_OTHER_PREDICTORS
    return tuple(sorted(str(name)[:_LONGEST_QUOTED] for name in record if name not in known))
