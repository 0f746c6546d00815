"""What stands round every request: a look is written or nothing is shown, refusals outlive the undo."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases.models import Case
from mosovo.audit.actions.looks import NOT_WRITTEN
from mosovo.audit.models import Look, Refusal
from mosovo.audit.states import LookKind
from mosovo.identity import NOBODY, acting_as, current_actor
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db


def test_a_look_at_a_case_is_on_record_with_who_and_where(people: People, case: Case) -> None:
    url = reverse("case", args=[case.reference])
    assert signed_in(people.offender_manager).get(url).status_code == 200
    look = Look.objects.get(kind=LookKind.PAGE)
    assert (look.person_id, look.case_ids, look.compartment, look.path, look.address) == (
        people.offender_manager.pk,
        [case.pk],
        "case",
        url,
        "127.0.0.1",
    )


def test_nothing_is_shown_where_the_look_cannot_be_written(people: People, case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_look FROM mosovo_app")
    response = signed_in(people.offender_manager).get(reverse("case", args=[case.reference]))
    assert response.status_code == 503
    assert NOT_WRITTEN in html.unescape(response.content.decode())
    assert case.nominal.family_name not in response.content.decode()


def test_a_refusal_is_on_record_in_its_own_words(people: People, case: Case) -> None:
    url = reverse("visit-record", args=[case.reference])
    assert signed_in(people.same_unit_colleague).post(url, {}).status_code == 403
    refusal = Refusal.objects.get()
    assert (refusal.person_id, refusal.status, refusal.path) == (people.same_unit_colleague.pk, 403, url)
    assert "Only the offender manager" in refusal.sentence
    assert not Look.objects.filter(person_id=people.same_unit_colleague.pk).exists()


def test_a_page_out_of_sight_is_on_record_as_refused(people: People, case: Case) -> None:
    signed_in(people.other_unit_officer).get(reverse("case", args=[case.reference]))
    assert Refusal.objects.get().status == 404


def test_nobody_is_bound_after_a_request(people: People, case: Case) -> None:
    signed_in(people.offender_manager).get(reverse("case", args=[case.reference]))
    assert current_actor() == NOBODY
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, sec.uid()")
        assert cursor.fetchone() == ("postgres", None)


def test_an_inner_actor_gives_way_to_the_outer_one(people: People, case: Case) -> None:
    with acting_as(people.offender_manager):
        with acting_as(people.stranger):
            assert not Case.objects.exists()
        assert Case.objects.exists()


def test_a_change_is_on_record_with_who_why_and_from_where(people: People, case: Case) -> None:
    with acting_as(people.offender_manager, reason="Came out of prison", source="POST /somewhere"):
        Case.objects.filter(pk=case.pk).update(status="custody")
    event = Case.pgh_event_model.objects.order_by("-pgh_id").first()
    assert (event.status, event.pgh_label) == ("custody", "update")
    assert event.pgh_context.metadata == {
        "person": people.offender_manager.pk,
        "system": "",
        "reason": "Came out of prison",
        "source": "POST /somewhere",
    }


@pytest.mark.parametrize("url", ["/sign-in/", "/no-such-page/", "/"])
def test_nothing_may_be_kept_by_a_cache(url: str, db: None) -> None:
    assert Client().get(url).headers["Cache-Control"].startswith(("no-store", "max-age=0, no-cache, no-store"))


def test_no_password_is_ever_shown_again(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.stranger, backend="mosovo.staff.backends.AbilityBackend")
    typed = {"old_password": "seven green kettles", "note": "A word or two", "csrfmiddlewaretoken": "x y"}
    for url in ("/password/", "/no-such-page/"):
        page = client.post(url, typed).content.decode()
        assert "What you typed" in page
        assert "A word or two" in page
        assert "kettles" not in page
        assert "x y" not in page


def test_nobody_s_words_are_shown_to_nobody() -> None:
    assert "A word or two" not in Client().post("/no-such-page/", {"note": "A word or two"}).content.decode()
