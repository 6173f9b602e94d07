"""One e-mail over an open SMTP session, and what the server's answer means."""

import smtplib

from .outcome import Outcome, Verdict


def deliver(send) -> Outcome:
    """Hand one e-mail over.

    :param send: does so, and returns the Message-Id; raises what `smtplib` raises, also as the
        context of another error
    """
    try:
        return Outcome(Verdict.SENT, ref=send())
    except smtplib.SMTPServerDisconnected as error:
        # the session answered just before: the connection broke with the message on its way
        return Outcome(Verdict.UNSURE, detail=str(error), is_down=True)
    except Exception as error:  # noqa: BLE001 - whatever a server does, it is said
        return _refused(error if isinstance(error, OSError) else error.__context__ or error)


def _refused(error):
    code, said = _code(error)
    if 400 <= code < 500:
        return Outcome(Verdict.LATER, detail=said)
    if code >= 500 or not isinstance(error, OSError):
        return Outcome(Verdict.REFUSED, detail=said)
    return Outcome(Verdict.UNSURE, detail=said, is_down=True)


def _code(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return 0, str(error) or type(error).__name__
    return code, f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
