"""The public pages. The addresses are frozen inside versions, so `snapshot.py` has them too."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter

from privacy_notices import views
from privacy_notices.sitemaps import NoticeSitemap
from register.enums import Language

app_name = "privacy_notices"


class LanguageConverter:
    """One of our languages."""

    regex = "|".join(Language.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "notice_language")

PAGE = "<notice_language:language>/tietosuoja/"
NOTICE = f"{PAGE}<slug:slug>"
urlpatterns = [
    path(f"{NOTICE}/", views.current, {"form": "html"}, name="notice"),
    path(f"{NOTICE}.pdf", views.current, {"form": "pdf"}, name="notice_pdf"),
    path(f"{NOTICE}.json", views.current, {"form": "json"}, name="notice_json"),
    path(f"{NOTICE}/versiot/", views.versions, name="versions"),
    path(f"{NOTICE}/v/<int:number>/", views.version, {"form": "html"}, name="version"),
    path(f"{NOTICE}/v/<int:number>.pdf", views.version, {"form": "pdf"}, name="version_pdf"),
    path(f"{NOTICE}/v/<int:number>.json", views.version, {"form": "json"}, name="version_json"),
    path(f"{PAGE}yritys/<slug:key>/", views.controller, name="controller"),
    path("tietosuoja/<slug:slug>/", views.negotiate, name="negotiate"),
    path("sitemap.xml", sitemap, {"sitemaps": {"notices": NoticeSitemap}}, name="sitemap"),
    re_path(r"^(?P<language>fi|sv|en)/tietosuoja/(?P<slug>[-a-z0-9]*).*$", views.nothing_here),
]
