"""Words by which own text tells who, what, from where, to whom and how long."""

import re

from privacy_notices.checklist.stems.words import (
    BRACKETED,
    EXCEPT,
    NUMBER,
    Says,
    anywhere,
    either,
    says,
)
from privacy_notices.enums import FactKind

# Where no fact is recorded: words by which a section's own text tells it all the same.
TELLS: dict[FactKind, re.Pattern[str]] = {
    FactKind.PURPOSES: anywhere(
        r"tarkoitu|käyt(?:etään|ämme)|varten\b|\bjotta\b|voidakse|ändamål|använd(?:s|er)"
        r"|behandla\w*…\bför att\b|behövs…\bför att\b"
        r"|purpose|\buse[ds]?\b…\b(?:to|for)\b|need\w*…\bto\b"
    ),
    FactKind.DATA_ITEMS: anywhere(
        r"nimi|nimet|nimen|osoit|puhelin|sähköposti|namn|adress|telefon|e-post|\bname|address|phone"
        r"|e-mail|(?:yhteys|tilaus|laskutus|asiakas|maksu|tunniste|perus|osto|sopimus)tie(?:to|do)"
        r"|(?:kontakt|kund|beställnings|fakturerings|betalnings)uppgift"
        r"|(?:contact|order|billing|customer|payment) (?:details|data|information)"
    ),
    FactKind.SOURCES: anywhere(
        r"saada(?:an|mme)|saamme|kerä|lähte|hanki|(?:päivit|tarkist)\w*…(?:sta|stä|lta|ltä)\b|fås"
        r"|får vi|samla|hämta|källa|obtain|collect|source|come from|received from"
    ),
}

# Who, and what

IDENTITY_CODE: Says = says(
    r"henkilötunnu\w*|\bhetu\w*",
    r"personbeteckning\w*|personnummer\w*",
    r"(?:personal identity|national identity) (?:code|number)\w*|personal identification number\w*"
    r"|social security number\w*",
)
AS_IDENTIFICATION: Says = says(
    r"(?:tunnist|varmen|varmis|todist|henkilöllisyy)\w*…henkilötunnu\w*"
    r"|henkilötunnu\w*…(?:tunnist|varmen|varmis|todist|henkilöllisyy)\w*",
    r"(?:identi|verifier|bekräft)\w*…(?:personbeteckning|personnummer)\w*"
    r"|(?:personbeteckning|personnummer)\w*…(?:identi|verifier|bekräft)\w*",
    r"(?:identif|identity|verif)\w*…(?:personal identity code|social security number)"
    r"|(?:personal identity code|social security number)…(?:identif|verif)\w*",
)
OFFICER: Says = says(
    r"tietosuojavastaav\w*", r"dataskyddsombud(?!sman)\w*", r"data protection officer\w*"
)
CONTACT_DETAIL = anywhere(
    r"[\w.+-]+(?:@|\(at\))[\w-]+\.\w+|\+?\d[\d ()/-]{5,}\d|\b\d{5} [^\W\d_]{2,}|\bp(?:l|b) \d+"
)
OBLIGATION_SAID: Says = says(
    r"tietojen antami\w+ (?:on|ei ole|edelly|perustu)"
    r"|(?:tie(?:to|do)|anta|kent)\w*…\bpakolli\w+|\bpakolli\w+ (?:tie(?:to|do)|kent)\w*"
    r"|anta\w*…vapaaehtoi\w+|tie(?:to|do)\w*…vapaaehtoi(?:sta|nen)\b|vapaaehtoi\w+ (?:antaa|tiedot)"
    r"|antamatta jättä\w+|velvolli\w* (?:antaa|luovuttaa|toimittaa|ilmoittaa)\w*"
    r"|(?:jos|mikäli|ellei)\w*…(?:ei|et) (?:anna|luovuta|toimita|ilmoita)\w*"
    r"|ilman (?:näitä |tarvittavia |pyydettyjä )?tietoja"
    r"|\b(?:sinun|asiakkaan|rekisteröidyn) (?:on|tulee|täytyy|pitää) (?:anta|anne|ilmoit)\w*",
    r"skyldig\w* att lämna|lämnande\w* av (?:person)?uppgifter|frivillig\w*…(?:lämna|ge|uppge)\b"
    r"|\b(?:lämna|ge|uppge)\w*…frivillig\w*|obligatorisk\w* (?:uppgift|fält)\w*"
    r"|(?:uppgift|fält)\w*…obligatorisk\w*|(?:om|ifall)…inte (?:lämnar|uppger)|utan dessa uppgifter"
    r"|måste (?:lämna|uppge)",
    r"(?:obliged|required|obligation|have|need) to (?:provide|give)"
    r"|provi(?:ding|sion of)…data…(?:is|voluntary)|\bvoluntar\w+…(?:provid|giv)\w*"
    r"|mandatory (?:field|data|information)\w*|fields?…mandatory|without these data"
    r"|failure to provide",
)

