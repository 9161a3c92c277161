"""What is said about a rule: its article, how grave it can be, its message in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from register.texts import Text

UNPRINTED = "unprinted"  # the variant of every rule whose fact stands in the register only
ADD_TO_SECTION = Text(
    "Tieto on jo rekisterissä: lisää se johonkin selosteen kohtaan.",
    "Uppgiften finns redan i registret: lägg till den i något avsnitt av beskrivningen.",
    "The fact is already in the register: add it to a section of the notice.",
)


@dataclass(frozen=True, slots=True)
class About:
    """A rule of the checklist. `variants` are other messages for other ways of breaking it."""

    article: str  # of Regulation (EU) 2016/679 unless an act is named
    severities: str  # "E", "W", "I" or several
    text: Text
    variants: Mapping[str, Text] = field(default_factory=dict)

    def message(self, variant: str = "") -> Text:
        if variant == UNPRINTED and variant not in self.variants:
            return both(self.text, ADD_TO_SECTION)
        return self.variants.get(variant, self.text)


def both(first: Text, second: Text) -> Text:
    """Two whole sentences, one after the other."""
    return Text(f"{first.fi} {second.fi}", f"{first.sv} {second.sv}", f"{first.en} {second.en}")
