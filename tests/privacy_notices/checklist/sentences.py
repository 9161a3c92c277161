"""Sentences of offices, by hand: which of them break a rule and which do not.

Each stands alone in a section that answers for the kinds given, in a register that records nothing
else but what `changes` add. "!" is a finding of the rule, "." is none.
"""

from typing import NamedTuple

from tests.privacy_notices.checklist.changes import Change, add, put

CONSENT = add("legal_bases", key="suostumus", basis="a")
CONTRACT = add("legal_bases", key="sopimus", basis="b")
MARKETING = add("purposes", key="mainonta", name="mainonta", direct_marketing=True)
INDIRECT = add("data_subjects", key="muut", name="muut", customer_relationship=False)
NO_PROFILING = add("automated_processing", key="profilointi", kind="profiling", state="none")
TWO_COMPANIES = add("controllers", key="toinen", name="Toinen Oy")
FOR_CHILDREN = put("register", offered_to_children=True)


def beside(kind: str) -> Change:
    """Another section, which answers for `kind` and says nothing to the point."""

    def change(whole: dict) -> None:  # type: ignore[type-arg] # plain YAML
        quiet = {"fi": "Tästä tässä.", "sv": "Om detta här.", "en": "About this here."}
        content = [{"text": {**quiet}}]
        section = {"key": "muu", "heading": quiet, "kinds": [kind], "content": content}
        whole["notice"]["sections"].append(section)

    return change


class Said(NamedTuple):
    """One rule; `about` where it reads sentences of several sorts."""

    id: str
    kinds: tuple[str, ...]
    changes: tuple[Change, ...]
    sentences: str
    about: str = ""


