"""Facts of the register in words, in Finnish, Swedish and English: the notice's own sentences.

Finnish is the source. Names are put in the nominative and never inflected by gluing an ending to
them; what needs a case gets it here, written out. Swedish is that of Finland: FO-nummer and
personbeteckning, not organisationsnummer and personnummer.
"""

from register.enums import (
    AddressKind,
    BasisParty,
    ContactRole,
    IdentityCodeGround,
    LegalBasisCode,
    MeasureKind,
    Obligation,
    PhoneKind,
    RecipientKind,
    RightKind,
    SpecialCondition,
    TransferMechanism,
)
from register.texts import Text

LEGAL_BASIS: dict[LegalBasisCode, Text] = {
    LegalBasisCode.CONSENT: Text(
        "rekisteröidyn suostumus (tietosuoja-asetuksen 6 artiklan 1 kohdan a alakohta)",
        "den registrerades samtycke (artikel 6.1 a i dataskyddsförordningen)",
        "consent of the data subject (Article 6(1)(a) of the GDPR)",
    ),
    LegalBasisCode.CONTRACT: Text(
        "sopimuksen täytäntöönpano tai sopimusta edeltävät toimenpiteet "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan b alakohta)",
        "fullgörande av ett avtal eller åtgärder innan ett avtal ingås "
        "(artikel 6.1 b i dataskyddsförordningen)",
        "performance of a contract or steps prior to entering into a contract "
        "(Article 6(1)(b) of the GDPR)",
    ),
    LegalBasisCode.LEGAL_OBLIGATION: Text(
        "rekisterinpitäjän lakisääteinen velvoite "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan c alakohta)",
        "den personuppgiftsansvariges rättsliga förpliktelse "
        "(artikel 6.1 c i dataskyddsförordningen)",
        "legal obligation of the controller (Article 6(1)(c) of the GDPR)",
    ),
    LegalBasisCode.VITAL_INTERESTS: Text(
        "elintärkeiden etujen suojaaminen (tietosuoja-asetuksen 6 artiklan 1 kohdan d alakohta)",
        "skydd av grundläggande intressen (artikel 6.1 d i dataskyddsförordningen)",
        "protection of vital interests (Article 6(1)(d) of the GDPR)",
    ),
    LegalBasisCode.PUBLIC_TASK: Text(
        "yleistä etua koskeva tehtävä tai julkisen vallan käyttö "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan e alakohta)",
        "uppgift av allmänt intresse eller myndighetsutövning "
        "(artikel 6.1 e i dataskyddsförordningen)",
        "task in the public interest or exercise of official authority "
        "(Article 6(1)(e) of the GDPR)",
    ),
    LegalBasisCode.LEGITIMATE_INTERESTS: Text(
        "rekisterinpitäjän tai kolmannen osapuolen oikeutettu etu "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan f alakohta)",
        "den personuppgiftsansvariges eller en tredje parts berättigade intresse "
        "(artikel 6.1 f i dataskyddsförordningen)",
        "legitimate interests of the controller or a third party (Article 6(1)(f) of the GDPR)",
    ),
}

# Where consent or contract is not, or not only, the data subject's own.
LEGAL_BASIS_OF_OTHERS: dict[tuple[LegalBasisCode, BasisParty], Text] = {
    (LegalBasisCode.CONSENT, BasisParty.ORGANISATION): Text(
        "rekisteröidyn edustaman organisaation suostumus "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan a alakohta)",
        "samtycke av den organisation som den registrerade företräder "
        "(artikel 6.1 a i dataskyddsförordningen)",
        "consent of the organisation that the data subject represents "
        "(Article 6(1)(a) of the GDPR)",
    ),
    (LegalBasisCode.CONSENT, BasisParty.EITHER): Text(
        "rekisteröidyn tai hänen edustamansa organisaation suostumus "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan a alakohta)",
        "samtycke av den registrerade eller av den organisation som han eller hon företräder "
        "(artikel 6.1 a i dataskyddsförordningen)",
        "consent of the data subject or of the organisation that the data subject represents "
        "(Article 6(1)(a) of the GDPR)",
    ),
    (LegalBasisCode.CONTRACT, BasisParty.ORGANISATION): Text(
        "rekisteröidyn edustaman organisaation kanssa tehdyn sopimuksen täytäntöönpano tai "
        "sopimusta edeltävät toimenpiteet (tietosuoja-asetuksen 6 artiklan 1 kohdan b alakohta)",
        "fullgörande av ett avtal med den organisation som den registrerade företräder eller "
        "åtgärder innan ett sådant avtal ingås (artikel 6.1 b i dataskyddsförordningen)",
        "performance of a contract with the organisation that the data subject represents, or "
        "steps prior to entering into such a contract (Article 6(1)(b) of the GDPR)",
    ),
    (LegalBasisCode.CONTRACT, BasisParty.EITHER): Text(
        "rekisteröidyn tai hänen edustamansa organisaation kanssa tehdyn sopimuksen "
        "täytäntöönpano tai sopimusta edeltävät toimenpiteet "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan b alakohta)",
        "fullgörande av ett avtal med den registrerade eller med den organisation som han eller "
        "hon företräder, eller åtgärder innan ett sådant avtal ingås "
        "(artikel 6.1 b i dataskyddsförordningen)",
        "performance of a contract with the data subject or with the organisation that the data "
        "subject represents, or steps prior to entering into such a contract "
        "(Article 6(1)(b) of the GDPR)",
    ),
}

