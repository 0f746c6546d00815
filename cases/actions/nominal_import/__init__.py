"""Taking a nominal extract in: each row by itself, what is new, what has changed, what was refused, in words."""

from cases.actions.nominal_import.load import import_nominals
from cases.actions.nominal_import.report import Outcome, Report, What

__all__ = ["Outcome", "Report", "What", "import_nominals"]
