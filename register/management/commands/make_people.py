"""`manage.py make_people COUNT`: invented people, as many as are wanted, to try things out on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import gettext as _

from register import made_people
from register.models import DataSubject, Register, RegisterController
from register.refusal import Refusal
from register.support.progress import Bar


class Command(BaseCommand):
    """Refuses a database that has people already, unless told how many they are.

    The likeliest mistake is another DATABASE_URL than one thinks. A switch would be in the
    shell's history, and given again by habit; the number of people is another in every database.
    """

    help = (
        "Make invented people: the same ones for the same seed. Without --register they get a "
        "register of their own."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="COUNT")
        parser.add_argument("--seed", type=int, default=made_people.SEED)
        parser.add_argument("--register", default="", metavar="SLUG")
        parser.add_argument(
            "--controller",
            default="",
            metavar="ID",
            help="key, number or Business ID; without it every controller of the register",
        )
        parser.add_argument(
            "--contacts", type=int, default=2, metavar="N", help="contacts with each (2)"
        )
        parser.add_argument(
            "--beside",
            type=int,
            default=0,
            metavar="N",
            help="there are N people in the database already, and that is as it should be",
        )

    def handle(self, *, count: int, **options: Any) -> None:
        if count < 1 or options["contacts"] < 0:
            raise CommandError(_("How many people? Write a number, such as 2000."))
        there = DataSubject.objects.count()
        if there != options["beside"]:
            raise CommandError(
                _(
                    "There are people in this database: %(count)d. Invented ones are not easily "
                    "told from them afterwards, and cannot be taken away in one go. Is it the "
                    "right database? If so, say how many are there: --beside %(count)d"
                )
                % {"count": there}
            )
        try:
            places = _places(options["register"], options["controller"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        bar = Bar(self.stdout)
        made_people.make(
            count,
            places,
            seed=options["seed"],
            contacts=options["contacts"],
            progress=lambda made: bar.show(made / count, f"{made} / {count}"),
        )
        bar.clear()
        self.stdout.write(_("%d invented people were made.") % count)


def _places(slug: str, controller: str) -> list[RegisterController]:
    """Where they are kept."""
    if not slug:
        if controller:
            raise Refusal(_("--controller needs --register."))
        return made_people.a_register_of_their_own()
    if not Register.objects.filter(slug=slug).exists():
        raise Refusal(_("There is no register of this name."))
    found = RegisterController.objects.filter(register__slug=slug)
    if controller:
        by_number = Q(controller=int(controller)) if controller.isdecimal() else Q()
        named = Q(controller__key=controller) | Q(controller__business_id=controller)
        found = found.filter(named | by_number)
    if not found:
        raise Refusal(_("The register has no such controller."))
    return list(found.order_by("position", "pk"))
