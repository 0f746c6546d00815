"""The policy of the case file: which compartment each table is in, and who may do what."""

from cases.access import few, files, meeting, sight, tables
from cases.access.case import SEEKERS, why_not_change
from cases.access.restricted import why_not_cleared

__all__ = ["SEEKERS", "few", "files", "meeting", "sight", "tables", "why_not_change", "why_not_cleared"]
