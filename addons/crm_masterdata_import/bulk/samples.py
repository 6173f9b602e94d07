"""Which rows of a load a proof takes: some of each kind."""

MOST_COUNTRIES = 20


def features_of(vals, about=()):
    """Return what could make a difference in how a partner with these values is saved.

    :param about: what else is known of it
    """
    found = {(name, bool(value)) for name, value in vals.items()}
    return found | {("country", vals.get("country_id")), *about}


def choose(rows, proven):
    """Return rows that show what is not proven yet, as few as can be told at a glance.

    :param rows: pairs of a row and its features
    :param proven: features that are proven already; those of the rows are added
    """
    chosen, countries = [], _countries(proven)
    for row, features in rows:
        new = features - proven
        if len(countries) >= MOST_COUNTRIES:
            new -= _countries(new)
        if new:
            countries |= _countries(new)
            proven |= features
            chosen.append(row)
    return chosen


def _countries(features):
    return {feature for feature in features if feature[0] == "country"}
