// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Character references of HTML, such as "&amp;".
// https://html.spec.whatwg.org/multipage/named-characters.html
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Replaces "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", and references by
// number such as "&#39;" and "&#x27;".  Servers write no others.  All other
// texts, such as "&" alone, stay.
std::string decode_character_references(std::string_view text);

}  // namespace mtscomp
