"""Django admin: for administrators, for what they keep, and no way into a case."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Agency, Case
from mosovo.access.models import UnitGrant
from mosovo.access.sight import visible
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as
from mosovo.staff.backends import ADMINISTERED
from mosovo.staff.models import Officer, Proposal, Role, RoleHolding, Unit
from mosovo.staff.site import site
from tests.people import People, answers, refused_but, second_administrator, signed_in

pytestmark = pytest.mark.django_db

KEPT = sorted(model._meta.label_lower for model in site._registry)


@pytest.fixture
def admin(people: People) -> Client:
    return signed_in(people.administrator)


def page(label: str, name: str = "changelist", *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{name}", args=args)


# --------------------------------------------------------------------------------------------------- who is let in


@pytest.mark.parametrize("url", ["/admin/", *(page(label) for label in KEPT), *(page(label, "add") for label in KEPT)])
def test_administrators_alone_are_let_in(people: People, url: str) -> None:
    locked = url in {page("django_celery_beat.periodictask", "add"), page("staff.proposal", "add")}
    assert answers(people, url) == refused_but(people, status=302, administrator=403 if locked else 200)


def test_there_is_no_second_door(people: People) -> None:
    assert Client().get("/admin/login/").headers["Location"] == "/sign-in/?next=/admin/"
    assert Client().post("/admin/login/", {"username": "administrator"}).headers["Location"].startswith("/sign-in/")
    refused = signed_in(people.supervisor).get("/admin/login/?next=/admin/")
    assert refused.status_code == 403
    assert "for administrators" in refused.content.decode()


def test_both_the_ability_and_the_mark_are_needed(people: People) -> None:
    people.administrator.is_staff = False
    people.administrator.save()
    people.supervisor.is_staff = True
    people.supervisor.save()
    found = answers(people, "/admin/")
    assert (found["administrator"], found["supervisor"]) == (302, 302)


def test_role_that_has_ended_lets_nobody_in_any_more(people: People) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    people.administrator.holdings.update(starts_on=yesterday, ends_on=yesterday)
    assert signed_in(people.administrator).get("/admin/").status_code == 302


# ------------------------------------------------------------------------------------------ what is to be had there


def test_exactly_what_administrators_keep_is_there() -> None:
    assert set(KEPT) == ADMINISTERED


def test_packages_own_pages_have_no_address(admin: Client) -> None:
    for path in (
        "auth/group/",
        "knox/authtoken/",
        "axes/accessattempt/",
        "cases/case/",
        "cases/nominal/",
        "audit/look/",
    ):
        assert admin.get(f"/admin/{path}").status_code == 404


def test_no_page_looks_up_rows_of_any_table(admin: Client, case: Case) -> None:
    assert admin.get(f"/admin/r/1/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    "lookup",
    [
        "cases__nominal__family_name__startswith",
        "cases__locked",
        "cases",
        "cases__pk",
        "password__startswith",
        "holdings__role__code",
        "grants__valid_until__isnull",
        "unit__cases__status",
        "unit__name__startswith",
        "exclusions__reason",
    ],
)
def test_address_asks_no_questions_about_other_tables(admin: Client, case: Case, lookup: str) -> None:
    assert admin.get(page("staff.officer"), {lookup: "1"}).status_code == 400


@pytest.mark.parametrize("asked", [{"_to_field": "password"}, {"_to_field": "nonsense"}, {"vetting__nonsense": "1"}])
def test_address_that_cannot_be_understood_raises_no_alarm(
    admin: Client, asked: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    for url in (page("staff.officer"), page("staff.officer", "add")):
        assert admin.get(url, asked).status_code in ({400} if "_to_field" in asked else {200, 302, 400})
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def test_own_columns_may_be_filtered_by(admin: Client, unit: Unit) -> None:
    assert admin.get(page("staff.officer"), {"unit__id__exact": unit.pk, "is_active__exact": 1}).status_code == 200


def test_administrator_sees_no_case_in_either_layer(people: People, case: Case) -> None:
    assert not visible(people.administrator, Case).exists()
    with acting_as(people.administrator):
        assert not Case.objects.exists()


def test_nothing_is_deleted(people: People, admin: Client) -> None:
    assert admin.post(page("staff.officer", "delete", people.stranger.pk), {"post": "yes"}).status_code == 403
    admin.post(
        page("staff.officer"), {"action": "delete_selected", "_selected_action": people.stranger.pk, "post": "yes"}
    )
    assert Officer.objects.filter(pk=people.stranger.pk).exists()


# ------------------------------------------------------------------------------------------------------- officers

NEW = {
    "sign_in": "newcomer",
    "password1": "seven green kettles",
    "password2": "seven green kettles",
    "number": "T99999",
    "given_names": "New",
    "family_name": "Comer",
    "rank": "constable",
    "vetting_level": "nppv2",
    "vetting_expires_on": "2030-01-01",
}


def test_officer_is_added_and_can_sign_in(admin: Client) -> None:
    assert admin.post(page("staff.officer", "add"), NEW).status_code == 302
    officer = Officer.objects.get(sign_in="newcomer")
    assert officer.check_password(NEW["password1"])
    assert Client().post("/sign-in/", {"username": "newcomer", "password": NEW["password1"]}).status_code == 302


def test_weak_password_is_refused(admin: Client) -> None:
    answer = admin.post(page("staff.officer", "add"), NEW | {"password1": "short", "password2": "short"})
    assert "at least 15 characters" in answer.content.decode()
    assert not Officer.objects.filter(sign_in="newcomer").exists()


@pytest.mark.parametrize("field", ["is_superuser", "groups", "user_permissions"])
def test_posting_more_than_the_form_shows_changes_nothing(admin: Client, people: People, field: str) -> None:
    permission = Permission.objects.first()
    assert permission
    stranger = people.stranger
    form = {
        name: getattr(stranger, name) for name in ("sign_in", "number", "given_names", "family_name", "email", "rank")
    }
    form |= {"vetting_level": "none", "is_active": "on", field: "1" if field == "is_superuser" else permission.pk}
    answer = admin.post(page("staff.officer", "change", stranger.pk), form)
    assert answer.status_code == 302
    stranger.refresh_from_db()
    assert not stranger.is_superuser
    assert not stranger.groups.exists()
    assert not stranger.user_permissions.exists()


def confirmed(status: int = 302) -> Client:
    """The second administrator's browser, which has confirmed what waits."""
    browser = signed_in(second_administrator())
    waiting = Proposal.objects.get(state="waiting")
    assert browser.get(page("staff.proposal", "change", waiting.pk)).status_code == 200
    assert browser.post(f"/admin/staff/proposal/{waiting.pk}/confirm/").status_code == status
    return browser


