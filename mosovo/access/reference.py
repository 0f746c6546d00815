"""The rights that grants refer to, as Django permissions."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from mosovo.access.protection import case_model
from mosovo.access.states import CaseRight, UnitRight
from mosovo.reference import installs
from mosovo.staff.models import Unit


@installs
def rights() -> None:
    for model, names in ((Unit, UnitRight), (case_model(), CaseRight)):
        kind = ContentType.objects.get_for_model(model)
        for right in names:
            Permission.objects.get_or_create(
                content_type=kind, codename=right.value, defaults={"name": str(right.label)}
            )
