# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A port that can be closed for a while, with a thread for each connection."""
import contextlib
import math
import socket
import threading
import time

from server.wire.sender import reset_on_close

HOST = "127.0.0.1"
BACKLOG = 1024
RETRY = 0.01  # Seconds.


def _bind(port):
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind((HOST, port))
    return sock


class Listener:
    """`serve(socket, number)` runs in the thread of a connection; connections
    are numbered from 1.  `wrap(socket)` returns the socket to use, for
    TLS.  Any thread may call."""

    def __init__(self, serve, wrap):
        self._serve = serve
        self._wrap = wrap
        # This socket never listens.  It keeps the port while the server is
        # gone, so connections are refused.
        self._holder = _bind(0)
        self.port = self._holder.getsockname()[1]
        self._lock = threading.Lock()
        self._connections = {}  # Sockets and their threads.
        self._n_connections = 0
        self._socket = None  # None while the server is gone.
        self._return_time = 0.0
        self._is_closed = False
        self._thread = threading.Thread(target=self._run)

    def start(self):
        self._socket = self._listen()
        self._thread.start()

    def close(self):
        """Ends all connections and waits for their threads."""
        with self._lock:
            self._is_closed = True
        self.leave(0)
        self._thread.join()
        with self._lock:
            threads = list(self._connections.values())
        for thread in threads:
            thread.join()
        self._holder.close()

    def leave(self, seconds=math.inf):
        """Resets all connections, and refuses new ones for this time."""
        with self._lock:
            self._return_time = time.monotonic() + seconds
            # First, so a client that notices its reset is refused.
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)
                self._socket.close()
                self._socket = None
            for sock in self._connections:
                with contextlib.suppress(OSError):
                    reset_on_close(sock)
                    sock.shutdown(socket.SHUT_RDWR)

    def come_back(self):
        with self._lock:
            self._return_time = 0.0

    def _listen(self):
        sock = _bind(self.port)
        sock.listen(BACKLOG)
        return sock

    def _run(self):
        while True:
            self._accept_all(self._socket)
            if self._is_closed:
                return
            while (left := self._return_time - time.monotonic()) > 0:
                time.sleep(min(left, RETRY))
            with self._lock:
                if not self._is_closed:
                    self._socket = self._listen()

    def _accept_all(self, listening):
        """Returns when the server leaves."""
        while listening and self._socket is listening:
            try:
                sock = listening.accept()[0]
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._start(self._wrap(sock))
            except OSError:  # The server left, or has no more descriptors.
                time.sleep(RETRY)

    def _start(self, sock):
        with self._lock:
            if self._socket is None:
                sock.close()
                return
            self._n_connections += 1
            thread = threading.Thread(target=self._run_connection,
                                      args=(sock, self._n_connections))
            self._connections[sock] = thread
        thread.start()

    def _run_connection(self, sock, number):
        try:
            self._serve(sock, number)
        finally:
            with self._lock:
                del self._connections[sock]
                with contextlib.suppress(OSError):
                    sock.close()
