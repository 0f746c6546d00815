import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.actions.nominal_import import What, import_nominals
from cases.models import Address, Allocation, Case, LevelPeriod, Meeting, NameToken, Nominal
from cases.rules.identifiers import pnc_id
from cases.states import CaseStatus
from mosovo.access.models import CaseGrant
from mosovo.access.protection import event_models
from mosovo.access.sight import visible
from mosovo.staff.models import Officer
from tests.factories.cases import AgencyFactory, CaseFactory
from tests.factories.staff import OfficerFactory, UnitFactory
from tests.people import People, allocate

# The people of the tests hold their roles since yesterday.
NOW = timezone.now()
TODAY = timezone.localdate()
DATA = Path(__file__).parent.parent.parent / "data"
GOOD = {
    "reference": "S0001",
    "given_names": "Brian",
    "family_name": "Teapot",
    "aliases": "Spout",
    "date_of_birth": "1980-02-28",
    "pnc_id": pnc_id(2001, 9_000_001),
    "category": "1",
    "level": "1",
    "risk_level": "medium",
    "risk_level_on": "2026-10-01",
    "unit": "unit",
    "officer": "",
    "status": "community",
    "opened_on": "2020-05-01",
    "closed_on": "",
    "address": "1 Quill Lane, Mockbury, Testshire",
    "postcode": "XT1 2AB",
    "warning": "Dog at the address.",
}


@pytest.fixture(autouse=True)
def _agency(unit):
    AgencyFactory(code="police", name="Police")


def taken(*rows, dry_run=False):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(GOOD))
    writer.writeheader()
    writer.writerows(GOOD | {"pnc_id": ""} | row if place else GOOD | row for place, row in enumerate(rows))
    return import_nominals(file.getvalue().encode(), dry_run=dry_run, now=NOW, today=TODAY)


def many(**levels):
    """Rows of so many cases of each level, those of high risk first."""
    return [
        {"reference": f"{level}-{number}", "pnc_id": "", "risk_level": level.replace("_", " "), "officer": "MANAGER"}
        for level, count in levels.items()
        for number in range(count)
    ]


@pytest.fixture
def manager(people: People) -> Officer:
    officer = people.offender_manager
    officer.number = "MANAGER"
    officer.save()
    return officer


def test_a_new_row_makes_the_whole_record():
    report = taken({})
    assert report.count(What.NEW) == 1
    case = Case.objects.select_related("nominal__flag").get(nominal__reference="S0001")
    assert (case.risk_level, case.level, case.category, case.officer) == ("medium", 1, "1", None)
    assert case.nominal.flag.warning == "Dog at the address."
    assert [alias.name for alias in case.nominal.aliases.all()] == ["Spout"]
    assert case.levels.get().until_on is None
    assert NameToken.objects.filter(nominal=case.nominal, word="TEAPOT").exists()
    assert case.deadlines.exists()


def test_again_it_changes_nothing():
    taken({})
    before = history()
    report = taken({})
    assert report.count(What.UNCHANGED) == 1
    assert history() == before


def history() -> dict[str, int]:
    """How many changes are on record for each table."""
    models = (Nominal, Case, Address, LevelPeriod, Allocation, CaseGrant)
    return {model.__name__: sum(event.objects.count() for event in event_models(model)) for model in models}


def test_a_dry_run_says_the_same_and_keeps_nothing():
    assert taken({}, dry_run=True).summary == "1 rows: 1 new, 0 changed, 0 unchanged, 0 refused; 0 faults, 0 warnings."
    assert not Nominal.objects.exists()


def test_good_rows_go_in_and_bad_ones_do_not():
    report = taken(
        {}, {"reference": "S2", "category": "9"}, {"reference": "S3", "unit": "nowhere"}, {"reference": "S4"}
    )
    assert [outcome.what for outcome in report.outcomes] == [What.NEW, What.REFUSED, What.REFUSED, What.NEW]
    assert [(fault.line, fault.column) for fault in report.faults] == [(3, "category"), (4, "unit")]
    assert set(Nominal.objects.values_list("reference", flat=True)) == {"S0001", "S4"}


