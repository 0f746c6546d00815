"""Finding unusual looking every night, and recording its review."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from mosovo.access.policies import require
from mosovo.access.protection import case_model
from mosovo.audit.models import Look, LookingReview, UnusualLooking
from mosovo.audit.rules import Glance, Limits, Onlooker, Seen, unusual
from mosovo.audit.states import LookKind
from mosovo.diary.actions import refresh_officers
from mosovo.errors import Conflict
from mosovo.force_settings.queries import values_on
from mosovo.identity import acting_as_system
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer
from mosovo.staff.queries import chains, officers_with
from mosovo.staff.rules import is_at_least
from mosovo.staff.states import Ability, Rank

REASON = "finding what is unusual about the looks of a day"
# What a list shows was not sought out, and the record is not the file.
NOT_SOUGHT = {LookKind.LIST, LookKind.RECORD, LookKind.EXPORT}


def find_unusual(day: dt.date, *, now: dt.datetime) -> int:
    """Put on record what was unusual about the looks of ``day``; how many findings are new. Twice changes nothing."""
    with acting_as_system("looks", reason=REASON):
        start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
        # What few know of is told to no reviewer.
        looks = Look.objects.filter(at__gte=start, at__lt=end, person_id__isnull=False, matter__isnull=True)
        glances: dict[int, list[Glance]] = {}
        for person_id, at, kind, case_ids in looks.values_list("person_id", "at", "kind", "case_ids"):
            of_person = glances.setdefault(person_id or 0, [])
            if kind not in NOT_SOUGHT:
                of_person += [Glance(at, case_id, kind != LookKind.SEARCH) for case_id in case_ids]
        return _found(glances, day, now=now)


def _found(glances: dict[int, list[Glance]], day: dt.date, *, now: dt.datetime) -> int:
    people = Officer.objects.select_related("unit").in_bulk(glances)
    seen = _cases({glance.case_id for many in glances.values() for glance in many})
    settings = values_on(day)
    limits = Limits(int(settings["looks_an_hour"]), int(settings["looks_outside_unit"]))
    reviewers = _reviewers(people.values(), today=timezone.localdate(now))
    before = UnusualLooking.objects.count()
    UnusualLooking.objects.bulk_create(
        (
            UnusualLooking(
                person=person,
                day=day,
                kind=found.kind,
                sentence=found.sentence,
                case_ids=list(found.case_ids),
                reviewer_id=reviewers[person.pk],
                found_at=now,
            )
            for person in people.values()
            for found in unusual(_onlooker(person), glances[person.pk], seen, limits)
        ),
        ignore_conflicts=True,
    )
    return UnusualLooking.objects.count() - before


def _onlooker(person: Officer) -> Onlooker:
    unit = person.unit
    return Onlooker(unit.pk if unit and unit.manages_cases else None, person.family_name)


def _cases(ids: set[int]) -> dict[int, Seen]:
    rows = case_model()._default_manager.filter(pk__in=ids)
    return {
        pk: Seen(unit_id, (family_name,))
        for pk, unit_id, family_name in rows.values_list("pk", "unit_id", "nominal__family_name")
    }


def _reviewers(people: Iterable[Officer], *, today: dt.date) -> dict[int, int | None]:
    """Person -> the first manager of their unit by number, who is not themselves; else the first superintendent."""
    above = chains((person.unit_id for person in people), today=today)
    ranked = officers_with(Ability.DECIDE_DISCLOSURE, today=today).order_by("pk").values_list("pk", "rank")
    superintendents = [pk for pk, rank in ranked if is_at_least(rank, Rank.SUPERINTENDENT)]
    found: dict[int, int | None] = {}
    for person in people:
        managers = above[person.unit_id].managers if person.unit_id else ()
        asked = superintendents if person.pk in managers else [*managers, *superintendents]
        found[person.pk] = next((pk for pk in asked if pk != person.pk), None)
    return found


@transaction.atomic
def review_looking(
    *, by: Officer, looking: UnusualLooking, outcome: str, words: str, now: dt.datetime
) -> LookingReview:
    """Record what explains it or what was done; once, in words, by whoever was asked."""
    require(by, "looking.review", looking)
    if is_no_reason(words):
        raise Conflict("Say in words what explains it, or what was done.")
    if LookingReview.objects.filter(looking=looking).exists():
        raise Conflict("This has been reviewed already; the review stays as it was recorded.")
    review = LookingReview.objects.create(
        looking=looking, outcome=outcome, words=words.strip(), made_by=by, made_at=now
    )
    refresh_officers([by.pk], now=now, today=timezone.localdate(now))
    return review
