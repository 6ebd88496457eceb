"""Who complains, and for whom do they work?"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from common.labels import Labelled
from customers.queries import CustomerQuerySet
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


class Company(models.Model):
    """For whom customers work."""

    name = models.CharField(_("Company"), max_length=160)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "companies"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="a_company_is_known_once"),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_company_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Customer(Labelled):
    """A person who complains."""

    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), max_length=254, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="customers", verbose_name=_("Company")
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
    since = models.DateTimeField()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), name="an_address_belongs_to_one_customer", condition=~models.Q(email="")
            ),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_customer_has_a_name"),
            models.CheckConstraint(
                name="nobody_is_worth_less_than_nothing",
                condition=models.Q(monthly_value__isnull=True) | models.Q(monthly_value__gte=0),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name", "id"], name="customer_by_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="customer_name_trigrams"),
            GinIndex(OpClass(Upper("email"), name="gin_trgm_ops"), name="customer_email_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        """What the workflow table calls a customer who acts."""
        return CUSTOMER
