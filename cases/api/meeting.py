"""MAPP meetings, to read."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from rest_framework import serializers

from cases.models import Agency, Meeting, MeetingAction
from mosovo.access.rest import CaseScopedViewSet
from mosovo.access.sight import visible
from mosovo.staff.models import Officer


class MeetingActionSerializer(serializers.ModelSerializer[MeetingAction]):
    agency = serializers.SlugRelatedField[Agency](slug_field="name", read_only=True)

    class Meta:
        model = MeetingAction
        fields = ("reference", "text", "agency", "owner_name", "due_on", "state", "done_on", "done_note")


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    case = serializers.CharField(source="case.reference", read_only=True)
    chair = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)
    actions = MeetingActionSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = (
            "reference",
            "case",
            "level",
            "held_at",
            "place",
            "chair",
            "state",
            "information",
            "risk",
            "human_rights",
            "diversity",
            "next_on",
            "signed_at",
            "cancelled_at",
            "cancelled_reason",
            "actions",
        )


class MeetingFilter(django_filters.FilterSet):
    case = django_filters.CharFilter(field_name="case__nominal__reference")

    class Meta:
        model = Meeting
        fields = ("level", "state")


class MeetingViewSet(CaseScopedViewSet):
    """Meetings on cases in sight, newest first."""

    model = Meeting
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    lookup_field = "reference"

    def get_queryset(self) -> Any:
        actions = visible(self.request.user, MeetingAction).select_related("agency")
        rows = super().get_queryset().select_related("case__nominal", "chair")
        return rows.prefetch_related(Prefetch("actions", queryset=actions))
