"""The API's gate: token sign-in bound to the transaction, a rule on every endpoint, rows a page at a time."""

from typing import TYPE_CHECKING, Any

from knox.auth import TokenAuthentication
from rest_framework import permissions
from rest_framework.exceptions import AuthenticationFailed, ValidationError
from rest_framework.pagination import PageNumberPagination

from mosovo.identity import bind

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

LARGEST_PAGE = 1_000_000


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

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isalnum():
            raise AuthenticationFailed("This is not a token of this system. Sign in for a new one.")
        return super().authenticate_credentials(token)


class RuleRequired(permissions.BasePermission):
    """Signed in, and the endpoint names its rule; one without a rule answers nobody."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return bool(request.user and request.user.is_authenticated and getattr(view, "access_rule", ""))


class Pages(PageNumberPagination):
    """Pages of 50, at most 200 when asked. What is no number of a page is refused, not guessed at."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    last_page_strings = ()
    invalid_page_message = "There is no page {page_number}."

    def get_page_size(self, request: "Request") -> int:
        return self._number(request, "page_size", self.page_size, most=self.max_page_size)

    def get_page_number(self, request: "Request", paginator: Any) -> int:
        return self._number(request, self.page_query_param, 1, most=LARGEST_PAGE)

    @staticmethod
    def _number(request: "Request", name: str, default: int, *, most: int) -> int:
        given = request.query_params.getlist(name)
        if not given:
            return default
        if len(given) > 1 or not (given[0].isascii() and given[0].isdigit()) or not 1 <= int(given[0][:12]) <= most:
            raise ValidationError({name: [f"Give one number from 1 to {most}."]})
        return int(given[0][:12])
