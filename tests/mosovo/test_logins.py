"""Pages and jobs run under the logins that a force gives web and worker, not under the rights of the tests' owner."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from mosovo.access.checks import seals_are_believed
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.identity import acting_as, acting_as_system
from mosovo.outbox import actions as outbox
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.logins import logged_in_as
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_web_may_not_act_as_the_system(people: People, case: Case) -> None:
    with (
        logged_in_as("mosovo_web"),
        pytest.raises(ProgrammingError, match="permission denied to set role"),
        acting_as_system("forged", reason="none"),
    ):
        Case.objects.exists()


def test_web_sees_no_case_outside_a_request(people: People, case: Case) -> None:
    with logged_in_as("mosovo_web"):
        assert not Case.objects.exists()


def test_worker_reaches_no_case_until_it_says_for_whom(people: People, case: Case) -> None:
    with logged_in_as("mosovo_worker"):
        with pytest.raises(ProgrammingError, match="permission denied for table cases_case"):
            Case.objects.exists()
        with acting_as(people.offender_manager):
            assert Case.objects.exists()
        with acting_as(people.stranger):
            assert not Case.objects.exists()


@pytest.mark.parametrize("login", ["mosovo_web", "mosovo_worker"])
def test_a_process_with_another_secret_is_told_that_it_is_not_believed(login: str, people: People, settings) -> None:
    with logged_in_as(login):
        assert seals_are_believed(None, ["default"]) == []
        settings.SECRET_KEY = "another-secret-another-secret-another-secret-another-secret"
        assert [message.id for message in seals_are_believed(None, ["default"])] == ["mosovo.E003"]
        with acting_as(people.offender_manager):
            assert not Case.objects.exists()


@pytest.mark.parametrize("page", ["case", "case-timeline"])
def test_a_page_is_served_under_the_login_of_the_web(page: str, people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    with logged_in_as("mosovo_web"):
        assert client.get(reverse(page, args=[case.reference])).status_code == 200


def test_signing_in_works_under_the_login_of_the_web(people: People, client) -> None:
    people.offender_manager.set_password("a long invented password")
    people.offender_manager.save()
    with logged_in_as("mosovo_web"):
        typed = {"username": "offender_manager", "password": "a long invented password"}
        assert client.post(reverse("sign-in"), typed).status_code in {302, 303}
        assert client.get(reverse("my-day")).status_code == 200


def test_a_job_runs_under_the_login_of_the_worker_as_the_asking_person(people: People, case: Case) -> None:
    seen = []
    outbox.job("look-about")(lambda *, by, now, case_id: seen.append((by, Case.objects.get(pk=case_id))))
    with acting_as(people.offender_manager):
        asked = Job.objects.create(
            name="look-about",
            key="look",
            ids={"case_id": case.pk},
            asked_by=people.offender_manager,
            asked_at=timezone.now(),
        )
    with logged_in_as("mosovo_worker"):
        assert outbox.run(job_id=str(asked.pk), now=timezone.now()) == JobState.DONE
    assert seen == [(people.offender_manager, case)]


def test_the_sweep_runs_under_the_login_of_the_worker(people: People, case: Case) -> None:
    deadlines = Deadline.objects.filter(case=case)
    assert not deadlines.exists()
    with logged_in_as("mosovo_worker"):
        call_command("sweep", stdout=StringIO())
    assert deadlines.filter(state=DeadlineState.OPEN).exists()
