"""What the rules ask: facts, what is printed of them, and what the author says in own words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from privacy_notices.assembly.facts import Facts
from privacy_notices.checklist import stems
from privacy_notices.checklist.findings import Target
from privacy_notices.checklist.law import Law
from privacy_notices.checklist.passages import Passage, passages
from privacy_notices.checklist.printed import Printed, printed
from privacy_notices.content import NoticeContent
from privacy_notices.enums import FactKind
from register.enums import (
    DataCategory,
    LegalBasisCode,
    Origin,
    RightKind,
    SourceKind,
    SpecialCondition,
    StatementKind,
)
from register.models import DataItem, LegalBasis, Right, Statement

ELSEWHERE = (
    SourceKind.ORGANISATION,
    SourceKind.PUBLIC_REGISTER,
    SourceKind.AUTHORITY,
    SourceKind.THIRD_PARTY,
)
RIGHTS_KINDS = frozenset(
    {
        FactKind.RIGHTS,
        FactKind.INSPECTION,
        FactKind.OTHER_RIGHTS,
        FactKind.OBJECTION,
        FactKind.CONSENT_WITHDRAWAL,
        FactKind.COMPLAINT,
        FactKind.REQUESTS,
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Words found in the notice."""

    passage: Passage
    words: str


@dataclass(frozen=True)
class Reading:
    """One notice as the rules read it. Everything is computed once and nothing is fetched."""

    facts: Facts
    contents: Mapping[str, NoticeContent]
    law: Law
    today: date

    # What is printed

    @cached_property
    def printed(self) -> Printed:
        return printed(self.facts)

    @cached_property
    def section_kinds(self) -> dict[str, frozenset[str]]:
        """What each section answers for: what it declares and what it prints."""
        return {
            section.key: frozenset(
                [kind.kind for kind in section.kinds.all()]
                + [block.facts for block in section.blocks.all() if block.facts]
            )
            for section in self.facts.notice.sections.all()
        }

    @cached_property
    def passages(self) -> list[Passage]:
        targets = {"": Target.of(self.facts.notice)}
        targets |= {row.key: Target.of(row) for row in self.facts.notice.sections.all()}
        return [
            passage
            for content in self.contents.values()
            for passage in passages(content, self.section_kinds, targets)
        ]

    @cached_property
    def bodies(self) -> list[Passage]:
        """Passages that say something: a heading alone promises and tells nothing."""
        return [passage for passage in self.passages if not passage.is_heading]

    @cached_property
    def flat(self) -> str:
        """All that is printed, for asking whether a value stands there."""
        return "\n".join(passage.text for passage in self.passages)

    def under(self, *kinds: FactKind) -> list[Passage]:
        """Bodies of sections that answer for one of `kinds`."""
        wanted = {kind.value for kind in kinds}
        return [passage for passage in self.bodies if passage.kinds & wanted]

    def own_words(self, *kinds: FactKind) -> str:
        """The author's own text in such sections: other facts printed there do not count."""
        wanted = {kind.value for kind in kinds}
        return "\n".join(
            words
            for section in self.facts.notice.sections.all()
            if self.section_kinds[section.key] & wanted
            for block in section.blocks.all()
            if block.text and not block.facts
            for words in _all(block.text)
            if words
        )

    def prints(self, *kinds: FactKind) -> bool:
        return any(kind in self.printed.kinds for kind in kinds)

    def statements(self, kind: StatementKind) -> list[Statement]:
        """Statements of a kind that are printed."""
        keys = self.printed.keys("statements")
        return [row for row in self.facts.statements if row.kind == kind and row.key in keys]

    # What is said in own words

    def find(
        self,
        says: Mapping[str, re.Pattern[str]],
        among: Iterable[Passage] | None = None,
        *,
        unless: re.Pattern[str] | None = None,
        unless_says: Mapping[str, re.Pattern[str]] | None = None,
        led: bool = False,
    ) -> Iterator[Spot]:
        """Sentences that match the pattern of their language, and not `unless`.

        `unless_says` is an `unless` of each language. `led`: list items too, after their lead.
        """
        for passage in self.bodies if among is None else among:
            pattern = says.get(passage.language)
            if pattern is None:
                continue
            sentences = passage.statements() if led else passage.sentences()
            if not (led and passage.led) and not pattern.search(passage.text):
                continue  # quicker than sentence by sentence
            exempt = [unless, unless_says.get(passage.language) if unless_says else None]
            for sentence in sentences:
                found = pattern.search(sentence)
                if found and not any(one and one.search(sentence) for one in exempt):
                    yield Spot(passage, stems.whole_words(sentence, found))

    def says(
        self,
        says: Mapping[str, re.Pattern[str]],
        among: Iterable[Passage] | None = None,
        *,
        unless: re.Pattern[str] | None = None,
        unless_says: Mapping[str, re.Pattern[str]] | None = None,
    ) -> bool:
        found = self.find(says, among, unless=unless, unless_says=unless_says, led=True)
        return next(found, None) is not None

    # Conditions of the checklist

    @cached_property
    def items(self) -> list[DataItem]:
        """Every data item, those inside groups too."""
        return [one for item in self.facts.data_items for one in (item, *item.items.all())]

    @cached_property
    def categories(self) -> dict[int, set[str]]:
        """The categories of each data item."""
        return {item.pk: {row.category for row in item.categories.all()} for item in self.items}

    def items_of(self, category: DataCategory) -> list[DataItem]:
        return [item for item in self.items if category in self.categories[item.pk]]

    @cached_property
    def bases(self) -> frozenset[str]:
        """The bases of Art. 6(1) in use; where none is recorded, those that the text names."""
        recorded = frozenset(basis.basis for basis in self.facts.legal_bases)
        return recorded or self.bases_in_text

    @cached_property
    def bases_in_text(self) -> frozenset[str]:
        """Named as the basis; a right that goes with a basis does not say that it is used."""
        sentences = [
            (passage.language, sentence)
            for passage in self.bodies
            if not passage.kinds & RIGHTS_KINDS or FactKind.LEGAL_BASES in passage.kinds
            for sentence in passage.statements()
            if stems.BASIS_MENTIONED[passage.language].search(sentence)
        ]
        return frozenset(
            code.value
            for code, says in stems.BASIS.items()
            if any(says[language].search(sentence) for language, sentence in sentences)
        )

    @property
    def basis_unknown(self) -> bool:
        return not self.bases

    def has_basis(self, *codes: LegalBasisCode) -> bool:
        return any(code.value in self.bases for code in codes)

    def rows_of_basis(self, *codes: LegalBasisCode) -> list[LegalBasis]:
        return [basis for basis in self.facts.legal_bases if basis.basis in codes]

    @cached_property
    def direct(self) -> bool:
        """Some data are collected from the data subject: always, unless every source is another."""
        kinds = {source.kind for source in self.facts.sources}
        return not kinds or bool(kinds - set(ELSEWHERE))

    @cached_property
    def indirect(self) -> bool:
        """Some data come from elsewhere, or of people who are no customers (Art. 14)."""
        return (
            any(source.kind in ELSEWHERE for source in self.facts.sources)
            or any(item.origin == Origin.ELSEWHERE for item in self.items)
            or any(not group.customer_relationship for group in self.facts.subject_groups)
        )

    @cached_property
    def marketing(self) -> bool:
        """Some purpose is direct marketing, by the facts or by the author's words."""
        if any(purpose.direct_marketing for purpose in self.facts.purposes):
            return True
        elsewhere = [passage for passage in self.bodies if not passage.kinds & RIGHTS_KINDS]
        return self.says(stems.DIRECT_MARKETING, elsewhere, unless_says=stems.MARKETING_DENIED)

    @cached_property
    def explicit_consent(self) -> bool:
        """Consent as a basis, or as the condition for special categories (Art. 7(3), 9(2)(a))."""
        special = any(
            item.special_condition == SpecialCondition.EXPLICIT_CONSENT for item in self.items
        )
        return self.has_basis(LegalBasisCode.CONSENT) or special

    # Rights

    def rights_rows(self, kind: RightKind) -> list[Right]:
        """Rows of a right that are printed and that do state it."""
        keys = self.printed.keys("rights")
        return [
            row
            for row in self.facts.rights
            if row.right == kind and row.key in keys and not _only_for_errors(row)
        ]

    @cached_property
    def rights_said(self) -> dict[str, frozenset[RightKind]]:
        """The rights that each language names in its own words."""
        return {language: self._rights_in(language) for language in self.contents}

    def _rights_in(self, language: str) -> frozenset[RightKind]:
        own = [passage for passage in self.bodies if passage.language == language]
        return frozenset(
            kind
            for kind, right in stems.RIGHTS.items()
            if self.says({language: right.says[language]}, own, unless=right.unless)
        )

    def names_right(self, kind: RightKind) -> bool:
        """A section prints the right, or its author's words name it."""
        return bool(self.rights_rows(kind)) or any(
            kind in named for named in self.rights_said.values()
        )

    # Pages that mend

    def section_target(self, key: str) -> Target:
        row = next((row for row in self.facts.notice.sections.all() if row.key == key), None)
        return Target.of(row) if row is not None else Target.of(self.facts.notice)

    def any_section(self, allowed: Callable[[frozenset[str]], bool]) -> bool:
        """Some section that prints something answers for such kinds."""
        return any(passage.section and allowed(passage.kinds) for passage in self.bodies)


def _only_for_errors(row: Right) -> bool:
    """An erasure that covers erroneous data only is the rectification of the old act (s. 29)."""
    if row.right != RightKind.ERASURE:
        return False
    words = " ".join([*_all(row.text), *_all(row.limits)])
    return bool(stems.ONLY_ERRORS.search(words)) and not stems.FORGOTTEN.search(words)


def _all(text: object) -> list[str]:
    return [getattr(text, language) for language in ("fi", "sv", "en")]
