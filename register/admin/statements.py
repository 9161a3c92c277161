"""What is said in words of its own: statements, definitions, documents."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.admin.base import FactAdmin
from register.admin.fields import TECHNICAL, main, texts
from register.admin.words import words_of
from register.models import Definition, ExternalDocument, Statement


@admin.register(Statement)
class StatementAdmin(FactAdmin):
    columns = ("words",)
    fieldsets = [main("kind", texts("text")), TECHNICAL]

    @admin.display(description=_("about"), ordering="kind")
    def shown(self, row: Any) -> str:
        return str(row.get_kind_display())

    @admin.display(description=_("statement"))
    def words(self, row: Statement) -> str:
        return words_of(row)


@admin.register(Definition)
class DefinitionAdmin(FactAdmin):
    fieldsets = [main(texts("term", "text")), TECHNICAL]


@admin.register(ExternalDocument)
class ExternalDocumentAdmin(FactAdmin):
    columns = ("url",)
    fieldsets = [main(texts("name"), "url", texts("text")), TECHNICAL]
