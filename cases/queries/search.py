"""Finding people by name however spelt, by alias, date of birth or number, within what the asking person may see.

Near misses are looked for among words that belong to nobody (NameWord), where any index may be used. Names of people
are then found by equality alone: under row security no other comparison may use an index.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import BoolAnd
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case as Choice
from django.db.models import F, FloatField, Func, Max, Q, QuerySet, Value, When

from cases.models import Alias, Case, NameToken, NameWord, Nominal
from cases.rules.search import Asked, read
from mosovo.access.sight import visible
from mosovo.days import in_words
from mosovo.staff.models import Officer

MOST = 50
MOST_WORDS = 200
# How good a match of one word is, out of 1. A name that only sounds alike is better the more letters it shares.
BEGINS, SOUNDS, SOUNDS_BY_LETTERS, BY_LETTERS, ALIAS = 0.9, 0.6, 0.25, 0.8, 0.02


@dataclass(frozen=True)
class Found:
    """A person found. how: in a word or two; risk_level: None where the case is out of sight or there is none."""

    nominal: Nominal
    aliases: tuple[str, ...]
    how: str
    in_sight: bool
    risk_level: str | None


@dataclass(frozen=True)
class Results:
    """The best first. more: others fit as well. note: what was left out of the question to find anybody."""

    asked: Asked
    found: list[Found]
    more: bool = False
    note: str = ""


def search_people(person: Officer, text: str, *, today: dt.date) -> Results:
    """Who may be meant by ``text``, at most 50."""
    asked = read(text, today=today)
    hows, note = _by_number(person, asked), ""
    if not hows:
        hows = _by_name(person, asked.words, asked.born_on) if asked.words else _by_birth(person, asked.born_on)
    if not hows and asked.words and asked.born_on:
        hows = _by_name(person, asked.words, None)
        note = f"Nobody of such a name was born on {in_words(asked.born_on)}. These have a like name alone."
    ids = list(hows)[:MOST]
    return Results(asked, _people(person, ids, hows), more=len(hows) > MOST, note=note if ids else "")


def _by_number(person: Officer, asked: Asked) -> dict[int, str]:
    if not asked.numbers:
        return {}
    fields = {
        "reference": "Reference",
        "pnc_id": "PNC identifier",
        "cro_number": "CRO number",
        "noms_number": "NOMS number",
        "visor_reference": "ViSOR reference",
    }
    match = Q()
    for field in fields:
        match |= Q(**{f"{field}__in": asked.numbers})
    rows = visible(person, Nominal).filter(match).values("pk", *fields)[: MOST + 1]
    return {row["pk"]: next(word for field, word in fields.items() if row[field] in asked.numbers) for row in rows}


def _by_birth(person: Officer, born_on: dt.date | None) -> dict[int, str]:
    if born_on is None:
        return {}
    rows = visible(person, Nominal).filter(date_of_birth=born_on).order_by("family_name", "given_names")
    return dict.fromkeys(rows.values_list("pk", flat=True)[: MOST + 1], "Date of birth")


def _by_name(person: Officer, words: Iterable[str], born_on: dt.date | None) -> dict[int, str]:
    """Everybody who has a like word for each word asked for; failing that, for any of them."""
    likes = [_like(word) for word in words]
    tokens = visible(person, NameToken).filter(word__in={word for like in likes for word in like})
    if born_on:
        tokens = tokens.filter(nominal__date_of_birth=born_on)
    best = {f"score_{n}": Max(_score(like)) for n, like in enumerate(likes) if like}
    if not best:
        return {}
    people: QuerySet[Any, Any] = tokens.values("nominal_id").annotate(by_alias=BoolAnd("is_alias"), **best)
    fitting = (Choice(When(**{f"{name}__gt": 0}, then=1), default=0) for name in best)
    people = people.annotate(fit=sum(fitting, start=Value(0)), total=sum((F(name) for name in best), start=Value(0.0)))
    rows = list(people.order_by("-fit", "-total", "nominal_id")[: MOST + 1])
    most = len(likes) if rows and rows[0]["fit"] == len(likes) else 0
    return {row["nominal_id"]: _how(row, len(likes)) for row in rows if row["fit"] >= most}


def _like(word: str) -> dict[str, float]:
    """Words of names that may be meant by ``word``, each with how well it fits."""
    sounds = [Func(Value(word), function=function) for function in ("dmetaphone", "dmetaphone_alt")]
    alike = ~Q(sound="") & (Q(sound__in=sounds) | Q(other_sound__in=sounds))
    begins = Q(word__startswith=word) if len(word) > 1 else Q(word=word)
    rows = (
        NameWord.objects.filter(begins | alike | Q(word__trigram_similar=word))
        .annotate(letters=TrigramSimilarity("word", word), is_alike=Choice(When(alike, then=1), default=0))
        .values_list("word", "letters", "is_alike")
    )
    scores = {other: _fit(word, other, letters, alike=bool(is_alike)) for other, letters, is_alike in rows}
    return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:MOST_WORDS])


def _fit(word: str, other: str, letters: float, *, alike: bool) -> float:
    if other == word:
        return 1.0
    begins = BEGINS if other.startswith(word) else 0.0
    return max(begins, SOUNDS + SOUNDS_BY_LETTERS * letters if alike else 0.0, BY_LETTERS * letters)


def _score(like: dict[str, float]) -> Choice:
    """How well a token's word fits; a name of one's own is a little better than an alias. 0 where it does not."""
    steps: dict[float, list[str]] = defaultdict(list)
    for word, fit in like.items():
        steps[round(fit, 1)].append(word)
    fits = [When(word__in=words, then=Value(fit)) for fit, words in steps.items()]
    own = Choice(*fits, default=Value(0.0), output_field=FloatField())
    return Choice(When(is_alias=True, then=own - ALIAS), default=own, output_field=FloatField())


def _how(row: dict[str, Any], asked: int) -> str:
    if row["by_alias"]:
        return "Other name"
    return "Name" if row["total"] > asked - 2 * ALIAS * asked else "Like name"


def _people(person: Officer, ids: list[int], hows: dict[int, str]) -> list[Found]:
    nominals = visible(person, Nominal).in_bulk(ids)
    cases = dict(visible(person, Case).filter(pk__in=ids).values_list("pk", "risk_level"))
    aliases: dict[int, list[str]] = defaultdict(list)
    for alias in visible(person, Alias).filter(nominal__in=ids):
        aliases[alias.nominal_id].append(alias.name)
    return [
        Found(nominals[number], tuple(aliases[number]), hows[number], number in cases, cases.get(number))
        for number in ids
        if number in nominals
    ]
