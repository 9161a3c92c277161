"""Every address of the site."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("hallinta/", admin.site.urls),
    path("kieli/", include("django.conf.urls.i18n")),
    path("", include("subjects.identity.urls")),
    path("", include("subjects.public.urls")),
    path("", include("privacy_notices.urls")),
    path("", RedirectView.as_view(pattern_name="admin:index")),
]
