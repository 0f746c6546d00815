import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.identifiers import pnc_id
from cases.rules.nominal_import import COLUMNS, Fault, FileFault, Row, lines_of, read_row
from cases.states import CaseStatus, Category, Level, RiskLevel, Sex

TODAY = dt.date(2026, 1, 5)
GOOD = {
    "reference": "S0001",
    "given_names": "Brian Alan",
    "family_name": "Teapot",
    "date_of_birth": "1980-02-28",
    "category": "1",
    "unit": "north-1",
    "opened_on": "2020-05-01",
}


def read(**cells):
    return read_row(7, GOOD | cells, today=TODAY)


def faults(**cells):
    found = read(**cells)
    assert isinstance(found, list), "expected faults"
    return {fault.column: fault.message for fault in found}


def written(*rows, header=None):
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header or [column.name for column in COLUMNS])
    writer.writerows(rows)
    return file.getvalue().encode()


def test_a_row_with_the_least_it_needs_is_read():
    row = read()
    assert isinstance(row, Row)
    assert (row.line, row.sex, row.level, row.status) == (7, Sex.UNKNOWN, Level.ONE, CaseStatus.COMMUNITY)
    assert row.given == set(GOOD)


def test_a_full_row_is_read():
    row = read(
        visor_reference="TEST/0000001",
        aliases="Tea ; Spout;Tea",
        date_of_birth="28/02/1980",
        sex="M",
        pnc_id=pnc_id(2001, 9_000_001).lower(),
        noms_number="Z1234BC",
        category="PDP",
        risk_level="Very high",
        risk_level_on="1/12/2025",
        status="Custody",
        address="1 Quill Lane,  Mockbury",
        postcode="xt12ab",
        address_from="2021-01-01",
        warning="Dog at\nthe address.",
    )
    assert isinstance(row, Row)
    assert row.date_of_birth == dt.date(1980, 2, 28)
    assert (row.aliases, row.sex, row.category) == (("Tea", "Spout"), Sex.MALE, Category.PDP)
    assert (row.risk_level, row.risk_level_on) == (RiskLevel.VERY_HIGH, dt.date(2025, 12, 1))
    assert (row.pnc_id, row.postcode, row.address) == (
        pnc_id(2001, 9_000_001),
        "XT1 2AB",
        "1 Quill Lane, Mockbury",
    )
    assert row.warning == "Dog at\nthe address."


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("reference", "", "every row needs it"),
        ("reference", "S 1", "no reference"),
        ("reference", "S" * 13, "at most 12 fit"),
        ("given_names", "123", "no name"),
        ("family_name", "=1+1", "formula"),
        ("family_name", "@cmd", "formula"),
        ("family_name", "Tea\x00pot", "NUL"),
        ("family_name", "Tea\x07pot", "cannot be printed"),
        ("aliases", "Spout; ;???", "no name"),
        ("aliases", "x" * 201, "longer than 200"),
        ("date_of_birth", "31/02/1980", "is no date; write a real date such as 1980-02-28"),
        ("date_of_birth", "02-28-1980", "not written as a date"),
        ("date_of_birth", "1880-02-28", "before 1900"),
        ("date_of_birth", "2016-01-01", "under 10 when the case was opened"),
        ("sex", "man", "write male"),
        ("pnc_id", "2001/9000001A", "check letter"),
        ("cro_number", "12", "CRO"),
        ("noms_number", "12", "NOMS"),
        ("category", "5", "no category"),
        ("level", "4", "no level"),
        ("risk_level", "severe", "no risk level"),
        ("status", "gone", "no status"),
        ("opened_on", "2026-01-06", "future"),
        ("postcode", "TESTSHIRE", "no postcode"),
        ("warning", "x" * 301, "at most 300 fit"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_what_to_do(column, text, words):
    assert words in faults(**{column: text})[column]


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("level", {"category": "pdp", "level": "2"}, "outside MAPPA"),
        ("level", {"category": "3"}, "level 2 or 3 only"),
        ("risk_level_on", {"risk_level": "low"}, "go together"),
        ("risk_level", {"risk_level_on": "2025-01-01"}, "go together"),
        ("risk_level_on", {"risk_level": "low", "risk_level_on": "2027-01-01"}, "future"),
        ("closed_on", {"status": "closed"}, "write the day"),
        ("closed_on", {"closed_on": "2025-01-01"}, "leave the day out"),
        ("closed_on", {"status": "closed", "closed_on": "2019-01-01"}, "before the case was opened"),
        ("officer", {"status": "closed", "closed_on": "2025-01-01", "officer": "T1"}, "leave it empty"),
        ("address", {"postcode": "XT1 2AB"}, "write the address too"),
        ("address_from", {"address": "1 Quill Lane", "address_from": "1970-01-01"}, "before the person was born"),
    ],
)
def test_cells_that_contradict_each_other_are_named(column, cells, words):
    assert words in faults(**cells)[column]


