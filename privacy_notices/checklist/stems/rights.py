"""Words by which rights are named, and how they are used."""

import re
from typing import NamedTuple

from privacy_notices.checklist.stems.words import STAFF_ONLY, Says, anywhere, either, says
from register.enums import RightKind


class RightSaid(NamedTuple):
    """How a right is named, and what makes a sentence speak of something else."""

    says: Says
    unless: re.Pattern[str] | None = None


# Somebody may do something: a right in all but name.
FI_RIGHT = r"(?<!käyttö)(?<!pääsy)oikeu\w*"
FI_MAY = (
    rf"(?:{FI_RIGHT}|\bvoi(?:t|vat|daan|da)?\b|\bsaa(?:t|vat|da)?\b"
    r"|\b(?:pyytä|pyydä|vaati|vaadi)\w*)"
)
SV_RIGHT = r"\brätt(?:en|ighet\w*)?\b"
SV_MAY = rf"(?:{SV_RIGHT}|\bkan\b|\bfår\b|\bkräva\w*|\bbegära\b|\bbegär att\b|\bbe\b)"
EN_MAY = r"(?:\bright\w*|\bmay\b|\bcan\b|\bask\b|\brequest\b)"
EN_ASK = r"(?:\bright\w*|\bask\b|\brequest(?:ing)? (?:the|that|us|to|your|their)\b|\bdemand\b)"

# Old s. 29 of the Personal Data Act: only erroneous, unnecessary, incomplete or obsolete data.
ONLY_ERRORS = anywhere(r"virheelli|vanhentun|felaktig|föråldra|inaccurate|erroneous|outdated")
FORGOTTEN = anywhere(r"unohdetuksi|glömd|forgotten")
_ALSO_THE_REST = (
    r"(?:ja|tai|sekä) (?:(?!virheelli|vanhentun|puutteelli|tarpeetto)\w+ ){0,3}?"
    r"(?:henkilö)?tieto(?:jen|jensa|jesi|jaan)\s+poist"
    r"|(?:och|eller)\b[^.\n]{0,40}?\b(?:dina|sina|alla)\b[^.\n]{0,20}?rader"
    r"|(?:and|or)\b[^.\n]{0,20}?(?:delete|erase|erasure of) (?:your|their|all)\b"
)
_ERRORS_ALONE = re.compile(
    rf"^(?!.*(?:{_ALSO_THE_REST})).*(?:{ONLY_ERRORS.pattern})", re.IGNORECASE
)

_OBJECTS_TO_MORE = (
    r"vastusta\w* (?:\w+ ){0,4}?käsitte\w*\b"
    r"(?! (?:(?!sekä\b|ja\b|tai\b)\w+ ){0,2}(?:suora)?markkinoin)"
    r"|(?:invändning\w* mot|motsätta (?:sig|dig)) (?:\w+ ){0,3}?behandling\w*\b"
    r"(?! (?:(?!och\b|samt\b)\w+ ){0,2}(?:direkt)?marknadsför)"
    r"|object to (?:\w+ ){0,3}?processing\b"
    r"(?! (?:of (?:\w+ ){1,3})?(?:for|in) (?:direct )?marketing)"
)
_ABOUT_MARKETING = re.compile(
    rf"^(?!.*(?:{_OBJECTS_TO_MORE})).*(?:markkinoin|marknadsför|marketing)", re.IGNORECASE
)

