"""The search for doubles as SQL: who is held against whom, and what it comes to.

Each block names pairs by something that they share, so that nobody is held against everybody;
every pair is then scored by all that is known of the two, so it does not matter which block
named it first.
"""

from odoo.tools import SQL

from .import_engine import double_rules as rules

TABLE = SQL("crm_partner_double_key")


def _few(column, most):
    """Return the condition that a column's value is shared, by few."""
    name = SQL.identifier(column)
    return SQL(
        "b.%(name)s = a.%(name)s AND a.%(name)s IN (SELECT %(name)s FROM %(table)s"
        " WHERE %(name)s IS NOT NULL GROUP BY 1 HAVING count(*) BETWEEN 2 AND %(most)s)",
        name=name,
        table=TABLE,
        most=most,
    )


BLOCKS = {
    "tax_number": SQL("b.tax_number = a.tax_number"),
    "registry_number": SQL("b.registry_number = a.registry_number"),
    "phone": _few("phone", rules.MOST_SHARING),
    "email": _few("email", rules.MOST_SHARING),
    "domain": _few("domain", rules.FEW_AT_DOMAIN),
    "address": SQL(
        "b.zip = a.zip AND b.house = a.house AND (left(a.name, 3) = left(b.name, 3)"
        " OR (a.zip, a.house) NOT IN (SELECT zip, house FROM %s"
        " WHERE zip IS NOT NULL AND house IS NOT NULL GROUP BY 1, 2 HAVING count(*) > %s))",
        TABLE,
        rules.CROWD,
    ),
    "name": SQL("b.name %% a.name"),
}


def has_changed(alias, search_id, is_full):
    """Return the condition that a search looks somebody up: all, or those changed before it."""
    return SQL("true") if is_full else SQL("%s = %s", SQL.identifier(alias, "round"), search_id)


def find_pairs(block, search_id, user_id, is_full, few):
    """Return the statement that keeps the pairs of a block whose score is high enough.

    :param few: so few have changed that each of them can be looked up by its name; otherwise only
        those are of whom little else is known
    """
    changed = [has_changed(alias, search_id, is_full) for alias in "ab"]
    return SQL(
        """
        WITH crowded AS MATERIALIZED (%(crowded)s),
        candidate AS MATERIALIZED (%(candidates)s),
        fact AS (%(facts)s),
        scored AS (SELECT *, %(score)s AS score FROM fact)
        INSERT INTO crm_partner_double
            (partner_id, other_id, score, why, state, search_id,
             create_uid, create_date, write_uid, write_date)
        SELECT partner_id, other_id, score, %(why)s, 'open', %(search)s,
               %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
          FROM scored WHERE score >= %(threshold)s
            ON CONFLICT (partner_id, other_id) DO UPDATE
           SET score = excluded.score, why = excluded.why, search_id = excluded.search_id
         WHERE crm_partner_double.state = 'open'
        """,
        crowded=_crowded(),
        candidates=_candidates(block, changed, few),
        facts=_facts(),
        score=_score(),
        why=_why(),
        search=search_id,
        user=user_id,
        threshold=rules.THRESHOLD,
    )


def _crowded():
    """What so many share that it says nothing."""
    parts = [
        SQL(
            "SELECT %s AS kind, %s AS value FROM %s WHERE %s IS NOT NULL"
            " GROUP BY 2 HAVING count(*) > %s",
            name,
            SQL.identifier(name),
            TABLE,
            SQL.identifier(name),
            most,
        )
        for name, most in (
            ("phone", rules.MOST_SHARING),
            ("email", rules.MOST_SHARING),
            ("domain", rules.FEW_AT_DOMAIN),
        )
    ]
    return SQL(" UNION ALL ").join(parts)


def _candidates(block, changed, few):
    """Pairs of a block that could be one: of one company, without numbers that differ."""
    certain = block in ("tax_number", "registry_number")
    return SQL(
        """
        SELECT a.id AS a, b.id AS b, similarity(a.name, b.name) AS likeness
          FROM %(table)s AS a JOIN %(table)s AS b ON %(block)s
         WHERE %(changed)s AND %(once)s
           AND (a.company_id = b.company_id OR a.company_id IS NULL OR b.company_id IS NULL)
           AND (a.tax_number = b.tax_number OR a.tax_number IS NULL OR b.tax_number IS NULL)
           AND (a.registry_number = b.registry_number
                OR a.registry_number IS NULL OR b.registry_number IS NULL)
           %(gate)s
        """,
        table=TABLE,
        block=BLOCKS[block],
        changed=changed[0],
        once=_by_name(changed[1], few) if block == "name" else _once(changed[1]),
        gate=SQL() if certain else SQL("AND similarity(a.name, b.name) >= %s", rules.GATE),
    )


def _once(both):
    """Of two that look each other up, the one with the smaller id does.

    :param both: the condition that the other looks up, too
    """
    return SQL("(a.partner_id < b.partner_id OR (a.partner_id > b.partner_id AND NOT %s))", both)


def _by_name(changed, few):
    """Who looks up whom by the name alone: it takes the longest, and seldom says enough.

    One of the two is somebody of whom little else is known.
    """
    poor, other_poor = _is_poor("a"), _is_poor("b")
    if few:
        return SQL("%s AND (%s OR %s)", _once(changed), poor, other_poor)
    return SQL("%s AND %s", poor, _once(SQL("(%s AND %s)", changed, other_poor)))


