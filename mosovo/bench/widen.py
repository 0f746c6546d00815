"""Makes the unit manager of the demonstration manager of every unit: the person who sees most."""

import django

django.setup()

from mosovo import clock  # noqa: E402
from mosovo.access.actions import give_role  # noqa: E402
from mosovo.identity import acting_as_system  # noqa: E402
from mosovo.staff.models import Officer, Role, Unit  # noqa: E402

with acting_as_system("bench", reason="somebody who sees every unit", source="mosovo.bench"):
    manager, role = Officer.objects.get(sign_in="manager"), Role.objects.get(code="unit_manager")
    for unit in Unit.objects.filter(manages_cases=True).exclude(pk__in=manager.holdings.values("unit")):
        give_role(by=None, officer=manager, role=role, unit=unit, starts_on=clock.today(), now=clock.now())
