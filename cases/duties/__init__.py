"""Which deadlines the records of a case create, split by noun; importing a module here registers its duties."""

from cases.duties import caseload, meetings, visits

__all__ = ["caseload", "meetings", "visits"]
