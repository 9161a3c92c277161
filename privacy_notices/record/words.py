"""The record's own words, in Finnish, Swedish and English. Finnish is the source."""

from dataclasses import dataclass

from privacy_notices.record.content import Part
from register.texts import Text

TITLE = Text(
    "Seloste käsittelytoimista", "Register över behandling", "Record of processing activities"
)
FILE_NAME = Text("seloste-kasittelytoimista", "register-over-behandling", "record-of-processing")
DESCRIBES = Text(
    "Seloste kuvaa henkilötietojen käsittelyä {day}. Se on laadittu yleisen tietosuoja-asetuksen "
    "(EU) 2016/679 30 artiklan mukaan ja annetaan pyynnöstä valvontaviranomaiselle.",
    "Registret beskriver behandlingen av personuppgifter den {day}. Det förs enligt artikel 30 i "
    "allmänna dataskyddsförordningen (EU) 2016/679 och ges på begäran till tillsynsmyndigheten.",
    "This record describes the processing of personal data on {day}. It is kept under Article 30 "
    "of the General Data Protection Regulation (EU) 2016/679 and given to the supervisory "
    "authority on request.",
)
CONTROLLERS_PART = Text(
    "Rekisterinpitäjän tiedot", "Den personuppgiftsansvariges uppgifter", "Controller"
)
PROCESSORS_PART = Text(
    "Käsittely toisen rekisterinpitäjän lukuun",
    "Behandling för en annan personuppgiftsansvarigs räkning",
    "Processing on behalf of another controller",
)
NO_REGISTERS = Text(
    "Rekisterinpitäjällä ei ole kirjattuja käsittelytoimia.",
    "Den personuppgiftsansvarige har ingen antecknad behandling.",
    "No processing is recorded for the controller.",
)
SERVES_NOBODY = Text(
    "Henkilötietojen käsittelyä toisen rekisterinpitäjän lukuun ei ole kirjattu.",
    "Behandling av personuppgifter för en annan personuppgiftsansvarigs räkning har inte "
    "antecknats.",
    "No processing on behalf of another controller is recorded.",
)

# What is not there
NOT_RECORDED = Text("ei kirjattu", "inte antecknat", "not recorded")
NO_LIMIT = Text(
    "määräaikaa ei ole kirjattu", "tidsfrist har inte antecknats", "no time limit is recorded"
)
UNDECIDED = Text(
    "yhteisrekisterinpitäjyyttä ei ole ratkaistu",
    "gemensamt personuppgiftsansvar har inte avgjorts",
    "joint controllership is undecided",
)

# Roles
CONTROLLER = Text("Rekisterinpitäjä", "Personuppgiftsansvarig", "Controller")
JOINT_CONTROLLER = Text(
    "Yhteisrekisterinpitäjä", "Gemensamt personuppgiftsansvarig", "Joint controller"
)
OTHER_CONTROLLER = Text(
    "Toinen rekisterinpitäjä", "Annan personuppgiftsansvarig", "Another controller"
)

# What a purpose or a group of people is tied to
ALL_SUBJECTS = Text(
    "kaikki rekisteröidyt", "alla registrerade", "all data subjects of the register"
)
ALL_DATA = Text(
    "kaikki rekisterin henkilötiedot", "alla personuppgifter i registret", "all data held"
)
ALL_RECIPIENTS = Text(
    "kaikki rekisterin vastaanottajat", "alla mottagare i registret", "all recipients listed"
)
NOT_TOLD_APART = Text("ei eritelty", "inte specificerat", "not specified")
ALL_CATEGORIES = Text("kaikki henkilötiedot", "alla personuppgifter", "all personal data")
SEE_RECIPIENTS = Text(
    "ks. vastaanottajien ryhmät", "se kategorier av mottagare", "see the categories of recipients"
)
OUTSIDE_EEA = Text("EU:n ja ETA:n ulkopuolella", "utanför EU och EES", "outside the EU and EEA")
ERASED = Text("Tiedot poistetaan.", "Uppgifterna raderas.", "The data are erased.")
IN_THE_NOTICE = Text(
    "{heading} (tietosuojaseloste)", "{heading} (dataskyddsbeskrivningen)", "{heading} (notice)"
)

