"""What registers still lack, area by area, asked of the database set-wise.

The number of queries depends on the areas alone: not on how many registers are asked about, nor on
how many rows they have. This is a guide to filling in; whether a notice may be published is told by
its own check.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from register.enums import (
    AutomatedKind,
    DataCategory,
    JointControllership,
    Language,
    LegalBasisCode,
    RecipientKind,
    RightKind,
    SourceKind,
    State,
    StatementKind,
    YesNo,
)
from register.hub import AREAS, Area, Lack, Shelf
from register.models import (
    AutomatedProcessing,
    DataItem,
    LegalBasis,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    Right,
    Source,
    Statement,
    Transfer,
)
from register.texts import translated_fields

BASICS = "basics"


@dataclass(slots=True)
class AreaState:
    """How far one area of one register is filled in."""

    rows: dict[type[Model], int] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)  # in words
    missing: int = 0  # how many things those words speak of
    untranslated: Counter[str] = field(default_factory=Counter)  # language -> texts

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())

    def add(self, words: str, count: int = 1) -> None:
        self.lacks.append(words)
        self.missing += count


@dataclass(slots=True)
class RegisterState:
    """How far one register is filled in; areas in the order of the hub, the basics first."""

    areas: dict[str, AreaState]

    @property
    def missing(self) -> int:
        return sum(area.missing for area in self.areas.values())

    @property
    def untranslated(self) -> Counter[str]:
        return sum((area.untranslated for area in self.areas.values()), Counter())

    @property
    def next_area(self) -> str | None:
        """Where to go on: what lacks something comes before what lacks a translation."""
        lacking = (key for key, area in self.areas.items() if area.missing)
        untranslated = (key for key, area in self.areas.items() if area.untranslated)
        return next(lacking, None) or next(untranslated, None)


def states(registers: Iterable[Register]) -> dict[int, RegisterState]:
    """How far each register is filled in."""
    chosen = list(registers)
    ids = [register.pk for register in chosen]
    found = {
        pk: RegisterState({key: AreaState() for key in (BASICS, *(area.key for area in AREAS))})
        for pk in ids
    }
    if not ids:
        return found
    _basics(chosen, found)
    for area in AREAS:
        in_area = {pk: state.areas[area.key] for pk, state in found.items()}
        for shelf in area.shelves:
            _shelf(shelf, ids, in_area)
        for lack in (*LACKS.get(area.key, ()), *area.extra_gaps):
            _lack(lack, ids, in_area)
    return found


# Counting


def by_register(rows: QuerySet[Any], lookup: str, registers: Collection[int]) -> dict[int, int]:
    """How many of `rows` each register has."""
    counted = (
        rows.filter(**{f"{lookup}__in": registers})
        .order_by()
        .values_list(lookup)
        .annotate(n=Count("pk", distinct=True))
    )
    return dict(counted)


def unsaid(model: type[Model], language: Language) -> dict[str, Q]:
    """For each text of `model`: the condition that it is said, but not in `language`."""
    conditions = {}
    for name, text in translated_fields(model).items():
        if text.neutral and language == Language.FI:
            continue  # a proper name in another language stands for itself
        empty = Q(**{f"{name}_{language}": ""})
        others = Q()
        for other in Language:
            if other != language and not (text.neutral and other == Language.FI):
                others |= ~Q(**{f"{name}_{other}": ""})
        if text.neutral:
            empty &= Q(**{f"{name}_fi": ""})
        conditions[name] = empty & others
    return conditions


def _count_rows(
    model: type[Model],
    lookup: str,
    registers: Collection[int],
    state: Mapping[int, AreaState],
    *,
    only: Q,
    counted: bool,
) -> None:
    """One query: how many rows each register has, and how many texts each language misses."""
    conditions = {
        f"{language}_{name}": condition
        for language in Language
        for name, condition in unsaid(model, language).items()
    }
    rows = (
        model._default_manager.filter(only, **{f"{lookup}__in": registers})
        .order_by()
        .values(register_id_=F(lookup))
        .annotate(
            rows_=Count("pk", distinct=True),
            **{f"{name}_": Count("pk", filter=q, distinct=True) for name, q in conditions.items()},
        )
    )
    for row in rows:
        area = state[row["register_id_"]]
        if counted:
            area.rows[model] = area.rows.get(model, 0) + row["rows_"]
        for name in conditions:
            if row[f"{name}_"]:
                area.untranslated[name.partition("_")[0]] += row[f"{name}_"]


def _shelf(shelf: Shelf, registers: Collection[int], state: Mapping[int, AreaState]) -> None:
    for area in state.values():
        area.rows[shelf.model] = 0
    _count_rows(shelf.model, shelf.lookup, registers, state, only=Q(), counted=True)
    if shelf.shared:
        own = Q(**{f"{shelf.lookup}__isnull": True})
        _count_rows(shelf.model, shelf.shared, registers, state, only=own, counted=True)
    for part in shelf.parts:
        _count_rows(part.model, part.lookup, registers, state, only=Q(), counted=False)
    for area in state.values():
        if shelf.required and not area.rows[shelf.model]:
            name = shelf.model._meta.verbose_name_plural
            area.add(_("Nothing yet: %(things)s.") % {"things": name})


def _lack(lack: Lack, registers: Collection[int], state: Mapping[int, AreaState]) -> None:
    for register, count in lack.count(registers).items():
        if count:
            state[register].add(lack.in_words(count), count)


def _basics(registers: Iterable[Register], found: Mapping[int, RegisterState]) -> None:
    ids = list(found)
    companies = by_register(RegisterController.objects.all(), "register", ids)
    for register in registers:
        basics = found[register.pk].areas[BASICS]
        if not register.name:
            basics.add(_("The register has no name."))
        if companies.get(register.pk, 0) > 1 and not register.joint_controllership:
            basics.add(_("Several controllers: tell whether they decide together (Art. 26)."))
        for name in translated_fields(Register):
            text = getattr(register, name)
            basics.untranslated.update(
                language.value for language in Language if text.is_missing_in(language)
            )


# What the register's own areas may lack


def counting(
    rows: Callable[[], QuerySet[Any]], lookup: str = "register"
) -> Callable[[Collection[int]], Mapping[int, int]]:
    """Each of `rows` is a thing lacking."""
    return lambda registers: by_register(rows(), lookup, registers)


IN_USE = Q(ended_on__isnull=True)
UNSAID_INTEREST = Q(
    interest_fi="", interest_sv="", interest_en="", text_fi="", text_sv="", text_en=""
)
UNSAID_STATUTE = Q(statute_fi="", statute_sv="", statute_en="", text_fi="", text_sv="", text_en="")
THIRD_PARTIES = (SourceKind.PUBLIC_REGISTER, SourceKind.AUTHORITY, SourceKind.THIRD_PARTY)


def purposes_without_basis(registers: Collection[int]) -> Mapping[int, int]:
    """A basis in use with no purposes chosen covers them all."""
    in_use = LegalBasis.objects.filter(IN_USE, register__in=registers)
    covered = set(in_use.filter(purposes=None).values_list("register", flat=True))
    uncovered = Purpose.objects.exclude(
        pk__in=in_use.filter(purposes__isnull=False).values("purposes")
    )
    counted = by_register(uncovered, "register", registers)
    return {register: count for register, count in counted.items() if register not in covered}


def automation_unsaid(registers: Collection[int]) -> Mapping[int, int]:
    """Automated decisions and profiling are stated apart; an empty shelf is its own gap."""
    stated = (
        AutomatedProcessing.objects.filter(register__in=registers)
        .order_by()
        .values_list("register")
        .annotate(n=Count("kind", distinct=True))
    )
    return {register: len(AutomatedKind) - count for register, count in stated}


def no_recipients_and_silent(registers: Collection[int]) -> Mapping[int, int]:
    named = Recipient.objects.filter(register__in=registers).values_list("register", flat=True)
    denied = Statement.objects.filter(
        register__in=registers, kind__in=[StatementKind.NO_RECIPIENTS, StatementKind.DISCLOSURE]
    ).values_list("register", flat=True)
    silent = set(registers) - set(named) - set(denied)
    return dict.fromkeys(silent, 1)


def rights_due(
    register: Register, bases: Collection[str], *, direct_marketing: bool
) -> set[RightKind]:
    """The rights a notice must state (Art. 13(2)(b)–(d), 21)."""
    due = {
        RightKind.ACCESS,
        RightKind.RECTIFICATION,
        RightKind.ERASURE,
        RightKind.RESTRICTION,
        RightKind.COMPLAINT,
    }
    if {LegalBasisCode.PUBLIC_TASK, LegalBasisCode.LEGITIMATE_INTERESTS} & set(bases):
        due.add(RightKind.OBJECTION)
    if {LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT} & set(bases) and register.automated:
        due.add(RightKind.PORTABILITY)
    if LegalBasisCode.CONSENT in bases:
        due.add(RightKind.CONSENT_WITHDRAWAL)
    if direct_marketing:
        due.add(RightKind.MARKETING_BAN)
    return due


def rights_missing(registers: Collection[int]) -> dict[int, set[RightKind]]:
    """The rights that each register owes and does not state."""
    stated = set(Right.objects.filter(register__in=registers).values_list("register", "right"))
    bases = set(
        LegalBasis.objects.filter(IN_USE, register__in=registers).values_list("register", "basis")
    )
    marketing = set(
        Purpose.objects.filter(register__in=registers, direct_marketing=True).values_list(
            "register", flat=True
        )
    )
    missing = {}
    for register in Register.objects.filter(pk__in=registers):
        own = [basis for owner, basis in bases if owner == register.pk]
        due = rights_due(register, own, direct_marketing=register.pk in marketing)
        missing[register.pk] = {kind for kind in due if (register.pk, kind.value) not in stated}
    return missing


def count_rights_missing(registers: Collection[int]) -> Mapping[int, int]:
    """Where no right is stated, the empty shelf says so already."""
    some = set(Right.objects.filter(register__in=registers).values_list("register", flat=True))
    return {
        register: len(kinds)
        for register, kinds in rights_missing(registers).items()
        if register in some
    }


def arrangement_unsaid(registers: Collection[int]) -> Mapping[int, int]:
    """Art. 26(2): joint controllers tell the essence of their arrangement."""
    joint = Register.objects.filter(
        pk__in=registers, joint_controllership=JointControllership.JOINT
    ).exclude(statement_set__kind=StatementKind.JOINT_ARRANGEMENT)
    return dict.fromkeys(joint.values_list("pk", flat=True), 1)


def obligation_unsaid(registers: Collection[int]) -> Mapping[int, int]:
    """Art. 13(2)(e): said in a statement, or item by item."""
    silent = (
        Register.objects.filter(pk__in=registers)
        .exclude(statement_set__kind=StatementKind.OBLIGATION)
        .exclude(pk__in=DataItem.objects.exclude(obligation="").values("register"))
    )
    return dict.fromkeys(silent.values_list("pk", flat=True), 1)


LACKS: dict[str, tuple[Lack, ...]] = {
    "controllers": (
        Lack(
            ngettext_lazy(
                "%d controller has no address, e-mail or phone.",
                "%d controllers have no address, e-mail or phone.",
            ),
            counting(
                lambda: RegisterController.objects.filter(
                    controller__email="", controller__phone="", controller__addresses=None
                )
            ),
        ),
        Lack(
            gettext_lazy("The essence of the joint arrangement is not told."),
            arrangement_unsaid,
            once=True,
        ),
    ),
    "purposes": (
        Lack(
            ngettext_lazy("%d purpose has no legal basis.", "%d purposes have no legal basis."),
            purposes_without_basis,
        ),
        Lack(
            ngettext_lazy(
                "%d legitimate interest is not put into words.",
                "%d legitimate interests are not put into words.",
            ),
            counting(
                lambda: LegalBasis.objects.filter(
                    IN_USE, UNSAID_INTEREST, basis=LegalBasisCode.LEGITIMATE_INTERESTS
                )
            ),
        ),
        Lack(
            ngettext_lazy(
                "%d legal basis does not name its statute.",
                "%d legal bases do not name their statutes.",
            ),
            counting(
                lambda: LegalBasis.objects.filter(
                    IN_USE,
                    UNSAID_STATUTE,
                    basis__in=[LegalBasisCode.LEGAL_OBLIGATION, LegalBasisCode.PUBLIC_TASK],
                )
            ),
        ),
        Lack(
            ngettext_lazy(
                "Automated decisions and profiling: %d of the two is not stated.",
                "Automated decisions and profiling: %d are not stated.",
            ),
            automation_unsaid,
        ),
        Lack(
            ngettext_lazy(
                "%d automated decision does not tell its logic or consequences.",
                "%d automated decisions do not tell their logic or consequences.",
            ),
            counting(
                lambda: AutomatedProcessing.objects.filter(
                    Q(logic_fi="", logic_sv="", logic_en="")
                    | Q(consequences_fi="", consequences_sv="", consequences_en=""),
                    kind=AutomatedKind.DECISION,
                    text_fi="",
                    text_sv="",
                    text_en="",
                ).exclude(state=State.NONE)
            ),
        ),
    ),
    "data": (
        Lack(
            ngettext_lazy("%d data item has no category.", "%d data items have no category."),
            counting(lambda: DataItem.objects.filter(items=None, categories=None)),
        ),
        Lack(
            ngettext_lazy(
                "%d personal identity code has no ground (Data Protection Act s. 29).",
                "%d personal identity codes have no ground (Data Protection Act s. 29).",
            ),
            counting(
                lambda: DataItem.objects.filter(
                    categories__category=DataCategory.IDENTITY_CODE, identity_code_ground=""
                )
            ),
        ),
        Lack(
            ngettext_lazy(
                "%d item of special data has no condition (Art. 9(2)).",
                "%d items of special data have no condition (Art. 9(2)).",
            ),
            counting(
                lambda: DataItem.objects.filter(
                    categories__category=DataCategory.SPECIAL, special_condition=""
                )
            ),
        ),
        Lack(
            ngettext_lazy(
                "%d item about criminal offences names no statute (Art. 10).",
                "%d items about criminal offences name no statute (Art. 10).",
            ),
            counting(
                lambda: DataItem.objects.filter(
                    categories__category=DataCategory.CRIMINAL,
                    special_statute_fi="",
                    special_statute_sv="",
                    special_statute_en="",
                )
            ),
        ),
    ),
    "sources": (
        Lack(
            ngettext_lazy(
                "%d source does not tell whether it is public.",
                "%d sources do not tell whether they are public.",
            ),
            counting(lambda: Source.objects.filter(kind__in=THIRD_PARTIES, public="")),
        ),
    ),
    "recipients": (
        Lack(
            gettext_lazy("No recipient is named. Where there is none, say so in a statement."),
            no_recipients_and_silent,
            once=True,
        ),
        Lack(
            ngettext_lazy(
                "%d processor has no processing agreement (Art. 28(3)).",
                "%d processors have no processing agreement (Art. 28(3)).",
            ),
            counting(
                lambda: Recipient.objects.filter(
                    kind=RecipientKind.PROCESSOR, contract_fi="", contract_sv="", contract_en=""
                )
            ),
        ),
    ),
    "transfers": (
        Lack(
            ngettext_lazy(
                "%d transfer has neither an adequacy decision nor a safeguard.",
                "%d transfers have neither an adequacy decision nor a safeguard.",
            ),
            counting(
                lambda: (
                    Transfer.objects.exclude(state=State.NONE)
                    .exclude(adequacy=YesNo.YES)
                    .filter(mechanism="")
                )
            ),
        ),
        Lack(
            ngettext_lazy("%d transfer names no country.", "%d transfers name no country."),
            counting(lambda: Transfer.objects.exclude(state=State.NONE).filter(countries=None)),
        ),
    ),
    "rights": (
        Lack(
            ngettext_lazy(
                "%d right that the law wants is not stated.",
                "%d rights that the law wants are not stated.",
            ),
            count_rights_missing,
        ),
        Lack(
            ngettext_lazy(
                "%d right to complain names no supervisory authority.",
                "%d rights to complain name no supervisory authority.",
            ),
            counting(lambda: Right.objects.filter(right=RightKind.COMPLAINT, authority=None)),
        ),
    ),
    "words": (
        Lack(
            gettext_lazy("It is not told whether data must be given (Art. 13(2)(e))."),
            obligation_unsaid,
            once=True,
        ),
    ),
}

BASICS_AREA = Area(
    BASICS,
    gettext_lazy("Basic data"),
    gettext_lazy("What the register is called and how it is kept."),
    (),
)
