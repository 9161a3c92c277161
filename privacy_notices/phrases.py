"""The notice's own sentences, in Finnish, Swedish and English, and where it differs, in two voices.

Finnish is the source. `Phrase.you` speaks to the reader; without it both voices use the same words.
"""

from typing import NamedTuple

from privacy_notices.enums import FactKind, LabelField
from register.texts import Text


class Phrase(NamedTuple):
    """A sentence in the third person, and spoken to the reader where that differs."""

    passive: Text
    you: Text | None = None


LABELS: dict[LabelField, Text] = {
    LabelField.NAME: Text("Nimi", "Namn", "Name"),
    LabelField.CONTACT_NAME: Text("Nimi", "Namn", "Name"),
    LabelField.BUSINESS_ID: Text("Y-tunnus", "FO-nummer", "Business ID"),
    LabelField.ADDRESS: Text("Osoite", "Adress", "Address"),
    LabelField.POSTAL_ADDRESS: Text("Postiosoite", "Postadress", "Postal address"),
    LabelField.VISITING_ADDRESS: Text("Käyntiosoite", "Besöksadress", "Visiting address"),
    LabelField.EMAIL: Text("Sähköposti", "E-post", "E-mail"),
    LabelField.PHONE: Text("Puhelin", "Telefon", "Phone"),
    LabelField.SWITCHBOARD: Text("Puhelinvaihde", "Telefonväxel", "Switchboard"),
    LabelField.CUSTOMER_SERVICE: Text("Asiakaspalvelu", "Kundtjänst", "Customer service"),
    LabelField.WEBSITE: Text("Verkkosivusto", "Webbplats", "Website"),
    LabelField.TRADE_NAME: Text("Aputoiminimi", "Bifirma", "Trade name"),
    LabelField.OTHER_CONTACT: Text(
        "Muut yhteystiedot", "Övriga kontaktuppgifter", "Other contact details"
    ),
    LabelField.REGISTER_NAME: Text("Rekisterin nimi", "Registrets namn", "Name of the register"),
    LabelField.DRAWN_UP: Text("Laadittu", "Upprättad", "Drawn up"),
    LabelField.UPDATED: Text("Päivitetty", "Uppdaterad", "Updated"),
}