RIGHTS: dict[RightKind, RightSaid] = {
    RightKind.ACCESS: RightSaid(
        says(
            rf"tarkastusoikeu|tarkastus-(?=…oikeu)|tietopyyn"
            rf"|{FI_RIGHT}…(?:pääsy|tutustua|tarkast|tarkist|nähdä|saada (?:tieto|kopio|jäljennö))"
            r"|\b(?:voi(?:t|vat)?|pyytä\w*|pyydä\w*)\b…(?:(?:kopio|jäljennö|nähtävä)\w*…tie(?:to|do)"
            r"|tie(?:to|do)\w*…(?:kopio|jäljennö|nähtävä)"
            r"|(?:tarkastaa|tutustua) (?:\w+ ){0,3}?tie(?:to|do))",
            rf"insynsrätt|{SV_RIGHT}…(?:tillgång|ta del av|bekräftelse|insyn|kopia|granska|få veta"
            r"|kontrollera)"
            rf"|{SV_MAY}…(?:kopia av|få se vilka|granska (?:dina|sina)|ta del av (?:dina|sina)"
            r"|kontrollera (?:dina|sina))",
            r"\bright\w*…(?:access|(?:obtain|receive|get) a copy|inspect|confirmation|know whether"
            r"|see\b)"
            rf"|{EN_MAY}…(?:copy of (?:\w+ ){{0,3}}?(?:data|information)"
            r"|(?:see|inspect|access) (?:your|their)\b)",
        ),
        STAFF_ONLY,
    ),
    RightKind.RECTIFICATION: RightSaid(
        says(
            r"korjaus-(?=…oikeu)|oikaisuoikeu"
            r"|(?:oikeu|vaati|vaadi|pyytä|pyydä)\w*…(?:oikais|korja(?!us(?:tarj|työ|pyyn|huol)))"
            r"|(?:oikeu|vaati|vaadi)\w*…täydent"
            r"|ilmoit\w*…(?:korjaamme|oikaisemme|korjataan|oikaistaan)"
            r"|(?:oikais|korja)\w*…vaatimuks",
            rf"(?:{SV_RIGHT}|kräva\w*|begära\w*|\bbe\b)…(?:rättelse|rättad|rättas|rättat|rätta\b"
            rf"|korriger)|(?:{SV_RIGHT}|kräva\w*)…kompletter|(?:meddela|kontakta)…(?:rättar|korrigerar)"
            r"|rättar\b…(?:yrkande|begäran)",
            rf"{EN_ASK}…(?:rectif|correct)|\b(?:tell|notify|inform) us\b…correct"
            r"|correct\w*…\b(?:at|on|upon)\b…\b(?:demand|request)\b",
        ),
        STAFF_ONLY,
    ),
    RightKind.ERASURE: RightSaid(
        says(
            rf"unohdetuksi|poisto-?oikeu|(?:{FI_RIGHT}|\b(?:vaati|vaadi|pyytä|pyydä)\w*)"
            r"…(?:poist(?:a|o|etu)|hävit)"
            r"|poist(?:amme|etaan)\b…(?:pyynnö|pyyntö|vaatimuks)",
            rf"bortglömd|(?:{SV_RIGHT}|kräva\w*|\bbegära\b|\bbegär att\b|\bbe\b)…(?:rader|utplån"
            r"|tas bort|ta bort)",
            rf"forgotten|{EN_ASK}…(?:eras|delet|remov)",
        ),
        either(_ERRORS_ALONE, STAFF_ONLY),
    ),
    RightKind.RESTRICTION: RightSaid(
        says(
            rf"{FI_MAY}…(?:käsittely\w*…rajoit|rajoit\w*…käsitte)",
            rf"{SV_MAY}…(?:begräns\w*…behandling|behandling\w*…begräns)",
            rf"{EN_MAY}…(?:restrict\w*…process|process\w*…restrict)",
        ),
        STAFF_ONLY,
    ),
    RightKind.PORTABILITY: RightSaid(
        says(
            rf"siirrettävyy|siirto-?oikeu|{FI_MAY}…(?:järjestelmästä toiseen|koneellisesti luettava"
            r"|siir\w*…toise\w* (?:rekisterinpitäj|palvelu|järjestelm|organisaatio|yrity))",
            rf"dataportabilitet|{SV_MAY}…(?:uppgifter\w*…maskinläsbar"
            r"|överför\w*…(?:annan|annat) (?:personuppgiftsansvarig|tjänste|system|bolag|företag))",
            rf"portabilit|{EN_MAY}…(?:machine-readable"
            r"|(?:transmit|transfer|move)\w*…another (?:controller|service|provider))",
        )
    ),
    RightKind.OBJECTION: RightSaid(
        says(
            r"vastustamisoikeu|(?:oikeu\w*|\bvoi(?:t|vat|daan|da)?\b|vaati\w*)…vastusta"
            r"|vastustaa…käsittely",
            r"(?:\brätt|\bkan|\bfår)\b…(?:invändning|invända|motsätta (?:sig|dig))",
            r"\b(?:right|may|can)…(?:to object|object to)|right of objection",
        ),
        _ABOUT_MARKETING,
    ),
    RightKind.MARKETING_BAN: RightSaid(
        says(
            r"(?:oikeu\w*|\bvoi(?:t|vat|da|daan)?\b|\bsaa(?:t|vat)?\b)…(?:kielt|vastusta|estä)\w*"
            r"…markkinoin"
            r"|(?:oikeu\w*|\bvoi\w*)…markkinoin\w*…(?:kieltää|kieltämi|vastusta|estää)"
            r"|markkinoin\w*…(?:\bvoi(?:t|vat|daan|da)?\b|oikeu\w*)…(?:kielt|vastusta|estää)"
            r"|(?:\bvoi(?:t|vat)?\b|oikeu\w*)…markkinointikiel"
            r"|\bet halua…markkinoin\w*…(?:ilmoita|kerro)",
            r"(?:\brätt|\bkan|\bfår)\b…(?:förbjud|förbud|motsätta|invänd|avböj|säga nej)\w*"
            r"…(?:marknadsför|reklam)"
            r"|(?:\brätt|\bkan)\b…(?:marknadsför|reklam)\w*…(?:förbjud|förbud|avböj)"
            r"|\binte vill\b…(?:reklam|marknadsför)\w*…(?:meddela|kontakta|säg)",
            r"\b(?:right|may|can)\b…(?:object|opt out|refuse|prohibit|forbid|stop)\w*…marketing"
            r"|\bdo not want\b…marketing\w*…(?:let us know|tell|contact|inform)",
        )
    ),
    RightKind.CONSENT_WITHDRAWAL: RightSaid(
        says(
            r"suostumu\w*…(?:peruut|peruu|perua|peruminen|vetää\w* takaisin)"
            r"|(?:peruut|peruu|perua)\w* (?:(?!ilman\b)\w+ ){0,4}?suostumu",
            r"samtyck\w*…(?:återkall|återta|(?:dra|ta)\w* tillbaka)"
            r"|(?:återkall|återta|(?:dra|ta)\w* tillbaka)\w*…samtyck",
            r"(?:withdraw|revok|tak\w+ back)\w*…consent|consent\w*…(?:withdraw|revok|tak\w+ back)",
        )
    ),
    RightKind.HUMAN_REVIEW: RightSaid(
        says(
            r"(?:automaatti|automatisoi)\w* päätö\w*…(?:ihmi|riitaut|uudelle)"
            r"|ihmi\w*…(?:automaatti|automatisoi)\w* päätö",
            r"automatisera\w* beslut\w*…(?:omprö|människa|bestrid)",
            r"human intervention|automated (?:individual )?decision\w*…(?:review|contest)",
        )
    ),
    RightKind.COMPLAINT: RightSaid(
        says(
            r"(?:valit(?:us|uks|ta)|kantel|kannel)\w*…(?:valvontaviranomai|tietosuojavaltuut)"
            r"|(?:valvontaviranomai|tietosuojavaltuut)\w*…(?:valit(?:us|uks|ta)|kantel|kannel)"
            r"|(?:saattaa|viedä) (?:\w+ ){0,2}?asia\w*…(?:tietosuojavaltuut|valvontaviranomai)"
            r"|oikeu\w*…saattaa…tietosuojavaltuut",
            r"(?:klagomål|besvär|\bklaga)…(?:tillsynsmyndighet|dataombudsman)"
            r"|(?:tillsynsmyndighet|dataombudsman)\w*…(?:klagomål|besvär)"
            r"|(?:föra|hänskjut)\w* ärende\w*…(?:tillsynsmyndighet|dataombudsman)",
            r"complain\w*…(?:supervisory authorit|ombudsman)"
            r"|\b(?:bring|refer|take)\w*…(?:matter|case)\b…(?:supervisory authorit|ombudsman)",
        )
    ),
}

