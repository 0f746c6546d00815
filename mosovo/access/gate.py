"""The API's gate: token sign-in bound to the transaction, a rule on every endpoint, rows a page at a time."""

from typing import TYPE_CHECKING, Any

from knox.auth import TokenAuthentication
from rest_framework import permissions
from rest_framework.pagination import PageNumberPagination

from mosovo.identity import bind

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class BoundTokenAuthentication(TokenAuthentication):
    """A token's person becomes the acting person of the request's transaction."""

    def authenticate(self, request: "Request") -> Any:
        found = super().authenticate(request)
        if found is not None:
            person, token = found
            request._request.user = person
            bind(person)
            return person, token
        return None


class RuleRequired(permissions.BasePermission):
    """Signed in, and the endpoint names its rule; one without a rule answers nobody."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return bool(request.user and request.user.is_authenticated and getattr(view, "access_rule", ""))


class Pages(PageNumberPagination):
    """Pages of 50, at most 200 when asked."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
