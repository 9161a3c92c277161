"""What letters say of an erasure that was carried out: what went, what stays, how long and why."""

from register.texts import Text

ALL_DATA = Text("kaikki tiedot", "alla uppgifter", "all data")
ERASED = Text(
    "Olemme poistaneet seuraavat tiedot:",
    "Vi har raderat följande uppgifter:",
    "We have erased the following data:",
)
ERASED_ALL = Text(
    "Olemme poistaneet kaikki sinua koskevat tiedot, joita ei alla erikseen mainita.",
    "Vi har raderat alla uppgifter om dig som inte särskilt nämns nedan.",
    "We have erased all data on you that are not named below.",
)
# What no erasure takes along; its own period ends it.
REMAINS = Text(
    "Itse pyyntösi, siihen liittyvät kirjeet ja merkinnät sen käsittelystä säilyvät {kept}.",
    "Själva begäran, breven som hör till den och anteckningarna om hur den har behandlats bevaras "
    "{kept}.",
    "Your request itself, the letters about it and the record of how it was handled are kept "
    "{kept}.",
)
REMAINS_AND_LISTED = Text(
    "Itse pyyntösi, siihen liittyvät kirjeet ja merkinnät sen käsittelystä säilyvät {kept}, ja "
    "estolistallamme säilyy tunniste vähintään {listed}, jotta tietosi eivät palaa rekisteriin "
    "vahingossa.",
    "Själva begäran, breven som hör till den och anteckningarna om hur den har behandlats bevaras "
    "{kept}, och på vår spärrlista finns en identifierare i minst {listed} så att dina uppgifter "
    "inte av misstag kommer tillbaka till registret.",
    "Your request itself, the letters about it and the record of how it was handled are kept "
    "{kept}, and an identifier stays on our suppression list for at least {listed}, so that your "
    "data do not come back into the register by mistake.",
)
AFTER_CLOSING = Text(
    "{span} käsittelyn päättymisestä",
    "i {span} efter att ärendet har avslutats",
    "for {span} after the matter is closed",
)
FOR_NOW = Text("toistaiseksi", "tills vidare", "until further notice")
# One, and several: of how long something is kept.
YEARS = (
    Text("1 vuoden", "1 år", "1 year"),
    Text("{count} vuotta", "{count} år", "{count} years"),
)
MONTHS = (
    Text("1 kuukauden", "1 månad", "1 month"),
    Text("{count} kuukautta", "{count} månader", "{count} months"),
)
DAYS = (
    Text("1 päivän", "1 dag", "1 day"),
    Text("{count} päivää", "{count} dagar", "{count} days"),
)
ANONYMISED = Text(
    "Olemme poistaneet seuraavista tiedoista kaiken, mistä sinut voisi tunnistaa:",
    "Vi har tagit bort allt som du kan identifieras av från följande uppgifter:",
    "We have removed everything by which you could be identified from the following data:",
)
NOTHING = Text(
    "Emme ole voineet poistaa tietojasi.",
    "Vi har inte kunnat radera dina uppgifter.",
    "We have not been able to erase your data.",
)
NONE_LEFT = Text(
    "Sinusta ei ollut enää tietoja, jotka olisimme voineet poistaa.",
    "Det fanns inte längre några uppgifter om dig som vi kunde ha raderat.",
    "There were no data on you any more that we could have erased.",
)
KEPT = Text(
    "Seuraavia tietoja emme ole voineet vielä poistaa:",
    "Följande uppgifter har vi ännu inte kunnat radera:",
    "The following data we have not yet been able to erase:",
)
KEPT_FOR_GOOD = Text(
    "Seuraavia tietoja emme voi poistaa:",
    "Följande uppgifter kan vi inte radera:",
    "The following data we cannot erase:",
)
PARTLY = Text("osa tiedoista", "en del av uppgifterna", "part of the data")
FOR_GOOD = Text(
    "Laki velvoittaa säilyttämään tiedot pysyvästi.",
    "Lagen kräver att uppgifterna bevaras permanent.",
    "The law requires us to keep the data permanently.",
)
NO_DAY_YET = Text(
    "Säilytysajan päättymispäivä ei ole vielä tiedossa, koska aika alkaa vasta myöhemmin "
    "sattuvasta tapahtumasta.",
    "Den dag då bevarandetiden går ut är ännu inte känd, eftersom tiden börjar löpa först vid en "
    "senare händelse.",
    "The day on which the retention period ends is not known yet, because the period begins with "
    "an event that is still to come.",
)
NOBODY_CAN_TELL = Text(
    "Selvitämme vielä, velvoittaako laki säilyttämään nämä tiedot.",
    "Vi utreder ännu om lagen kräver att dessa uppgifter bevaras.",
    "We are still finding out whether the law requires us to keep these data.",
)
CLOCK = Text(
    "Muiden säilytettävien tietojen säilytysaika lasketaan näistä tiedoista.",
    "Bevarandetiden för de övriga uppgifter som bevaras räknas från dessa uppgifter.",
    "The retention period of the other data that are kept is counted from these data.",
)
AFTERWARDS = Text(
    "Poistamme nämä tiedot, kun säilyttämisen peruste lakkaa, ellet ole sitä ennen antanut meille "
    "uusia tietoja esimerkiksi palaamalla asiakkaaksemme.",
    "Vi raderar dessa uppgifter när grunden för att bevara dem upphör, om du inte dessförinnan har "
    "gett oss nya uppgifter, till exempel genom att bli kund på nytt.",
    "We erase these data when the ground for keeping them ends, unless you have given us new data "
    "before that, for example by becoming a customer again.",
)
# Where the law keeps some of them for good.
AFTERWARDS_OTHERS = Text(
    "Pysyvästi säilytettäviä lukuun ottamatta poistamme nämä tiedot, kun säilyttämisen peruste "
    "lakkaa, ellet ole sitä ennen antanut meille uusia tietoja esimerkiksi palaamalla "
    "asiakkaaksemme.",
    "Med undantag för de uppgifter som bevaras permanent raderar vi dessa uppgifter när grunden "
    "för att bevara dem upphör, om du inte dessförinnan har gett oss nya uppgifter, till exempel "
    "genom att bli kund på nytt.",
    "Except for those kept permanently, we erase these data when the ground for keeping them ends, "
    "unless you have given us new data before that, for example by becoming a customer again.",
)
MAY_ASK = Text(
    "Voit milloin tahansa kysyä, mitä tietoja sinusta on vielä jäljellä ja mihin asti säilytämme "
    "ne.",
    "Du kan när som helst fråga vilka uppgifter om dig som ännu finns kvar och hur länge vi "
    "bevarar dem.",
    "You may ask at any time which data on you are still left and until when we keep them.",
)
