"""Who complains, and for whom do they work?"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from common.labels import Labelled
from customers.queries import CompanyQuerySet, CustomerQuerySet, Digits
from journal.actors import CUSTOMER


class Relationship(models.TextChoices):
    """How far we have come with each other."""

    NEW = "new", _("New")
    SETTLED = "settled", _("Settled")
    REGULAR = "regular", _("Regular")
    AT_RISK = "at_risk", _("At risk")


class Language(models.TextChoices):
    """The languages that we speak with customers."""

    KO = "ko", "한국어"
    EN = "en", "English"


class News(models.TextChoices):
    """What customers hear of without having just spoken: what became of it later. They may want it or not."""

    BEING_BUILT = "being_built", _("When you begin to build what I asked for")
    SHIPPED = "shipped", _("When something is there that I asked for")
    LOOKING_AGAIN = "looking_again", _("When you look again at something you could not do")


class Company(models.Model):
    """For whom customers work."""

    name = models.CharField(_("Company"), max_length=160)
    domain = models.CharField(
        _("Mail domain"), max_length=253, blank=True, help_text="whoever writes from it, works here"
    )
    since = models.DateTimeField()

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="a_company_is_known_once"),
            models.UniqueConstraint(
                fields=["domain"], name="a_domain_belongs_to_one_company", condition=~models.Q(domain="")
            ),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_company_has_a_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="company_by_name")]

    def __str__(self) -> str:
        return self.name


class Customer(Labelled):
    """A person who complains."""

    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), max_length=254, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("Company"),
        db_index=False,
    )
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices, default=Language.KO)
    relationship = models.CharField(
        _("Relationship"), max_length=8, choices=Relationship.choices, default=Relationship.NEW
    )
    monthly_value = models.DecimalField(
        _("Worth a month"), max_digits=14, decimal_places=2, null=True, blank=True, help_text="in the firm's currency"
    )
    no_news_since = models.DateTimeField(
        null=True, blank=True, help_text="since when they do not want to hear what became of it"
    )
    unwanted = ArrayField(
        models.CharField(max_length=13), default=list, blank=True, help_text="kinds of news that they do not want"
    )
    no_mail_since = models.DateTimeField(
        null=True, blank=True, help_text="since when they want no mail from us at all, answers neither"
    )
    unreachable_since = models.DateTimeField(
        null=True, blank=True, help_text="since when mail to this address came back, or was complained about"
    )
    unreachable_why = models.CharField(max_length=500, blank=True)
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined", help_text="the same person"
    )
    since = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), name="an_address_belongs_to_one_customer", condition=~models.Q(email="")
            ),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_customer_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(joined_into=models.F("id")), name="nobody_is_joined_into_themselves"
            ),
            models.CheckConstraint(
                name="nobody_is_worth_less_than_nothing",
                condition=models.Q(monthly_value__isnull=True) | models.Q(monthly_value__gte=0),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name", "id"], name="customer_by_name"),
            models.Index(fields=["company", "name", "id"], name="company_people_by_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="customer_name_trigrams"),
            models.Index(fields=["relationship", "name", "id"], name="relationship_by_name"),
            models.Index(fields=["language", "name", "id"], name="language_by_name"),
            GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="customer_email_trigrams"),
            models.Index(fields=["phone"], name="customer_by_phone", condition=~models.Q(phone="")),
            GinIndex(OpClass(Upper("phone"), name="gin_trgm_ops"), name="customer_phone_trigrams"),
            GinIndex(OpClass(Digits("phone"), name="gin_trgm_ops"), name="customer_phone_digits"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        """What the workflow table calls a customer who acts."""
        return CUSTOMER

    @property
    def gets_mail(self) -> bool:
        """Whether what we write to them reaches them by mail."""
        return bool(self.email) and self.no_mail_since is None and self.unreachable_since is None

    def hears(self, kind: str) -> bool:
        """Whether they want mails of a kind. Answers to their own words are wanted, unless they want no mail at all."""
        if self.no_mail_since or kind not in News.values:
            return self.no_mail_since is None
        return self.no_news_since is None and kind not in self.unwanted

    @property
    def news(self) -> list[str]:
        """The kinds of news that they want."""
        return [kind for kind in News.values if self.no_news_since is None and kind not in self.unwanted]

    @property
    def living(self) -> "Customer":
        """The record that stands for this person now: another one where two were put together."""
        return self if self.joined_into is None else self.joined_into.living


class Joining(models.Model):
    """Two records of one person were put together: what each said before, so that it can be undone for a day."""

    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="joinings")
    gone = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(
        help_text="what the one that stays said, field by field, where it says something else now"
    )
    tickets = ArrayField(models.BigIntegerField(), help_text="numbers of the tickets that went over")
    tags = ArrayField(models.BigIntegerField(), help_text="numbers of the tags that went over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gone"], name="a_record_goes_into_one_other", condition=models.Q(undone_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class CustomerNote(models.Model):
    """What a colleague wants others to know of a customer; the customer never sees it."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notes", db_index=False)
    body = models.TextField(_("Text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(body__regex=r"^\s*$"), name="a_note_says_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["customer", "-id"], name="notes_on_a_customer")]

    def __str__(self) -> str:
        return f"Note on {self.customer_id}"
