"""The columns of a nominal extract, as data: the reader, the command's list and the README come from here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column. longest: characters that fit. required: the column and a value in every row."""

    name: str
    about: str
    longest: int = 0
    required: bool = False


DATE = "as 1980-02-28 or 28/02/1980"

COLUMNS = (
    Column(
        "reference", "The number of the record, which says whether a row is new: letters, figures and dashes", 12, True
    ),
    Column("visor_reference", "Reference in the national register", 20),
    Column("given_names", "Given names, in order", 120, True),
    Column("family_name", "Family name", 120, True),
    Column("aliases", "Other names, separated by semicolons; those missing here are added, none is taken away", 2000),
    Column("date_of_birth", f"Date of birth, {DATE}", 40, True),
    Column("sex", "male, female, other or unknown; empty for unknown", 40),
    Column("pnc_id", "PNC identifier with its check letter, such as 2001/9000012T", 20),
    Column("cro_number", "CRO number with its check letter", 20),
    Column("noms_number", "NOMS number, such as A1234BC", 20),
    Column("category", "1, 2, 3 or 4 for the MAPPA category, pdp for a potentially dangerous person", 40, True),
    Column("level", "1, 2 or 3; empty for 1", 40),
    Column("risk_level", "very high, high, medium or low; empty where there is none yet", 40),
    Column("risk_level_on", f"The day that level was set, {DATE}; with a risk level only", 40),
    Column("unit", "Code of the unit", 20, True),
    Column("officer", "Number of the offender manager; empty for nobody yet", 20),
    Column("status", "community, custody, abroad or closed; empty for community", 40),
    Column("opened_on", f"The day the case was opened, {DATE}", 40, True),
    Column("closed_on", f"The day it was closed, {DATE}; with the status closed only", 40),
    Column("address", "Where the person lives; lines separated by commas", 250),
    Column("postcode", "Postcode of that address", 10),
    Column("address_from", f"Since when, {DATE}", 40),
    Column("warning", "What a patrol must know at once; nothing restricted", 300),
)
BY_NAME = {column.name: column for column in COLUMNS}


def columns_table() -> str:
    """The columns as a table for people, which the README carries too."""
    lines = ["| column | needed | holds |", "|---|---|---|"]
    lines += [f"| {column.name} | {'yes' if column.required else 'no'} | {column.about} |" for column in COLUMNS]
    return "\n".join(lines)
