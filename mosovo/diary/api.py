"""Deadlines through the API."""

from typing import Any

import django_filters
from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from mosovo.access.rest import CaseScopedViewSet
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    case = serializers.CharField(source="case.reference", read_only=True, allow_null=True, default=None)
    owner = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)
    officer = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = Deadline
        fields = ("id", "kind", "title", "case", "officer", "owner", "due_on", "why", "basis", "state", "escalation")


class DeadlineFilter(django_filters.FilterSet):
    owner = django_filters.ChoiceFilter(
        choices=[("me", "Mine"), ("all", "Everybody's that I see")], method="as_asked", empty_label=None
    )
    case = django_filters.CharFilter(field_name="case__nominal__reference")
    state = django_filters.ChoiceFilter(choices=DeadlineState.choices)
    due_before = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")

    class Meta:
        model = Deadline
        fields = ("kind",)

    def as_asked(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def filter_queryset(self, rows: Any) -> Any:
        rows = super().filter_queryset(rows)
        return rows if self.form.cleaned_data["owner"] == "all" else rows.filter(owner=self.request.user.pk)


class DeadlineViewSet(CaseScopedViewSet):
    """What is due; one's own unless owner=all asks for all in sight."""

    model = Deadline
    serializer_class = DeadlineSerializer
    filterset_class = DeadlineFilter
    http_method_names = ("get", "head", "options")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__nominal", "owner", "officer")

    def filter_queryset(self, rows: Any) -> Any:
        return rows if self.detail else super().filter_queryset(rows)


router = SimpleRouter()
router.register("deadlines", DeadlineViewSet, "api-deadline")

urlpatterns = router.urls
