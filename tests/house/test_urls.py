"""Every address names the rule in front of it; Django admin has its own, at one place."""

from typing import Any

from mosovo.staff.site import site
from tests.house.routes import Route, routes

# No person needed: the door itself, of pages, admin and API.
OPEN = {"sign-in", "sign-in-factor", "provider-sign-in", "provider-back", "sign-out", "admin:login", "api-token"}


def rule(route: Route) -> str:
    """The rule a view names, or ""."""
    return str(getattr(route.view, "access_rule", "") or getattr(route.view_class, "access_rule", ""))


def is_behind_site(route: Route) -> bool:
    """Whether the view is one of our admin site's, which asks ``has_permission`` before every one of them."""
    owners = set()
    view: Any = route.view
    while view is not None:
        owners |= {getattr(view, name, None) for name in ("admin_site", "model_admin", "__self__")}
        view = getattr(view, "__wrapped__", None)
    return site in owners | {getattr(owner, "admin_site", None) for owner in owners}


def needs_nobody(route: Route) -> bool:
    """Whether Django lets somebody through who has not signed in; the API's gate answers for its own."""
    return not getattr(route.view, "login_required", True) and not hasattr(route.view_class, "permission_classes")


def test_every_address_names_its_rule() -> None:
    missing = [route.pattern for route in routes() if not route.in_admin and not rule(route)]
    assert missing == []


def test_every_address_of_admin_is_behind_its_one_check() -> None:
    outside = [route.pattern for route in routes() if route.in_admin and not is_behind_site(route)]
    assert outside == []


def test_only_the_door_is_open_to_all() -> None:
    assert {route.name for route in routes() if rule(route) == "open to all"} | {"admin:login"} == OPEN
    assert {route.name for route in routes() if needs_nobody(route)} <= OPEN


def test_every_endpoint_stands_behind_the_gate() -> None:
    for route in routes():
        permissions = [permission.__name__ for permission in getattr(route.view_class, "permission_classes", ())]
        if permissions and route.name not in OPEN:
            assert permissions == ["RuleRequired"], route.pattern


def test_names_of_addresses_are_used_once() -> None:
    names = [route.name for route in routes() if not route.in_admin]
    assert sorted(names) == sorted(set(names))


def test_view_without_a_rule_would_be_found() -> None:
    route = Route("bare", "bare/", lambda request: None, ())
    assert not rule(route)
    assert not is_behind_site(route)
