"""Messages on who, what, why, from where, to where and how long."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text

CONTENTS: dict[str, About] = {
    "art13-1a": About(
        "13(1)(a), 14(1)(a)",
        "E",
        Text(
            "Jokaisesta rekisterinpitäjästä on kerrottava nimi ja vähintään yksi yhteystieto. "
            "Ilman niitä ihminen ei tiedä, kuka hänen tietojaan käsittelee. Lisää postiosoite, "
            "sähköposti tai puhelinnumero ja tulosta se selosteessa.",
            "För varje personuppgiftsansvarig ska namn och minst en kontaktuppgift anges. Utan dem "
            "vet människan inte vem som behandlar uppgifterna. Lägg till en postadress, "
            "e-postadress eller ett telefonnummer och skriv ut det i beskrivningen.",
            "Every controller must be named with at least one contact detail. Without them people "
            "do not know who processes their data. Add a postal address, e-mail address or phone "
            "number and print it in the notice.",
        ),
    ),
    "art13-1a-rep": About(
        "13(1)(a), 27",
        "E",
        Text(
            "Rekisterinpitäjä on sijoittautunut EU:n ja ETA:n ulkopuolelle, mutta sen edustajaa "
            "EU:ssa ei kerrota. Lisää edustajan nimi ja yhteystieto.",
            "Den personuppgiftsansvarige är etablerad utanför EU och EES, men företrädaren i EU "
            "anges inte. Lägg till företrädarens namn och en kontaktuppgift.",
            "The controller is established outside the EU and EEA, but its representative in the "
            "EU is not told. Add the representative's name and a contact detail.",
        ),
    ),
    "business-id": About(
        "–",
        "I/W",
        Text(
            "Suomalaisen yrityksen tai yhteisön Y-tunnus puuttuu. Sen kertominen on tapana, ja se "
            "erottaa samannimiset toisistaan.",
            "Det finländska företagets eller den finländska sammanslutningens FO-nummer saknas. "
            "Det är brukligt att ange det, och det skiljer dem som har samma namn från varandra.",
            "The Business ID of a Finnish company or other body is missing. It is customary to "
            "state it, and it tells those of the same name apart.",
        ),
        {
            "invalid": Text(
                "Y-tunnus on virheellinen: tarkistusnumero ei täsmää. Korjaa tunnus, jotta yritys "
                "voidaan tunnistaa.",
                "FO-numret är fel: kontrollsiffran stämmer inte. Rätta numret så att företaget kan "
                "identifieras.",
                "The Business ID is wrong: its check digit does not match. Correct it so that the "
                "company can be identified.",
            )
        },
    ),
    "contact-person": About(
        "–",
        "W",
        Text(
            "Selosteessa ei kerrota, kuka vastaa rekisteriä koskeviin kysymyksiin. Lisää henkilö, "
            "tehtävänimike tai yksikkö yhteystietoineen.",
            "Beskrivningen berättar inte vem som svarar på frågor om registret. Lägg till en "
            "person, en funktion eller en enhet med kontaktuppgifter.",
            "The notice does not tell who answers questions about the register. Add a person, role "
            "or unit with contact details.",
        ),
    ),
    "art13-1b": About(
        "13(1)(b), 14(1)(b), 37",
        "E",
        Text(
            "Tietosuojavastaavalla ei ole selosteessa yhteystietoa. Nimi ei ole pakollinen, mutta "
            "jokaisen on voitava ottaa häneen yhteyttä. Lisää sähköposti, puhelinnumero tai "
            "osoite.",
            "Dataskyddsombudet har ingen kontaktuppgift i beskrivningen. Namnet är inte "
            "obligatoriskt, men alla ska kunna kontakta ombudet. Lägg till e-post, telefonnummer "
            "eller adress.",
            "The data protection officer has no contact detail in the notice. The name is not "
            "required, but everyone must be able to get in touch. Add an e-mail address, phone "
            "number or address.",
        ),
    ),
    "register-name": About(
        "–",
        "W",
        Text(
            "Rekisterin nimeä ei kerrota. Nimestä näkee, mitä rekisteriä seloste koskee. Anna "
            "rekisterille nimi ja tulosta se.",
            "Registrets namn anges inte. Namnet visar vilket register beskrivningen gäller. Ge "
            "registret ett namn och skriv ut det.",
            "The name of the register is not told. It shows which register the notice is about. "
            "Give the register a name and print it.",
        ),
    ),
    "data-subjects": About(
        "30(1)(c)",
        "W",
        Text(
            "Selosteessa ei sanota omana tietonaan, keiden tietoja rekisterissä on. Luettele "
            "rekisteröityjen ryhmät, myös muut kuin asiakkaat.",
            "Beskrivningen säger inte uttryckligen vems uppgifter som finns i registret. Räkna upp "
            "grupperna av registrerade, även andra än kunder.",
            "The notice has no statement of whose data the register holds. List the groups of data "
            "subjects, also those who are not customers.",
        ),
    ),
    "art13-1c-purpose": About(
        "13(1)(c), 14(1)(c)",
        "E",
        Text(
            "Selosteessa ei kerrota, mihin tietoja käytetään. Tarkoitus on selosteen tärkein "
            "tieto. Lisää vähintään yksi käsittelyn tarkoitus ja tulosta se.",
            "Beskrivningen berättar inte vad uppgifterna används till. Ändamålet är beskrivningens "
            "viktigaste uppgift. Lägg till minst ett ändamål och skriv ut det.",
            "The notice does not tell what the data are used for. The purpose is the most "
            "important thing in it. Add at least one purpose and print it.",
        ),
    ),
    "art13-1c-basis": About(
        "6(1), 13(1)(c), 14(1)(c)",
        "E/W",
        Text(
            "Selosteessa ei kerrota, millä oikeusperusteella tietoja käsitellään. Ilman perustetta "
            "käsittely ei ole sallittua, ja perusteesta riippuu, mitä oikeuksia ihmisellä on. "
            "Valitse peruste jokaiselle tarkoitukselle.",
            "Beskrivningen anger inte på vilken rättslig grund uppgifterna behandlas. Utan grund "
            "är behandlingen inte tillåten, och grunden avgör vilka rättigheter människan har. "
            "Välj en grund för varje ändamål.",
            "The notice does not tell the legal basis. Without one the processing is not allowed, "
            "and people's rights depend on it. Choose a basis for every purpose.",
        ),
        {
            "purpose": Text(
                "Jollakin tarkoituksella ei ole oikeusperustetta. Valitse sille peruste, jotta "
                "lukija näkee, miksi tietoja saa käyttää siihen.",
                "Något ändamål saknar rättslig grund. Välj en grund så att läsaren ser varför "
                "uppgifterna får användas för det.",
                "Some purpose has no legal basis. Choose one, so that the reader sees why the data "
                "may be used for it.",
            )
        },
    ),
    "art13-1c-law": About(
        "6(3), 13(1)(c)",
        "W",
        Text(
            "Peruste on lakisääteinen velvoite tai yleinen etu, mutta lakia ei nimetä. Kirjoita, "
            "missä laissa velvoitteesta tai tehtävästä säädetään.",
            "Grunden är en rättslig förpliktelse eller ett allmänt intresse, men lagen nämns inte. "
            "Skriv i vilken lag förpliktelsen eller uppgiften finns.",
            "The basis is a legal obligation or a public task, but the act is not named. Write "
            "which act lays down the obligation or task.",
        ),
    ),
    "art9-2": About(
        "9(2), 13(1)(c); tietosuojalaki 6 §",
        "E/W",
        Text(
            "Rekisterissä on erityisiin henkilötietoryhmiin kuuluvia tietoja, kuten "
            "terveystietoja, mutta edellytystä niiden käsittelylle ei ole kirjattu. Ilman "
            "edellytystä käsittely on kielletty. Valitse 9 artiklan 2 kohdan edellytys.",
            "Registret innehåller särskilda kategorier av personuppgifter, såsom hälsouppgifter, "
            "men ingen förutsättning för behandlingen har antecknats. Utan förutsättning är "
            "behandlingen förbjuden. Välj en förutsättning i artikel 9.2.",
            "The register holds special categories of data, such as health data, but no condition "
            "for processing them is recorded. Without one it is prohibited. Choose a condition of "
            "Article 9(2).",
        ),
        {
            "unprinted": Text(
                "Erityisten henkilötietoryhmien käsittelyn edellytys on rekisterissä, mutta "
                "seloste ei kerro sitä. Lisää se johonkin kohtaan.",
                "Förutsättningen för behandling av särskilda kategorier finns i registret, men "
                "beskrivningen anger den inte. Lägg till den i något avsnitt.",
                "The condition for processing special categories of data is in the register, but "
                "the notice does not tell it. Add it to a section.",
            )
        },
    ),
    "dpa29-hetu": About(
        "87; tietosuojalaki 29 §",
        "E",
        Text(
            "Rekisterissä on henkilötunnus, mutta perustetta sen käsittelylle ei ole kirjattu. "
            "Henkilötunnusta saa käsitellä vain suostumuksella tai tietosuojalain 29 §:n "
            "perusteella. Valitse peruste tai luovu tunnuksesta.",
            "Registret innehåller personbeteckningar, men ingen grund för behandlingen har "
            "antecknats. En personbeteckning får behandlas endast med samtycke eller med stöd av "
            "29 § i dataskyddslagen. Välj en grund eller avstå från beteckningen.",
            "The register holds personal identity codes, but no ground for processing them is "
            "recorded. They may be processed only with consent or under section 29 of the Data "
            "Protection Act. Choose the ground, or do without the code.",
        ),
        {
            "identity": Text(
                "Seloste antaa ymmärtää, että ihminen tunnistetaan henkilötunnuksella. Tunnus "
                "yksin tai nimen kanssa ei saa olla tunnistamisen keino (29 § 5 mom.). Poista tämä "
                "ja kerro muu tapa.",
                "Beskrivningen låter förstå att personen identifieras med personbeteckning. Enbart "
                "beteckningen, eller den och namnet, får inte användas för identifiering (29 § 5 "
                "mom.). Ta bort detta och ange ett annat sätt.",
                "The notice suggests that people are identified by their personal identity code. "
                "The code alone, or with the name, must not be used for that (section 29(5)). "
                "Remove this and tell another way.",
            ),
            "unrecorded": Text(
                "Selosteen teksti mainitsee henkilötunnuksen, mutta rekisterin tietosisällössä "
                "sitä ei ole. Lisää se tietoihin perusteineen tai poista se tekstistä.",
                "Beskrivningens text nämner personbeteckning, men den finns inte i registrets "
                "datainnehåll. Lägg till den med grund eller ta bort den ur texten.",
                "The notice mentions the personal identity code, but it is not among the data of "
                "the register. Add it with its ground, or remove it from the text.",
            ),
        },
    ),
    "art10-criminal": About(
        "10; tietosuojalaki 7 §",
        "E",
        Text(
            "Rekisterissä on rikostuomioihin tai rikoksiin liittyviä tietoja, mutta perustetta "
            "niiden käsittelylle ei ole kirjattu. Kirjoita tietosuojalain 7 §:n kohta, johon "
            "käsittely nojaa.",
            "Registret innehåller uppgifter om fällande domar eller brott, men ingen grund för "
            "behandlingen har antecknats. Skriv vilken punkt i 7 § i dataskyddslagen som "
            "tillämpas.",
            "The register holds data on criminal convictions or offences, but no ground for "
            "processing them is recorded. Write which point of section 7 of the Data Protection "
            "Act applies.",
        ),
    ),
    "art13-1d": About(
        "13(1)(d), 14(2)(b)",
        "E",
        Text(
            "Peruste on oikeutettu etu, mutta itse etua ei kerrota. Pelkkä ”oikeutettu etu” ei "
            "riitä: lukijan on voitava arvioida etua. Kirjoita etu sanoin, esimerkiksi "
            "”asiakassuhteen hoitaminen”, ja tulosta se.",
            "Grunden är ett berättigat intresse, men själva intresset anges inte. Enbart "
            "”berättigat intresse” räcker inte: läsaren ska kunna bedöma intresset. Skriv det i "
            "ord, till exempel ”skötsel av kundförhållandet”, och skriv ut det.",
            "The basis is a legitimate interest, but the interest itself is not told. “Legitimate "
            "interest” alone is not enough: the reader must be able to judge it. Put it into "
            "words, such as “looking after the customer relationship”, and print it.",
        ),
    ),
    "art14-1d": About(
        "14(1)(d)",
        "E/W",
        Text(
            "Selosteessa ei kerrota, mitä tietoja rekisterissä on. Tämä on pakollista, kun tietoja "
            "saadaan muualta kuin ihmiseltä itseltään, ja muutenkin tapana. Luettele tiedot "
            "ryhmittäin.",
            "Beskrivningen anger inte vilka uppgifter registret innehåller. Det är obligatoriskt "
            "när uppgifter fås från någon annan än personen själv, och annars brukligt. Räkna upp "
            "uppgifterna i grupper.",
            "The notice does not tell what data the register holds. This is required where data "
            "come from elsewhere than the person, and customary anyway. List the data in groups.",
        ),
    ),
    "art14-2f": About(
        "14(2)(f)",
        "E/I",
        Text(
            "Tietoja saadaan muualta kuin ihmiseltä itseltään, mutta seloste ei kerro mistä. "
            "Luettele lähteet ja kerro, ovatko ne julkisia.",
            "Uppgifter fås från annat håll än från personen själv, men beskrivningen anger inte "
            "varifrån. Räkna upp källorna och berätta om de är offentliga.",
            "Data are obtained from elsewhere than the person, but the notice does not tell where "
            "from. List the sources and tell whether they are public.",
        ),
        {
            "public": Text(
                "Jostakin lähteestä ei kerrota, onko se julkinen. Valitse kyllä tai ei.",
                "För någon källa anges inte om den är offentlig. Välj ja eller nej.",
                "For some source it is not told whether it is public. Choose yes or no.",
            )
        },
    ),
    "art13-1e": About(
        "4(9), 13(1)(e), 14(1)(e)",
        "E",
        Text(
            "Selosteessa ei kerrota, kenelle tietoja annetaan. ”Lain sallimissa rajoissa” ei "
            "riitä. Nimeä vastaanottajat tai niiden ryhmät, myös tietoja puolestasi käsittelevät "
            "yritykset, tai sano, ettei tietoja luovuteta.",
            "Beskrivningen anger inte till vem uppgifter lämnas ut. ”Inom lagens gränser” räcker "
            "inte. Nämn mottagarna eller kategorierna av mottagare, även företag som behandlar "
            "uppgifter för din räkning, eller säg att uppgifter inte lämnas ut.",
            "The notice does not tell who receives data. “Within the limits of the law” is not "
            "enough. Name the recipients or their categories, companies that process data for you "
            "included, or say that data are not disclosed.",
        ),
    ),
    "art13-1f": About(
        "13(1)(f), 14(1)(f), 44–49",
        "E",
        Text(
            "Tietoja siirretään tai voidaan siirtää EU:n ja ETA:n ulkopuolelle, mutta suojasta ei "
            "kerrota tarpeeksi. Kerro maa, onko komissio todennut sen tietosuojan riittäväksi, ja "
            "jos ei, millä suojatoimella siirto tehdään ja mistä siitä saa jäljennöksen.",
            "Uppgifter överförs eller kan överföras till länder utanför EU och EES, men skyddet "
            "beskrivs inte tillräckligt. Ange landet, om kommissionen har konstaterat att "
            "skyddsnivån är adekvat, och annars vilken skyddsåtgärd som används och var en kopia "
            "av den kan fås.",
            "Data are or may be transferred outside the EU and EEA, but the protection is not told "
            "well enough. Tell the country, whether the Commission has found its protection "
            "adequate, and if not, which safeguard is used and where to get a copy of it.",
        ),
        {
            "unrecorded": Text(
                "Vastaanottaja tai järjestelmä on EU:n ja ETA:n ulkopuolella, tai selosteen teksti "
                "puhuu siirrosta, mutta siirtoa ei ole kirjattu rekisteriin. Lisää siirto maineen "
                "ja suojatoimineen.",
                "En mottagare eller ett system finns utanför EU och EES, eller texten talar om en "
                "överföring, men överföringen har inte antecknats i registret. Lägg till den med "
                "land och skyddsåtgärd.",
                "A recipient or system is outside the EU and EEA, or the text speaks of a "
                "transfer, but no transfer is recorded. Add it with its country and safeguard.",
            )
        },
    ),
    "art13-1f-none": About(
        "13(1)(f)",
        "W",
        Text(
            "Selosteessa ei sanota, siirretäänkö tietoja EU:n ja ETA:n ulkopuolelle. Vaikeneminen "
            "jättää asian epäselväksi. Sano suoraan, jos tietoja ei siirretä.",
            "Beskrivningen säger inte om uppgifter överförs till länder utanför EU och EES. "
            "Tystnad lämnar saken oklar. Säg rakt ut om uppgifter inte överförs.",
            "The notice does not say whether data are transferred outside the EU and EEA. Silence "
            "leaves it unclear. Say so plainly if they are not.",
        ),
    ),
    "art13-2a": About(
        "13(2)(a), 14(2)(a)",
        "E",
        Text(
            "Selosteessa ei kerrota, kuinka kauan tietoja säilytetään. Anna kullekin tietoryhmälle "
            "säilytysaika tai kriteerit, joiden mukaan aika määräytyy.",
            "Beskrivningen anger inte hur länge uppgifterna lagras. Ange en lagringstid, eller "
            "kriterierna som bestämmer den, för varje grupp av uppgifter.",
            "The notice does not tell how long data are kept. Give a period, or the criteria that "
            "decide it, for each group of data.",
        ),
    ),
    "art13-2a-vague": About(
        "5(1)(e), 13(2)(a), 25(2)",
        "W",
        Text(
            "Säilytysajan loppua ei voi päätellä: ”niin kauan kuin on tarpeen” tai ”kunnes pyydät "
            "poistamaan” ei rajaa mitään. Kerro tapahtuma ja aika, esimerkiksi ”kaksi vuotta "
            "asiakassuhteen päättymisestä”.",
            "Det går inte att sluta sig till när lagringen upphör: ”så länge det är nödvändigt” "
            "eller ”tills du ber om radering” begränsar ingenting. Ange en händelse och en tid, "
            "till exempel ”två år från kundförhållandets slut”.",
            "The end of the retention cannot be determined: “as long as necessary” or “until you "
            "ask” limits nothing. Tell an event and a length, such as “two years from the end of "
            "the customer relationship”.",
        ),
    ),
    "art13-2a-trigger": About(
        "5(1)(e), 13(2)(a)",
        "W",
        Text(
            "Säilytysajan pituus kerrotaan, mutta ei sitä, mistä aika alkaa. Valitse tapahtuma, "
            "josta aika lasketaan.",
            "Lagringstidens längd anges, men inte från vilken händelse den räknas. Välj händelsen.",
            "The length of the retention is told, but not what it is counted from. Choose the "
            "event.",
        ),
    ),
    "art13-2e": About(
        "13(2)(e)",
        "E/W",
        Text(
            "Selosteessa ei kerrota, onko tietojen antaminen pakollista ja mitä seuraa, jos niitä "
            "ei anna. Kerro, mitkä tiedot vaaditaan lain tai sopimuksen vuoksi ja mitkä ovat "
            "vapaaehtoisia.",
            "Beskrivningen anger inte om det är obligatoriskt att lämna uppgifter och vad som "
            "följer om man låter bli. Berätta vilka uppgifter som krävs enligt lag eller avtal och "
            "vilka som är frivilliga.",
            "The notice does not tell whether data must be given and what follows if they are not. "
            "Tell which data the law or the contract requires and which are voluntary.",
        ),
    ),
    "art13-2f": About(
        "13(2)(f), 14(2)(g), 22",
        "E",
        Text(
            "Selosteen mukaan tehdään tai voidaan tehdä automaattisia päätöksiä, mutta niiden "
            "logiikkaa tai seurauksia ei kerrota. Selitä arkikielellä, miten päätös syntyy ja mitä "
            "se ihmiselle merkitsee.",
            "Enligt beskrivningen fattas eller kan fattas automatiserade beslut, men logiken eller "
            "följderna anges inte. Förklara med vardagsspråk hur beslutet uppstår och vad det "
            "betyder för personen.",
            "Automated decisions are or may be made, but their logic or consequences are not told. "
            "Explain in plain words how a decision is reached and what it means for the person.",
        ),
    ),
    "art13-2f-none": About(
        "13(2)(f)",
        "I",
        Text(
            "Selosteessa ei sanota, tehdäänkö automaattisia päätöksiä. Jos ei, on tapana sanoa se "
            "suoraan.",
            "Beskrivningen säger inte om automatiserade beslut fattas. Om inte, är det brukligt "
            "att säga det rakt ut.",
            "The notice does not say whether automated decisions are made. If they are not, it is "
            "customary to say so.",
        ),
    ),
    "profiling-consistency": About(
        "4(4), 5(1)(a)",
        "W",
        Text(
            "Seloste kieltää profiloinnin, mutta tarkoituksissa puhutaan ryhmittelystä, "
            "kohdentamisesta tai analysoinnista. Tarkista, mikä pitää paikkansa, ja korjaa toinen.",
            "Beskrivningen förnekar profilering, men ändamålen talar om gruppering, inriktning "
            "eller analys. Kontrollera vilket som stämmer och rätta det andra.",
            "The notice denies profiling, but its purposes speak of grouping, targeting or "
            "analysing. Check which is true and correct the other.",
        ),
    ),
}
