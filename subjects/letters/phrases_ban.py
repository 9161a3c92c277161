"""What letters say of a marketing ban: through which channels it holds, and for whose marketing.

To somebody of whom only a contact point is known the same is said whether or not it is on a card,
and whether or not others share it.
"""

from collections.abc import Mapping

from register.enums import MarketingChannel, MarketingScope
from register.texts import Text

BAN_WITHOUT_DATA = Text(
    "Rekistereissämme ei ole tietoja, joiden perusteella sinulle voisi lähettää "
    "suoramarkkinointia.",
    "I våra register finns inga uppgifter med vilka direktmarknadsföring kunde riktas till dig.",
    "Our registers hold no data by which direct marketing could be sent to you.",
)
BAN_ENDED = Text(
    "Kieltosi ei ole enää voimassa, koska suoramarkkinointi on sen jälkeen sallittu uudelleen.",
    "Ditt förbud gäller inte längre, eftersom direktmarknadsföring har tillåtits på nytt därefter.",
    "Your ban is no longer in force, because direct marketing has been allowed again since.",
)
COVERS_ALL = Text(
    "Se kattaa kaikki kanavat: postin, puhelimen, sähköpostin, tekstiviestit, sovellusten viestit "
    "ja kohdentamisen sosiaalisessa mediassa. Se koskee omaa, konsernimme ja "
    "yhteistyökumppaniemme markkinointia sekä mielipide- ja markkinatutkimuksia.",
    "Det omfattar alla kanaler: post, telefon, e-post, textmeddelanden, meddelanden i appar och "
    "riktad reklam i sociala medier. Det gäller vår egen, vår koncerns och våra samarbetspartners "
    "marknadsföring samt opinions- och marknadsundersökningar.",
    "It covers all channels: post, phone, e-mail, text messages, messages in applications and "
    "targeting in social media. It applies to our own marketing, to that of our group and of our "
    "partners, and to opinion and market research.",
)
COVERS_PART = Text(
    "Se kattaa seuraavat: {what}. Muuta suoramarkkinointia se ei koske.",
    "Det omfattar följande: {what}. Annan direktmarknadsföring gäller det inte.",
    "It covers the following: {what}. It does not apply to other direct marketing.",
)
COVERS_TOLD = Text(
    "Se koskee niitä yhteystietoja, jotka ilmoitit. Niitä ei käytetä meidän, konsernimme eikä "
    "yhteistyökumppaniemme suoramarkkinointiin eikä mielipide- tai markkinatutkimuksiin. Jos "
    "haluat kieltää suoramarkkinoinnin myös muilla yhteystiedoilla tai muissa kanavissa, kerro "
    "meille, kuka olet.",
    "Det gäller de kontaktuppgifter som du uppgav. De används inte för vår egen, vår koncerns "
    "eller våra samarbetspartners direktmarknadsföring och inte heller för opinions- eller "
    "marknadsundersökningar. Om du vill förbjuda direktmarknadsföring också med andra "
    "kontaktuppgifter eller i andra kanaler, berätta för oss vem du är.",
    "It covers the contact details that you gave. They are used neither for direct marketing of "
    "our own, of our group or of our partners nor for opinion or market research. If you want to "
    "forbid direct marketing by other contact details or in other channels, too, tell us who you "
    "are.",
)
CHANNELS: Mapping[MarketingChannel, Text] = {
    MarketingChannel.POST: Text("posti", "post", "post"),
    MarketingChannel.PHONE: Text("puhelin", "telefon", "phone"),
    MarketingChannel.EMAIL: Text("sähköposti", "e-post", "e-mail"),
    MarketingChannel.SMS: Text("tekstiviestit", "textmeddelanden", "text messages"),
    MarketingChannel.APP: Text(
        "sovellusten viestit", "meddelanden i appar", "messages in applications"
    ),
    MarketingChannel.SOCIAL_MEDIA: Text(
        "kohdentaminen sosiaalisessa mediassa",
        "riktad reklam i sociala medier",
        "targeting in social media",
    ),
}
SCOPES: Mapping[MarketingScope, Text] = {
    MarketingScope.OWN: Text("oma markkinointimme", "vår egen marknadsföring", "our own marketing"),
    MarketingScope.GROUP: Text(
        "konsernimme markkinointi", "vår koncerns marknadsföring", "marketing of our group"
    ),
    MarketingScope.PARTNERS: Text(
        "yhteistyökumppaniemme markkinointi",
        "våra samarbetspartners marknadsföring",
        "marketing of our partners",
    ),
    MarketingScope.RESEARCH: Text(
        "mielipide- ja markkinatutkimukset",
        "opinions- och marknadsundersökningar",
        "opinion and market research",
    ),
}
