"""`manage.py retention law`: what acts lay down on keeping data, and taking it into a register."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from register.enums import Language
from register.models import Register
from register.refusal import Refusal
from retention.statutory import BY_KEY, offered_to, take_in


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--register", metavar="SLUG", required=True)
    parser.add_argument("--take", metavar="KEY", nargs="+", choices=sorted(BY_KEY), default=[])


def handle(command: BaseCommand, *, register: str, take: list[str], **_options: Any) -> None:
    """Raises CommandError, with words, where nothing is taken in."""
    chosen = Register.objects.filter(slug=register).first()
    if chosen is None:
        raise CommandError(_("There is no register “%s”.") % register)
    try:
        for rule in take_in(chosen, take):
            command.stdout.write(_("Taken in: %s") % rule.key)
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal
    if not take:
        language = (get_language() or Language.FI)[:2]
        for law in offered_to(chosen):
            name, source = law.name.said_in(language), law.source.said_in(language)
            command.stdout.write(f"{law.key}: {name} ({source})")
