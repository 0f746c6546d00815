"""The second factor: nobody reaches anything without one, a code opens once, and who may take one away."""

import datetime as dt
import re
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from cases.models import Case
from mosovo.access.sight import visible
from mosovo.identity import acting_as
from mosovo.middleware import SecondFactor
from mosovo.staff.actions import new_codes, use_code
from mosovo.staff.models import FactorReset, Officer, Proposal, ProviderLink, Role
from tests.api import Program
from tests.factories.staff import OfficerFactory
from tests.factors import SECRET, code_now, give_app, passed
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.house.world import make_world
from tests.people import People, second_administrator, signed_in
from tests.sharing.steps import put

pytestmark = pytest.mark.django_db

PASSWORD = "seven green kettles"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def officer(db: None) -> Officer:
    officer: Officer = OfficerFactory(sign_in="officer")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def by_password(client: Client, **more: Any) -> str:
    return str(client.post("/sign-in/", {"username": "officer", "password": PASSWORD}, **more).headers["Location"])


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --------------------------------------------------------------------------------------------- nothing without one


def test_password_alone_reaches_no_address(required: None, people: People, case: Case) -> None:
    world = make_world(people, case)
    browsers = [signed_in(people.offender_manager), signed_in(people.administrator)]
    before = {reverse(name) for name in SecondFactor.BEFORE}
    open_addresses, tried = set(), 0
    for route in routes():
        url = address(route, world)
        if url in before:
            continue
        for browser in browsers:
            for answer in (browser.get(url), browser.post(url, {})):
                tried += 1
                if (answer.status_code, answer.headers.get("Location")) != (303, "/second-factor/") and (
                    answer.status_code != 403 or b"Set up your second factor" not in answer.content
                ):
                    open_addresses.add(route.pattern)
    assert open_addresses == set()
    assert tried > 500


def test_password_alone_is_shown_no_name_on_the_pages_it_does_reach(required: None, people: People, case: Case) -> None:
    browser = signed_in(people.supervisor)
    for name in SecondFactor.BEFORE:
        page = browser.get(reverse(name)).content.decode()
        assert case.nominal.family_name not in page
        assert 'href="/search/"' not in page


def test_address_that_is_not_there_tells_nothing_either(required: None, people: People) -> None:
    assert signed_in(people.supervisor).get("/no-such-page/").headers["Location"] == "/second-factor/"


def test_with_a_factor_every_page_opens(required: None, people: People, case: Case) -> None:
    assert passed(people.offender_manager).get(f"/cases/{case.reference}/").status_code == 200
    assert passed(people.administrator).get("/admin/").status_code == 200
    assert passed(people.offender_manager).get("/api/v1/me/").status_code == 200


def test_demonstration_asks_for_none(people: People) -> None:
    assert signed_in(people.offender_manager).get("/my-day/").status_code == 200


# ---------------------------------------------------------------------------------------------------- signing in


def test_password_then_code_opens_with_a_new_session_id_at_each(officer: Officer) -> None:
    give_app(officer)
    client = Client()
    client.cookies["mosovo_session"] = "planted"
    assert by_password(client) == "/sign-in/second-factor/"
    first = client.cookies["mosovo_session"].value
    assert not is_in(client)
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert client.post("/sign-in/second-factor/", {"code": code_now()}).status_code == 303
    assert is_in(client)
    assert len({"planted", first, client.cookies["mosovo_session"].value}) == 3
    assert UserSession.objects.get(user=officer).session_key == client.session.session_key


def test_code_opens_once(officer: Officer) -> None:
    give_app(officer)
    code = code_now()
    for status in (303, 422):
        client = Client()
        by_password(client)
        assert client.post("/sign-in/second-factor/", {"code": code}).status_code == status
        assert is_in(client) is (status == 303)


def test_code_just_gone_opens_and_older_ones_do_not(officer: Officer) -> None:
    give_app(officer)
    with time_machine.travel(MONDAY, tick=False):
        now = MONDAY
        assert not use_code(officer=officer, code=code_now(steps=-2), now=now)
        assert use_code(officer=officer, code=code_now(steps=-1), now=now)
        assert use_code(officer=officer, code=f" {code_now()[:3]} {code_now()[3:]} ", now=now)
        assert not use_code(officer=officer, code=code_now(steps=-1), now=now), "older than the last that opened"


