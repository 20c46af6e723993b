"""What stands around every answer: who may ask, how much may be sent, the headers, and "not modified"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import refuse

MAX_BODY = 2_000_000  # bytes of a request; a text to read is checked again, by its characters
_TOO_MUCH = f"a request may have {MAX_BODY:,} bytes"
SECURITY = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
        " form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware. `hosts` are the names that a browser may ask for, None for any (a proxy checks them then).

    A page of somebody else's that points its own name at this machine (DNS rebinding) asks for that name, and gets nothing.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] | None) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(name.lower() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on and dress the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _Answer(send, headers, scope["method"])
        if scope["method"] == "HEAD":  # asked as GET; the answer leaves the body out
            scope = {**scope, "method": "GET"}
        if self._hosts is not None and _host_name(headers.get("host", "")) not in self._hosts:
            told = "this server answers to names of this machine only; start it with --allow-remote and --name HOST behind a proxy"
            await refuse(scope, 421, told)(scope, receive, answer.send)
        elif scope["method"] not in ("GET", "OPTIONS") and not _same_origin(headers):
            await refuse(scope, 403, "a form of another site cannot be sent here")(scope, receive, answer.send)
        elif int(headers.get("content-length") or 0) > MAX_BODY:
            await refuse(scope, 413, _TOO_MUCH)(scope, receive, answer.send)
        else:
            counted = _Counted(receive, answer.send)
            with suppress(ClientDisconnect):
                await self._app(scope, counted.receive, counted.send)
            if counted.is_broken_off:
                await refuse(scope, 413, _TOO_MUCH)(scope, receive, answer.send)


def _host_name(host: str) -> str:
    """The Host header without its port."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _same_origin(headers: Headers) -> bool:
    """Whether a request that sends something comes from a page of this server, or from no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


class _Counted:
    """Breaks off a body that is longer than it may be, whatever its header says; what the application then answers is not sent."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._n = 0
        self._has_begun = False
        self.is_broken_off = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._n += len(message.get("body", b""))
        if self._n <= MAX_BODY:
            return message
        self.is_broken_off = not self._has_begun
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if not self.is_broken_off:
            self._has_begun = True
            await self._send(message)


class _Answer:
    """Adds the headers; an answer that comes in one piece gets an ETag, and is left out where the asker has it, or wants the head alone."""

    def __init__(self, send: Send, headers: Headers, method: str) -> None:
        self._send = send
        self._known = {tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")}
        self._tags = method in ("GET", "HEAD")
        self._is_head = method == "HEAD"
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache")
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            if self._tags and start["status"] == 200 and not message.get("more_body") and message.get("body"):
                start, message = self._tagged(start, message)
            await self._send(start)
        await self._send({**message, "body": b""} if self._is_head else message)

    def _tagged(self, start: Message, message: Message) -> tuple[Message, Message]:
        headers = MutableHeaders(scope=start)
        if "etag" not in headers:
            headers["etag"] = f'"{hashlib.sha256(message["body"]).hexdigest()[:24]}"'
        if self._known.isdisjoint({headers["etag"].removeprefix("W/"), "*"}):
            return start, message
        del headers["content-length"]
        return {**start, "status": 304}, {**message, "body": b""}
