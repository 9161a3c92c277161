"""`manage.py rotate_identity_codes`: every identity code under the newest key, to drop old keys."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from register.identity_codes import rotate_all


class Command(BaseCommand):
    """May be stopped and run again at any time; a code no key opens is left as it is."""

    help = "Encrypt personal identity codes again, under the first of IDENTITY_CODE_KEYS."

    def handle(self, **options: Any) -> None:
        done = rotate_all()
        counts = {"again": done.again, "newest": done.newest, "unreadable": done.unreadable}
        self.stdout.write(
            _("Encrypted again: %(again)d. Already under the newest key: %(newest)d.") % counts
        )
        if done.unreadable:
            words = _(
                "Not opened by any key, left as they are: %(unreadable)d. Find the key they were "
                "encrypted with before you drop an old one."
            )
            self.stdout.write(self.style.WARNING(words % counts))