def test_the_same_reference_or_pnc_identifier_twice_in_a_file_is_refused_the_second_time():
    report = taken({}, {"given_names": "Other"}, {"reference": "S2", "pnc_id": GOOD["pnc_id"]})
    assert [(fault.line, fault.column) for fault in report.faults] == [(3, "reference"), (3 + 1, "pnc_id")]
    assert "line 2" in report.faults[0].message


def test_a_pnc_identifier_on_record_for_somebody_else_is_refused():
    CaseFactory(nominal__reference="N1", nominal__pnc_id=GOOD["pnc_id"])
    assert "on record for N1" in taken({}).faults[0].message


def test_what_differs_is_brought_up_to_date_and_said():
    taken({})
    report = taken(
        {
            "family_name": "Kettle",
            "aliases": "Handle",
            "level": "2",
            "risk_level": "high",
            "risk_level_on": "2026-11-01",
            "address": "2 Quill Lane, Mockbury, Testshire",
        }
    )
    changed = {words.split(":")[0] for words in report.outcomes[0].changes}
    assert changed == {"family_name", "aliases", "level", "risk_level", "address"}
    case = Case.objects.get(nominal__reference="S0001")
    assert (case.nominal.family_name, case.level, case.risk_level) == ("Kettle", 2, "high")
    assert {alias.name for alias in case.nominal.aliases.all()} == {"Spout", "Handle"}
    assert [period.level for period in case.levels.filter(until_on=None)] == [2]
    assert case.nominal.addresses.filter(until_on=None).get().lines.startswith("2 Quill")
    assert NameToken.objects.filter(nominal=case.nominal, word="KETTLE").exists()
    assert taken({"family_name": "Kettle", "level": "2", "risk_level": "high", "risk_level_on": "2026-11-01",
                  "address": "2 Quill Lane, Mockbury, Testshire"}).count(What.UNCHANGED) == 1  # fmt: skip


def test_an_empty_cell_leaves_what_is_on_record():
    taken({})
    report = taken(
        dict.fromkeys(
            set(GOOD) - {"reference", "given_names", "family_name", "date_of_birth", "category", "unit", "opened_on"},
            "",
        )
    )
    assert report.count(What.UNCHANGED) == 1


def test_an_older_risk_level_does_not_replace_a_newer_one():
    taken({})
    report = taken({"risk_level": "low", "risk_level_on": "2026-01-01"})
    assert report.count(What.UNCHANGED) == 1
    assert "newer risk level" in report.outcomes[0].warnings[0]


def test_a_case_closed_by_the_file_ends_with_its_allocation_and_rights(manager):
    taken({"officer": "MANAGER"})
    assert Case.objects.get().officer == manager
    taken({"status": "closed", "closed_on": "2026-11-19"})
    case = Case.objects.get()
    assert (case.status, case.officer) == (CaseStatus.CLOSED, None)
    assert not case.allocations.filter(until_on=None).exists()
    assert not CaseGrant.objects.live().filter(user=manager, valid_until__isnull=True).exists()
    assert case.categories.get().until_on is not None


def test_a_case_with_an_open_meeting_is_not_closed_by_the_file(manager):
    taken({"level": "2"})
    case = Case.objects.get()
    Meeting.objects.create(case=case, level=2, held_at=NOW, place="Invented room", chair=manager)
    report = taken({"level": "2", "status": "closed", "closed_on": "2026-11-19"})
    assert report.count(What.REFUSED) == 1
    assert "Still open: the Level 2 meeting on" in str(report.outcomes[0].faults[0])
    assert Case.objects.get().status == CaseStatus.COMMUNITY


def test_a_closed_case_is_not_opened_again_by_the_file():
    taken({"status": "closed", "closed_on": "2026-11-19"})
    report = taken({})
    assert "open it again in the application" in report.faults[0].message


def test_a_status_that_cannot_follow_is_refused_with_what_to_do():
    taken({"status": "custody"})
    report = taken({"status": "abroad"})
    assert "record first that the person came into the community" in report.faults[0].message