def test_all_faults_of_a_row_are_told_at_once():
    assert faults(date_of_birth="x", category="9", unit="").keys() == {"date_of_birth", "category", "unit"}


def test_a_fault_says_line_and_column():
    assert str(Fault(14, "date_of_birth", "is empty")) == "line 14, date_of_birth: is empty"
    assert str(Fault(14, "", "is broken")) == "line 14: is broken"


@given(st.dictionaries(st.sampled_from([column.name for column in COLUMNS]), st.text(max_size=40)))
def test_whatever_the_cells_hold_the_answer_is_a_row_or_faults_in_words(cells):
    found = read_row(2, GOOD | cells, today=TODAY)
    assert isinstance(found, Row) or all(fault.message and fault.line == 2 for fault in found)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2010, 1, 1)))
def test_either_way_of_writing_a_date_gives_the_same_day(day):
    one, other = read(date_of_birth=f"{day:%Y-%m-%d}"), read(date_of_birth=f"{day:%d/%m/%Y}")
    assert isinstance(one, Row)
    assert isinstance(other, Row)
    assert one.date_of_birth == other.date_of_birth == day


def test_lines_are_those_of_the_file_also_where_a_cell_runs_over_several():
    header = "reference,given_names,family_name,date_of_birth,category,unit,opened_on,warning"
    first, second = 'A,x,y,1980-01-01,1,u,2020-01-01,"two\r\nlines"', "B,x,y,1980-01-01,1,u,2020-01-01,"
    content = f"{header}\r\n{first}\r\n\r\n{second}".encode()
    faults, lines = lines_of(content)
    assert faults == []
    assert [(line.number, line.cells["reference"]) for line in lines] == [(2, "A"), (5, "B")]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_with_or_without_byte_order_mark_and_with_either_line_end_it_is_the_same(start, end):
    header, lines = lines_of(start + written(["S1"] + ["x"] * 22).replace(b"\r\n", end))
    assert header == []
    assert lines[0].cells["reference"] == "S1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        ("reference\né".encode("latin-1"), "Line 2 is not text in UTF-8"),
        ("reference".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(content, words):
    with pytest.raises(FileFault, match=words):
        lines_of(content)


NAMES = [column.name for column in COLUMNS]


@pytest.mark.parametrize(
    ("header", "column", "words"),
    [
        ([name for name in NAMES if name != "unit"], "unit", "missing"),
        ([*NAMES, "shoe_size"], "shoe_size", "not a column"),
        ([*NAMES, "unit"], "unit", "more than once"),
        ([*NAMES, ""], "", "no name"),
        ([";".join(NAMES)], "", "not separated by commas"),
    ],
)
def test_a_wrong_header_keeps_every_row_out(header, column, words):
    faults, lines = lines_of(written(["x"] * len(header), header=header))
    assert lines == []
    assert any(fault.column == column and words in fault.message for fault in faults)


def test_a_row_of_another_length_is_refused_alone():
    _, lines = lines_of(written(["x"] * 22, ["S2"] + ["x"] * 22))
    assert "22 cells where the header has 23" in lines[0].fault.message
    assert lines[1].fault is None


def test_an_open_quotation_mark_is_named_where_it_begins():
    _, lines = lines_of(written(["x"] * 23) + b'"open,x\nx,x')
    assert lines[0].fault is None
    assert (lines[1].fault.line, "quotation mark" in lines[1].fault.message) == (3, True)
