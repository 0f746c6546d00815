"""The API's description: how one signs in, and every refusal an endpoint may answer with."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from mosovo.access.rest import ErrorBody

ALWAYS = {
    "400": "A parameter it does not know.",
    "401": "Not signed in.",
    "403": "In sight, but not allowed: the sentence says why.",
    "406": "JSON alone.",
}
OF_LISTS = {"400": "A filter or page that is not right.", "404": "There is no such page of results."}
OF_ONE = {"404": "Not there, or not in sight: the two are never told apart."}
OF_WRITES = {
    "400": "Values that are not right, each named.",
    "404": "Something it names is not there, or not in sight.",
    "409": "The rules, or the present state, forbid it.",
    "415": "JSON alone.",
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The header: Authorization: Token …"""

    target_class = "mosovo.access.gate.BoundTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token, a space, the token."}


class ErrorsDocumented(AutoSchema):
    """Adds the refusals to what an endpoint itself describes."""

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found = super()._get_response_bodies(direction)
        refusals = {**ALWAYS, **self._refusals()}
        if not self.get_auth():
            refusals = {code: text for code, text in refusals.items() if code not in {"401", "403", "404"}}
        for code, text in refusals.items():
            if code not in found:
                body: Any = self._get_response_for_code(ErrorBody, code)  # type: ignore[no-untyped-call]
                found[code] = {**body, "description": text}
        return dict(sorted(found.items()))

    def _refusals(self) -> dict[str, str]:
        if self.method != "GET":
            return OF_WRITES
        return OF_LISTS if self._is_list_view() else OF_ONE
