"""How does each mail to a customer look, before anybody gets it? With facts that nobody lived through."""

from dataclasses import replace

from django.conf import settings

from accounts.models import User
from customers.models import News
from journal.models import Entry
from notifications.letters.appearance import firm
from notifications.letters.customers import Told, draft_of_telling, drawn, several
from notifications.letters.letter import Letter
from notifications.letters.sentences import SEVERAL
from notifications.models import Mail, MailKind
from tickets.actions.drafting import templates
from tickets.wording.facts import fill

TO_CUSTOMERS = (
    MailKind.RECEIVED,
    MailKind.HEARD,
    MailKind.REPLY,
    MailKind.ACCEPTED,
    MailKind.DECLINED,
    MailKind.LOOKING_AGAIN,
    MailKind.BEING_BUILT,
    MailKind.SHIPPED,
)
EXAMPLES = (*TO_CUSTOMERS, SEVERAL)
_HAS_PROMISE = {MailKind.ACCEPTED, MailKind.BEING_BUILT, MailKind.SHIPPED}
_FACTS = {
    "ko": {
        "name": "김민지",
        "verbatim": "비밀번호를 바꾸려고 했더니 세 번이나 다른 화면으로 넘어갔어요. 결국 포기했고요.",
        "understood": "비밀번호를 바꾸는 길이 여러 화면에 흩어져 있어서 끝까지 가지 못하셨어요.",
        "answer": "어제 말씀하신 화면을 찾았어요. 지금은 오른쪽 위의 이름을 누르면 바로 바꾸실 수 있어요.",
        "promise": "앞으로 비밀번호는 한 화면에서 바꾸실 수 있게 할게요.",
        "capability": "한 번에 여러 기기를 로그아웃하는 기능",
        "date": "2027년 3월 1일",
    },
    "en": {
        "name": "Emma Whitfield",
        "verbatim": "I tried to change my password and was sent to another page three times. In the end I gave up.",
        "understood": "The way to a new password leads over several pages, so you did not get to its end.",
        "answer": "We found the page that you wrote about. For now, your name at the top right leads straight to it.",
        "promise": "From now on, you change your password on one page.",
        "capability": "Signing out of several devices at once",
        "date": "1 March 2027",
    },
}


def example(kind: str, language: str) -> Letter:
    """The mail of a kind in a language, in today's looks and with the drafts that hold today."""
    if kind != SEVERAL:
        return drawn(_told(kind, language))
    together = (MailKind.RECEIVED, MailKind.HEARD, MailKind.SHIPPED)
    return several([_told(each, language) for each in together])


def test_mail(mail: Mail) -> Letter:
    """An example on its way to the colleague who asked for it; nothing in it stops anything."""
    to, asked = mail.colleague, Entry.objects.get(pk=mail.source).plain
    assert isinstance(to, User)
    letter = example(asked["mail_kind"], asked["language"])
    return replace(letter, to=to.email, subject=f"[Test] {letter.subject}", stop="")


def _told(kind: str, language: str) -> Told:
    facts = _FACTS[language]
    return Told(
        kind=kind,
        to="",
        language=language,
        name=facts["name"],
        reference="CS-1042",
        said=_said(kind, language, facts),
        promise=facts["promise"] if kind in _HAS_PROMISE else "",
        verbatim=facts["verbatim"],
        verbatim_language=language,
        reason="not_yet" if kind == MailKind.DECLINED else "",
        link=f"{settings.SITE_URL}/follow/example/",
        stop=f"{settings.SITE_URL}/stop/example/" if kind in News.values else "",
    )


def _said(kind: str, language: str, facts: dict[str, str]) -> str:
    drafts = {MailKind.ACCEPTED: "accepted", MailKind.DECLINED: "not_yet", MailKind.LOOKING_AGAIN: "looking_again"}
    if kind in drafts:
        known = facts | {"reference": "CS-1042", "firm": firm(language)}
        return fill(templates(language)[drafts[MailKind(kind)]], known)
    said = {MailKind.HEARD: facts["understood"], MailKind.REPLY: facts["answer"]}
    return draft_of_telling(language) if kind == MailKind.SHIPPED else said.get(MailKind(kind), "")
