"""Words of legal bases, looked for in sentences that speak of the basis (Art. 6(1))."""

from privacy_notices.checklist.stems.words import Says, anywhere, says
from register.enums import LegalBasisCode

BASIS_MENTIONED: Says = says(
    r"oikeusperust|käsittelyperust|käsittelyn\w* perust|6 artikla|käsittely\w*…\bperustu"
    r"|\bperuste(?:et|ena|ina)?\b"
    r"|käsit\w*…(?:suostumu|sopimu|velvoit|velvollisuu|edu)\w* (?:perusteella|nojalla)"
    r"|(?:suostumu|sopimu|velvoit|velvollisuu|edu)\w* (?:perusteella|nojalla)…käsit",
    r"rättslig\w* grund|artikel 6\.1|behandling\w*…(?:grundar sig|grundas|baserar sig|baseras) på"
    r"|\bgrund(?:en|er|erna)? (?:för|till) behandling|\bgrunden är\b"
    r"|behandla\w*…(?:med stöd av|på basis av|på grundval av)",
    r"legal bas|lawful bas|article 6\(1\)|process\w*…(?:based|rel(?:ies|y)) on"
    r"|process\w*…on the basis|\bbasis (?:for|of) (?:the )?processing",
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
    r"|\b(?:rekisterinpitäjä|kolman|osapuol|henkilötie|käsitte|oikeusperust|perust|tietosuoja-asetu"
    r"|artikla|kohda|kohta|alakohda|alakohta|mukai|personuppgift|tredje|part|behandl|rättslig|grund"
    r"|artikel|dataskyddsförordning|controller|third|part|process|personal|legal|bas|article|data"
    r"|rel(?:y|ies))\w*"
    r"|\b(?:on|ovat|tai|ja|sekä|meidän|yhtiön|den|det|en|ett|är|eller|och|vår|vårt|sig|på|enligt|av"
    r"|of|the|a|an|is|or|and|our|under|by)\b"
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
