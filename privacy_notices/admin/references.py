"""What a notice refers to by key: checked where it is written, kept where it is used."""

from collections.abc import Collection, Sequence

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from privacy_notices.cross_references import DATES, is_unknown, references_in
from privacy_notices.enums import FactKind
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files import format as f
from privacy_notices.models import Block, ChosenRow, Section
from register import hub
from register.admin.contacts import serving
from register.enums import Language
from register.hub import Referral
from register.models import ContactPerson, Controller

TABLE_OF: dict[type[Model], str] = {
    **{table.model: table.name for table in f.FACTS},
    Controller: f.CONTROLLERS.name,
}


# {number:key} and the like


def section_keys(notice: Q) -> set[str]:
    return set(Section.objects.filter(notice).values_list("key", flat=True))


def wrong_reference(text: object, keys: Collection[str]) -> str:
    """What is wrong with the references of a text, in a notice with sections `keys`; or ""."""
    for reference in references_in(text) if isinstance(text, str) else ():
        if is_unknown(reference, set(keys)):
            known = DATES if reference.kind == "date" else sorted(keys)
            return _("{%(kind)s:%(key)s} leads nowhere. There is: %(known)s.") % {
                "kind": reference.kind,
                "key": reference.key,
                "known": ", ".join(known) or "–",
            }
    return ""


def check_fact(register_id: int, text: str) -> str:
    """The texts of facts may refer to sections too."""
    return wrong_reference(text, section_keys(Q(notice__register=register_id)))


def sections_that_refer(row: Model) -> list[Referral]:
    """The sections whose texts refer to the section `row`."""
    if not isinstance(row, Section):
        return []
    wanted = Q()
    for kind in ("number", "heading"):
        for column in ("heading", "text"):
            for language in Language:
                wanted |= Q(**{f"{column}_{language}__contains": f"{{{kind}:{row.key}}}"})
    blocks = Block.objects.filter(wanted, section__notice=row.notice_id).exclude(section=row)
    return _referrals(blocks, _("Section “%s” refers to it"))


# Rows that a part names


def unknown_keys(kind: str, keys: Sequence[str], register_id: int) -> list[str]:
    """Those of `keys` that no row of the register has that a part of this kind could print."""
    known: set[str] = set()
    for table in TABLES[FactKind(kind)] if kind else ():
        known |= _keys_in(table, register_id)
    return [key for key in keys if key not in known]


def _keys_in(table: str, register_id: int) -> set[str]:
    model = next(model for model, name in TABLE_OF.items() if name == table)
    if model is Controller:
        rows = Controller.objects.filter(memberships__register=register_id)
        return set(rows.values_list("key", flat=True))
    owner = serving(register_id) if model is ContactPerson else Q(register=register_id)
    return set(model._default_manager.filter(owner).values_list("key", flat=True))


def parts_that_name(row: Model) -> list[Referral]:
    """The sections with parts that name the fact `row` by its key."""
    table, key = TABLE_OF.get(type(row)), getattr(row, "key", "")
    if table is None or not key:
        return []
    kinds = [kind for kind, tables in TABLES.items() if table in tables]
    chosen = ChosenRow.objects.filter(key=key, block__facts__in=kinds)
    register_id = getattr(row, "register_id", None)
    if register_id is not None:
        chosen = chosen.filter(block__section__notice__register=register_id)
    blocks = Block.objects.filter(pk__in=chosen.values("block"))
    return _referrals(blocks, _("Section “%s” prints it by its key"))


def _referrals(blocks: QuerySet[Block], words: str) -> list[Referral]:
    found = blocks.select_related("section").order_by("section__position", "pk")
    sections = dict.fromkeys(block.section for block in found)
    return [Referral(section, words % section.heading) for section in sections]


hub.TEXT_CHECKS.append(check_fact)
hub.REFERRERS += [parts_that_name, sections_that_refer]
