"""The addresses at which a person shows who they are."""

from django.urls import path, re_path

from subjects.identity import views

# The provider knows it: without a language and without a secret.
RETURN = "tunnistus/paluu/"

urlpatterns = [
    re_path(
        r"^(?P<language>fi|sv|en)/oma-pyynto/(?P<token>[-\w]+)/tunnistus/$",
        views.identify,
        name="request_identify",
    ),
    re_path(
        r"^(?P<language>fi|sv|en)/oma-pyynto/(?P<token>[-\w]+)/tunnistus/vahva/$",
        views.start,
        name="request_strong_start",
    ),
    path(RETURN, views.come_back, name="request_strong_return"),
]
