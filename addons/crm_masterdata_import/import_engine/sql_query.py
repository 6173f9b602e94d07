"""The text of a query for another database: one statement that only reads, or a table's name.

That nothing is written is what the database itself guarantees where it can (PostgreSQL, MySQL,
MariaDB: read-only transactions). This check comes before, in words that say what to mend, and is
all there is where a database knows no such transaction (Microsoft SQL Server).
"""

import re

POSTGRESQL, MYSQL, MSSQL = "postgresql", "mysql", "mssql"
# why a query is refused
EMPTY_QUERY = "empty_query"
SEVERAL_STATEMENTS = "several_statements"
NO_SELECT = "no_select"
WRITES = "writes"
UNFINISHED = "unfinished_query"

BEGIN = ("SELECT", "WITH")
WRITING = frozenset(
    [
        "ALTER",
        "CALL",
        "CREATE",
        "DELETE",
        "DROP",
        "EXEC",
        "EXECUTE",
        "GRANT",
        "INSERT",
        "INTO",
        "MERGE",
        "REVOKE",
        "TRUNCATE",
        "UPDATE",
    ]
)
FURTHER = {
    POSTGRESQL: frozenset(["DBLINK", "DBLINK_EXEC", "LO_EXPORT", "LO_IMPORT", "NEXTVAL", "SETVAL"]),
    MYSQL: frozenset(["HANDLER", "LOAD", "OUTFILE", "DUMPFILE"]),
    # statements of Transact-SQL follow one another without a semicolon
    MSSQL: frozenset(
        [
            "BACKUP",
            "BEGIN",
            "BULK",
            "COMMIT",
            "DBCC",
            "DECLARE",
            "DENY",
            "DISABLE",
            "ENABLE",
            "KILL",
            "OPENDATASOURCE",
            "OPENQUERY",
            "OPENROWSET",
            "RECONFIGURE",
            "RESTORE",
            "REVERT",
            "ROLLBACK",
            "SAVE",
            "SET",
            "SHUTDOWN",
            "USE",
            "WAITFOR",
            "UPDATETEXT",
            "WRITETEXT",
        ]
    ),
}
PLAIN_STRING = r"'(?:[^']|'')*'"
ESCAPED_STRING = r"'(?:[^'\\]|\\.|'')*'"
WORD = r"(?P<word>[^\W\d][\w$]*)"
LINE = r"--[^\n]*"
PARTS = {
    POSTGRESQL: (
        rf"(?P<space>\s+|{LINE})",
        rf"(?P<string>[eE]{ESCAPED_STRING}|{PLAIN_STRING}|\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$)",
        r'(?P<name>"(?:[^"]|"")*")',
    ),
    MYSQL: (
        r"(?P<space>\s+|--(?=\s|$)[^\n]*|\#[^\n]*)",
        rf'(?P<string>{ESCAPED_STRING}|"(?:[^"\\]|\\.|"")*")',
        r"(?P<name>`(?:[^`]|``)*`)",
    ),
    MSSQL: (
        rf"(?P<space>\s+|{LINE})",
        rf"(?P<string>{PLAIN_STRING})",
        r'(?P<name>\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*")',
    ),
}
TOKENS = {
    dialect: re.compile("|".join((*parts, WORD, r"(?P<other>.)")), re.DOTALL)
    for dialect, parts in PARTS.items()
}
COMMENT_ENDS = re.compile(r"/\*|\*/")


class QueryError(Exception):
    """A query that is refused; ``code`` says why, ``word`` is the word that does not belong."""

    def __init__(self, code, word=""):
        super().__init__(code, word)
        self.code = code
        self.word = word


def read_only(query, dialect):
    """Return the one SELECT that a query is, without a semicolon at its end.

    :param query: a SELECT, or the name of a table, also with its schema and quoted
    :param dialect: postgresql, mysql (also MariaDB) or mssql
    :raise QueryError: it is none, or several, or writes
    """
    tokens = list(_tokens(query, dialect))
    end = next((place for kind, text, place in tokens if text == ";"), len(query))
    if any(text != ";" for _kind, text, place in tokens if place >= end):
        raise QueryError(SEVERAL_STATEMENTS)
    tokens = [(kind, text) for kind, text, place in tokens if place < end]
    if not tokens:
        raise QueryError(EMPTY_QUERY)
    if _is_table(tokens):
        return "SELECT * FROM " + "".join(text for _kind, text in tokens)  # noqa: S608
    _refuse_writing(tokens, dialect)
    return query[:end].strip()


def _refuse_writing(tokens, dialect):
    words = [text.upper() for kind, text in tokens if kind == "word"]
    found = next((word for word in words if word in WRITING | FURTHER[dialect]), "")
    if found:
        raise QueryError(WRITES, found)
    if not words or tokens[0][1].upper() != words[0] or words[0] not in BEGIN:
        raise QueryError(NO_SELECT, tokens[0][1])


def _is_table(tokens):
    """Names with dots between them; a word that begins a statement is none."""
    names = [kind in ("word", "name") for kind, _text in tokens[::2]]
    dots = [text == "." for _kind, text in tokens[1::2]]
    alone = len(tokens) == 1 and tokens[0][1].upper() in BEGIN
    return all(names) and all(dots) and len(names) == len(dots) + 1 and not alone


def _tokens(query, dialect):
    """Yield ``(kind, text, place)`` of all that is neither white space nor comment."""
    place = 0
    while place < len(query):
        if query.startswith("/*", place):
            place = _comment_end(query, place, dialect)
            continue
        match = TOKENS[dialect].match(query, place)
        kind, text = match.lastgroup, match.group()
        if kind == "other" and text in "'\"`":
            raise QueryError(UNFINISHED, text)
        if kind != "space":
            yield kind, text, place
        place = match.end()


def _comment_end(query, place, dialect):
    """Return where a comment ends; those of PostgreSQL and Microsoft hold others."""
    if dialect == MYSQL and query.startswith(("/*!", "/*M!"), place):
        # what stands in these is no comment to MySQL
        raise QueryError(WRITES, "/*!")
    depth, found = 1, place + 2
    while depth:
        mark = COMMENT_ENDS.search(query, found)
        if not mark:
            raise QueryError(UNFINISHED, "/*")
        found = mark.end()
        if mark.group() == "*/":
            depth -= 1
        elif dialect != MYSQL:
            depth += 1
    return found
