"""What a register's retention rules may lack."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext_lazy

from register.gaps import by_register, counting
from register.hub import Lack
from register.models import DataItem, DataItemCategory
from retention.enums import RuleForm
from retention.models import RetentionRule, RuleCategory, Term


def items_without_rule(registers: Collection[int]) -> Mapping[int, int]:
    """Data items none of whose categories a rule covers; a rule with no categories covers all."""
    rules = RetentionRule.objects.filter(register=OuterRef("register"))
    covered = RuleCategory.objects.filter(
        rule__register=OuterRef("item__register"), category=OuterRef("category")
    )
    of_item = DataItemCategory.objects.filter(Exists(covered), item=OuterRef("pk"))
    items = DataItem.objects.filter(
        ~Exists(rules.filter(categories=None)), ~Exists(of_item), Exists(rules), items=None
    ).exclude(categories=None)
    return by_register(items, "register", registers)


LACKS = (
    Lack(
        ngettext_lazy(
            "%d data item is covered by no rule.", "%d data items are covered by no rule."
        ),
        items_without_rule,
    ),
    Lack(
        ngettext_lazy(
            "%d term has no event to count from.", "%d terms have no event to count from."
        ),
        counting(lambda: Term.objects.filter(trigger=""), "rule__register"),
    ),
    Lack(
        ngettext_lazy(
            "%d rule is only a criterion: nothing can be carried out from it.",
            "%d rules are only criteria: nothing can be carried out from them.",
        ),
        counting(lambda: RetentionRule.objects.filter(form=RuleForm.CRITERION)),
    ),
)
