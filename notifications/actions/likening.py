"""How is it with the embedding service, where the operator named one? For the page of how it is."""

from django.utils.translation import gettext as _

from common import embedding
from notifications.actions.watching import Check


def last_answer() -> Check | None:
    """When it last answered the worker or somebody typing, and what went wrong; likeness does without it meanwhile."""
    if not embedding.is_there():
        return None
    told = [embedding.last("tickets"), embedding.last("question")]
    wrong = next((state for state in told if state.said), None)
    newest = max(told, key=lambda state: state.at.timestamp() if state.at else 0)
    state = wrong or newest
    said = _("{why} Likeness goes by words alone meanwhile.").format(why=_(state.said)) if state.said else ""
    return Check(_("Embedding service"), state.at, said, well=_("answers"))
