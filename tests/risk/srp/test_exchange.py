import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.srp import QUESTIONS, Answers, FaultKind, Supervision, read, score, unreadable, written
from risk.srp.states import PUBLISHED_GENDERS
from tests.risk.srp.people import ASSESSED_ON, COMPLETE

RECORD = {
    "gender": "MALE",
    "dateOfBirth": "1985-05-04",
    "assessmentDate": "2026-03-02",
    "hasEverCommittedSexualOffence": True,
    "isCurrentOffenceSexuallyMotivated": True,
    "isCurrentOffenceAgainstVictimStranger": False,
    "dateOfMostRecentSexualOffence": "2021-09-01",
    "totalContactAdultSexualSanctions": 1,
    "totalContactChildSexualSanctions": 0,
    "totalIndecentImageSanctions": 0,
    "totalNonContactSexualOffences": 1,
    "totalNumberOfSanctionsForAllOffences": 3,
    "dateOfCurrentConviction": "2025-11-20",
    "dateAtStartOfFollowup": "2026-02-15",
    "mostRecentOffenceDate": None,
    "supervisionStatus": "COMMUNITY",
}
DATES = [question.api_name for name, question in QUESTIONS.items() if name.endswith("_on") or name == "date_of_birth"]
COUNTS = [name for name in RECORD if name.startswith("total")]
FLAGS = [name for name in RECORD if name.startswith(("has", "is"))]


def test_complete_record_is_read_whole() -> None:
    reading = read(RECORD)
    assert (reading.answers, reading.faults, reading.warnings) == (COMPLETE, (), ())


def test_every_question_has_its_field_and_every_answer_its_question() -> None:
    assert {question.api_name for question in QUESTIONS.values()} == RECORD.keys()
    assert list(QUESTIONS) == list(Answers.__dataclass_fields__)


@pytest.mark.parametrize("name", RECORD)
def test_null_and_absent_are_not_answered(name: str) -> None:
    for record in (RECORD | {name: None}, {field: value for field, value in RECORD.items() if field != name}):
        reading = read(record)
        attribute = next(each.name for each in QUESTIONS.values() if each.api_name == name)
        assert getattr(reading.answers, attribute) is None
        assert reading.faults == ()


NO_DATES = [
    "",
    "2026-13-01",
    "2025-02-29",
    "20260301",
    "2026-W10-1",
    "2026-03-01T00:00:00",
    " 2026-03-01",
    "٢٠٢٦-03-01",
    0,
    True,
    [],
]


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", NO_DATES)
def test_what_is_no_date_is_refused_by_name(name: str, value: object) -> None:
    (fault,) = read(RECORD | {name: value}).faults
    assert (QUESTIONS[fault.field].api_name, fault.kind) == (name, FaultKind.MALFORMED)
    assert "YYYY-MM-DD" in fault.message


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("value", [-1, 1.5, 2.0, "2", True, [], {}, 2**31, float("nan")])
def test_what_is_no_count_is_refused_by_name(name: str, value: object) -> None:
    (fault,) = read(RECORD | {name: value}).faults
    assert QUESTIONS[fault.field].api_name == name
    assert "must be a whole number from 0" in fault.message


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize("value", ["true", "Y", 1, 0, [], ""])
def test_what_is_neither_true_nor_false_is_refused_by_name(name: str, value: object) -> None:
    (fault,) = read(RECORD | {name: value}).faults
    assert QUESTIONS[fault.field].api_name == name
    assert "true or false" in fault.message


@pytest.mark.parametrize(("name", "wanted"), [("gender", PUBLISHED_GENDERS), ("supervisionStatus", tuple(Supervision))])
@pytest.mark.parametrize("value", ["male", "OTHER", "", 1, True, ["MALE"]])
def test_what_is_not_on_the_list_is_refused_with_the_list(name: str, wanted: tuple[str, ...], value: object) -> None:
    (fault,) = read(RECORD | {name: value}).faults
    assert " or ".join(wanted) in fault.message


def test_every_fault_of_a_record_is_reported_once() -> None:
    record = RECORD | {"dateOfBirth": "4/5/1985", "totalContactAdultSexualSanctions": -1, "gender": "M"}
    reading = read(record)
    result = score(reading.answers, today=ASSESSED_ON, malformed=reading.faults)
    assert [fault.field for fault in result.errors] == ["gender", "date_of_birth", "contact_adult"]


@pytest.mark.parametrize(
    ("name", "value", "scored"),
    [
        ("dateOfBirth", "x", {"iic"}),
        ("mostRecentOffenceDate", "x", {"iic"}),
        ("supervisionStatus", "x", {"iic"}),
        ("totalNumberOfSanctionsForAllOffences", "x", {"iic"}),
        ("isCurrentOffenceAgainstVictimStranger", "x", {"iic"}),
        ("totalIndecentImageSanctions", "x", set()),
        ("gender", "x", set()),
        ("hasEverCommittedSexualOffence", "x", set()),
    ],
)
def test_a_malformed_answer_stops_the_predictor_that_reads_it(name: str, value: object, scored: set[str]) -> None:
    reading = read(RECORD | {name: value})
    out = written(score(reading.answers, today=ASSESSED_ON, malformed=reading.faults))
    assert {predictor for predictor in ("dc", "iic") if out[predictor]["band"] is not None} == scored
    assert [error["field"] for error in out["errors"]] == [name]


def test_a_malformed_follow_up_is_not_replaced_by_the_conviction() -> None:
    reading = read(RECORD | {"dateAtStartOfFollowup": "soon"})
    result = score(reading.answers, today=ASSESSED_ON, malformed=reading.faults)
    assert result.direct_contact.band is None
    assert [fault.field for fault in result.errors] == ["follow_up_on"]


def test_unknown_fields_are_named_and_those_of_other_predictors_are_not() -> None:
    reading = read(RECORD | {"totalContactAdultSanctions": 3, "currentOffenceCode": "02700"})
    assert reading.warnings == ("These fields are not known and were not read: totalContactAdultSanctions.",)


def test_earlier_name_of_the_follow_up_is_read_where_the_new_one_is_absent() -> None:
    older = {"dateAtStartOfFollowupUserInput": "2024-01-01"}
    assert read(older).answers.follow_up_on == dt.date(2024, 1, 1)
    assert read(RECORD | older).answers.follow_up_on == dt.date(2026, 2, 15)


def test_written_result_has_the_documented_shape() -> None:
    result = score(read(RECORD).answers, today=ASSESSED_ON)
    assert json.loads(json.dumps(written(result))) == {
        "dc": {"points": 30, "percent": 2.11, "band": "HIGH", "band_after_reduction": "HIGH"},
        "iic": {"percent": 0.28, "band": "LOW"},
        "errors": [],
        "warnings": [],
        "algorithm": "DC-SRP and IIC-SRP",
        "version": "6.1",
    }


def test_unreadable_line_has_the_same_shape_without_scores() -> None:
    refused, scored = unreadable("Why."), written(score(read({}).answers, today=ASSESSED_ON))
    assert refused["errors"] == [{"field": "line", "message": "Why."}]
    assert refused | {"errors": []} == scored | {"errors": []}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*RECORD]) | st.text(), JSON))
def test_any_record_gives_a_result_or_faults_and_never_raises(record: dict[str, object]) -> None:
    reading = read(record)
    result = score(reading.answers, today=ASSESSED_ON, malformed=reading.faults, noted=reading.warnings)
    for predictor in (result.direct_contact, result.images_indirect):
        assert (predictor.band is None) == (predictor.percent is None) == bool(predictor.faults)
    json.dumps(written(result))
