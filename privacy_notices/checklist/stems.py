"""Stems by which an author's own words are recognised, in Finnish, Swedish and English.

A sentence counts when the pattern of its language is found and the `unless` is not. In a pattern
“…” stands for some words of the same sentence.
"""

import re
from typing import NamedTuple

from privacy_notices.enums import FactKind
from register.enums import LegalBasisCode, RightKind

Says = dict[str, re.Pattern[str]]


def says(fi: str, sv: str, en: str) -> Says:
    """The three patterns; “…” stands for some words of the same sentence."""
    return {"fi": _compiled(fi), "sv": _compiled(sv), "en": _compiled(en)}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("…", r"[^.\n]{0,120}?"), re.IGNORECASE)


def anywhere(pattern: str) -> re.Pattern[str]:
    """A pattern that serves every language."""
    return _compiled(pattern)


class RightSaid(NamedTuple):
    """How a right is named, and what makes a sentence speak of something else."""

    says: Says
    unless: re.Pattern[str] | None = None


# Old s. 29 of the Personal Data Act: only erroneous, unnecessary, incomplete or obsolete data.
ONLY_ERRORS = anywhere(r"virheelli|vanhentun|felaktig|föråldra|inaccurate|erroneous|outdated")
FORGOTTEN = anywhere(r"unohdetuksi|glömd|forgotten")
DENIED = anywhere(r"\bei(?:vät)?\b|\bemme\b|\binte\b|\bnot\b|\bnever\b")
ABOUT_MARKETING = anywhere(r"markkinoin|marknadsför|marketing")

RIGHTS: dict[RightKind, RightSaid] = {
    RightKind.ACCESS: RightSaid(
        says(
            r"tarkastusoikeu|tarkastus-|tietopyyn"
            r"|oikeu\w*…(?:pääsy|tutustua|tarkast|tarkist|saada (?:tieto|kopio|jäljennö))",
            r"insynsrätt|rätt\w*…(?:tillgång|ta del av|bekräftelse|insyn|kopia|granska)",
            r"right\w*…(?:access|(?:obtain|receive) a copy|inspect|confirmation|know whether)",
        )
    ),
    RightKind.RECTIFICATION: RightSaid(
        says(
            r"korjaus-|oikaisuoikeu|(?:oikeu|vaati|pyytä)\w*…(?:oikais|korja)",
            r"(?:rätt\w*|kräva\w*|begära\w*|\bbe\b)…(?:rättelse|rättad|rättas|rättat|rätta\b"
            r"|korriger)",
            r"(?:right|request|ask)\w*…(?:rectif|correct)",
        )
    ),
    RightKind.ERASURE: RightSaid(
        says(
            r"unohdetuksi|poisto-?oikeu|(?:oikeu|vaatia|pyytää|pyydä)\w*…(?:poist(?:a|o))",
            r"bortglömd|(?:rätt\w*|kräva\w*|begära\w*|\bbe\b)…(?:rader|utplån|tas bort)",
            r"forgotten|(?:right|request|ask)\w*…(?:eras|delet)",
        ),
        ONLY_ERRORS,
    ),
    RightKind.RESTRICTION: RightSaid(
        says(
            r"(?:käsittely|tietojen)\w*…rajoitta(?:mi|a\b|maan)|rajoittaa…käsittely",
            r"begränsning av…behandling|behandling\w*…begräns(?:as|ning|ad)|begränsa…behandling",
            r"restrict(?:ion)?\w*…process|process\w*…restrict",
        )
    ),
    RightKind.PORTABILITY: RightSaid(
        says(
            r"järjestelmästä toiseen|siirrettävyy|koneellisesti luettava|siirto-?oikeu"
            r"|(?:oikeu|vaati)\w*…siirtä\w*…toise",
            r"dataportabilitet|maskinläsbar|överföra…annan personuppgiftsansvarig",
            r"portab|machine-readable|transmit\w*…another controller",
        )
    ),
    RightKind.OBJECTION: RightSaid(
        says(
            r"vastustamisoikeu|(?:oikeu|voi|vaati)\w*…vastusta|vastustaa…käsittely",
            r"(?:rätt|kan)…(?:invändning|invända|motsätta sig)",
            r"(?:right|may|can)…(?:to object|object to)|right of objection",
        ),
        ABOUT_MARKETING,
    ),
    RightKind.MARKETING_BAN: RightSaid(
        says(
            r"(?:oikeu|voi)\w*…(?:kielt|vastusta|estä)\w*…markkinoin"
            r"|(?:oikeu|voi)\w*…markkinoin\w*…(?:kieltä|vastusta|estää)",
            r"(?:rätt|kan)…(?:förbjud|förbud|motsätta|invänd)\w*…marknadsför"
            r"|(?:rätt|kan)…marknadsför\w*…(?:förbjud|förbud)",
            r"(?:right|may|can)…(?:object|opt out|refuse|prohibit|forbid)\w*…marketing",
        )
    ),
    RightKind.CONSENT_WITHDRAWAL: RightSaid(
        says(
            r"suostumu\w*…(?:peruut|peruu|perua|peruminen)|(?:peruut|peruu|perua)\w*…suostumu",
            r"samtyck\w*…(?:återkall|återta|dra\w* tillbaka)"
            r"|(?:återkall|återta|dra\w* tillbaka)\w*…samtyck",
            r"(?:withdraw|revok)\w*…consent|consent\w*…(?:withdraw|revok)",
        )
    ),
    RightKind.HUMAN_REVIEW: RightSaid(
        says(
            r"(?:automaatti|automatisoi)\w* päätö\w*…(?:ihmi|riitaut|uudelleenarvio)",
            r"automatisera\w* beslut…(?:omprö|människa|bestrid)",
            r"human intervention|automated decision\w*…(?:review|contest)",
        )
    ),
    RightKind.COMPLAINT: RightSaid(
        says(
            r"(?:valit|kantel)\w*…(?:valvontaviranomai|tietosuojavaltuut)"
            r"|(?:valvontaviranomai|tietosuojavaltuut)\w*…(?:valit|kantel)"
            r"|oikeu\w*…saattaa…tietosuojavaltuut",
            r"(?:klagomål|besvär|klaga)…(?:tillsynsmyndighet|dataombudsman)"
            r"|(?:tillsynsmyndighet|dataombudsman)\w*…(?:klagomål|besvär)",
            r"complain\w*…(?:supervisory authorit|ombudsman)",
        )
    ),
}

