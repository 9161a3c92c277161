"""Messages on outdated and dated words."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text

WORDING: dict[str, About] = {
    "old-personal-data-act": About(
        "tietosuojalaki 37 §",
        "W",
        Text(
            "Seloste viittaa henkilötieto- tai henkilörekisterilakiin. Henkilötietolaki kumottiin "
            "1.1.2019. Viittaa tietosuoja-asetukseen ja tietosuojalakiin (1050/2018) tai jätä "
            "viittaus pois.",
            "Beskrivningen hänvisar till personuppgiftslagen eller personregisterlagen. "
            "Personuppgiftslagen upphävdes den 1 januari 2019. Hänvisa till dataskyddsförordningen "
            "och dataskyddslagen (1050/2018) eller stryk hänvisningen.",
            "The notice refers to the Personal Data Act or its predecessor. The act was repealed "
            "on 1 January 2019. Refer to the GDPR and the Data Protection Act (1050/2018), or "
            "leave the reference out.",
        ),
    ),
    "old-eprivacy-act": About(
        "917/2014",
        "W",
        Text(
            "Seloste viittaa sähköisen viestinnän tietosuojalakiin, joka kumottiin 1.1.2015. "
            "Viittaa lakiin sähköisen viestinnän palveluista (917/2014) tai jätä viittaus pois.",
            "Beskrivningen hänvisar till lagen om dataskydd vid elektronisk kommunikation, som "
            "upphävdes den 1 januari 2015. Hänvisa till lagen om tjänster inom elektronisk "
            "kommunikation (917/2014) eller stryk hänvisningen.",
            "The notice refers to the Act on the Protection of Privacy in Electronic "
            "Communications, repealed on 1 January 2015. Refer to the Act on Electronic "
            "Communications Services (917/2014), or leave the reference out.",
        ),
    ),
    "old-act": About(
        "–",
        "I",
        Text(
            "Seloste viittaa kumottuun lakiin tai lain entiseen nimeen. Tarkista, mikä laki on "
            "voimassa.",
            "Beskrivningen hänvisar till en upphävd lag eller en lags tidigare namn. Kontrollera "
            "vilken lag som gäller.",
            "The notice refers to a repealed act or an act's former name. Check which act is in "
            "force.",
        ),
    ),
    "old-authority": About(
        "–",
        "W/I",
        Text(
            "Seloste mainitsee viranomaisen, jota ei enää ole tai jolla on uusi nimi: esimerkiksi "
            "Viestintäviraston tehtäviä hoitaa Liikenne- ja viestintävirasto Traficom. Päivitä "
            "nimi.",
            "Beskrivningen nämner en myndighet som inte längre finns eller som har ett nytt namn: "
            "till exempel sköts Kommunikationsverkets uppgifter av Transport- och "
            "kommunikationsverket Traficom. Uppdatera namnet.",
            "The notice names an authority that no longer exists or has a new name: for example, "
            "the tasks of the Communications Regulatory Authority are with Traficom. Update the "
            "name.",
        ),
    ),
    "old-authority-contact": About(
        "13(2)(d)",
        "W",
        Text(
            "Valvontaviranomaisen yhteystiedot ovat vanhentuneet. Tulosta nykyiset tiedot "
            "viranomaisen riviltä.",
            "Tillsynsmyndighetens kontaktuppgifter är föråldrade. Skriv ut de nuvarande "
            "uppgifterna från myndighetens rad.",
            "The supervisory authority's contact details are out of date. Print the present ones "
            "from the authority's row.",
        ),
    ),
    "old-transfer-tool": About(
        "45–46",
        "W",
        Text(
            "Siirto nojaa Privacy Shieldiin tai Safe Harboriin, joita koskevat komission päätökset "
            "EU:n tuomioistuin on todennut pätemättömiksi. Valitse voimassa oleva siirtoperuste.",
            "Överföringen stöder sig på Privacy Shield eller Safe Harbor. EU-domstolen har "
            "ogiltigförklarat kommissionens beslut om dem. Välj en överföringsgrund som gäller.",
            "The transfer relies on the Privacy Shield or Safe Harbor. The Court of Justice of the "
            "EU has declared the Commission's decisions on them invalid. Choose a ground for the "
            "transfer that is in force.",
        ),
    ),
    "old-fee-rule": About(
        "12(5), 15(3)",
        "W",
        Text(
            "Seloste sanoo, että tiedot saa maksutta vain kerran vuodessa. Se oli vanhaa lakia. "
            "Ensimmäinen jäljennös on maksuton, ellei pyyntö ole ilmeisen perusteeton tai "
            "kohtuuton. Poista rajoitus.",
            "Enligt beskrivningen får man uppgifterna avgiftsfritt bara en gång per år. Det var "
            "gammal lag. Den första kopian är avgiftsfri, om begäran inte är uppenbart ogrundad "
            "eller orimlig. Ta bort begränsningen.",
            "The notice says that access is free only once a year. That was the old law. The first "
            "copy is free, unless the request is manifestly unfounded or excessive. Remove the "
            "limit.",
        ),
    ),
    "old-deadline": About(
        "12(3)",
        "W",
        Text(
            "Seloste lupaa vastata kolmen kuukauden kuluessa. Pyyntöön on vastattava ilman "
            "aiheetonta viivytystä ja viimeistään kuukauden kuluessa. Aikaa voi tarvittaessa "
            "jatkaa enintään kahdella kuukaudella, jos pyyntö on monimutkainen tai pyyntöjä on "
            "paljon. Korjaa aika.",
            "Beskrivningen utlovar svar inom tre månader. En begäran ska besvaras utan onödigt "
            "dröjsmål och senast inom en månad. Tiden får vid behov förlängas med högst två "
            "månader, om begäran är komplicerad eller antalet begäranden är stort. Rätta tiden.",
            "The notice promises an answer within three months. A request must be answered without "
            "undue delay, and within one month at the latest. Where necessary the time may be "
            "extended by at most two months, if the request is complex or there are many. Correct "
            "it.",
        ),
    ),
    "old-term": About(
        "4(7)",
        "I",
        Text(
            "Ruotsinkielisessä tekstissä on vanha sana ”registeransvarig”. Nykyinen sana on "
            "”personuppgiftsansvarig”.",
            "Texten innehåller det gamla ordet ”registeransvarig”. Ordet är nu "
            "”personuppgiftsansvarig”.",
            "The Swedish text has the old word “registeransvarig”. The word is now "
            "“personuppgiftsansvarig”.",
        ),
    ),
    "old-title": About(
        "–",
        "I",
        Text(
            "Otsikossa on vanhan lain sana ”rekisteriseloste”. Nykyisin käytetään sanaa "
            "”tietosuojaseloste”; laki ei määrää nimeä.",
            "Rubriken har den gamla lagens ord ”registerbeskrivning”. Numera används "
            "”dataskyddsbeskrivning”; lagen föreskriver inget namn.",
            "The title has the old law's word “rekisteriseloste” or “registerbeskrivning”. Today "
            "“tietosuojaseloste” and “dataskyddsbeskrivning” are used; the law prescribes no name.",
        ),
    ),
    "dated-term": About(
        "–",
        "I",
        Text(
            "Tekstissä on vanhahtavia sanoja, kuten ”ATK” tai ”faksi”. Vaihda ne nykyisiin.",
            "Texten innehåller ålderdomliga ord, såsom ”ADB” eller ”telefax”. Byt ut dem.",
            "The text has dated words, such as “ATK” or “telefax”. Replace them.",
        ),
    ),
    "old-standard": About(
        "32",
        "I",
        Text(
            "Seloste viittaa vanhaan standardiin DIN 32757. Sen tilalla on DIN 66399 ja ISO/IEC "
            "21964.",
            "Beskrivningen hänvisar till den gamla standarden DIN 32757. Den har ersatts av DIN "
            "66399 och ISO/IEC 21964.",
            "The notice refers to the old standard DIN 32757. It has been replaced by DIN 66399 "
            "and ISO/IEC 21964.",
        ),
    ),
    "vendor-names": About(
        "12(1)",
        "I",
        Text(
            "Selosteessa mainitaan palvelu, jonka nimi on vaihtunut. Tarkista nimi.",
            "Beskrivningen nämner en tjänst som har bytt namn. Kontrollera namnet.",
            "The notice names a service that has changed its name. Check the name.",
        ),
    ),
}
