"""Length, gateway and permission of messages; values worked out by hand or from the standards."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from message_engine import (
    ESCAPES,
    GIVE_UP_AFTER,
    choose_channel,
    fill,
    next_allowed,
    pause_after,
    plain,
    sign,
    sms_length,
    value_at,
    verify,
)

# Length


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts", "left"),
    [
        ("", "gsm7", 0, 0, 160),
        ("a" * 160, "gsm7", 160, 1, 0),
        ("a" * 161, "gsm7", 161, 2, 145),  # 153 + 8
        ("a" * 306, "gsm7", 306, 2, 0),
        ("a" * 307, "gsm7", 307, 3, 152),
        ("é" * 160, "gsm7", 160, 1, 0),
        ("€" * 80, "gsm7", 160, 1, 0),
        # an escape pair is not torn: 152 and a pair begin the second part
        ("a" * 152 + "€" + "a" * 10, "gsm7", 164, 2, 141),
        ("á" * 70, "ucs2", 70, 1, 0),
        ("á" * 71, "ucs2", 71, 2, 63),
        ("á" * 134, "ucs2", 134, 2, 0),
        # a picture takes two places, and is not torn either: 66 and the pair in the next part
        ("á" * 66 + "😀" + "á" * 10, "ucs2", 78, 2, 55),
    ],
)
def test_length(text, encoding, units, parts, left):
    length = sms_length(text)
    found = (length.encoding, length.units, length.parts, length.left)
    assert found == (encoding, units, parts, left)


def test_the_characters_that_make_it_dear_are_named():
    text = "Árvíztűrő tükörfúrógép"
    assert sms_length(text).dear == ("Á", "í", "ű", "ő", "ú", "ó")
    assert plain(text) == "Arviztürö tükörfurogép"
    assert sms_length(plain(text)).encoding == "gsm7"


def test_what_has_no_likeness_stays():
    assert plain("„Jó” – привет 😀…") == '"Jo" - привет 😀...'


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_parts_hold_the_text(text):
    length = sms_length(text)
    room = {"gsm7": (160, 153), "ucs2": (70, 67)}[length.encoding]
    capacity = room[0] if length.parts <= 1 else room[1] * length.parts
    assert length.units <= capacity
    assert 0 <= length.left <= room[0]
    if length.parts > 1:
        # at most one place of each part is lost to a pair that is not torn
        assert length.units >= (room[1] - 1) * (length.parts - 1)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=100))
def test_plain_twice_is_plain_once(text):
    assert plain(plain(text)) == plain(text)


# What a gateway is sent and says


def test_placeholders_are_filled_once_and_literally():
    values = {"number": "+36201234567", "text": 'Azt mondta: "{number}" {0}', "sender": "Kőris"}
    body = fill('{"to": "{number}", "text": "{text}", "n": {}}', values, "json")
    assert body.endswith('"n": {}}')
    told = json.loads(body.replace(', "n": {}', ""))
    assert told == {"to": "+36201234567", "text": 'Azt mondta: "{number}" {0}'}
    assert fill("to={number}&t={text}", values, "form") == (
        "to=%2B36201234567&t=Azt%20mondta%3A%20%22%7Bnumber%7D%22%20%7B0%7D"
    )
    assert fill("{sender}", values, "url") == "K%C5%91ris"
    assert fill("{unknown} {number}", values, "plain") == "{unknown} +36201234567"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_out_of_json(text, sender):
    body = fill('{"a": "{text}", "b": "{sender}"}', {"text": text, "sender": sender}, "json")
    assert json.loads(body) == {"a": text, "b": sender}


def test_kinds_of_bodies():
    assert set(ESCAPES) == {"json", "form", "url", "plain"}
    with pytest.raises(KeyError):
        fill("{a}", {"a": "b"}, "xml")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("messages[0].status.name", "PENDING"),
        ("messages[0].id", "17"),
        ("messages[1].id", ""),
        ("messages", ""),
        ("messages[0].status", ""),
        ("nothing.here", ""),
        ("", ""),
    ],
)
def test_a_value_in_an_answer(path, value):
    answer = {"messages": [{"id": 17, "status": {"name": "PENDING"}}]}
    assert value_at(answer, path) == value


NOW = datetime(2026, 11, 22, 12, 0)
STAMP = "1795348800"  # the same moment in seconds


def test_signature():
    # computed with openssl dgst -sha256 -hmac titok over '1795348800.{"id": 1}'
    body = b'{"id": 1}'
    signature = sign("titok", STAMP, body)
    assert signature == "8834ee994491e3cd647c4a9a5e98b728ef7854dde8198ec129b610d87ec65199"
    assert verify("titok", STAMP, body, signature, NOW)
    assert verify("titok", STAMP, body, f" {signature.upper()} ", NOW)
    assert not verify("titok", STAMP, body + b" ", signature, NOW)
    assert not verify("masik", STAMP, body, signature, NOW)
    assert verify("titok", STAMP, body, signature, NOW + timedelta(minutes=5))
    assert not verify("titok", STAMP, body, signature, NOW + timedelta(minutes=5, seconds=1))
    assert not verify("titok", STAMP, body, signature, NOW - timedelta(minutes=6))
    for wrong in ("", "x", "-5", "1" * 40, "１７９５３４８８００"):
        assert not verify("titok", wrong, body, sign("titok", wrong, body), NOW)


# Trying again, and who may be written to


def test_pauses_grow_and_end():
    pauses = [pause_after(attempts) for attempts in range(1, GIVE_UP_AFTER)]
    assert pauses == sorted(pauses)
    assert sum(pauses, timedelta()) < timedelta(days=2)
    assert pause_after(GIVE_UP_AFTER) is None
    with pytest.raises(ValueError, match="nothing"):
        pause_after(0)


ADDRESSES = {"email": "a@b.example", "sms": "+36201234567"}


@pytest.mark.parametrize(
    ("purpose", "permissions", "blocked", "channel", "reasons"),
    [
        ("service", {}, (), "email", ()),
        ("service", {"email": "withdrawn"}, (), "sms", (("email", "refused"),)),
        ("contract", {"email": "pending"}, ("email",), "email", ()),
        ("marketing", {}, (), None, (("email", "no_consent"), ("sms", "no_consent"))),
        ("marketing", {"sms": "given"}, (), "sms", (("email", "no_consent"),)),
        ("marketing", {"email": "pending", "sms": "given"}, ("sms",), None,
         (("email", "no_consent"), ("sms", "blocked"))),
        ("marketing", {"email": "given"}, (), "email", ()),
    ],
)  # fmt: skip
def test_the_first_channel_that_is_permitted(purpose, permissions, blocked, channel, reasons):
    decision = choose_channel(
        purpose, ["email", "sms", "email"], ADDRESSES, permissions, frozenset(blocked)
    )
    assert (decision.channel, decision.reasons) == (channel, reasons)


def test_without_an_address_nothing_goes():
    decision = choose_channel("service", ["letter"], {"letter": ""}, {})
    assert (decision.channel, decision.reasons) == (None, (("letter", "no_address"),))


# Windows


def windowed(moment, *rest_days):
    hours = timedelta(hours=8), timedelta(hours=20)
    return next_allowed(moment, *hours, lambda day: day in rest_days)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 12, 23, 12), datetime(2026, 12, 23, 12)),
        (datetime(2026, 12, 23, 7, 59), datetime(2026, 12, 23, 8)),
        (datetime(2026, 12, 23, 20), datetime(2026, 12, 24, 8)),
        (datetime(2026, 12, 24, 21), datetime(2026, 12, 28, 8)),
        (datetime(2026, 12, 26, 1), datetime(2026, 12, 28, 8)),
    ],
)
def test_the_next_hour_that_is_no_rest_day(moment, allowed):
    christmas = (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27))
    assert windowed(moment, *christmas) == allowed


def test_endless_rest_comes_to_an_end():
    hours = timedelta(hours=8), timedelta(hours=20)
    moment = datetime(2026, 12, 1, 12)
    assert next_allowed(moment, *hours, lambda _day: True) == datetime(2027, 1, 1, 8)


def test_hours_that_are_no_window():
    with pytest.raises(ValueError, match="no window"):
        next_allowed(datetime(2026, 12, 1), timedelta(hours=9), timedelta(hours=8), bool)
