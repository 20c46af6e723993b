"""Starts a server; ends it cleanly when it is told to."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from onrecord.errors import ConfigError
from onrecord.record import Record
from onrecord.web.app import build_app
from onrecord.web.parties import gazetteer
from onrecord.web.settings import Settings


def serve(settings: Settings, *, ready: Callable[[str], None] = lambda url: None) -> None:
    """Serve until interrupted; `ready` is told the address as soon as it answers.

    Raises StoreError where there is no record, ConfigError where nothing can listen at that port or a user's actors are wrong.
    """
    gazetteer()  # a file of actors that is wrong is told before anybody waits
    with Record.open(settings.record, readonly=not settings.review) as record:
        record.last_change()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle's delay on
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            raise ConfigError(
                f"nothing can listen at {settings.host}, port {settings.port} ({error.strerror}); give another --port"
            ) from None
        port = listening.getsockname()[1]
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        config = uvicorn.Config(
            build_app(settings, ready=lambda: ready(f"http://{shown}:{port}/")), log_level="warning", access_log=False,
            server_header=False, timeout_keep_alive=15, h11_max_incomplete_event_size=32_768, lifespan="on",
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])
