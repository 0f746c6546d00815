"""The roles a force starts with. An administrator may change what each carries; new holdings take the new set."""

from mosovo.access.states import UnitRight
from mosovo.reference import installs
from mosovo.staff.models import Role
from mosovo.staff.states import Ability

READ = [UnitRight.VIEW_CASES]
SUPERVISE = [*UnitRight]

ROLES: tuple[tuple[str, str, list[Ability], list[UnitRight]], ...] = (
    ("offender_manager", "Offender manager", [Ability.SEE_FLAGS, Ability.HOLD_CASES], READ),
    ("supervisor", "Supervisor", [Ability.SEE_FLAGS, Ability.SUPERVISE], SUPERVISE),
    ("unit_manager", "Unit manager", [Ability.SEE_FLAGS, Ability.SUPERVISE, Ability.MANAGE_UNIT], SUPERVISE),
    ("superintendent", "Superintendent", [Ability.SEE_FLAGS, Ability.DECIDE_DISCLOSURE], []),
    ("meeting_chair", "Meeting chair", [Ability.CHAIR_MEETINGS], []),
    ("press_officer", "Press officer", [Ability.HANDLE_MEDIA], []),
    ("control_room", "Control room", [Ability.SEE_FLAGS], []),
    ("intelligence", "Intelligence", [Ability.SEE_FLAGS, Ability.READ_INTELLIGENCE], []),
    ("auditor", "Auditor", [Ability.AUDIT], []),
    ("administrator", "Administrator", [Ability.ADMINISTER], []),
)


@installs
def roles() -> None:
    known = set(Role.objects.values_list("code", flat=True))
    Role.objects.bulk_create(
        Role(code=code, name=name, abilities=[a.value for a in abilities], unit_permissions=[r.value for r in rights])
        for code, name, abilities, rights in ROLES
        if code not in known
    )