# By machine

GROUPING: Says = says(
    r"\b\w*(?:ryhmittel|kohdenta|kohdente|segmento|analysoi(?:n|da|mme|daan)|pisteyt|kohderyhm)\w*",
    r"\b\w*(?:gruppering|målgrupp|segmenter|inrikta|analyser|poängsätt)\w*"
    r"|rikta\w*…(?:marknadsför|reklam)\w*|(?:marknadsför|reklam)\w*…\brikta\w*",
    r"\b(?:grouping|target(?:ing|ed|s)|segment|analys(?:is of|e)|scoring)\w*",
)
DECISIONS_SAID: Says = says(
    r"automa\w* (?:yksittäis)?päätö\w*|päätö\w*…automaattisesti",
    r"automatisera\w* (?:individuella )?beslut\w*|beslut\w*…automatiskt",
    r"automated (?:individual )?decision\w*|decisions?…automatically",
)
DECISIONS_DONE: Says = says(
    r"(?:tehdään|käytetään|teemme|käytämme)…automa\w* päätö\w*",
    r"(?:används|fattas|använder|fattar)…automatisera\w* beslut\w*",
    r"(?:we|are|is) (?:make|made|use|used)…automated decision\w*",
)
PROFILING_DONE: Says = says(
    r"\bprofiloimme\b|(?:tehdään|teemme|käytämme|käytetään|suoritamme|suoritetaan|harjoitamme)"
    r"…profiloin\w*",
    r"\bprofilerar vi\b|\bvi profilerar\b|(?:görs|gör|används|använder|utförs|utför)…"
    r"profilering\w*",
    r"\bwe profile\b|(?:\bdo\b|\buse[ds]?\b|carr(?:y|ied) out|perform\w*)…profiling",
)

# To whom, and where

