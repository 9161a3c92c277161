"""The forms of an import: the file, how it is read, what its columns hold, the decision."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from unfold.widgets import UnfoldAdminSelectWidget

from register.admin.people_act_forms import Picked, ReasonForm
from register.admin.people_words import kept_in
from register.admin.words import words_of
from register.enums import ONE_OF, SubjectKind
from register.imports import encodings
from register.imports.columns import ITEM, Allowed, Column, Meaning, at, understood
from register.imports.csv_rows import SEPARATORS
from register.imports.desk import MAPPING, Look
from register.imports.reading import remembered
from register.imports.source import Kind
from register.models import DataItem, Import, RegisterController, Source, User

CHOOSE = [("", gettext_lazy("Choose"))]
ENCODINGS = {
    encodings.UTF_8: "UTF-8",
    encodings.UTF_16: "UTF-16",
    encodings.LATIN_1: "Latin-1 (ISO 8859-1)",
    encodings.CP1252: "Windows-1252",
    encodings.CP850: "DOS (CP850)",
    encodings.MAC_ROMAN: "Mac Roman",
}
SEPARATED_BY = {
    ";": gettext_lazy("semicolon ;"),
    ",": gettext_lazy("comma ,"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar |"),
}


class FileForm(forms.Form):
    """A file, and whose customers stand in it."""

    kept_by = forms.ModelChoiceField(
        label=gettext_lazy("Into which register, and whose customers they are"),
        queryset=RegisterController.objects.none(),
        widget=UnfoldAdminSelectWidget,
        empty_label=gettext_lazy("Choose"),
        error_messages={"invalid_choice": gettext_lazy("You do not serve this controller.")},
    )
    file = forms.FileField(
        label=gettext_lazy("File, CSV or XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def __init__(self, *args: Any, places: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["kept_by"]
        field.queryset = places
        field.label_from_instance = kept_in
        known = list(places[:2])
        if len(known) == 1:
            field.initial = known[0].pk
        words = _("At most %d MB. Larger files are imported at the command line.")
        self.fields["file"].help_text = words % settings.IMPORT_UPLOAD_MB

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_UPLOAD_MB * 1_000_000:
            words = _("The file is larger than %d MB. Import it with the command import_subjects.")
            raise ValidationError(words % settings.IMPORT_UPLOAD_MB)
        return file


class FormatForm(forms.Form):
    """How the cells of the file are found: recognised, and told where it is not."""

    def __init__(self, *args: Any, look: Look, **options: Any) -> None:
        super().__init__(*args, **options)
        form = look.form
        if form.kind == Kind.XLSX:
            sheets = [(name, name) for name in look.sheets]
            self.fields["sheet"] = Picked(
                label=pgettext("of a workbook", "Sheet"),
                choices=[*CHOOSE, *sheets],
                initial=form.sheet,
            )
            return
        encoding = encodings.UTF_8 if form.encoding == encodings.UTF_8_MARKED else form.encoding
        self.fields["encoding"] = Picked(
            label=_("Encoding of the letters"),
            choices=[*CHOOSE, *ENCODINGS.items()],
            initial=encoding,
            help_text=_("Wrong where å, ä and ö look odd in the examples below."),
        )
        known = [(sign, SEPARATED_BY[sign]) for sign in SEPARATORS]
        self.fields["separator"] = Picked(
            label=_("Between the columns"),
            choices=[("", _("as recognised")), *known],
            initial=form.separator,
            required=False,
        )


class ColumnsForm(forms.Form):
    """What each column of the file holds, and what is the same for all of its people."""

    kind = Picked(
        label=gettext_lazy("The new people are"),
        choices=[(kind.value, words) for kind, words in ONE_OF.items()],
        initial=SubjectKind.PERSON_CUSTOMER,
        help_text=gettext_lazy("With an organisation in the file, they are its contact persons."),
    )
    source = forms.ModelChoiceField(
        label=gettext_lazy("Where the data come from"),
        queryset=Source.objects.none(),
        widget=UnfoldAdminSelectWidget,
        required=False,
        empty_label=gettext_lazy("Not told"),
    )

    def __init__(self, *args: Any, run: Import, look: Look, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        register = run.kept_by.register
        self.look, self.allowed = look, Allowed.by(register, user)
        source: Any = self.fields["source"]
        source.queryset = Source.objects.filter(register=register)
        source.label_from_instance = words_of
        items = DataItem.objects.filter(pk__in=self.allowed.items.values())
        choices = [
            *CHOOSE,
            *((meaning, capfirst(str(words))) for meaning, words in Meaning.choices),
            *((f"{ITEM}{item.key}", words_of(item)) for item in items),
        ]
        self.columns = self.understood(remembered(register, MAPPING))
        for column in self.columns:
            self.fields[self.name(column)] = Picked(
                label=column.called,
                choices=choices,
                initial=column.meaning,
                error_messages={"required": column.words or _("Say what the column holds.")},
            )

    def understood(self, told: dict[str, str]) -> list[Column]:
        return understood(self.look.headings, allowed=self.allowed, told=told)

    @staticmethod
    def name(column: Column) -> str:
        return f"column-{column.place}"

    @property
    def meanings(self) -> Sequence[str]:
        return [self.cleaned_data[self.name(column)] for column in self.columns]

    def clean(self) -> dict[str, Any]:
        """Every lack stands at its column."""
        cleaned = super().clean() or self.cleaned_data
        told = {at(column.place): cleaned.get(self.name(column), "") for column in self.columns}
        for column in self.understood(told):
            name = self.name(column)
            if column.lack and name not in self.errors:
                self.add_error(name, column.words)
        return cleaned

    def settings(self) -> Iterator[Any]:
        """What is the same for all people."""
        return (self[name] for name in ("kind", "source"))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The columns as the page draws them."""
        for column in self.columns:
            examples = self.look.of_column(column.place)
            yield {"column": column, "field": self[self.name(column)], "examples": examples}


class LetInForm(ReasonForm):
    """Why people come back whose data were erased."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
