"""What every page's frame needs: who is signed in, where they may go, what waits for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mosovo import clock
from mosovo.diary.models import Notification
from mosovo.staff.door import lacks_factor, seconds_left
from mosovo.staff.queries import abilities_of

MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation. abilities: any of them lets a person see it; none means everybody.

    landing: whoever has one of these abilities starts here, unless a place before it in order claims them.
    """

    label: str
    url_name: str
    abilities: frozenset[str] = frozenset()
    order: int = 50
    count: Callable[[Any], int] | None = None
    landing: frozenset[str] = frozenset()


_places: list[Place] = []


def add_place(place: Place) -> None:
    """Called from an app's apps.py: each app brings its own entries."""
    _places.append(place)


def first_place(abilities: frozenset[str]) -> Place | None:
    """Where somebody with these abilities starts: a place that claims them, else the first that they may enter."""
    in_order = sorted(_places, key=lambda place: place.order)
    claiming = [place for place in in_order if place.landing & abilities]
    open_to_them = [place for place in in_order if place.abilities & abilities]
    return next(iter(claiming + open_to_them), None)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of templates/base.html."""
    person = getattr(request, "user", None)
    frame: dict[str, Any] = {"demo": settings.DEMO, "marking": MARKING, "person": person, "navigation": []}
    if person is not None and person.is_authenticated:
        frame["seconds_left"] = seconds_left(request, now=clock.now())
        frame["warning_seconds"] = settings.IDLE_WARNING_SECONDS
    if person is None or not person.is_authenticated or lacks_factor(request):
        return frame
    abilities = abilities_of(person, today=clock.today())
    frame["abilities"] = abilities
    frame["unread"] = Notification.objects.filter(to=person, read_at__isnull=True).count()
    frame["navigation"] = [
        {
            "label": place.label,
            "url": reverse(place.url_name),
            "active": request.path == reverse(place.url_name),
            "count": place.count(person) if place.count else 0,
        }
        for place in sorted(_places, key=lambda place: place.order)
        if not place.abilities or place.abilities & abilities
    ]
    return frame
