"""One request a message to a gateway for text messages, and how its answer reads."""

import json
import urllib.parse
from dataclasses import dataclass, field

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, SSLError

from ..message_engine import value_at
from .outcome import Outcome, Verdict

#: seconds to reach the gateway, and as many to hear of it
PATIENCE = 20
#: answers in the four hundreds that say "not now"
NOT_NOW = (408, 425, 429)
#: the request never left for the gateway
NEVER_LEFT = (NewConnectionError, ConnectTimeoutError, SSLError)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: all filled in already."""

    method: str
    url: str
    headers: dict = field(repr=False, default_factory=dict)
    body: str = field(repr=False, default="")


class HttpGateway:
    """A connection that is kept open from message to message; a context manager."""

    def __init__(self, id_path="", error_path=""):
        self._id_path, self._error_path = id_path, error_path
        self._session = requests.Session()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._session.close()

    def deliver(self, request: Request) -> Outcome:
        """Hand one message over. What was sent in full and not answered is not repeated."""
        try:
            answer = self._session.request(
                request.method,
                request.url,
                headers=request.headers,
                data=request.body.encode() if request.body else None,
                timeout=PATIENCE,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return _broken(error)
        return self._read(answer)

    def _read(self, answer):
        document = read_document(answer.text)
        said = value_at(document, self._error_path)
        if answer.status_code >= 500 or answer.status_code in NOT_NOW:
            return Outcome(Verdict.LATER, detail=_said(answer, said), is_down=True)
        if answer.status_code >= 300 or said:
            return Outcome(Verdict.REFUSED, detail=_said(answer, said))
        return Outcome(Verdict.SENT, ref=value_at(document, self._id_path))


def read_document(text: str) -> object:
    """Read an answer or a report: JSON, else a form; names of a form have one value."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return dict(urllib.parse.parse_qsl(text, keep_blank_values=True))


def _said(answer, said):
    return f"HTTP {answer.status_code} {said or answer.text[:SHOWN]}".strip()


def _broken(error):
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return Outcome(Verdict.REFUSED, detail="URL")
    cause = getattr(error.args[0], "reason", None) if error.args else None
    left = not isinstance(error, requests.ConnectTimeout) and not isinstance(cause, NEVER_LEFT)
    verdict = Verdict.UNSURE if left else Verdict.LATER
    # the text of the error names the address, which may hold a key
    return Outcome(verdict, detail=type(cause or error).__name__, is_down=True)
