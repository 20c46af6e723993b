"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from onrecord.errors import ConfigError
from onrecord.record import DEFAULT

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")  # hosts that a browser on this machine may ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the record is, where to listen, what is allowed, and how much one request may cost.

    `review` lets people judge readings; nothing else ever writes. `names` are further hosts that a browser may ask for, behind a
    proxy. `read_chars`, `read_s`: the longest text that is read for somebody, in characters, and for how long. `question_s`: how
    long one question to the database may take. `stale_s`: how old a dyad's figures may be while a load runs.
    """

    record: str = DEFAULT
    host: str = "127.0.0.1"
    port: int = 8020
    review: bool = False
    allow_remote: bool = False
    names: tuple[str, ...] = ()
    read_chars: int = 100_000
    read_s: float = 60.0  # the longest text takes 16 s of a processor, and more where others work too
    question_s: float = 5.0
    stale_s: float = 30.0

    def __post_init__(self) -> None:
        if not self.allow_remote and not is_loopback(self.host):
            raise ConfigError(
                f"--host {self.host} would show the record to other machines, and there are no accounts: anybody who reaches it"
                " reads all of it; put a proxy with a login before it (docs/web.md), then add --allow-remote"
            )
        if not 0 <= self.port <= 65_535:
            raise ConfigError(f"--port {self.port} is no port; give one from 1 to 65535, or 0 for any free one")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
