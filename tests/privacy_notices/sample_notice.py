"""A notice with every kind of block, of an invented company."""

from datetime import date

from privacy_notices.content import (
    Entries,
    Entry,
    Item,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SectionContent,
    SubHeading,
)


def section(key, number, heading, *blocks, kinds=("other",)):
    return SectionContent(key, key, number, heading, kinds, blocks)


NOTICE = NoticeContent(
    slug="asiakasrekisteri",
    language="fi",
    title="Asiakasrekisterin tietosuojaseloste",
    page_title="Asiakasrekisterin tietosuojaseloste",
    register_name="Pajulan asiakasrekisteri",
    controller_names=("Pajulan Kirjapaino Oy", "Pajula Digi Oy"),
    citation="Tämä on EU:n yleisen tietosuoja-asetuksen mukainen tietosuojaseloste.",
    introduction=(Paragraph("Käsittelemme asiakkaidemme yhteyshenkilöiden tietoja."),),
    dates=(Entry("Laadittu", ("24.5.2018",)), Entry("Muutettu", ("1.9.2026",))),
    dates_at_top=True,
    sections=(
        section(
            "controller",
            "1.",
            "Rekisterinpitäjät",
            SubHeading("Pajulan Kirjapaino Oy"),
            Entries(
                (
                    Entry("Y-tunnus", ("1234567-1",)),
                    Entry("Puhelin", ("020 123 4567 (vaihde)", "040 123 4567")),
                    Entry(
                        "Asiakasrekisteriasioita hoitava yhteyshenkilö",
                        ("Aino Mallikas, aino.mallikas@pajula.example",),
                    ),
                )
            ),
            SubHeading("Pajula Digi Oy"),
            Lines(("PL 18, 20101 Turku", "www.pajula.example")),
            kinds=("controllers", "contacts"),
        ),
        section("interests", "2.", "Oikeutetut edut", kinds=("legitimate_interests",)),
        section(
            "purposes",
            "3.",
            "Käsittelyn tarkoitus",
            Paragraph("Käsittelemme henkilötietoja, jotta voimme hoitaa:"),
            ItemList(
                (
                    Item("tilaukset"),
                    Item(
                        "kirjanpitolain mukaan",
                        name="Laskutus",
                        items=(Item("ostolaskut"), Item("myyntilaskut")),
                    ),
                )
            ),
            kinds=("purposes",),
        ),
        section(
            "requests",
            "4.",
            "Pyynnöt",
            ItemList((Item("kirjoita meille"), Item("vastaamme kuukaudessa")), numbered=True),
            kinds=("requests",),
        ),
    ),
    closing=(Paragraph("Pidätämme oikeuden muuttaa tätä selostetta."),),
    drawn_up_on=date(2018, 5, 24),
    updated_on=date(2026, 9, 1),
    facts={"register": {"key": "asiakasrekisteri"}},
)
