"""A force in which rights come, go, begin, end and lapse at random, each told to the oracle as it is written."""

import datetime as dt
import random

from django.contrib.auth.models import Permission
from django.db.models import Model

from cases.models import Address, Case, CovertNaming, CovertRecord, Visit
from cases.states import VisitOutcome
from mosovo.access.models import CaseGrant, Exclusion, Opening, UnitGrant
from mosovo.access.states import CaseRight, Compartment, GrantBasis, UnitRight
from mosovo.staff.models import Officer, Role, RoleHolding
from mosovo.staff.states import Ability, Vetting
from tests.attack.oracle import Facts, Person, Right
from tests.cases.few import begun, informant_of, named
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.factories.risk import LevelDecisionFactory
from tests.factories.staff import OfficerFactory, UnitFactory

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
PARTS = (Compartment.SENSITIVE, Compartment.CONFIDENTIAL)


def word(part: Compartment, case: int) -> str:
    """What the records of one compartment of one case say, and nothing else does."""
    return f"z{part.value}{case}z"


class RandomForce:
    """``units`` units with ``cases`` cases and ``people`` people, without any right at first."""

    def __init__(self, chance: random.Random, now: dt.datetime, *, units: int, cases: int, people: int) -> None:
        self.chance, self.now, self.today = chance, now, now.date()
        self.facts = Facts()
        self.units = [UnitFactory() for _ in range(units)]
        self.people: list[Officer] = [OfficerFactory(unit=chance.choice(self.units)) for _ in range(people)]
        for person in self.people:
            self.facts.people[person.pk] = Person(vetted_until=person.vetting_expires_on)
        self.cases = [self._case() for _ in range(cases)]
        self.roles = list(Role.objects.all())

    def _case(self) -> Case:
        """A case with one row in each kind of table, whose texts are the word of their compartment."""
        case: Case = CaseFactory(unit=self.chance.choice(self.units))
        said = {part: word(part, case.pk) for part in Compartment}
        FlagFactory(nominal=case.nominal, warning=said[Compartment.OPERATIONAL])
        Address.objects.create(nominal=case.nominal, lines=said[Compartment.OPERATIONAL], postcode="ZZ1 1ZZ")
        Visit.objects.create(
            case=case,
            visited_at=self.now - DAY,
            announced=False,
            safety_assessed_on=self.today,
            safety_notes="Two officers.",
            outcome=VisitOutcome.NOT_IN,
            seen=said[Compartment.CASE],
            recorded_by=self.people[0],
            recorded_at=self.now,
        )
        LevelDecisionFactory(case=case, set_by=self.people[0], reasons=said[Compartment.CASE])
        begun(self.people[0], case, said=said[Compartment.COVERT], alone=False)
        informant_of(case, self.people[0], said[Compartment.CONFIDENTIAL])
        for factory, part in ((SensitiveEntryFactory, PARTS[0]), (ConfidentialEntryFactory, PARTS[1])):
            factory(case=case, recorded_by=self.people[0], title=said[part], text=said[part])
        self.facts.cases[case.pk] = (case.unit_id, False)
        return case

    def change(self, times: int) -> None:
        """So many things that may happen to anybody's rights."""
        often = [self.on_unit] * 8 + [self.on_case] * 8 + [self.open_part] * 12
        often += [self.name] * 6
        seldom = [self.end_right, self.exclude, self.take_back_exclusion, self.lock, self.move, self.role, self.vet]
        for _ in range(times):
            self.chance.choice([*often, *seldom, self.bar])()

    def on_unit(self) -> None:
        self._give(UnitGrant, self.facts.on_units, self.chance.choice(list(UnitRight)), self.chance.choice(self.units))

    def on_case(self) -> None:
        self._give(CaseGrant, self.facts.on_cases, self.chance.choice(list(CaseRight)), self.chance.choice(self.cases))

    def _give(self, model: type[Model], known: list[Right], right: str, about: Model) -> None:
        person = self.chance.choice(self.people)
        starts, ends = self.chance.choice(
            [
                *[(self.now - DAY, None)] * 4,
                (self.now - DAY, self.now + DAY),
                (self.now - 2 * DAY, self.now - DAY),
                (self.now + DAY, None),
                (self.now - DAY, self.now - HOUR),
            ]
        )
        key = {"user": person, "content_object": about, "permission": Permission.objects.get(codename=right)}
        model._default_manager.filter(**key).delete()
        known[:] = [row for row in known if (row.person, row.right, row.about) != (person.pk, right, about.pk)]
        model._default_manager.create(
            **key, basis=GrantBasis.NEED_TO_KNOW, reason="Invented", valid_from=starts, valid_until=ends
        )
        known.append(Right(person.pk, right, about.pk, starts, ends))

    def name(self) -> None:
        """Somebody is named to the covert record of a case: now, until yesterday, from tomorrow, or ended."""
        person, case = self.chance.choice(self.people), self.chance.choice(self.cases)
        starts, ends, ended = self.chance.choice([*[(-1, 1, False)] * 4, (-2, -1, False), (1, 2, False), (-1, 1, True)])
        record = CovertRecord.objects.get(case=case)
        naming = named(
            record, person, from_on=self.today + starts * DAY, until_on=self.today + ends * DAY, reason="Invented"
        )
        if ended:
            CovertNaming.objects.filter(pk=naming.pk).update(
                ended_at=self.now, ended_by=self.people[0], ended_reason="Invented"
            )
            return
        self.facts.named.append(
            Right(person.pk, "named", case.pk, self.now + starts * DAY, self.now + (ends + 1) * DAY)
        )

    def end_right(self) -> None:
        for model, known in ((UnitGrant, self.facts.on_units), (CaseGrant, self.facts.on_cases)):
            if known:
                row = known.pop(self.chance.randrange(len(known)))
                model.objects.filter(user=row.person, content_object=row.about, permission__codename=row.right).update(
                    valid_from=self.now - 2 * DAY, valid_until=self.now - HOUR
                )

    def open_part(self) -> None:
        person, case, part = self.chance.choice(self.people), self.chance.choice(self.cases), self.chance.choice(PARTS)
        ends = self.now + self.chance.choice([HOUR, HOUR, HOUR, -HOUR])
        Opening.objects.create(
            case=case,
            officer=person,
            compartment=part,
            reason="visit",
            sentence="x",
            opened_at=self.now - DAY,
            until=ends,
        )
        self.facts.opened.append(Right(person.pk, part, case.pk, self.now - DAY, ends))

    def exclude(self) -> None:
        person, case = self.chance.choice(self.people), self.chance.choice(self.cases)
        values = {"reason": "x", "made_by": self.people[0]}
        Exclusion.objects.get_or_create(officer=person, case=case, ended_at=None, defaults=values)
        self.facts.never.add((person.pk, case.pk))

    def take_back_exclusion(self) -> None:
        if self.facts.never:
            person, case = self.chance.choice(sorted(self.facts.never))
            Exclusion.objects.filter(officer=person, case=case, ended_at=None).update(
                ended_at=self.now, ended_by=self.people[0], ended_reason="x"
            )
            self.facts.never.discard((person, case))

    def lock(self) -> None:
        case = self.chance.choice(self.cases)
        unit, locked = self.facts.cases[case.pk]
        Case.objects.filter(pk=case.pk).update(locked=not locked)
        self.facts.cases[case.pk] = unit, not locked

    def move(self) -> None:
        case, unit = self.chance.choice(self.cases), self.chance.choice(self.units)
        Case.objects.filter(pk=case.pk).update(unit=unit)
        self.facts.cases[case.pk] = unit.pk, self.facts.cases[case.pk][1]

    def role(self) -> None:
        """Some role, held now, before now or from tomorrow; roles alone give no sight of a case."""
        person, role = self.chance.choice(self.people), self.chance.choice(self.roles)
        starts, ends = self.chance.choice([(-1, None), (-9, -2), (1, None), (-9, 0)])
        RoleHolding.objects.filter(officer=person).delete()
        RoleHolding.objects.create(
            officer=person,
            role=role,
            unit=person.unit,
            starts_on=self.today + starts * DAY,
            ends_on=None if ends is None else self.today + ends * DAY,
        )
        held = starts <= 0 and (ends is None or ends >= 0)
        self.facts.people[person.pk].sees_flags = held and Ability.SEE_FLAGS in role.abilities

    def vet(self) -> None:
        person, level = self.chance.choice(self.people), self.chance.choice(list(Vetting))
        until = self.chance.choice([None, self.today - DAY, *[self.today, self.today + 400 * DAY] * 3])
        self._set(person, vetting_level=level, vetting_expires_on=until)
        known = self.facts.people[person.pk]
        known.vetting, known.vetted_until = level.value, until

    def bar(self) -> None:
        """One account is shut, and every other opened."""
        person = self.chance.choice(self.people)
        for other in self.people:
            self._set(other, is_active=True)
            self.facts.people[other.pk].is_active = True
        self._set(person, is_active=False)
        self.facts.people[person.pk].is_active = False

    def _set(self, person: Officer, **changes: object) -> None:
        Officer.objects.filter(pk=person.pk).update(**changes)
        for name, value in changes.items():
            setattr(person, name, value)