SPECIAL_CONDITION: dict[SpecialCondition, Text] = {
    SpecialCondition.EXPLICIT_CONSENT: Text(
        "nimenomainen suostumus (tietosuoja-asetuksen 9 artiklan 2 kohdan a alakohta)",
        "uttryckligt samtycke (artikel 9.2 a i dataskyddsförordningen)",
        "explicit consent (Article 9(2)(a) of the GDPR)",
    ),
    SpecialCondition.EMPLOYMENT: Text(
        "työoikeus, sosiaaliturva ja sosiaalinen suojelu (tietosuoja-asetuksen 9 artiklan 2 "
        "kohdan b alakohta)",
        "arbetsrätt, social trygghet och socialt skydd (artikel 9.2 b i dataskyddsförordningen)",
        "employment, social security and social protection law (Article 9(2)(b) of the GDPR)",
    ),
    SpecialCondition.VITAL_INTERESTS: Text(
        "elintärkeän edun suojaaminen, kun rekisteröity on estynyt antamasta suostumustaan "
        "(tietosuoja-asetuksen 9 artiklan 2 kohdan c alakohta)",
        "skydd av grundläggande intressen när den registrerade är förhindrad att ge sitt samtycke "
        "(artikel 9.2 c i dataskyddsförordningen)",
        "vital interests where the data subject is incapable of giving consent (Article 9(2)(c) "
        "of the GDPR)",
    ),
    SpecialCondition.NOT_FOR_PROFIT: Text(
        "säätiön, yhdistyksen tai muun voittoa tavoittelemattoman yhteisön toiminta "
        "(tietosuoja-asetuksen 9 artiklan 2 kohdan d alakohta)",
        "verksamhet i en stiftelse, en förening eller ett annat icke vinstdrivande organ "
        "(artikel 9.2 d i dataskyddsförordningen)",
        "activities of a foundation, association or other not-for-profit body (Article 9(2)(d) "
        "of the GDPR)",
    ),
    SpecialCondition.MADE_PUBLIC: Text(
        "tiedot, jotka rekisteröity on nimenomaisesti saattanut julkisiksi "
        "(tietosuoja-asetuksen 9 artiklan 2 kohdan e alakohta)",
        "uppgifter som den registrerade tydligt har offentliggjort (artikel 9.2 e i "
        "dataskyddsförordningen)",
        "data manifestly made public by the data subject (Article 9(2)(e) of the GDPR)",
    ),
    SpecialCondition.LEGAL_CLAIMS: Text(
        "oikeusvaateen laatiminen, esittäminen tai puolustaminen (tietosuoja-asetuksen 9 "
        "artiklan 2 kohdan f alakohta)",
        "fastställande, utövande eller försvar av rättsliga anspråk (artikel 9.2 f i "
        "dataskyddsförordningen)",
        "establishment, exercise or defence of legal claims (Article 9(2)(f) of the GDPR)",
    ),
    SpecialCondition.PUBLIC_INTEREST: Text(
        "tärkeä yleinen etu lain nojalla (tietosuoja-asetuksen 9 artiklan 2 kohdan g alakohta)",
        "viktigt allmänt intresse enligt lag (artikel 9.2 g i dataskyddsförordningen)",
        "substantial public interest on the basis of law (Article 9(2)(g) of the GDPR)",
    ),
    SpecialCondition.HEALTH_CARE: Text(
        "terveydenhuolto, työterveyshuolto tai sosiaalihuolto (tietosuoja-asetuksen 9 artiklan 2 "
        "kohdan h alakohta)",
        "hälso- och sjukvård, företagshälsovård eller socialvård (artikel 9.2 h i "
        "dataskyddsförordningen)",
        "health care, occupational medicine or social care (Article 9(2)(h) of the GDPR)",
    ),
    SpecialCondition.PUBLIC_HEALTH: Text(
        "kansanterveyteen liittyvä yleinen etu (tietosuoja-asetuksen 9 artiklan 2 kohdan i "
        "alakohta)",
        "allmänt intresse på folkhälsoområdet (artikel 9.2 i i dataskyddsförordningen)",
        "public interest in the area of public health (Article 9(2)(i) of the GDPR)",
    ),
    SpecialCondition.ARCHIVING: Text(
        "arkistointi, tutkimus tai tilastointi (tietosuoja-asetuksen 9 artiklan 2 kohdan j "
        "alakohta)",
        "arkivering, forskning eller statistik (artikel 9.2 j i dataskyddsförordningen)",
        "archiving, research or statistics (Article 9(2)(j) of the GDPR)",
    ),
    SpecialCondition.NATIONAL_ACT: Text(
        "tietosuojalain (1050/2018) 6 §",
        "6 § i dataskyddslagen (1050/2018)",
        "section 6 of the Data Protection Act (1050/2018)",
    ),
}

