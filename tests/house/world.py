"""One of everything about the case of the tests, so that every address leads to something."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from cases.models import Case, CaseFile, Document, FileContent, Meeting, MeetingAction, Visit
from cases.states import Level, VisitOutcome
from mosovo.access.models import Cover, EmergencyAccess
from mosovo.audit.models import Ties, UnusualLooking
from mosovo.diary.models import Deadline, Notification
from mosovo.force_settings.models import ForceSetting
from mosovo.staff.models import Force, Proposal, Role, RoleHolding
from tests.cases.few import begun, informant_of
from tests.cases.meetings import at_level, called
from tests.factories.cases import NOON, AgencyFactory, ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.factories.risk import LevelDecisionFactory, StaticAssessmentFactory
from tests.factories.sharing import DelegationFactory
from tests.house.routes import Route
from tests.media_comms.steps import log
from tests.people import People
from tests.sharing.steps import put


@dataclass(frozen=True)
class World:
    """start of a pattern -> argument -> value; the longest start that fits has the word."""

    arguments: Mapping[str, Mapping[str, object]]

    def argument(self, route: Route, name: str) -> str:
        starts = [start for start, known in self.arguments.items() if route.pattern.startswith(start) and name in known]
        if not starts:
            raise KeyError(f"{route.pattern}: say in tests/house/world.py what {name} may be")
        return str(self.arguments[max(starts, key=len)][name])


def make_world(people: People, case: Case) -> World:
    """The case with its flag, restricted entries, visit, assessment, disclosure, meeting, enquiry and deadline."""
    manager, now, today = people.offender_manager, timezone.now(), timezone.localdate()
    FlagFactory(nominal=case.nominal)
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    request = put(by=manager, put_to=people.superintendent, case=case)
    delegation = DelegationFactory(superintendent=people.superintendent, delegate=people.unit_manager)
    assessment = StaticAssessmentFactory(case=case, assessed_by=manager)
    level = LevelDecisionFactory(case=case, set_by=manager)
    enquiry = log(by=people.press_officer, unit=case.unit)
    meeting: Meeting = called(people, at_level(case, Level.TWO), now=now)
    agency = AgencyFactory()
    action = MeetingAction.objects.create(
        meeting=meeting, text="Invented action", agency=agency, owner_name="Somebody", due_on=today
    )
    document = Document.objects.create(
        case=case, title="Invented", content=b"%PDF-1.7", size=8, sha256="0" * 64, made_at=NOON, made_by=manager
    )
    file = CaseFile.objects.create(
        case=case,
        part="case",
        title="Invented",
        name="invented.txt",
        kind="txt",
        size=8,
        sha256=hashlib.sha256(b"Invented").hexdigest(),
        added_by=manager,
        added_at=now,
    )
    FileContent.objects.create(file=file, content=b"Invented")
    visit = Visit.objects.create(
        case=case,
        visited_at=now - dt.timedelta(days=1),
        announced=False,
        safety_assessed_on=today,
        safety_notes="Two officers.",
        outcome=VisitOutcome.NOT_IN,
        seen="Nobody answered.",
        recorded_by=manager,
        recorded_at=now,
    )
    deadline = Deadline.objects.create(
        kind="invented",
        subject=f"case:{case.pk}",
        case=case,
        owner=manager,
        unit=case.unit,
        title="Invented",
        due_on=today,
        opened_on=today,
    )
    factor = Authenticator.objects.create(user=people.stranger, type=Authenticator.Type.RECOVERY_CODES, data={})
    session = UserSession.objects.create(user=manager, ip="192.0.2.1", session_key="invented", user_agent="Invented")
    cover = Cover.objects.create(
        covered=manager,
        coverer=people.same_unit_colleague,
        unit=case.unit,
        from_on=today,
        until_on=today,
        reason="Invented",
        made_by=people.supervisor,
        made_at=now,
    )
    emergency = EmergencyAccess.objects.create(
        case=case,
        officer=people.other_unit_officer,
        unit=people.other_unit_officer.unit,
        compartment="case",
        reason="child",
        sentence="Invented",
        opened_at=now,
        until=now,
    )
    note = Notification.objects.create(to=manager, key="invented", text="Invented", at=now)
    looking = UnusualLooking.objects.create(
        person=manager,
        day=today,
        kind="many",
        sentence="Invented",
        case_ids=[case.pk],
        reviewer=people.unit_manager,
        found_at=now,
    )
    informant = informant_of(case, manager)
    crontab, interval = CrontabSchedule.objects.create(), IntervalSchedule.objects.create(every=1, period="days")
    task = PeriodicTask.objects.create(name="invented", task="invented", crontab=crontab)
    setting = ForceSetting.objects.create(key="cap_percent", value="25", starts_on=today, reason="Invented")
    asked = {"asked_by": people.administrator, "asked_at": now, "reason": "Invented"}
    proposal = Proposal.objects.create(kind="factors", officer=people.stranger, **asked)
    kept = {
        "staff/proposal": proposal,
        "staff/officer": people.stranger,
        "staff/roleholding": RoleHolding.objects.get(officer=manager),
        "staff/role": Role.objects.get(code="auditor"),
        "staff/unit": case.unit,
        "staff/force": Force.objects.get(),
        "force_settings/forcesetting": setting,
        "audit/ties": Ties.objects.create(officer=people.stranger),
        "cases/agency": agency,
        "django_celery_beat/periodictask": task,
        "django_celery_beat/crontabschedule": crontab,
        "django_celery_beat/intervalschedule": interval,
    }
    references = {
        "cases/": case,
        "people/": case,
        "visits/": visit,
        "srp/": assessment,
        "static-assessments/": assessment,
        "disclosures/": request,
        "disclosure-requests/": request,
        "disclosures/delegations/": delegation,
        "media/": enquiry,
        "enquiries/": enquiry,
        "cover/": cover,
        "emergencies/": emergency,
        "meetings/": meeting,
        "meeting-actions/": action,
        "documents/": document,
        "confidential/": informant,
        "confidential/passed-on/": informant.referrals.get(),
        "covert/": begun(people.intelligence, case),
        "covert/make/": case,
        "files/": file,
    }
    arguments: dict[str, dict[str, object]] = {
        "second-factor/": {"reference": factor.pk},
        "sessions/": {"reference": session.pk},
        "admin/": {"app_label": "staff", "url": "nowhere/", "id": people.stranger.pk},
        "cases/": {"compartment": "sensitive", "number": people.stranger.number},
        "meetings/": {"part": "information"},
        "covert/": {"number": people.intelligence.number},
        "record/": {"part": "looks"},
        "looking/": {"reference": looking.pk},
        "deadlines/": {"reference": deadline.pk},
        "notifications/": {"reference": note.pk},
        "api/v1/^deadlines/": {"pk": deadline.pk},
        "api/v1/^risk-levels/": {"pk": level.pk},
        "api/v1/^units/": {"code": case.unit.code},
        "api/v1/^officers/": {"number": manager.number},
    }
    for start, row in references.items():
        for way in (start, f"api/v1/^{start}"):
            arguments.setdefault(way, {})["reference"] = row.reference
    for name, kept_row in kept.items():
        arguments[f"admin/{name}/"] = {"object_id": kept_row.pk}
    return World(arguments)