# Legal bases (Art. 6(1)), looked for in sentences that speak of the basis.
BASIS_MENTIONED: Says = says(
    r"oikeusperust|käsittelyperust|käsittelyn\w* perust|6 artikla",
    r"rättslig\w* grund|artikel 6\.1",
    r"legal bas|lawful bas|article 6\(1\)",
)
BASIS: dict[LegalBasisCode, Says] = {
    LegalBasisCode.CONSENT: says(r"suostumu", r"samtyck", r"consent"),
    LegalBasisCode.CONTRACT: says(r"\bsopimu|asiakassopimu", r"\bavtal", r"contract"),
    LegalBasisCode.LEGAL_OBLIGATION: says(
        r"lakisäätei\w*…velvo|lakisäätei\w* velvoi", r"rättslig\w* förplikt", r"legal obligation"
    ),
    LegalBasisCode.VITAL_INTERESTS: says(
        r"elintärke|elintärkei", r"grundläggande intress", r"vital interest"
    ),
    LegalBasisCode.PUBLIC_TASK: says(
        r"yleistä etua|yleisen edun|julkisen vallan",
        r"allmänt intresse|myndighetsutöv",
        r"public interest|official authority",
    ),
    LegalBasisCode.LEGITIMATE_INTERESTS: says(
        r"oikeutet\w* e(?:tu|du|tuj)", r"berättiga\w* intress", r"legitimate interest"
    ),
}
CONSENT_MENTIONED: Says = says(r"suostumu", r"samtyck", r"\bconsent")
# What may stand around a bare “legitimate interest”: no interest is told by it.
INTEREST_FILLERS = anywhere(
    r"oikeutet\w* e(?:tu|du)\w*|berättiga\w* intress\w*|legitimate interests?"
    r"|\b(?:rekisterinpitäjä|kolman|osapuol|henkilötie|käsittely|oikeusperust|tietosuoja-asetu"
    r"|artikla|kohda|alakohda|personuppgift|tredje|part|behandling|rättslig|grund|artikel"
    r"|dataskyddsförordning|controller|third|part|process|personal|legal|bas|article|data)\w*"
    r"|\b(?:on|ovat|tai|ja|sekä|meidän|yhtiön|den|en|är|eller|och|vår|of|the|a|an|is|or|and|our)\b"
    r"|\b(?:gdpr|eu|i|f)\b|[\d\W_]+"
)
MEMBERSHIP: Says = says(
    r"asiakassuh|jäsenyy|jäsensuh|asiallinen yhteys|asialli\w+ yhtey",
    r"kundförhåll|medlemskap|saklig\w* (?:samband|anknytning)",
    r"customer relationship|membership",
)
OF_ORGANISATION: Says = says(
    r"edustama\w* (?:yrity|organisaatio|yhtei|yhdisty)\w*",
    r"(?:företag|organisation|bolag)\w*…som…företräder",
    r"(?:company|organi[sz]ation)…represent",
)
ACT_NAMED = anywhere(
    r"la(?:ki|kia|in|issa|ista|kiin)\b|kaar(?:i|en)\b|§|\d{3,4}/\d{4}|lag(?:en|ens)?\b"
    r"|\w*balk(?:en)?\b|\bact\b|\bcode\b"
)