SAID = [
    # Who
    Said(
        "art13-1b",
        ("contacts",),
        (),
        """
        fi ! Meillä on tietosuojavastaava.
        fi ! Tietosuojavastaavamme auttaa tietosuojaa koskevissa kysymyksissä.
        fi ! Yhtiö on nimennyt tietosuojavastaavan.
        fi . Tietosuojavastaava: dpo@mallila.example
        fi . Tietosuojavastaavan tavoittaa numerosta 029 123 4567.
        fi . Tietosuojavastaavaa ei ole nimitetty.
        fi . Emme ole nimenneet tietosuojavastaavaa.
        fi . Noudatamme tietosuojavaltuutetun ohjeita.
        sv ! Vi har ett dataskyddsombud.
        sv ! Vårt dataskyddsombud hjälper dig gärna.
        sv . Vårt dataskyddsombud nås på dpo@mallila.example.
        sv . Vi har inget dataskyddsombud.
        sv . Dataombudsmannen övervakar oss.
        en ! We have a data protection officer.
        en ! Our data protection officer helps you.
        en . Contact our data protection officer at dpo@mallila.example.
        en . We have no data protection officer.
        en . A data protection officer has not been designated.
        """,
    ),
    Said(
        "contact-person",
        ("contacts",),
        (),
        """
        fi . Ota yhteyttä: asiakaspalvelu@mallila.example
        fi . Yhteyshenkilö on Aino Keksitty, puhelin 040 123 4567.
        fi . Kirjeet: PL 12, 00100 Helsinki
        fi ! Kysy meiltä lisää.
        fi ! Otamme mielellämme palautetta vastaan.
        fi ! Vastaamme kysymyksiin arkisin kello 9–16.
        sv . Kontakta oss på kundtjanst@mallila.example.
        sv . Kontaktperson: Aino Keksitty, telefon 040 123 4567
        sv ! Fråga oss gärna.
        sv ! Vi svarar på vardagar.
        en . Write to service@mallila.example.
        en . Contact: Aino Keksitty, phone +358 40 123 4567
        en ! Please ask us.
        en ! We answer on weekdays.
        """,
    ),
    Said(
        "art26-2",
        ("controllers",),
        (TWO_COMPANIES,),
        """
        fi . Yhtiöt ovat yhteisrekisterinpitäjiä.
        fi . Yhtiöt ovat erillisiä rekisterinpitäjiä.
        fi . Kukin yhtiö vastaa omasta rekisteristään.
        fi . Yhtiöt vastaavat rekisteristä yhdessä.
        fi ! Yhtiöt kuuluvat samaan konserniin.
        fi ! Rekisterinpitäjät ovat Mallila Oy ja Toinen Oy.
        fi ! Yhtiöt palvelevat asiakkaita yhdessä.
        sv . Bolagen är gemensamt personuppgiftsansvariga.
        sv . Varje bolag svarar för sitt eget register.
        sv ! Bolagen hör till samma koncern.
        sv ! Personuppgiftsansvariga är Mallila Oy och Toinen Oy.
        en . The companies are joint controllers.
        en . Each company is a controller of its own.
        en ! The companies belong to the same group.
        en ! The controllers are Mallila Oy and Toinen Oy.
        """,
    ),
    # Why
    Said(
        "art13-1c-purpose",
        ("purposes",),
        (),
        """
        fi . Käytämme tietoja laskutukseen.
        fi . Tietoja käytetään asiakassuhteen hoitamiseen.
        fi . Henkilötietoja käsitellään tilausten toimittamista varten.
        fi . Käsittelyn tarkoituksena on palvelujen tuottaminen.
        fi . Tarvitsemme tietoja, jotta voimme toimittaa tilauksen.
        fi ! Tästä kerromme myöhemmin.
        fi ! Tietoja käsitellään luottamuksellisesti.
        sv . Uppgifterna används för fakturering.
        sv . Vi behandlar uppgifter för att kunna leverera beställningar.
        sv . Ändamålet är att sköta kundförhållandet.
        sv ! Vi berättar om detta senare.
        en . We use the data for invoicing.
        en . The purpose is to manage orders.
        en . Your data are needed to deliver your order.
        en ! We will tell about this later.
        """,
    ),
    Said(
        "art13-1c-basis",
        ("legal_bases",),
        (),
        """
        fi . Käsittelyn oikeusperuste on sopimus.
        fi . Käsittely perustuu rekisterinpitäjän oikeutettuun etuun.
        fi . Käsittelemme tietoja suostumuksesi perusteella.
        fi . Peruste on lakisääteinen velvoite.
        fi . Tietoja käsitellään asiakassopimuksen nojalla.
        fi ! Käsittelemme tietoja huolellisesti.
        fi ! Tiedot saadaan asiakkaalta hänen suostumuksellaan.
        fi ! Sopimus tehdään kirjallisesti.
        sv . Behandlingen grundar sig på avtal.
        sv . Den rättsliga grunden är den personuppgiftsansvariges berättigade intresse.
        sv . Vi behandlar uppgifterna med stöd av ditt samtycke.
        sv ! Uppgifterna fås av kunden med kundens samtycke.
        sv ! Vi behandlar uppgifterna omsorgsfullt.
        en . The legal basis is a contract.
        en . Processing is based on our legitimate interests.
        en . We process the data on the basis of your consent.
        en ! The data come from the customer with their consent.
        en ! We handle your data with care.
        """,
    ),
    Said(
        "art13-1d",
        ("legal_bases",),
        (),
        """
        fi ! Käsittelyn oikeusperuste on rekisterinpitäjän oikeutettu etu.
        fi ! Käsittely perustuu oikeutettuun etuun.
        fi ! Oikeusperuste on tietosuoja-asetuksen 6 artiklan 1 kohdan f alakohta, oikeutettu etu.
        fi . Oikeusperuste on oikeutettu etu hoitaa asiakassuhdetta.
        fi . Käsittelyn peruste on oikeutettu etumme markkinoida palvelujamme.
        fi . Perusteena on oikeutettu etu, joka on palvelujen turvallisuuden varmistaminen.
        sv ! Den rättsliga grunden är ett berättigat intresse.
        sv ! Behandlingen grundar sig på vårt berättigade intresse enligt artikel 6.1 f.
        sv . Den rättsliga grunden är vårt berättigade intresse att sköta kundförhållandet.
        sv . Grunden är vårt berättigade intresse av att förebygga missbruk.
        en ! The legal basis is a legitimate interest.
        en ! Processing is based on our legitimate interests under Article 6(1)(f) GDPR.
        en . The legal basis is our legitimate interest in managing the customer relationship.
        en . Processing is based on our legitimate interest to prevent fraud.
        """,
    ),
    Said(
        "membership-not-basis",
        ("legal_bases",),
        (),
        """
        fi ! Käsittelyn perusteena on asiakassuhde.
        fi ! Oikeusperuste on jäsenyys yhdistyksessä.
        fi ! Käsittely perustuu asiakassuhteeseen.
        fi . Asiakassuhde päättyy, kun sopimus irtisanotaan.
        fi . Oikeusperuste on asiakassuhteen hoitamista koskeva sopimus.
        fi . Käsittelyn peruste on oikeutettu etu hoitaa asiakassuhdetta.
        sv ! Grunden för behandlingen är kundförhållandet.
        sv ! Den rättsliga grunden är medlemskapet.
        sv . Kundförhållandet börjar när du beställer.
        sv . Den rättsliga grunden är avtalet om kundförhållandet.
        en ! The legal basis is the customer relationship.
        en ! Processing is based on membership.
        en . The customer relationship begins with an order.
        en . The legal basis is a contract on membership.
        """,
    ),
    Said(
        "basis-b2b",
        ("legal_bases",),
        (),
        """
        fi ! Käsittelyn oikeusperuste on rekisteröidyn edustaman yrityksen suostumus.
        fi ! Oikeusperuste on edustamasi organisaation kanssa tehty sopimus.
        fi ! Käsittely perustuu edustamasi yrityksen kanssa tehtyyn sopimukseen.
        fi . Käsittelyn oikeusperuste on rekisteröidyn oma suostumus.
        fi . Tallennamme edustamasi yrityksen nimen.
        fi . Oikeusperuste on oikeutettu etu olla yhteydessä asiakasyrityksiin.
        sv ! Den rättsliga grunden är ett avtal med det företag som du företräder.
        sv ! Grunden är samtycke av den organisation som den registrerade företräder.
        sv . Den rättsliga grunden är ditt samtycke.
        sv . Vi lagrar namnet på det företag som du företräder.
        en ! The legal basis is a contract with the company you represent.
        en ! The legal basis is the consent of the organisation that the person represents.
        en . The legal basis is your own consent.
        en . We store the name of the company you represent.
        """,
    ),
    # What, and from where
    Said(
        "art14-1d",
        ("data_items",),
        (),
        """
        fi . Tallennamme nimen ja osoitteen.
        fi . Rekisterissä on asiakkaan yhteystiedot.
        fi . Käsittelemme tilaus- ja laskutustietoja.
        fi . Keräämme puhelinnumeron ja sähköpostiosoitteen.
        fi ! Käsittelemme henkilötietoja huolellisesti.
        fi ! Tiedot pidetään ajan tasalla.
        sv . Vi lagrar namn och adress.
        sv . Registret innehåller kontaktuppgifter.
        sv ! Vi behandlar personuppgifter omsorgsfullt.
        sv ! Uppgifterna hålls uppdaterade.
        en . We store the name and the address.
        en . The register contains contact details.
        en ! We handle personal data with care.
        en ! The data are kept up to date.
        """,
    ),
    Said(
        "art14-2f",
        ("sources",),
        (INDIRECT,),
        """
        fi . Tiedot saadaan asiakkaalta itseltään.
        fi . Keräämme tietoja kaupparekisteristä.
        fi . Tietolähteenä on väestötietojärjestelmä.
        fi . Päivitämme osoitteet Postin osoitepalvelusta.
        fi ! Tästä ei kerrota tässä.
        fi ! Tiedot ovat luottamuksellisia.
        sv . Uppgifterna fås av kunden själv.
        sv . Vi hämtar uppgifter ur handelsregistret.
        sv ! Uppgifterna är konfidentiella.
        sv ! Detta berättas inte här.
        en . The data come from the customer.
        en . We collect data from the Trade Register.
        en ! The data are confidential.
        en ! This is not told here.
        """,
    ),
    Said(
        "dpa29-hetu",
        ("data_items",),
        (),
        """
        fi ! Tallennamme myös henkilötunnuksen.
        fi ! Käsittelemme hetua luottotietojen tarkistuksessa.
        fi ! Laskutusta varten kysymme henkilötunnuksesi.
        fi . Henkilötunnusta ei kerätä.
        fi . Emme käsittele henkilötunnuksia.
        fi . Tallennamme asiakasnumeron.
        sv ! Vi lagrar också personbeteckningen.
        sv ! Personnummer behövs för fakturering.
        sv . Personbeteckning samlas inte in.
        sv . Vi lagrar kundnumret.
        en ! We also store the personal identity code.
        en ! We ask for your social security number.
        en . Personal identity codes are not collected.
        en . We store the customer number.
        """,
        "what is held",
    ),
    Said(
        "dpa29-hetu",
        ("rights",),
        (),
        """
        fi ! Tunnistamme pyytäjän henkilötunnuksella.
        fi ! Henkilöllisyys varmistetaan henkilötunnuksen perusteella.
        fi ! Ilmoita pyynnössä henkilötunnuksesi, jotta voimme tunnistaa sinut.
        fi . Älä lähetä meille henkilötunnustasi.
        fi . Emme tunnista pyytäjää henkilötunnuksella.
        fi . Voimme pyytää sinua todistamaan henkilöllisyytesi.
        sv ! Vi identifierar dig med personbeteckningen.
        sv ! Identiteten bekräftas med personbeteckning.
        sv . Vi kan be dig styrka din identitet.
        sv . Skicka inte din personbeteckning för att identifiera dig.
        en ! We verify your identity by your personal identity code.
        en ! Your personal identity code is used to identify you.
        en . We may ask you to prove your identity.
        en . We do not use the personal identity code to identify you.
        """,
        "identification",
    ),
    Said(
        "art13-2e",
        ("obligation",),
        (),
        """
        fi . Tietojen antaminen on edellytys sopimuksen tekemiselle.
        fi . Tietojen antaminen on vapaaehtoista.
        fi . Jos et anna tietoja, emme voi toimittaa tilausta.
        fi . Ilman näitä tietoja emme voi laskuttaa.
        fi . Sinun on annettava yhteystietosi, jotta voimme toimittaa tilauksen.
        fi . Tähdellä merkityt kentät ovat pakollisia.
        fi ! Annamme tietoja vain viranomaisille.
        fi ! Keräämme tietoja lomakkeilla.
        fi ! Rekisteröityjä ovat yhdistyksen vapaaehtoiset.
        fi ! Pakolliset päivitykset asennetaan heti.
        sv . Lämnande av uppgifter är en förutsättning för avtalet.
        sv . Det är frivilligt att lämna uppgifter.
        sv . Om du inte lämnar uppgifterna kan vi inte leverera beställningen.
        sv ! Vi samlar in uppgifter med blanketter.
        sv ! De registrerade är föreningens frivilliga.
        en . Providing the data is voluntary.
        en . You are required to provide your contact details to place an order.
        en . Without these data we cannot deliver your order.
        en ! We collect data with forms.
        en ! The data subjects are voluntary workers.
        """,
    ),
    # To whom, and where
    Said(
        "art13-1e",
        ("recipients",),
        (),
        """
        fi . Luovutamme tietoja viranomaisille lain niin vaatiessa.
        fi . Tietoja luovutetaan kirjanpitoa hoitavalle tilitoimistolle.
        fi . Käytämme laskutuksessa Laskuri Oy:n palvelua.
        fi . Tietoja käsittelevät lukuumme tietojärjestelmien palveluntarjoajat.
        fi . Käytämme alihankkijoita, kuten painotaloa ja kuljetusyhtiötä.
        fi . Emme luovuta tietoja ulkopuolisille.
        fi . Tietoja ei luovuteta ulkopuolisille.
        fi . Tietoja ei luovuteta kolmansille osapuolille.
        fi . Tietoja ei luovuteta säännönmukaisesti muille tahoille.
        fi . Tietoja ei luovuteta ulkopuolisille eikä siirretä EU:n ulkopuolelle.
        fi . Emme luovuta tietoja muille kuin viranomaisille.
        fi ! Henkilötietojen käsittelijät toimivat lukuumme.
        fi ! Käytämme alihankkijoita, jotka käsittelevät tietoja puolestamme.
        fi ! Käsittelyä voidaan ulkoistaa ulkopuolisille palveluntarjoajille.
        fi ! Kaikkien henkilötietojen käsittelijöiden kanssa on tehty sopimus.
        fi ! Tietoja voidaan luovuttaa lain sallimissa rajoissa.
        fi ! Emme luovuta tietoja muille kuin niille, joilla on siihen oikeus.
        fi ! Tietoja ei luovuteta EU:n ulkopuolelle.
        sv . Uppgifter lämnas ut till myndigheter när lagen kräver det.
        sv . Bokföringsbyrån behandlar uppgifterna för vår räkning.
        sv . Vi lämnar inte ut uppgifter till utomstående.
        sv . Uppgifter lämnas inte ut till tredje part.
        sv . Vi lämnar inte ut uppgifter till andra än myndigheter.
        sv ! Vi lämnar inte ut uppgifter till andra än dem som har rätt att få dem.
        sv ! Personuppgiftsbiträden behandlar uppgifterna för vår räkning.
        sv ! Vi anlitar underleverantörer.
        sv ! Uppgifter lämnas inte ut utanför EU.
        en . Data are disclosed to authorities where the law so requires.
        en . Our accounting firm processes the data on our behalf.
        en . We do not share data with third parties.
        en . Data are not disclosed to anyone.
        en ! We do not disclose data to others than those entitled to them.
        en ! Processors act on our behalf.
        en ! We use service providers.
        en ! Data may be disclosed within the limits of the law.
        """,
    ),
    Said(
        "art13-1f",
        ("transfers",),
        (),
        """
        fi ! Tietoja voidaan siirtää EU:n ulkopuolelle.
        fi ! Käytämme pilvipalvelua, jonka palvelimet sijaitsevat Yhdysvalloissa.
        fi ! Tietojasi siirretään kolmansiin maihin.
        fi . Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.
        fi . Emme luovuta tietoja kolmansiin maihin.
        fi . Palvelimet sijaitsevat Turussa ja Tukholmassa.
        fi . Tietoja voidaan luovuttaa yhtiön ulkopuolelle.
        sv ! Uppgifter kan överföras till länder utanför EU.
        sv ! Uppgifterna lagras på servrar i USA.
        sv . Uppgifter överförs inte till länder utanför EU eller EES.
        sv . Servrarna finns inom EU.
        en ! Data may be transferred outside the EU.
        en ! Some of the data are stored in the United States.
        en . Data are not transferred outside the EEA.
        en . We keep the data within the EU.
        """,
    ),
    Said(
        "art13-1f-none",
        ("transfers",),
        (),
        """
        fi . Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.
        fi . Tietoja ei luovuteta EU/ETA-alueen ulkopuolelle.
        fi . Emme siirrä tietoja kolmansiin maihin.
        fi . Henkilötietoja ei siirretä Euroopan talousalueen ulkopuolelle.
        fi ! Tiedot luovutetaan viranomaisille.
        fi ! Tietoja ei luovuteta ulkopuolisille.
        fi ! Palvelimemme ovat lukitussa tilassa.
        sv . Uppgifter överförs inte utanför EU eller EES.
        sv . Vi lämnar inte ut uppgifter till tredjeländer.
        sv ! Uppgifter lämnas till myndigheter.
        sv ! Servrarna finns i ett låst utrymme.
        en . Data are not transferred outside the EU or the EEA.
        en . We do not transfer data to third countries.
        en ! Data are disclosed to authorities.
        en ! The servers are in a locked room.
        """,
    ),
    Said(
        "processors-in-wrong-section",
        ("purposes",),
        (beside("recipients"),),
        """
        fi ! Käsittely voidaan ulkoistaa.
        fi ! Käytämme laskutuksessa alihankkijaa.
        fi ! Palveluntarjoajamme käsittelevät tietoja.
        fi . Käytämme tietoja laskutukseen.
        fi . Kehitämme palvelujamme.
        fi . Tarjoamme palveluja yrityksille.
        sv ! Behandlingen kan läggas ut på underleverantörer.
        sv ! Vi anlitar tjänsteleverantörer.
        sv . Uppgifterna används för fakturering.
        sv . Vi utvecklar våra tjänster.
        en ! Processing may be outsourced.
        en ! We use subcontractors.
        en . We use the data for invoicing.
        en . We develop our services.
        """,
    ),
    Said(
        "disclosure-for-marketing",
        ("recipients",),
        (),
        """
        fi ! Kumppaneilla on oikeus käyttää ja luovuttaa tietoja.
        fi ! Yhteistyökumppanimme voivat käyttää tietoja omaan markkinointiinsa.
        fi ! Kolmannet osapuolet saavat luovuttaa tietoja edelleen.
        fi . Luovutamme tietoja kumppaneille toimituksia varten.
        fi . Kumppanit eivät saa luovuttaa tietoja edelleen.
        fi . Kumppanit käsittelevät tietoja vain meidän lukuumme.
        sv ! Samarbetspartner har rätt att använda och lämna ut uppgifter.
        sv ! Våra partner får använda uppgifterna för sin egen marknadsföring.
        sv . Uppgifter lämnas till partner för leveranser.
        sv . Partner får inte lämna uppgifterna vidare.
        en ! Partners have the right to use and disclose the data.
        en ! Our partners may use the data for their own marketing.
        en . Data are disclosed to partners for deliveries.
        en . Partners may not pass on the data.
        """,
    ),
    # How long
    Said(
        "art13-2a",
        ("retention",),
        (),
        """
        fi . Tiedot poistetaan kahden vuoden kuluttua ostoksesta.
        fi . Säilytämme tietoja viisi vuotta asiakassuhteen päättymisestä.
        fi . Laskut säilytetään kirjanpitolain mukaisen ajan.
        fi . Tietoja säilytetään, kunnes asiakassuhde päättyy.
        fi . Poistamme tiedot, kun asiakassuhde päättyy.
        fi . Säilytysaika on kolme vuotta.
        fi ! Säilytämme tietoja lukituissa tiloissa.
        fi ! Tiedot säilytetään ajan tasalla.
        fi ! Säilytämme tiedot aina suojatuilla palvelimilla.
        fi ! Lomakkeet tallennetaan ja säilytetään sen jälkeen arkistossa.
        sv . Uppgifterna lagras i två år efter att kundförhållandet upphört.
        sv . Vi raderar uppgifterna när avtalet upphör.
        sv . Lagringstiden är tre år.
        sv ! Uppgifterna lagras alltid på skyddade servrar.
        sv ! Uppgifterna förvaras i låsta skåp.
        sv ! Handlingarna förvaras i låsta skåp dygnet runt, året om.
        en . We keep the data for two years.
        en . Data are erased when the contract ends.
        en . The retention period is three years.
        en ! The data are stored on protected servers.
        en ! We keep the data safe at all times.
        """,
    ),
    Said(
        "art13-2a-vague",
        ("retention",),
        (),
        """
        fi ! Säilytämme tietoja niin kauan kuin se on tarpeen.
        fi ! Tiedot säilytetään toistaiseksi.
        fi ! Säilytämme tietoja lain edellyttämän ajan.
        fi ! Tietoja säilytetään, kunnes pyydät niiden poistamista.
        fi ! Säilytämme tietoja niin kauan kuin käsittelyn tarkoitus sitä edellyttää.
        fi ! Tietoja säilytetään tarpeellisen ajan.
        fi . Säilytämme tietoja viisi vuotta asiakassuhteen päättymisestä.
        fi . Säilytämme tietoja niin kauan kuin on tarpeen, kuitenkin enintään kaksi vuotta.
        fi . Tiedot säilytetään kirjanpitolain edellyttämän ajan.
        fi . Säilytämme tietoja niin kauan kuin asiakassuhde kestää.
        sv ! Uppgifterna lagras så länge det är nödvändigt.
        sv ! Vi bevarar uppgifterna tills vidare.
        sv ! Uppgifterna bevaras den tid som behövs.
        sv . Uppgifterna lagras i två år.
        sv . Uppgifterna lagras så länge det behövs, dock högst två år.
        en ! We keep the data for as long as necessary.
        en ! Data are kept until further notice.
        en ! The data are retained for as long as needed for the purposes.
        en . We keep the data for two years.
        en . We keep the data as long as needed, but no longer than two years.
        """,
    ),
    Said(
        "art13-2a-trigger",
        ("retention",),
        (),
        """
        fi ! Tiedot poistetaan kolmen vuoden jälkeen.
        fi ! Poistamme tiedot kahden (2) vuoden kuluttua.
        fi ! Tiedot hävitetään 12 kuukauden kuluttua.
        fi ! Tietoja säilytetään kolme vuotta.
        fi . Tiedot poistetaan kolmen vuoden kuluttua asiakassuhteen päättymisestä.
        fi . Poistamme tiedot kahden vuoden kuluttua viimeisestä ostoksesta.
        fi . Tiedot poistetaan vuoden kuluttua tilauksesta.
        fi . Säilytämme laskuja kuusi vuotta tilikauden päättymisvuoden lopusta.
        sv ! Uppgifterna raderas efter tre år.
        sv ! Uppgifterna lagras i fem år.
        sv . Uppgifterna raderas tre år efter att kundförhållandet har upphört.
        sv . Uppgifterna lagras i fem år från den senaste beställningen.
        en ! Data are erased after three years.
        en ! We keep the data for five years.
        en . Data are erased three years after the end of the relationship.
        en . We keep the data for five years from the last order.
        """,
    ),
    Said(
        "retention-ambiguity",
        ("retention",),
        (),
        """
        fi ! Kaksi vuotta sopimuksen päättymisestä tai viimeisestä tilauksesta.
        fi ! Tiedot poistetaan vuoden kuluttua ostoksesta taikka viimeisestä kirjautumisesta.
        fi ! Viisi vuotta viimeisestä yhteydenotosta tai asiakassuhteen päättymisestä.
        fi . Kaksi vuotta sopimuksen päättymisestä tai viimeisestä tilauksesta, kumpi on myöhempi.
        fi . Kaksi vuotta sopimuksen päättymisestä.
        fi . Laskut ja tilaukset säilytetään kuusi vuotta.
        sv ! Två år från avtalets upphörande eller den senaste beställningen.
        sv ! Uppgifterna raderas ett år efter köpet eller den senaste inloggningen.
        sv . Två år från avtalets upphörande eller beställningen, beroende på vilken som är senare.
        sv . Två år från avtalets upphörande.
        en ! Two years from the end of the contract or the last order.
        en ! One year after the last purchase or the last login.
        en . Two years from the end of the contract or the last order, whichever is later.
        en . Two years from the end of the contract.
        """,
    ),
    Said(
        "statutory-period-short",
        ("retention",),
        (),
        """
        fi ! Laskut säilytetään 6 vuotta tilikauden päättymisestä.
        fi ! Tositteet säilytetään kuusi vuotta tilikauden lopusta.
        fi ! Kirjanpitoaineisto säilytetään viisi vuotta.
        fi . Tositteet säilytetään kuusi vuotta sen vuoden lopusta, jona tilikausi on päättynyt.
        fi . Laskut säilytetään seitsemän vuotta tilikauden päättymisestä.
        fi . Asiakastiedot säilytetään viisi vuotta.
        sv ! Fakturor bevaras i 6 år från räkenskapsperiodens utgång.
        sv ! Verifikaten lagras i fem år.
        sv . Verifikaten lagras i sex år från utgången av det år då räkenskapsperioden gick ut.
        sv . Kunduppgifter lagras i fem år.
        en ! Invoices are kept for six years from the end of the financial year.
        en ! Vouchers are kept for five years.
        en . Vouchers are kept six years from the end of the year in which the financial year ended.
        en . Customer data are kept for five years.
        """,
    ),
    # Rights
    Said(
        "art13-2b-access",
        ("rights",),
        (),
        """
        fi . Sinulla on oikeus tarkastaa, mitä tietoja sinusta on tallennettu.
        fi . Rekisteröidyllä on oikeus saada tieto siitä, käsitelläänkö hänen tietojaan.
        fi . Asiakkaalla on tarkastusoikeus itseään koskeviin tietoihin.
        fi . Voit pyytää meiltä kopion omista tiedoistasi.
        fi . Voit pyytää nähtäväksesi kaikki sinua koskevat tiedot.
        fi ! Tietoihin pääsevät vain ne työntekijät, joiden tehtäviin se kuuluu.
        fi ! Käyttöoikeuksilla rajataan pääsy tietoihin.
        fi ! Vain nimetyillä työntekijöillä on oikeus saada pääsy tietoihin.
        sv . Du har rätt att få tillgång till dina uppgifter.
        sv . Du kan be att få se vilka uppgifter vi har om dig.
        sv . Den registrerade har rätt till insyn i sina uppgifter.
        sv . Du kan begära en kopia av dina personuppgifter.
        sv . Du har rätt att granska dina uppgifter.
        sv ! Endast behörig personal har tillgång till uppgifterna.
        sv ! Tillgången styrs med användarrättigheter som ger tillgång till systemet.
        en . You have the right to access your personal data.
        en . You may ask us for a copy of the data we hold on you.
        en . You can request to see your data.
        en ! Only authorised staff have access to the data.
        en ! Access rights are granted by the administrator.
        """,
    ),
    Said(
        "art13-2b-rectification",
        ("rights",),
        (),
        """
        fi . Voit pyytää meitä korjaamaan virheelliset tiedot.
        fi . Asiakkaalla on oikeus vaatia virheellisen tiedon oikaisemista.
        fi . Jos tiedoissasi on virhe, ilmoita siitä, niin korjaamme sen.
        fi . Rekisteröity voi vaatia puutteellisten tietojen täydentämistä.
        fi ! Tarkistamme ja korjaamme tietoja säännöllisesti.
        fi ! Korjaamme järjestelmän viat viipymättä.
        fi ! Käytämme tietoja korjauspyyntöjen käsittelyyn.
        sv . Du har rätt att få felaktiga uppgifter rättade.
        sv . Du kan be oss korrigera fel i dina uppgifter.
        sv . Den registrerade kan kräva att en felaktig uppgift rättas.
        sv ! Vi kontrollerar och rättar uppgifterna regelbundet.
        sv ! Vi rättar och kompletterar uppgifterna vid behov.
        sv ! Vi har rätt att ändra denna beskrivning.
        en . You may ask us to correct inaccurate data.
        en . You have the right to rectification.
        en . If your details are wrong, tell us and we will correct them.
        en ! We check and correct the data regularly.
        en ! Our staff correct errors without delay.
        """,
    ),
    Said(
        "art13-2b-erasure",
        ("rights",),
        (),
        """
        fi . Voit pyytää meitä poistamaan tietosi.
        fi . Sinulla on oikeus tulla unohdetuksi.
        fi . Rekisteröity voi vaatia tietojensa poistamista.
        fi . Poistamme tietosi pyynnöstäsi.
        fi . Sinulla on oikeus saada tietosi poistetuiksi.
        fi . Voit vaatia virheellisten tietojen oikaisemista ja tietojesi poistamista.
        fi ! Poistamme tiedot, kun niitä ei enää tarvita.
        fi ! Tiedot poistetaan kahden vuoden kuluttua asiakassuhteen päättymisestä.
        fi ! Voit vaatia virheellisten tietojen poistamista.
        fi ! Pääkäyttäjällä on oikeus poistaa käyttäjätunnuksia.
        sv . Du kan be oss radera dina uppgifter.
        sv . Du har rätt att bli bortglömd.
        sv . Den registrerade har rätt att få sina uppgifter raderade.
        sv . Du kan begära att felaktiga uppgifter rättas och att dina uppgifter raderas.
        sv ! Uppgifterna raderas när de inte längre behövs.
        sv ! Du kan kräva att felaktiga uppgifter raderas.
        en . You can ask us to delete your data.
        en . You have the right to be forgotten.
        en . You may ask us to correct inaccurate data and to delete your data.
        en ! We delete the data when they are no longer needed.
        en ! You may ask us to erase inaccurate data.
        """,
    ),
    Said(
        "art13-2b-restriction",
        ("rights",),
        (),
        """
        fi . Voit pyytää käsittelyn rajoittamista.
        fi . Rekisteröidyllä on oikeus rajoittaa tietojensa käsittelyä.
        fi . Sinulla on oikeus vaatia, että tietojesi käsittelyä rajoitetaan.
        fi . Muut oikeudet, kuten käsittelyn rajoittaminen tietyissä tilanteissa
        fi ! Pääsyä tietoihin rajoitetaan käyttöoikeuksilla.
        fi ! Tietojen käsittely on rajoitettu niihin, joiden työhön se kuuluu.
        fi ! Rajoitamme tietojen käsittelyn välttämättömään.
        sv . Du kan begära att behandlingen begränsas.
        sv . Den registrerade har rätt till begränsning av behandlingen.
        sv ! Åtkomsten till uppgifterna är begränsad.
        sv ! Behandlingen har begränsats till dem som behöver uppgifterna i sitt arbete.
        en . You may ask us to restrict the processing of your data.
        en . You have the right to restriction of processing.
        en ! Access to the data is restricted.
        en ! Processing is restricted to those who need the data in their work.
        """,
    ),
    Said(
        "art13-2b-portability",
        ("rights",),
        (),
        """
        fi . Sinulla on oikeus siirtää tietosi toiselle rekisterinpitäjälle.
        fi . Voit pyytää tietosi koneellisesti luettavassa muodossa.
        fi . Rekisteröidyllä on oikeus siirtää tiedot järjestelmästä toiseen.
        fi . Voit saada antamasi tiedot siirretyiksi toiselle palveluntarjoajalle.
        fi ! Tiedot siirretään järjestelmästä toiseen salatussa yhteydessä.
        fi ! Tietoja siirretään konsernin yhtiöstä toiseen.
        fi ! Paperilomakkeet muutetaan koneellisesti luettavaan muotoon.
        sv . Du har rätt att överföra dina uppgifter till en annan personuppgiftsansvarig.
        sv . Du kan få dina uppgifter i maskinläsbar form.
        sv . Du har rätt till dataportabilitet.
        sv ! Uppgifterna överförs mellan systemen med krypterad förbindelse.
        sv ! Blanketterna omvandlas till maskinläsbar form.
        en . You have the right to data portability.
        en . You may receive your data in a machine-readable format.
        en . You can ask us to transmit your data to another controller.
        en ! Data are moved from one system to another over an encrypted connection.
        en ! Portable devices are encrypted.
        """,
    ),
    Said(
        "art13-2b-objection",
        ("objection",),
        (),
        """
        fi . Sinulla on oikeus vastustaa tietojesi käsittelyä.
        fi . Voit vastustaa käsittelyä henkilökohtaiseen tilanteeseesi liittyvällä perusteella.
        fi . Sinulla on oikeus vastustaa käsittelyä sekä kieltää suoramarkkinointi.
        fi ! Voit vastustaa suoramarkkinointia.
        fi ! Sinulla on oikeus vastustaa tietojesi käsittelyä suoramarkkinointia varten.
        fi ! Emme vastusta tietojen siirtoa.
        sv . Du har rätt att göra invändningar mot behandlingen.
        sv . Du kan motsätta dig behandlingen av dina uppgifter.
        sv ! Du kan motsätta dig direktmarknadsföring.
        sv ! Vi har inga invändningar.
        en . You may object to the processing of your data.
        en . You have a right to object on grounds relating to your situation.
        en ! You may object to direct marketing.
        en ! The object of the register is to manage customers.
        """,
    ),
    Said(
        "art21-2",
        ("objection",),
        (MARKETING,),
        """
        fi . Voit kieltää suoramarkkinoinnin milloin tahansa.
        fi . Sinulla on oikeus kieltää tietojesi käyttö markkinointiin.
        fi . Markkinointia voi vastustaa ilmoittamalla siitä asiakaspalveluun.
        fi . Voit antaa meille suoramarkkinointikiellon.
        fi . Jos et halua meiltä markkinointia, ilmoita siitä meille.
        fi ! Käytämme tietoja suoramarkkinointiin.
        fi ! Voimme lähettää sinulle markkinointia.
        fi ! Rekisteriin merkitään suoramarkkinointikiellot.
        sv . Du kan förbjuda direktmarknadsföring.
        sv . Du har rätt att motsätta dig att uppgifterna används för direktmarknadsföring.
        sv . Om du inte vill ha reklam kan du meddela oss.
        sv ! Uppgifterna används för direktmarknadsföring.
        sv ! Vi kan skicka marknadsföring per e-post.
        en . You can opt out of direct marketing at any time.
        en . You have the right to forbid the use of your data for marketing.
        en . If you do not want marketing from us, let us know.
        en ! We may use your data for direct marketing.
        en ! We may send you marketing by e-mail.
        """,
    ),
    Said(
        "art13-2c",
        ("consent_withdrawal",),
        (CONSENT,),
        """
        fi . Voit peruuttaa suostumuksesi milloin tahansa.
        fi . Suostumuksen voi perua ilmoittamalla siitä meille.
        fi . Antamasi suostumuksen peruuttaminen ei vaikuta aiempaan käsittelyyn.
        fi ! Käsittelemme tietoja suostumuksellasi.
        fi ! Suostumuksen antaminen on vapaaehtoista.
        fi ! Tilauksen voi peruuttaa ilman suostumusta.
        sv . Du kan när som helst återkalla ditt samtycke.
        sv . Samtycket kan återtas genom att meddela oss.
        sv . Du kan ta tillbaka ditt samtycke.
        sv ! Vi behandlar uppgifterna med ditt samtycke.
        sv ! Samtycke ges på en blankett.
        en . You may withdraw your consent at any time.
        en . Consent can be revoked by e-mail.
        en ! We process the data with your consent.
        en ! You may give your consent on the form.
        """,
    ),
    Said(
        "art13-2d",
        ("complaint",),
        (),
        """
        fi . Sinulla on oikeus tehdä valitus valvontaviranomaiselle.
        fi . Voit valittaa tietosuojavaltuutetulle.
        fi . Voit saattaa asian tietosuojavaltuutetun käsiteltäväksi.
        fi . Voit kannella tietosuojavaltuutetun toimistoon.
        fi ! Noudatamme tietosuojavaltuutetun ohjeita.
        fi ! Ilmoitamme tietoturvaloukkauksista tietosuojavaltuutetulle.
        fi ! Valitukset käsitellään asiakaspalvelussa.
        sv . Du har rätt att lämna in klagomål till tillsynsmyndigheten.
        sv . Du kan klaga hos dataombudsmannen.
        sv . Du kan anföra besvär hos dataombudsmannens byrå.
        sv ! Vi följer dataombudsmannens anvisningar.
        sv ! Klagomål behandlas av vår kundtjänst.
        en . You may lodge a complaint with the supervisory authority.
        en . You can complain to the Data Protection Ombudsman.
        en . You may bring the matter before the Data Protection Ombudsman.
        en ! We follow the instructions of the Ombudsman.
        en ! Complaints are handled by our customer service.
        """,
    ),
    Said(
        "art13-2d-contact",
        ("complaint",),
        (),
        """
        fi . Tietosuojavaltuutetun toimisto, PL 800, 00531 Helsinki
        fi . Tietosuojavaltuutetun yhteystiedot: tietosuoja@om.fi
        fi . Valvontaviranomainen on tietosuojavaltuutettu, puhelin 029 566 6700.
        fi . Lisätietoja on tietosuojavaltuutetun sivuilla tietosuoja.fi.
        fi ! Voit valittaa tietosuojavaltuutetulle.
        fi ! Valvontaviranomainen valvoo toimintaamme.
        sv . Dataombudsmannens byrå, PB 800, 00531 Helsingfors
        sv . Du når dataombudsmannen på numret 029 566 6700.
        sv ! Du kan klaga hos dataombudsmannen.
        sv ! Tillsynsmyndigheten övervakar oss.
        en . Office of the Data Protection Ombudsman, PL 800, 00531 Helsinki
        en . The Data Protection Ombudsman answers at tietosuoja@om.fi.
        en ! You may complain to the Data Protection Ombudsman.
        en ! The supervisory authority oversees us.
        """,
    ),
    Said(
        "basis-mismatch-right",
        ("rights",),
        (CONTRACT,),
        """
        fi ! Sinulla ei ole oikeutta käsittelyn rajoittamiseen.
        fi ! Rekisteröidyllä ei ole oikeutta saada pääsyä tietoihin.
        fi ! Oikeutta tietojen tarkastamiseen ei ole.
        fi . Sinulla on oikeus tietojen oikaisemiseen.
        fi . Työntekijöillä ei ole oikeutta muuttaa tietoja.
        fi . Työntekijöillä ei ole oikeutta poistaa tietoja.
        sv ! Du har inte rätt till begränsning av behandlingen.
        sv ! Den registrerade har ingen rätt till rättelse.
        sv . Du har rätt till rättelse.
        sv . Personalen har inte rätt att ändra uppgifter.
        en ! You do not have a right to restriction.
        en ! There is no right of access.
        en . You have the right to rectification.
        en . Staff have no right to change data.
        """,
    ),
    # How they are used
    Said(
        "art12-2-channel",
        ("requests",),
        (),
        """
        fi . Pyyntö lähetetään asiakaspalveluun.
        fi . Voit käyttää oikeuksiasi ottamalla meihin yhteyttä.
        fi . Tee pyyntö verkkolomakkeella.
        fi . Pyynnöt osoitteeseen tietosuoja@mallila.example
        fi ! Vastaamme pyyntöihin kuukauden kuluessa.
        fi ! Pyyntöjä käsittelevät vain nimetyt henkilöt.
        fi ! Otamme yhteyttä asiakkaisiin puhelimitse.
        sv . Begäran skickas till kundtjänsten.
        sv . Kontakta oss om du vill använda dina rättigheter.
        sv ! Vi svarar på en begäran inom en månad.
        sv ! Vi kontaktar kunder per telefon.
        en . Send your request to our customer service.
        en . You can use your rights by contacting us.
        en ! We answer requests within a month.
        en ! We contact the customer when the order is ready.
        """,
    ),
    Said(
        "art12-2-burden",
        ("rights",),
        (),
        """
        fi ! Pyyntö on tehtävä kirjallisesti.
        fi ! Tarkastuspyyntö tulee lähettää allekirjoitettuna.
        fi ! Pyynnön mukaan on liitettävä kopio henkilökortista.
        fi ! Pyyntö esitetään henkilökohtaisesti rekisterinpitäjän luona.
        fi . Pyyntö tehdään kirjallisesti tai sähköpostitse.
        fi . Voimme pyytää sinua täsmentämään pyyntösi kirjallisesti.
        fi . Vastaamme pyyntöön kirjallisesti.
        fi . Pyynnön voi lähettää sähköpostilla.
        sv ! Begäran ska göras skriftligen.
        sv ! Begäran ska vara egenhändigt undertecknad.
        sv . Vi kan be dig precisera din begäran skriftligen.
        sv . Du kan skicka din begäran per e-post eller skriftligen.
        sv . Vi besvarar din begäran skriftligen.
        en ! Requests must be made in writing.
        en ! The request must be signed.
        en . We may ask you to specify your request in writing.
        en . You can make a request by e-mail or in writing.
        en . We answer your request in writing.
        """,
    ),
    Said(
        "old-deadline",
        ("rights",),
        (),
        """
        fi ! Vastaamme pyyntöösi kolmen kuukauden kuluessa.
        fi ! Tiedot annetaan kolmen kuukauden sisällä pyynnöstä.
        fi ! Tarkastuspyyntöön vastataan 3 kuukauden kuluessa.
        fi . Vastaamme kuukauden kuluessa.
        fi . Määräaikaa voidaan jatkaa enintään kahdella kuukaudella.
        fi . Monimutkaisissa asioissa vastaamme kolmen kuukauden kuluessa.
        sv ! Vi svarar inom tre månader.
        sv ! Begäran besvaras inom 3 månader.
        sv . Vi svarar inom en månad.
        sv . I komplicerade fall svarar vi inom tre månader.
        en ! We answer within three months.
        en ! Requests are answered within 3 months.
        en . We answer within one month.
        en . In complex cases we answer within three months.
        """,
    ),
    Said(
        "old-fee-rule",
        ("rights",),
        (),
        """
        fi ! Tietojen tarkastaminen on maksutonta kerran vuodessa.
        fi ! Voit tarkastaa tietosi maksutta kerran kalenterivuodessa.
        fi ! Tarkastuksesta peritään maksu, jos edellisestä on vähemmän kuin yksi vuosi.
        fi . Vastaamme pyyntöihin maksutta.
        fi . Tiedot tarkistetaan kerran vuodessa.
        fi . Maksut peritään kerran vuodessa.
        sv ! Du kan kontrollera dina uppgifter gratis en gång per år.
        sv ! En gång per år kan uppgifterna granskas utan kostnad.
        sv . Du får uppgifterna avgiftsfritt.
        sv . Uppgifterna granskas en gång per år.
        en ! You may inspect your data free of charge once a year.
        en ! Once a year the data can be obtained free of charge.
        en . You receive the data free of charge.
        en . The data are reviewed once a year.
        """,
    ),
    Said(
        "external-document",
        ("rights",),
        (),
        """
        fi ! Pyynnöt käsitellään tietosuojaperiaatteidemme mukaisesti.
        fi ! Oikeuksista kerrotaan tietosuojakäytännössämme.
        fi ! Säilytysajat on määritelty tiedonohjaussuunnitelmassa.
        fi . Pyynnöt käsitellään kuukauden kuluessa.
        fi . Noudatamme tietosuojalakia.
        fi . Noudatamme hyvää tietosuojan tasoa.
        sv ! Begäran behandlas enligt vår dataskyddspolicy.
        sv ! Lagringstiderna anges i informationsstyrningsplanen.
        sv . Begäran behandlas inom en månad.
        sv . Vi följer dataskyddslagen.
        en ! Requests are handled under our privacy policy.
        en ! Retention periods are set in the information management plan.
        en . Requests are handled within a month.
        en . We follow the Data Protection Act.
        """,
    ),
    Said(
        "art8-child",
        ("children",),
        (FOR_CHILDREN,),
        """
        fi . Palvelu on tarkoitettu yli 13-vuotiaille.
        fi . Alle 13-vuotiaalta tarvitaan huoltajan suostumus.
        fi . Alle kolmetoistavuotias tarvitsee huoltajan suostumuksen.
        fi ! Alle 15-vuotiaalta tarvitaan huoltajan suostumus.
        fi ! Palvelu sopii koko perheelle.
        fi ! Huoltajista kerrotaan kohdassa 13.
        sv . För barn under 13 år behövs vårdnadshavarens samtycke.
        sv . Tjänsten är avsedd för personer över tretton år.
        sv ! Barn under 15 år behöver vårdnadshavarens samtycke.
        sv ! Tjänsten passar hela familjen.
        en . Children under 13 need a guardian's consent.
        en . You must be at least thirteen years old.
        en ! Children under 16 need a guardian's consent.
        en ! The service is for the whole family.
        """,
    ),
    Said(
        "art14-5",
        ("information",),
        (),
        """
        fi ! Rekisteröidyille ei ilmoiteta erikseen tietojen saannista.
        fi ! Henkilöitä ei erikseen informoida.
        fi ! Emme ilmoita erikseen niille, joiden tiedot olemme saaneet muualta.
        fi . Ilmoitamme rekisteröidyille kuukauden kuluessa.
        fi . Rekisteröidyille kerrotaan muutoksista sähköpostitse.
        fi . Tietoja ei luovuteta muille.
        sv ! De registrerade informeras inte separat.
        sv ! Personer vars uppgifter fås från annat håll underrättas inte.
        sv . De registrerade informeras inom en månad.
        sv . Uppgifter lämnas inte ut.
        en ! Data subjects are not separately informed.
        en ! People whose data come from elsewhere are not notified.
        en . We inform data subjects within a month.
        en . Data are not disclosed.
        """,
    ),
    # By machine
    Said(
        "art13-2f-none",
        ("automated_decisions",),
        (),
        """
        fi . Emme tee automaattisia päätöksiä.
        fi . Tietoja ei käytetä automaattiseen päätöksentekoon.
        fi . Automatisoituja yksittäispäätöksiä ei tehdä.
        fi . Päätöksiä ei tehdä automaattisesti.
        fi ! Laskut lähetetään automaattisesti.
        fi ! Hallitus tekee päätökset.
        sv . Inga automatiserade beslut fattas.
        sv . Uppgifterna används inte för automatiserat beslutsfattande.
        sv ! Fakturor skickas automatiskt.
        sv ! Styrelsen fattar besluten.
        en . No automated decisions are made.
        en . We do not use automated decision-making.
        en ! Invoices are sent automatically.
        en ! The board makes the decisions.
        """,
    ),
    Said(
        "profiling-consistency",
        ("purposes",),
        (NO_PROFILING,),
        """
        fi ! Tietoja käytetään markkinoinnin kohdentamiseen.
        fi ! Ryhmittelemme asiakkaita ostosten perusteella.
        fi ! Analysoimme asiakkaiden ostokäyttäytymistä.
        fi . Käytämme tietoja laskutukseen.
        fi . Emme kohdenna markkinointia.
        fi . Tietoja käytetään asiakkaiden laskuttamiseen ja perintään.
        sv ! Uppgifterna används för att rikta marknadsföringen.
        sv ! Vi analyserar kundernas köpbeteende.
        sv . Uppgifterna används för fakturering.
        sv . Vi riktar inte marknadsföring.
        en ! We segment customers by their purchases.
        en ! The data are used for targeted marketing.
        en . The data are used for invoicing.
        en . We do not target marketing.
        """,
    ),
    # Marketing
    Said(
        "purpose-outside-section",
        ("data_use",),
        (beside("purposes"),),
        """
        fi ! Tietoja käytetään markkinointiin.
        fi ! Käytämme tietoja myös suoramarkkinointiin.
        fi ! Voimme markkinoida sinulle palvelujamme.
        fi . Tietoja ei käytetä markkinointiin.
        fi . Tietoja käytetään laskutukseen.
        fi . Kirjaamme suoramarkkinointikiellot.
        fi . Seuraamme hintoja markkinoilla.
        sv ! Uppgifterna används för marknadsföring.
        sv ! Vi använder uppgifterna också för direktmarknadsföring.
        sv . Uppgifterna används inte för marknadsföring.
        sv . Vi antecknar förbud mot direktmarknadsföring.
        en ! The data are used for marketing.
        en ! We also use the data for direct marketing.
        en . The data are not used for marketing.
        en . We record bans on direct marketing.
        """,
    ),
    Said(
        "art21-2",
        ("data_use",),
        (),
        """
        fi ! Käytämme tietoja suoramarkkinointiin.
        fi ! Lähetämme suoramarkkinointia asiakkaille, jotka eivät ole sitä kieltäneet.
        fi . Emme käytä tietoja suoramarkkinointiin.
        fi . Tietoja ei luovuteta suoramarkkinointiin.
        fi . Rekisteriin merkitään suoramarkkinointikiellot.
        fi . Käytämme tietoja laskutukseen.
        sv ! Uppgifterna används för direktmarknadsföring.
        sv ! Direktmarknadsföring skickas till kunder som inte har förbjudit det.
        sv . Uppgifterna används inte för direktmarknadsföring.
        sv . Vi antecknar förbud mot direktmarknadsföring.
        en ! We use the data for direct marketing.
        en ! Direct marketing is sent to customers who have not refused it.
        en . We do not use the data for direct marketing.
        en . We record bans on direct marketing.
        """,
        "marketing in the author's words",
    ),
    Said(
        "dm-after-contract",
        ("data_use",),
        (MARKETING,),
        """
        fi ! Asiakassuhteen päätyttyä tietoja käytetään suoramarkkinointiin.
        fi ! Voimme markkinoida palvelujamme vielä sopimuksen päättymisen jälkeen.
        fi ! Entisille asiakkaille lähetetään markkinointia vuoden ajan.
        fi . Asiakassuhteen päätyttyä tiedot poistetaan.
        fi . Markkinointi lopetetaan, kun asiakassuhde päättyy.
        fi . Käytämme tietoja markkinointiin sopimuksen aikana.
        sv ! Efter att kundförhållandet upphört används uppgifterna för direktmarknadsföring.
        sv ! Vi kan marknadsföra våra tjänster efter att avtalet har upphört.
        sv . När avtalet upphör raderas uppgifterna.
        sv . Marknadsföringen upphör när kundförhållandet upphör.
        en ! After the end of the contract we may use the data for marketing.
        en ! We may send marketing after the customer relationship has ended.
        en . The data are erased after the end of the contract.
        en . Marketing stops when the contract ends.
        """,
    ),
    # Wording
    Said(
        "art12-1-vague",
        ("data_items", "recipients"),
        (),
        """
        fi ! Keräämme mm. nimen ja osoitteen.
        fi ! Tietoja ovat esimerkiksi nimi ja osoite.
        fi ! Tietoja voidaan luovuttaa.
        fi ! Keräämme nimen, osoitteen yms.
        fi . Keräämme nimen ja osoitteen.
        fi . Luovutamme tiedot tilitoimistolle.
        sv ! Vi samlar in bl.a. namn och adress.
        sv ! Uppgifter kan komma att lämnas ut.
        sv ! Vi samlar in namn, adress osv.
        sv . Vi samlar in namn och adress.
        sv . Uppgifterna lämnas till bokföringsbyrån.
        en ! We collect for example names and addresses.
        en ! We collect names, addresses, etc.
        en . We collect names and addresses.
        en . The data are disclosed to the accounting firm.
        """,
    ),
    Said(
        "template-leftover",
        ("security",),
        (),
        """
        fi ! Esimerkki: palomuuri.
        fi ! Yritys [täydennä nimi] vastaa.
        fi ! Tähän kirjoitetaan rekisterin nimi.
        fi ! Säilytysaika on xxx vuotta.
        fi . Esimerkiksi palomuuri suojaa tietoja.
        fi . Tähän mennessä pyyntöihin on vastattu ajallaan.
        sv ! Exempel: brandvägg.
        sv ! Skriv här registrets namn.
        sv . Till exempel brandväggar skyddar uppgifterna.
        sv . Vi beskriver här hur uppgifterna skyddas.
        en ! Example: firewall.
        en ! Insert here the name of the register.
        en . For example, firewalls protect the data.
        en . Staff insert the data here by hand.
        """,
    ),
    Said(
        "cross-reference",
        ("rights",),
        (),
        """
        fi ! Katso kohta 15.
        fi ! Lisätietoja on kohdassa 9.
        fi ! Rekisterinpitäjä on nimetty kappaleessa 7.
        fi . Katso kohta 1.
        fi . Säilytämme tietoja kohdassa 1 mainituista syistä.
        fi . Perusteena on asetuksen 6 artiklan 1 kohdan f alakohta.
        sv ! Se punkt 15.
        sv ! Mer information finns i avsnitt 9.
        sv . Se punkt 1.
        sv . Grunden är artikel 6.1 f i förordningen.
        en ! See section 15.
        en ! More is told in section 9.
        en . See section 1.
        en . The basis is Article 6(1)(f) of the Regulation.
        """,
    ),
    Said(
        "old-authority",
        ("security",),
        (),
        """
        fi ! Noudatamme Viestintäviraston määräyksiä.
        fi ! Tietoja saadaan Väestörekisterikeskuksesta.
        fi ! Osoitteet tarkistetaan maistraatista.
        fi ! Tietosuojalautakunta on myöntänyt luvan.
        fi . Noudatamme Liikenne- ja viestintävirasto Traficomin määräyksiä.
        fi . Osoitteet tarkistetaan Digi- ja väestötietovirastosta.
        sv ! Vi följer Kommunikationsverkets föreskrifter.
        sv ! Uppgifter fås av Befolkningsregistercentralen.
        sv . Vi följer Transport- och kommunikationsverket Traficoms föreskrifter.
        sv . Uppgifter fås av Myndigheten för digitalisering och befolkningsdata.
        en ! We follow the rules of the Finnish Communications Regulatory Authority.
        en ! Data are obtained from the Population Register Centre.
        en . We follow the rules of the Finnish Transport and Communications Agency Traficom.
        en . We follow the guidelines of the European Data Protection Board.
        """,
    ),
    Said(
        "old-transfer-tool",
        ("transfers",),
        (),
        """
        fi ! Yritys on mukana Privacy Shield -järjestelyssä.
        fi ! Siirto perustuu Safe Harbor -periaatteisiin.
        fi ! Palveluntarjoaja on Privacy Shield -sertifioitu.
        fi . Siirto perustuu vakiolausekkeisiin.
        fi . Yritys on mukana Data Privacy Framework -järjestelyssä.
        fi . Tietoliikenne on suojattu.
        sv ! Företaget omfattas av Privacy Shield.
        sv ! Överföringen grundar sig på Safe Harbour.
        sv . Överföringen grundar sig på standardavtalsklausuler.
        sv . Företaget omfattas av Data Privacy Framework.
        en ! The company takes part in Privacy Shield.
        en ! The transfer is based on the Safe Harbor principles.
        en . The transfer is based on standard contractual clauses.
        en . The company takes part in the Data Privacy Framework.
        """,
    ),
    Said(
        "dated-term",
        ("security",),
        (),
        """
        fi ! Tiedot ovat ATK-pohjaisessa järjestelmässä.
        fi ! Pyynnön voi lähettää faksilla.
        fi ! Telefax 09 123 4567
        fi . Analytiikka- ja markkinointiratkaisut hyödyntävät evästeitä.
        fi . Faksimile säilytetään arkistossa.
        fi . Tiedot ovat sähköisessä järjestelmässä.
        sv ! ADB-systemet är skyddat.
        sv ! Begäran kan skickas per fax.
        sv . Uppgifterna finns i ett elektroniskt system.
        sv . Faksimilet förvaras i arkivet.
        en ! Requests can be sent by fax.
        en ! Telefax 09 123 4567
        en . The facsimile is kept in the archive.
        en . The data are in an electronic system.
        """,
    ),
]

