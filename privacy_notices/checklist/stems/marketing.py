"""Words of marketing: that it is done, by whom, to whom and when."""

from privacy_notices.checklist.stems.words import Says, says

DIRECT_MARKETING: Says = says(
    r"suoramarkkinoin(?!\w*\s?kiel)\w*",
    r"(?<!förbud mot )\bdirektmarknadsföring(?!sförbud)\w*",
    r"(?<!ban on )(?<!bans on )\bdirect marketing(?! bans?)",
)
MARKETING: Says = says(
    r"\b\w*(?:markkinoin(?!\w*\s?kiel)(?!titutk)\w*|markkinoi(?:da|mme|daan|taan)\b)",
    r"(?<!förbud mot )\b\w*marknadsför(?:a\b|er\b|ing(?!sförbud)\w*)",
    r"(?<!ban on direct )(?<!bans on direct )(?<!ban on )(?<!bans on )\bmarketing\b",
)
_DO_NOT = r"(?:\bei(?:vät)?\b|\bemme\b|\beikä\b)"
_VERBS = r"(?:käytetä|käytä|lähetetä|lähetä|tehdä|tee|harjoiteta|harjoita|kohdenneta|kohdenna)"
MARKETING_DENIED: Says = says(
    rf"{_DO_NOT} (?:[\w,]+ ){{0,4}}?(?:(?:{_VERBS}|luovuteta|luovuta|anneta|anna)\b…markkinoi"
    r"|markkinoi(?:da)?\b)"
    rf"|markkinoin\w*…{_DO_NOT} (?:\w+ ){{0,2}}?{_VERBS}\b",
    r"(?:\binte\b|\bingen\b)(?! har (?:förbj|motsatt))…marknadsför"
    r"|marknadsför\w* (?:används|skickas|görs|sker|bedrivs) inte",
    r"(?:\bnot\b|\bnever\b|\bno\b)(?! (?:refused|objected|opted))…marketing"
    r"|marketing…(?:is|are) not (?:sent|done|carried)",
)
# That we do none ourselves, by any means.
OWN_MARKETING_DENIED: Says = says(
    rf"{_DO_NOT} (?:(?!sähköi)[\w,]+ ){{0,4}}?(?:{_VERBS}\b (?:(?!sähköi|puhelin)\w+ ){{0,4}}?"
    r"(?:suora)?markkinoi|markkinoi(?:da)?\b)",
    r"(?:\binte\b|\bingen\b)(?! har (?:förbj|motsatt)) (?:(?!elektronisk|telefon|lämna)\w+ ){0,5}?"
    r"(?:direkt)?marknadsför",
    r"(?:\bnot\b|\bnever\b|\bno\b)(?! (?:refused|objected|opted|disclose))"
    r" (?:(?!electronic|telephone)\w+ ){0,5}?marketing",
)
AFTER_CONTRACT: Says = says(
    r"(?:suhte|suhde|sopimuk)\w* (?:päätyt|päättymi|päätty)\w*…markkinoi\w*"
    r"|markkinoi\w*…(?:suhte|suhde|sopimuk)\w* (?:päätyt|päättymi|päätty)\w*"
    r"|\bentisi\w+ asiakka\w*…markkinoi\w*",
    r"(?:förhållande|avtal)\w*…(?:upphör|avslut|slut)\w*…marknadsför\w*"
    r"|marknadsför\w*…(?:förhållande|avtal)\w*…(?:upphör|avslut|slut)\w*"
    r"|tidigare kunder…marknadsför\w*",
    r"after the (?:end|termination)…(?:relationship|contract)…marketing"
    r"|marketing…after the (?:end|termination)…(?:relationship|contract)"
    r"|marketing…after…(?:relationship|contract)…(?:ended|terminated|expired)"
    r"|former customers…marketing",
)
ENDS_TOO: Says = says(  # marketing that ends with the contract
    r"markkinoi\w*…(?:lopet|lakkaa|päättyy)", r"marknadsför\w* upphör", r"marketing (?:stops|ends)"
)
PARTNERS_MAY_USE: Says = says(
    r"(?:kumppan|konserni|kolman)\w*…(?:oikeus käyttää|käyttää ja luovut|luovut\w*…edelleen"
    r"|(?:voi|saa)(?:vat)? käyttää…(?:markkinoin|\boma))",
    r"(?:partner|koncern|tredje)\w*…(?:rätt att använda|använda och lämna ut|lämna\w*…vidare"
    r"|får (?:använda|utnyttja)…(?:marknadsför|\begn?a\b|\begen\b))",
    r"(?:partner|third part|group)\w*…(?:right to use|use and disclose|re-?disclose|pass on"
    r"|(?:may|can) use…(?:marketing|their own))",
)
