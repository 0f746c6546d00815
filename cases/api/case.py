"""Cases: the list, one, and who is its offender manager."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cases.actions.allocation import CapExceptionGiven, allocate_case
from cases.models import Allocation, Case
from cases.states import CaseStatus, Category, Level, RiskLevel
from mosovo import clock
from mosovo.access.policies import require
from mosovo.access.rest import ApiRequest, CaseScopedViewSet, in_sight
from mosovo.forms import says_why
from mosovo.staff.models import Officer, Unit


class CaseSerializer(serializers.ModelSerializer[Case]):
    reference = serializers.CharField(read_only=True)
    given_names = serializers.CharField(source="nominal.given_names", read_only=True)
    family_name = serializers.CharField(source="nominal.family_name", read_only=True)
    date_of_birth = serializers.DateField(source="nominal.date_of_birth", read_only=True, allow_null=True)
    unit = serializers.SlugRelatedField[Unit](slug_field="code", read_only=True)
    officer = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = Case
        fields = (
            "reference",
            "given_names",
            "family_name",
            "date_of_birth",
            "unit",
            "officer",
            "status",
            "category",
            "level",
            "risk_level",
            "risk_level_on",
            "locked",
            "opened_on",
            "allocated_on",
            "last_visit_on",
        )


class CaseFilter(django_filters.FilterSet):
    unit = django_filters.CharFilter(field_name="unit__code")
    officer = django_filters.CharFilter(field_name="officer__number", help_text="Warrant or staff number.")
    unallocated = django_filters.BooleanFilter(field_name="officer", lookup_expr="isnull")
    status = django_filters.ChoiceFilter(choices=CaseStatus.choices)
    category = django_filters.ChoiceFilter(choices=Category.choices)
    level = django_filters.TypedChoiceFilter(choices=Level.choices, coerce=int)
    risk_level = django_filters.ChoiceFilter(choices=RiskLevel.choices)
    order = django_filters.OrderingFilter(
        fields={"nominal__reference": "reference", "nominal__family_name": "family_name", "opened_on": "opened_on"}
    )

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()


class AllocationRequest(serializers.Serializer[Any]):
    officer = serializers.CharField(max_length=20, help_text="Number of the officer who takes the case.")
    reason = serializers.CharField(max_length=300, validators=[says_why])
    seen = serializers.CharField(
        max_length=20, allow_null=True, help_text="Number of the offender manager as you saw it; null for nobody."
    )
    exception_reason = serializers.CharField(max_length=1000, required=False, validators=[says_why])
    exception_ends_on = serializers.DateField(required=False)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if ("exception_reason" in values) != ("exception_ends_on" in values):
            raise serializers.ValidationError("An exception from the cap needs its reason and its last day, both.")
        return values


class AllocationSerializer(serializers.ModelSerializer[Allocation]):
    case = serializers.CharField(source="case.reference", read_only=True)
    officer = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = Allocation
        fields = ("case", "officer", "from_on", "reason")


class CaseViewSet(CaseScopedViewSet):
    """Cases in sight, by the reference of the person."""

    model = Case
    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    lookup_field = "nominal__reference"
    lookup_url_kwarg = "reference"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("nominal", "unit", "officer").order_by("pk")

    @extend_schema(request=AllocationRequest, responses={201: AllocationSerializer})
    @action(detail=True, methods=["post"], serializer_class=AllocationRequest)
    def allocation(self, request: ApiRequest, reference: str) -> Response:
        """Make an officer the offender manager; 409 with the figures where the cap stands in the way."""
        case = self.get_object()
        require(request.user, "case.allocate", case)
        asked = AllocationRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        seen = in_sight(request.user, Officer, number=values["seen"]).pk if values["seen"] else None
        exception = None
        if "exception_reason" in values:
            exception = CapExceptionGiven(values["exception_reason"], values["exception_ends_on"])
        allocation = allocate_case(
            by=request.user,
            case=case,
            officer=in_sight(request.user, Officer, number=values["officer"]),
            reason=values["reason"],
            seen=seen,
            exception=exception,
            now=clock.now(),
            today=clock.today(),
        )
        self.note_looks([case])
        return Response(AllocationSerializer(allocation).data, status=201)
