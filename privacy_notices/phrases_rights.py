"""What each right of the data subject gives (Art. 13–22, 34 and 77): the notice's own sentences."""

from privacy_notices.phrases import Phrase
from register.enums import RightKind
from register.texts import Text

RIGHTS: dict[RightKind, Phrase] = {
    RightKind.INFORMATION: Phrase(
        Text(
            "Rekisteröidyllä on oikeus saada tietoa siitä, miten hänen henkilötietojaan "
            "käsitellään.",
            "Den registrerade har rätt att få information om hur hans eller hennes "
            "personuppgifter behandlas.",
            "Data subjects have the right to be informed about how their personal data are "
            "processed.",
        ),
        Text(
            "Sinulla on oikeus saada tietoa siitä, miten henkilötietojasi käsitellään.",
            "Du har rätt att få information om hur dina personuppgifter behandlas.",
            "You have the right to be informed about how your personal data are processed.",
        ),
    ),
    RightKind.ACCESS: Phrase(
        Text(
            "Rekisteröidyllä on oikeus saada tieto siitä, käsitelläänkö hänen henkilötietojaan, "
            "ja saada jäljennös tiedoista.",
            "Den registrerade har rätt att få veta om hans eller hennes personuppgifter behandlas "
            "och att få en kopia av uppgifterna.",
            "Data subjects have the right to know whether their personal data are processed and "
            "to receive a copy of them.",
        ),
        Text(
            "Sinulla on oikeus saada tieto siitä, käsittelemmekö henkilötietojasi, ja saada "
            "jäljennös tiedoista.",
            "Du har rätt att få veta om vi behandlar dina personuppgifter och att få en kopia av "
            "uppgifterna.",
            "You have the right to know whether we process your personal data and to receive a "
            "copy of them.",
        ),
    ),
    RightKind.RECTIFICATION: Phrase(
        Text(
            "Rekisteröidyllä on oikeus vaatia, että virheelliset tiedot oikaistaan ja "
            "puutteelliset "
            "tiedot täydennetään.",
            "Den registrerade har rätt att kräva att felaktiga uppgifter rättas och att "
            "ofullständiga uppgifter kompletteras.",
            "Data subjects have the right to have inaccurate data rectified and incomplete data "
            "completed.",
        ),
        Text(
            "Sinulla on oikeus vaatia, että virheelliset tietosi oikaistaan ja puutteelliset "
            "tietosi "
            "täydennetään.",
            "Du har rätt att kräva att dina felaktiga uppgifter rättas och att ofullständiga "
            "uppgifter kompletteras.",
            "You have the right to have inaccurate data about you rectified and incomplete data "
            "completed.",
        ),
    ),
    RightKind.ERASURE: Phrase(
        Text(
            "Rekisteröidyllä on oikeus vaatia tietojensa poistamista, jos niiden käsittelylle ei "
            "enää ole perustetta. Oikeutta ei ole siltä osin kuin tietoja on säilytettävä lain "
            "nojalla.",
            "Den registrerade har rätt att få sina uppgifter raderade om det inte längre finns "
            "någon "
            "grund för behandlingen. Rätten gäller inte uppgifter som måste bevaras enligt lag.",
            "Data subjects have the right to have their data erased where there is no longer a "
            "ground for processing them. The right does not cover data that must be kept by law.",
        ),
        Text(
            "Sinulla on oikeus vaatia tietojesi poistamista, jos niiden käsittelylle ei enää ole "
            "perustetta. Oikeutta ei ole siltä osin kuin tietoja on säilytettävä lain nojalla.",
            "Du har rätt att få dina uppgifter raderade om det inte längre finns någon grund för "
            "behandlingen. Rätten gäller inte uppgifter som måste bevaras enligt lag.",
            "You have the right to have your data erased where there is no longer a ground for "
            "processing them. The right does not cover data that must be kept by law.",
        ),
    ),
    RightKind.RESTRICTION: Phrase(
        Text(
            "Rekisteröidyllä on oikeus vaatia käsittelyn rajoittamista esimerkiksi siksi aikaa, "
            "kun tietojen paikkansapitävyys selvitetään.",
            "Den registrerade har rätt att kräva att behandlingen begränsas, till exempel medan "
            "uppgifternas riktighet utreds.",
            "Data subjects have the right to have processing restricted, for example while the "
            "accuracy of the data is verified.",
        ),
        Text(
            "Sinulla on oikeus vaatia käsittelyn rajoittamista esimerkiksi siksi aikaa, kun "
            "tietojesi paikkansapitävyys selvitetään.",
            "Du har rätt att kräva att behandlingen begränsas, till exempel medan uppgifternas "
            "riktighet utreds.",
            "You have the right to have processing restricted, for example while the accuracy of "
            "your data is verified.",
        ),
    ),
    RightKind.PORTABILITY: Phrase(
        Text(
            "Rekisteröidyllä on oikeus saada itse antamansa tiedot koneellisesti luettavassa "
            "muodossa ja siirtää ne toiselle rekisterinpitäjälle, kun käsittely on automaattista "
            "ja "
            "perustuu suostumukseen tai sopimukseen.",
            "Den registrerade har rätt att få de uppgifter som han eller hon har lämnat i ett "
            "maskinläsbart format och att överföra dem till en annan personuppgiftsansvarig när "
            "behandlingen är automatiserad och grundar sig på samtycke eller avtal.",
            "Data subjects have the right to receive the data they have provided in a "
            "machine-readable format and to transmit them to another controller where the "
            "processing is automated and based on consent or contract.",
        ),
        Text(
            "Sinulla on oikeus saada itse antamasi tiedot koneellisesti luettavassa muodossa ja "
            "siirtää ne toiselle rekisterinpitäjälle, kun käsittely on automaattista ja perustuu "
            "suostumukseen tai sopimukseen.",
            "Du har rätt att få de uppgifter som du har lämnat i ett maskinläsbart format och att "
            "överföra dem till en annan personuppgiftsansvarig när behandlingen är automatiserad "
            "och grundar sig på samtycke eller avtal.",
            "You have the right to receive the data you have provided in a machine-readable "
            "format and to transmit them to another controller where the processing is automated "
            "and based on consent or contract.",
        ),
    ),
    RightKind.OBJECTION: Phrase(
        Text(
            "Rekisteröidyllä on oikeus henkilökohtaiseen erityiseen tilanteeseensa liittyvällä "
            "perusteella vastustaa sellaista henkilötietojensa käsittelyä, joka perustuu yleistä "
            "etua koskevaan tehtävään tai oikeutettuun etuun.",
            "Den registrerade har rätt att av skäl som hänför sig till hans eller hennes specifika "
            "situation göra invändningar mot sådan behandling av sina personuppgifter som grundar "
            "sig på en uppgift av allmänt intresse eller på ett berättigat intresse.",
            "Data subjects have the right to object, on grounds relating to their particular "
            "situation, to processing of their personal data that is based on a task in the public "
            "interest or on legitimate interests.",
        ),
        Text(
            "Sinulla on oikeus henkilökohtaiseen erityiseen tilanteeseesi liittyvällä perusteella "
            "vastustaa sellaista henkilötietojesi käsittelyä, joka perustuu yleistä etua koskevaan "
            "tehtävään tai oikeutettuun etuun.",
            "Du har rätt att av skäl som hänför sig till din specifika situation göra invändningar "
            "mot sådan behandling av dina personuppgifter som grundar sig på en uppgift av allmänt "
            "intresse eller på ett berättigat intresse.",
            "You have the right to object, on grounds relating to your particular situation, to "
            "processing of your personal data that is based on a task in the public interest or on "
            "legitimate interests.",
        ),
    ),
    RightKind.MARKETING_BAN: Phrase(
        Text(
            "Rekisteröidyllä on oikeus milloin tahansa ja maksutta kieltää henkilötietojensa "
            "käyttö suoramarkkinointiin ja siihen liittyvään profilointiin.",
            "Den registrerade har rätt att när som helst och avgiftsfritt förbjuda att hans eller "
            "hennes personuppgifter används för direktmarknadsföring och profilering i samband "
            "med den.",
            "Data subjects have the right at any time and free of charge to object to the use of "
            "their personal data for direct marketing and for profiling related to it.",
        ),
        Text(
            "Sinulla on oikeus milloin tahansa ja maksutta kieltää henkilötietojesi käyttö "
            "suoramarkkinointiin ja siihen liittyvään profilointiin.",
            "Du har rätt att när som helst och avgiftsfritt förbjuda att dina personuppgifter "
            "används för direktmarknadsföring och profilering i samband med den.",
            "You have the right at any time and free of charge to object to the use of your "
            "personal data for direct marketing and for profiling related to it.",
        ),
    ),
    RightKind.CONSENT_WITHDRAWAL: Phrase(
        Text(
            "Rekisteröidyllä on oikeus milloin tahansa peruuttaa antamansa suostumus. "
            "Peruuttaminen "
            "ei vaikuta ennen sitä tehdyn käsittelyn lainmukaisuuteen.",
            "Den registrerade har rätt att när som helst återkalla sitt samtycke. Återkallandet "
            "påverkar inte lagligheten av behandling som har skett innan dess.",
            "Data subjects have the right to withdraw their consent at any time. Withdrawal does "
            "not affect the lawfulness of processing carried out before it.",
        ),
        Text(
            "Sinulla on oikeus milloin tahansa peruuttaa antamasi suostumus. Peruuttaminen ei "
            "vaikuta "
            "ennen sitä tehdyn käsittelyn lainmukaisuuteen.",
            "Du har rätt att när som helst återkalla ditt samtycke. Återkallandet påverkar inte "
            "lagligheten av behandling som har skett innan dess.",
            "You have the right to withdraw your consent at any time. Withdrawal does not affect "
            "the lawfulness of processing carried out before it.",
        ),
    ),
    RightKind.HUMAN_REVIEW: Phrase(
        Text(
            "Rekisteröidyllä on oikeus vaatia, että automaattisen päätöksen arvioi ihminen, sekä "
            "oikeus esittää kantansa ja riitauttaa päätös.",
            "Den registrerade har rätt att kräva att ett automatiserat beslut omprövas av en "
            "människa, att framföra sin ståndpunkt och att bestrida beslutet.",
            "Data subjects have the right to obtain human intervention in an automated decision, "
            "to "
            "express their point of view and to contest the decision.",
        ),
        Text(
            "Sinulla on oikeus vaatia, että automaattisen päätöksen arvioi ihminen, sekä oikeus "
            "esittää kantasi ja riitauttaa päätös.",
            "Du har rätt att kräva att ett automatiserat beslut omprövas av en människa, att "
            "framföra din ståndpunkt och att bestrida beslutet.",
            "You have the right to obtain human intervention in an automated decision, to express "
            "your point of view and to contest the decision.",
        ),
    ),
    RightKind.COMPLAINT: Phrase(
        Text(
            "Rekisteröidyllä on oikeus tehdä valitus valvontaviranomaiselle, jos hän katsoo, että "
            "hänen henkilötietojaan käsitellään lainvastaisesti.",
            "Den registrerade har rätt att lämna in klagomål till tillsynsmyndigheten om han eller "
            "hon anser att hans eller hennes personuppgifter behandlas lagstridigt.",
            "Data subjects have the right to lodge a complaint with a supervisory authority if "
            "they consider that their personal data are processed unlawfully.",
        ),
        Text(
            "Sinulla on oikeus tehdä valitus valvontaviranomaiselle, jos katsot, että "
            "henkilötietojasi käsitellään lainvastaisesti.",
            "Du har rätt att lämna in klagomål till tillsynsmyndigheten om du anser att dina "
            "personuppgifter behandlas lagstridigt.",
            "You have the right to lodge a complaint with a supervisory authority if you consider "
            "that your personal data are processed unlawfully.",
        ),
    ),
}
