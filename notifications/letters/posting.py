"""What goes to the mail server? The letter in both shapes, and the pictures that it shows within it."""

from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from notifications.letters.letter import Letter, Picture


class _WithPictures(EmailMultiAlternatives):
    """Pictures belong to the words: they are no attachments."""

    mixed_subtype = "related"


def posted(letter: Letter, headers: dict[str, str]) -> EmailMultiAlternatives:
    """The message, ready to go."""
    kind = _WithPictures if letter.pictures else EmailMultiAlternatives
    message = kind(
        subject=letter.subject, body=letter.text, from_email=_sender(letter), to=[letter.to], headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    for picture in letter.pictures:
        message.attach(_inline(picture))
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
