# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""How an answer travels; all that a fault can change about it."""
import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Transfer:
    """Positions count bytes of the body; -1 is before the header."""
    delay: float = 0.0  # Seconds before the header.
    rate: float | None = None  # Replaces the link's.
    stall_at: float = math.inf  # Position at which the sender waits,
    stall: float = 0.0  # for these seconds.
    cut_at: float = math.inf  # Position of the end of the connection,
    is_reset: bool = False  # by RST instead of FIN.
    missing: int = 0  # Bytes not sent at the end of the body.
    extra: int = 0  # Bytes sent after the end of the body.

    def end(self, length):
        """The position at which sending ends, in a body of this length."""
        return max(0, min(self.cut_at, length - self.missing))

    def ends_connection(self):
        return self.cut_at < math.inf or self.missing > 0 or self.extra > 0