def test_a_case_is_not_closed_before_its_last_change():
    taken({"status": "custody"})
    Case.objects.get().status_changes.update(on=TODAY)
    report = taken({"status": "closed", "closed_on": f"{TODAY - dt.timedelta(days=1)}"})
    assert [(fault.column, "the day of the last change" in fault.message) for fault in report.faults] == [
        ("closed_on", True)
    ]
    assert Case.objects.get().status == CaseStatus.CUSTODY


def test_an_officer_named_by_the_file_gets_the_case_and_sees_it(manager):
    taken({"officer": "MANAGER"})
    case = visible(manager, Case).get(nominal__reference="S0001")
    assert case.officer == manager
    assert Allocation.objects.get(case=case).officer == manager


def test_the_order_of_rows_does_not_decide_who_passes_the_cap(manager):
    report = taken({"reference": "first"}, *many(high=2, low=8))
    assert not any(outcome.warnings for outcome in report.outcomes)
    assert manager.cases.count() == 10


def test_a_case_above_the_cap_goes_in_unallocated_with_the_figures(manager):
    report = taken({"reference": "first"}, *many(high=3, low=8))
    warnings = [words for outcome in report.outcomes for words in outcome.warnings]
    assert len(warnings) == 1
    assert "stays unallocated" in warnings[0]
    assert "3 of 11 cases" in warnings[0]
    assert report.is_clean


def test_an_officer_whose_vetting_has_lapsed_gets_nothing(people: People):
    lapsed = people.lapsed_vetting_officer
    lapsed.number, lapsed.vetting_expires_on = "LAPSED", TODAY - dt.timedelta(days=1)
    lapsed.save()
    report = taken({"officer": "LAPSED"})
    assert "vetting lapsed" in report.outcomes[0].warnings[0]
    assert Case.objects.get().officer is None


def test_an_unknown_officer_is_a_fault():
    assert "nobody's number" in taken({"officer": "T0"}).faults[0].message


def test_another_officer_or_unit_than_on_record_is_said_and_stays(people: People, manager, other_unit):
    case = CaseFactory(unit=other_unit, nominal__reference="S0001")
    allocate(case, people.other_unit_officer)
    report = taken({"officer": "MANAGER"})
    assert any("allocate in the application" in words for words in report.outcomes[0].warnings)
    assert any("move it in the application" in words for words in report.outcomes[0].warnings)
    assert Case.objects.get().officer == people.other_unit_officer


@pytest.fixture
def sample_force(unit):
    """The units and officers that the sample names."""
    for code, first in (("north-1", 10_008), ("south-2", 10_014), ("east-3", 10_020)):
        place = UnitFactory(code=code)
        for number in range(first, first + 4):
            OfficerFactory(number=f"T{number}", unit=place)


@pytest.mark.usefixtures("sample_force")
def test_the_sample_goes_in_whole_and_again_changes_nothing(capsys):
    call_command("import_nominals", str(DATA / "nominals_300.csv"))
    assert "300 rows: 300 new" in capsys.readouterr().out
    call_command("import_nominals", str(DATA / "nominals_300.csv"))
    assert "300 rows: 0 new, 0 changed, 300 unchanged" in capsys.readouterr().out


@pytest.mark.usefixtures("sample_force")
def test_the_file_of_twenty_faults_gives_twenty_and_exit_code_one(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("import_nominals", str(DATA / "nominals_20_faults.csv"))
    out = capsys.readouterr().out
    assert ended.value.code == 1
    assert "21 rows: 1 new, 0 changed, 0 unchanged, 20 refused; 20 faults" in out
    assert "line 3, date_of_birth: “31/02/1980” is no date; write a real date such as 1980-02-28" in out
    assert sum(line.startswith("line ") for line in out.splitlines()) == 20


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere.csv", "cannot be read"), (".", "is a folder"), ("", "Name the file")]
)
def test_what_is_no_file_is_refused_in_a_sentence(name, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_nominals", *([name] if name else []))


def test_the_columns_can_be_asked_for(capsys):
    call_command("import_nominals", "--columns")
    assert "| date_of_birth | yes |" in capsys.readouterr().out
