"""What has the record that stays when two records of one customer are joined, and when they are two again?"""

from backlog.models import Grant


def grant_as(customer_id: int, *, to: int) -> None:
    """Give a customer every release that another record of theirs was given. Idempotent."""
    given = Grant.objects.filter(customer=customer_id).values_list("release_id", "since")
    Grant.objects.bulk_create(
        (
            Grant(release_id=release, customer_id=to, since=since, inherited_from_id=customer_id)
            for release, since in given
        ),
        ignore_conflicts=True,
    )


def take_back(customer_id: int, *, inherited_from: int) -> None:
    """They were two people after all: each has what it was given itself. Idempotent."""
    Grant.objects.filter(customer=customer_id, inherited_from=inherited_from).delete()
