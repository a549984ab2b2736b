# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Sends one answer through the emulated link."""
import fcntl
import socket
import struct
import termios
import time

from server.wire.waiting import wait


class Ended(ConnectionError):
    """The answer ended with its connection, on purpose."""


def reset_on_close(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                    struct.pack("ii", 1, 0))


def reset(sock):
    """Makes the connection end by RST, after the sent bytes have left."""
    for _ in range(1000):
        unsent = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, b"\0" * 4)
        if unsent == b"\0" * 4:
            break
        time.sleep(0.001)
    reset_on_close(sock)


class Sender:
    """Sends the answers of one connection."""

    def __init__(self, sock, link):
        self._sock = sock
        self._link = link
        self._is_first = True
        self.n_sent = 0  # Bytes of the last answer's body.

    def send(self, head, body, transfer):
        """Throws: Ended, if the transfer ends the connection."""
        self.n_sent = 0
        wait(self._sock, self._latency() + transfer.delay)
        if transfer.cut_at >= 0:
            self._sock.sendall(head)
            self._send_body(body, transfer)
        if transfer.ends_connection():
            if transfer.is_reset:
                reset(self._sock)
            raise Ended()

    def _latency(self):
        connect = self._link.connect_latency if self._is_first else 0
        self._is_first = False
        return self._link.latency + connect

    def _send_body(self, body, transfer):
        flow = self._link.open_flow(transfer.rate)
        end = transfer.end(body.length)
        if transfer.stall > 0:
            self._send_until(body, min(end, transfer.stall_at), flow)
            wait(self._sock, transfer.stall)
        self._send_until(body, end, flow)
        if transfer.extra:
            self._sock.sendall(b"\0" * transfer.extra)

    def _send_until(self, body, end, flow):
        while self.n_sent < end:
            n = min(flow.slice, end - self.n_sent)
            flow.pass_bytes(n, lambda seconds: wait(self._sock, seconds))
            while n > 0:
                n_sent = body.send(self._sock, self.n_sent, n)
                self.n_sent += n_sent
                n -= n_sent
