"""Closed vocabularies of requests: leaves, importable from anywhere.

The values stand in the database and never change; the labels are for screens and letters. Articles
are those of Regulation (EU) 2016/679 unless another act is named.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestedKind(TextChoices):
    """What a person can ask for (`domain.md` §3.1)."""

    ACCESS = "access", _("to see their data (Art. 15)")
    RECTIFICATION = "rectification", _("to have data corrected (Art. 16)")
    ERASURE = "erasure", _("to have data erased (Art. 17)")
    RESTRICTION = "restriction", _("to have processing restricted (Art. 18)")
    PORTABILITY = "portability", _("to get data in a form that can be moved (Art. 20)")
    OBJECTION = "objection", _("to object to processing (Art. 21(1))")
    MARKETING_BAN = "marketing_ban", _("to forbid direct marketing (Art. 21(2))")
    CONSENT_WITHDRAWAL = "consent_withdrawal", _("to withdraw consent (Art. 7(3))")
    HUMAN_REVIEW = "human_review", _("to have an automated decision reviewed (Art. 22(3))")
    OTHER = "other", _("another matter of data protection")


# A person says so, and it is so: nobody weighs it, and nobody is asked who they are first.
NEVER_REFUSED = frozenset({RequestedKind.MARKETING_BAN, RequestedKind.CONSENT_WITHDRAWAL})


class Channel(TextChoices):
    """How a request arrived. Any channel will do (Art. 12(2))."""

    FORM = "form", _("web form")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    LETTER = "letter", _("letter")
    COUNTER = "counter", _("counter")


class Status(TextChoices):
    """Where a request stands; `transitions.py` says what may follow."""

    UNCONFIRMED = "unconfirmed", _("waiting for the e-mail address to be confirmed")
    RECEIVED = "received", pgettext_lazy("request", "received")
    IDENTIFIED = "identified", pgettext_lazy("request", "identity settled")
    MATCHED = "matched", pgettext_lazy("request", "person found")
    DECIDED = "decided", pgettext_lazy("request", "decided")
    APPROVED = "approved", pgettext_lazy("request", "approved by a second person")
    CARRIED_OUT = "carried_out", pgettext_lazy("request", "carried out")
    ANSWERED = "answered", pgettext_lazy("request", "answered")
    CLOSED = "closed", pgettext_lazy("request", "closed")
    LAPSED = "lapsed", pgettext_lazy("request", "lapsed: never confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "withdrawn by the person")
    JOINED = "joined", pgettext_lazy("request", "joined to an earlier request")


class Step(TextChoices):
    """What can be done with a request."""

    NOTE_CONFIRMATION_LEFT = "note_confirmation_left", _("note that the confirmation mail left")
    CONFIRM = "confirm", _("confirm the e-mail address")
    LAPSE = "lapse", _("let an unconfirmed request lapse")
    ASSIGN = "assign", _("choose who handles the request")
    ASK_IDENTITY = "ask_identity", _("ask who the person is")
    ASK_ADDRESS = "ask_address", _("send a link to confirm the e-mail address")
    CONFIRM_ADDRESS = "confirm_address", _("confirm an e-mail address that staff entered")
    CORRECT = "correct", _("correct what was entered")
    SEND_CODE = "send_code", _("send a code to a contact point on the card")
    PROVE_IDENTITY = "prove_identity", _("show who the person is")
    ASK_SPECIFICATION = "ask_specification", _("ask what the request is about")
    REMIND = "remind", _("remind the person of our question")
    NOTE_ANSWER = "note_answer", _("note the person's answer")
    SETTLE_IDENTITY = "settle_identity", _("settle the identity")
    FIX_MATCH = "fix_match", _("fix whom the request is about")
    DECIDE_ITEM = "decide_item", _("decide an item")
    FINISH_DECIDING = "finish_deciding", _("finish deciding")
    RECONSIDER = "reconsider", _("reconsider the decision")
    TAKE_UP_AGAIN = "take_up_again", _("take up again: settle anew who asks")
    APPROVE = "approve", _("approve as a second person")
    NOTE_ANOTHERS = "note_anothers", _("note that a request is somebody else's")
    CARRY_OUT = "carry_out", _("note as carried out")
    ADD_TASK = "add_task", _("add a task for another system")
    FINISH_TASK = "finish_task", _("note a task as done")
    EXTEND = "extend", _("extend the time limit")
    SEND_LETTER = "send_letter", _("send a letter that is owed")
    SEND_AGAIN = "send_again", _("note that a letter was sent again")
    WRITE = "write", _("write a message")
    ANSWER = "answer", _("answer the person")
    CLOSE = "close", _("close the request")
    END_RESTRICTION = "end_restriction", _("end the restriction of processing")
    LIFT_RESTRICTION = "lift_restriction", _("lift the restriction that the person was told of")
    LIFT_BANS = "lift_bans", _("lift a ban that acted on somebody else's card")
    WITHDRAW = "withdraw", _("withdraw the request")
    JOIN = "join", _("join to an earlier request")


class ActingAs(TextChoices):
    """For whom somebody asks."""

    SELF = "self", _("for themselves")
    GUARDIAN = "guardian", _("as guardian or trustee")
    ATTORNEY = "attorney", _("with a power of attorney")
    OTHER = "other", _("for another person on other grounds")


class Mandate(TextChoices):
    """What showed that somebody may act for another. That it was seen is kept, not its copy."""

    POWER_OF_ATTORNEY = "power_of_attorney", _("power of attorney")
    GUARDIANSHIP = "guardianship", _("certificate of guardianship")
    CUSTODY = "custody", _("custody of a child")
    OTHER = "other", pgettext_lazy("mandate", "another ground seen")


class IdentityMethod(TextChoices):
    """The ladder, the lightest rung first (Art. 12(6)).

    A name with a personal identity code is no rung (Data Protection Act 1050/2018 s. 29), nor is a
    copy of an identity document.
    """

    EMAIL_ON_FILE = "email_on_file", _("confirmed e-mail address that is on the card already")
    CODE_TO_CONTACT = "code_to_contact", _("code sent to another contact point on the card")
    QUESTION = "question", _("question from the customer relationship")
    STRONG = "strong", _("strong electronic identification")
    IN_PERSON = "in_person", _("in person, identity document seen")


class CodeChannel(TextChoices):
    """How a code reaches a contact point on the card."""

    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("told by phone")
    POST = "post", _("by post")


class Agreement(TextChoices):
    """How a datum on a card compares with what strong identification told."""

    AGREES = "agrees", pgettext_lazy("of data", "agrees")
    DIFFERS = "differs", pgettext_lazy("of data", "differs")
    NOT_COMPARED = "not_compared", pgettext_lazy("of data", "not on the card or not told")


class PauseReason(TextChoices):
    """Why the clock may stand still: nothing else stops it."""

    IDENTITY = "identity", _("reasonable doubt about who asks (Art. 12(6))")
    SPECIFICATION = "specification", _("a very broad request to be specified (recital 63)")


class ExtensionGround(TextChoices):
    """Art. 12(3): nothing else extends the time."""

    COMPLEXITY = "complexity", _("the request is complex")
    NUMBER = "number", _("the number of requests")


class Outcome(TextChoices):
    """What was decided of an item."""

    GRANTED = "granted", pgettext_lazy("decision", "granted")
    REFUSED = "refused", pgettext_lazy("decision", "refused")


class Ground(TextChoices):
    """Why something is refused: a closed list, each with its article."""

    NOT_IDENTIFIED = "not_identified", _("the person could not be identified (Art. 11(2), 12(6))")
    EXCESSIVE = "excessive", _("manifestly unfounded or excessive (Art. 12(5))")
    NOTHING_HELD = "nothing_held", _("no such data are held")
    OTHERS_RIGHTS = "others_rights", _("a copy would harm others' rights (Art. 15(4))")
    DATA_CORRECT = "data_correct", _("the data are correct (Art. 16)")
    NO_ERASURE_GROUND = "no_erasure_ground", _("no ground for erasure applies (Art. 17(1))")
    EXPRESSION = "expression", _("freedom of expression and information (Art. 17(3)(a))")
    LEGAL_DUTY = "legal_duty", _("a legal duty or a task of public interest (Art. 17(3)(b))")
    PUBLIC_HEALTH = "public_health", _("public health (Art. 17(3)(c))")
    ARCHIVING = "archiving", _("archiving, research or statistics (Art. 17(3)(d))")
    LEGAL_CLAIMS = "legal_claims", _("legal claims (Art. 17(3)(e))")
    NO_RESTRICTION_GROUND = (
        "no_restriction_ground",
        _("no ground for restriction applies (Art. 18(1))"),
    )
    NOT_PORTABLE = (
        "not_portable",
        _("not based on consent or contract, or not automated (Art. 20(1))"),
    )
    PUBLIC_TASK = "public_task", _("a task of public interest (Art. 20(3))")
    OTHERS_RIGHTS_MOVED = "others_rights_moved", _("moving would harm others' rights (Art. 20(4))")
    NO_OBJECTION_BASIS = (
        "no_objection_basis",
        _("based neither on public nor on legitimate interest (Art. 21(1))"),
    )
    COMPELLING = "compelling", _("compelling legitimate grounds (Art. 21(1))")
    NO_AUTOMATED_DECISION = (
        "no_automated_decision",
        _("no decision was made by automated means alone (Art. 22(1))"),
    )
    DATA_PROTECTION_ACT_34 = "dpa34", _("exception of the Data Protection Act, section 34")
    AML_SECRET = "aml_secret", _("secret under the Money Laundering Act 444/2017, ch. 4 s. 3")


class ProposalOutcome(TextChoices):
    """What became of a correction that the person proposed (Art. 16)."""

    PENDING = "pending", pgettext_lazy("correction", "not decided yet")
    ACCEPTED = "accepted", pgettext_lazy("correction", "accepted")
    REFUSED = "refused", pgettext_lazy("correction", "refused")


class NoticeWay(TextChoices):
    """How a recipient of the data was told, or why it was not (Art. 19)."""

    EMAIL = "email", _("told by e-mail")
    OTHERWISE = "otherwise", _("told otherwise")
    TASK = "task", _("told by a task")
    IMPOSSIBLE = "impossible", _("impossible to tell")
    DISPROPORTIONATE = "disproportionate", _("would need disproportionate effort")


class LetterKind(TextChoices):
    """What we write to people, and owe them."""

    RECEIPT = "receipt", _("confirmation that the request arrived")
    IDENTITY_QUESTION = "identity_question", _("question about identity")
    SPECIFICATION_QUESTION = "specification_question", _("question what the request is about")
    REMINDER = "reminder", _("reminder of our question")
    EXTENSION = "extension", _("notice that the time limit is extended")
    DECISION = "decision", _("decision")
    RESTRICTION_END = "restriction_end", _("notice that a restriction of processing ends")
    LAPSED = "lapsed", _("notice that an unconfirmed request lapsed")
    WITHDRAWN = "withdrawn", _("confirmation of a withdrawal")
    JOINED = "joined", _("notice that requests were joined")


class Delivery(TextChoices):
    """How a letter went."""

    EMAIL = "email", _("e-mail")
    STATUS_PAGE = "status_page", _("the request's own page")
    POST = "post", _("post")
    BY_HAND = "by_hand", _("by hand")


class TokenPurpose(TextChoices):
    """What a secret link is for."""

    CONFIRM = "confirm", _("to confirm an e-mail address")
    ADDRESS = "address", _("to confirm an e-mail address that staff entered")
    STATUS = "status", _("to see the request")
    DOWNLOAD = "download", _("to download the answer")


class FileKind(TextChoices):
    """What may be attached: told by the content, not by the name."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
