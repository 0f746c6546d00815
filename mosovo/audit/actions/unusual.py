"""Finding unusual looking every night, asking somebody to review it, and recording the review."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mosovo.access.models import Cover
from mosovo.access.policies import require
from mosovo.access.protection import case_model
from mosovo.audit.models import Look, LookingReview, UnusualLooking
from mosovo.audit.rules import Glance, Limits, Onlooker, Seen, next_asked, unusual
from mosovo.audit.states import LookKind
from mosovo.days import midnight
from mosovo.diary.actions import refresh_officers
from mosovo.errors import Conflict
from mosovo.force_settings.queries import values_on
from mosovo.identity import acting_as_system
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer
from mosovo.staff.queries import chains, officers_with
from mosovo.staff.rules import is_at_least
from mosovo.staff.states import Ability, Rank
from mosovo.working_days import add_working_days

REASON = "finding what is unusual about the looks of a day"
HANDING_ON = "asking the next one to review unusual looking"
# What a list shows was not sought out, and the record is not the file.
NOT_SOUGHT = {LookKind.LIST, LookKind.RECORD, LookKind.EXPORT}


def find_unusual(day: dt.date, *, now: dt.datetime) -> int:
    """Put on record what was unusual about the looks of ``day``; how many findings are new. Twice changes nothing."""
    with acting_as_system("looks", reason=REASON):
        start = midnight(day)
        end = midnight(day + dt.timedelta(days=1))
        # What few know of is told to no reviewer.
        looks = Look.objects.filter(at__gte=start, at__lt=end, person_id__isnull=False, matter__isnull=True)
        glances: dict[int, list[Glance]] = {}
        for person_id, at, kind, case_ids in looks.values_list("person_id", "at", "kind", "case_ids"):
            of_person = glances.setdefault(person_id or 0, [])
            if kind not in NOT_SOUGHT:
                of_person += [Glance(at, case_id, kind != LookKind.SEARCH) for case_id in case_ids]
        return _found(glances, day, now=now)


def hand_on_reviews(*, now: dt.datetime, today: dt.date) -> int:
    """Ask the next one to review what its reviewer may not, cannot or did not in time; how many. Twice changes nothing.

    The next after a manager is another manager of the looker's unit, then a superintendent. In time: by the deadline,
    and so many working days after being asked oneself.
    """
    with acting_as_system("looks", reason=HANDING_ON):
        open_ones = UnusualLooking.objects.select_for_update(of=("self",), no_key=True).filter(review__isnull=True)
        waiting = list(open_ones.select_related("person").order_by("pk"))
        asked = _asked((looking.person for looking in waiting), today=today)
        absent = set(_absent(today))
        days = int(values_on(today)["looking_review_days"])
        moved: set[int | None] = set()
        for looking in waiting:
            since = looking.asked_on or timezone.localdate(looking.found_at)
            late = today > add_working_days(since, days)
            order = asked[looking.person_id]
            reviewer = next_asked(order, looking.reviewer_id, absent=absent, looker=looking.person_id, is_late=late)
            if reviewer != looking.reviewer_id:
                moved |= {looking.reviewer_id, reviewer}
                looking.reviewer_id, looking.asked_on = reviewer, today
                looking.save(update_fields=["reviewer", "asked_on"])
        refresh_officers(moved, now=now, today=today)
        return len([looking for looking in waiting if looking.asked_on == today and looking.reviewer_id in moved])


def _absent(today: dt.date) -> Iterable[int]:
    """Those for whom somebody stands in."""
    away = Cover.objects.filter(ended_at__isnull=True, from_on__lte=today, until_on__gte=today)
    return away.values_list("covered", flat=True)


def _found(glances: dict[int, list[Glance]], day: dt.date, *, now: dt.datetime) -> int:
    today = timezone.localdate(now)
    people = Officer.objects.select_related("unit", "ties").in_bulk(glances)
    seen = _cases({glance.case_id for many in glances.values() for glance in many}, today=today)
    settings = values_on(day)
    limits = Limits(int(settings["looks_an_hour"]), int(settings["looks_outside_unit"]))
    reviewing = reviewers(people.values(), today=today)
    before = UnusualLooking.objects.count()
    UnusualLooking.objects.bulk_create(
        (
            UnusualLooking(
                person=person,
                day=day,
                kind=found.kind,
                sentence=found.sentence,
                case_ids=list(found.case_ids),
                reviewer_id=reviewing[person.pk],
                asked_on=today,
                found_at=now,
            )
            for person in people.values()
            for found in unusual(_onlooker(person), glances[person.pk], seen, limits)
        ),
        ignore_conflicts=True,
    )
    return UnusualLooking.objects.count() - before


def _onlooker(person: Officer) -> Onlooker:
    unit, ties = person.unit, getattr(person, "ties", None)
    others = tuple(name.strip() for name in ties.other_names.split(";")) if ties else ()
    unit_id = unit.pk if unit and unit.manages_cases else None
    return Onlooker(unit_id, person.family_name, others, ties.postcode if ties else "")


def _cases(ids: set[int], *, today: dt.date) -> dict[int, Seen]:
    rows = case_model()._default_manager.filter(pk__in=ids)
    names: dict[int, list[str]] = {}
    for pk, name in rows.exclude(nominal__aliases=None).values_list("pk", "nominal__aliases__name"):
        names.setdefault(pk, []).append(name)
    lived = Q(nominal__addresses__until_on=None) | Q(nominal__addresses__until_on__gte=today)
    postcodes: dict[int, list[str]] = {}
    for pk, postcode in rows.filter(lived).values_list("pk", "nominal__addresses__postcode"):
        postcodes.setdefault(pk, []).append(postcode or "")
    return {
        pk: Seen(unit_id, (family_name, *names.get(pk, ())), tuple(filter(None, postcodes.get(pk, ()))))
        for pk, unit_id, family_name in rows.values_list("pk", "unit_id", "nominal__family_name")
    }


def reviewers(people: Iterable[Officer], *, today: dt.date) -> dict[int, int | None]:
    """Person -> who is asked first to review what they looked at."""
    known = list(people)
    asked, absent = _asked(known, today=today), set(_absent(today))
    return {
        person.pk: next_asked(asked[person.pk], None, absent=absent, looker=person.pk, is_late=False)
        for person in known
    }


def _asked(people: Iterable[Officer], *, today: dt.date) -> dict[int, list[int]]:
    """Person -> who may be asked, in order: the managers of their unit by number, then the superintendents.

    About a manager superintendents alone are asked: colleagues do not review each other in turns.
    """
    known = list(people)
    above = chains((person.unit_id for person in known), today=today)
    ranked = officers_with(Ability.DECIDE_DISCLOSURE, today=today).order_by("pk").values_list("pk", "rank")
    superintendents = [pk for pk, rank in ranked if is_at_least(rank, Rank.SUPERINTENDENT)]
    found: dict[int, list[int]] = {}
    for person in known:
        managers = above[person.unit_id].managers if person.unit_id else ()
        found[person.pk] = superintendents if person.pk in managers else [*managers, *superintendents]
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
