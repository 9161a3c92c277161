"""Invented people by the million in an empty database, ready to be measured."""

from collections.abc import Callable


def make(count: int, said: Callable[[str], object] = print) -> None:
    """In a register of their own; their search lines are made with them."""
    from django.db import connection  # noqa: PLC0415 # Django is set up only now

    from register import made_people  # noqa: PLC0415

    made_people.make(count, made_people.a_register_of_their_own(), contacts=0)
    said("people made")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