IDENTITY_CODE_GROUND: dict[IdentityCodeGround, Text] = {
    IdentityCodeGround.CONSENT: Text(
        "rekisteröidyn suostumus", "den registrerades samtycke", "consent of the data subject"
    ),
    IdentityCodeGround.LAW: Text("laissa säädetty", "föreskrivet i lag", "laid down by law"),
    IdentityCodeGround.STATUTORY_TASK: Text(
        "rekisteröidyn yksiselitteinen yksilöiminen laissa säädetyn tehtävän suorittamiseksi",
        "entydig specificering av den registrerade för utförande av en i lag föreskriven uppgift",
        "unambiguous distinguishing of the data subject for a task laid down by law",
    ),
    IdentityCodeGround.RIGHTS_AND_DUTIES: Text(
        "rekisteröidyn yksiselitteinen yksilöiminen rekisteröidyn tai rekisterinpitäjän oikeuksien "
        "ja velvollisuuksien toteuttamiseksi",
        "entydig specificering av den registrerade för att uppfylla den registrerades eller den "
        "personuppgiftsansvariges rättigheter och skyldigheter",
        "unambiguous distinguishing of the data subject to realise the rights and duties of the "
        "data subject or the controller",
    ),
    IdentityCodeGround.RESEARCH: Text(
        "historiallinen tai tieteellinen tutkimus taikka tilastointi",
        "historisk eller vetenskaplig forskning eller statistikföring",
        "historical or scientific research or statistics",
    ),
    IdentityCodeGround.SECTOR: Text(
        "tietosuojalain 29 §:n 2 momentissa tarkoitettu toiminta",
        "verksamhet som avses i 29 § 2 mom. i dataskyddslagen",
        "activity referred to in section 29(2) of the Data Protection Act",
    ),
}

OBLIGATION: dict[Obligation, Text] = {
    Obligation.STATUTORY: Text(
        "Lain perusteella annettavat tiedot",
        "Uppgifter som ska lämnas enligt lag",
        "Data that must be given by law",
    ),
    Obligation.CONTRACTUAL: Text(
        "Sopimuksen perusteella annettavat tiedot",
        "Uppgifter som ska lämnas enligt avtalet",
        "Data that must be given under the contract",
    ),
    Obligation.CONTRACT_CONDITION: Text(
        "Sopimuksen tekemiseksi tarvittavat tiedot",
        "Uppgifter som behövs för att avtalet ska kunna ingås",
        "Data needed for entering into the contract",
    ),
    Obligation.VOLUNTARY: Text(
        "Vapaaehtoisesti annettavat tiedot",
        "Uppgifter som lämnas frivilligt",
        "Data given voluntarily",
    ),
}

