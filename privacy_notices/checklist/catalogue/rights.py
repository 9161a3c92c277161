"""Messages on rights, requests and the circumstances of the notice."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text


def _right(article: str, severities: str, fi: str, sv: str, en: str, why: Text) -> About:
    """A right that the notice does not name; `fi`, `sv` and `en` are its names, uninflected."""
    return About(
        article,
        severities,
        Text(
            f"Selosteesta puuttuu oikeus: {fi}. {why.fi} Lisää oikeus ja tulosta se.",
            f"I beskrivningen saknas en rättighet: {sv}. {why.sv} Lägg till rättigheten och skriv "
            "ut den.",
            f"The notice does not name a right: {en}. {why.en} Add the right and print it.",
        ),
    )


RIGHTS: dict[str, About] = {
    "art13-2b-access": _right(
        "13(2)(b), 14(2)(c), 15",
        "E",
        "oikeus saada pääsy omiin tietoihin",
        "rätt till tillgång",
        "right of access",
        Text(
            "Ihmisen on saatava tietää, mitä hänestä on tallennettu.",
            "Människan ska få veta vad som har registrerats om henne.",
            "People must learn what is held on them.",
        ),
    ),
    "art13-2b-rectification": _right(
        "13(2)(b), 14(2)(c), 16",
        "E",
        "oikeus tietojen oikaisemiseen",
        "rätt till rättelse",
        "right to rectification",
        Text(
            "Väärät tiedot on voitava korjata.",
            "Felaktiga uppgifter ska kunna rättas.",
            "Wrong data must be put right on request.",
        ),
    ),
    "art13-2b-erasure": _right(
        "13(2)(b), 14(2)(c), 17",
        "E",
        "oikeus tietojen poistamiseen",
        "rätt till radering",
        "right to erasure",
        Text(
            "Oikeus koskee muutakin kuin virheellisiä tietoja; sen rajat saa kertoa.",
            "Rätten gäller annat än felaktiga uppgifter också; dess gränser får anges.",
            "It covers more than erroneous data; its limits may be told.",
        ),
    ),
    "art13-2b-restriction": _right(
        "13(2)(b), 14(2)(c), 18",
        "E",
        "oikeus käsittelyn rajoittamiseen",
        "rätt till begränsning av behandling",
        "right to restriction of processing",
        Text(
            "Käsittely on voitava keskeyttää esimerkiksi siksi aikaa, kun tietoja tarkistetaan.",
            "Behandlingen ska kunna avbrytas till exempel medan uppgifterna kontrolleras.",
            "Processing can be paused, for example while the data are checked.",
        ),
    ),
    "art13-2b-objection": _right(
        "13(2)(b), 14(2)(c), 21(1)",
        "E/W",
        "oikeus vastustaa käsittelyä",
        "rätt att göra invändningar",
        "right to object",
        Text(
            "Se kuuluu ihmiselle, kun peruste on oikeutettu etu tai yleinen etu. Jos perustetta ei "
            "ole valittu, valitse ensin se.",
            "Den gäller när grunden är ett berättigat eller allmänt intresse. Om ingen grund har "
            "valts, välj först den.",
            "People have it where the basis is a legitimate interest or a public task. If no basis "
            "is chosen, choose that first.",
        ),
    ),
    "art13-2b-portability": _right(
        "13(2)(b), 14(2)(c), 20",
        "E/W",
        "oikeus siirtää tiedot järjestelmästä toiseen",
        "rätt till dataportabilitet",
        "right to data portability",
        Text(
            "Se kuuluu ihmiselle, kun peruste on suostumus tai sopimus ja käsittely on "
            "automaattista. Jos perustetta ei ole valittu, valitse ensin se.",
            "Den gäller när grunden är samtycke eller avtal och behandlingen sker automatiserat. "
            "Om ingen grund har valts, välj först den.",
            "People have it where the basis is consent or a contract and the processing is "
            "automated. If no basis is chosen, choose that first.",
        ),
    ),
    "art21-2": _right(
        "21(2)–(3); 917/2014 200, 202 §",
        "E",
        "oikeus kieltää suoramarkkinointi",
        "rätt att förbjuda direktmarknadsföring",
        "right to object to direct marketing",
        Text(
            "Tietoja käytetään suoramarkkinointiin, ja sen saa aina kieltää perusteluitta.",
            "Uppgifterna används för direktmarknadsföring, som alltid får förbjudas utan "
            "motivering.",
            "The data are used for direct marketing, which can always be refused without reasons.",
        ),
    ),
    "art21-4": About(
        "21(4)",
        "E/W",
        Text(
            "Oikeutta vastustaa käsittelyä tai kieltää suoramarkkinointi ei kerrota lainkaan. Se "
            "on tuotava esiin selvästi ja erillään muusta. Lisää oikeus ja anna sille oma kohta.",
            "Rätten att göra invändningar eller att förbjuda direktmarknadsföring anges inte alls. "
            "Den ska framgå tydligt och åtskilt från annat. Lägg till rättigheten och ge den ett "
            "eget avsnitt.",
            "The right to object, or to refuse direct marketing, is not told at all. It must be "
            "presented clearly and apart from other information. Add the right and give it a "
            "section of its own.",
        ),
        {
            "hidden": Text(
                "Oikeus vastustaa käsittelyä on muiden oikeuksien joukossa. Se on tuotava esiin "
                "selvästi ja erillään muusta: anna sille oma kohta tai väliotsikko.",
                "Rätten att göra invändningar står bland de andra rättigheterna. Den ska framgå "
                "tydligt och åtskilt: ge den ett eget avsnitt eller en underrubrik.",
                "The right to object stands among the other rights. It must be presented clearly "
                "and apart: give it a section or sub-heading of its own.",
            )
        },
    ),
    "art13-2c": _right(
        "7(3), 13(2)(c), 14(2)(d)",
        "E/W",
        "oikeus peruuttaa suostumus",
        "rätt att återkalla samtycke",
        "right to withdraw consent",
        Text(
            "Seloste nojaa suostumukseen tai mainitsee sen, ja suostumuksen saa peruuttaa milloin "
            "tahansa.",
            "Beskrivningen stöder sig på samtycke eller nämner det, och samtycke får återkallas "
            "när som helst.",
            "The notice relies on consent or mentions it, and consent can be withdrawn at any "
            "time.",
        ),
    ),
    "art13-2d": _right(
        "13(2)(d), 14(2)(e), 77; tietosuojalaki 21 §",
        "E",
        "oikeus tehdä valitus valvontaviranomaiselle",
        "rätt att lämna in klagomål till tillsynsmyndigheten",
        "right to lodge a complaint with a supervisory authority",
        Text(
            "Ihmisen on tiedettävä, minne hän voi kääntyä, jos asia ei selviä.",
            "Människan ska veta vart hon kan vända sig om saken inte reder ut sig.",
            "People must know where to turn if the matter is not settled.",
        ),
    ),
    "art13-2d-contact": About(
        "13(2)(d), 14(2)(e)",
        "W",
        Text(
            "Valvontaviranomaista ei nimetä yhteystietoineen. Suomessa se on tietosuojavaltuutetun "
            "toimisto. Liitä viranomainen valitusoikeuteen, niin tiedot tulostuvat.",
            "Tillsynsmyndigheten nämns inte med kontaktuppgifter. I Finland är den "
            "dataombudsmannens byrå. Koppla myndigheten till rätten att lämna klagomål, så skrivs "
            "uppgifterna ut.",
            "The supervisory authority is not named with its contact details. In Finland it is the "
            "Office of the Data Protection Ombudsman. Attach it to the right to complain, and its "
            "details are printed.",
        ),
    ),
    "art13-3": About(
        "13(3), 14(4)",
        "W",
        Text(
            "Tarkoitus on lisätty sen jälkeen, kun tietoja oli jo kerätty, eikä seloste kerro "
            "siitä. Ihmisille on kerrottava uudesta tarkoituksesta ennen käsittelyä. Lisää "
            "maininta ja päivitä selosteen päiväys.",
            "Ett ändamål har lagts till efter att uppgifter redan hade samlats in, och "
            "beskrivningen berättar inte om det. De registrerade ska informeras före behandlingen. "
            "Lägg till en redogörelse och uppdatera beskrivningens datum.",
            "A purpose was added after data had been collected, and the notice does not tell of "
            "it. People must be told before the new processing. Add a statement and update the "
            "notice's date.",
        ),
    ),
    "art14-3": About(
        "14(3)",
        "W",
        Text(
            "Tietoja saadaan muualta, mutta seloste ei kerro, milloin asianomaisille ilmoitetaan. "
            "Heille on kerrottava käsittelystä kohtuullisessa ajassa ja viimeistään kuukauden "
            "kuluttua tietojen saamisesta. Jos heihin otetaan yhteyttä tai tietoja luovutetaan "
            "muille sitä ennen, käsittelystä on kerrottava viimeistään silloin. Lisää maininta "
            "informoinnin ajankohdasta.",
            "Uppgifter fås från annat håll, men beskrivningen anger inte när de berörda "
            "informeras. De ska informeras inom en rimlig tid och senast en månad efter att "
            "uppgifterna har erhållits. Om de kontaktas eller uppgifter lämnas ut till andra före "
            "det, ska de informeras senast då. Lägg till en redogörelse om tidpunkten.",
            "Data come from elsewhere, but the notice does not tell when the people concerned are "
            "informed. They must be told within a reasonable time, and within a month of the data "
            "being obtained at the latest. If they are contacted, or data are disclosed to others, "
            "before that, they must be told then at the latest. Add a statement of the time.",
        ),
    ),
    "art14-5": About(
        "14(5); tietosuojalaki 33 §",
        "W",
        Text(
            "Seloste sanoo, ettei kaikille kerrota tietojen käsittelystä, mutta ei sitä, mihin "
            "poikkeukseen se nojaa. Kerro poikkeus ja pidä tiedot kaikkien saatavilla.",
            "Beskrivningen säger att alla inte informeras, men inte vilket undantag det stöder sig "
            "på. Ange undantaget och håll informationen tillgänglig för alla.",
            "The notice says that some people are not informed, but not on which exception this "
            "rests. Tell the exception and keep the information available to all.",
        ),
    ),
    "art26-2": About(
        "26(1)–(2)",
        "E/W",
        Text(
            "Rekisterinpitäjiä on useita, mutta ei sanota, päättävätkö ne yhdessä vai kukin omista "
            "asiakkaistaan. Lukijan on tiedettävä, kuka vastaa mistäkin. Valitse kumpi ja tulosta "
            "se.",
            "Det finns flera personuppgiftsansvariga, men det sägs inte om de bestämmer "
            "tillsammans eller var och en om sina egna kunder. Läsaren ska veta vem som ansvarar "
            "för vad. Välj vilket och skriv ut det.",
            "There are several controllers, but it is not told whether they decide together or "
            "each for its own customers. The reader must know who answers for what. Choose which, "
            "and print it.",
        ),
        {
            "joint": Text(
                "Yhteisrekisterinpitäjien järjestelyn pääkohtia ei kerrota. Kerro, kuka vastaa "
                "mistäkin, ja että ihminen voi kääntyä minkä tahansa rekisterinpitäjän puoleen.",
                "Det väsentliga i de gemensamt personuppgiftsansvarigas arrangemang anges inte. "
                "Berätta vem som ansvarar för vad, och att man kan vända sig till vilken som helst "
                "av de personuppgiftsansvariga.",
                "The essence of the joint controllers' arrangement is not told. Tell who answers "
                "for what, and that people may turn to any of them.",
            )
        },
    ),
    "art12-1-lang": About(
        "12(1)",
        "W",
        Text(
            "Kieliversio on aloitettu mutta kesken: tekstejä puuttuu. Keskeneräistä kieltä ei voi "
            "julkaista. Käännä puuttuvat tekstit tai poista kieli.",
            "En språkversion har påbörjats men är inte färdig: texter saknas. En ofärdig version "
            "kan inte publiceras. Översätt de texter som saknas eller ta bort språket.",
            "A language version is begun but not finished: texts are missing. An unfinished "
            "language cannot be published. Translate the missing texts, or remove the language.",
        ),
    ),
    "art12-1-vague": About(
        "12(1); WP260",
        "W/I",
        Text(
            "Selosteessa on avoimia tai ehdollisia sanoja, kuten ”mm.”, ”esimerkiksi” tai "
            "”voidaan”. Lukija ei tiedä, mitä todella tapahtuu. Luettele kaikki ja sano, mitä "
            "tehdään.",
            "Beskrivningen innehåller öppna eller villkorliga ord, såsom ”bl.a.”, ”till exempel” "
            "eller ”kan”. Läsaren vet inte vad som verkligen sker. Räkna upp allt och säg vad som "
            "görs.",
            "The notice has open or conditional words, such as “for example” or “may”. The reader "
            "does not know what really happens. List everything and say what is done.",
        ),
    ),
    "art12-2-channel": About(
        "12(2)",
        "W",
        Text(
            "Selosteessa ei kerrota, miten oikeuksiaan voi käyttää. Anna sähköpostiosoite, lomake "
            "tai muu kanava pyyntöjä varten.",
            "Beskrivningen anger inte hur man kan utöva sina rättigheter. Ange en e-postadress, "
            "ett formulär eller en annan kanal för begäran.",
            "The notice does not tell how people can use their rights. Give an e-mail address, "
            "form or other channel for requests.",
        ),
    ),
    "art12-2-burden": About(
        "12(2), 12(6), 25",
        "W",
        Text(
            "Pyynnöltä vaaditaan liikaa, kuten kirjallista muotoa, allekirjoitusta, käyntiä tai "
            "henkilötodistuksen kopiota. Pyynnön tekemisen on oltava helppoa. Salli sähköinen "
            "pyyntö ja varmista henkilöllisyys vain tarvittaessa.",
            "Det krävs för mycket av en begäran, såsom skriftlig form, underskrift, besök eller "
            "kopia av identitetsbevis. Det ska vara lätt att göra en begäran. Tillåt elektronisk "
            "begäran och kontrollera identiteten bara vid behov.",
            "Too much is asked of a request, such as writing, a signature, a visit or a copy of an "
            "identity card. Making a request must be easy. Allow electronic requests and verify "
            "identity only where needed.",
        ),
    ),
    "art8-child": About(
        "8; tietosuojalaki 5 §",
        "W",
        Text(
            "Palvelua tarjotaan lapsille suostumuksella, mutta ikärajaa tai huoltajan suostumusta "
            "ei kerrota. Ikäraja on Suomessa 13 vuotta. Lisää maininta lapsista ja huoltajista.",
            "Tjänsten erbjuds barn med samtycke, men åldersgränsen eller vårdnadshavarens samtycke "
            "anges inte. Åldersgränsen är 13 år i Finland. Lägg till en redogörelse om barn och "
            "vårdnadshavare.",
            "The service is offered to children on consent, but the age limit or parental consent "
            "is not told. The limit is 13 years in Finland. Add a statement on children and "
            "guardians.",
        ),
    ),
    "security": About(
        "32, 30(1)(g)",
        "I",
        Text(
            "Selosteessa ei kuvata, miten tietoja suojataan. Se ei ole pakollista mutta yleinen "
            "tapa, ja se lisää luottamusta. Yleinen kuvaus riittää.",
            "Beskrivningen berättar inte hur uppgifterna skyddas. Det är inte obligatoriskt men "
            "allmän praxis och väcker förtroende. En allmän beskrivning räcker.",
            "The notice does not describe how data are protected. That is not required but "
            "customary, and builds trust. A general description is enough.",
        ),
    ),
    "date": About(
        "5(2)",
        "W",
        Text(
            "Selosteessa ei ole päiväystä. Lukijan on nähtävä, onko seloste ajan tasalla. Merkitse "
            "laatimis- tai päivityspäivä ja tulosta se.",
            "Beskrivningen saknar datum. Läsaren ska se om den är aktuell. Ange dagen då den "
            "upprättades eller uppdaterades och skriv ut den.",
            "The notice has no date. The reader must see whether it is up to date. Enter the day "
            "it was drawn up or changed, and print it.",
        ),
    ),
    "pre-gdpr": About(
        "99(2)",
        "E",
        Text(
            "Selostetta on viimeksi muutettu ennen 25.5.2018, jolloin tietosuoja-asetusta alettiin "
            "soveltaa. Käy koko seloste läpi ja päivitä sen päiväys.",
            "Beskrivningen ändrades senast före den 25 maj 2018, då dataskyddsförordningen började "
            "tillämpas. Gå igenom hela beskrivningen och uppdatera dess datum.",
            "The notice was last changed before 25 May 2018, when the GDPR began to apply. Go "
            "through the whole notice and update its date.",
        ),
    ),
}
