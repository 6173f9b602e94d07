"""Whose row it is: one example for each rule of finding the partner."""

import pytest
from import_engine import Identity, KnownPartner, Place, Resolution, Resolver, Rules

A, B = "12345676", "76543211"


def who(code="", tax="", registry="", name="Kiss", email="", phone=""):
    vat = f"HU{tax}" if tax else ""
    return Identity(code, vat, tax, registry, registry, name, email, phone)


def known(partner_id, delivered=None, *, active=True, visible=True, site=False, **values):
    identity, before = who(**values), who(**delivered) if delivered else Identity()
    return KnownPartner(partner_id, identity, before, active, visible, site)


def resolve(rows, partners=(), excluded=(), **rules):
    resolver = Resolver(Rules(**rules), frozenset(excluded))
    for partner in partners:
        resolver.add_partner(partner)
    return [resolver.resolve(number, row) for number, row in enumerate(rows, 2)]


def shown(found):
    """A reason, a stored partner's id, or ``new n``; ``later`` rows of a partner say so."""
    return [_shown(resolution) for resolution in found]


def _shown(found):
    if found.reason:
        return found.reason
    place = found.place.partner_id or f"new {found.place.new_group}"
    return place if found.first else f"later {place}"


@pytest.mark.parametrize(
    "row",
    [
        who(code="V1"),
        who(tax=A),
        who(registry="01-09-111111"),
        who(name="KÍSS", email="a@b.hu"),
        who(name="kiss", phone="+3611111111"),
        who(code="V1", tax=A, registry="01-09-111111", email="other@b.hu"),
        # a code that is not known yet, and a name that hits
        who(code="V1", name="Kiss", email="a@b.hu"),
    ],
)
def test_each_key_finds_the_partner(row):
    partner = known(
        7, code="V1", tax=A, registry="01-09-111111", email="a@b.hu", phone="+3611111111"
    )
    assert resolve([row], [partner]) == [Resolution(2, place=Place(7), first=True)]


@pytest.mark.parametrize(
    "row",
    [
        # a name alone finds nothing, nor does the name with another's e-mail
        who(email="x@b.hu"),
        who(name="Nagy", email="a@b.hu"),
        # with a tax or registry number the name is not asked
        who(tax=B, email="a@b.hu"),
        who(registry="01-09-222222", email="a@b.hu"),
    ],
)
def test_nobody_is_hit(row):
    partner = known(7, email="a@b.hu", phone="+3611111111")
    assert shown(resolve([row], [partner])) == ["new 1"]


def test_rows_of_one_load_find_one_another():
    rows = [who("V1"), who("V2"), who("V1"), who("V2", tax=A), who("", tax=A)]
    assert shown(resolve(rows)) == ["new 1", "new 2", "later new 1", "later new 2", "later new 2"]


@pytest.mark.parametrize(
    ("row", "hits"),
    [
        # the code of one, the tax number of the other
        (who(code="V1", tax=B), (7, 8)),
        (who(code="V1", registry="01-09-222222"), (7, 8)),
        # one is hit, but the tax numbers differ
        (who(code="V1", tax="11223347"), (7,)),
        (who(registry="01-09-222222", tax=A), (8, 7)),
    ],
)
def test_ambiguous_matches(row, hits):
    partners = [known(7, code="V1", tax=A), known(8, tax=B, registry="01-09-222222")]
    (found,) = resolve([row], partners)
    assert found.reason == "ambiguous_match"
    assert set(found.partner_ids) == set(hits)


def test_a_registry_number_never_outweighs_a_tax_number():
    rows = [who(tax=A, registry="01-09-111111"), who(tax=B, registry="01-09-111111")]
    assert shown(resolve(rows)) == ["new 1", "ambiguous_match"]


@pytest.mark.parametrize(
    "partners",
    [
        # known doubles
        [known(7, tax=A), known(8, tax=A)],
        # e-mail of one, telephone of the other
        [known(7, email="a@b.hu"), known(8, phone="+3611111111")],
        [known(7, email="a@b.hu"), known(8, email="a@b.hu")],
    ],
)
def test_two_partners_hit(partners):
    by_name = who(email="a@b.hu", phone="+3611111111")
    row = by_name if not partners[0].stored.vat_key else who(tax=A)
    assert shown(resolve([row], partners)) == ["ambiguous_match"]


