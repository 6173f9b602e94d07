import pytest

from .tree import ROOT, Tree


@pytest.fixture(scope="session")
def tree():
    """The working copy that these tests stand in."""
    return Tree(ROOT)
