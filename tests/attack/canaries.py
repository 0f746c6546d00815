"""A word of its own in every text of every case, so that whoever reads one is known to have seen that very field."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from cases.models import Document
from mosovo.access.protection import Protection, event_models, protections
from mosovo.access.states import Compartment, UnitRight
from tests.attack.facts import database_now, read_facts
from tests.attack.oracle import Facts

Say = Callable[[str, models.Field], str]
WORD = re.compile(r"qz\d{5}x", re.IGNORECASE)
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
# Texts that the code reads and nobody wrote: another word there would be another meaning.
KEPT = {
    "cases.casefile.sha256": "follows from the content",
    "cases.conviction.offence_code": "too short for a word",
    "cases.document.media_type": "says how it is sent",
    "cases.document.sha256": "follows from the content",
    "cases.meetingdecision.outcome": "one of a list",
    "cases.nametoken.word": "made from the names",
    "cases.nominal.reference": "its address",
    "diary.deadline.kind": "names the duty",
    "diary.deadline.subject": "names the row",
    "diary.deadline.url": "an address",
    "risk.staticassessment.algorithm": "names the predictor",
    "risk.staticassessment.dc_band": "one of a list",
    "risk.staticassessment.dc_band_after_reduction": "one of a list",
    "risk.staticassessment.iic_band": "one of a list",
    "risk.staticassessment.inputs": "answers of a list, no text",
    "risk.staticassessment.version": "names the predictor",
    "risk.staticassessment.working": "figures",
}
# What people write that is of no case; the rest of such tables are codes, keys and what the code itself says.
WRITTEN_ELSEWHERE = {
    *("access.cover.reason", "access.unitgrant.reason", "audit.look.reason", "audit.refusal.sentence"),
    *("audit.unusuallooking.sentence", "audit.lookingreview.words", "cases.agency.name", "diary.notification.text"),
    *("force_settings.forcesetting.reason", "media_comms.consultation.consulted", "media_comms.consultation.view"),
    *("media_comms.enquiry.outlet", "media_comms.enquiry.journalist", "media_comms.enquiry.question"),
    *("media_comms.enquiry.about", "media_comms.enquiry.closed_reason", "media_comms.statement.text"),
    *("media_comms.statement.explanation", "media_comms.unitanswer.text", "sharing.delegation.reason"),
    *("staff.force.name", "staff.officer.given_names", "staff.officer.family_name", "staff.role.name"),
    *("staff.unit.name", "staff.unit.area", "staff.unit.phone", "usersessions.usersession.user_agent"),
}
# Said when something is over; until then the table keeps them empty.
AFTERWARDS = {
    *("ended_reason", "cancelled_reason", "closed_reason", "review", "done_note"),
    *("refused_reason", "released_reason", "withdrawn_reason", "answer"),
}
# Whose own such a row is, besides those who see the case: their name stands in this column.
OWN = {"access.casegrant": "user_id", "access.opening": "officer_id", "access.emergencyaccess": "officer_id"}


@dataclass(frozen=True)
class Canary:
    """Where a word stands. own: one who may read it without sight of the case; unit: whose supervisors may."""

    label: str
    case: int
    part: Compartment
    own: int | None = None
    unit: int | None = None


@dataclass
class Aviary:
    """Every word that was planted, and who may read it by the facts."""

    facts: Facts
    now: dt.datetime
    today: dt.date
    planted: dict[str, Canary] = field(default_factory=dict)
    _seen: dict[tuple[int, Compartment], set[int]] = field(default_factory=dict)

    def seen(self, person: int, part: Compartment) -> set[int]:
        """The cases whose ``part`` the person may see; worked out once."""
        if (person, part) not in self._seen:
            self._seen[person, part] = self.facts.seen(person, part, now=self.now, today=self.today)
        return self._seen[person, part]

    def may(self, person: int | None, canary: Canary) -> bool:
        if person is None or not self.facts.people[person].is_active:
            return False
        supervises = canary.unit is not None and any(
            (row.person, row.right, row.about) == (person, UnitRight.CHANGE_CASES, canary.unit) and row.holds(self.now)
            for row in self.facts.on_units
        )
        return supervises or canary.own == person or canary.case in self.seen(person, canary.part)

    def found(self, text: str) -> set[str]:
        return {word.lower() for word in WORD.findall(text)} & self.planted.keys()

    def out_of_sight(self, person: int | None, text: str) -> list[str]:
        """Which fields' words stand in ``text`` that the person may not read; ``None`` is nobody."""
        wrong = sorted(word for word in self.found(text) if not self.may(person, self.planted[word]))
        return [f"{self.planted[word].label} of case {self.planted[word].case}" for word in wrong]

    def words_hidden_from(self, person: int) -> list[str]:
        return [word for word, canary in self.planted.items() if not self.may(person, canary)]


