"""The tabs of the case page. Each app registers its own in its apps.py; the case page knows no app."""

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case


@dataclass(frozen=True)
class Tab:
    """One tab: the URL name takes the reference of the case's nominal."""

    label: str
    url_name: str
    order: int = 50


_tabs: list[Tab] = []


def add_tab(tab: Tab) -> None:
    """Called from an app's apps.py, in ready()."""
    _tabs.append(tab)


def tabs_of(case: Case, *, path: str) -> list[dict[str, object]]:
    """The tabs of a case for the page at ``path``: label, url, active. A page below a tab's own belongs to that tab."""
    # Every address of a case begins like its overview's, so that one stands for itself alone.
    overview = reverse("case", args=[case.reference])
    found = []
    for tab in sorted(_tabs, key=lambda tab: tab.order):
        url = reverse(tab.url_name, args=[case.reference])
        active = path == url or (url != overview and path.startswith(url))
        found.append({"label": tab.label, "url": url, "active": active})
    return found
