"""One declaration a model: its compartment and its path to the case. Both layers are made from it.

``visible`` turns it into a query condition; ``sql.py`` turns it into a row security policy. A model that is not
declared is refused by both: ``visible`` raises, and the database role has no privilege on the table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from mosovo.access.states import Compartment
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class Protection:
    """How the rows of one model are protected.

    path: ORM path from the model to the case ("" for the case itself), or to the nominal for operational rows.
    condition, policy: for rows that follow a rule of their own; the query condition and the same rule as SQL over the
    table's columns. Both or neither.
    insert: SQL that a new row must satisfy, and one to be deleted where that is allowed.
    update: SQL that a row must satisfy before and after a change. changed: after it, where that is something else.
    Where one is None, rows of a case are written by whoever may change that case, rows with a rule of their own by
    whoever sees them, and others by everybody.
    lockable: whoever sees a row may lock it, as an action does before it asks whether it may; a change still asks
    ``update`` of the row as it is stored, and of the row after it.
    append_only: rows are never updated by the application.
    deletable: it may delete them, whoever may change them; removed: SQL for another rule on who may.
    signed, cleared: fields of signatures (``signatures.py``) that a person never leaves empty; that are emptied again.
    """

    model: type[models.Model]
    compartment: Compartment
    path: str = "case"
    condition: Callable[[Officer], Q] | None = None
    policy: str = ""
    insert: str | None = None
    update: str | None = None
    lockable: bool = False
    changed: str | None = None
    append_only: bool = False
    deletable: bool = False
    removed: str | None = None
    signed: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()

    @property
    def has_rule(self) -> bool:
        """Whether row security stands over the table: rows of a case, a rule of their own, or writers who are named."""
        named = self.policy or self.insert is not None or self.update is not None
        return self.compartment is not Compartment.PLAIN or bool(named)


_protections: dict[type[models.Model], Protection] = {}
_functions: list[str] = []


# How a function that only asks begins: it runs as the owner, in whose sight all rows are.
DEFINER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def bring_function(sql: str) -> None:
    """Have a function of the database written anew after every migration, for an app that answers through one."""
    _functions.append(sql)


def functions() -> list[str]:
    """What the apps have brought, as statements that may be run again."""
    return list(_functions)


def protect(
    model: type[models.Model],
    compartment: Compartment,
    path: str = "case",
    *,
    condition: Callable[[Officer], Q] | None = None,
    policy: str = "",
    insert: str | None = None,
    update: str | None = None,
    lockable: bool = False,
    changed: str | None = None,
    append_only: bool = False,
    deletable: bool = False,
    removed: str | None = None,
    signed: tuple[str, ...] = (),
    cleared: tuple[str, ...] = (),
) -> None:
    """Declare the model's compartment; its event table, where it has one, is protected alike and read-only."""
    if bool(condition) != bool(policy):
        raise ValueError(f"{model.__name__}: a rule of its own needs both its condition and its policy")
    rules = (condition, policy, insert, update, lockable, changed, append_only, deletable, removed)
    _protections[model] = Protection(model, compartment, path, *rules, signed, cleared)


def protection_of(model: type[models.Model]) -> Protection:
    """The declaration of ``model``; LookupError where there is none."""
    try:
        return _protections[model]
    except KeyError:
        raise LookupError(
            f"{model._meta.label} names no compartment: declare it with protect() in its app's access.py"
        ) from None


def protections() -> list[Protection]:
    """All declarations, in order of table name."""
    return sorted(_protections.values(), key=lambda protection: protection.model._meta.db_table)


def event_models(model: type[models.Model]) -> list[type[models.Model]]:
    """The event tables in which changes of ``model`` are recorded."""
    # One table serves several kinds of change, and is named once for each.
    return list(dict.fromkeys(getattr(model, "pgh_event_models", {}).values()))


def case_model() -> type[models.Model]:
    """The model that is "the case"."""
    return apps.get_model(settings.CASE_MODEL)