RECIPIENT: dict[RecipientKind, Text] = {
    RecipientKind.PROCESSOR: Text(
        "Henkilötietojen käsittelijät", "Personuppgiftsbiträden", "Processors"
    ),
    RecipientKind.CONTROLLER: Text(
        "Muut rekisterinpitäjät", "Andra personuppgiftsansvariga", "Other controllers"
    ),
    RecipientKind.GROUP_COMPANY: Text(
        "Saman konsernin yhtiöt", "Bolag i samma koncern", "Companies of the same group"
    ),
    RecipientKind.PARTNER: Text("Yhteistyökumppanit", "Samarbetspartner", "Partners"),
    RecipientKind.AUTHORITY: Text("Viranomaiset", "Myndigheter", "Authorities"),
    RecipientKind.INTERNAL: Text(
        "Rekisterinpitäjän oma henkilöstö",
        "Den personuppgiftsansvariges egen personal",
        "The controller's own staff",
    ),
    RecipientKind.PUBLIC: Text("Julkaiseminen", "Publicering", "Publication"),
}

# Remarks on what is not certain; what is regular needs none.
POSSIBLE_SOURCE = Text("mahdollinen lähde", "möjlig källa", "possible source")
POSSIBLE_RECIPIENT = Text("mahdollinen vastaanottaja", "möjlig mottagare", "possible recipient")
POSSIBLE_DATA = Text("mahdollisesti", "eventuellt", "where applicable")
ON_REQUEST = Text(
    "vain erikseen pyydettäessä tai sovittaessa",
    "endast på särskild begäran eller enligt separat överenskommelse",
    "only on request or by separate agreement",
)

MECHANISM: dict[TransferMechanism, Text] = {
    TransferMechanism.ADEQUACY: Text(
        "Euroopan komission päätös tietosuojan riittävyydestä (tietosuoja-asetuksen 45 artikla)",
        "Europeiska kommissionens beslut om adekvat skyddsnivå (artikel 45 i "
        "dataskyddsförordningen)",
        "adequacy decision of the European Commission (Article 45 of the GDPR)",
    ),
    TransferMechanism.STANDARD_CLAUSES: Text(
        "Euroopan komission hyväksymät vakiolausekkeet (tietosuoja-asetuksen 46 artiklan 2 "
        "kohdan c alakohta)",
        "standardavtalsklausuler som Europeiska kommissionen har antagit (artikel 46.2 c i "
        "dataskyddsförordningen)",
        "standard contractual clauses adopted by the European Commission (Article 46(2)(c) of "
        "the GDPR)",
    ),
    TransferMechanism.BINDING_RULES: Text(
        "yritystä koskevat sitovat säännöt (tietosuoja-asetuksen 47 artikla)",
        "bindande företagsbestämmelser (artikel 47 i dataskyddsförordningen)",
        "binding corporate rules (Article 47 of the GDPR)",
    ),
    TransferMechanism.OTHER_SAFEGUARD: Text(
        "muut asianmukaiset suojatoimet (tietosuoja-asetuksen 46 artikla)",
        "andra lämpliga skyddsåtgärder (artikel 46 i dataskyddsförordningen)",
        "other appropriate safeguards (Article 46 of the GDPR)",
    ),
    TransferMechanism.EXPLICIT_CONSENT: Text(
        "rekisteröidyn nimenomainen suostumus (tietosuoja-asetuksen 49 artiklan 1 kohdan a "
        "alakohta)",
        "den registrerades uttryckliga samtycke (artikel 49.1 a i dataskyddsförordningen)",
        "explicit consent of the data subject (Article 49(1)(a) of the GDPR)",
    ),
    TransferMechanism.CONTRACT: Text(
        "siirto on tarpeen sopimuksen täytäntöönpanoa varten (tietosuoja-asetuksen 49 artiklan 1 "
        "kohdan b–c alakohta)",
        "överföringen är nödvändig för fullgörande av ett avtal (artikel 49.1 b–c i "
        "dataskyddsförordningen)",
        "the transfer is necessary for a contract (Article 49(1)(b)–(c) of the GDPR)",
    ),
    TransferMechanism.OTHER_DEROGATION: Text(
        "erityistilanteita koskeva poikkeus (tietosuoja-asetuksen 49 artikla)",
        "undantag i särskilda situationer (artikel 49 i dataskyddsförordningen)",
        "derogation for specific situations (Article 49 of the GDPR)",
    ),
}