def test_new_password_from_two_administrators_ends_sessions(admin: Client, people: People) -> None:
    browser = signed_in(people.stranger)
    new = "eleven brown teapots"
    answer = admin.post(
        f"/admin/staff/officer/{people.stranger.pk}/password/",
        {"password1": new, "password2": new, "usable_password": "true"},
    )
    assert answer.status_code == 302
    assert browser.get("/my-activity/").status_code == 200, "not yet"
    shown = admin.get(page("staff.proposal", "change", Proposal.objects.get().pk)).content.decode()
    assert Proposal.objects.get().password not in shown
    confirmed()
    assert Proposal.objects.get().password == ""
    assert browser.get("/my-activity/").status_code == 302
    people.stranger.refresh_from_db()
    assert people.stranger.check_password(new)


def test_history_tells_of_people_and_settings_alone(admin: Client, people: People) -> None:
    admin.post(page("staff.officer", "add"), NEW)
    assert {entry.content_type.app_label for entry in LogEntry.objects.select_related("content_type")} == {"staff"}
    shown = admin.get(page("staff.officer", "history", Officer.objects.get(sign_in="newcomer").pk))
    assert "seven green kettles" not in shown.content.decode()


# -------------------------------------------------------------------------------------------------- roles and grants


def holding(people: People, unit: Unit, role: str = "supervisor", **more: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "officer": people.stranger.pk,
        "role": Role.objects.get(code=role).pk,
        "unit": unit.pk,
        "starts_on": today,
    } | more


def rights(officer: Officer) -> set[str]:
    return set(UnitGrant.objects.live().filter(user=officer).values_list("permission__codename", flat=True))


def test_page_of_an_officer_shows_nothing_of_the_password(admin: Client, people: People) -> None:
    shown = admin.get(page("staff.officer", "change", people.stranger.pk)).content.decode()
    assert "Kept so that nobody can read it." in shown
    assert "argon2" not in shown


def test_holding_brings_the_unit_s_rights_at_once(admin: Client, people: People, case: Case, unit: Unit) -> None:
    assert not visible(people.stranger, Case).exists()
    assert admin.post(page("staff.roleholding", "add"), holding(people, unit)).status_code == 302
    assert not rights(people.stranger)
    assert not visible(people.stranger, Case).exists()
    with acting_as(people.stranger):
        assert not Case.objects.exists()
    confirmed()
    assert "change_unit_cases" in rights(people.stranger)
    assert visible(people.stranger, Case).exists()
    asked = Proposal.objects.get()
    assert (asked.asked_by, asked.decided_by.sign_in) == (people.administrator, "second_administrator")


