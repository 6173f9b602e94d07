"""Which queries for another database are let through: one SELECT, or a table."""

import pytest
from import_engine.sql_query import (
    EMPTY_QUERY,
    MSSQL,
    MYSQL,
    NO_SELECT,
    POSTGRESQL,
    SEVERAL_STATEMENTS,
    UNFINISHED,
    WRITES,
    QueryError,
    read_only,
)

ALL = (POSTGRESQL, MYSQL, MSSQL)


def refusal(query, dialect):
    with pytest.raises(QueryError) as caught:
        read_only(query, dialect)
    return caught.value.code


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("customers", "SELECT * FROM customers"),
        (" erp.vevők ; ", "SELECT * FROM erp.vevők"),
        ("SELECT 1", "SELECT 1"),
        ("select a from b where c = ';' ;", "select a from b where c = ';'"),
        ("SELECT 'DROP TABLE x', 'it''s'", "SELECT 'DROP TABLE x', 'it''s'"),
        ("-- all of them\nSELECT a FROM b", "-- all of them\nSELECT a FROM b"),
        ("/* ; */ SELECT a -- b; c\n;;", "/* ; */ SELECT a -- b; c"),
        ("WITH x AS (SELECT 1) SELECT * FROM x", "WITH x AS (SELECT 1) SELECT * FROM x"),
        ("SELECT updated_at, replace(a, 'b', 'c')", "SELECT updated_at, replace(a, 'b', 'c')"),
    ],
)
def test_what_reads(query, expected, dialect):
    assert read_only(query, dialect) == expected


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", EMPTY_QUERY),
        (" ; -- nothing", EMPTY_QUERY),
        ("SELECT 1; SELECT 2", SEVERAL_STATEMENTS),
        ("customers; DROP TABLE customers", SEVERAL_STATEMENTS),
        ("SELECT 'a' ; /* b */ DELETE FROM c", SEVERAL_STATEMENTS),
        ("DELETE FROM customers", WRITES),
        ("select * into copied from customers", WRITES),
        ("WITH x AS (INSERT INTO y VALUES (1) RETURNING a) SELECT * FROM x", WRITES),
        ("SELECT * FROM customers FOR UPDATE", WRITES),
        ("/* harmless */ TRUNCATE customers", WRITES),
        ("SELECT", NO_SELECT),
        ("VALUES (1)", NO_SELECT),
        ("SHOW TABLES", NO_SELECT),
        ("(SELECT 1)", NO_SELECT),
        ("SELECT 'a", UNFINISHED),
        ("SELECT 1 /* a", UNFINISHED),
        ("a.", NO_SELECT),
        ("a b", NO_SELECT),
    ],
)
def test_what_does_not(query, code, dialect):
    if query == "SELECT":
        # nothing is read, and the database says so
        assert read_only(query, dialect) == query
    else:
        assert refusal(query, dialect) == code


@pytest.mark.parametrize(
    ("query", "dialect", "code"),
    [
        # each database has quotes of its own: what is text to one is a statement to another
        ("SELECT 'a\\'; DROP TABLE b; --'", POSTGRESQL, SEVERAL_STATEMENTS),
        ("SELECT 'a\\'; DROP TABLE b; --'", MYSQL, None),
        ("SELECT E'a\\'; DROP TABLE b; --'", POSTGRESQL, None),
        ("SELECT $$;$$, $x$ ; $$ DROP $x$", POSTGRESQL, None),
        ("SELECT $$;$$", MYSQL, SEVERAL_STATEMENTS),
        ("SELECT [drop], [a;]]b] FROM [set]", MSSQL, None),
        ("SELECT a[1;2]", POSTGRESQL, SEVERAL_STATEMENTS),
        ("SELECT `drop` FROM `a;b`", MYSQL, None),
        ('SELECT "update" FROM "a;b"', POSTGRESQL, None),
        ("SELECT 1 --1; DROP TABLE b", MYSQL, SEVERAL_STATEMENTS),
        ("SELECT 1 --1; DROP TABLE b", POSTGRESQL, None),
        ("SELECT 1 # ; DROP", MYSQL, None),
        ("SELECT 1 # ; DROP", POSTGRESQL, SEVERAL_STATEMENTS),
        ("SELECT 1 /*! INTO OUTFILE 'x' */", MYSQL, WRITES),
        ("SELECT 1 /* /* */ ; DROP TABLE b */", POSTGRESQL, None),
        ("SELECT 1 /* /* */ ; DROP TABLE b -- */", MYSQL, SEVERAL_STATEMENTS),
        # statements of Transact-SQL need nothing between them
        ("SELECT 1 EXEC sp_who", MSSQL, WRITES),
        ("SELECT 1 SET NOCOUNT ON", MSSQL, WRITES),
        ("SELECT * FROM OPENROWSET('a', 'b', 'c')", MSSQL, WRITES),
        ("SELECT nextval('x')", POSTGRESQL, WRITES),
        ("[Vevő törzs]", MSSQL, None),
        ('erp."Vevő törzs"', POSTGRESQL, None),
    ],
)
def test_by_dialect(query, dialect, code):
    if code:
        assert refusal(query, dialect) == code
    else:
        assert query in read_only(query, dialect)