def test_recovery_code_opens_once(officer: Officer) -> None:
    give_app(officer)
    code = new_codes(officer=officer)[3]
    found = [use_code(officer=officer, code=code, now=MONDAY) for _ in range(2)]
    assert found == [True, False]
    assert not use_code(officer=officer, code=new_codes(officer=officer)[0], now=MONDAY, recovery=False)


def test_guessing_codes_is_shut_and_the_right_one_no_longer_opens(officer: Officer) -> None:
    give_app(officer)
    client = Client()
    by_password(client)
    found = [client.post("/sign-in/second-factor/", {"code": f"00000{n}"}).status_code for n in range(7)]
    assert (found[0], found[-1]) == (422, 429)
    assert client.post("/sign-in/second-factor/", {"code": code_now()}).status_code == 429
    assert not is_in(client)


def test_second_step_waits_five_minutes_for_one_password(officer: Officer) -> None:
    give_app(officer)
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = Client()
        by_password(client)
        clock.shift(dt.timedelta(seconds=301))
        answer = client.post("/sign-in/second-factor/", {"code": code_now()})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
        by_password(client)
        officer.set_password("eleven brown teapots")
        officer.save()
        assert client.post("/sign-in/second-factor/", {"code": code_now()}).headers["Location"] == "/sign-in/"
    assert not is_in(client)


@pytest.mark.parametrize("credential", ["{}", "[]", "null", '{"id": "x"}', "{", '{"id":1,"rawId":2,"response":[]}'])
def test_made_up_answer_of_a_passkey_is_refused(officer: Officer, credential: str) -> None:
    give_app(officer)
    client = Client()
    by_password(client)
    client.get("/sign-in/second-factor/")
    assert client.post("/sign-in/second-factor/", {"credential": credential}).status_code == 422
    assert not is_in(client)


def test_then_never_leads_off_the_site(officer: Officer) -> None:
    give_app(officer)
    client = Client()
    client.post("/sign-in/", {"username": "officer", "password": PASSWORD, "next": "//elsewhere.example"})
    assert client.post("/sign-in/second-factor/", {"code": code_now()}).headers["Location"] == "/"
    again = passed(officer).post("/second-factor/again/", {"code": code_now(steps=1), "next": "//elsewhere.example"})
    assert again.headers["Location"] == "/"


# ------------------------------------------------------------------------------------------------------ setting up


def test_first_factor_is_set_up_at_the_first_sign_in(required: None, officer: Officer) -> None:
    client = Client()
    by_password(client)
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/second-factor/"
    page = client.get("/second-factor/app/").content.decode()
    secret = re.search(r'app-secret">(\w+)<', page)
    assert secret is not None
    answer = client.post("/second-factor/app/", {"code": code_now(secret=secret[1])})
    assert answer.status_code == 200
    codes = re.findall(r"<code class=\"app-secret\">(\d+)</code>", answer.content.decode())
    assert len(codes) == 10
    assert client.get("/my-activity/").status_code == 200