# The same thing said in three languages: nothing may seem to differ.
PARALLEL = [
    (
        "Voit pyytää meitä poistamaan tietosi.",
        "Du kan be oss radera dina uppgifter.",
        "You can ask us to delete your data.",
    ),
    (
        "Sinulla on oikeus tarkastaa tietosi.",
        "Du har rätt att granska dina uppgifter.",
        "You have the right to inspect your data.",
    ),
    (
        "Sinulla on oikeus kieltää suoramarkkinointi.",
        "Du har rätt att förbjuda direktmarknadsföring.",
        "You have the right to forbid direct marketing.",
    ),
    (
        "Voit vastustaa tietojesi käsittelyä.",
        "Du kan motsätta dig behandlingen av dina uppgifter.",
        "You may object to the processing of your data.",
    ),
    (
        "Voit pyytää tietojesi käsittelyn rajoittamista.",
        "Du kan begära att behandlingen av dina uppgifter begränsas.",
        "You may ask us to restrict the processing of your data.",
    ),
    (
        "Voit pyytää tietosi koneellisesti luettavassa muodossa.",
        "Du kan få dina uppgifter i maskinläsbar form.",
        "You may receive your data in a machine-readable format.",
    ),
    (
        "Suostumuksen voi perua milloin tahansa.",
        "Du kan ta tillbaka ditt samtycke när som helst.",
        "You may withdraw your consent at any time.",
    ),
    (
        "Voit saattaa asian tietosuojavaltuutetun käsiteltäväksi.",
        "Du kan föra ärendet till dataombudsmannen.",
        "You may bring the matter before the Data Protection Ombudsman.",
    ),
    (
        "Voit pyytää meitä korjaamaan virheelliset tiedot.",
        "Du kan be oss rätta felaktiga uppgifter.",
        "You may ask us to correct inaccurate data.",
    ),
    (
        "Sinulla on oikeus saada ihminen käsittelemään automaattinen päätös uudelleen.",
        "Du har rätt att få ett automatiserat beslut omprövat av en människa.",
        "You have the right to have an automated decision reviewed by a human.",
    ),
    (
        "Tietoihin pääsevät vain ne, joiden työhön se kuuluu.",
        "Endast de som behöver uppgifterna i sitt arbete har tillgång till dem.",
        "Only those who need the data in their work have access to them.",
    ),
    (
        "Säilytämme tietoja kaksi vuotta.",
        "Vi lagrar uppgifterna i två år.",
        "We keep the data for two years.",
    ),
]
DIFFERENT = [
    (
        "Sinulla on oikeus tarkastaa tietosi.",
        "Du har rätt att få dina uppgifter rättade.",
        "You have the right to have your data corrected.",
    ),
    (
        "Voit pyytää meitä poistamaan tietosi.",
        "Du kan kontakta oss.",
        "You can contact us.",
    ),
    (
        "Säilytämme tietoja 2 vuotta.",
        "Vi lagrar uppgifterna i 3 år.",
        "We keep the data for 3 years.",
    ),
    (
        "Voit valittaa tietosuojavaltuutetulle.",
        "Vi följer dataombudsmannens anvisningar.",
        "We follow the instructions of the Data Protection Ombudsman.",
    ),
]
