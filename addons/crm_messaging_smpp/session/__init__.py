"""Speaking SMPP 3.4: one bound session, the alphabet of text messages, what a carrier sends us."""

from .incoming import Assembler, Received, receipt_of, received_of
from .session import SmppAddress, SmppSession
