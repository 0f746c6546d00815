"""The words of every name, kept for the search in step with names and aliases."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from cases.models import Alias, NameToken, NameWord, Nominal
from cases.rules.names import words_of

BATCH = 2000
Token = tuple[int, str, bool, bool]


@transaction.atomic
def refresh_name_tokens(nominals: Iterable[Nominal]) -> int:
    """Bring the search words of these nominals in line with their names and aliases; how many rows changed.

    To be called by whatever writes a name or an alias, in the same transaction. Takes any number, a batch at a time.
    """
    rows = iter(nominals)
    changed = 0
    while batch := list(islice(rows, BATCH)):
        changed += _refresh(batch)
    return changed


def _refresh(nominals: list[Nominal]) -> int:
    ids = [nominal.pk for nominal in nominals]
    wanted = {token for nominal in nominals for token in _own(nominal)}
    for alias in Alias.objects.filter(nominal__in=ids).iterator():
        wanted |= {(alias.nominal_id, word, True, False) for word in words_of(alias.name)}
    held = {
        (nominal_id, word, is_alias, is_family): key
        for key, nominal_id, word, is_alias, is_family in NameToken.objects.filter(nominal__in=ids).values_list(
            "pk", "nominal_id", "word", "is_alias", "is_family"
        )
    }
    outdated = [key for token, key in held.items() if token not in wanted]
    fresh = sorted(wanted - held.keys())
    if outdated:
        NameToken.objects.filter(pk__in=outdated).delete()
    NameWord.objects.bulk_create(
        (NameWord(word=word) for word in sorted({token[1] for token in fresh})), ignore_conflicts=True
    )
    NameToken.objects.bulk_create(
        NameToken(nominal_id=nominal_id, word=word, is_alias=is_alias, is_family=is_family)
        for nominal_id, word, is_alias, is_family in fresh
    )
    return len(outdated) + len(fresh)


def _own(nominal: Nominal) -> Iterator[Token]:
    for word in words_of(nominal.given_names):
        yield nominal.pk, word, False, False
    for word in words_of(nominal.family_name):
        yield nominal.pk, word, False, True
