"""How much each thing that two partners share says for their being one; points up to 100."""

# the same number of a register: nothing else needs to be asked
CERTAIN = 100
# the most that likeness alone can give
MOST = 99
# pairs from here on are shown
THRESHOLD = 55
# names less alike than this are two names, whatever else is the same
GATE = 0.4

POINTS = {
    # times the likeness of the names, 0 to 1
    "name": 50,
    # the name is of at most three partners
    "rare_name": 15,
    "phone": 35,
    "email": 35,
    # an own domain, shared by few
    "domain": 15,
    "address": 30,
    "zip": 5,
}
PENALTIES = {
    # both have one, and they differ
    "phone": 5,
    "email": 5,
    "address": 5,
    # a word of the shorter name has no counterpart, or hardly one: another first name
    "other_word": 35,
    "doubtful_word": 10,
}
OTHER_WORD, DOUBTFUL_WORD = 0.2, 0.35
# streets from here on are one street, written in two ways
SAME_STREET = 0.45
RARE = 3
# a telephone, mailbox or domain of more partners than this is nobody's own
MOST_SHARING = 30
FEW_AT_DOMAIN = 10
# at one address from here on (seats for hire), only names that begin alike are compared
CROWD = 500
# names alike from here on are looked up in the trigram index, whatever else they share
ALIKE = 0.8
# up to here, each changed partner is looked up by its name, otherwise only those with little else
FEW_CHANGED = 1000
