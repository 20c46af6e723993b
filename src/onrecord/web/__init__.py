"""The page and the API over a record; the one importer of the web framework.

Pages are made on the server and work without JavaScript; state is in the URL. Nothing is written unless `review` is on, and
then only to the log of what people say.
"""

from __future__ import annotations

from onrecord.web.app import build_app
from onrecord.web.serving import serve
from onrecord.web.settings import Settings

__all__ = ["Settings", "build_app", "serve"]