# Kinds of recipients that a reader can picture.
RECIPIENT_KINDS: Says = says(
    r"\b\w*(?:viranomai|kumppan|konserni|tytäryhti|emoyhti|perintäyhti|perintätoimist|tilitoimist"
    r"|tilintarkas|kuljetus|kuljetta|logistiik|pankki|pankei|pankil|vakuutusyhti|eläkeyhti|verohal"
    r"|poliisi|ulosotto|kansaneläkel|luottotieto|rahoitusyhti|rahoittaj|tuomioistui|postituspalvelu"
    r"|painotalo|kirjapaino|mainostoimist|markkinointitoimist|lakitoimist|asianajo|pilvipalvelu"
    r"|järjestelmätoimit|ohjelmistotoimit|maksunväli|maksupalvelu|tavarantoimit|jälleenmyy)\w*"
    r"|\bkela\b",
    r"\b\w*(?:myndighet|partner|koncern|dotterbolag|moderbolag|inkasso|bokföringsbyrå|revisor"
    r"|transport|logistik|försäkringsbolag|pensionsbolag|skatteförvaltning|polis|utsökning"
    r"|kreditupplysning|finansieringsbolag|domstol|tryckeri|reklambyrå|advokat|molntjänst"
    r"|systemleverantör|betaltjänst|betalningsförmed|återförsälj)\w*|\bbank\w*|\bposten\b|\bfpa\b",
    r"\b(?:authorit|partner|group compan|subsidiar|parent compan|debt collect|accounting firm"
    r"|accountant|auditor|carrier|courier|logistics|bank|insurance compan|pension|tax admin|police"
    r"|enforcement|credit information|court|printing house|post office|advertising agenc|law firm"
    r"|cloud service|system supplier|payment service|reseller)\w*",
)
# Words that say no more than “somebody works for us”, unless the sentence tells what with.
PROCESSOR_WORDS: Says = says(
    r"alihankki|palvelun\w*tarjoa|palvelu\w* tarjoa|palveluntuotta|henkilötietojen käsittelijä",
    r"underleverantör|tjänsteleverantör|tjänsteproducent|personuppgiftsbiträde",
    r"subcontractor|service provider|processor|supplier",
)
TRADES: Says = says(
    r"kirjanpi|taloushal|laskut|maksu|perin|postit|tulost|painat|järjestelm|ohjelmisto|sovellu"
    r"|ylläpi|pilvi|palvelim|palvelin|\bIT\b|\bit-|tietotek|markkinoin|viestin|uutiskirj"
    r"|asiakaspalvel|puhelin|kuljet|toimitu|logistiik|jakelu|analytiik|varmuuskop|arkisto|vartioin"
    r"|huolto|asennu",
    r"bokför|ekonomi|faktur|betal|inkass|utskick|tryck|system|program|underhåll|moln|server|\bIT\b"
    r"|\bit-|marknadsför|kommunikation|nyhetsbrev|kundtjänst|transport|leverans|logistik|analys"
    r"|säkerhetskop|arkiv|installation",
    r"bookkeep|account|invoic|billing|payment|collection|mailing|printing|system|software"
    r"|maintenance|cloud|server|hosting|\bIT (?:service|support|system)|marketing|newsletter"
    r"|customer service|transport|deliver|logistics|analytics|back-?up|archiv|install",
)
COMPANY_NAMED = re.compile(
    r"\b[A-ZÅÄÖ][\w&.-]*(?: [\w&.-]+){0,3}? (?:Oy|Oyj|Ab|Abp|Ky|Tmi|Ltd|Inc|LLC|GmbH|ApS|Corp)\b"
)
NO_RECIPIENTS: Says = says(
    r"(?:\bei(?:vät)?\b|\bemme\b|\beikä\b) (?:\w+ ){0,3}?(?:luovuteta|luovuta|anneta|anna|jaeta|jaa"
    r"|siirretä|siirrä)\b…(?:\bmuille|ulkopuolisi(?:lle|a taho)|kolmansille|kolmannelle|kenellekään"
    r"|eteenpäin|säännönmukaisesti(?!…ulkopuolel))"
    r"|\bei (?:\w+ )?(?:säännönmukaisesti|eteenpäin) (?:luovuteta|luovuta)\b(?!…ulkopuolel)"
    r"|\bluovutuksia ei (?:ole|tehdä)\b",
    r"(?:lämnas|lämnar|utlämnas|överlåts|överlåter|delas|delar|ges) (?:vi )?inte (?:regelmässigt )?"
    r"(?:ut )?(?:(?:person)?uppgifter(?:na)? )?…(?:andra(?! länder)|utomstående|tredje (?!l)|någon"
    r"|regelmässigt)",
    r"(?:\bnot\b|\bnever\b) (?:be )?(?:regularly )?(?:disclos|shar|giv|sell|sold|pass)\w*"
    r"…(?:other|third part|anyone|outside part|outsiders)",
)
PROCESSORS_SAID: Says = says(
    r"\b\w*(?:ulkoiste|ulkoistaa|alihankki|palveluntarjoaj)\w*",
    r"\b\w*(?:utkontraktera|underleverantör|tjänsteleverantör|personuppgiftsbiträde)\w*",
    r"\b(?:outsourc|subcontract|service provider)\w*",
)

