"""What the minutes say and how they are printed, from rows with fixed days."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion

from cases.actions.minutes import minutes_html
from cases.models import (
    Address,
    Agency,
    Alias,
    Attendance,
    Case,
    ConfidentialEntry,
    Conviction,
    LevelPeriod,
    Licence,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Order,
    SensitiveEntry,
)
from cases.queries.minutes import MinutesContent, minutes_content
from cases.rules.meeting import DISCLOSURE, PARTS
from cases.states import ActionState, AliasKind, Level, MeetingState, OrderKind
from mosovo import pdf
from mosovo.identity import acting_as
from tests.cases.meetings import at_level
from tests.factories.cases import ConfidentialEntryFactory, SensitiveEntryFactory
from tests.people import People

pytestmark = pytest.mark.django_db

FIRST = dt.datetime(2026, 1, 12, 10, tzinfo=dt.UTC)
HELD = dt.datetime(2026, 4, 13, 13, 30, tzinfo=dt.UTC)  # 2:30pm by the clock on the wall
SIGNED = dt.datetime(2026, 4, 14, 8, tzinfo=dt.UTC)


@pytest.fixture
def case(case: Case) -> Case:
    nominal = case.nominal
    nominal.reference, nominal.given_names, nominal.family_name = "N7654321", "Aubrey <b>", "Madeup & Sons"
    nominal.visor_reference = "V-123"
    nominal.save()
    Alias.objects.create(nominal=nominal, name="Invented Nick", kind=AliasKind.NICKNAME)
    Address.objects.create(nominal=nominal, lines="1 Example Street, Testtown", from_on=dt.date(2025, 1, 1))
    Conviction.objects.create(
        case=case, convicted_on=dt.date(2020, 5, 6), offence="Invented offence", disposal="4 years' imprisonment"
    )
    Licence.objects.create(case=case, conditions="Invented", from_on=dt.date(2023, 5, 6), until_on=dt.date(2027, 5, 6))
    Order.objects.create(case=case, kind=OrderKind.SHPO, terms="Invented", from_on=dt.date(2020, 5, 6))
    LevelPeriod.objects.create(
        case=case,
        level=Level.TWO,
        lead_agency=Agency.objects.get(code="probation"),
        from_on=dt.date(2026, 1, 1),
        reason="High risk of serious harm; active co-ordination is needed.",
    )
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    return at_level(case, Level.TWO)


def held(people: People, case: Case, at: dt.datetime) -> Meeting:
    return Meeting.objects.create(
        case=case,
        level=Level.TWO,
        held_at=at,
        place="Invented room 1",
        chair=people.chair,
        next_on=dt.date(2026, 7, 6),
        **{prompt.code: f"{prompt.label}, first line.\nSecond line." for prompt in PARTS},
    )


def act(meeting: Meeting, text: str, **done: object) -> None:
    MeetingAction.objects.create(
        meeting=meeting,
        text=text,
        agency=Agency.objects.get(code="housing"),
        owner_name="Invented Housing",
        due_on=dt.date(2026, 5, 1),
        **done,
    )


def sign(people: People, meeting: Meeting) -> None:
    MeetingDecision.objects.create(
        meeting=meeting,
        outcome="disclose",
        to_whom="The head of an invented school",
        reasons="Reasons that stand on their own.",
        answers={prompt.code: f"Answer to {prompt.label}." for prompt in DISCLOSURE.prompts},
        decided_by=people.chair,
        decided_rank=people.chair.rank,
        authority="Chair of a MAPP meeting, level 2",
        decided_at=SIGNED,
    )
    meeting.state, meeting.signed_at = MeetingState.SIGNED, SIGNED
    meeting.save()


@pytest.fixture
def meeting(people: People, case: Case) -> Meeting:
    """A review meeting, signed; the meeting before left one action open and one done since."""
    first = held(people, case, FIRST)
    act(first, "Find another address")
    act(first, "Send the report", state=ActionState.DONE, done_on=dt.date(2026, 2, 1), done_note="Sent by post")
    meeting = held(people, case, HELD)
    for code, name, present, report in (
        ("police", "Invented Police", True, False),
        ("probation", "Invented Probation", True, False),
        ("health", "", False, True),
        ("education", "", False, False),
    ):
        Attendance.objects.create(
            meeting=meeting, agency=Agency.objects.get(code=code), name=name, present=present, report_sent=report
        )
    act(meeting, "Tell the school")
    sign(people, meeting)
    return meeting


@pytest.fixture
def content(people: People, meeting: Meeting) -> MinutesContent:
    with acting_as(people.offender_manager):
        return minutes_content(people.offender_manager, meeting, version=1, marking="OFFICIAL-SENSITIVE")


@pytest.fixture
def reader(content: MinutesContent) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(minutes_html(content))))


def test_page_that_becomes_the_pdf(content: MinutesContent, snapshot: SnapshotAssertion) -> None:
    assert minutes_html(content) == snapshot


def test_headings_are_the_national_ones_first(content: MinutesContent) -> None:
    html = minutes_html(content)
    headings = [line.split("<h2>")[1].split("</h2>")[0] for line in html.splitlines() if "<h2>" in line]
    assert headings[:7] == [
        "Meeting details",
        "1. Category and level",
        "2. Offender information",
        "3. Convictions and cautions",
        "4. Relevant dates",
        "5. Detained in hospital",
        "6. Reason for referral and relevant information",
    ]


def test_time_is_that_of_england_and_wales(content: MinutesContent) -> None:
    assert "13 April 2026 at 14:30" in content.meeting[1].value


def test_review_meeting_is_numbered(content: MinutesContent) -> None:
    assert content.meeting[0].value == "Review meeting 1"


def test_open_actions_are_carried_to_the_next_meeting(content: MinutesContent) -> None:
    assert {(task.text, task.standing) for task in content.earlier_actions} == {
        ("Find another address", "Open"),
        ("Send the report", "Done on 1 February 2026: Sent by post"),
    }


def test_restricted_parts_are_not_in_the_minutes(content: MinutesContent) -> None:
    assert SensitiveEntry.objects.exists()
    assert ConfidentialEntry.objects.exists()
    assert "canary" not in minutes_html(content)


def test_somebody_without_sight_of_the_case_gets_nothing_of_it(people: People, meeting: Meeting) -> None:
    with acting_as(people.stranger):
        bare = minutes_content(people.stranger, meeting, version=1, marking="OFFICIAL-SENSITIVE")
    assert (bare.attendance, bare.actions, bare.earlier_actions, bare.convictions, bare.dates) == ([], [], [], [], [])


def test_pdf_is_tagged_and_names_its_language_and_title(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Minutes of the level 2 MAPP meeting on 13 April 2026: N7654321"


def test_tags_hold_headings_and_table_heads(reader: PdfReader) -> None:
    found = set()

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD"} <= found


def test_every_page_bears_the_marking_twice_and_its_number(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert text.count("OFFICIAL-SENSITIVE") == 2, number
        assert f"Page {number} of {len(pages)}" in text


def test_what_was_decided_is_in_the_pdf_as_written(reader: PdfReader) -> None:
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in (
        "Aubrey <b> Madeup & Sons",
        "The head of an invented school",
        "Answer to Proportionate.",
        "Absent; sent a report",
        "Chair of a MAPP meeting, level 2",
        "6 July 2026",
    ):
        assert words in text


def test_pdf_fetches_nothing(tmp_path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary of this machine")
    content = pdf.render(
        f'<html lang="en-GB"><title>Invented</title><p>Text</p><img src="file://{secret}" alt="x"></html>'
    )
    assert b"canary" not in content
    assert "Failed to load image" in caplog.text


def test_today_is_not_in_the_minutes(content: MinutesContent) -> None:
    """The same rows give the same minutes on any day."""
    assert f"{timezone.localdate():%-d %B %Y}" not in minutes_html(content)
