"""The check agrees with what XML-RPC itself can and cannot carry."""

import xmlrpc.client

import pytest

from .xmlrpc_safe import MAX_INT, assert_xmlrpc_safe, problems

GOOD = [
    True,
    0,
    MAX_INT,
    -MAX_INT - 1,
    1.5,
    "Őr",
    [],
    {},
    {"lines": [{"qty": 2.5, "ids": [1, 2]}]},
]
BAD = [
    (None, "value is None"),
    (MAX_INT + 1, "value = 2147483648 exceeds 32 bits"),
    ({1: "a"}, "value has the key 1, not a text"),
    ({"lines": [{"qty": None}]}, "value['lines'][0]['qty'] is None"),
    ({"a": {1, 2}}, "value['a'] is a set"),
]


@pytest.mark.parametrize("value", GOOD)
def test_passes_what_survives_the_wire(value):
    wire = xmlrpc.client.dumps((value,), methodresponse=True)
    assert xmlrpc.client.loads(wire)[0][0] == value
    assert_xmlrpc_safe(value)


@pytest.mark.parametrize(("value", "said"), BAD)
def test_names_what_the_wire_refuses(value, said):
    with pytest.raises((TypeError, OverflowError)):
        xmlrpc.client.dumps((value,), methodresponse=True)
    assert problems(value) == [said]
    with pytest.raises(AssertionError, match="not fit for XML-RPC"):
        assert_xmlrpc_safe(value)
