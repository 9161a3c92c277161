"""`manage.py demo`: the sample registers, somebody to sign in as, and where to look.

`make demo` runs it. Invented companies and people only; sign-in and password are for this machine.
"""

import secrets
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.models import Group as GroupRow
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from privacy_notices.files.loading import Refused, load_files
from register.groups import Group
from register.models import Register, User
from register.sample_people import add_people

SAMPLES = Path(settings.BASE_DIR) / "register" / "samples"
OFFICER = "demo"
PASSWORD_FILE = Path(settings.BASE_DIR) / "var" / "demo-password"


class Command(BaseCommand):
    """Loads samples that are not there yet, with their customers; what you changed stays."""

    help = "Load the sample registers and their invented customers, create the demo sign-in."

    def handle(self, **options: Any) -> None:
        samples = {_slug(path): path for path in sorted(SAMPLES.glob("*.yaml"))}
        loaded = set(Register.objects.values_list("slug", flat=True))
        self.refuse_real_registers(loaded & samples.keys())
        new = [path for slug, path in samples.items() if slug not in loaded]
        if new:
            try:
                load_files(new)
            except Refused as refused:
                raise CommandError("\n".join(map(str, refused.faults))) from refused
        add_people(timezone.localdate())
        password = self.officer()
        self.say_where(password)

    def refuse_real_registers(self, samples: set[str]) -> None:
        """A demo sign-in has no place beside real registers."""
        in_use = User.objects.exclude(username=OFFICER).exists() or Register.objects.exists()
        if in_use and not samples:
            raise CommandError(_("This database is in use; the demo needs one of its own."))

    def officer(self) -> str:
        """The demo officer's password: made on the first run, kept in a file of this machine."""
        user = User.objects.filter(username=OFFICER).first()
        if user is not None and PASSWORD_FILE.is_file():
            return PASSWORD_FILE.read_text().strip()
        password = secrets.token_urlsafe(9)
        user = user or User(username=OFFICER, is_staff=True)
        user.set_password(password)
        user.save()
        user.groups.set(GroupRow.objects.filter(name=Group.COMPLIANCE_OFFICER.value))
        PASSWORD_FILE.parent.mkdir(parents=True, exist_ok=True)
        PASSWORD_FILE.touch(mode=0o600)
        PASSWORD_FILE.write_text(password + "\n")
        return password

    def say_where(self, password: str) -> None:
        with translation.override("fi"):
            address = f"{settings.SITE_URL}{reverse('admin:index')}"
        self.stdout.write("")
        self.stdout.write(_("Seloste is running with invented sample registers."))
        self.stdout.write("  " + _("Address: %s") % address)
        self.stdout.write("  " + _("User name: %s") % OFFICER)
        self.stdout.write("  " + _("Password: %s") % password)
        self.stdout.write(_("Stop with Ctrl-C."))
        self.stdout.write("")


def _slug(path: Path) -> str:
    return str(yaml.safe_load(path.read_text(encoding="utf-8"))["register"]["slug"])
