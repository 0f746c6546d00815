"""Reading a nominal extract: what the columns are, what each cell may hold, which cells contradict each other."""

from cases.rules.nominal_import.columns import COLUMNS, Column, columns_table
from cases.rules.nominal_import.faults import Fault
from cases.rules.nominal_import.file import FileFault, Line, lines_of
from cases.rules.nominal_import.row import Row, read_row

__all__ = ["COLUMNS", "Column", "Fault", "FileFault", "Line", "Row", "columns_table", "lines_of", "read_row"]
