// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/prefixed_read.h"

#include <cstring>
#include <exception>
#include <string>
#include <utility>

namespace mtscomp {
namespace {

ReadResult joined(std::string_view head, const ReadResult& rest) {
  if (rest.error) {
    return {.bytes = {}, .error = rest.error, .pin = {}, .gathered = {}};
  }
  ReadResult result;
  try {
    result.gathered = ByteBuffer(head.size() + rest.bytes.size());
    std::memcpy(result.gathered.data(), head.data(), head.size());
    if (!rest.bytes.empty()) {
      std::memcpy(result.gathered.data() + head.size(), rest.bytes.data(),
                  rest.bytes.size());
    }
    result.bytes = result.gathered.span();
  } catch (...) {
    result.error = std::current_exception();
  }
  return result;
}

}  // namespace

void read_after_prefix(RecordingReader& reader,
                       const std::shared_ptr<const Recording>& recording,
                       Readahead& streams, std::string_view prefix,
                       std::uint64_t offset, std::size_t size,
                       RecordingReader::OnRead on_read) {
  if (offset >= prefix.size()) {
    reader.read(recording, streams, offset - prefix.size(), size,
                std::move(on_read));
    return;
  }
  const std::string head(prefix.substr(offset, size));
  if (head.size() == size) {
    on_read(joined(head, {}));
    return;
  }
  reader.read(recording, streams, 0, size - head.size(),
              [head, on_read = std::move(on_read)](const ReadResult& rest) {
                on_read(joined(head, rest));
              });
}

}  // namespace mtscomp
