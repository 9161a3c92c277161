"""What an organisation's page shows."""

from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.people_access import url_of_person
from register.admin.people_card import Card, each, said
from register.admin.people_pages import Shelf
from register.admin.people_words import called
from register.enums import ONE_OF, SubjectKind
from register.hub import Link
from register.models import DataSubject, Organisation
from register.panels import Line, Panel


class OrganisationCard(Card):
    """An organisation's page."""

    __slots__ = ()

    @property
    def organisation(self) -> Organisation:
        assert self.owner.organisation is not None  # noqa: S101 # made so
        return self.owner.organisation

    def facts(self) -> list[Panel]:
        return [self.who(), self.contact()]

    def events(self) -> list[Panel]:
        return [self.latest(shelf) for shelf in self.shelves().values()]

    def shelves(self) -> dict[str, Shelf]:
        parts = (self.people, self.orders, self.invoices)
        return {shelf.key: shelf for shelf in (part() for part in parts)}

    def who(self) -> Panel:
        row = self.organisation
        lines = [
            *said(_("Business ID"), row.business_id),
            *said(_("Foreign business ID"), row.foreign_id),
        ]
        return Panel("who", _("Which this is"), lines, "", self.edit(row))

    def people(self) -> Shelf:
        """Those of its people whom the reader may see."""
        rows = DataSubject.objects.visible_to(self.user).standing()
        links = []
        if self.may("add", DataSubject):
            address = f"{scope.url_of(DataSubject, 'add')}?{self.owner.query}"
            links = [Link(_("Add a person"), address)]
        return Shelf(
            "people",
            _("People"),
            rows.filter(organisation=self.organisation),
            each(self.person_line),
            "sort_name",
            ascending=True,
            links=links,
        )

    def person_line(self, person: DataSubject) -> Line:
        link = Link(_("Open"), url_of_person(person))
        return Line(
            called(person), person.job_title or str(ONE_OF[SubjectKind(person.kind)]), "", [link]
        )
