"""How do we reach the services that only Apprise knows? It spells what they want; the asking is ours.

Its plugins ask through the module `requests`. Each plugin that may be used here gets a stand-in for that module, which
asks through `common.outgoing`: the same checks, no redirects, the same limits. Plugins that reach out in any other way
(mail, sockets, programs of this machine) are not on the list.
"""

import sys
from functools import partial
from threading import local
from typing import Any

import requests
from apprise import Apprise, AppriseAsset, NotifyBase
from django.utils.translation import gettext as _
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from common.outgoing import Answer, Unreachable, ask
from common.refusals import Invalid

SERVICES = frozenset(
    {
        "bark", "chanify", "cliq", "custom_json", "dingtalk", "feishu", "flock", "google_chat", "gotify", "groupme",
        "home_assistant", "ilert", "join", "kook", "lark", "line", "mastodon", "mattermost", "nextcloudtalk",
        "notifiarr", "notifico", "ntfy", "opsgenie", "pagerduty", "pagertree", "pushbullet", "pushdeer", "pushover",
        "pushy", "revolt", "ringcentral", "rocketchat", "ryver", "serverchan", "signal_api", "simplepush", "slack",
        "spike", "splunk", "squadcast", "stackfield", "synology", "telegram", "twist", "viber", "webexteams", "wecombot",
        "workflows", "wxpusher", "zulip",
    }
)  # fmt: skip
"""The plugins that ask through `requests` and nothing else."""
_AT_MOST = 4
"""So many requests one message may make: some services take long texts in parts."""
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
_last = local()


def need_a_service(address: str) -> None:
    """Refuse an Apprise address that names nothing, or a service that we could not ask safely."""
    if _plugin(address) is None:
        raise Invalid({"address": _("This is not an Apprise address of a service that can be used here.")})


def post(address: str, *, title: str, body: str) -> Answer:
    """Let the service's plugin post; the answer is the last that came, or `Unreachable` says why there is none."""
    plugin = _plugin(address)
    if plugin is None:
        raise Unreachable("not an Apprise address of a service that can be used here")
    _last.answer, _last.error, _last.count = None, "", 0
    is_good = plugin.notify(body=body, title=title)
    answer: Answer | None = _last.answer
    if is_good and answer:
        return answer
    if answer and not answer.is_good:
        return answer
    raise Unreachable(_last.error or "the service did not take it", may_have_arrived=answer is not None)


def _plugin(address: str) -> NotifyBase | None:
    asset = AppriseAsset(secure_logging=True, http_redirects=False)
    plugin = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if not isinstance(plugin, NotifyBase):
        return None
    if type(plugin).__module__.removeprefix("apprise.plugins.") not in SERVICES:
        return None
    for parent in type(plugin).__mro__:
        module = sys.modules[parent.__module__]
        if module.__name__.startswith("apprise.") and hasattr(module, "requests"):
            vars(module)["requests"] = _ASKING
    return plugin


class _Carefully(BaseAdapter):
    """What `requests` calls a transport: here, our own careful asking."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Ask, whatever the plugin wished about time-outs, proxies and certificates."""
        _last.count += 1
        if _last.count > _AT_MOST:
            raise requests.ConnectionError("too many requests for one message")
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        try:
            answer = ask(request.method or "GET", request.url or "", headers=dict(request.headers), body=bytes(body))
        except Unreachable as error:
            _last.error = str(error)
            raise requests.ConnectionError(str(error)) from error
        _last.answer = answer
        return _as_requests_has_it(answer, request)

    def close(self) -> None:
        """Nothing is kept open."""


class _Asking:
    """Stands in for the module `requests`."""

    def __getattr__(self, name: str) -> Any:
        if name == "Session":
            return _session
        return partial(_asked, name) if name in _VERBS else getattr(requests, name)


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env, session.max_redirects = False, 0
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Carefully())
    return session


def _asked(verb: str, *args: Any, **more: Any) -> requests.Response:
    with _session() as session:
        response: requests.Response = getattr(session, verb)(*args, **more)
        return response


def _as_requests_has_it(answer: Answer, request: requests.PreparedRequest) -> requests.Response:
    response = requests.Response()
    response.status_code, response._content = answer.status, answer.body
    response.headers = CaseInsensitiveDict(answer.headers)
    response.url, response.request = request.url or "", request
    return response


_ASKING = _Asking()