def fields_of(protection: Protection) -> Iterator[models.Field]:
    for one in protection.model._meta.concrete_fields:
        label = f"{protection.model._meta.label_lower}.{one.name}"
        of_plain = protection.compartment is Compartment.PLAIN and label not in WRITTEN_ELSEWHERE
        if isinstance(one, TEXTS) and not one.choices and label not in KEPT and not of_plain:
            yield one


def plant(today: dt.date, say: Say = lambda word, one: word, *, plain: bool = False) -> Aviary:
    """A word in every text field of every row of a case, in what is recorded of it too; the facts as they are now.

    say: what is written instead of the word. plain: into what people write elsewhere than in a case as well.
    """
    aviary = Aviary(read_facts(today), database_now(), today)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # signed and append-only rows too
        for protection in protections():
            if protection.compartment is not Compartment.PLAIN or plain:
                _plant(aviary, protection, say)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return aviary


def _plant(aviary: Aviary, protection: Protection, say: Say) -> None:
    model = protection.model
    label = model._meta.label_lower
    # A nominal has the key of its case, and so have the rows of a nominal.
    path = f"{protection.path}__pk" if protection.path else "pk"
    is_plain = protection.compartment is Compartment.PLAIN
    cases = dict(model._default_manager.values_list("pk", "pk" if is_plain else path))
    for row in model._default_manager.all():
        if cases[row.pk] is None:  # a deadline about an officer
            continue
        own = getattr(row, OWN[label]) if label in OWN else None
        unit = row.unit_id if label == "access.emergencyaccess" else None
        values = {}
        for one in fields_of(protection):
            if one.name in AFTERWARDS and not getattr(row, one.attname):
                continue
            word = f"qz{len(aviary.planted):05}x"
            where = Canary(f"{label}.{one.name}", cases[row.pk], protection.compartment, own, unit)
            aviary.planted[word] = where
            values[one.column] = _with(say(word, one), one, getattr(row, one.attname))
        if values:
            _write(model, row.pk, values)


def _with(word: str, one: models.Field, before: object) -> object:
    if isinstance(one, models.JSONField):
        said = dict.fromkeys(before, word) if isinstance(before, dict) else [word]
        return json.dumps(said or {"to_whom": word})
    if isinstance(one, ArrayField):
        return [word]
    return f"%PDF-1.7 {word}".encode() if isinstance(one, models.BinaryField) else word


def _write(model: type[models.Model], key: object, values: dict[str, object]) -> None:
    if model is Document:
        content = values["content"]
        assert isinstance(content, bytes)
        values |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    places = [(model, model._meta.pk.column), *((event, "pgh_obj_id") for event in event_models(model))]
    for place, column in places:
        known = {one.column for one in place._meta.concrete_fields} & values.keys()
        sets = ", ".join(f'"{name}" = %s' for name in sorted(known))
        if sets:
            sql = f"UPDATE {place._meta.db_table} SET {sets} WHERE {column} = %s"  # noqa: S608
            with connection.cursor() as cursor:
                cursor.execute(sql, [*(values[name] for name in sorted(known)), key])
