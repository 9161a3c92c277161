"""Keys made from what a row is called, so that nobody has to think of one."""

from collections.abc import Collection

from django.utils.text import slugify

LONGEST = 60


def key_from(words: str, *, taken: Collection[str], fallback: str) -> str:
    """A key such as "tyopaikka" for "Työpaikka", with a number where that is taken."""
    stem = slugify(words).replace("_", "-")[:LONGEST].strip("-") or fallback
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
