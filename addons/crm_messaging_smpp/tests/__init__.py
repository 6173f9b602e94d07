from . import test_smpp
