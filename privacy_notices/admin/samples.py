"""Examples to begin with: register files that come with the program."""

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

import register
from privacy_notices.files.loading import Refused, load_files
from register import hub
from register.admin import scope
from register.hub import Link
from register.models import Register

FOLDER = Path(register.__file__).parent / "samples"


def samples() -> dict[str, Path]:
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def links(request: HttpRequest) -> list[Link]:
    """For the start page of an installation without registers."""
    return [
        Link(name, reverse("admin:privacy_notices_notice_sample", args=(name,)), post=True)
        for name in samples()
    ]


def load(request: HttpRequest, name: str) -> HttpResponse:
    """Load one example; refused where a register of that name is there already."""
    if not request.user.has_perm("register.add_register"):
        raise PermissionDenied
    path = samples().get(name)
    if path is None:
        raise Http404
    if Register.objects.exists():
        messages.error(request, _("Examples are only for an empty installation."))
        return redirect("admin:index")
    try:
        [loaded] = load_files([path])
    except Refused as refused:
        for fault in refused.faults[:5]:
            messages.error(request, str(fault))
        return redirect("admin:index")
    messages.success(request, _("The example was loaded. Change it into your own."))
    return redirect(scope.hub_url(Register.objects.get(slug=loaded.slug).pk))


hub.STARTS.append(links)
