"""A throwaway PostgreSQL server: free port, temporary folder, stopped by its own process id."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from postgres import Session, SQLError

TRANSPORTS = ("tcp", "unix", "tls")

_SETTINGS = {
    "wal_level": "logical",
    "fsync": "off",
    "autovacuum": "off",
    "max_wal_size": "32GB",
    "checkpoint_timeout": "1d",
    "max_wal_senders": "20",
    "max_replication_slots": "40",
    "max_locks_per_transaction": "256",
    "ssl": "on",
}


def _as_server_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


class Cluster:
    """Started when made; a context manager that stops it and removes its folder."""

    def __init__(self) -> None:
        self.binaries = _newest_binaries()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="blink-bench-"))
        self.folder.chmod(0o755)
        self._server_folder = self.folder / "server"
        self._server_folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self._server_folder, "postgres", "postgres")
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Cluster":
        try:
            self._initialise()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def program(self, name: str) -> str:
        """The path of one of the server's programs."""
        return str(self.binaries / name)

    def conninfo(self, database: str, transport: str = "unix") -> str:
        """What libpq needs to reach a database over a transport."""
        address = self.address(database, transport)
        return " ".join(f"{key}={value}" for key, value in address.items())

    def address(self, database: str, transport: str) -> dict[str, str]:
        """The same as separate keywords."""
        host = str(self._server_folder) if transport == "unix" else "127.0.0.1"
        mode = {"tcp": "disable", "tls": "require", "unix": "prefer"}[transport]
        return {"host": host, "port": str(self.port), "user": "postgres", "dbname": database,
                "sslmode": mode}

    def session(self, database: str = "postgres") -> Session:
        """A session over the Unix socket."""
        return Session(self.conninfo(database))

    def cpu_seconds(self) -> float:
        """CPU seconds of all server processes so far, those that ended included."""
        while True:
            before = self._children()
            ticks = sum(_ticks(self._pid))
            for child in before:
                try:
                    ticks += sum(_ticks(child)[:2])
                except (FileNotFoundError, ProcessLookupError):
                    break
            # A process that ended meanwhile would be counted twice or never.
            if self._children() == before:
                return ticks / os.sysconf("SC_CLK_TCK")

    @property
    def _pid(self) -> int:
        assert self._process
        return self._process.pid

    def _children(self) -> list[int]:
        text = pathlib.Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text()
        return [int(word) for word in text.split()]

    def _initialise(self) -> None:
        data = self._server_folder / "data"
        self._run("initdb", "-N", "-A", "trust", "-U", "postgres", "--locale=C.UTF-8",
                  "-E", "UTF8", "-D", str(data))
        subprocess.run(
            ["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost",
             "-out", str(data / "server.crt"), "-keyout", str(data / "server.key")],
            check=True, capture_output=True, **_as_server_user())
        (data / "server.key").chmod(0o600)

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run([self.program(name), *arguments], check=True, stdout=subprocess.DEVNULL,
                       cwd=self._server_folder, **_as_server_user())

    def _start(self) -> None:
        settings = [part for item in _SETTINGS.items() for part in ("-c", "=".join(item))]
        log = open(self.folder / "server.log", "wb")
        self._process = subprocess.Popen(
            [self.program("postgres"), "-D", str(self._server_folder / "data"), "-p",
             str(self.port), "-k", str(self._server_folder), "-h", "127.0.0.1", *settings],
            stdout=log, stderr=log, cwd=self._server_folder, **_as_server_user())
        while True:
            try:
                self.session().close()
                return
            except SQLError:
                if self._process.poll() is not None:
                    raise SystemExit((self.folder / "server.log").read_text())
                time.sleep(0.05)


def _newest_binaries() -> pathlib.Path:
    root = pathlib.Path("/usr/lib/postgresql")
    versions = sorted((int(p.name) for p in root.glob("*") if p.name.isdigit()), reverse=True)
    for version in versions:
        if (root / str(version) / "bin/postgres").exists():
            return root / str(version) / "bin"
    raise SystemExit("no PostgreSQL server found; scripts/setup installs one")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _ticks(pid: int) -> list[int]:
    """utime, stime, cutime, cstime of a process, in clock ticks."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return [int(value) for value in fields[11:15]]
