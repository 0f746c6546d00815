"""Jobs hold numbers only; a person sees the ones they asked for."""

from django.db.models import Q

from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.outbox.models import Job

protect(
    Job,
    Compartment.PLAIN,
    condition=lambda person: Q(asked_by=person),
    policy="outbox_job.asked_by_id = (SELECT sec.uid())",
)
