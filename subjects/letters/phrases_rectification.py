"""What the decision says of corrections, and of those who were told of them (Art. 16, 19)."""

from collections.abc import Mapping

from register.texts import Text
from subjects.enums import Ground

CORRECTED = Text(
    "Olemme oikaisseet seuraavat tiedot:",
    "Vi har rättat följande uppgifter:",
    "We have rectified the following data:",
)
CORRECTED_HERE = Text(
    "Olemme oikaisseet seuraavat tiedot tässä järjestelmässä:",
    "Vi har rättat följande uppgifter i detta system:",
    "We have rectified the following data in this system:",
)
STATEMENT_ADDED = Text(
    "Olemme liittäneet tietoihisi oman selvityksesi.",
    "Vi har fogat din egen redogörelse till dina uppgifter.",
    "We have added your own statement to your data.",
)
NOT_CORRECTED: Mapping[str, Text] = {
    Ground.DATA_CORRECT: Text(
        "Tieto on oikein (tietosuoja-asetuksen 16 artikla).",
        "Uppgiften är riktig (artikel 16 i dataskyddsförordningen).",
        "The datum is correct (Article 16 of the GDPR).",
    ),
    Ground.NOTHING_HELD: Text(
        "Rekisterissämme ei ole tällaista tietoa.",
        "Det finns ingen sådan uppgift i vårt register.",
        "Our register holds no such datum.",
    ),
}
OWN_STATEMENT = Text(
    "Voit pyytää, että tietoihin liitetään oma selvityksesi.",
    "Du kan begära att din egen redogörelse fogas till uppgifterna.",
    "You can ask that your own statement be added to the data.",
)

# Recipients

TOLD = Text(
    "Olemme ilmoittaneet tästä niille, jotka ovat saaneet tietojasi meiltä:",
    "Vi har underrättat dem som har fått dina uppgifter av oss:",
    "We have told those who have received your data from us:",
)
TO_BE_TOLD = Text(
    "Ilmoitamme tästä vielä seuraaville, jotka ovat saaneet tietojasi meiltä:",
    "Vi underrättar ännu följande, som har fått dina uppgifter av oss:",
    "We have yet to tell the following, who have received your data from us:",
)
NOT_TOLD = Text(
    "Emme ilmoita tästä seuraaville, koska se on mahdotonta tai vaatisi kohtuuttomia ponnisteluja "
    "(tietosuoja-asetuksen 19 artikla):",
    "Vi underrättar inte följande, eftersom det är omöjligt eller skulle medföra en "
    "oproportionell ansträngning (artikel 19 i dataskyddsförordningen):",
    "We do not tell the following, because it is impossible or would involve disproportionate "
    "effort (Article 19 of the GDPR):",
)
