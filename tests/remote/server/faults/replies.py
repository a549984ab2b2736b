# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Effects that replace the site's answer."""
from pathlib import Path

from server.refusal import CODE_OF_STATUS, S3_STATUS, Refusal
from server.wire.body import Repeated
from server.wire.response import Response


def _error(request, value, site, _url):
    status = value.get("status")
    code = value.get("code") or CODE_OF_STATUS.get(status, "InternalError")
    headers = {}
    if "retry_after" in value:
        headers["Retry-After"] = str(value["retry_after"])
    return site.refuse(request, Refusal(
        code, value.get("message", f"{code}, as scripted"),
        status=status or S3_STATUS.get(code), headers=headers))


def _redirect(request, value, _site, url):
    target = value["to"].replace("{self}", url).replace(
        "{port}", url.rpartition(":")[2]).replace("{target}", request.target)
    return Response(value.get("status", 302), {"Location": target})


def _answer(_request, value, _site, _url):
    if "file" in value:
        body = Path(value["file"]).read_bytes()
    else:
        body = value.get("body", "").encode("utf-8", "surrogateescape")
    return Response(value.get("status", 200), dict(value.get("headers", {})),
                    Repeated(body, int(value.get("repeat", 1))))


EFFECTS = {"error": _error, "redirect": _redirect, "answer": _answer}


def reply(request, effects, site, url):
    for name, effect in EFFECTS.items():
        if name in effects:
            return effect(request, effects[name], site, url)
    return None
