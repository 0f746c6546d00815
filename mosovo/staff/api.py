"""Signing in for a token, oneself, units and officers, through the API."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.throttling import AnonRateThrottle

from mosovo import clock
from mosovo.access.gate import BoundTokenAuthentication
from mosovo.access.rest import ApiRequest, CaseScopedViewSet, Endpoint, ErrorBody
from mosovo.errors import Denied
from mosovo.identity import bind
from mosovo.staff import limits
from mosovo.staff.actions import end_token, issue_token, use_code
from mosovo.staff.door import is_fresh
from mosovo.staff.factors import has_factor, is_required
from mosovo.staff.forms import WRONG
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import abilities_of


class TokenRequest(serializers.Serializer[Any]):
    sign_in = serializers.CharField(max_length=50)
    password = serializers.CharField(max_length=200, trim_whitespace=False, write_only=True)
    code = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="The six figures that your authenticator app shows now. Needed outside the demonstration, and by"
        " everybody who has a second factor; a recovery code does not do.",
    )


class TokenIssued(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="Shown this once; send it as Authorization: Token …")
    expires_at = serializers.DateTimeField()


class UnitSerializer(serializers.ModelSerializer[Unit]):
    class Meta:
        model = Unit
        fields = ("code", "name", "area", "phone", "manages_cases")


class OfficerSerializer(serializers.ModelSerializer[Officer]):
    name = serializers.CharField(source="full_name", read_only=True)
    unit = serializers.SlugRelatedField[Unit](slug_field="code", read_only=True)

    class Meta:
        model = Officer
        fields = ("number", "name", "rank", "unit")


class MeSerializer(OfficerSerializer):
    abilities = serializers.SerializerMethodField()

    class Meta(OfficerSerializer.Meta):
        fields: Any = ("sign_in", *OfficerSerializer.Meta.fields, "vetting_level", "vetting_expires_on", "abilities")

    def get_abilities(self, person: Officer) -> list[str]:
        return sorted(abilities_of(person, today=clock.today()))


NO_CODE = "The code of your authenticator app is missing, wrong or used before. Send the one that it shows now."


NOT_FRESH = (
    "A token is given within five minutes of proving a second factor. Prove yours again at the web page, under"
    " /second-factor/again/, and ask once more."
)


class TokenThrottle(AnonRateThrottle):
    scope = "token"


class TokenView(Endpoint):
    """The API's door. It counts wrong attempts together with the sign-in page."""

    access_rule = "open to all"
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (TokenThrottle,)

    @extend_schema(
        operation_id="token_create",
        request=TokenRequest,
        responses={
            201: TokenIssued,
            422: OpenApiResponse(ErrorBody, "A wrong name, password or code, or a closed account."),
            429: OpenApiResponse(ErrorBody, "Too many attempts: shut for a while."),
        },
    )
    def post(self, request: Request) -> Response:
        """Sign in for a token, good for eight hours.

        Besides the password it takes the code that an authenticator app shows now. Whoever has a passkey alone signs in
        at the web page and asks for a token from there: `POST /api/v1/token/session/`.
        """
        asked = TokenRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        person = authenticate(request._request, username=given["sign_in"], password=given["password"])
        if not isinstance(person, Officer):
            # Not an exception: those undo the request's transaction, and the wrong attempt must be remembered.
            return Response({"detail": WRONG}, status=422)
        bind(person)
        if not self._is_proved(request, person, given.get("code", "")):
            return Response({"detail": NO_CODE}, status=422)
        token, expires_at = issue_token(officer=person, now=clock.now())
        user_logged_in.send(sender=Officer, request=request._request, user=person)
        return Response({"token": token, "expires_at": expires_at}, status=201)

    @staticmethod
    def _is_proved(request: Request, person: Officer, code: str) -> bool:
        if not is_required() and not has_factor(person):
            return True
        if not limits.may_try_code(request._request, person):
            return False
        right = use_code(officer=person, code=code, now=clock.now(), recovery=False)
        if right:
            limits.give_back(request._request)
        else:
            limits.note_wrong_code(request._request, person)
        return right


class SessionTokenView(Endpoint):
    """A token for whoever is signed in at the web page, second factor and all."""

    access_rule = "signed in"
    authentication_classes = (SessionAuthentication,)

    def get_authenticate_header(self, request: Request) -> str:
        """Somebody without a session is answered 401 here too."""
        return "Session"

    @extend_schema(operation_id="token_for_session", request=None, responses={201: TokenIssued})
    def post(self, request: ApiRequest) -> Response:
        """A token, good for eight hours, for the person of the web page's session, whose CSRF token goes with it."""
        if is_required() and not is_fresh(request._request, now=clock.now()):
            raise Denied(NOT_FRESH)
        token, expires_at = issue_token(officer=request.user, now=clock.now())
        return Response({"token": token, "expires_at": expires_at}, status=201)


class SignOutView(Endpoint):
    """Ends the token it is asked with."""

    access_rule = "signed in"
    authentication_classes = (BoundTokenAuthentication,)

    @extend_schema(operation_id="token_end", request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """End the token that is sent."""
        end_token(token=request.auth)
        user_logged_out.send(sender=Officer, request=request._request, user=request.user)
        return Response(status=204)


class MeView(Endpoint):
    """Whoever asks."""

    access_rule = "signed in"

    @extend_schema(operation_id="me", responses=MeSerializer)
    def get(self, request: ApiRequest) -> Response:
        """Who the token belongs to, and what their roles let them do today."""
        return Response(MeSerializer(request.user).data)


class UnitViewSet(CaseScopedViewSet):
    """Units and how to reach them."""

    model = Unit
    serializer_class = UnitSerializer
    lookup_field = "code"


class OfficerViewSet(CaseScopedViewSet):
    """Officers and staff, by warrant or staff number."""

    model = Officer
    serializer_class = OfficerSerializer
    lookup_field = "number"
    filterset_fields = ("unit__code", "rank")

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_active=True).select_related("unit")


router = SimpleRouter()
router.register("units", UnitViewSet, "api-unit")
router.register("officers", OfficerViewSet, "api-officer")

urlpatterns = [
    path("token/", TokenView.as_view(), name="api-token"),
    path("token/session/", SessionTokenView.as_view(), name="api-token-session"),
    path("sign-out/", SignOutView.as_view(), name="api-sign-out"),
    path("me/", MeView.as_view(), name="api-me"),
    *router.urls,
]
