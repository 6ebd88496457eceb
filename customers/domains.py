"""Does a mail address speak for a company? Providers where everybody may have one do not.

A small list of ours, for the lists that libraries keep hold tens of thousands of throw-away names and still miss the
Korean ones. What is missing here costs little: a company learns a domain only from a customer whom a person put there.
"""

PUBLIC = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "yahoo.co.kr",
        "yahoo.co.jp",
        "yahoo.co.uk",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "mail.com",
        "zoho.com",
        "fastmail.com",
        "hey.com",
        "tutanota.com",
        "yandex.com",
        "yandex.ru",
        "mail.ru",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "naver.com",
        "hanmail.net",
        "daum.net",
        "kakao.com",
        "nate.com",
        "empas.com",
        "lycos.co.kr",
        "paran.com",
        "korea.com",
        "dreamwiz.com",
        "hanmir.com",
        "chol.com",
        "freechal.com",
        "unitel.co.kr",
        "orgio.net",
        "netian.com",
        "example.com",
        "example.org",
        "example.net",
        "example.edu",
        "localhost",
    ]
)
_RESERVED = (".example", ".test", ".invalid", ".localhost")


def of_a_company(email: str) -> str:
    """The domain of an address that speaks for a company; nothing for a public one."""
    domain = email.rpartition("@")[2].strip().lower()
    return "" if domain in PUBLIC or domain.endswith(_RESERVED) else domain
