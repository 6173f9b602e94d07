class Fault(ValueError):
    """What is wrong with a criterion: a code, and what the sentence about it has to name.

    :param code: a key of the messages that the caller writes in the user's language
    :param details: numbers and words for the sentence
    """

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details
