"""Addresses are permanent: who has published at one stays there, and nobody else moves in.

The versions in force are found by their address, so a register that left it would leave its notice
in force for ever, out of everybody's reach.
"""

from django.db import connection
from django.utils.translation import gettext as _

from privacy_notices.models import Notice, NoticeVersion, Withdrawal
from register.models import Register


def slug_fault(register: Register) -> str:
    """Why a register cannot take its short name, or ""; asked before it is saved."""
    had = Register.objects.filter(pk=register.pk).values_list("slug", flat=True).first()
    if had == register.slug:
        return ""
    own = Notice.objects.filter(register=register.pk)
    if connection.in_atomic_block:
        own = own.select_for_update()  # as publishing does: one of the two comes first
    notices = list(own)
    if NoticeVersion.objects.filter(notice__in=notices, slug=had).exists():
        return _("The short name stays as it is, because the notice is published at this address.")
    for model in (NoticeVersion, Withdrawal):
        if model.objects.filter(slug=register.slug).exclude(notice__in=notices).exists():
            return _("Another register has published its notice at this address. Choose another.")
    return ""
