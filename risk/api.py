"""Static assessments and risk levels through the API."""

import uuid
from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from cases.models import Case
from cases.states import RiskLevel
from mosovo import clock
from mosovo.access.rest import ApiRequest, CaseScopedViewSet, in_sight
from mosovo.staff.models import Officer
from risk.actions import keep_assessment, set_risk_level
from risk.models import LevelDecision, StaticAssessment
from risk.rules import faults_to_keep
from risk.srp import QUESTIONS, Answers, read, score

UNKNOWN = "There is no such field among the published inputs; check its spelling, or leave it out."


class AssessmentSerializer(serializers.ModelSerializer[StaticAssessment]):
    case = serializers.CharField(source="case.reference", read_only=True)
    assessed_by = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = StaticAssessment
        fields = (
            "reference",
            "case",
            "inputs",
            "dc_points",
            "dc_percent",
            "dc_band",
            "dc_band_after_reduction",
            "iic_percent",
            "iic_band",
            "warnings",
            "algorithm",
            "version",
            "assessed_on",
            "assessed_by",
            "recorded_at",
        )


class AssessmentRequest(serializers.Serializer[Any]):
    case = serializers.CharField(max_length=12, help_text="Reference of the person.")
    reference = serializers.UUIDField(default=uuid.uuid4, help_text="Of the assessment to be: sent twice, kept once.")
    inputs = serializers.DictField(help_text="The answers, by the field names of the published inputs.")


class LevelSerializer(serializers.ModelSerializer[LevelDecision]):
    case = serializers.CharField(source="case.reference", read_only=True)
    assessment = serializers.SlugRelatedField[StaticAssessment](slug_field="reference", read_only=True)
    set_by = serializers.SlugRelatedField[Officer](slug_field="number", read_only=True)

    class Meta:
        model = LevelDecision
        fields = (
            "id",
            "case",
            "level",
            "before",
            "reasons",
            "assessment",
            "suggested",
            "differs_because",
            "set_on",
            "set_by",
        )


class LevelRequest(serializers.Serializer[Any]):
    case = serializers.CharField(max_length=12, help_text="Reference of the person.")
    level = serializers.ChoiceField(choices=RiskLevel.choices)
    reasons = serializers.CharField(max_length=4000)
    differs_because = serializers.CharField(max_length=4000, default="", allow_blank=True)
    assessment = serializers.UUIDField(default=None, allow_null=True)
    seen = serializers.IntegerField(
        allow_null=True,
        min_value=1,
        max_value=2**63 - 1,
        help_text="id of the newest level as you saw it; null for none.",
    )


class OfCase(django_filters.FilterSet):
    case = django_filters.CharFilter(field_name="case__nominal__reference")


class AssessmentViewSet(CaseScopedViewSet):
    """SRP assessments of cases in sight, newest first."""

    model = StaticAssessment
    serializer_class = AssessmentSerializer
    filterset_class = OfCase
    lookup_field = "reference"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__nominal", "assessed_by")

    @extend_schema(request=AssessmentRequest, responses={201: AssessmentSerializer})
    def create(self, request: ApiRequest) -> Response:
        """Score the answers and keep them, by the same rules as the page."""
        asked = AssessmentRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        answers = _answers(values["inputs"])
        kept = keep_assessment(
            by=request.user,
            case=in_sight(request.user, Case, nominal__reference=values["case"]),
            reference=values["reference"],
            answers=answers,
            now=clock.now(),
            today=clock.today(),
        )
        self.note_looks([kept])
        return Response(AssessmentSerializer(kept).data, status=201)


class LevelViewSet(CaseScopedViewSet):
    """Risk levels of cases in sight, newest first; the newest of a case holds."""

    model = LevelDecision
    serializer_class = LevelSerializer
    filterset_class = OfCase

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__nominal", "assessment", "set_by")

    @extend_schema(request=LevelRequest, responses={201: LevelSerializer})
    def create(self, request: ApiRequest) -> Response:
        """Set the level with reasons; 409 where somebody else has set it meanwhile."""
        asked = LevelRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        assessment = None
        if values["assessment"]:
            assessment = in_sight(request.user, StaticAssessment, reference=values["assessment"])
        decision = set_risk_level(
            by=request.user,
            case=in_sight(request.user, Case, nominal__reference=values["case"]),
            level=RiskLevel(values["level"]),
            reasons=values["reasons"],
            differs_because=values["differs_because"],
            assessment=assessment,
            seen=values["seen"],
            now=clock.now(),
            today=clock.today(),
        )
        self.note_looks([decision])
        return Response(LevelSerializer(decision).data, status=201)


def _answers(inputs: dict[str, Any]) -> Answers:
    """The answers of one assessment; a ValidationError with every fault under its published name."""
    reading = read(inputs)
    today = clock.today()
    result = score(reading.answers, today=today, malformed=reading.faults)
    faults = {name: [UNKNOWN] for name in reading.unknown}
    for fault in faults_to_keep(result, today=today, unread=reading.faults):
        faults.setdefault(QUESTIONS[fault.field].api_name, []).append(fault.message)
    if faults:
        raise serializers.ValidationError(faults)
    return reading.answers


router = SimpleRouter()
router.register("static-assessments", AssessmentViewSet, "api-static-assessment")
router.register("risk-levels", LevelViewSet, "api-risk-level")

urlpatterns = router.urls