def test_a_partner_that_the_user_may_not_see_is_not_named():
    (found,) = resolve([who(tax=A)], [known(7, tax=A, visible=False)])
    assert found == Resolution(2, "ambiguous_match")


def test_another_code_of_this_source():
    partner = known(7, code="V1", tax=A, email="a@b.hu")
    rows = [who("V2", tax=A), who("V2", email="a@b.hu"), who("V1", tax=A), who("", tax=A)]
    found = resolve(rows, [partner])
    assert shown(found) == ["code_conflict", "code_conflict", 7, "later 7"]
    assert found[0].partner_ids == (7,)


def test_without_a_key_nobody_is_created():
    group_only = Identity(name="Kiss")
    unchecked = Identity(vat="US123", registry="FN 1", name="Kiss")
    assert shown(resolve([group_only, unchecked])) == ["no_key", "no_key"]
    assert shown(resolve([who("V1"), who(email="a@b.hu"), who(phone="+361")])) == [
        "new 1",
        "new 2",
        "new 3",
    ]


def test_archived_partners_are_hit_after_active_ones():
    archived = known(7, tax=A, code="V1", email="a@b.hu", active=False)
    rows = [who(tax=A), who("V1"), who(email="a@b.hu"), who(tax=B, email="a@b.hu")]
    reasons = ["archived_match", "archived_match", "archived_match", "new 1"]
    assert shown(resolve(rows, [archived])) == reasons
    assert shown(resolve([who(tax=A)], [archived, known(8, tax=A)])) == [8]


def test_a_rejected_row_leaves_no_trace():
    partners = [known(7, code="V1", tax=A), known(8, tax=B)]
    rows = [who("V1", tax=B, registry="01-09-111111"), who(registry="01-09-111111")]
    assert shown(resolve(rows, partners)) == ["ambiguous_match", "new 1"]


def test_rows_that_the_database_refused_leave_no_trace():
    rows = [who("V1", tax=A), who("V1"), who("", tax=A)]
    found = resolve(rows, excluded={2})
    assert shown(found) == ["constraint", "new 1", "new 2"]


def test_a_row_that_cleaning_rejected_keeps_its_reason():
    assert Resolver().resolve(2, Identity(), "invalid_vat") == Resolution(2, "invalid_vat")


# partners are looked up as they would stand if the rows read so far had been written


def test_a_row_adds_keys_to_its_partner():
    partner = known(7, code="V1")
    rows = [who("V1", tax=A, registry="01-09-111111"), who(tax=A), who(registry="01-09-111111")]
    assert shown(resolve(rows, [partner])) == [7, "later 7", "later 7"]


def test_a_row_that_changes_the_registry_number_frees_the_old_one():
    partner = known(7, code="V1", registry="01-09-111111")
    rows = [who("V1", registry="01-09-222222"), who("V2", registry="01-09-111111")]
    assert shown(resolve(rows, [partner])) == [7, "new 1"]


def test_a_row_that_changes_the_email_changes_what_the_name_finds():
    partner = known(7, code="V1", email="a@b.hu")
    rows = [who("V1", email="c@d.hu"), who(email="a@b.hu"), who(email="c@d.hu")]
    assert shown(resolve(rows, [partner])) == [7, "new 1", "later 7"]


def test_a_partner_gains_the_code_of_its_first_row_that_has_one():
    rows = [who("", tax=A), who("V1", tax=A), who("V2", tax=A)]
    assert shown(resolve(rows, [known(7, tax=A)])) == [7, "later 7", "code_conflict"]


@pytest.mark.parametrize(
    ("policy", "stored", "expected"),
    [
        ("overwrite", "old@b.hu", ["later 7", "new 1"]),
        ("keep", "old@b.hu", ["new 1", "later 7"]),
        ("fill_empty", "old@b.hu", ["new 1", "later 7"]),
        ("fill_empty", "", ["later 7", "new 1"]),
        ("keep", "", ["new 1", "new 2"]),
    ],
)
def test_the_policy_says_how_the_partner_stands(policy, stored, expected):
    rows = [who("V1", email="new@b.hu"), who(email="new@b.hu"), who(email="old@b.hu")]
    found = resolve(rows, [known(7, code="V1", email=stored)], policies={"email": policy})
    assert shown(found) == [7, *expected]


