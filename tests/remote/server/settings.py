# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The settings of a server."""
import dataclasses
import math
from pathlib import Path

from server.units import read_rate, read_seconds

STYLES = ("nginx", "nginx-json", "apache", "apache-pre", "s3")
ETAGS = ("strong", "weak", "none")


@dataclasses.dataclass(frozen=True)
class Account:
    """Credentials of an S3 user.  `expires` is a Unix time."""
    key: str
    secret: str
    token: str = ""
    expires: float = math.inf


@dataclasses.dataclass(frozen=True)
class Settings:
    """Times are in seconds, or texts such as "30ms"; rates are in bytes per
    second, or texts such as "85M"."""
    root: Path
    style: str = "nginx"

    # The link.  All connections share `total_rate`.
    latency: float = 0.0  # Before the first byte of each answer.
    connect_latency: float = 0.0  # Added to a connection's first answer.
    rate: float = math.inf  # Of one connection.
    total_rate: float = math.inf

    # Versions of files.
    etag: str = "strong"
    last_modified: bool = True
    conditions: bool = True  # Whether If-Match has an effect.

    name_width: int = 0  # Apache's NameWidth; 0 is the default of the style.
    basic: str = ""  # USER:PASSWORD that HTTP requires.
    certificate: tuple = ()  # Files of a certificate and its key, for HTTPS.

    # S3.
    region: str = "us-east-1"
    bucket_regions: dict = dataclasses.field(default_factory=dict)
    endpoints: dict = dataclasses.field(default_factory=dict)  # By region.
    accounts: tuple = ()
    anonymous: bool = True  # Whether requests need no signature.
    domain: str = "amazonaws.com"  # Of hosts such as BUCKET.s3.REGION.DOMAIN.
    max_keys: int = 1000  # The most in one page of a listing.
    clock_skew: float = 900.0  # The most between a signature and the clock.
    # Objects in memory: {bucket: {key: bytes}}.
    objects: dict = dataclasses.field(default_factory=dict)

    log: Path | None = None  # A file for the log, as JSON lines.


def make_settings(root, **values):
    """Throws: ValueError if a value is unknown; TypeError if a name is."""
    for name in ("latency", "connect_latency", "clock_skew"):
        if name in values:
            values[name] = read_seconds(values[name])
    for name in ("rate", "total_rate"):
        if name in values:
            values[name] = read_rate(values[name])
    settings = Settings(Path(root), **values)
    for value, known in ((settings.style, STYLES), (settings.etag, ETAGS)):
        if value not in known:
            raise ValueError(f"{value}: unknown; use one of {', '.join(known)}")
    if not settings.root.is_dir():
        raise ValueError(f"{root}: not a directory; name the tree to serve")
    return settings