def test_nobody_confirms_what_they_proposed_or_what_is_about_them(admin: Client, people: People, unit: Unit) -> None:
    admin.post(page("staff.roleholding", "add"), holding(people, unit))
    asked = Proposal.objects.get()
    shown = admin.get(f"/admin/staff/proposal/{asked.pk}/change/").content.decode()
    assert "You proposed this yourself" in shown
    assert "Withdraw it" in shown
    assert "Confirm it" not in shown
    own = admin.post(f"/admin/staff/proposal/{asked.pk}/confirm/")
    assert own.status_code == 403
    assert "You proposed this yourself" in own.content.decode()
    assert admin.post(page("staff.roleholding", "add"), holding(people, unit)).status_code == 409
    second = second_administrator()
    theirs = signed_in(second).get(f"/admin/staff/proposal/{asked.pk}/change/").content.decode()
    assert "Confirm it" in theirs
    assert "Unit permissions" not in theirs, "what was not proposed is not listed"
    asked.officer = second
    asked.save()
    assert (
        "Do not confirm it" not in signed_in(second).get(f"/admin/staff/proposal/{asked.pk}/change/").content.decode()
    )
    assert signed_in(second).post(f"/admin/staff/proposal/{asked.pk}/confirm/").status_code == 403
    assert signed_in(people.supervisor).post(f"/admin/staff/proposal/{asked.pk}/confirm/").status_code == 302
    assert not RoleHolding.objects.filter(officer=people.stranger).exists()


def test_what_has_waited_seven_days_or_was_refused_is_not_done(admin: Client, people: People, unit: Unit) -> None:
    admin.post(page("staff.roleholding", "add"), holding(people, unit))
    asked = Proposal.objects.get()
    asked.asked_at -= dt.timedelta(days=7, seconds=1)
    asked.save()
    browser = confirmed(status=403)
    assert admin.post(page("staff.roleholding", "add"), holding(people, unit)).status_code == 302, "proposed anew"
    assert admin.post(f"/admin/staff/proposal/{asked.pk}/refuse/").status_code == 302, "whoever proposed thought again"
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("refused", people.administrator)
    answer = browser.post(f"/admin/staff/proposal/{asked.pk}/confirm/")
    assert "decided already" in answer.content.decode()
    assert not rights(people.stranger)


def test_ending_a_holding_that_somebody_else_gave_ends_its_rights(admin: Client, people: People, case: Case) -> None:
    held = RoleHolding.objects.get(officer=people.supervisor)
    today = timezone.localdate()
    answer = admin.post(page("staff.roleholding", "change", held.pk), {"ends_on": today - dt.timedelta(days=1)})
    assert answer.status_code == 302
    assert not rights(people.supervisor)
    assert not visible(people.supervisor, Case).exists()


def test_what_was_held_is_not_rewritten(admin: Client, people: People, unit: Unit) -> None:
    held = RoleHolding.objects.get(officer=people.supervisor)
    admin.post(page("staff.roleholding", "change", held.pk), holding(people, unit, role="auditor", ends_on=""))
    held.refresh_from_db()
    assert (held.officer_id, held.role.code) == (people.supervisor.pk, "supervisor")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_on": "2020-01-01"}, "The last day cannot be before the first."),
        ({"role": "same"}, "already holds this role there"),
        ({"officer": "self"}, "These are your own rights"),
    ],
)
def test_bad_holding_is_refused_in_words(
    admin: Client, people: People, unit: Unit, change: dict[str, str], sentence: str
) -> None:
    form = holding(people, unit)
    if change.get("role") == "same":
        form["officer"] = people.supervisor.pk
    elif change.get("officer") == "self":
        form["officer"] = people.administrator.pk
    else:
        form |= change
    before = RoleHolding.objects.count()
    answer = admin.post(page("staff.roleholding", "add"), form)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert RoleHolding.objects.count() == before


def test_changed_role_reaches_everybody_who_holds_it(admin: Client, people: People) -> None:
    role = Role.objects.get(code="offender_manager")
    form = {"name": role.name, "abilities": ["see_flags", "hold_cases"], "unit_permissions": []}
    assert admin.post(page("staff.role", "change", role.pk), form).status_code == 302
    assert not rights(people.same_unit_colleague)


