"""Which deadlines the records of a case create, split by noun; importing a module here registers its duties."""

from cases.duties import caseload, emergency, informants, meetings, visits

__all__ = ["caseload", "emergency", "informants", "meetings", "visits"]
