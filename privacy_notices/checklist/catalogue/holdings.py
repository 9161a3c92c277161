"""Messages on what the database holds and the notice does not tell."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text

ONLY_DRAFTED = Text(
    "Tieto on jo rekisterissä mutta ei julkaistussa selosteessa: julkaise seloste uudelleen.",
    "Uppgiften finns i registret men inte i den publicerade beskrivningen: publicera på nytt.",
    "The register names it already, but the published notice does not: publish it anew.",
)

HOLDINGS: dict[str, About] = {
    "held-categories": About(
        "13(1); 14(1)(d); 5(1)(c)",
        "W/I",
        Text(
            "Järjestelmässä on henkilötietoja, joita seloste ei mainitse. Lisää ne "
            "tietosisältöön, tai jos niitä ei tarvita, poista ne.",
            "I systemet finns personuppgifter som beskrivningen inte nämner. Lägg till dem bland "
            "uppgifterna, eller radera dem om de inte behövs.",
            "The database holds personal data that the notice does not mention. Add them to the "
            "data items, or erase them if they are not needed.",
        ),
        {"unpublished": ONLY_DRAFTED},
    ),
    "held-groups": About(
        "30(1)(c); 12(1)",
        "W/I",
        Text(
            "Järjestelmässä on henkilöitä, joiden ryhmää seloste ei mainitse. Lisää "
            "rekisteröityjen ryhmä.",
            "I systemet finns personer vars grupp beskrivningen inte nämner. Lägg till en grupp av "
            "registrerade.",
            "The database holds people of a group that the notice does not mention. Add the group "
            "of data subjects.",
        ),
        {"unpublished": ONLY_DRAFTED},
    ),
    "held-sources": About(
        "14(2)(f)",
        "W",
        Text(
            "Henkilötietoja on saatu lähteestä, jota julkaistu seloste ei mainitse. Tarkista "
            "lähde ja julkaise seloste uudelleen.",
            "Personuppgifter har fåtts från en källa som den publicerade beskrivningen inte "
            "nämner. Kontrollera källan och publicera på nytt.",
            "Data came from a source that the published notice does not mention. Look at the "
            "source and publish the notice anew.",
        ),
    ),
    "held-recipients": About(
        "13(1)(e); 14(1)(e)",
        "W",
        Text(
            "Tietoja on luovutettu vastaanottajalle, jota julkaistu seloste ei mainitse. Tarkista "
            "vastaanottaja ja julkaise seloste uudelleen.",
            "Uppgifter har lämnats ut till en mottagare som den publicerade beskrivningen inte "
            "nämner. Kontrollera mottagaren och publicera på nytt.",
            "Data were disclosed to a recipient that the published notice does not mention. Look "
            "at the recipient and publish the notice anew.",
        ),
    ),
    "held-purposes": About(
        "13(1)(c); 14(1)(c)",
        "W/I",
        Text(
            "Suostumuksia on annettu tarkoitukseen, jota julkaistu seloste ei mainitse. Tarkista "
            "tarkoitus ja julkaise seloste uudelleen.",
            "Samtycken har getts till ett ändamål som den publicerade beskrivningen inte nämner. "
            "Kontrollera ändamålet och publicera på nytt.",
            "Consents were given to a purpose that the published notice does not mention. Look at "
            "the purpose and publish the notice anew.",
        ),
        {
            "marketing": Text(
                "Suoramarkkinointiin on annettu suostumuksia, mutta selosteen mukaan rekisteriä "
                "ei käytetä suoramarkkinointiin. Lisää tarkoitus tai poista suostumukset.",
                "Samtycken till direktmarknadsföring har getts, men enligt beskrivningen används "
                "registret inte för direktmarknadsföring. Lägg till ändamålet eller radera "
                "samtyckena.",
                "Consents to direct marketing were given, but by the notice the register is not "
                "used for direct marketing. Add the purpose, or erase the consents.",
            ),
        },
    ),
    "held-longer": About(
        "5(1)(e); 13(2)(a); 14(2)(a)",
        "E",
        Text(
            "Tietoja säilytetään pidempään kuin julkaistu seloste lupaa. Lyhennä säilytysaikaa tai "
            "julkaise seloste uudelleen.",
            "Uppgifter bevaras längre än den publicerade beskrivningen utlovar. Förkorta "
            "lagringstiden eller publicera beskrivningen på nytt.",
            "Data are kept longer than the published notice says. Shorten the period, or publish "
            "the notice anew.",
        ),
    ),
    "held-without-end": About(
        "5(1)(e); 13(2)(a); 14(2)(a)",
        "E",
        Text(
            "Julkaistu seloste lupaa säilytysajan, mutta nykyinen sääntö ei määrää, milloin tiedot "
            "poistetaan. Korjaa sääntö tai julkaise seloste uudelleen.",
            "Den publicerade beskrivningen utlovar en lagringstid, men den nuvarande regeln anger "
            "inte när uppgifterna raderas. Rätta regeln eller publicera beskrivningen på nytt.",
            "The published notice tells a period, but the rule of today does not say when the data "
            "are erased. Mend the rule, or publish the notice anew.",
        ),
        {
            "gone": Text(
                "Julkaistu seloste lupaa säilytysajan, mutta säilytyssääntö on poistettu. Palauta "
                "sääntö tai julkaise seloste uudelleen.",
                "Den publicerade beskrivningen utlovar en lagringstid, men lagringsregeln har "
                "tagits bort. Återställ regeln eller publicera beskrivningen på nytt.",
                "The published notice tells a period, but its rule has been removed. Bring the "
                "rule back, or publish the notice anew.",
            ),
        },
    ),
    "held-otherwise": About(
        "5(1)(e); 13(2)(a); 14(2)(a)",
        "W",
        Text(
            "Säilytysaika lasketaan toisin kuin julkaistu seloste kertoo: osan tiedoista "
            "säilytysaika voi päättyä luvattua myöhemmin. Tarkista sääntö ja julkaise seloste "
            "uudelleen.",
            "Bevaringstiden räknas på ett annat sätt än den publicerade beskrivningen säger: en "
            "del av uppgifterna kan bevaras längre än utlovat. Kontrollera regeln och publicera "
            "beskrivningen på nytt.",
            "A period is counted otherwise than the published notice says: some data may be kept "
            "longer than people were told. Look at the rule and publish the notice anew.",
        ),
    ),
    "held-untold": About(
        "13(2)(a); 14(2)(a)",
        "W",
        Text(
            "Tietoja poistetaan tai säilytetään säännön mukaan, jota julkaistu seloste ei "
            "mainitse. Julkaise seloste uudelleen.",
            "Uppgifter raderas eller bevaras enligt en regel som den publicerade beskrivningen "
            "inte nämner. Publicera beskrivningen på nytt.",
            "Data are erased or kept by a rule that the published notice does not mention. "
            "Publish the notice anew.",
        ),
    ),
    "held-shorter": About(
        "13(2)(a); 14(2)(a)",
        "I",
        Text(
            "Tiedot poistetaan aikaisemmin kuin julkaistu seloste kertoo. Kerro uusi säilytysaika "
            "seuraavassa julkaistavassa versiossa.",
            "Uppgifterna raderas tidigare än den publicerade beskrivningen säger. Berätta om den "
            "nya lagringstiden i nästa version som publiceras.",
            "Data are erased sooner than the published notice says. Tell the new period in the "
            "next version that is published.",
        ),
    ),
    "held-without-rule": About(
        "5(1)(e); 13(2)(a); 14(2)(a)",
        "W",
        Text(
            "Järjestelmässä on henkilötietoja, joilla ei ole säilytysaikaa: mikään sääntö ei "
            "poista niitä. Lisää niille säilytysaika.",
            "I systemet finns personuppgifter utan lagringstid: ingen regel raderar dem. Lägg "
            "till en lagringstid för dem.",
            "The database holds personal data without a period: no rule erases them. Add a period "
            "for them.",
        ),
    ),
}
