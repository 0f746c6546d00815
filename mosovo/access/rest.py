"""The API's endpoints: rows through ``visible``, every row sent a look, every error a sentence."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions, serializers, viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from mosovo.access.policies import require
from mosovo.access.protection import protection_of
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import DomainError, Missing
from mosovo.pages import NOT_THERE
from mosovo.staff.models import Officer

M = TypeVar("M", bound=models.Model)


class ApiRequest(Request):
    """A request that has passed the gate: somebody has signed in."""

    user: Officer


class Endpoint(APIView):
    """What every endpoint stands on: it refuses parameters it does not know, so that no filter is lost by its spelling.

    asks: parameters of its own in the address, besides filters, pages and the format; of its list where it has one.
    """

    asks: tuple[str, ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = self.known_parameters()
        sentence = f"There is no such parameter here. There is: {', '.join(sorted(known))}."
        unknown = {name: [sentence] for name in request.query_params if name not in known}
        if unknown:
            raise exceptions.ValidationError(unknown)

    def known_parameters(self) -> set[str]:
        """The names that may stand in the address."""
        return {self.settings.URL_FORMAT_OVERRIDE, *self.asks}


class CaseScopedViewSet(Endpoint, viewsets.GenericViewSet[Any]):
    """Rows of one protected model: listed and found through ``visible``, every row sent is a look.

    model: the protected model. reads: the action that ``require`` is asked before anything is sent (None: being in
    sight is enough).
    """

    model: type[models.Model]
    reads: str | None = None
    access_rule = "rows in the person's sight"

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is made for nobody
            return self.model._default_manager.none()
        return visible(self.request.user, self.model)

    def known_parameters(self) -> set[str]:
        """Of a list its filters and pages too; of one row, and of a write, the format alone."""
        if self.action != "list":
            return {self.settings.URL_FORMAT_OVERRIDE}
        filters = DjangoFilterBackend().get_filterset_class(self, self.model._default_manager.none())
        pages = ("page", "page_size") if self.pagination_class else ()
        return {*super().known_parameters(), *pages, *(filters.base_filters if filters else ())}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.reads:
            require(request.user, self.reads)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The rows in sight, a page at a time."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        self.note_looks(rows or [])
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row in sight."""
        row = self.get_object()
        self.note_looks([row])
        return Response(self.get_serializer(row).data)

    def note_looks(self, rows: Iterable[Any]) -> None:
        """Write down which cases the answer shows."""
        protection = protection_of(self.model)
        if protection.compartment is Compartment.PLAIN:
            return
        ids = {_case_id(row, protection.path) for row in rows}
        self.request.looks.add(LookKind.API, ids - {None}, protection.compartment)  # type: ignore[attr-defined]


def _case_id(row: Any, path: str) -> Any:
    *parents, last = path.split("__") if path else [""]
    for name in parents:
        row = getattr(row, name)
    return getattr(row, f"{last}_id") if last else row.pk


def in_sight(person: Any, model: type[M], **key: Any) -> M:
    """The row of ``model`` with this key in the person's sight; Missing where there is none."""
    row = visible(person, model).filter(**key).first()
    if row is None:
        raise Missing(NOT_THERE)
    return row


class ErrorBody(serializers.Serializer[Any]):
    """What every refusal looks like: a sentence, and for bad input the sentences for each field."""

    detail = serializers.CharField()
    fields = serializers.DictField(  # type: ignore[assignment] # the name of the API's contract
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


def domain_errors(error: Exception, context: dict[str, Any]) -> Response | None:
    """One shape for every error of the API, and the request's transaction undone."""
    if isinstance(error, DomainError):
        response = Response({"detail": error.message}, status=error.status)
    elif isinstance(error, DjangoValidationError):
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        response = Response({"detail": "Some values are not right.", "fields": fields}, status=400)
    elif isinstance(error, exceptions.ValidationError):
        detail: Any = error.detail
        fields = detail if isinstance(detail, dict) else {"": detail}
        response = Response({"detail": "Some values are not right.", "fields": fields}, status=400)
    elif isinstance(error, Http404):
        response = Response({"detail": NOT_THERE}, status=404)
    else:
        found = exception_handler(error, context)
        if found is None:
            return None
        response = found
    response.sentence = response.data.get("detail", "") if isinstance(response.data, dict) else ""  # type: ignore[attr-defined]
    transaction.set_rollback(True)
    # Also where the endpoint's yes is a page, as the description's is.
    context["request"].accepted_renderer, context["request"].accepted_media_type = (
        JSONRenderer(),
        JSONRenderer.media_type,
    )
    return response
