"""The web sink records what came and answers as scripted."""

import json
import urllib.error
import urllib.request

import pytest

from .http_sink import Answer, HttpSink


def post(url, values):
    """Send JSON, return the answer's body as text."""
    request = urllib.request.Request(url, json.dumps(values).encode(), {"X-Token": "abc"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.read().decode()


def test_records_a_request():
    with HttpSink() as sink:
        assert post(f"{sink.url}/sms?to=%2B3630", {"text": "Á"}) == "{}"
        (request,) = sink.wait(1)
    assert (request.method, request.path, request.query) == ("POST", "/sms", {"to": ["+3630"]})
    assert request.headers["x-token"] == "abc"
    assert request.json == {"text": "Á"}


def test_answers_in_turn_and_keeps_to_the_last():
    with HttpSink() as sink:
        sink.script("/sms", Answer({"error": "busy"}, 503), Answer({"id": 7}))
        with pytest.raises(urllib.error.HTTPError, match="503"):
            post(f"{sink.url}/sms", {})
        assert [json.loads(post(f"{sink.url}/sms", {})) for _try in range(2)] == [{"id": 7}] * 2
        assert post(f"{sink.url}/other", {}) == "{}"


def test_delay_outlasts_an_impatient_client():
    with HttpSink() as sink:
        sink.script("/slow", Answer("late", delay=2))
        with pytest.raises(TimeoutError):
            urllib.request.urlopen(f"{sink.url}/slow", timeout=0.2)
