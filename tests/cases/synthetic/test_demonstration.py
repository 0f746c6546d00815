import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cases.models import Case, CaseFile, FileContent, Meeting
from cases.synthetic import demonstration
from cases.synthetic.actions import Order
from mosovo import clock
from mosovo.access.sight import visible
from mosovo.demo import SIGN_INS
from mosovo.identity import acting_as
from mosovo.staff.actions.proposals import confirm_proposal, propose_reset
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from sharing.models import DisclosureRequest
from tests.factories.cases import CaseFactory

PASSWORD = "a-password-of-the-tests"
NAMES = [name for name, _ in SIGN_INS]


@pytest.fixture(autouse=True)
def _demonstration(monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setenv("MOSOVO_DEMO_PASSWORD", PASSWORD)
    monkeypatch.setattr(demonstration, "FORCE", Order(offenders=150, officers=3, units=1, seed=1))


def prepared(capsys) -> str:
    call_command("prepare_demo")
    return capsys.readouterr().out


@pytest.mark.django_db
def test_everybody_who_signs_in_is_there_with_something_to_do(capsys, django_assert_max_num_queries):
    prepared(capsys)
    people = {officer.sign_in: officer for officer in Officer.objects.filter(sign_in__in=NAMES)}
    assert set(people) == set(NAMES)
    today = clock.today()
    for name, officer in people.items():
        assert officer.check_password(PASSWORD), name
        assert abilities_of(officer, today=today), name
        assert officer.vetting_expires_on > today, name
    meeting = Meeting.objects.get(state="open")
    assert (meeting.chair, meeting.case.officer) == (people["chair"], people["officer"])
    assert visible(people["chair"], Case).filter(pk=meeting.case_id).exists()
    request = DisclosureRequest.objects.get()
    assert (request.put_to, request.case.level, request.case.category) == (people["superintendent"], 1, "1")
    assert people["admin"].is_staff
    first, second = people["admin"], people["admin2"]
    with acting_as(first):
        waiting = propose_reset(by=first, officer=people["control"], reason="Lost in a test", now=clock.now())
    with acting_as(second):
        confirm_proposal(by=second, proposal=waiting, now=clock.now())
    assert visible(people["supervisor"], CaseFile).filter(state="quarantine").exists()
    assert visible(people["officer"], FileContent).filter(file__state="open").exists()
    assert not prepared(capsys), "a second run has nothing to say"
    with django_assert_max_num_queries(60):
        prepared(capsys)


@pytest.mark.django_db
def test_another_password_is_set_for_all(capsys, monkeypatch):
    prepared(capsys)
    monkeypatch.setenv("MOSOVO_DEMO_PASSWORD", "another-password")
    prepared(capsys)
    assert all(officer.check_password("another-password") for officer in Officer.objects.filter(sign_in__in=NAMES))


@pytest.mark.django_db
def test_on_a_database_with_other_cases_the_missing_people_are_signed_up(capsys):
    CaseFactory()
    prepared(capsys)
    assert Officer.objects.filter(sign_in__in=NAMES).count() == len(NAMES)
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_outside_the_demonstration_it_refuses(monkeypatch):
    monkeypatch.setattr(settings, "DEMO", False)
    with pytest.raises(CommandError, match="for the demonstration alone"):
        call_command("prepare_demo")
    assert not Officer.objects.filter(sign_in="officer").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["", "short"])
def test_without_a_password_it_refuses(monkeypatch, password):
    monkeypatch.setenv("MOSOVO_DEMO_PASSWORD", password)
    with pytest.raises(CommandError, match="MOSOVO_DEMO_PASSWORD"):
        call_command("prepare_demo")
