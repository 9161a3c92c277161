"""What letters say of withdrawals, restrictions and reviews, as they were truly carried out.

Whoever is known by a contact point alone is not told whether a card was found by it.
"""

from register.texts import Text

WITHDRAWN_BY_POINT = Text(
    "Emme lähetä suoramarkkinointia siihen osoitteeseen tai numeroon, jonka ilmoitit, minkään "
    "suostumuksen perusteella, jonka olet antanut ennen tätä pyyntöä. Peruuttaminen ei vaikuta "
    "siihen, mitä tietoja on ennen sitä käsitelty suostumuksen perusteella. Jos olet antanut "
    "meille muita suostumuksia, kerro meille, kuka olet, niin peruutamme nekin.",
    "Vi skickar ingen direktmarknadsföring till den adress eller det nummer som du uppgav med stöd "
    "av något samtycke som du har gett före denna begäran. Återkallandet påverkar inte den "
    "behandling som har skett med stöd av samtycket före det. Om du har gett oss andra samtycken, "
    "berätta för oss vem du är, så återkallas också de.",
    "We do not send direct marketing to the address or number that you gave on the basis of any "
    "consent that you gave before this request. The withdrawal does not affect what was processed "
    "on the basis of consent before it. If you have given us other consents, tell us who you are, "
    "and they will be withdrawn, too.",
)
NO_CONSENT = Text(
    "Meillä ei ole voimassa olevaa suostumustasi.",
    "Vi har inget gällande samtycke från dig.",
    "We hold no consent of yours that is in force.",
)
WITHDRAWN = Text(
    "Suostumuksesi on peruutettu, emmekä enää käsittele tietoja sen perusteella. Peruuttaminen ei "
    "vaikuta siihen, mitä tietoja on ennen sitä käsitelty suostumuksen perusteella.",
    "Ditt samtycke har återkallats och vi behandlar inte längre uppgifter med stöd av det. "
    "Återkallandet påverkar inte den behandling som har skett med stöd av samtycket före det.",
    "Your consent is withdrawn, and we no longer process data on the basis of it. The withdrawal "
    "does not affect what was processed on the basis of consent before it.",
)
OBJECTION = Text(
    "Olemme lopettaneet käsittelyn, jota vastustit. Säilytämme tiedot mutta emme käytä niitä, ja "
    "ilmoitamme sinulle, ennen kuin tämä rajoitus päättyy. Voit myös pyytää tietojen poistamista "
    "(tietosuoja-asetuksen 17 artiklan 1 kohdan c alakohta).",
    "Vi har upphört med den behandling som du invände mot. Vi bevarar uppgifterna men använder dem "
    "inte, och vi meddelar dig innan denna begränsning upphör. Du kan också begära att uppgifterna "
    "raderas (artikel 17.1 c i dataskyddsförordningen).",
    "We have stopped the processing to which you objected. We store the data but do not use them, "
    "and we will tell you before this restriction ends. You can also ask for the data to be erased "
    "(Article 17(1)(c) of the GDPR).",
)
OBJECTION_HERE = Text(
    "Olemme lopettaneet tässä järjestelmässä käsittelyn, jota vastustit. Säilytämme tiedot mutta "
    "emme käytä niitä, ja ilmoitamme sinulle, ennen kuin tämä rajoitus päättyy. Voit myös pyytää "
    "tietojen poistamista (tietosuoja-asetuksen 17 artiklan 1 kohdan c alakohta).",
    "Vi har i detta system upphört med den behandling som du invände mot. Vi bevarar uppgifterna "
    "men använder dem inte, och vi meddelar dig innan denna begränsning upphör. Du kan också "
    "begära att uppgifterna raderas (artikel 17.1 c i dataskyddsförordningen).",
    "We have stopped the processing to which you objected in this system. We store the data but do "
    "not use them, and we will tell you before this restriction ends. You can also ask for the "
    "data to be erased (Article 17(1)(c) of the GDPR).",
)
NOBODY_LEFT = Text(
    "Käsittelyä ei ole enää tarpeen rajoittaa, koska tiedot on poistettu.",
    "Behandlingen behöver inte längre begränsas eftersom uppgifterna har raderats.",
    "The processing no longer needs to be restricted, because the data have been erased.",
)
NOBODY_LEFT_HERE = Text(
    "Käsittelyä ei ole enää tarpeen rajoittaa tässä järjestelmässä, koska tiedot on poistettu "
    "siitä.",
    "Behandlingen behöver inte längre begränsas i detta system eftersom uppgifterna har raderats "
    "ur det.",
    "The processing no longer needs to be restricted in this system, because the data have been "
    "erased from it.",
)
REVIEWED_BY = Text(
    "Automaattisesti tehdyn päätöksen on arvioinut uudelleen {name}.",
    "Det beslut som fattades automatiskt har omprövats av {name}.",
    "The decision that was made automatically has been reviewed by {name}.",
)
WHILE_WEIGHED = Text(
    "Rajoitimme tietojesi käsittelyä siksi ajaksi, kun arvioimme vastustamistasi. Rajoitus päättyy "
    "aikaisintaan {day}.",
    "Vi begränsade behandlingen av dina uppgifter medan vi prövade din invändning. Begränsningen "
    "upphör tidigast {day}.",
    "We restricted the processing of your data while we weighed your objection. The restriction "
    "ends on {day} at the earliest.",
)
RECIPIENTS_TOLD_OF_END = Text(
    "Kun rajoitus on päättynyt, ilmoitamme siitä myös niille, joille olemme ilmoittaneet "
    "rajoituksesta.",
    "När begränsningen har upphört meddelar vi det också till dem som vi har underrättat om den.",
    "Once the restriction has ended, we also tell those whom we have told of it.",
)
RESTRICTION_ENDS = Text(
    "Olemme rajoittaneet tietojesi käsittelyä {since} alkaen. Rajoitus päättyy aikaisintaan {day}. "
    "Ilmoitamme siitä sinulle etukäteen (tietosuoja-asetuksen 18 artiklan 3 kohta). Kun rajoitus "
    "on päättynyt, käsittelemme tietojasi taas niihin tarkoituksiin, joihin ne on kerätty.",
    "Vi har begränsat behandlingen av dina uppgifter från och med {since}. Begränsningen upphör "
    "tidigast {day}. Vi meddelar dig detta på förhand (artikel 18.3 i dataskyddsförordningen). När "
    "begränsningen har upphört behandlar vi åter dina uppgifter för de ändamål som de har samlats "
    "in för.",
    "We have restricted the processing of your data since {since}. The restriction ends on {day} "
    "at the earliest. We tell you of it in advance (Article 18(3) of the GDPR). Once it has ended "
    "we process your data again for the purposes for which they were collected.",
)
