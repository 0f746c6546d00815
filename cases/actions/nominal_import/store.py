"""A row that is new."""

from cases.models import Address, Agency, Alias, Case, CategoryPeriod, Flag, LevelPeriod, Nominal, StatusChange
from cases.rules.nominal_import import Row
from cases.states import CaseStatus
from mosovo.staff.models import Unit

GROUNDS = "As in the extract."


def store_new(row: Row, unit: Unit, *, lead: Agency) -> Case:
    """The nominal, the case and what their columns sum up. No officer yet."""
    nominal = Nominal.objects.create(
        reference=row.reference,
        given_names=row.given_names,
        family_name=row.family_name,
        date_of_birth=row.date_of_birth,
        sex=row.sex,
        pnc_id=row.pnc_id,
        cro_number=row.cro_number,
        noms_number=row.noms_number,
        visor_reference=row.visor_reference,
    )
    case = Case.objects.create(
        nominal=nominal,
        unit=unit,
        status=row.status,
        category=row.category,
        level=row.level,
        risk_level=row.risk_level or "",
        risk_level_on=row.risk_level_on,
        opened_on=row.opened_on,
    )
    Alias.objects.bulk_create(Alias(nominal=nominal, name=name) for name in row.aliases)
    if row.address:
        Address.objects.create(
            nominal=nominal, lines=row.address, postcode=row.postcode, from_on=row.address_from, until_on=None
        )
    Flag.objects.create(nominal=nominal, warning=row.warning, call_unit=unit)
    CategoryPeriod.objects.create(
        case=case, category=row.category, from_on=row.opened_on, until_on=row.closed_on, grounds=GROUNDS
    )
    LevelPeriod.objects.create(
        case=case, level=row.level, lead_agency=lead, from_on=row.opened_on, until_on=row.closed_on, reason=GROUNDS
    )
    if row.status != CaseStatus.COMMUNITY:
        StatusChange.objects.create(
            case=case, status=row.status, on=row.closed_on or row.opened_on, reason=GROUNDS, recorded_by=None
        )
    return case
