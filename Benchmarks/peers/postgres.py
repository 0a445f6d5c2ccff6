"""A session with PostgreSQL through libpq, which is installed wherever blink is."""

import ctypes

_libpq = ctypes.CDLL("libpq.so.5")
_libpq.PQconnectdb.restype = ctypes.c_void_p
_libpq.PQexec.restype = ctypes.c_void_p
_libpq.PQgetvalue.restype = ctypes.c_char_p
_libpq.PQerrorMessage.restype = ctypes.c_char_p
for _name, _arguments in {
    "PQconnectdb": [ctypes.c_char_p],
    "PQstatus": [ctypes.c_void_p],
    "PQfinish": [ctypes.c_void_p],
    "PQexec": [ctypes.c_void_p, ctypes.c_char_p],
    "PQresultStatus": [ctypes.c_void_p],
    "PQclear": [ctypes.c_void_p],
    "PQntuples": [ctypes.c_void_p],
    "PQnfields": [ctypes.c_void_p],
    "PQgetvalue": [ctypes.c_void_p, ctypes.c_int, ctypes.c_int],
    "PQerrorMessage": [ctypes.c_void_p],
}.items():
    getattr(_libpq, _name).argtypes = _arguments

_COMMAND_OK, _TUPLES_OK = 1, 2


class SQLError(Exception):
    """A session that does not open, or a statement that the server refuses."""


class Session:
    """One connection; every value comes back as text."""

    def __init__(self, conninfo: str) -> None:
        self._connection = _libpq.PQconnectdb(conninfo.encode())
        if _libpq.PQstatus(self._connection) != 0:
            raise SQLError(self._message())

    def query(self, sql: str) -> list[list[str]]:
        """Runs one or more statements and gives the rows of the last one."""
        result = _libpq.PQexec(self._connection, sql.encode())
        try:
            if _libpq.PQresultStatus(result) not in (_COMMAND_OK, _TUPLES_OK):
                raise SQLError(f"{self._message()} in: {sql[:200]}")
            columns = range(_libpq.PQnfields(result))
            rows = range(_libpq.PQntuples(result))
            return [[_libpq.PQgetvalue(result, r, c).decode() for c in columns] for r in rows]
        finally:
            _libpq.PQclear(result)

    def value(self, sql: str) -> str:
        """The first column of the first row."""
        return self.query(sql)[0][0]

    def close(self) -> None:
        """Ends the session."""
        _libpq.PQfinish(self._connection)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _message(self) -> str:
        return _libpq.PQerrorMessage(self._connection).decode().strip()