PARENT_COMPANY = Text("Emoyhtiö", "Moderbolag", "Parent company")
GROUP = Text("Konserni", "Koncern", "Group")
ALSO_CALLED = Text(
    "Rekisteristä käytetään myös nimeä {name}.",
    "Registret kallas också {name}.",
    "The register is also called {name}.",
)
JOINT = Phrase(
    Text(
        "Edellä mainitut ovat yhteisrekisterinpitäjiä. Rekisteröity voi käyttää oikeuksiaan "
        "kääntymällä minkä tahansa rekisterinpitäjän puoleen.",
        "De ovannämnda är gemensamt personuppgiftsansvariga. Den registrerade kan utöva sina "
        "rättigheter gentemot vilken som helst av de personuppgiftsansvariga.",
        "The above are joint controllers. Data subjects may exercise their rights against any of "
        "the controllers.",
    ),
    Text(
        "Edellä mainitut ovat yhteisrekisterinpitäjiä. Voit käyttää oikeuksiasi kääntymällä minkä "
        "tahansa rekisterinpitäjän puoleen.",
        "De ovannämnda är gemensamt personuppgiftsansvariga. Du kan utöva dina rättigheter "
        "gentemot vilken som helst av de personuppgiftsansvariga.",
        "The above are joint controllers. You may exercise your rights against any of the "
        "controllers.",
    ),
)
SEPARATE = Text(
    "Kukin rekisterinpitäjä vastaa omien asiakkaidensa henkilötiedoista.",
    "Varje personuppgiftsansvarig ansvarar för sina egna kunders personuppgifter.",
    "Each controller is responsible for the personal data of its own customers.",
)
PURPOSE = Text("Tarkoitus", "Ändamål", "Purpose")
PURPOSES = Text("Tarkoitukset", "Ändamål", "Purposes")
SUBJECT_GROUPS = Text("Rekisteröidyt", "Registrerade", "Data subjects")
PROFILING_FOR = Text("Profiloinnin tarkoitus", "Syftet med profileringen", "Purpose of profiling")
DECISIONS_FOR = Text("Päätösten tarkoitus", "Syftet med besluten", "Purpose of the decisions")
LOGIC = Text("Käsittelyn logiikka", "Logiken bakom behandlingen", "Logic involved")
CONSEQUENCES = Text(
    "Merkitys ja seuraukset", "Betydelse och följder", "Significance and consequences"
)
DECISIONS = {
    "none": Phrase(
        Text(
            "Tietoja ei käytetä automaattiseen päätöksentekoon.",
            "Uppgifterna används inte för automatiserat beslutsfattande.",
            "The data are not used for automated decision-making.",
        ),
        Text(
            "Emme käytä tietojasi automaattiseen päätöksentekoon.",
            "Vi använder inte dina uppgifter för automatiserat beslutsfattande.",
            "We do not use your data for automated decision-making.",
        ),
    ),
    "possible": Phrase(
        Text(
            "Tietoja voidaan käyttää automaattiseen päätöksentekoon.",
            "Uppgifterna kan användas för automatiserat beslutsfattande.",
            "The data may be used for automated decision-making.",
        ),
        Text(
            "Voimme käyttää tietojasi automaattiseen päätöksentekoon.",
            "Vi kan använda dina uppgifter för automatiserat beslutsfattande.",
            "We may use your data for automated decision-making.",
        ),
    ),
    "exists": Phrase(
        Text(
            "Tietoja käytetään automaattiseen päätöksentekoon.",
            "Uppgifterna används för automatiserat beslutsfattande.",
            "The data are used for automated decision-making.",
        ),
        Text(
            "Käytämme tietojasi automaattiseen päätöksentekoon.",
            "Vi använder dina uppgifter för automatiserat beslutsfattande.",
            "We use your data for automated decision-making.",
        ),
    ),
}
PROFILING = {
    "none": Phrase(
        Text(
            "Tietoja ei käytetä profilointiin.",
            "Uppgifterna används inte för profilering.",
            "The data are not used for profiling.",
        ),
        Text(
            "Emme käytä tietojasi profilointiin.",
            "Vi använder inte dina uppgifter för profilering.",
            "We do not use your data for profiling.",
        ),
    ),
    "possible": Phrase(
        Text(
            "Tietoja voidaan käyttää profilointiin.",
            "Uppgifterna kan användas för profilering.",
            "The data may be used for profiling.",
        ),
        Text(
            "Voimme käyttää tietojasi profilointiin.",
            "Vi kan använda dina uppgifter för profilering.",
            "We may use your data for profiling.",
        ),
    ),
    "exists": Phrase(
        Text(
            "Tietoja käytetään profilointiin.",
            "Uppgifterna används för profilering.",
            "The data are used for profiling.",
        ),
        Text(
            "Käytämme tietojasi profilointiin.",
            "Vi använder dina uppgifter för profilering.",
            "We use your data for profiling.",
        ),
    ),
}
SPECIAL_DATA = Text(
    "Erityisten henkilötietoryhmien käsittelyn edellytys",
    "Förutsättning för behandling av särskilda kategorier av personuppgifter",
    "Condition for processing special categories of data",
)
CRIMINAL_DATA = Text(
    "Rikostuomioihin ja rikoksiin liittyvien tietojen käsittelyn peruste",
    "Grund för behandling av uppgifter om fällande domar i brottmål och brott",
    "Ground for processing data on criminal convictions and offences",
)
IDENTITY_CODE = Text(
    "Henkilötunnuksen käsittelyn peruste",
    "Grund för behandling av personbeteckning",
    "Ground for processing the personal identity code",
)
OBTAINED = Text("Saatavat tiedot", "Uppgifter som fås", "Data obtained")
GROUND = Text("Peruste", "Grund", "Ground")
USED_FOR = Text("Käyttötarkoitus", "Användningsändamål", "Used for")
CHANNELS = Text("Tiedot saadaan seuraavista", "Uppgifterna fås via", "Data are obtained through")
PUBLIC_SOURCE = {
    "yes": Text("julkinen lähde", "offentlig källa", "publicly accessible source"),
    "no": Text("ei julkinen", "inte offentlig", "not publicly accessible"),
}
FORM_OF_DISCLOSURE = Text("Luovutustapa", "Form av utlämnande", "Form of disclosure")
MAY_REDISCLOSE = Text(
    "Vastaanottaja voi käyttää ja luovuttaa tietoja edelleen.",
    "Mottagaren får använda och lämna ut uppgifterna vidare.",
    "The recipient may use and disclose the data further.",
)
TRANSFERS = {
    "none": Phrase(
        Text(
            "Henkilötietoja ei siirretä EU:n tai ETA:n ulkopuolelle.",
            "Personuppgifter överförs inte till länder utanför EU eller EES.",
            "Personal data are not transferred outside the EU/EEA.",
        ),
        Text(
            "Emme siirrä henkilötietojasi EU:n tai ETA:n ulkopuolelle.",
            "Vi överför inte dina personuppgifter till länder utanför EU eller EES.",
            "We do not transfer your personal data outside the EU/EEA.",
        ),
    ),
    "possible": Phrase(
        Text(
            "Henkilötietoja voidaan siirtää EU:n tai ETA:n ulkopuolelle.",
            "Personuppgifter kan överföras till länder utanför EU eller EES.",
            "Personal data may be transferred outside the EU/EEA.",
        ),
        Text(
            "Voimme siirtää henkilötietojasi EU:n tai ETA:n ulkopuolelle.",
            "Vi kan överföra dina personuppgifter till länder utanför EU eller EES.",
            "We may transfer your personal data outside the EU/EEA.",
        ),
    ),
    "exists": Phrase(
        Text(
            "Henkilötietoja siirretään EU:n tai ETA:n ulkopuolelle.",
            "Personuppgifter överförs till länder utanför EU eller EES.",
            "Personal data are transferred outside the EU/EEA.",
        ),
        Text(
            "Siirrämme henkilötietojasi EU:n tai ETA:n ulkopuolelle.",
            "Vi överför dina personuppgifter till länder utanför EU eller EES.",
            "We transfer your personal data outside the EU/EEA.",
        ),
    ),
}
COUNTRIES = Text("Maat", "Länder", "Countries")
COUNTRY = Text("Maa", "Land", "Country")
RECIPIENT = Text("Vastaanottaja", "Mottagare", "Recipient")
ADEQUACY = Text(
    "Komission päätös tietosuojan riittävyydestä",
    "Kommissionens beslut om adekvat skyddsnivå",
    "Adequacy decision of the Commission",
)
YES_NO = {"yes": Text("on", "finns", "yes"), "no": Text("ei ole", "finns inte", "no")}
SAFEGUARD = Text("Siirron peruste", "Grund för överföringen", "Ground for the transfer")
COPY = Text("Jäljennös suojatoimista", "Kopia av skyddsåtgärderna", "Copy of the safeguards")
EXAMPLE = Text("Esimerkki", "Exempel", "Example")
SUPPLIER = Text("Toimittaja", "Leverantör", "Supplier")
KEPT_IN = Text("Tietojen säilytysmaa", "Land där uppgifterna lagras", "Country of storage")
CHANNEL = {  # goes on from "Pyynnön voi tehdä:"
    "email": Text("sähköpostitse", "per e-post", "by e-mail"),
    "form": Text("verkkolomakkeella", "via webbformuläret", "with the web form"),
    "phone": Text("puhelimitse", "per telefon", "by phone"),
    "post": Text("postitse", "per post", "by post"),
    "in_person": Text("henkilökohtaisesti", "personligen", "in person"),
    "contact": Text(
        "ottamalla yhteyttä rekisterin yhteyshenkilöön",
        "genom att kontakta registrets kontaktperson",
        "by contacting the contact person of the register",
    ),
}
REQUEST_CHANNELS = Phrase(
    Text("Pyynnön voi tehdä:", "En begäran kan göras:", "A request can be made:"),
    Text("Voit tehdä pyynnön:", "Du kan göra en begäran:", "You can make a request:"),
)
LIMITS = Text("Rajoitukset", "Begränsningar", "Limits")
FORM = {
    "free": Text(
        "Pyynnön voi tehdä vapaamuotoisesti.",
        "Begäran kan göras fritt formulerad.",
        "The request can be made in any form.",
    ),
    "electronic": Text(
        "Pyynnön voi tehdä sähköisesti.",
        "Begäran kan göras elektroniskt.",
        "The request can be made electronically.",
    ),
    "written": Text(
        "Pyyntö tehdään kirjallisesti.",
        "Begäran görs skriftligen.",
        "The request is made in writing.",
    ),
    "signed": Text(
        "Pyyntö tehdään kirjallisesti ja allekirjoitetaan.",
        "Begäran görs skriftligen och undertecknas.",
        "The request is made in writing and signed.",
    ),
    "in_person": Text(
        "Pyyntö tehdään henkilökohtaisesti.",
        "Begäran görs personligen.",
        "The request is made in person.",
    ),
}

