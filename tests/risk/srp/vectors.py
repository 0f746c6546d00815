"""Every published vector of DC-SRP and IIC-SRP as a case: what was published, and what we say to the same input.

The ones we decided against, and the ones an earlier release published and a later one took back, are listed by name.
"""

import datetime as dt
import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from risk.srp import Answers, Band, Fault, FaultKind, Gender, Result, Supervision, read, score
from risk.srp import direct_contact as dc
from risk.srp import faults as checks
from risk.srp.images_indirect import first_rule

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "srp_vectors.json").read_text(encoding="utf-8"))
# Records without a date of assessment are scored for the day of the source's commit.
DAY = dt.date(2026, 8, 4)

# Vector: the number of the decision that overrules it. All are of the API; OASys' own calculator agrees with us.
OVERRULED = {
    "dc/probability_by_points/0": 4,
    "dc/service_tests/zero points": 4,
    "dc/api_fixtures/7-secondary-sanctions-out-of-range": 6,
    "validation/validateSexualSanctionsCount/4": 6,
    "iic/band_by_weight/0": 2,
    "iic/api_fixtures/2-valid-female": 2,
    "iic/hierarchy_legacy/no sexual sanctions": 3,
}
DECISIONS = {
    1: "Any sexual sanction not caught earlier counts as other in IIC-SRP.",
    2: "IIC-SRP does not apply to women.",
    3: "A sexual offence without any sexual sanction is refused.",
    4: "0 points give 0.02 %.",
    5: "An unanswered question about a stranger scores 0 points.",
    6: "Sexual sanctions adding up to more than the total warn, and never refuse.",
    7: "The date of the current conviction stands in for a missing start of follow-up.",
    9: "Remand is not custody.",
}
# Published with the release before June 2026 (OSP/DC, OSP/IIC); the current release's own vectors say otherwise.
SUPERSEDED = {
    "dc/five_year_reduction_flag_legacy/0": "No band gave no flag; now it gives false (five_year_reduction_flag, 4).",
    "dc/api_fixtures_legacy/1-valid": "Scored without the date of the last sexual sanction, now needed (fixture 10).",
    "dc/api_fixtures_legacy/3-missing-fields": "The four counts were not asked of an empty record (fixture 3).",
    "dc/api_fixtures_legacy/5-missing-offence-counts": "The last sexual sanction's date was not asked (fixture 10).",
    "dc/api_fixtures_legacy/6-inconsistent-counts": "The history was not named beside the counts (fixture 8).",
    "iic/api_fixtures_legacy/2-gender-missing-field": "The counts were not asked beside the history (fixture 3).",
    "iic/api_fixtures_legacy/3-missing-fields": "Only the gender was asked of an empty record (fixture 3).",
    "iic/api_fixtures_legacy/7-inconsistent-counts": "The history was not named beside the counts (fixture 6).",
}

RULES: dict[str, Callable[[Answers], list[Fault]]] = {
    "validateSecondarySexualFields": checks.missing_counts,
    "validateDateOfMostRecentSexualOffenceAgainstDateOfBirth": checks.last_sexual_sanction_faults,
    "validateDateAtStartOfFollowupAgeForSexualPredictor": checks.follow_up_faults,
    "validateTotalNumberOfSanctionsForAllOffencesForSexualPredictor": checks.total_out_of_range,
    "validateSexualSanctionsCount": checks.no_sexual_sanctions,
    "checkForExistingSexualFields": checks.inconsistent_history,
}
COMPONENTS: dict[str, tuple[str, Callable[..., int]]] = {
    "totalContactAdultSexualSanctions": ("contact_adult", dc.contact_adult_points),
    "totalContactChildSexualSanctions": ("contact_child", dc.contact_child_points),
    "totalNonContactSexualOffences": ("non_contact", dc.non_contact_points),
    "ageAtStartOfFollowup": ("follow_up_on", dc.follow_up_age_points),
    "ageAtLastSanctionForSexualOffence": ("last_sexual_sanction_on", dc.sexual_sanction_age_points),
    "totalNumberOfSanctionsForAllOffences": ("total_sanctions", dc.total_points),
    "isCurrentOffenceAgainstVictimStranger": ("is_victim_stranger", dc.stranger_points),
}
WEIGHTS = {
    "totalContactAdultSexualSanctionsWeight": "contact_adult",
    "totalContactChildSexualSanctionsWeight": "contact_child",
    "totalNonContactSexualOffencesWeight": "non_contact",
    "ageAtStartOfFollowUpWeight": "follow_up_on",
    "totalNumberOfSanctionsForAllOffencesWeight": "total_sanctions",
}


@dataclass(frozen=True)
class Case:
    """One vector. `ours` and `published` are equal, or the case is named in OVERRULED or SUPERSEDED."""

    id: str
    ours: Callable[[], object]
    published: object

    @property
    def is_equal(self) -> bool:
        return self.ours() == self.published


