"""The API as a whole: its door, its description, and one shape for every refusal."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from knox.models import AuthToken
from pghistory.models import Events
from syrupy.assertion import SnapshotAssertion

from cases.models import Case, Visit
from mosovo.access.body import TOO_DEEP, why_not_kept
from mosovo.access.rest import Endpoint
from mosovo.audit.models import Look, Refusal
from mosovo.pages import FAILED
from mosovo.staff.models import Officer
from tests.api import Program, api_answers, program
from tests.factories.staff import OfficerFactory
from tests.house.routes import routes
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    cache.delete("throttle_token_127.0.0.1")


@pytest.fixture
def officer(db: None) -> Officer:
    officer: Officer = OfficerFactory(sign_in="officer")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def ask(password: str = PASSWORD, **more: str) -> int:
    answer = Program().client.post(
        "/api/v1/token/", {"sign_in": "officer", "password": password}, content_type="application/json", **more
    )
    return int(answer.status_code)


# ------------------------------------------------------------------------------------------------------- the door


def test_token_opens_what_the_person_may_see(officer: Officer) -> None:
    answer = Program().post("token/", sign_in="officer", password=PASSWORD)
    assert answer.status_code == 201
    me = Program(answer.json()["token"]).get("me/")
    assert (me.status_code, me.json()["sign_in"]) == (200, "officer")


def test_token_is_kept_as_a_hash_alone(officer: Officer) -> None:
    token = Program().post("token/", sign_in="officer", password=PASSWORD).json()["token"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, token_key FROM knox_authtoken")
        assert token not in str(cursor.fetchall())


def test_wrong_password_is_refused_and_counted_with_the_page_s(officer: Officer) -> None:
    assert ask("wrong") == 422
    for _ in range(3):
        assert Client().post("/sign-in/", {"username": "officer", "password": "wrong"}).status_code == 422
    assert ask("wrong") == 429
    assert ask() == 429
    assert Client().post("/sign-in/", {"username": "officer", "password": PASSWORD}).status_code == 429


def test_shut_door_answers_as_the_api_does(officer: Officer) -> None:
    for _ in range(5):
        ask("wrong")
    answer = Program().post("token/", sign_in="officer", password=PASSWORD)
    assert "Try again in 15 minutes" in answer.json()["detail"]


def test_many_names_from_one_address_are_slowed(officer: Officer) -> None:
    found = [Program().post("token/", sign_in=f"name{n}", password="wrong").status_code for n in range(12)]
    assert found == [422] * 10 + [429] * 2


def test_address_in_a_header_does_not_get_round_the_brake(officer: Officer) -> None:
    for n in range(30):
        ask(HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")
    assert ask(HTTP_X_FORWARDED_FOR="192.0.2.99") == 429


def test_token_ends_after_eight_hours(officer: Officer) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), tick=False) as clock:
        one = program(officer)
        clock.shift(dt.timedelta(hours=7, minutes=59))
        assert one.get("me/").status_code == 200
        clock.shift(dt.timedelta(minutes=2))
        assert one.get("me/").status_code == 401


def test_signing_out_ends_the_token(officer: Officer) -> None:
    one = program(officer)
    assert one.post("sign-out/").status_code == 204
    assert one.get("me/").status_code == 401


def test_closed_account_s_token_ends_at_once(officer: Officer) -> None:
    one = program(officer)
    officer.is_active = False
    officer.save()
    assert one.get("me/").status_code == 401


def test_sixth_token_ends_the_first(officer: Officer) -> None:
    programs = [program(officer) for _ in range(6)]
    assert [one.get("me/").status_code for one in programs] == [401, 200, 200, 200, 200, 200]
    assert AuthToken.objects.count() == 5


@pytest.mark.parametrize(
    "header", ["Token", "Token a b", "Token nonsense", "Token \u00ff\u00fe", "Token " + "x" * 5000]
)
def test_nonsense_for_a_token_is_refused(people: People, header: str) -> None:
    assert Client(HTTP_AUTHORIZATION=header.encode("latin-1").decode("latin-1")).get("/api/v1/me/").status_code == 401


def test_session_of_the_pages_serves_and_needs_the_form_s_token_to_write(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.offender_manager, backend="mosovo.staff.backends.AbilityBackend")
    assert browser.get("/api/v1/me/").status_code == 200
    refused = browser.post("/api/v1/visits/", {}, content_type="application/json")
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]


# ---------------------------------------------------------------------------------------------------- description


def test_description_is_made_without_a_warning(snapshot: SnapshotAssertion, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", "--format", "openapi-json")
    assert json.loads(capsys.readouterr().out) == snapshot


def test_description_and_pages_are_for_people_signed_in(people: People) -> None:
    for path in ("schema/", "docs/"):
        assert set(api_answers(people, path).items()) >= {("nobody", 401), ("stranger", 200), ("press_officer", 200)}


def test_every_operation_describes_its_refusals(people: People) -> None:
    paths = program(people.stranger).get("schema/").json()["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    assert len(operations) > 20
    for operation in operations:
        codes = set(operation["responses"])
        assert "406" in codes, operation["operationId"]
        if operation["operationId"] != "token_create":
            assert {"401", "403"} <= codes, operation["operationId"]


def test_documentation_page_holds_no_script_of_its_own(people: People) -> None:
    page = signed_in(people.stranger).get("/api/v1/docs/")
    text = page.content.decode()
    assert "<script>" not in text
    assert "<style" not in text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


# ------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing/", 404),
        ("cases/N9999999/", 404),
        ("visits/not-a-uuid/", 404),
        ("deadlines/99999999999999999999/", 404),
        ("cases/N00%00/", 400),
        ("cases/?q=%00", 400),
        ("cases/?page=0", 400),
        ("cases/?page=", 400),
        ("cases/?page=x", 400),
        ("cases/?page=-1", 400),
        ("cases/?page=1&page=2", 400),
        ("cases/?page=99999999999999999999", 400),
        ("cases/?page=2", 404),
        ("cases/?page_size=0", 400),
        ("cases/?page_size=201", 400),
        ("cases/?page_size=%D9%A3", 400),
        ("cases/?level=9", 400),
        ("cases/?order=password", 400),
        ("deadlines/?due_before=soon", 400),
        ("visits/?since=soon", 400),
        ("people/", 400),
        ("me/", 200),
    ],
)
def test_every_refusal_has_one_shape(people: People, path: str, status: int) -> None:
    answer = program(people.offender_manager).get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    if status >= 400:
        assert isinstance(answer.json()["detail"], str)
        assert set(answer.json()) <= {"detail", "fields"}


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("cases/", "category, format, level, officer, order, page, page_size, risk_level, status, unallocated, unit"),
        ("cases/{case}/", "format"),
        ("visits/", "case, format, outcome, page, page_size, since"),
        ("enquiries/", "format, page, page_size, state"),
        ("officers/", "format, page, page_size, rank, unit__code"),
        ("people/", "format, q"),
        ("people/{case}/", "format"),
        ("me/", "format"),
        ("schema/", "format"),
    ],
)
def test_parameter_that_is_not_known_is_refused_by_name(people: People, case: Case, path: str, known: str) -> None:
    answer = program(people.supervisor).get(path.format(case=case.reference), q="x", levle=2)
    assert answer.status_code == 400
    assert answer.json()["fields"]["levle"] == [f"There is no such parameter here. There is: {known}."]


def test_documentation_knows_its_script(people: People) -> None:
    assert program(people.stranger).get("docs/", script="").status_code == 200
    refused = program(people.stranger).get("docs/", scirpt="")
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["scirpt"])


def test_write_knows_the_format_alone(people: People) -> None:
    assert program(people.supervisor).post("visits/?format=json").json()["fields"].keys() >= {"outcome"}
    assert program(people.supervisor).post("visits/?outcome=seen").json()["fields"].keys() == {"outcome"}
    assert Program().post("token/?next=/").json()["fields"].keys() == {"next"}


def test_every_endpoint_refuses_parameters_it_does_not_know() -> None:
    views = [route.view_class for route in routes() if route.pattern.startswith("api/")]
    assert len(views) > 20
    assert [view for view in views if view is None or not issubclass(view, Endpoint)] == []


def test_what_is_not_json_is_refused(people: People) -> None:
    one = program(people.offender_manager).client
    assert one.post("/api/v1/visits/", "{", content_type="application/json").status_code == 400
    assert one.post("/api/v1/visits/", "a=b", content_type="application/x-www-form-urlencoded").status_code == 415
    assert one.get("/api/v1/cases/", HTTP_ACCEPT="text/html").status_code == 406
    assert one.put("/api/v1/cases/", {}, content_type="application/json").status_code == 405


def test_refusal_leaves_nothing_behind_and_is_on_record(people: People, case: Case) -> None:
    answer = program(people.control_room).get(f"cases/{case.reference}/")
    assert answer.status_code == 404
    assert not Look.objects.exists()
    entry = Refusal.objects.get()
    assert (entry.person_id, entry.status) == (people.control_room.pk, 404)
    assert entry.sentence == answer.json()["detail"]


def test_change_through_the_api_is_on_record_with_the_token_s_person(people: People, case: Case) -> None:
    yesterday = dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1)
    answer = program(people.offender_manager).post(
        "visits/",
        case=case.reference,
        visited_at=yesterday.isoformat(),
        announced=False,
        safety_assessed_on=yesterday.date().isoformat(),
        safety_notes="Two officers.",
        outcome="not_in",
        seen="Nobody answered.",
    )
    assert answer.status_code == 201, answer.content
    event = Events.objects.tracks(Visit.objects.get()).get()
    assert event.pgh_context["person"] == people.offender_manager.pk
    assert event.pgh_context["source"] == "POST /api/v1/visits/"


# ------------------------------------------------------------------------------------------------- unreadable bodies

UNKEEPABLE = {
    "half a pair": '"\\ud800"',
    "nul": '"a\\u0000b"',
    "in a key": '{"\\ud800": 1}',
    "inside a list": '[["\\udfff"]]',
    "deep": "[" * 2000 + "]" * 2000,
    "deeper than it may be": "[" * 22 + "]" * 22,
}


@pytest.mark.parametrize("value", UNKEEPABLE.values(), ids=UNKEEPABLE.keys())
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("visits/", "outcome"),
        ("risk-levels/", "level"),
        ("static-assessments/", "inputs"),
        ("cases/{case}/allocation/", "officer"),
        ("token/", "password"),
    ],
)
def test_body_that_cannot_be_kept_is_refused_in_words(
    people: People, case: Case, path: str, field: str, value: str
) -> None:
    one = program(people.supervisor).client
    url = f"/api/v1/{path.format(case=case.reference)}"
    answer = one.post(url, f'{{"{field}": {value}}}', content_type="application/json")
    assert answer.status_code == 400, answer.content
    said = answer.json()
    sentence = said["fields"][field][0] if "fields" in said else said["detail"]
    assert sentence.startswith("What you sent")


def test_body_of_twenty_levels_and_of_any_language_is_read() -> None:
    body: object = "\U0001f600 Łódź"
    for _ in range(20):
        body = [body]
    assert why_not_kept(body) is None
    assert why_not_kept([body]) == TOO_DEEP


def test_fault_of_ours_is_answered_as_json_and_says_nothing_of_it(people: People, case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("REVOKE SELECT ON cases_nominal FROM mosovo_app")
    one = program(people.offender_manager)
    one.client.raise_request_exception = False
    answer = one.get(f"cases/{case.reference}/")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {"detail": FAILED}
