"""Settings are read by everybody and kept by administrators."""

from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.force_settings.models import ForceSetting

protect(
    ForceSetting,
    Compartment.PLAIN,
    "",
    insert=f"{ADMINISTRATOR} AND force_settings_forcesetting.set_by_id = {MYSELF}",
    update=ADMINISTRATOR,
)
