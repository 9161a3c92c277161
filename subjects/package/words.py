"""The package's own words, in the person's language."""

from register.texts import Text

TITLE = Text("Sinua koskevat henkilötiedot", "Dina personuppgifter", "Your personal data")
MADE = Text("Tiedot koottu {day}", "Uppgifterna sammanställda den {day}", "Gathered on {day}")
REFERENCE = Text("Pyynnön tunnus", "Begärans nummer", "Reference of the request")
REGISTER = Text("Rekisteri", "Register", "Register")
CONTROLLER = Text("Rekisterinpitäjä", "Personuppgiftsansvarig", "Controller")
ABOUT_PROCESSING = Text(
    "Tietoa käsittelystä", "Information om behandlingen", "About the processing"
)
DATA = Text("Tiedot", "Uppgifter", "Data")
NOTHING = Text("Ei tietoja.", "Inga uppgifter.", "No data.")
USES = Text(
    "Milloin ja miksi tietojasi on käsitelty",
    "När och varför dina uppgifter har behandlats",
    "When and why your data were used",
)
USES_NOTE = Text(
    "Luettelossa ovat ajankohdat ja syyt. Työntekijöiden nimiä ei ilmoiteta.",
    "Förteckningen visar tidpunkter och orsaker. Namnen på de anställda lämnas inte ut.",
    "The list gives the times and the reasons. Names of employees are not given.",
)
NO_USES = Text(
    "Käsittelystä ei ole merkintöjä.",
    "Det finns inga anteckningar om behandling.",
    "No use is recorded.",
)
CARD = Text("Perustiedot", "Grunduppgifter", "Basic details")
WHEN = Text("Ajankohta", "Tidpunkt", "When")
WHAT = Text("Mitä tehtiin", "Vad som gjordes", "What was done")
WHO = Text("Kuka teki", "Vem gjorde det", "Who did it")
WHY = Text("Miksi", "Varför", "Why")
WITHHELD = Text("Ei anneta: {ground}", "Lämnas inte ut: {ground}", "Withheld: {ground}")
LATEST_ONLY = Text(
    "Tässä ovat viimeisimmät {shown} riviä. Kaikki {total} riviä ovat tiedostossa {file}.",
    "Här visas de senaste {shown} raderna. Alla {total} rader finns i filen {file}.",
    "These are the latest {shown} rows. All {total} rows are in the file {file}.",
)
FILES = Text("Tiedostot", "Filer", "Files")
IN_FILES = Text(
    "Samat tiedot ovat myös taulukkoina (csv-kansio) ja koneluettavana tiedostona (data.json).",
    "Samma uppgifter finns också som tabeller (mappen csv) och i maskinläsbar form (data.json).",
    "The same data are also there as tables (folder csv) and for programs (data.json).",
)
NOT_IN_TYPEFACE = Text(
    "Merkki ¤ korvaa merkin, jota tämän tiedoston kirjasin ei tunne. Oikeat merkit ovat "
    "tiedostossa index.html.",
    "Tecknet ¤ ersätter ett tecken som saknas i teckensnittet i denna fil. De rätta tecknen finns "
    "i filen index.html.",
    "The sign ¤ stands for a character that the typeface of this file lacks. The right characters "
    "are in the file index.html.",
)
YES = Text("kyllä", "ja", "yes")
NO = Text("ei", "nej", "no")
MASKED = Text("[peitetty]", "[maskerat]", "[masked]")
MASKED_NOTE = Text(
    "Kohdat, joissa lukee {sign}, on peitetty, koska ne kertovat toisesta henkilöstä "
    "(tietosuoja-asetuksen {article} artiklan 4 kohta).",
    "Ställen med {sign} har maskerats, eftersom de berättar om en annan person "
    "(artikel {article}.4 i dataskyddsförordningen).",
    "Places that read {sign} have been masked, because they tell of another person "
    "(Art. {article}(4) GDPR).",
)


def masked_note(language: str, is_to_move: bool) -> str:
    """Tells that something was masked and why."""
    article = 20 if is_to_move else 15
    return MASKED_NOTE.said_in(language).format(sign=MASKED.said_in(language), article=article)