# The workbook's first sheet
ABOUT_SHEET = Text("Seloste", "Registret", "Record")
ABOUT_COLUMNS = (Text("Tieto", "Uppgift", "Item"), Text("Sisältö", "Innehåll", "Content"))
DOCUMENT = Text("Asiakirja", "Dokument", "Document")
BUSINESS_ID = Text("Y-tunnus", "FO-nummer", "Business ID")
DAY = Text("Päivä, jota seloste kuvaa", "Dagen som registret beskriver", "Day described")
LANGUAGE = Text("Kieli", "Språk", "Language")
OWN_NAME = {"fi": "suomi", "sv": "svenska", "en": "English"}
REGISTERS = Text("Rekisterit", "Register", "Registers")
REGISTER = Text("Rekisteri", "Register", "Register")
MISSING_TEXTS = Text("Puuttuvia tekstejä", "Texter som saknas", "Texts missing")


@dataclass(frozen=True, slots=True)
class PartWords:
    """A table: heading, the article it answers, its sheet's name, columns with their widths."""

    heading: Text
    article: Text
    sheet: Text
    columns: tuple[tuple[Text, int], ...]


def _article(fi: str, sv: str, en: str) -> Text:
    return Text(f"30 artiklan {fi} alakohta", f"Artikel 30.{sv}", f"Article 30{en}")


