"""The words of a disclosure, and the moves a request for one may make."""

from django.db.models import TextChoices


class RequestState(TextChoices):
    WAITING = "waiting", "Waiting for a decision"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


# (from, to) -> the action that does it.
REQUEST_MOVES = {
    (RequestState.WAITING, RequestState.DECIDED): "decide_disclosure",
    (RequestState.WAITING, RequestState.WITHDRAWN): "withdraw_request",
}


class Outcome(TextChoices):
    SHARE = "share", "Share"
    DO_NOT_SHARE = "do_not_share", "Do not share"
