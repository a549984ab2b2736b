# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The effects of faults.

A fault is a dict with some of these effects.  Times are seconds or texts such
as "30ms" and "forever"; positions are bytes of the body as it is sent.

effect             | value                  | meaning
-------------------|------------------------|-----------------------------------
delay              | time                   | before the header
rate               | bytes/s                | in place of the link's
stall              | {"at": N, "for": time} | a pause in the body
cut                | N, or "before header"  | the connection ends at N, by FIN
reset              | N, or "before header"  | the connection ends at N, by RST
short              | N                      | the last N bytes are not sent
long               | N                      | N more bytes than promised
refuse             | time                   | the server is gone for this time
close              | true                   | Connection: close
ignore_range       | true                   | 200 and the whole file
ignore_conditions  | true                   | If-Match has no effect
shrink             | N                      | 206 with only the first N bytes of
                   |                        | the range, and right headers
headers            | {name: value or null}  | replaced or removed headers
content_range      | {"first": N, "last":   | the numbers of Content-Range are
                   | N, "total": N}         | wrong by these
etag               | "changed", "weak",     | the ETag of this answer; "changed"
                   | "none", or an ETag     | changes Last-Modified too
gzip               | true                   | Content-Encoding: gzip
truncate           | N, or a part such as   | only this much of the body, with a
                   | 0.5                    | right length
corrupt            | N                      | the byte at N is changed
error              | {"status": N, "code":  | an error; S3's document or HTML;
                   | text, "retry_after":   | each field may be missing
                   | text, "message": text} |
redirect           | {"to": URL, "status":  | {self}, {port} and {target} in the
                   | N}                     | URL are replaced
answer             | {"status": N,          | any answer; `file` names a file
                   | "headers": {}, "body": | with the body; a `repeat` of 1e15
                   | text, "file": path,    | never ends
                   | "repeat": N}           |
"""
import dataclasses
import math

from server.faults import replies, requests, responses
from server.units import read_rate, read_seconds
from server.wire.transfer import Transfer

_TRANSFER = {"delay", "rate", "stall", "cut", "reset", "short", "long"}
_OTHER = {"refuse"}


@dataclasses.dataclass(frozen=True)
class Fault:
    effects: dict
    transfer: Transfer
    refuse: float  # Seconds.

    def change_request(self, request):
        """The request that the site is to answer."""
        return requests.change(request, self.effects)

    def reply(self, request, site, url):
        """A response in place of the site's, or None.  Throws: Refusal."""
        return replies.reply(request, self.effects, site, url)

    def change_response(self, response):
        responses.change(response, self.effects)


def _position(value):
    return -1 if value == "before header" else value


def _read_transfer(effects):
    end = effects.get("reset", effects.get("cut", math.inf))
    stall = effects.get("stall", {"at": math.inf, "for": 0})
    rate = effects.get("rate")
    return Transfer(delay=read_seconds(effects.get("delay", 0)),
                    rate=None if rate is None else read_rate(rate),
                    stall_at=stall["at"], stall=read_seconds(stall["for"]),
                    cut_at=_position(end), is_reset="reset" in effects,
                    missing=effects.get("short", 0),
                    extra=effects.get("long", 0))


def read_fault(effects):
    """Throws: ValueError, if an effect is unknown."""
    known = (_TRANSFER | _OTHER | requests.EFFECTS.keys()
             | replies.EFFECTS.keys() | responses.EFFECTS.keys())
    unknown = set(effects) - known
    if unknown:
        raise ValueError(f"unknown effects {sorted(unknown)}; use some of "
                         f"{sorted(known)}")
    return Fault(effects, _read_transfer(effects),
                 read_seconds(effects.get("refuse", 0)))