def test_no_news_does_not_change_how_the_partner_stands():
    # somebody changed the e-mail since this source delivered it
    partner = known(7, {"name": "Kiss", "email": "a@b.hu"}, code="V1", email="typed@b.hu")
    rows = [who("V1", email="a@b.hu"), who(email="a@b.hu"), who(email="typed@b.hu")]
    assert shown(resolve(rows, [partner])) == [7, "new 1", "later 7"]


def test_a_later_row_without_news_takes_an_earlier_one_back():
    # laid over one another the rows come to a@b.hu, which is no news
    partner = known(7, {"name": "Kiss", "email": "a@b.hu"}, code="V1", email="typed@b.hu")
    rows = [who("V1", email="x@b.hu"), who("V1", email="a@b.hu"), who(email="typed@b.hu")]
    assert shown(resolve(rows, [partner])) == [7, "later 7", "later 7"]


def test_a_tax_number_that_somebody_removed_stays_removed():
    partner = known(7, {"tax": A}, code="V1")
    assert shown(resolve([who("V1", tax=A), who("V2", tax=A)], [partner])) == [7, "new 1"]


def test_policies_do_not_govern_partners_of_this_load():
    rows = [who("V1", email="a@b.hu"), who("V1", email="c@d.hu"), who(email="c@d.hu")]
    found = resolve(rows, policies={"email": "keep"})
    assert shown(found) == ["new 1", "later new 1", "later new 1"]


def test_the_shorter_form_of_a_tax_number_changes_nothing():
    long = Identity("V1", "12345676-2-42", A, name="Kiss")
    resolver = Resolver()
    resolver.resolve(2, long)
    resolver.resolve(3, who("V1", tax=A))
    assert resolver.resolve(4, who("", tax=A)) == Resolution(4, place=Place(new_group=1))


# option: a second code under one tax number is a delivery address


def test_a_second_code_under_one_tax_number_becomes_a_site():
    partner = known(7, code="V1", tax=A)
    rows = [who("V2", tax=A), who("V2", tax=A, email="a@b.hu"), who(email="a@b.hu")]
    found = resolve(rows, [partner], same_tax_number="site")
    site = Place(new_group=1)
    assert found == [
        Resolution(2, place=site, first=True, site=True, company=Place(7)),
        Resolution(3, place=site, site=True),
        Resolution(4, place=Place(new_group=2), first=True),
    ]


def test_a_site_of_a_company_of_this_load():
    found = resolve([who("V1", tax=A), who("V2", tax=A)], same_tax_number="site")
    company, site = Place(new_group=1), Place(new_group=2)
    assert found[1] == Resolution(3, place=site, first=True, site=True, company=company)


@pytest.mark.parametrize("option", ["site", "reject"])
def test_a_known_site_is_looked_up_by_its_code_before_anything_else(option):
    partners = [known(7, code="V1", tax=A), known(9, code="V2", tax=A, site=True)]
    found = resolve([who("V2", tax=B), who("", tax=A)], partners, same_tax_number=option)
    assert found == [
        Resolution(2, place=Place(9), first=True, site=True),
        Resolution(3, place=Place(7), first=True),
    ]


def test_sites_that_are_archived_or_not_to_be_seen():
    sites = [
        known(8, code="V2", site=True, active=False),
        known(9, code="V3", site=True, visible=False),
    ]
    partners = [known(7, code="V1", tax=A), *sites]
    found = resolve([who("V2", tax=A), who("V3", tax=A)], partners, same_tax_number="site")
    assert shown(found) == ["archived_match", "ambiguous_match"]


def test_only_the_same_tax_number_makes_a_site():
    partner = known(7, code="V1", registry="01-09-111111", email="a@b.hu")
    rows = [who("V2", registry="01-09-111111"), who("V2", email="a@b.hu")]
    found = resolve(rows, [partner], same_tax_number="site")
    assert shown(found) == ["code_conflict", "code_conflict"]
