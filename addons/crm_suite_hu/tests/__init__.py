from . import test_document_chain
from . import test_document_chain_documents
from . import test_document_chain_speed
from . import test_document_chain_tour
from . import test_offer