PARTS: dict[Part, PartWords] = {
    Part.PARTIES: PartWords(
        CONTROLLERS_PART,
        _article("1 kohdan a", "1 a", "(1)(a)"),
        Text("Osapuolet", "Parter", "Parties"),
        (
            (Text("Asema", "Ställning", "Role"), 26),
            (Text("Nimi", "Namn", "Name"), 32),
            (
                Text("Y-tunnus tai muu tunnus", "FO-nummer eller annat nummer", "Business ID"),
                22,
            ),
            (Text("Yhteystiedot", "Kontaktuppgifter", "Contact details"), 40),
            (REGISTERS, 36),
        ),
    ),
    Part.PURPOSES: PartWords(
        Text("Käsittelyn tarkoitukset", "Ändamål", "Purposes"),
        _article("1 kohdan b", "1 b", "(1)(b)"),
        Text("Tarkoitukset", "Ändamål", "Purposes"),
        (
            (Text("Tarkoitus", "Ändamål", "Purpose"), 36),
            (Text("Oikeusperuste", "Rättslig grund", "Legal basis"), 48),
            (Text("Henkilötiedot", "Personuppgifter", "Personal data"), 44),
            (Text("Vastaanottajat", "Mottagare", "Recipients"), 36),
        ),
    ),
    Part.SUBJECTS: PartWords(
        Text("Rekisteröityjen ryhmät", "Kategorier av registrerade", "Categories of data subjects"),
        _article("1 kohdan c", "1 c", "(1)(c)"),
        Text("Rekisteröidyt", "Registrerade", "Data subjects"),
        (
            (Text("Ryhmä", "Kategori", "Category"), 40),
            (Text("Henkilötiedot", "Personuppgifter", "Personal data"), 70),
        ),
    ),
    Part.DATA: PartWords(
        Text("Henkilötietoryhmät", "Kategorier av personuppgifter", "Categories of personal data"),
        _article("1 kohdan c", "1 c", "(1)(c)"),
        Text("Henkilötiedot", "Personuppgifter", "Personal data"),
        (
            (Text("Tiedot", "Uppgifter", "Data"), 36),
            (Text("Tarkemmin", "Närmare", "In detail"), 44),
            (Text("Henkilötietoryhmät", "Kategorier", "Categories"), 36),
            (
                Text(
                    "Käsittelyn erityinen edellytys",
                    "Särskild förutsättning för behandlingen",
                    "Special condition of processing",
                ),
                44,
            ),
        ),
    ),
    Part.RECIPIENTS: PartWords(
        Text("Vastaanottajien ryhmät", "Kategorier av mottagare", "Categories of recipients"),
        _article("1 kohdan d", "1 d", "(1)(d)"),
        Text("Vastaanottajat", "Mottagare", "Recipients"),
        (
            (Text("Vastaanottaja", "Mottagare", "Recipient"), 36),
            (Text("Ryhmä", "Kategori", "Category"), 28),
            (Text("Maa", "Land", "Country"), 20),
            (Text("Tehtävä", "Uppgift", "Task"), 50),
            (Text("Sopimus tai peruste", "Avtal eller grund", "Agreement or ground"), 36),
        ),
    ),
    Part.TRANSFERS: PartWords(
        Text("Siirrot kolmansiin maihin", "Överföringar till tredjeländer", "Transfers"),
        _article("1 kohdan e", "1 e", "(1)(e)"),
        Text("Siirrot", "Överföringar", "Transfers"),
        (
            (Text("Siirto", "Överföring", "Transfer"), 40),
            (Text("Vastaanottaja", "Mottagare", "Recipient"), 30),
            (Text("Maat", "Länder", "Countries"), 24),
            (Text("Siirron peruste", "Grund för överföringen", "Ground for the transfer"), 44),
            (
                Text(
                    "Suojatoimia koskevat asiakirjat",
                    "Dokument om skyddsåtgärderna",
                    "Documents on the safeguards",
                ),
                36,
            ),
        ),
    ),
    Part.RETENTION: PartWords(
        Text("Poistamisen määräajat", "Tidsfrister för radering", "Time limits for erasure"),
        _article("1 kohdan f", "1 f", "(1)(f)"),
        Text("Määräajat", "Tidsfrister", "Time limits"),
        (
            (Text("Tiedot", "Uppgifter", "Data"), 32),
            (Text("Henkilötietoryhmät", "Kategorier", "Categories"), 30),
            (Text("Koskee", "Gäller", "Concerns"), 32),
            (Text("Määräaika", "Tidsfrist", "Time limit"), 48),
            (Text("Peruste", "Grund", "Ground"), 30),
            (Text("Määräajan päätyttyä", "Efter tidsfristen", "After the time limit"), 28),
        ),
    ),
    Part.SECURITY: PartWords(
        Text(
            "Turvatoimien yleinen kuvaus",
            "Allmän beskrivning av säkerhetsåtgärder",
            "Security measures",
        ),
        _article("1 kohdan g", "1 g", "(1)(g)"),
        Text("Turvatoimet", "Säkerhetsåtgärder", "Security measures"),
        (
            (Text("Laji", "Slag", "Kind"), 28),
            (Text("Toimi", "Åtgärd", "Measure"), 80),
        ),
    ),
    Part.SYSTEMS: PartWords(
        Text("Järjestelmät", "System", "Systems"),
        Text(),  # not asked for, but asked about
        Text("Järjestelmät", "System", "Systems"),
        (
            (Text("Järjestelmä", "System", "System"), 40),
            (Text("Toimittaja", "Leverantör", "Supplier"), 36),
            (
                Text("Tietojen säilytysmaa", "Land där uppgifterna lagras", "Country of storage"),
                28,
            ),
        ),
    ),
    Part.SERVED: PartWords(
        PROCESSORS_PART,
        Text("30 artiklan 2 kohta", "Artikel 30.2", "Article 30(2)"),
        Text("Toisen lukuun", "För annans räkning", "For others"),
        (
            (CONTROLLER, 34),
            (Text("Yhteystiedot", "Kontaktuppgifter", "Contact details"), 36),
            (Text("Käsittelyn ryhmät", "Kategorier av behandling", "Categories of processing"), 44),
            (Text("Siirrot kolmansiin maihin", "Överföringar till tredjeländer", "Transfers"), 40),
            (Text("Turvatoimet", "Säkerhetsåtgärder", "Security measures"), 44),
        ),
    ),
}
