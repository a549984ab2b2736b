# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The command line."""
import argparse
import json
from pathlib import Path

from server.settings import ETAGS, STYLES, Account

DESCRIPTION = """Serves DIRECTORY on the loopback interface, and prints the URL.
Times are seconds or 30ms, 2s, 1min; rates are bytes per second or 85M."""


def _account(text):
    return Account(*text.split(":", 2))


def _pair(text):
    name, _, value = text.partition("=")
    return name, value


def _objects(path):
    """{bucket: {key: text}} in a JSON file."""
    buckets = json.loads(Path(path).read_text("utf-8"))
    return {bucket: {key: text.encode() for key, text in objects.items()}
            for bucket, objects in buckets.items()}


def _add_link(parser):
    group = parser.add_argument_group("link")
    group.add_argument("--latency", metavar="TIME", default=0,
                       help="before the first byte of each answer")
    group.add_argument("--connect-latency", metavar="TIME", default=0,
                       help="added to the first answer of a connection")
    group.add_argument("--rate", default="unlimited", help="of a connection")
    group.add_argument("--total-rate", metavar="RATE", default="unlimited",
                       help="of all connections together")


def _add_content(parser):
    group = parser.add_argument_group("content")
    group.add_argument("--style", choices=STYLES, default="nginx")
    group.add_argument("--etag", choices=ETAGS, default="strong")
    group.add_argument("--no-last-modified", dest="last_modified",
                       action="store_false")
    group.add_argument("--ignore-conditions", dest="conditions",
                       action="store_false", help="If-Match has no effect")
    group.add_argument("--name-width", type=int, default=0, metavar="N",
                       help="Apache's NameWidth")
    group.add_argument("--basic", default="", metavar="USER:PASSWORD")
    group.add_argument("--certificate", nargs=2, default=(),
                       metavar=("CERTIFICATE", "KEY"), help="serves HTTPS")


def _add_s3(parser):
    group = parser.add_argument_group("S3")
    group.add_argument("--region", default="us-east-1")
    group.add_argument("--bucket-region", dest="bucket_regions", type=_pair,
                       action="append", default=[], metavar="BUCKET=REGION")
    group.add_argument("--endpoint", dest="endpoints", type=_pair,
                       action="append", default=[], metavar="REGION=HOST")
    group.add_argument("--account", dest="accounts", type=_account,
                       action="append", default=[],
                       metavar="KEY:SECRET[:TOKEN]")
    group.add_argument("--signed-only", dest="anonymous", action="store_false")
    group.add_argument("--domain", default="amazonaws.com",
                       help="of hosts such as BUCKET.s3.REGION.DOMAIN")
    group.add_argument("--max-keys", type=int, default=1000, metavar="N")
    group.add_argument("--clock-skew", default=900, metavar="TIME")
    group.add_argument("--objects", type=_objects, default={}, metavar="FILE",
                       help="JSON {bucket: {key: text}}: more objects")


def parse_arguments(words=None):
    """(directory, settings, file of rules or None, whether to read commands)"""
    parser = argparse.ArgumentParser("server", description=DESCRIPTION)
    parser.add_argument("directory")
    _add_content(parser)
    _add_link(parser)
    _add_s3(parser)
    parser.add_argument("--faults", metavar="FILE",
                        help="rules as JSON, or RULES of a Python script")
    parser.add_argument("--log", type=Path, metavar="FILE",
                        help="appends a JSON line for each request")
    parser.add_argument("--control", action="store_true",
                        help="obeys commands on standard input, until its end")
    settings = vars(parser.parse_args(words))
    for name in ("bucket_regions", "endpoints"):
        settings[name] = dict(settings[name])
    for name in ("accounts", "certificate"):
        settings[name] = tuple(settings[name])
    return (settings.pop("directory"), settings, settings.pop("faults"),
            settings.pop("control"))
