import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.audit.models import Look
from mosovo.diary.actions import notify
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory
from tests.people import answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()
DAY = dt.timedelta(days=1)
LEADS = ("supervisor", "unit_manager", "other_unit_supervisor")


def due(case: Case, owner: Officer | None, days: int) -> Deadline:
    return Deadline.objects.create(
        kind="tried",
        subject=f"case:{case.pk}:{days}",
        case=case,
        owner=owner,
        unit=case.unit,
        title="Home visit",
        due_on=TODAY + days * DAY,
        why="Because the risk is high.",
        basis="The test",
        opened_on=TODAY,
    )


def told(officer: Officer, key: str = "one", at: dt.datetime = NOW) -> Notification:
    notify([officer], key=key, text="N0000001 is now yours.", url="/my-day/", now=at)
    return Notification.objects.get(to=officer, key=key)


def test_everybody_reads_their_own_alerts(people):
    assert answers(people, "/notifications/") == refused_but(people, status=200)


def test_alerts_are_ones_own_newest_first(people):
    older, newer = told(people.chair, "one", NOW - DAY), told(people.chair, "two")
    told(people.auditor)
    page = signed_in(people.chair).get("/notifications/")
    assert list(page.context["page"]) == [newer, older]


def test_an_alert_is_read_by_its_reader_alone(people):
    line = told(people.chair)
    url = f"/notifications/{line.pk}/read/"
    assert answers(people, url, data={}) == refused_but(people, chair=303)
    line.refresh_from_db()
    first = line.read_at
    assert first is not None
    assert signed_in(people.chair).post(url)["Location"] == "/my-day/"
    line.refresh_from_db()
    assert line.read_at == first
    assert signed_in(people.chair).get(url).status_code == 405


def test_marking_all_leaves_what_came_since_the_page_was_drawn(people):
    told(people.chair, "one", NOW - DAY)
    client = signed_in(people.chair)
    drawn = client.get("/notifications/").context["now"]
    told(people.chair, "two", drawn + dt.timedelta(seconds=1))
    told(people.auditor)
    assert client.post("/notifications/read/", {"up_to": drawn.isoformat()}).status_code == 303
    assert set(Notification.objects.filter(read_at=None).values_list("key", "to")) == {
        ("two", people.chair.pk),
        ("one", people.auditor.pk),
    }


@pytest.mark.parametrize("up_to", ["", "yesterday", "2026-13-45T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_marking_all_with_a_broken_moment_marks_what_is_there(people, up_to):
    told(people.chair)
    assert signed_in(people.chair).post("/notifications/read/", {"up_to": up_to}).status_code == 303
    assert not Notification.objects.filter(read_at=None).exists()


def test_a_teams_deadlines_are_for_those_who_lead(people):
    assert answers(people, "/deadlines/") == refused_but(people, status=403, **dict.fromkeys(LEADS, 200))


def test_a_supervisor_sees_the_units_deadlines_alone_and_the_look_is_recorded(people, case, other_unit):
    mine = due(case, people.offender_manager, 3)
    due(CaseFactory(unit=other_unit), people.other_unit_officer, 3)
    page = signed_in(people.supervisor).get("/deadlines/")
    assert list(page.context["page"]) == [mine]
    assert [look.case_ids for look in Look.objects.filter(path="/deadlines/")] == [[case.pk]]


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("", [-40, -30, -8, -7, -1, 0, 5]),
        ("age=overdue", [-40, -30, -8, -7, -1]),
        ("age=week", [-7, -1]),
        ("age=month", [-30, -8]),
        ("age=longer", [-40]),
        ("age=nonsense", [-40, -30, -8, -7, -1, 0, 5]),
        ("officer=none", [5]),
        ("officer=OWNER", [-40, -30, -8, -7, -1, 0]),
        ("officer=OWNER&age=week", [-7, -1]),
    ],
)
def test_the_list_is_narrowed_by_owner_and_age(people, case, asked, days):
    for day in (-40, -30, -8, -7, -1, 0):
        due(case, people.offender_manager, day)
    due(case, None, 5)
    url = f"/deadlines/?{asked}".replace("OWNER", people.offender_manager.number)
    page = signed_in(people.supervisor).get(url)
    assert [(row.due_on - TODAY).days for row in page.context["page"]] == days


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_as_many_queries_for_one_as_for_thirty(people, unit, count, django_assert_num_queries):
    for _ in range(count):
        due(CaseFactory(unit=unit), people.offender_manager, -1)
    client = signed_in(people.supervisor)
    client.get("/deadlines/")
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get("/deadlines/").status_code == 200


LIST_QUERIES = 12


def test_waiving_is_for_the_units_supervisors(people, case):
    url = f"/deadlines/{due(case, people.offender_manager, 3).pk}/waive/"
    assert answers(people, url) == refused_but(
        people,
        supervisor=200,
        unit_manager=200,
        offender_manager=403,
        same_unit_colleague=403,
        lapsed_vetting_officer=403,
    )


def test_a_deadline_is_waived_with_its_reason(people, case):
    deadline = due(case, people.offender_manager, 3)
    client, url = signed_in(people.supervisor), f"/deadlines/{deadline.pk}/waive/"
    for nothing in (" ", "x", "no", "....", "- 1 -"):
        assert client.post(url, {"reason": nothing}).status_code == 422
    assert client.post(url, {"reason": "In hospital until June"}).status_code == 303
    deadline.refresh_from_db()
    assert (deadline.state, deadline.ended_reason) == (DeadlineState.WAIVED, "In hospital until June")
    again = client.post(url, {"reason": "In hospital until June"})
    assert again.status_code == 409
    assert "ended already" in again.content.decode()


def test_a_deadline_that_is_not_there_is_not_found(people):
    assert signed_in(people.supervisor).get("/deadlines/999999999/waive/").status_code == 404
