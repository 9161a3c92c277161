"""The addresses of requests. A token in one is a secret, and `config/logs.py` cuts it out."""

from django.urls import path, re_path, register_converter

from register.enums import Language
from subjects.package.machine import SCHEMA_PLACE
from subjects.public import addresses, asking, downloading, following, schema


class LanguageConverter:
    """One of our languages."""

    regex = "|".join(Language.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "request_language")

LANGUAGE = "<request_language:language>"
FORM = f"{LANGUAGE}/pyynto/<slug:slug>"
CONFIRM = f"{LANGUAGE}/vahvistus/<slug:token>"
PRIVATE = f"{LANGUAGE}/oma-pyynto/<slug:token>"
DOWNLOAD = f"{LANGUAGE}/lataus/<slug:token>"

urlpatterns = [
    path(f"{FORM}/", asking.request_form, name="request_form"),
    path(f"{FORM}/lahetetty/", asking.sent, name="request_sent"),
    path(f"{CONFIRM}/", asking.confirm, name="request_confirm"),
    path(f"{CONFIRM}/osoite/", addresses.confirm, name="request_confirm_address"),
    path(f"{PRIVATE}/", following.status, name="request_status"),
    path(f"{PRIVATE}/viesti/", following.write, name="request_write"),
    path(f"{PRIVATE}/peru/", following.withdraw, name="request_withdraw"),
    path(f"{PRIVATE}/lataus/", downloading.by_page, name="request_own_download"),
    path(f"{DOWNLOAD}/", downloading.by_mail, name="request_download"),
    path(f"{PRIVATE}/kirje/<int:number>/", following.letter, name="request_letter"),
    path(f"{PRIVATE}/kirje/<int:number>.pdf", following.letter_pdf, name="request_letter_pdf"),
    re_path(
        r"^(?P<language>fi|sv|en)/(?:vahvistus|oma-pyynto|lataus)/(?P<token>[-\w]+)$",
        asking.with_slash,
    ),
    path(SCHEMA_PLACE.removeprefix("/"), schema.access_schema, name="access_schema"),
    path(f"{LANGUAGE}/uusi-linkki/", asking.new_link, name="request_new_link"),
    path(f"{LANGUAGE}/uusi-linkki/lahetetty/", asking.new_link_sent, name="request_new_link_sent"),
    path("pyynto/<slug:slug>/", asking.negotiate, name="request_negotiate"),
    re_path(r"^(?P<language>fi|sv|en)/(?:vahvistus|oma-pyynto|lataus)/", asking.no_link),
    re_path(r"^(?P<language>fi|sv|en)/(?:pyynto|uusi-linkki)(?:/|$)", asking.nothing_here),
]
