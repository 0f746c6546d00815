"""Requests to disclose, to read."""

from typing import Any

import django_filters
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from mosovo.access.rest import CaseScopedViewSet
from mosovo.staff.models import Officer
from sharing.models import DisclosureDecision, DisclosureRequest


class DecisionSerializer(serializers.ModelSerializer[DisclosureDecision]):
    decided_by = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = DisclosureDecision
        fields = ("outcome", "reasons", "answers", "decided_by", "decided_rank", "authority", "decided_at")


class RequestSerializer(serializers.ModelSerializer[DisclosureRequest]):
    case = serializers.CharField(source="case.reference", read_only=True)
    put_by = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)
    put_to = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)
    decision = DecisionSerializer(read_only=True, allow_null=True, default=None)

    class Meta:
        model = DisclosureRequest
        fields = ("reference", "case", "proposal", "to_whom", "put_by", "put_to", "put_at", "state", "decision")


class RequestFilter(django_filters.FilterSet):
    case = django_filters.CharFilter(field_name="case__nominal__reference")
    put_to = django_filters.CharFilter(field_name="put_to__number", help_text="Warrant or staff number.")

    class Meta:
        model = DisclosureRequest
        fields = ("state",)


class RequestViewSet(CaseScopedViewSet):
    """Disclosures put before somebody, on cases in sight, newest first."""

    model = DisclosureRequest
    serializer_class = RequestSerializer
    filterset_class = RequestFilter
    lookup_field = "reference"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__nominal", "put_by", "put_to", "decision__decided_by")


router = SimpleRouter()
router.register("disclosure-requests", RequestViewSet, "api-disclosure-request")

urlpatterns = router.urls