@dataclass(frozen=True)
class Record:
    """A vector that is a whole record, so that the command can be asked for it too."""

    id: str
    record: dict[str, object]
    predictor: str
    published: dict[str, object]


def result_of(record: dict[str, object], day: dt.date = DAY) -> Result:
    """The record taken the whole way."""
    reading = read(record)
    return score(reading.answers, today=day, malformed=reading.faults, noted=reading.warnings)


def cases() -> list[Case]:
    """All vectors, in the order of the file."""
    return [*_parts(), *_reductions(), *_hierarchies(), *_validation(), *_records()]


def records() -> list[Record]:
    """The vectors that are whole records: the service tests, the fixtures of both releases, the end-to-end rows."""
    found = []
    for predictor, section in (("dc", VECTORS["dc_srp"]), ("iic", VECTORS["iic_srp"])):
        for group in ("service_tests", "service_tests_legacy"):
            for index, row in enumerate(section.get(group, {}).get("rows", ())):
                found.append(Record(f"{predictor}/{group}/{row.get('name', index)}", row["input"], predictor, row))
        for group in ("api_fixtures", "api_fixtures_legacy"):
            for row in section[group]:
                name = row["id"].split("-input-")[1]
                found.append(Record(f"{predictor}/{group}/{name}", row["input"], predictor, row))
    happy, oasys = VECTORS["end_to_end"]
    for predictor, key in (("dc", "directContactSexualPredictor"), ("iic", "indirectContactSexualPredictor")):
        published = {"expected": {"output": happy["expected"][key], "errors": []}}
        found.append(Record(f"end_to_end/{happy['id']}/{predictor}", happy["input"], predictor, published))
        part = oasys["expected"]
        published = {"expected": {"score": part[f"{predictor}_pct"], "band": part[f"{predictor}_band"]}}
        if predictor == "dc":
            published["derived_points"] = oasys["derived_points"]
        found.append(Record(f"end_to_end/{oasys['id']}/{predictor}", dated(oasys["input"]), predictor, published))
    return found


def dated(record: dict[str, object]) -> dict[str, object]:
    """The live OASys row gives its dates from the day of the test, and says in words what two of its answers were."""
    said = {"isCurrentOffenceSexuallyMotivated": True, "supervisionStatus": "COMMUNITY"}
    return {name: _dated(value) for name, value in record.items()} | said


def _dated(value: object) -> object:
    if not isinstance(value, str) or not (relative := re.fullmatch(r"D-(\d+)([ymd])", value)):
        return value
    count, unit = int(relative[1]), relative[2]
    if unit == "d":
        return str(DAY - dt.timedelta(days=count))
    years, month = divmod(DAY.year * 12 + DAY.month - 1 - count * (12 if unit == "y" else 1), 12)
    return str(DAY.replace(year=years, month=month + 1))


def _parts() -> Iterator[Case]:
    section = VECTORS["dc_srp"]
    for field, (_, points) in COMPONENTS.items():
        for answer, expected in section["component_points"][field]:
            yield Case(f"dc/component_points/{field}/{answer}", functools.partial(points, answer), expected)
    for points, band in section["band_by_points"]["pairs"]:
        yield Case(f"dc/band_by_points/{points}", functools.partial(dc.band_for, points), band)
    for points in section["band_by_points"]["out_of_range_raises"]:
        yield Case(f"dc/band_by_points/{points}", functools.partial(_raised, dc.band_for, points), "ValueError")
    pairs = [*section["probability_by_points"]["pairs"], *section["probability_by_points"]["extra"]["pairs"]]
    for points, probability in pairs:
        yield Case(
            f"dc/probability_by_points/{points}", functools.partial(_probability, points), round(probability, 14)
        )
    for flag, before, after in section["band_after_reduction"]["rows"]:
        ours = functools.partial(dc.band_after, Band(before), is_reduced=flag)
        yield Case(f"dc/band_after_reduction/{flag}-{before}", ours, after)


def _reductions() -> Iterator[Case]:
    for group in ("five_year_reduction_flag", "five_year_reduction_flag_legacy"):
        part = VECTORS["dc_srp"][group]
        day = dt.date.fromisoformat(part["assessmentDate"])
        for index, row in enumerate(part["rows"]):
            *named, before, expected = row
            answers = read(dict(zip(part["columns"], named, strict=False))).answers
            yield Case(f"dc/{group}/{index}", functools.partial(_is_reduced, answers, before, day), expected)