# What leads to a list that shares its heading with other facts.
LEADS: dict[FactKind, Phrase] = {
    FactKind.DATA_SUBJECTS: Phrase(
        Text(
            "Rekisterissä käsitellään seuraavien henkilöryhmien tietoja:",
            "I registret behandlas uppgifter om följande grupper av personer:",
            "The register contains data on the following groups of people:",
        ),
        Text(
            "Käsittelemme seuraavien henkilöryhmien tietoja:",
            "Vi behandlar uppgifter om följande grupper av personer:",
            "We process data on the following groups of people:",
        ),
    ),
    FactKind.PURPOSES: Phrase(
        Text(
            "Henkilötietoja käsitellään seuraaviin tarkoituksiin:",
            "Personuppgifter behandlas för följande ändamål:",
            "Personal data are processed for the following purposes:",
        ),
        Text(
            "Käsittelemme henkilötietojasi seuraaviin tarkoituksiin:",
            "Vi behandlar dina personuppgifter för följande ändamål:",
            "We process your personal data for the following purposes:",
        ),
    ),
    FactKind.LEGAL_BASES: Phrase(
        Text(
            "Käsittelyn oikeusperusteet:",
            "Rättsliga grunder för behandlingen:",
            "Legal bases of the processing:",
        )
    ),
    FactKind.LEGITIMATE_INTERESTS: Phrase(
        Text("Oikeutetut edut:", "Berättigade intressen:", "Legitimate interests:")
    ),
    FactKind.DATA_ITEMS: Phrase(
        Text(
            "Rekisterissä käsitellään seuraavia tietoja:",
            "I registret behandlas följande uppgifter:",
            "The register contains the following data:",
        ),
        Text(
            "Käsittelemme seuraavia tietoja:",
            "Vi behandlar följande uppgifter:",
            "We process the following data:",
        ),
    ),
    FactKind.SPECIAL_DATA: Phrase(
        Text(
            "Erityisten henkilötietoryhmien ja henkilötunnuksen käsittely:",
            "Behandling av särskilda kategorier av personuppgifter och av personbeteckning:",
            "Processing of special categories of data and of the personal identity code:",
        )
    ),
    FactKind.OBLIGATION: Phrase(
        Text(
            "Tietojen antamisen pakollisuus:",
            "Skyldighet att lämna uppgifter:",
            "Obligation to provide data:",
        )
    ),
    FactKind.COLLECTION: Phrase(
        Text(
            "Tietoja kerätään seuraavissa tilanteissa:",
            "Uppgifter samlas in i följande situationer:",
            "Data are collected in the following situations:",
        ),
        Text(
            "Keräämme tietojasi seuraavissa tilanteissa:",
            "Vi samlar in dina uppgifter i följande situationer:",
            "We collect your data in the following situations:",
        ),
    ),
    FactKind.SOURCES: Phrase(
        Text(
            "Tietoja saadaan seuraavista lähteistä:",
            "Uppgifter fås från följande källor:",
            "Data are obtained from the following sources:",
        ),
        Text(
            "Saamme tietojasi seuraavista lähteistä:",
            "Vi får dina uppgifter från följande källor:",
            "We obtain your data from the following sources:",
        ),
    ),
    FactKind.OTHER_SOURCES: Phrase(
        Text(
            "Muualta saatavat tiedot:",
            "Uppgifter som fås från annat håll:",
            "Data obtained from elsewhere:",
        ),
    ),
    FactKind.RETENTION: Phrase(
        Text(
            "Tietoja säilytetään seuraavasti:",
            "Uppgifterna lagras enligt följande:",
            "Data are kept as follows:",
        ),
        Text(
            "Säilytämme tietojasi seuraavasti:",
            "Vi lagrar dina uppgifter enligt följande:",
            "We keep your data as follows:",
        ),
    ),
    FactKind.SYSTEMS: Phrase(
        Text(
            "Järjestelmät, joissa tietoja säilytetään:",
            "System där uppgifterna lagras:",
            "Systems in which the data are kept:",
        )
    ),
    FactKind.DOCUMENTS: Phrase(
        Text("Muut asiakirjat:", "Andra dokument:", "Other documents:"),
    ),
}
