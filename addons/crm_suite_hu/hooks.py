"""Hooks of the installation."""

import re

COUNTY_WORDS = re.compile(r"\s+(vár)?megye$", re.IGNORECASE)

#: ISO 3166-2:HU codes of the counties and the names they are found by.
COUNTIES = {
    "BA": "Baranya",
    "BE": "Békés",
    "BK": "Bács-Kiskun",
    "BU": "Budapest",
    "BZ": "Borsod-Abaúj-Zemplén",
    "CS": "Csongrád-Csanád",
    "FE": "Fejér",
    "GS": "Győr-Moson-Sopron",
    "HB": "Hajdú-Bihar",
    "HE": "Heves",
    "JN": "Jász-Nagykun-Szolnok",
    "KE": "Komárom-Esztergom",
    "NO": "Nógrád",
    "PE": "Pest",
    "SO": "Somogy",
    "SZ": "Szabolcs-Szatmár-Bereg",
    "TO": "Tolna",
    "VA": "Vas",
    "VE": "Veszprém",
    "ZA": "Zala",
}


def pre_init_hook(env):
    """Adopt counties that somebody typed in already, so that none exists twice."""
    by_name = {name.casefold(): code for code, name in COUNTIES.items()}
    by_name |= {"csongrád": "CS", "budapest főváros": "BU"}
    states = env["res.country.state"].search([("country_id.code", "=", "HU")])
    found = {state.code: state for state in states if state.code in COUNTIES}
    for state in states:
        code = by_name.get(COUNTY_WORDS.sub("", state.name).casefold())
        if code:
            found.setdefault(code, state)
    env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"crm_suite_hu.state_hu_{code.lower()}", "record": state, "noupdate": True}
            for code, state in found.items()
        ]
    )


def post_init_hook(env):
    """Have fresh companies set up as soon as the registry is complete."""
    env.registry._crm_suite_setup_pending = True
