"""What goes to the mail server? The letter in both shapes, the pictures that it shows within it, and the files with it."""

from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, SafeMIMEMultipart

from notifications.letters.letter import Letter, Picture


class _WithPictures(EmailMultiAlternatives):
    """Pictures belong to the words: they are no attachments, and stand with the words inside what files are put around."""

    pictures: tuple[Picture, ...] = ()

    def _create_alternatives(self, msg: Any) -> Any:
        words = super()._create_alternatives(msg)  # type: ignore[misc]  # what Django itself calls, and its stubs leave out
        whole = SafeMIMEMultipart(_subtype="related", encoding=self.encoding or settings.DEFAULT_CHARSET)
        for part in (words, *map(_inline, self.pictures)):
            whole.attach(part)
        return whole


def posted(letter: Letter, headers: dict[str, str]) -> EmailMultiAlternatives:
    """The message, ready to go."""
    kind = _WithPictures if letter.pictures else EmailMultiAlternatives
    message = kind(
        subject=letter.subject, body=letter.text, from_email=_sender(letter), to=[letter.to], headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    if isinstance(message, _WithPictures):
        message.pictures = letter.pictures
    for file in letter.files:
        message.attach(file.name, file.content, file.kind)
    return message


def _sender(letter: Letter) -> str:
    """Our address, by the name that the letter comes from."""
    address = parseaddr(settings.MAIL_FROM)[1]
    return formataddr((letter.sender, address)) if letter.sender else settings.MAIL_FROM


def _inline(picture: Picture) -> MIMEImage:
    part = MIMEImage(picture.content, picture.kind)
    part["Content-ID"] = f"<{picture.name}>"
    part["Content-Disposition"] = f'inline; filename="{picture.name}.{picture.kind}"'
    return part