def test_secret_is_kept_sealed(officer: Officer) -> None:
    give_app(officer)
    new_codes(officer=officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert SECRET not in kept
    assert kept.count("gAAAA") == 2


def test_wrong_first_code_adds_nothing(officer: Officer) -> None:
    client = signed_in(officer)
    client.get("/second-factor/app/")
    assert client.post("/second-factor/app/", {"code": "000000"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_whoever_has_a_factor_proves_it_before_changing_it(required: None, officer: Officer) -> None:
    factor = give_app(officer)
    for client in (signed_in(officer), passed(officer, ago=dt.timedelta(minutes=6))):
        for url in ("/second-factor/app/", "/second-factor/passkey/"):
            assert client.get(url).headers["Location"].startswith("/second-factor/again/?next=")
        client.post(f"/second-factor/{factor.pk}/remove/")
    assert Authenticator.objects.filter(user=officer).exists()


def test_last_factor_stays_where_one_is_required(required: None, officer: Officer) -> None:
    factor = give_app(officer)
    assert passed(officer).post(f"/second-factor/{factor.pk}/remove/").status_code == 409
    assert Authenticator.objects.count() == 1


def test_nobody_reaches_another_s_factor(people: People) -> None:
    factor = give_app(people.supervisor)
    assert passed(people.stranger).post(f"/second-factor/{factor.pk}/remove/").status_code == 404
    assert passed(people.administrator).post(f"/second-factor/{factor.pk}/remove/").status_code == 404
    with acting_as(people.stranger):
        assert not Authenticator.objects.exists()
        assert not visible(people.stranger, Authenticator).exists()


# ------------------------------------------------------------------------------------------------------- the API


def ask(**more: str) -> Any:
    return Program().post("token/", sign_in="officer", password=PASSWORD, **more)


def test_token_needs_the_code_of_now(required: None, officer: Officer) -> None:
    give_app(officer)
    recovery = new_codes(officer=officer)[0]
    code = code_now()
    assert [ask().status_code, ask(code=recovery).status_code, ask(code=code).status_code] == [422, 422, 201]
    assert ask(code=code).status_code == 422
    assert AuthToken.objects.count() == 1


def test_token_is_given_to_nobody_without_a_factor(required: None, officer: Officer) -> None:
    assert ask().status_code == ask(code="123456").status_code == 422


def test_token_is_given_to_a_session_that_has_passed(required: None, officer: Officer) -> None:
    assert signed_in(officer).post("/api/v1/token/session/").status_code == 403
    answer = passed(officer).post("/api/v1/token/session/")
    assert Program(answer.json()["token"]).get("me/").json()["sign_in"] == "officer"


# ------------------------------------------------------------------------------------------------ a fresh factor


def test_decision_asks_for_a_factor_of_the_last_five_minutes(required: None, people: People, case: Case) -> None:
    request = put(by=people.offender_manager, put_to=people.superintendent, case=case)
    url = f"/disclosures/{request.reference}/"
    give_app(people.superintendent)
    stale = passed(people.superintendent, ago=dt.timedelta(minutes=5, seconds=5))
    for answer in (stale.get(url), stale.post(url, {"outcome": "share", "reasons": "Because of words"})):
        assert (answer.status_code, answer.headers["Location"]) == (
            303,
            f"/second-factor/again/?next={quote(url, safe='')}",
        )
    assert passed(people.offender_manager, ago=dt.timedelta(hours=1)).get(url).status_code == 200, "reading asks none"
    kept = stale.get(f"/words/?address={url}").json()["words"]
    assert kept == {"outcome": ["share"], "reasons": ["Because of words"]}
    before = stale.cookies["mosovo_session"].value
    proved = stale.post("/second-factor/again/", {"code": code_now(), "next": url})
    assert (proved.status_code, proved.headers["Location"]) == (303, url)
    assert stale.cookies["mosovo_session"].value != before
    assert stale.get(url).status_code == 200


# Address -> who may do it.
GRAVE = {
    "sight-give": "supervisor",
    "case-lock": "supervisor",
    "case-exclude": "supervisor",
    "exclusion-end": "supervisor",
    "file-release": "supervisor",
    "emergency-open": "other_unit_officer",
    "delegations": "superintendent",
    "audit-export": "auditor",
    "admin:staff_officer_add": "administrator",
    "admin:staff_officer_change": "administrator",
    "admin:auth_user_password_change": "administrator",
    "admin:staff_officer_factor": "administrator",
    "admin:staff_role_add": "administrator",
    "admin:staff_role_change": "administrator",
    "admin:staff_roleholding_add": "administrator",
    "admin:staff_roleholding_change": "administrator",
    "admin:staff_proposal_confirm": "administrator",
    "admin:staff_proposal_refuse": "administrator",
}


# Nothing that is typed on a page of passwords alone is ever kept.
WITH_PASSWORDS = {"admin:auth_user_password_change"}


def test_everything_grave_asks_for_a_fresh_factor(required: None, people: People, case: Case) -> None:
    world, asked = make_world(people, case), set()
    for route in routes():
        if route.name in GRAVE:
            person = getattr(people, GRAVE[route.name])
            give_app(person) if not Authenticator.objects.filter(user=person).exists() else None
            stale = passed(person, ago=dt.timedelta(minutes=5, seconds=5))
            url = address(route, world)
            for answer in (stale.get(url), stale.post(url, {"reason": "Some words that were typed"})):
                assert answer.status_code == 303, route.name
                assert answer.headers["Location"] == f"/second-factor/again/?next={quote(url, safe='')}", route.name
            kept = stale.get("/words/", {"address": url})
            if route.name in WITH_PASSWORDS:
                assert kept.status_code == 204, route.name
            else:
                assert kept.json()["words"] == {"reason": ["Some words that were typed"]}, route.name
            assert passed(person).get(url).status_code in {200, 302, 404, 409}, route.name
            asked.add(route.name)
    assert asked == set(GRAVE)
    marked = {route.name for route in routes() if getattr(route.view, "asks_fresh_factor", False)}
    assert marked <= asked, "a grave address is missing here"


def test_words_typed_in_admin_come_back_from_the_detour(required: None, people: People) -> None:
    give_app(people.administrator)
    role = Role.objects.get(code="press_officer")
    url = f"/admin/staff/role/{role.pk}/change/"
    stale = passed(people.administrator, ago=dt.timedelta(minutes=6))
    typed = {"name": "Press desk", "abilities": ["handle_media", "audit"], "unit_permissions": []}
    assert stale.post(url, typed).status_code == 303
    stale.post("/second-factor/again/", {"code": code_now(), "next": url})
    page = stale.get(url).content.decode()
    assert 'value="Press desk"' in page
    assert re.search(r'value="audit"[^>]*checked', page)
    assert not re.search(r'value="administer"[^>]*checked', page)
    assert stale.post(url, typed).status_code == 302
    assert 'value="Press desk"' not in stale.get(url).content.decode(), "sent, and forgotten"


def test_token_for_a_session_asks_for_a_fresh_factor(required: None, officer: Officer) -> None:
    answer = passed(officer, ago=dt.timedelta(minutes=6)).post("/api/v1/token/session/")
    assert answer.status_code == 403
    assert "within five minutes of proving a second factor" in answer.json()["detail"]


def test_no_fresh_factor_is_asked_for_in_the_demonstration(people: People, case: Case) -> None:
    request = put(by=people.offender_manager, put_to=people.superintendent, case=case)
    assert signed_in(people.superintendent).get(f"/disclosures/{request.reference}/").status_code == 200


def test_new_officer_typed_in_admin_comes_back_without_the_password(required: None, people: People) -> None:
    give_app(people.administrator)
    url, secret = "/admin/staff/officer/add/", "seven-green-kettles"
    stale = passed(people.administrator, ago=dt.timedelta(minutes=6))
    typed = {"sign_in": "newcomer", "family_name": "Newcome", "password1": secret, "password2": secret}
    assert stale.post(url, typed).status_code == 303
    assert set(stale.get("/words/", {"address": url}).json()["words"]) == {"sign_in", "family_name"}
    stale.post("/second-factor/again/", {"code": code_now(), "next": url})
    page = stale.get(url).content.decode()
    assert 'value="Newcome"' in page
    assert secret not in page


# ------------------------------------------------------------------------------------------------- taking it away


def test_two_administrators_take_a_colleague_s_lost_factor_away(people: People) -> None:
    give_app(people.supervisor)
    new_codes(officer=people.supervisor)
    ProviderLink.objects.create(
        officer=people.supervisor, issuer="https://i.example", subject="a", linked_at=timezone.now()
    )
    page = f"/admin/staff/officer/{people.supervisor.pk}/factor/"
    admin = signed_in(people.administrator)
    assert admin.post(page, {"reason": ""}).status_code == 422
    assert Authenticator.objects.count() == 2
    assert admin.post(page, {"reason": "Telephone stolen; recognised by voice"}).status_code == 302
    assert Authenticator.objects.count() == 2
    second = second_administrator()
    confirm = f"/admin/staff/proposal/{Proposal.objects.get().pk}/confirm/"
    assert admin.post(confirm).status_code == 403
    assert signed_in(second).post(confirm).status_code == 302
    assert not Authenticator.objects.exists()
    assert not ProviderLink.objects.exists(), "whoever has their telephone may have their account there"
    kept = FactorReset.objects.get()
    assert (kept.by, kept.officer, kept.reason) == (
        second,
        people.supervisor,
        "Telephone stolen; recognised by voice",
    )


def test_nobody_takes_their_own_away_nor_without_the_ability(people: People) -> None:
    own = signed_in(people.administrator).post(
        f"/admin/staff/officer/{people.administrator.pk}/factor/", {"reason": "Lost"}
    )
    assert own.status_code == 403
    give_app(people.supervisor)
    signed_in(people.unit_manager).post(f"/admin/staff/officer/{people.supervisor.pk}/factor/", {"reason": "Lost"})
    assert Authenticator.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(officer=people.supervisor, by=people.supervisor, at=MONDAY, reason="Lost")