OUTSIDE = {
    "fi": r"(?:\b(?:EU|ETA)\b|\bEuroopan\b|talousalue)[:\w/-]*…ulkopuol(?:el|isi\w+ mai)\w*"
    r"|kolman\w* mai\w*",
    "sv": r"utanför…(?:\bEU\b|\bEES\b|ekonomiska samarbetsområdet|Europeiska)"
    r"|tredje\s?l(?:and|änd)\w*",
    "en": r"outside…(?:\bEU\b|\bEEA\b|European)|third countr\w*",
}
_FAR_COUNTRIES = {
    "fi": r"Yhdysval\w+|\bUSA\b|\bIntia\w*|\bKiina\w*|Venäjä\w*|Britann\w+|Sveitsi\w*|Kanada\w*"
    r"|Japani\w*|Australia\w*|Israeli\w*|Singapor\w+",
    "sv": r"Förenta stat\w+|\bUSA\b|\bIndien\b|\bKina\b|Ryssland|Storbritannien|Schweiz|Kanada"
    r"|\bJapan\b|Australien|\bIsrael\b|Singapore",
    "en": r"United States|\bUSA\b|\bIndia\b|\bChina\b|Russia|United Kingdom|Switzerland|Canada"
    r"|\bJapan\b|Australia|\bIsrael\b|Singapore",
}
OUTSIDE_EEA = anywhere("|".join(OUTSIDE.values()))
NOT_TO_ALL = either(EXCEPT, OUTSIDE_EEA)
MAY_TRANSFER: Says = says(
    r"\b(?:voidaan|saatetaan|saattaa|voi|voimme|siirretään|luovutetaan|siirrämme|siirtyy|sijaitse\w*"
    rf"|tallenn\w*|säilyt\w*|käsitel\w*)\b…(?:{OUTSIDE['fi']}|{_FAR_COUNTRIES['fi']})",
    r"\b(?:kan|kommer att|överförs|överför|lagra\w*|finns|behandla\w*)\b"
    rf"…(?:{OUTSIDE['sv']}|{_FAR_COUNTRIES['sv']})",
    r"\b(?:may|might|are|is|can|will)\b…\b(?:transferred|disclosed|stored|kept|processed|located)\b"
    rf"…(?:{OUTSIDE['en']}|{_FAR_COUNTRIES['en']})",
)

# How long

