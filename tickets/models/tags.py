"""Which words did we put on tickets and customers, to find them together again?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from tickets.queries import TagQuerySet


class Tag(models.Model):
    """A word of ours, spelled one way: lower case, composed, single spaces (tickets/actions/tagging.py)."""

    name = models.CharField(_("Tag"), max_length=40, unique=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name__regex=r"^\s*$"), name="a_tag_has_a_name")]

    def __str__(self) -> str:
        return self.name


class TicketTag(models.Model):
    """A tag on a ticket."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="on_tickets", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "ticket"], name="a_tag_is_on_a_ticket_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on CS-{self.ticket_id}"


class CustomerTag(models.Model):
    """A tag on a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="on_customers", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "customer"], name="a_tag_is_on_a_customer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on customer {self.customer_id}"