def _hierarchies() -> Iterator[Case]:
    section = VECTORS["iic_srp"]
    for index, (gender, images, adult, child, other, weight) in enumerate(section["hierarchy"]["rows"]):
        ours = functools.partial(_images_percent, Gender(gender), images, adult, child, other)
        yield Case(f"iic/hierarchy/{index}", ours, _percent(weight))
    for adult, child, images, other, rule, probability, band in section["hierarchy_legacy"]["rows"]:
        ours = functools.partial(_images_said, Gender.MALE, images, adult, child, other)
        yield Case(f"iic/hierarchy_legacy/{rule}", ours, (_percent(probability), band))
    # The one input that leads to each weight; to a weight of 0 only a woman leads.
    inputs = {0.1031: (2, 0, 0, 0), 0.03328: (1, 0, 0, 0), 0.00926: (0, 0, 2, 0), 0.00634: (0, 0, 1, 0)}
    inputs |= {0.00281: (0, 1, 0, 1), 0: (1, 1, 1, 1)}
    for weight, band in section["band_by_weight"]["pairs"]:
        gender = Gender.MALE if weight else Gender.FEMALE
        ours = functools.partial(_images_said, gender, *inputs[weight])
        yield Case(f"iic/band_by_weight/{weight}", ours, (_percent(weight), band))


def _validation() -> Iterator[Case]:
    seen: dict[str, int] = {}
    for row in VECTORS["validation_sexual_predictors"]["rows"]:
        index = seen[row["rule"]] = seen.get(row["rule"], -1) + 1
        expected = (
            [] if row["expected"] is None else [(row["expected"]["type"], name) for name in row["expected"]["fields"]]
        )
        ours = functools.partial(_broken, RULES[row["rule"]], row["input"])
        yield Case(f"validation/{row['rule']}/{index}", ours, expected)


def _records() -> Iterator[Case]:
    for vector in records():
        expected = vector.published["expected"]
        yield Case(vector.id, functools.partial(_said, vector), _published(vector, expected.get("output", expected)))


def _published(vector: Record, output: dict[str, object]) -> dict[str, object]:
    """What was published about the parts of a result we have; the API also echoes gender and history."""
    expected = vector.published["expected"]
    parts = {"band": output["band"]}
    if "score" in output:
        parts["percent"] = output["score"]
    if "probability" in output:
        parts["percent"] = float(_percent(output["probability"]))
    if "pointScore" in output:
        parts["points"] = output["pointScore"]
        parts["is_reduced"] = output["riskBandReductionApplied"]
    if "derived_points" in vector.published:
        parts["points"] = vector.published["derived_points"]
    if "errors" in expected:
        errors = [(error["type"], name) for error in expected["errors"] for name in error["fields"]]
        parts["errors"] = _as_legacy(errors) if "legacy" in vector.id else errors
    return parts | expected.get("nonzero_feature_values", {})


def _said(vector: Record) -> dict[str, object]:
    """The same parts of our result as were published about this vector."""
    result = result_of(vector.record)
    ours = result.direct_contact if vector.predictor == "dc" else result.images_indirect
    parts: dict[str, object] = {"band": ours.band, "percent": None if ours.percent is None else float(ours.percent)}
    errors = [(fault.kind.value, checks.QUESTIONS[fault.field].api_name) for fault in ours.faults]
    parts["errors"] = _as_legacy(errors) if "legacy" in vector.id else errors
    if vector.predictor == "dc":
        parts["points"] = ours.points
        parts["is_reduced"] = None if ours.points is None else ours.why_not_reduced is None
        by_name = {item.name: item.points for item in ours.items}
        parts |= {weight: by_name.get(name) for weight, name in WEIGHTS.items()} | {"totalWeight": ours.points}
    else:
        images, children = result.answers.images_indirect or 0, result.answers.contact_child or 0
        parts["imagesAndIndirectContactWeight"] = float(first_rule(images, children)[0])
    expected = vector.published["expected"]
    wanted = _published(vector, expected.get("output", expected))
    return {name: value for name, value in parts.items() if name in wanted}


def _as_legacy(errors: list[tuple[str, str]]) -> list[str]:
    """The earlier release had other names for its checks, another order, and one other field name."""
    return sorted(name.removesuffix("UserInput") for _, name in errors)


def _broken(rule: Callable[[Answers], list[Fault]], record: dict[str, object]) -> list[tuple[FaultKind, str]]:
    return [(fault.kind, checks.QUESTIONS[fault.field].api_name) for fault in rule(read(record).answers)]


def _is_reduced(answers: Answers, before: str | None, day: dt.date) -> bool:
    return dc.why_not_reduced(answers, None if before is None else Band(before), day) is None


def _raised(function: Callable[[int], object], argument: int) -> str:
    try:
        return str(function(argument))
    except ValueError:
        return "ValueError"


def _probability(points: int) -> float:
    return round(float(dc.probability(points)), 14)


def _percent(probability: float) -> Decimal:
    return dc.percent(Decimal(str(probability)))


def _images_said(gender: Gender, images: int, adult: int, child: int, other: int) -> tuple[Decimal | None, Band | None]:
    answers = Answers(
        gender=gender,
        has_sexual_offence=True,
        images_indirect=images,
        contact_adult=adult,
        contact_child=child,
        non_contact=other,
        supervision=Supervision.COMMUNITY,
    )
    said = score(answers, today=DAY).images_indirect
    return said.percent, said.band


def _images_percent(*answers: object) -> Decimal | None:
    return _images_said(*answers)[0]
