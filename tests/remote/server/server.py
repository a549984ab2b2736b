# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The server."""
import contextlib
import math
import ssl

from server.application import Application
from server.listener import HOST, Listener
from server.request_log import RequestLog
from server.settings import make_settings
from server.wire.connection import Connection
from server.wire.link import Link


def _make_tls(certificate):
    if not certificate:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


class Server:
    """A context manager that serves while it is open.

    `settings` are those of settings.py.  All members may be used from any
    thread while it serves:

    `url`     without a slash at its end; for S3, the endpoint
    `faults`  the Rules, empty at the start
    `site`    the WebSite or S3Site
    """

    def __init__(self, root, **settings):
        self._settings = make_settings(root, **settings)
        self._tls = _make_tls(self._settings.certificate)
        self._listener = Listener(self._serve, self._wrap)
        scheme = "https" if self._tls else "http"
        self.url = f"{scheme}://{HOST}:{self._listener.port}"
        self._link = Link(self._settings)
        self._log = RequestLog(self._settings.log)
        self._application = Application(self._settings, self.url,
                                        self._listener.leave)
        self.faults = self._application.faults
        self.site = self._application.site

    def __enter__(self):
        self._listener.start()
        return self

    def __exit__(self, *exception):
        self._listener.close()
        self._log.close()

    @property
    def port(self):
        return self._listener.port

    def requests(self, seconds=5):
        """The log's entries (request_log.py).  Waits for unfinished answers,
        but no longer than `seconds`."""
        self._log.wait_idle(seconds)
        return self._log.entries()

    def n_unanswered(self):
        """The number of requests that are being answered."""
        return self._log.n_unanswered()

    def clear_requests(self):
        self._log.wait_idle(5)
        self._log.clear()

    def leave(self, seconds=math.inf):
        """Resets all connections, and refuses new ones for this time."""
        self._listener.leave(seconds)

    def come_back(self):
        """Ends the time of leave()."""
        self._listener.come_back()

    def _wrap(self, sock):
        if not self._tls:
            return sock
        return self._tls.wrap_socket(sock, server_side=True,
                                     do_handshake_on_connect=False)

    def _serve(self, sock, number):
        with contextlib.suppress(OSError):
            if self._tls:
                sock.do_handshake()
            Connection(sock, number, self._link, self._application.answer,
                       self._log).serve()