MEASURES: dict[MeasureKind, Text] = {
    MeasureKind.ORGANISATIONAL: Text(
        "Organisatoriset toimet", "Organisatoriska åtgärder", "Organisational measures"
    ),
    MeasureKind.ELECTRONIC: Text(
        "Sähköinen aineisto", "Elektroniskt material", "Electronic material"
    ),
    MeasureKind.MANUAL: Text("Manuaalinen aineisto", "Manuellt material", "Manual material"),
}

CONTACT_ROLE: dict[ContactRole, Text] = {
    ContactRole.REGISTER: Text(
        "Yhteyshenkilö rekisteriä koskevissa asioissa",
        "Kontaktperson i ärenden som gäller registret",
        "Contact person for matters concerning the register",
    ),
    ContactRole.DATA_PROTECTION_OFFICER: Text(
        "Tietosuojavastaava", "Dataskyddsombud", "Data protection officer"
    ),
    ContactRole.REPRESENTATIVE: Text(
        "Edustaja Euroopan unionissa",
        "Företrädare i Europeiska unionen",
        "Representative in the European Union",
    ),
    ContactRole.TOPIC: Text("Yhteystiedot", "Kontaktuppgifter", "Contact"),
}

ADDRESS: dict[AddressKind, Text] = {
    AddressKind.POSTAL: Text("Postiosoite", "Postadress", "Postal address"),
    AddressKind.VISITING: Text("Käyntiosoite", "Besöksadress", "Visiting address"),
}
PO_BOX = Text("PL", "PB", "P.O. Box")

PHONE: dict[PhoneKind, Text] = {
    PhoneKind.DIRECT: Text("Puhelin", "Telefon", "Phone"),
    PhoneKind.SWITCHBOARD: Text("Puhelinvaihde", "Telefonväxel", "Switchboard"),
    PhoneKind.CUSTOMER_SERVICE: Text("Asiakaspalvelu", "Kundtjänst", "Customer service"),
}

RIGHT_NAME: dict[RightKind, Text] = {
    RightKind.INFORMATION: Text(
        "Oikeus saada tietoa henkilötietojen käsittelystä",
        "Rätt att få information om behandlingen av personuppgifter",
        "Right to be informed about the processing",
    ),
    RightKind.ACCESS: Text("Oikeus saada pääsy tietoihin", "Rätt till tillgång", "Right of access"),
    RightKind.RECTIFICATION: Text(
        "Oikeus tietojen oikaisemiseen", "Rätt till rättelse", "Right to rectification"
    ),
    RightKind.ERASURE: Text(
        "Oikeus tietojen poistamiseen", "Rätt till radering", "Right to erasure"
    ),
    RightKind.RESTRICTION: Text(
        "Oikeus käsittelyn rajoittamiseen",
        "Rätt till begränsning av behandling",
        "Right to restriction of processing",
    ),
    RightKind.PORTABILITY: Text(
        "Oikeus siirtää tiedot järjestelmästä toiseen",
        "Rätt till dataportabilitet",
        "Right to data portability",
    ),
    RightKind.OBJECTION: Text(
        "Oikeus vastustaa käsittelyä", "Rätt att göra invändningar", "Right to object"
    ),
    RightKind.MARKETING_BAN: Text(
        "Oikeus vastustaa suoramarkkinointia",
        "Rätt att motsätta sig direktmarknadsföring",
        "Right to object to direct marketing",
    ),
    RightKind.CONSENT_WITHDRAWAL: Text(
        "Oikeus peruuttaa suostumus",
        "Rätt att återkalla samtycke",
        "Right to withdraw consent",
    ),
    RightKind.HUMAN_REVIEW: Text(
        "Oikeus automaattisen päätöksen uudelleenarviointiin",
        "Rätt till omprövning av automatiserade beslut",
        "Right to have an automated decision reviewed",
    ),
    RightKind.COMPLAINT: Text(
        "Oikeus tehdä valitus valvontaviranomaiselle",
        "Rätt att lämna in klagomål till tillsynsmyndigheten",
        "Right to lodge a complaint with a supervisory authority",
    ),
    RightKind.OTHER: Text("Muut oikeudet", "Övriga rättigheter", "Other rights"),
}
