"""Words by which own text denies what the facts may say."""

from privacy_notices.checklist.stems.facts import OUTSIDE
from privacy_notices.checklist.stems.words import Says, says

_NEG = r"(?:\bei(?:vät)?\b|\bemme\b|\beikä\b)"

PROFILING_DENIED: Says = says(
    rf"{_NEG} (?:[\w,]+ ){{0,4}}?(?:tehdä|tee|käytetä|käytä|suoriteta|suorita|harjoiteta"
    r"|harjoita)\b…profiloin\w*"
    rf"|profiloin\w* {_NEG} (?:\w+ )?(?:tehdä|tee|käytetä|käytä|suoriteta|suorita|harjoiteta|ole)\b"
    rf"|{_NEG} (?:\w+ )?profiloi(?:da)?\b",
    r"(?:\binte\b|\bingen\b|\bvarken\b) (?:\w+ ){0,4}?profiler\w*"
    r"|profilering\w* (?:görs|utförs|används|sker|förekommer) inte|profilerar inte",
    r"\b(?:do|does|is|are|will) not (?:\w+ ){0,4}?profil\w*|\bno profiling\b"
    r"|profiling is not (?:done|carried|used|made|performed)",
)
DECISIONS_DENIED: Says = says(
    rf"{_NEG} (?:[\w,]+ ){{0,4}}?(?:tehdä|tee|käytetä|käytä)\b…automa\w* (?:yksittäis)?päätö\w*"
    rf"|automa\w* (?:yksittäis)?päätö\w* {_NEG} (?:\w+ )?(?:tehdä|tee|käytetä|käytä|ole)\b",
    r"(?:\binte\b|\binga\b|\bvarken\b) (?:\w+ ){0,4}?automatisera\w* (?:individuella )?beslut\w*"
    r"|automatisera\w* beslut\w* (?:fattas|används|görs) inte",
    r"(?:\bnot\b|\bno\b) (?:\w+ ){0,4}?automated (?:individual )?decision\w*",
)
TRANSFER_DENIED: Says = says(
    rf"{_NEG} (?:[\w,]+ ){{0,4}}?(?:siirretä|siirrä|luovuteta|luovuta|viedä|tallenneta)\b"
    rf"…(?:{OUTSIDE['fi']})",
    rf"(?:överförs|överför|lämnas|lämnar|utlämnas) (?:vi )?inte\b…(?:{OUTSIDE['sv']})"
    rf"|\binte (?:överför|lämna)\w*…(?:{OUTSIDE['sv']})",
    rf"\b(?:not|never) (?:be )?(?:transfer|disclos)\w*…(?:{OUTSIDE['en']})",
)
OFFICER_DENIED: Says = says(
    rf"{_NEG} (?:\w+ ){{0,2}}?(?:nimitetty|nimetty|nimenneet|nimittäneet|nimetä|nimittää)\b"
    rf"…tietosuojavastaav\w*"
    rf"|tietosuojavastaav\w* {_NEG} (?:\w+ )?(?:ole|nimetä|nimitetä|tarvita)\b"
    rf"|{_NEG} ole tietosuojavastaav\w*",
    r"(?:inget|inte något) dataskyddsombud\b"
    r"|\binte (?:utsett|utnämnt|utsetts|har)…dataskyddsombud\b"
    r"|dataskyddsombud har inte (?:utsetts|utnämnts)",
    r"\bno data protection officer\b|\bnot (?:been )?(?:designated|appointed|have)…data protection"
    r" officer\b|data protection officer has not been",
)
ONLY_FROM_THE_PERSON: Says = says(
    r"\b(?:vain|ainoastaan|yksinomaan)\b…(?:itseltä|rekisteröidyltä|asiakkaalta|sinulta)\w*"
    rf"|{_NEG} (?:\w+ ){{0,3}}?(?:kerätä|kerää|hanki|hankita|saada|saa)\b…(?:muualta"
    r"|muista lähteistä|ulkopuolisista|kolmansilta)",
    r"\b(?:endast|enbart|bara)\b…(?:av (?:dig|kunden)|den registrerade själv|dig själv)\w*"
    r"|\binte\b…(?:annanstans|andra källor|annat håll)",
    r"\bonly\b…from (?:you|the (?:data subject|customer))\w*|\bnot\b…(?:elsewhere|other sources)",
)
FROM_ELSEWHERE: Says = says(
    r"(?:saada|saamme|kerä|hanki|hae|päivit|tarkist)\w*…(?:kaupparekisteri|väestötieto"
    r"|luottotieto|julkisista|osoitepalvelu|kolmansilta|muilta (?:yrity|rekister)|hakemistopalvelu"
    r"|sosiaalisesta medias)\w*",
    r"(?:fås|får vi|samla|hämta|inhämta|uppdatera)\w*…(?:handelsregist|befolkningsdata"
    r"|kreditupplysning|offentliga|adresstjänst|tredje part|andra företag|sociala medier)\w*",
    r"(?:obtain|collect|receive|updat|come)\w*…(?:trade register|population information"
    r"|credit information|public|address service|third part|other compan|social media)\w*",
)
