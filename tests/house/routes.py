"""Every address of the project, out of the resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address. name: with its namespace; pattern: as written, for reports; arguments: what it must be given."""

    name: str
    pattern: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def view_class(self) -> type | None:
        return getattr(self.view, "cls", None) or getattr(self.view, "view_class", None)

    @property
    def in_admin(self) -> bool:
        return self.pattern.startswith("admin/")


def routes() -> list[Route]:
    """In the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespace: str) -> Iterator[Route]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, pattern, inner)
        else:
            arguments = tuple(entry.pattern.regex.groupindex)
            yield Route(f"{namespace}{entry.name or ''}", pattern, entry.callback, arguments)
