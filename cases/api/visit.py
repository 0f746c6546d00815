"""Home visits: the list, one, and writing one down."""

import uuid
from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from cases.actions.visits import record_visit
from cases.models import Case, Visit
from cases.rules.visits import VisitEntry, faults_in_visit
from mosovo import clock
from mosovo.access.rest import ApiRequest, CaseScopedViewSet, in_sight
from mosovo.force_settings.queries import number
from mosovo.staff.models import Officer

WRITTEN = (
    "visited_at",
    "announced",
    "safety_assessed_on",
    "safety_notes",
    "outcome",
    "who_answered",
    "present",
    "seen",
    "devices",
    "concerns",
    "next_step",
)


class VisitSerializer(serializers.ModelSerializer[Visit]):
    case = serializers.CharField(source="case.reference", read_only=True)
    corrects = serializers.SlugRelatedField[Visit](slug_field="reference", read_only=True)
    recorded_by = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = Visit
        fields = ("reference", "case", *WRITTEN, "corrects", "recorded_by", "recorded_at")


class VisitRequest(serializers.ModelSerializer[Visit]):
    case = serializers.CharField(max_length=12, help_text="Reference of the person.")
    reference = serializers.UUIDField(
        default=uuid.uuid4, help_text="Of the entry to be: sent twice, it is written down once. Made up where left out."
    )

    class Meta:
        model = Visit
        fields = ("case", "reference", *WRITTEN)


class VisitFilter(django_filters.FilterSet):
    case = django_filters.CharFilter(field_name="case__nominal__reference")
    since = django_filters.IsoDateTimeFilter(field_name="visited_at", lookup_expr="gte")

    class Meta:
        model = Visit
        fields = ("outcome",)


class VisitViewSet(CaseScopedViewSet):
    """Home visits of cases in sight, newest first."""

    model = Visit
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    lookup_field = "reference"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__nominal", "corrects", "recorded_by")

    @extend_schema(request=VisitRequest, responses={201: VisitSerializer})
    def create(self, request: ApiRequest) -> Response:
        """Write down a home visit, by the same rules as the page."""
        asked = VisitRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        case = in_sight(request.user, Case, nominal__reference=values.pop("case"))
        reference = values.pop("reference")
        entry, now, today = VisitEntry(**values), clock.now(), clock.today()
        days = number("safety_assessment_days", today)
        faults = faults_in_visit(entry, opened_on=case.opened_on, assessment_days=days, now=now)
        if faults:
            raise serializers.ValidationError({name: [sentence] for name, sentence in faults.items()})
        visit = record_visit(by=request.user, case=case, reference=reference, entry=entry, now=now, today=today)
        self.note_looks([visit])
        return Response(VisitSerializer(visit).data, status=201)
