# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""XML documents as S3 writes them."""
import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
# Control characters are not allowed in XML 1.0; S3 sends references to them,
# which parsers refuse, so clients ask for encoding-type=url.
_SPECIAL = re.compile("[&<>\"\x00-\x1f\x7f]")


def escape(text):
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", str(text))


def element(name, content):
    """`content` is text, a list of (name, content), or None for no element."""
    if content is None:
        return ""
    if isinstance(content, list):
        content = "".join(element(*child) for child in content)
    else:
        content = escape(content)
    return f"<{name}>{content}</{name}>" if content else f"<{name}/>"


def document(name, children, namespace=NAMESPACE):
    text = element(name, children)
    if namespace:
        text = text.replace(f"<{name}", f'<{name} xmlns="{namespace}"', 1)
    return (DECLARATION + text).encode()