# Where no fact is recorded: words by which a section's own text tells it all the same.
TELLS: dict[FactKind, re.Pattern[str]] = {
    FactKind.PURPOSES: anywhere(
        r"tarkoitu|käyt(?:etään|ämme)|varten\b|ändamål|använd(?:s|er)|purpose|used? (?:to|for)"
    ),
    FactKind.DATA_ITEMS: anywhere(
        r"nimi|nimet|osoit|puhelin|sähköposti|namn|adress|telefon|e-post|\bname|address|phone|e-mail"
    ),
    FactKind.SOURCES: anywhere(
        r"saada(?:an|mme)|saamme|kerä|lähte|hanki|fås|får vi|samla|källa|obtain|collect|source"
    ),
}

# Purposes and marketing
DIRECT_MARKETING: Says = says(
    r"suoramarkkinoin(?!\w*\s?kiel)\w*", r"direktmarknadsföring\w*", r"direct marketing"
)
MARKETING: Says = says(
    r"\b\w*markkinoin(?!\w*\s?kiel)(?!titutk)\w*", r"\b\w*marknadsföring\w*", r"\bmarketing\b"
)
AFTER_CONTRACT: Says = says(
    r"(?:suhte|suhde|sopimuk)\w* (?:päätyt|päättymi|päätty)\w*…markkinoin\w*"
    r"|markkinoin\w*…(?:suhte|suhde|sopimuk)\w* (?:päätyt|päättymi|päätty)\w*",
    r"(?:förhållande|avtal)\w*…(?:upphör|avslut|slut)\w*…marknadsför\w*"
    r"|marknadsför\w*…(?:förhållande|avtal)\w*…(?:upphör|avslut|slut)\w*",
    r"after the (?:end|termination)…(?:relationship|contract)…marketing"
    r"|marketing…after the (?:end|termination)…(?:relationship|contract)",
)
PARTNERS_MAY_USE: Says = says(
    r"(?:kumppan|konserni|kolman)\w*…(?:oikeus käyttää|käyttää ja luovut|luovut\w* edelleen)",
    r"(?:partner|koncern|tredje)\w*…(?:rätt att använda|använda och lämna ut|lämna\w* vidare)",
    r"(?:partner|third part|group)\w*…(?:right to use|use and disclose|re-?disclose|pass on)",
)
GROUPING: Says = says(
    r"\b\w*(?:ryhmittel|kohdenta|kohdente|segmento|analysoin|pisteyt|kohderyhm)\w*",
    r"\b\w*(?:gruppering|målgrupp|segmenter|inrikta|analyser|poängsätt)\w*",
    r"\b(?:grouping|target(?:ing|ed|s)|segment|analysis of|scoring)\w*",
)
PROFILING_DENIED: Says = says(
    r"(?:\bei(?:vät)?\b|\bemme\b|\beikä\b)…profiloin|profiloin\w*…\b(?:ei|emme)\b",
    r"(?:\binte\b|\bingen\b)…profiler|profiler\w*…\binte\b",
    r"(?:\bnot\b|\bno\b)…profil",
)
DECISIONS_SAID: Says = says(
    r"automa\w* päätö\w*", r"automatisera\w* beslut\w*", r"automated (?:individual )?decision\w*"
)
DECISIONS_DONE: Says = says(
    r"(?:tehdään|käytetään|teemme|käytämme)…automa\w* päätö\w*",
    r"(?:används|fattas|använder|fattar)…automatisera\w* beslut\w*",
    r"(?:we|are|is) (?:make|made|use|used)…automated decision\w*",
)

