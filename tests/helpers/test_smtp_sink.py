"""The sink keeps letters whole, with their envelope, and refuses whom it is told to refuse."""

import smtplib
from email.message import EmailMessage

import pytest

from .smtp_sink import SmtpSink


def letter(to, subject="Ajánlat", body="Tisztelt Vevőnk!\n.\nÜdvözlettel\n"):
    """Return a letter whose body has a line of one dot, which SMTP must escape."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "bolt@kofa.example", to, subject
    message.set_content(body)
    return message


def test_keeps_content_and_envelope():
    with SmtpSink() as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.send_message(letter("vevo@haz.example"), to_addrs=["titkos@haz.example"])
        (kept,) = sink.wait(1)
    assert kept.sender == "bolt@kofa.example"
    assert kept.recipients == ("titkos@haz.example",)
    assert kept.message["Subject"] == "Ajánlat"
    assert kept.message.get_content().split() == ["Tisztelt", "Vevőnk!", ".", "Üdvözlettel"]


def test_several_letters_in_one_conversation():
    with SmtpSink() as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.send_message(letter("a@haz.example", "1"))
        client.send_message(letter("b@haz.example", "2"))
        sink.wait(2)
    assert [kept.message["Subject"] for kept in sink.to("b@haz.example")] == ["2"]


def test_refuses_an_address_and_keeps_the_rest():
    with SmtpSink() as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        sink.refuse("Nincs@haz.example", 550, "unknown")
        refused = client.send_message(letter("nincs@haz.example, van@haz.example"))
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.send_message(letter("nincs@haz.example"))
    assert refused == {"nincs@haz.example": (550, b"unknown")}
    assert [kept.recipients for kept in sink.letters] == [("van@haz.example",)]