RIGHT_DENIED: Says = says(
    r"ei(?:vät)? ole oikeutta…(?:rajoit|pääsy|oikais|tarkast|poist)\w*"
    r"|oikeutta…(?:rajoit|pääsy|oikais|tarkast)\w*…\bei ole\b",
    r"(?:har|finns) (?:inte|ingen) rätt…(?:begräns|tillgång|rättelse)\w*",
    r"(?:no|not have the|not have a) right…(?:restrict|access|rectif)\w*",
)

AUTHORITY_NAMED: Says = says(
    r"tietosuojavaltuut\w*", r"dataombudsman\w*", r"data protection ombudsman"
)
HOW_TO_ASK: Says = says(
    r"(?:pyyn|vaatimu|tiedustelu|yhteydenoto|yhteydenotot)\w*…(?:lähet|osoit|tehd|tehtä|toimit"
    r"|esit|voi\b|pyyd)\w*"
    r"|\b(?:tee|lähetä|osoita|toimita|esitä)\b…(?:pyyn|vaatimu)\w*"
    r"|\b(?:ota|ottakaa|ottamalla|ole|olkaa|olemalla) (?:\w+ ){0,3}?yhte(?:yttä|ydessä)"
    r"|\bvoit\b…(?:ottaa|olla) (?:\w+ ){0,3}?yhte(?:yttä|ydessä)"
    r"|(?:ottaa|olla) (?:\w+ )?yhte(?:yttä|ydessä) (?:\w+ )?(?:meihin|rekisterinpitäj"
    r"|asiakaspalvelu|yhteyshenkil|osoittee)\w*"
    r"|ilmoit(?:tamalla|taa|a)…(?:henkilölle|rekisterinpitäjälle|asiakaspalvelu|yhteyshenkilölle)"
    r"|oikeuksi\w*…(?:käyttää|käyttämi)\w*…(?:ottamalla|lähett|sähköposti|lomak)",
    r"(?:begäran|förfrågan|begäranden)…(?:skicka|riktas|lämnas|göras|sända|görs|tillställ)\w*"
    r"|\b(?:skicka|rikta|lämna|sänd)\b…(?:begäran|förfrågan)"
    r"|\bkontakta (?:oss|den personuppgiftsansvarig|kundtjänst|vår|kontaktperson)\w*"
    r"|\b(?:ta kontakt|vända sig|vänd dig|genom att meddela)\b",
    r"(?:request|enquir)\w*…(?:sent|made|addressed|submit|send)\w*"
    r"|\b(?:send|submit|address|make)\b (?:\w+ ){0,3}?request\w*"
    r"|(?<!we )\bcontact(?:ing)? (?:us|our|the (?:controller|contact|register|customer service))\b"
    r"|by (?:notifying|contacting|e-?mail)",
)
CHILDREN_SAID: Says = says(
    r"\b13\b|kolmetoista|kolmentoista|huoltaja",
    r"\b13\b|tretton|vårdnadshavare",
    r"\b13\b|thirteen|guardian|parental",
)
THIRTEEN = anywhere(
    r"\b13\s?-?\s?(?:vuo|år|year)|\b(?:alle|yli|under|över|over|aged?|least) 13\b"
    r"|kolmetoista|kolmentoista|tretton|thirteen"
)
OTHER_AGE: Says = says(
    r"(?:alle )?\b(?:1[0-24-8])[- ]?(?:vuo)\w+",
    r"\b(?:1[0-24-8])[- ]?år\w*",
    r"\b(?:1[0-24-8])[- ]years?\w*",
)
NOT_INFORMED: Says = says(
    r"(?:rekisteröidyi|henkilöi)\w*…\bei (?:erikseen )?(?:informoida|ilmoiteta|tiedoteta|kerrota)"
    r"|\b(?:ei|emme) (?:\w+ ){0,2}?erikseen (?:ilmoita|ilmoiteta|kerro|kerrota|informoi|tiedot)\w*"
    r"|\bemme (?:ilmoita|informoi|tiedota|kerro) erikseen",
    r"(?:registrerade|personer)…(?:inte (?:separat )?(?:informeras|underrättas)"
    r"|(?:informeras|underrättas) inte)",
    r"(?:data subjects|people)…not (?:separately )?(?:informed|notified)",
)
JOINT_SAID: Says = says(
    r"yhteisrekisterinpitä\w*|erillisiä rekisterinpitäj\w*|kukin (?:yhtiö|rekisterinpitäjä)"
    r"|(?:vastaavat|vastuussa)…yhdessä|yhdessä…(?:vastaavat|vastuussa)",
    r"gemensamt personuppgiftsansvar\w*|varje bolag|ansvarar…gemensamt",
    r"joint(?:ly)? controllers?|each company|jointly responsible",
)
DELEGATED: Says = says(
    r"\b\w*(?:tietosuojaperiaat|tietosuojakäytän|tietosuojapolitiik|tiedonohjaussuunnitelma"
    r"|arkistonmuodostussuunnitelma|tietosuojaohje)\w*",
    r"\b\w*(?:dataskyddspolicy|integritetspolicy|dataskyddsprincip|informationsstyrningsplan)\w*",
    r"\b(?:privacy polic|data protection polic|privacy principle|information management plan)\w*",
)
