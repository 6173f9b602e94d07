"""What is wrong with another database, its query or a watched folder, in the user's words."""

from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from .external_database import DatabaseError
from .external_database import errors as database
from .import_engine import sql_query as query
from .import_engine.watermark import WatermarkError
from .watched_folder import FolderError

_lt = LazyTranslate(__name__)

DATABASE = {
    database.BAD_ADDRESS: _lt(
        "The address of the database cannot be understood. Write it as "
        "postgresql://user:password@server:5432/database; signs such as @ : / # within a password "
        "are written %%40 %%3A %%2F %%23."
    ),
    database.UNKNOWN_KIND: _lt(
        "The address must begin with postgresql://, mysql://, mariadb:// or mssql://."
    ),
    database.HIDDEN_SECRET: _lt(
        "The address was changed, but *** stands for the password, which nobody can read back. "
        "Write the whole address with the password."
    ),
    database.MISSING_DRIVER: _lt(
        "The server lacks the driver for this kind of database. The operator installs the Python "
        "package %(detail)s and starts Odoo again."
    ),
    database.UNREACHABLE: _lt(
        "The database cannot be reached, or refused the login. Look whether the server runs, and "
        "whether address, user and password are right. It says: %(detail)s"
    ),
    database.REFUSED: _lt(
        "The database refused the query. Correct the query of the source. It says: %(detail)s"
    ),
    database.WRITES: _lt("The query would write; only reading is allowed."),
    database.TIMEOUT: _lt(
        "The database did not answer in time. Nothing was loaded; try again later, or make the "
        "query lighter."
    ),
    database.LOST: _lt(
        "The connection to the database broke off. Nothing was loaded; load again. It says: "
        "%(detail)s"
    ),
    database.BAD_VALUE: _lt(
        "A value of the database cannot be read, a date outside of all calendars for instance. "
        "Make the query turn it into text. The driver says: %(detail)s"
    ),
    database.NO_COLUMN: _lt(
        "The query has no column %(detail)s, by which new rows are told. Correct the source."
    ),
}
QUERIES = {
    query.EMPTY_QUERY: _lt("The source has no query. Write a SELECT, or the name of a table."),
    query.SEVERAL_STATEMENTS: _lt("The query must be one SELECT; nothing may stand behind its ;"),
    query.NO_SELECT: _lt(
        "The query must be one SELECT, or the name of a table; it begins with %(word)s."
    ),
    query.WRITES: _lt(
        "The query holds %(word)s, which does more than read, and is refused. If a column has "
        "this name, quote it."
    ),
    query.UNFINISHED: _lt("A quotation or comment in the query is not closed: %(word)s"),
}


@contextmanager
def explained_database(env):
    """Say in words what is wrong with a database that a block reads.

    :raise UserError: in place of the error, of which nothing is kept: it may hold secrets
    """
    try:
        yield
    except DatabaseError as error:
        sentence = env._(DATABASE[error.code])
        message = sentence % {"detail": error.detail}
    except query.QueryError as error:
        sentence = env._(QUERIES[error.code])
        message = sentence % {"word": error.word}
    except WatermarkError as error:
        message = env._(
            "By %(value)s nobody can tell what is new: the column for it must hold numbers or "
            "dates, of one kind.",
            value=error.value[:60],
        )
    else:
        return
    raise UserError(message)


@contextmanager
def explained_folder(env, name):
    """Say in words what is wrong with a watched folder that a block uses.

    :raise UserError: in place of the folder's error
    """
    try:
        yield
    except FolderError as error:
        raise UserError(
            env._(
                "The watched folder %(folder)s cannot be used: %(detail)s. It must be a folder, "
                "not a link, in which the server may read and write.",
                folder=name,
                detail=error.detail,
            )
        ) from error
