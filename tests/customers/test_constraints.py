"""What may never be true of companies, of records that are put together, and of notes: the database refuses it."""

from accounts.models import User
from common.clock import now
from customers.models import Company, Customer, CustomerNote, Joining
from tests import make
from tests.refusing import refused


def test_a_domain_belongs_to_one_company(db: None) -> None:
    for name, domain in (("Acme", "acme.example"), ("Nowhere", ""), ("Nowhere either", "")):
        assert Company.objects.create(name=name, domain=domain, since=now()).pk
    second = Company(name="Acme II", domain="acme.example", since=now())
    refused(second.save, because="a_domain_belongs_to_one_company")


def test_nobody_is_joined_into_themselves(db: None) -> None:
    emma = make.a_customer()
    refused(
        lambda: Customer.objects.filter(pk=emma.pk).update(joined_into=emma), because="nobody_is_joined_into_themselves"
    )


def test_a_record_goes_into_one_other_until_that_is_undone(max_: User) -> None:
    gone = make.a_customer()
    said = {"gone": gone, "before": {}, "tickets": [], "tags": [], "by": max_, "at": now()}
    Joining.objects.create(kept=make.a_customer(), **said)
    refused(lambda: Joining.objects.create(kept=make.a_customer(), **said), because="a_record_goes_into_one_other")
    Joining.objects.update(undone_at=now())
    assert Joining.objects.create(kept=make.a_customer(), **said).pk


def test_a_note_says_something(ana: User) -> None:
    note = CustomerNote(customer=make.a_customer(), body=" \n", by=ana, at=now())
    refused(note.save, because="a_note_says_something")