def _is_poor(alias):
    """Return the condition that at most one of telephone, e-mail and address is known."""
    return SQL(
        "(num_nonnulls(%s, %s, %s) <= 1)",
        *(SQL.identifier(alias, name) for name in ("phone", "email", "house")),
    )


def _facts():
    """What the two have in common, and where they contradict one another."""
    return SQL(
        """
        SELECT least(a.partner_id, b.partner_id) AS partner_id,
               greatest(a.partner_id, b.partner_id) AS other_id,
               COALESCE(likeness, 0) AS likeness,
               CASE WHEN a.tax_number = b.tax_number THEN a.tax_number END AS tax_number,
               CASE WHEN a.registry_number = b.registry_number
                    THEN a.registry_number END AS registry_number,
               %(phone)s AS phone, %(email)s AS email, %(domain)s AS domain,
               a.phone <> b.phone AS other_phone, a.email <> b.email AS other_email,
               CASE WHEN a.zip = b.zip THEN a.zip END AS zip,
               CASE WHEN a.zip = b.zip AND a.house = b.house
                     AND similarity(a.street, b.street) >= %(street)s
                    THEN concat_ws(' ', a.zip, a.street, a.house) END AS address,
               a.zip <> b.zip AND a.street IS NOT NULL AND b.street IS NOT NULL AS moved,
               likeness >= %(alike)s AND %(rare_a)s AND %(rare_b)s AS rare_name,
               %(word)s AS word
          FROM candidate
          JOIN %(table)s AS a ON a.id = candidate.a
          JOIN %(table)s AS b ON b.id = candidate.b
        """,
        phone=_shared("phone"),
        email=_shared("email"),
        domain=_shared("domain"),
        street=rules.SAME_STREET,
        alike=rules.ALIKE,
        rare_a=_is_rare("a"),
        rare_b=_is_rare("b"),
        word=_word(),
        table=TABLE,
    )


def _shared(column):
    name = SQL.identifier(column)
    return SQL(
        "CASE WHEN a.%(name)s = b.%(name)s AND (%(kind)s, a.%(name)s) NOT IN"
        " (SELECT kind, value FROM crowded) THEN a.%(name)s END",
        name=name,
        kind=column,
    )


def _is_rare(alias):
    return SQL(
        "(SELECT count(*) FROM (SELECT FROM %s AS k WHERE k.name = %s LIMIT %s) AS few) <= %s",
        TABLE,
        SQL.identifier(alias, "name"),
        rules.RARE + 1,
        rules.RARE,
    )


def _word():
    """How alike the word of the shorter name is that has the worst counterpart in the other."""
    return SQL(
        """
        (SELECT min(best) FROM (
            SELECT max(similarity(mine, theirs)) AS best
              FROM unnest(string_to_array(
                    CASE WHEN array_length(string_to_array(a.name, ' '), 1)
                              <= array_length(string_to_array(b.name, ' '), 1)
                         THEN a.name ELSE b.name END, ' ')) AS mine,
                   unnest(string_to_array(
                    CASE WHEN array_length(string_to_array(a.name, ' '), 1)
                              <= array_length(string_to_array(b.name, ' '), 1)
                         THEN b.name ELSE a.name END, ' ')) AS theirs
             GROUP BY mine) AS counterpart)
        """
    )


def _score():
    points, minus = rules.POINTS, rules.PENALTIES
    return SQL(
        """
        CASE WHEN tax_number IS NOT NULL OR registry_number IS NOT NULL THEN %(certain)s
        ELSE greatest(0, least(%(most)s, round(
            %(name)s * likeness
            + CASE WHEN rare_name THEN %(rare_name)s ELSE 0 END
            + CASE WHEN phone IS NOT NULL THEN %(phone)s
                   WHEN other_phone THEN -%(no_phone)s ELSE 0 END
            + CASE WHEN email IS NOT NULL THEN %(email)s
                   WHEN domain IS NOT NULL THEN %(domain)s
                   WHEN other_email THEN -%(no_email)s ELSE 0 END
            + CASE WHEN address IS NOT NULL THEN %(address)s
                   WHEN zip IS NOT NULL THEN %(zip)s
                   WHEN moved THEN -%(no_address)s ELSE 0 END
            - CASE WHEN word < %(other_word)s THEN %(no_word)s
                   WHEN word < %(doubtful_word)s THEN %(hardly_word)s ELSE 0 END
        ))) END::int
        """,
        certain=rules.CERTAIN,
        most=rules.MOST,
        **points,
        no_phone=minus["phone"],
        no_email=minus["email"],
        no_address=minus["address"],
        other_word=rules.OTHER_WORD,
        doubtful_word=rules.DOUBTFUL_WORD,
        no_word=minus["other_word"],
        hardly_word=minus["doubtful_word"],
    )


def _why():
    return SQL(
        """
        (SELECT jsonb_agg(jsonb_build_object('code', code, 'value', value) ORDER BY place)
           FROM (VALUES
                (1, 'tax_number', tax_number),
                (2, 'registry_number', registry_number),
                (3, 'name', CASE WHEN likeness >= %s THEN round(likeness * 100)::text END),
                (4, 'rare_name', CASE WHEN rare_name THEN '1' END),
                (5, 'phone', phone),
                (6, 'email', email),
                (7, 'domain', CASE WHEN email IS NULL THEN domain END),
                (8, 'address', address),
                (9, 'zip', CASE WHEN address IS NULL THEN zip END)
           ) AS reason(place, code, value)
          WHERE value IS NOT NULL)
        """,
        rules.GATE,
    )
