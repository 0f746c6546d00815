"""Officers, units, roles, and what waits for a second administrator, in Django admin."""

from mosovo.staff.admin import people, proposals, rights

__all__ = ["people", "proposals", "rights"]