_UNIT = {
    "fi": r"(?:vuo|kuukau|viik|päiv)\w*",
    "sv": r"(?:år|månad(?:er)?|veck(?:a|or)|dag(?:ar)?|dygn)\b",
    "en": r"(?:year|month|week|day)s?\b",
}
_LENGTH = {
    language: rf"\b(?:{NUMBER[language]}){BRACKETED}{_UNIT[language]}" for language in NUMBER
}
_KEEPING = {
    "fi": r"(?:säilyt|poist|tuho|hävit|arkistoi)\w*",
    "sv": r"(?:lagra|lagring|bevara|bevaring|förvara|förvaring|spara|radera|gallra)\w*",
    "en": r"\b(?:kept|keep|store[sd]?|retain\w*|retention|eras\w*|delet\w*)\b",
}
RETENTION_SAID: Says = says(
    rf"{_KEEPING['fi']}…(?:{_LENGTH['fi']}|\b(?:vuoden|kuukauden)\b|kunnes|saakka|\basti\b"
    r"|\bajan\b(?! tasalla)|\baikaa?\b|niin kauan|niin pitkään|toistaiseksi|pysyvästi"
    r"|\b(?:kun|jälkeen)\b…(?:päätty|päättä|loppu|peruut|eroa\b|ei (?:\w+ )?(?:enää )?tarvit)"
    r"|(?:päätty|päätty\w+|\w+(?:misen|ksen)|vuoden|kuukauden|viikon|päivän) (?:jälkeen|kuluttua))",
    rf"{_KEEPING['sv']}…(?:{_LENGTH['sv']}|tills|så länge|\bden tid\b|permanent"
    r"|\b(?:när|efter att)\b…(?:upphör|avslut|slut|inte längre))",
    rf"{_KEEPING['en']}…(?:{_LENGTH['en']}|\buntil\b|as long as|for (?:a|the) period|permanently"
    r"|\b(?:when|after)\b…(?:\bend|terminat|expire|no longer))",
)
LENGTH_ALONE: Says = says(
    r"(?:vuoden|kuukauden|viikon|päivän) (?:jälkeen|kuluttua|ajan)\b"
    rf"|säilyt\w*…{_LENGTH['fi']}",
    r"efter (?:\w+ )?(?:\(\d+\) )?(?:år|månader|veckor|dagar)\b"
    rf"|(?:lagra|lagring|bevara|förvara|spara)\w*…{_LENGTH['sv']}",
    r"after (?:\w+ )?(?:\(\d+\) )?(?:years|months|weeks|days)\b"
    rf"|\b(?:kept|keep|stored?|retain\w*|retention)\b…{_LENGTH['en']}",
)
EVENT_NAMED = anywhere(
    r"päätt|päätyt|lopu|loppu|viimei|kirjautu|tilau|ostok|lasku(?!t\b|ja\b)|keräämi|tallentami"
    r"|luomise|poisto|upphör|avslut|senaste|insaml|registrer|\bfrån\b|\bfrom\b|since|end of|last "
    r"|after the"
)
SHORT_ACCOUNTING: Says = says(
    r"(?:kuusi|kuuden|\b6)\W+(?:\(6\)\W+)?vuo\w+…tilikauden (?:päätt|lop)\w*"
    r"|tilikauden päätt\w*…(?:kuusi|kuuden|\b6)\W+(?:\(6\)\W+)?vuo\w+"
    r"|\b(?:tositte\w*|laskut|kirjanpitoaineisto\w*) (?:\w+ ){0,3}?(?:säilyt|poist|hävit)\w*…"
    r"(?:\b[1-5]|yhden|kahden|kaksi|kolmen|kolme|neljän|neljä|viiden|viisi)\W+(?:\(\d\)\W+)?vuo\w+",
    r"(?:sex|\b6)\W+(?:\(6\)\W+)?år…räkenskaps\w* (?:utgång|slut)"
    r"|\b(?:verifikat\w*|fakturor\w*|bokföringsmaterial\w*) (?:\w+ ){0,3}?(?:lagra|bevara|förvara"
    r"|spara|radera)\w*…(?:\b[1-5]|\bett|två|tre|fyra|fem)\W+(?:\(\d\)\W+)?år\b",
    r"(?:six|\b6)\W+(?:\(6\)\W+)?years…end of the financial year"
    r"|\b(?:vouchers|invoices|accounting (?:records|material)) (?:\w+ ){0,3}?(?:kept|stored"
    r"|retained|erased)…(?:\b[1-5]|one|two|three|four|five)\W+(?:\(\d\)\W+)?years?\b",
)
SEVERAL_EVENTS: Says = says(
    r"\b\w*(?:päättymise|kontakti|yhteydeno|tilaukse|kirjautumise|ostokse|lasku)\w*(?:sta|stä)"
    r" (?:tai|taikka) (?:\w+ )?\w+(?:sta|stä)\b",
    r"(?:från|efter)…(?:upphör|kontakt|beställning|inloggning|köp)\w* eller…(?:upphör|kontakt"
    r"|beställning|inloggning|köp)\w*",
    r"(?:from|after) the (?:end|last)…\bor (?:from |after )?the (?:end|last)\b",
)
WHICH_COUNTS = anywhere(
    r"kumpi|kumman|sen mukaan|siitä,? (?:mikä|joka)|riippuen|myöhe|myöhä|aikaise|aiemm|ensin"
    r"|beroende|senare|tidigare|först|whichever|later of|earlier of"
)
# Time that is no retention period: of copies, between reviews, for an answer.
NO_PERIOD = anywhere(
    r"varmuuskop|välein|vasta(?:amme|taan|us)|säkerhetskop|mellanrum|svar(?:ar|as)\b|back-?up"
    r"|\bevery\b|\banswer"
)
# A length or an age: a number with its unit, perhaps in brackets: “viiden (5) vuoden”, “aged 13”.
MEASURED = anywhere(
    r"(?<![\w.,])(?:(?<=aged )|(?<=age of )|(?=\d+(?:[.,]\d)?\)?[\s-]?(?:vuo|kuukau|viik|päiv"
    r"|tun(?:ti|nin)"
    r"|minuut|år|månad|veck|dag|timm|minut|year|month|week|day|hour)))(\d{1,3}(?:[.,]\d)?)"
)
