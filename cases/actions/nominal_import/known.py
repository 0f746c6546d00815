"""What a run must know of the database: units, officers, the records that the file speaks of."""

from collections.abc import Sequence

from cases.models import Agency, Case, Nominal
from cases.rules.nominal_import import Fault, Row
from cases.states import HIGH_RISK
from mosovo.staff.models import Officer, Unit


class Known:
    """Looked up once for the run, and the cases once for each batch."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.filter(manages_cases=True)}
        self.officers = {
            officer.number: officer
            for officer in Officer.objects.filter(number__in={row.officer for row in rows}).select_related("unit")
        }
        self.lead = Agency.objects.get(code="police")
        self.cases: dict[str, Case] = {}
        self._lines: dict[str, int] = {}
        self._pnc_lines: dict[str, int] = {}
        ids = {row.pnc_id for row in rows if row.pnc_id}
        self._pnc_on_record = dict(Nominal.objects.filter(pnc_id__in=ids).values_list("pnc_id", "reference"))

    def fetch(self, references: Sequence[str]) -> None:
        """The cases of a batch, held against other writers."""
        rows = (
            Case.objects.select_for_update(of=("self",))
            .select_related("nominal__flag", "unit", "officer")
            .prefetch_related("nominal__aliases", "nominal__addresses")
        )
        self.cases |= {
            case.nominal.reference: case for case in rows.filter(nominal__reference__in=references).order_by("pk")
        }

    def is_high(self, row: Row) -> bool:
        """Whether the case as it now stands counts towards the cap."""
        return self.cases[row.reference].risk_level in HIGH_RISK

    def faults(self, row: Row) -> list[Fault]:
        """What is wrong with a row beside the rest of the file and the database; notes what it takes."""
        faults = []
        first = self._lines.setdefault(row.reference, row.line)
        if first != row.line:
            faults.append(_fault(row, "reference", f"is on line {first} already; keep one of the two rows"))
        if row.pnc_id:
            faults += self._pnc_faults(row)
        if row.unit not in self.units:
            codes = ", ".join(sorted(self.units)) or "none yet"
            faults.append(_fault(row, "unit", f"“{row.unit}” is no unit that manages cases; write one of: {codes}"))
        if row.officer and row.officer not in self.officers:
            words = f"“{row.officer}” is nobody's number here; correct it, or leave it empty and allocate later"
            faults.append(_fault(row, "officer", words))
        return faults

    def _pnc_faults(self, row: Row) -> list[Fault]:
        first = self._pnc_lines.setdefault(row.pnc_id, row.line)
        if first != row.line:
            return [_fault(row, "pnc_id", f"is that of line {first} too; one person has one record")]
        holder = self._pnc_on_record.get(row.pnc_id)
        if holder is not None and holder != row.reference:
            return [_fault(row, "pnc_id", f"is on record for {holder}; if it is the same person, use that reference")]
        return []


def _fault(row: Row, column: str, message: str) -> Fault:
    return Fault(row.line, column, message)
