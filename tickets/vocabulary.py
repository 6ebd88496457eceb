"""Which closed sets of words does a ticket know? Values are what the API says, labels what people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How the complaint reached us."""

    PHONE = "phone", pgettext_lazy("channel", "Phone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    STORE = "store", _("In the shop")
    FORM = "form", _("Web form")
    PORTAL = "portal", _("Customer portal")
    API = "api", _("API")
    IMPORT = "import", _("Import")


class Extent(models.TextChoices):
    """How far we would go."""

    YES = "yes", pgettext_lazy("answer", "Yes")
    WITHIN_LIMITS = "within_limits", _("Within limits")
    NO = "no", pgettext_lazy("answer", "No")


class Doer(models.TextChoices):
    """Who does the work each time."""

    PRODUCT = "product", pgettext_lazy("who does it", "Product")
    PROCESS = "process", _("Process")
    BY_HAND = "by_hand", _("By hand")


class Finding(models.TextChoices):
    """Whether we could keep doing it."""

    SUSTAINABLE = "sustainable", _("Sustainable")
    NOT_YET = "not_yet", _("Not yet")
    NOT_SUSTAINABLE = "not_sustainable", _("Not sustainable")


class Outcome(models.TextChoices):
    """What was decided."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Reason(models.TextChoices):
    """Why we declined."""

    NOT_YET = "not_yet", _("Not yet")
    NOT_SUSTAINABLE = "not_sustainable", _("Not sustainable")
    NOT_OURS = "not_ours", _("Not what we are for")
    CANNOT_CONFIRM = "cannot_confirm", _("Could not confirm")


class AsideReason(models.TextChoices):
    """Why it is not a complaint that we judge."""

    SPAM = "spam", _("Spam")
    ABUSE = "abuse", _("Abuse")
    QUESTION_ANSWERED = "question_answered", _("Question answered")
    SENT_TWICE = "sent_twice", _("Sent twice")


class Together(models.TextChoices):
    """What can be done with many tickets at once."""

    ASSIGN = "assign", _("Assign")
    TAG = "tag", pgettext_lazy("verb", "Tag")
    FILE = "file", _("Set area")
    LINK = "link", _("Link to an item")
    REPLY = "reply", pgettext_lazy("verb", "Reply")
    SET_ASIDE = "set_aside", pgettext_lazy("verb", "Set aside")


class Why(models.TextChoices):
    """Why a declined ticket is looked at again."""

    CAPABILITY_ARRIVED = "capability_arrived", _("The capability arrived")
    DATE_CAME = "date_came", _("The date came")
    DEMAND_GREW = "demand_grew", _("More people ask for it")


class MessageKind(models.TextChoices):
    """Who speaks to whom."""

    NOTE = "note", _("Internal note")
    REPLY = "reply", _("Reply")
    THEIRS = "theirs", _("From the customer")
    QUESTION = "question", _("Returned with a question")
    MISHEARD = "misheard", _("What was missed")


class Then(models.TextChoices):
    """What opens after a message was sent."""

    STAY = "stay", _("stay here")
    NEXT = "next", _("open the next one")
    LIST = "list", _("back to the list")


class BegunForm(models.TextChoices):
    """Which forms of a ticket's page are kept while one fills them in."""

    LISTENING = "listening", _("Listen")
    ASSESSMENT = "assessment", _("Could we keep doing this?")
    ACCEPTANCE = "acceptance", _("Accept")
    DECLINE = "decline", _("Decline")


class DraftKind(models.TextChoices):
    """What a message says: the draft with which it begins. The reasons of a decline are kinds of their own."""

    ACCEPTED = "accepted", _("Accepted")
    NOT_YET = "not_yet", _("Not yet")
    NOT_SUSTAINABLE = "not_sustainable", _("Not sustainable")
    NOT_OURS = "not_ours", _("Not what we are for")
    CANNOT_CONFIRM = "cannot_confirm", _("Could not confirm")
    LOOKING_AGAIN = "looking_again", _("Looking again")


class Became(models.TextChoices):
    """What became of a customer after a decision of ours."""

    WROTE_AGAIN = "wrote_again", _("Wrote again")
    STAGE_CHANGED = "stage_changed", _("The relationship changed")
    LEFT = "left", pgettext_lazy("what became of a customer", "Left")
    UNKNOWN = "unknown", _("Not known")


class After(models.IntegerChoices):
    """So many days after a decision we look what became of the customer."""

    A_MONTH = 30, _("After 30 days")
    A_QUARTER = 90, _("After 90 days")


class FieldKind(models.TextChoices):
    """What a field of the firm's own holds; each is the name of its column (tickets/models/fields.py)."""

    TEXT = "text", pgettext_lazy("kind of field", "Text")
    NUMBER = "number", pgettext_lazy("kind of field", "Number")
    CHOICE = "choice", pgettext_lazy("kind of field", "Choice")
    DAY = "day", pgettext_lazy("kind of field", "Date")
    YES = "yes", pgettext_lazy("kind of field", "Yes or no")


class Column(models.TextChoices):
    """What a row of the desk can show beside the words, the number, the name and the clock."""

    COMPANY = "company", _("Company")
    RELATIONSHIP = "relationship", _("Relationship")
    WHY = "why", _("Why it is here")
    CHANNEL = "channel", _("Channel")
    LANGUAGE = "language", _("Language")
    VALUE = "value", _("Worth a month")
    AREA = "area", _("Area")
    OWNER = "owner", _("Owner")


USUAL_COLUMNS = (Column.COMPANY, Column.RELATIONSHIP, Column.WHY, Column.AREA, Column.OWNER)
"""What rows show to whoever did not choose."""
