# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""One connection: requests and answers, until one side closes it."""
import ssl

from server.wire.body import Bytes
from server.wire.request import BadRequest, read_request
from server.wire.sender import Sender

BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"


class Connection:
    """`answer(request)` returns the response, its Fault, and the name of the
    rule or None."""

    def __init__(self, sock, number, link, answer, log):
        self._sock = sock
        self._stream = sock.makefile("rb")
        self._number = number
        self._sender = Sender(sock, link)
        self._answer = answer
        self._log = log

    def serve(self):
        try:
            while (request := read_request(self._stream)) is not None:
                if not self._serve_one(request):
                    return
        except BadRequest:
            self._sock.sendall(BAD_REQUEST)
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass
        finally:
            self._stream.close()

    def _serve_one(self, request):
        """Whether the connection can serve more requests."""
        entry = self._log.begin(self._number, request)
        try:
            response, fault, name = self._answer(request)
            entry.update(status=response.status, fault=name,
                         effects=sorted(fault.effects))
            try:
                self._send(request, response, fault.transfer)
            finally:
                response.body.close()
                entry["bytes"] = self._sender.n_sent
            entry["complete"] = True
        finally:
            self._log.end(entry)
        return not (request.wants_close or response.wants_close)

    def _send(self, request, response, transfer):
        response.frame(request)
        if request.wants_close:
            response.headers["Connection"] = "close"
        body = response.body
        if request.method == "HEAD":
            body = Bytes()
        self._sender.send(response.head(), body, transfer)
