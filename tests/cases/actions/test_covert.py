"""Covert material: who is named and by whom, and what the database itself takes; as the person, under row security."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from cases.actions.covert import end_naming, make_covert, name_person, record_covert_contact, review_covert
from cases.models import Case, CovertContact, CovertNaming, CovertRecord, CovertReview
from cases.states import Tactic
from mosovo.access.actions import grant_on_case
from mosovo.access.models import Exclusion
from mosovo.access.sight import visible
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.diary.models import Deadline, Notification
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.cases.few import begun, named
from tests.factories.cases import CaseFactory
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

MODELS: tuple[type[Model], ...] = (CovertRecord, CovertNaming, CovertContact, CovertReview)
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def sees(person: Officer) -> tuple[int, ...]:
    """How many rows of each table the person sees; both layers must say the same, and of the history too."""
    by_rules = tuple(visible(person, model).count() for model in MODELS)
    with logged_in_as("mosovo_web"), acting_as(person):
        by_database = tuple(model._default_manager.count() for model in MODELS)
        events = [model.pgh_event_model._default_manager.exists() for model in MODELS]  # type: ignore[attr-defined]
    assert by_rules == by_database, person
    assert events == [bool(count) for count in by_database], person
    return by_database


def make(by: Officer, case: Case, reference: uuid.UUID | None = None, **changes: object) -> CovertRecord:
    typed = {"title": "Invented", "about": "He is warned by somebody inside.", "review_on": TODAY + DAY}
    with logged_in_as("mosovo_web"), acting_as(by):
        return make_covert(
            by=by,
            nominal=case.nominal,
            reference=reference or uuid.uuid4(),
            now=timezone.now(),
            today=TODAY,
            **typed | changes,  # type: ignore[arg-type]
        )


def name(by: Officer, record: CovertRecord, officer: Officer, **changes: object) -> CovertNaming:
    typed = {"leads": False, "reason": "Listens with us.", "until_on": TODAY + DAY}
    with logged_in_as("mosovo_web"), acting_as(by):
        return name_person(
            by=by, record=record, officer=officer, now=timezone.now(), today=TODAY, **typed | changes  # type: ignore[arg-type]
        )  # fmt: skip


def end(by: Officer, record: CovertRecord, officer: Officer, reason: str = "No longer needed.") -> None:
    with logged_in_as("mosovo_web"), acting_as(by):
        end_naming(by=by, record=record, officer=officer, reason=reason, now=timezone.now(), today=TODAY)


def exclude(people: People, case: Case, officer: Officer) -> None:
    Exclusion.objects.create(case=case, officer=officer, reason="Neighbour", made_by=people.supervisor)


def test_only_those_named_see_that_it_exists(people: People, case: Case) -> None:
    begun(people.offender_manager, case, people.press_officer)
    # Every right there is, taken in an emergency: it gives nothing here.
    grant_on_case(
        by=None, to=people.other_unit_officer, case=case, rights=CaseRight, basis=GrantBasis.EMERGENCY,
        reason="A child is missing", now=timezone.now() - DAY,
    )  # fmt: skip
    for who, person in people.items():
        there = who in {"offender_manager", "press_officer"}
        assert sees(person) == ((1, 2, 1, 1) if there else (0, 0, 0, 0)), who
    with logged_in_as("mosovo_web"), acting_as(Officer()):
        assert not CovertRecord.objects.exists()


def test_a_naming_counts_while_it_lasts_and_vetting_and_no_exclusion_is_in_the_way(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case)
    for person, changes in (
        (people.supervisor, {"from_on": TODAY + DAY, "until_on": TODAY + DAY}),
        (people.unit_manager, {"until_on": TODAY - DAY}),
        (people.chair, {"ended_at": timezone.now(), "ended_by": people.offender_manager, "ended_reason": "Done with."}),
        (people.lapsed_vetting_officer, {}),
    ):
        named(record, person, **changes)
        assert sees(person) == (0, 0, 0, 0), person
    named(record, people.same_unit_colleague, until_on=TODAY)
    assert sees(people.same_unit_colleague)[0] == 1
    Exclusion.objects.create(
        case=case, officer=people.same_unit_colleague, reason="Neighbour", made_by=people.supervisor
    )
    assert sees(people.same_unit_colleague) == (0, 0, 0, 0)
    Officer.objects.filter(pk=people.offender_manager.pk).update(is_active=False)
    assert sees(Officer.objects.get(pk=people.offender_manager.pk)) == (0, 0, 0, 0)


def test_whoever_may_write_in_the_case_or_works_at_intelligence_begins_it(people: People, case: Case) -> None:
    able = {"offender_manager", "supervisor", "unit_manager", "intelligence"}
    for who, person in people.items():
        if who in able:
            record = make(person, case)
            assert [one.officer for one in record.namings.all()] == [person]
            assert sees(person)[:2] == (1, 1)
        else:
            with pytest.raises(Denied):
                make(person, case)
    assert CovertRecord.objects.count() == len(able)
    # Nothing of it stands where others look.
    assert not Deadline.objects.filter(title__icontains="covert").exists()
    assert not Notification.objects.exists()


def test_excluded_or_lapsed_nobody_begins_it(people: People, case: Case) -> None:
    exclude(people, case, people.intelligence)
    Officer.objects.filter(pk=people.supervisor.pk).update(vetting_expires_on=TODAY - DAY)
    people.supervisor.refresh_from_db()
    with pytest.raises(ProgrammingError, match="row-level security"):
        make(people.intelligence, case)
    with pytest.raises(Denied, match="etting"):
        make(people.supervisor, case)


def test_sent_twice_it_is_made_once_and_nobody_elses_form_meets_it(people: People, case: Case) -> None:
    reference = uuid.uuid4()
    record = make(people.offender_manager, case, reference)
    assert make(people.offender_manager, case, reference) == record
    with pytest.raises(Conflict, match="sent before"):
        make(people.offender_manager, case, reference, title="Other words")
    # The same form, and the key itself, in another's hand: nothing tells that they are taken.
    assert make(people.supervisor, case, reference) != record
    assert make(people.supervisor, case, record.pk) != record
    for bad in ({"about": "x"}, {"review_on": TODAY}, {"review_on": TODAY + 29 * DAY}):
        with pytest.raises(Conflict):
            make(people.offender_manager, case, **bad)


def test_those_named_name_others_and_one_who_leads_names_leads(people: People, case: Case) -> None:
    record = make(people.offender_manager, case)
    name(people.offender_manager, record, people.press_officer)
    name(people.press_officer, record, people.chair)
    assert sees(people.chair)[0] == 1
    with pytest.raises(Conflict, match="Only one who leads"):
        name(people.chair, record, people.supervisor, leads=True, until_on=None)
    name(people.offender_manager, record, people.supervisor, leads=True, until_on=None)
    with pytest.raises(CovertRecord.DoesNotExist):
        name(people.stranger, record, people.stranger)
    for officer, changes, why in (
        (people.chair, {}, "named already"),
        (people.lapsed_vetting_officer, {}, "cannot be named"),
        (people.auditor, {"reason": "x"}, "Say why"),
        (people.auditor, {"until_on": None}, "last day"),
        (people.auditor, {"until_on": TODAY - DAY}, "passed"),
        (people.auditor, {"until_on": TODAY + 91 * DAY}, "at most"),
        (people.auditor, {"leads": True}, "leave it empty"),
    ):
        with pytest.raises(Conflict, match=why):
            name(people.offender_manager, record, officer, **changes)
    exclude(people, case, people.auditor)
    with pytest.raises(Conflict, match="cannot be named"):
        name(people.press_officer, record, people.auditor)


def test_a_naming_is_ended_with_a_reason_and_somebody_who_leads_remains(people: People, case: Case) -> None:
    record = make(people.offender_manager, case)
    name(people.offender_manager, record, people.press_officer)
    name(people.offender_manager, record, people.chair)
    with pytest.raises(Denied, match="Only one who leads"):
        end(people.press_officer, record, people.chair)
    with pytest.raises(Conflict, match="Say why"):
        end(people.press_officer, record, people.press_officer, reason="x")
    end(people.press_officer, record, people.press_officer)
    assert sees(people.press_officer) == (0, 0, 0, 0)
    with pytest.raises(Conflict, match="not named"):
        end(people.offender_manager, record, people.press_officer)
    with pytest.raises(Denied, match="Nobody else leads"):
        end(people.offender_manager, record, people.offender_manager)
    name(people.offender_manager, record, people.supervisor, leads=True, until_on=None)
    Officer.objects.filter(pk=people.supervisor.pk).update(vetting_expires_on=TODAY - DAY)
    with pytest.raises(Denied, match="Nobody else leads"):  # one who could not act does not count
        end(people.offender_manager, record, people.offender_manager)
    Officer.objects.filter(pk=people.supervisor.pk).update(vetting_expires_on=TODAY + DAY)
    end(people.offender_manager, record, people.offender_manager)
    assert sees(people.offender_manager) == (0, 0, 0, 0)
    # Ended and begun again, it counts again.
    name(people.supervisor, record, people.offender_manager)
    assert sees(people.offender_manager)[0] == 1


def test_where_nobody_who_leads_can_act_those_named_see_to_it(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.press_officer, people.chair)
    # Excluded, lapsed, or gone: each time by the rule itself, as SQL, and by the action.
    for gone in ({"is_active": False}, {"vetting_expires_on": TODAY - DAY}):
        with pytest.raises(Conflict, match="Only one who leads"):
            name(people.press_officer, record, people.supervisor, leads=True, until_on=None)
        as_it_was = Officer.objects.filter(pk=people.offender_manager.pk).values(*gone).get()
        Officer.objects.filter(pk=people.offender_manager.pk).update(**gone)
        with pytest.raises(CovertRecord.DoesNotExist):
            name(people.stranger, record, people.supervisor, leads=True, until_on=None)
        naming = name(people.press_officer, record, people.supervisor, leads=True, until_on=None)
        assert naming.leads
        # From now on somebody leads.
        with pytest.raises(Conflict, match="Only one who leads"):
            name(people.chair, record, people.unit_manager, leads=True, until_on=None)
        end(people.supervisor, record, people.chair)
        name(people.supervisor, record, people.chair)
        Officer.objects.filter(pk=people.offender_manager.pk).update(**as_it_was)
        end(people.supervisor, record, people.supervisor)


def test_a_record_stays_as_it_was_begun(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.chair)
    other = CaseFactory()
    for change, value in (
        ("case_id", other.pk), ("title", "Mine"), ("about", "Mine"), ("made_by_id", people.chair.pk),
        ("made_at", timezone.now()), ("reference", uuid.uuid4()),
    ):  # fmt: skip
        for person in (people.chair, people.offender_manager):
            with (
                logged_in_as("mosovo_web"), acting_as(person), connection.cursor() as cursor,
                pytest.raises(DatabaseError, match=r"Cannot update|own name"), transaction.atomic(),
            ):  # fmt: skip
                cursor.execute(f"UPDATE cases_covertrecord SET {change} = %s", [value])  # noqa: S608
    with logged_in_as("mosovo_web"), acting_as(people.chair), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_covertrecord SET review_on = sec.today() + 1")
        assert cursor.rowcount == 1
    assert CovertRecord.objects.get(pk=record.pk).case == case


def test_contacts_and_reviews_are_written_once(people: People, case: Case) -> None:
    record, by = make(people.offender_manager, case), people.offender_manager
    reference = uuid.uuid4()

    def write(person: Officer, learnt: str = "He keeps a second telephone.") -> CovertContact:
        with logged_in_as("mosovo_web"), acting_as(person):
            return record_covert_contact(
                by=person, record=record, reference=reference, at=timezone.now() - DAY, tactic=Tactic.ONLINE,
                learnt=learnt, authority="A/1", authority_until=TODAY, now=timezone.now(),
            )  # fmt: skip

    write(by)
    with pytest.raises(Conflict):
        write(by, "Something else.")
    with pytest.raises(Denied, match="not named"):
        write(people.supervisor)
    with logged_in_as("mosovo_web"), acting_as(by):
        said = {"words": "Still needed, by both.", "next_on": TODAY + 7 * DAY}
        review_covert(by=by, record=record, reference=reference, now=timezone.now(), today=TODAY, **said)
        assert CovertRecord.objects.get().review_on == TODAY + 7 * DAY
    with acting_as(by), pytest.raises(ProgrammingError, match="permission denied"):
        CovertContact.objects.update(learnt="Rewritten")


FORGED = (
    (
        "INSERT INTO cases_covertnaming (id, record_id, officer_id, leads, reason, from_on, named_by_id, named_at,"
        " ended_reason) VALUES (gen_random_uuid(), '{record}', {me}, true, 'Mine', sec.today(), {me}, now(), '')"
    ),
    (
        "INSERT INTO cases_covertnaming (id, record_id, officer_id, leads, reason, from_on, named_by_id, named_at,"
        " ended_reason) VALUES (gen_random_uuid(), gen_random_uuid(), {me}, true, 'Mine', sec.today(), {me}, now(), '')"
    ),
    "UPDATE cases_covertnaming SET until_on = '2099-01-01', leads = false",
    "UPDATE cases_covertnaming SET officer_id = {me}",
    "UPDATE cases_covertrecord SET title = 'Mine'",
    (
        "INSERT INTO cases_covertreview (reference, record_id, words, next_on, reviewed_by_id, reviewed_at)"
        " VALUES (gen_random_uuid(), '{record}', 'Mine', sec.today(), {me}, now())"
    ),
)


def test_what_is_slipped_in_as_sql_reaches_nothing_and_is_answered_alike(people: People, case: Case) -> None:
    record = begun(people.offender_manager, case, people.chair)
    naming = CovertNaming.objects.get(officer=people.chair)

    def told(person: Officer, statement: str, key: object) -> str:
        try:
            with logged_in_as("mosovo_web"), acting_as(person), connection.cursor() as cursor:
                cursor.execute(statement.format(record=key, me=person.pk))
                return str(cursor.rowcount)
        except ProgrammingError as error:
            return str(error)

    for person in (people.supervisor, people.auditor, people.administrator):
        for statement in FORGED:
            here, nowhere = (told(person, statement, key) for key in (record.pk, uuid.uuid4()))
            assert here == nowhere
            assert here == "0" or "row-level security" in here
    # Somebody named, who does not lead, keeps to the same.
    for statement in (
        "UPDATE cases_covertnaming SET until_on = '2099-01-01' WHERE officer_id = {me}",
        "UPDATE cases_covertnaming SET ended_at = now(), ended_by_id = {me}, ended_reason = 'Mine' WHERE leads",
        FORGED[0],
    ):
        assert "row-level security" in told(people.chair, statement, record.pk)
    naming.refresh_from_db()
    assert naming.ended_at is None
    for statement in ("SELECT sec.covert_leads('{record}')", "SELECT sec.may_be_named({me}, '{record}')"):
        with logged_in_as("mosovo_web"), acting_as(people.supervisor), connection.cursor() as cursor:
            cursor.execute(statement.format(record=record.pk, me=people.supervisor.pk))
            assert cursor.fetchone()[0] in ([], False)
