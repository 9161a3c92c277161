"""Whose data are held, and in which situations they are collected."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, folded, main, texts
from register.admin.words import ticked
from register.models import CollectionSituation, SubjectGroup


@admin.register(SubjectGroup)
class SubjectGroupAdmin(FactAdmin):
    columns = ("kind", ticked("customer_relationship", _("in a customer relationship")))
    fieldsets = [
        main(texts("name"), "kind", "customer_relationship"),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]


@admin.register(CollectionSituation)
class CollectionSituationAdmin(FactAdmin):
    fieldsets = [
        main(texts("name")),
        folded(_("In your own words"), texts("text")),
        TECHNICAL,
    ]
