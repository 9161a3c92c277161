"""How big a file is, in the words of the reader's language."""

from django.utils.translation import gettext as _


def size_words(size: int) -> str:
    if size < 1024 * 1024:
        return _("%(count)d kB") % {"count": max(size // 1024, 1)}
    return _("%(count)d MB") % {"count": round(size / 1024 / 1024)}