# Who, what, where from, where to
IDENTITY_CODE: Says = says(
    r"henkilötunnu\w*|\bhetu\w*", r"personbeteckning\w*", r"personal identity code\w*"
)
AS_IDENTIFICATION: Says = says(
    r"(?:tunnist|varmen|varmis|todist|henkilöllisyy)\w*…henkilötunnu\w*"
    r"|henkilötunnu\w*…(?:tunnist|varmen|varmis|todist|henkilöllisyy)\w*",
    r"(?:identi|verifier|bekräft)\w*…personbeteckning\w*"
    r"|personbeteckning\w*…(?:identi|verifier|bekräft)\w*",
    r"(?:identif|identity|verif)\w*…personal identity code"
    r"|personal identity code…(?:identif|verif)\w*",
)
OFFICER: Says = says(
    r"tietosuojavastaav\w*", r"dataskyddsombud(?!sman)\w*", r"data protection officer\w*"
)
CONTACT_DETAIL = anywhere(
    r"[\w.+-]+(?:@|\(at\))[\w-]+\.\w+|\+?\d[\d ()/-]{5,}\d|\b\d{5} [^\W\d_]{2,}|\bp(?:l|b) \d+"
)
RECIPIENTS_NAMED: Says = says(
    r"\b\w*(?:viranomai|alihankki|palveluntarjoa|palveluntuotta|kumppan|konserni|tytäryhti"
    r"|perintäyhti|tilitoimist|kuljetus|pankei|vakuutusyhti|verohalli|poliisi)\w*"
    r"|henkilötietojen käsittelijä\w*",
    r"\b\w*(?:myndighet|underleverantör|tjänsteleverantör|tjänsteproducent|partner|koncern"
    r"|dotterbolag|personuppgiftsbiträde|inkasso|bokföringsbyrå)\w*",
    r"\b(?:authorit|subcontractor|service provider|partner|group compan|subsidiar|processor"
    r"|debt collect|accounting firm)\w*",
)
NO_RECIPIENTS: Says = says(
    r"(?:\bei(?:vät)?\b|\bemme\b) (?:säännönmukaisesti )?(?:luovuteta|luovuta)…"
    r"(?:muille|ulkopuolisille|kolmansille|kenellekään|eteenpäin|säännönmukaisesti)",
    r"(?:lämnas|lämnar|utlämnas) (?:vi )?inte (?:regelmässigt )?(?:ut )?(?:uppgifter )?…"
    r"(?:andra|utomstående|tredje|någon|regelmässigt)",
    r"not (?:regularly )?(?:disclosed|shared|given)…(?:other|third|anyone|outside part)",
)
EXCEPT = anywhere(r"\bkuin\b|paitsi|lukuun ottamatta|\bän\b|\butom\b|\bthan\b|\bexcept\b")
OUTSIDE_EEA = anywhere(
    r"(?:ETA|talousalue|EU)\w*[:\w/-]*…ulkopuol|kolman\w* mai"
    r"|utanför…(?:EU|EES|ekonomiska samarbetsområdet)|tredje\s?l(?:and|änder)"
    r"|outside…(?:EU|EEA|European)|third countr"
)
NOT_TO_ALL = re.compile(f"{EXCEPT.pattern}|{OUTSIDE_EEA.pattern}", re.IGNORECASE)
MAY_TRANSFER: Says = says(
    r"(?:voidaan|saatetaan|saattaa|voi|voimme|siirretään|luovutetaan|siirrämme)\b…(?:ulkopuol"
    r"|kolman\w* mai)",
    r"(?:kan|kommer att|överförs|överför)\b…(?:utanför|tredje)",
    r"(?:may|might|are|is|can|will)\b…(?:transferred|disclosed|stored)…(?:outside|third)",
)
RETENTION_SAID: Says = says(
    r"(?:säilyt|poist|tuhot)\w*…(?:\w*vuo(?:tta|den|sien|si)|kuukau|päivä(?:ä|n)|kunnes|saakka"
    r"|\basti\b|\bajan\b(?! tasalla)|\baikaa?\b|niin kauan|niin pitkään|toistaiseksi|jälkeen"
    r"|kuluttua|pysyvästi)",
    r"(?:lagra|bevara|förvara|spara|radera|gallra)\w*…(?:\bår\b|månad|dag(?:ar)?\b|tills|så länge"
    r"|\b(?:lagrings|förvarings|bevarings)?tid\b|permanent)",
    r"(?:kept|stored|retained|erased|deleted|keep|store|retain)\b…(?:year|month|\bday|until|as long"
    r"|period|permanently)",
)
LENGTH_ALONE: Says = says(
    r"(?:vuoden|kuukauden|viikon|päivän) (?:jälkeen|kuluttua)\b",
    r"efter (?:\w+ )?(?:\(\d+\) )?(?:år|månader|veckor|dagar)\b",
    r"after (?:\w+ )?(?:\(\d+\) )?(?:years|months|weeks|days)\b",
)
EVENT_NAMED = anywhere(
    r"päätt|päätyt|lopu|loppu|viimei|kirjautu|tilau|ostok|lasku|keräämi|tallentami|luomise|poisto"
    r"|upphör|avslut|senaste|insaml|registrer|from the|since|end of|last "
)
SHORT_ACCOUNTING: Says = says(
    r"(?:kuusi|kuuden|6)\W+(?:\(6\)\W+)?vuo\w+…tilikauden (?:päätt|lop)\w*"
    r"|tilikauden päätt\w*…(?:kuusi|kuuden|6)\W+(?:\(6\)\W+)?vuo\w+",
    r"(?:sex|6)\W+(?:\(6\)\W+)?år…räkenskaps\w* (?:utgång|slut)",
    r"(?:six|6)\W+(?:\(6\)\W+)?years…end of the financial year",
)
SEVERAL_EVENTS: Says = says(
    r"\b\w*(?:päättymise|kontakti|yhteydeno|tilaukse|kirjautumise|ostokse|lasku)\w*(?:sta|stä)"
    r" (?:tai|taikka) (?:\w+ )?\w+(?:sta|stä)\b",
    r"från…(?:upphör|kontakt|beställning|inloggning)\w* eller…(?:upphör|kontakt|beställning"
    r"|inloggning)\w*",
    r"from the (?:end|last)…\bor (?:from )?the (?:end|last)\b",
)
WHICH_COUNTS = anywhere(
    r"kumpi|kumman|sen mukaan|siitä,? (?:mikä|joka)|riippuen|myöhe|myöhä|aikaise|aiemm|ensin"
    r"|beroende|senare|tidigare|först|whichever|later of|earlier of"
)
OBLIGATION_SAID: Says = says(
    r"tietojen antami\w+ (?:on|ei ole|edelly|perustu)|\bpakolli\w+|vapaaehtoi\w+|antamatta jättä\w+"
    r"|velvolli\w* (?:antaa|luovuttaa|toimittaa)\w*|(?:jos|mikäli|ellei)\w*…(?:ei|et) (?:anna"
    r"|luovuta|toimita)\w*"
    r"|ilman (?:näitä |tarvittavia )?tietoja",
    r"skyldig\w* att lämna|lämnande av (?:person)?uppgifter|frivillig\w*|obligatorisk\w*"
    r"|(?:om|ifall)…inte lämnar|utan dessa uppgifter",
    r"(?:obliged|required|obligation) to (?:provide|give)|provi(?:ding|sion of)…data…(?:is"
    r"|voluntary)"
    r"|\bvoluntary\b|mandatory|without these data|failure to provide",
)
HOW_TO_ASK: Says = says(
    r"(?:pyyn|vaatimu|tiedustelu|yhteydenoto|yhteydenotot)\w*…(?:lähet|osoit|tehd|tehtä|toimit"
    r"|esit|voi\b|pyyd)\w*"
    r"|(?:otta|ottaa|ottamalla|ota|olla|ole)\w* (?:meihin |siitä )?yhte(?:yttä|ydessä)"
    r"|ilmoit(?:tamalla|taa|a)…(?:henkilölle|rekisterinpitäjälle|asiakaspalvelu|yhteyshenkilölle)"
    r"|oikeuksi\w*…(?:käyttää|käyttämi)\w*…(?:ottamalla|lähett|sähköposti|lomak)",
    r"(?:begäran|förfrågan|begäranden)…(?:skicka|riktas|lämnas|göras|sända|görs|tillställ)\w*"
    r"|(?:kontakta|ta kontakt|vända sig|genom att meddela)\b",
    r"(?:request|enquir)\w*…(?:sent|made|addressed|submit|send)\w*|\bcontact(?:ing)? (?:us|the)\b"
    r"|by (?:notifying|contacting|e-?mail)",
)
CHILDREN_SAID: Says = says(
    r"\b13\b|kolmetoista|huoltaja",
    r"\b13\b|tretton|vårdnadshavare",
    r"\b13\b|thirteen|guardian|parental",
)
THIRTEEN = anywhere(r"\b13\b|\b13-|kolmetoista|kolmentoista|tretton|thirteen")
OTHER_AGE: Says = says(
    r"(?:alle )?\b(?:1[0-24-8])[- ]?(?:vuo)\w+",
    r"\b(?:1[0-24-8])[- ]?år\w*",
    r"\b(?:1[0-24-8])[- ]years?\w*",
)
AUTHORITY_NAMED: Says = says(
    r"tietosuojavaltuut\w*", r"dataombudsman\w*", r"data protection ombudsman"
)
NOT_INFORMED: Says = says(
    r"(?:rekisteröidyi|henkilöi)\w*…\bei (?:erikseen )?(?:informoida|ilmoiteta|tiedoteta|kerrota)",
    r"(?:registrerade|personer)…inte (?:separat )?(?:informeras|underrättas)",
    r"(?:data subjects|people)…not (?:separately )?(?:informed|notified)",
)
JOINT_SAID: Says = says(
    r"yhteisrekisterinpitä\w*|erillisiä rekisterinpitäj\w*|kukin (?:yhtiö|rekisterinpitäjä)",
    r"gemensamt personuppgiftsansvar\w*|varje bolag",
    r"joint(?:ly)? controllers?|each company",
)
DELEGATED: Says = says(
    r"\b\w*(?:tietosuojaperiaat|tietosuojakäytän|tietosuojapolitiik|tiedonohjaussuunnitelma"
    r"|arkistonmuodostussuunnitelma|tietosuojaohje)\w*",
    r"\b\w*(?:dataskyddspolicy|integritetspolicy|dataskyddsprincip|informationsstyrningsplan)\w*",
    r"\b(?:privacy polic|data protection polic|privacy principle|information management plan)\w*",
)
PROCESSORS_SAID: Says = says(
    r"\b\w*(?:ulkoiste|ulkoistaa|alihankki|palveluntarjoaj)\w*",
    r"\b\w*(?:utkontraktera|underleverantör|tjänsteleverantör|personuppgiftsbiträde)\w*",
    r"\b(?:outsourc|subcontract|service provider)\w*",
)
RIGHT_DENIED: Says = says(
    r"ei(?:vät)? ole oikeutta…(?:rajoit|pääsy|oikais|tarkast|poist)\w*"
    r"|oikeutta…(?:rajoit|pääsy|oikais|tarkast)\w*…\bei ole\b",
    r"(?:har|finns) (?:inte|ingen) rätt…(?:begräns|tillgång|rättelse)\w*",
    r"(?:no|not have the|not have a) right…(?:restrict|access|rectif)\w*",
)
# A length or an age: a number with its unit, perhaps in brackets: “viiden (5) vuoden”, “aged 13”.
MEASURED = anywhere(
    r"(?<![\w.,])(?:(?<=aged )|(?<=age of )|(?=\d+(?:[.,]\d)?\)?[\s-]?(?:vuo|kuukau|viik|päiv"
    r"|tun(?:ti|nin)"
    r"|minuut|år|månad|veck|dag|timm|minut|year|month|week|day|hour)))(\d{1,3}(?:[.,]\d)?)"
)


def whole_words(text: str, found: re.Match[str]) -> str:
    """The words of which a part was found, to be quoted."""
    start, end = found.span()
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