def test_role_that_is_to_bring_more_waits_for_a_second_administrator(admin: Client, people: People) -> None:
    role = Role.objects.get(code="press_officer")
    form = {"name": role.name, "abilities": role.abilities, "unit_permissions": ["view_unit_cases"]}
    assert admin.post(page("staff.role", "change", role.pk), form).status_code == 302
    assert not rights(people.press_officer)
    confirmed()
    assert rights(people.press_officer) == {"view_unit_cases"}


def test_role_is_ended_by_one_and_never_made_longer(admin: Client, people: People) -> None:
    held = RoleHolding.objects.get(officer=people.supervisor)
    held.ends_on = timezone.localdate()
    held.save()
    longer = admin.post(page("staff.roleholding", "change", held.pk), {"ends_on": ""})
    assert "add it anew from the day after" in longer.content.decode()


def test_administrator_does_not_change_the_role_they_hold(admin: Client, people: People) -> None:
    role = Role.objects.get(code="administrator")
    form = {"name": role.name, "abilities": ["administer"], "unit_permissions": ["view_unit_cases"]}
    answer = admin.post(page("staff.role", "change", role.pk), form)
    assert "These are your own rights" in answer.content.decode()
    role.refresh_from_db()
    assert role.unit_permissions == []


# ------------------------------------------------------------------------------------------------------- settings


def setting(**more: object) -> dict[str, object]:
    return {"key": "cap_percent", "value": "25", "starts_on": timezone.localdate(), "reason": "Board decision"} | more


def test_setting_is_kept_with_who_set_it(admin: Client, people: People) -> None:
    assert admin.post(page("force_settings.forcesetting", "add"), setting()).status_code == 302
    kept = ForceSetting.objects.get()
    assert (kept.value, kept.set_by) == ("25", people.administrator)
    assert "25 per cent" in admin.get(page("force_settings.forcesetting")).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "101"}, "write a number from 0 to 100"),
        ({"value": "many"}, "write a whole number"),
        ({"key": "vetting_level", "value": "best"}, "write one of"),
        ({"starts_on": "2020-01-01"}, "A value holds from today or later"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_bad_setting_is_refused_in_words(admin: Client, change: dict[str, str], sentence: str) -> None:
    answer = admin.post(page("force_settings.forcesetting", "add"), setting(**change))
    assert sentence in answer.content.decode()
    assert not ForceSetting.objects.exists()


def test_value_that_holds_is_not_changed(admin: Client) -> None:
    admin.post(page("force_settings.forcesetting", "add"), setting())
    kept = ForceSetting.objects.get()
    assert admin.post(page("force_settings.forcesetting", "change", kept.pk), setting(value="30")).status_code == 403


def test_agency_is_kept(admin: Client) -> None:
    assert (
        admin.post(page("cases.agency", "add"), {"name": "New agency", "code": "new", "in_use": "on"}).status_code
        == 302
    )
    assert Agency.objects.filter(code="new").exists()


# ---------------------------------------------------------------------------------- hazards of the packages underneath


def test_database_takes_no_superuser(people: People) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.filter(pk=people.administrator.pk).update(is_superuser=True)


def test_superuser_flag_in_memory_opens_nothing(people: People, case: Case) -> None:
    people.stranger.is_superuser = True
    assert not visible(people.stranger, Case).exists()


def test_permission_row_given_to_everybody_opens_nothing(people: People, case: Case) -> None:
    """Guardian answers a list by a global permission, which its answer for one object denies; visible asks neither."""
    people.stranger.user_permissions.add(Permission.objects.get(codename="view_case", content_type__app_label="cases"))
    assert not visible(people.stranger, Case).exists()
    with acting_as(people.stranger):
        assert not Case.objects.exists()
    assert not people.stranger.has_perm("cases.view_case")


def test_closed_account_sees_nothing_in_either_layer(people: People, case: Case) -> None:
    manager = people.offender_manager
    manager.is_active = False
    manager.save()
    assert not visible(manager, Case).exists()
    with acting_as(manager):
        assert not Case.objects.exists()
    assert not visible(AnonymousUser(), Case).exists()


def test_role_tables_are_read_as_the_person(people: People) -> None:
    """Pages of admin run inside the same transaction as every other: the database knows the administrator."""
    with acting_as(people.administrator), connection.cursor() as cursor:
        cursor.execute("SELECT sec.uid(), current_user")
        assert cursor.fetchone() == (people.administrator.pk, "mosovo_app")


def test_officer_s_page_names_no_case(admin: Client, people: People, case: Case) -> None:
    text = admin.get(page("staff.officer", "change", people.offender_manager.pk)).content.decode()
    assert case.nominal.family_name not in text
