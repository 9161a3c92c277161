"""The JSON Schema of copies of data, for whoever reads one by a program."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from subjects.package.schema import SCHEMA


@cache_control(public=True, max_age=24 * 60 * 60)
@require_safe
def access_schema(request: HttpRequest) -> JsonResponse:
    """The same for everybody, at an address that stays."""
    answer = JsonResponse(SCHEMA, json_dumps_params={"indent": 1})
    answer["Content-Type"] = "application/schema+json"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
