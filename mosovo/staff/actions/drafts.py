"""Half-written words: kept sealed, for a day at most, for the one who wrote them."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from mosovo.sealed import seal
from mosovo.staff.models import Draft, Officer
from mosovo.staff.rules import DRAFT_KEPT_FOR

MOST_ADDRESS = 300


def keep_draft(*, by: Officer, address: str, words: Mapping[str, Sequence[str]], now: dt.datetime) -> None:
    """Keep the words of the form at ``address``, by the name of the box, in place of those kept before."""
    if not words or len(address) > MOST_ADDRESS:
        return
    sealed = seal(json.dumps(dict(words)))
    Draft.objects.update_or_create(officer=by, address=address, defaults={"words": sealed, "kept_at": now})


def drop_draft(*, by: Officer, address: str) -> None:
    """Forget the words of the form at ``address``: they were sent, or are not wanted."""
    Draft.objects.filter(officer=by, address=address).delete()


def drop_old_drafts(*, now: dt.datetime) -> int:
    """Forget what was kept longer than a day; how many."""
    count, _ = Draft.objects.filter(kept_at__lt=now - DRAFT_KEPT_FOR).delete()
    return count
