"""The policy of sharing."""

from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from sharing.models import DisclosureDecision, DisclosureRequest

protect(DisclosureRequest, Compartment.CASE)
protect(DisclosureDecision, Compartment.CASE, "request__case")
