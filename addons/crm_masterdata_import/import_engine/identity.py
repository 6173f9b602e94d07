"""By what a row's or a stored partner's values are found again."""

from dataclasses import dataclass

from .phone import e164

PHONE_TARGET, VAT_TARGET, REGISTRY_TARGET = "phone", "vat", "company_registry"


@dataclass(frozen=True, slots=True)
class Identity:
    """Code, numbers, name, e-mail and telephone (E.164), all canonical, empty where unknown.

    A tax or registry number may have no key: it is text then, and finds nothing.
    """

    code: str = ""
    vat: str = ""
    vat_key: str = ""
    registry: str = ""
    registry_key: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, values, vat_key="", registry_key=""):
        """Return the identity in ``values`` (target → canonical text)."""
        get = values.get
        phone = get(PHONE_TARGET, "")
        return cls(
            get("code", ""),
            get(VAT_TARGET, ""),
            vat_key,
            get(REGISTRY_TARGET, ""),
            registry_key,
            get("name", ""),
            get("email", ""),
            phone and e164(phone),
        )
