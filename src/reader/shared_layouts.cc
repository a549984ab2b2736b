// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/shared_layouts.h"

#include <spdlog/spdlog.h>

#include <system_error>

namespace mtscomp {
namespace {

std::uint64_t size_of_table(const Header& header) {
  return (header.chunk_bounds.size() + header.chunk_offsets.size() +
          header.segments.bounds().size()) *
             sizeof(header.chunk_bounds[0]) +
         header.segments.table().size();
}

// A layout and its share of the memory for tables, released with it.
struct Held {
  Held(HeaderMemory& memory, const Header& header, std::string_view name)
      : share(memory, sizeof(Held) + size_of_table(header), name),
        layout(header) {}

  HeaderMemory::TableShare share;
  RecordingLayout layout;
};

RecordingLayoutPtr make_layout(HeaderMemory& memory, const Header& header,
                               std::string_view name) {
  try {
    const auto held = std::make_shared<const Held>(memory, header, name);
    return {held, &held->layout};
  } catch (const std::system_error& error) {
    spdlog::error("{}", error.what());
    throw;
  }
}

}  // namespace

RecordingLayoutPtr SharedLayouts::find(const PairIdentity& identity) const {
  const MutexLock lock(mutex_);
  const auto at = layouts_.find(identity);
  return at == layouts_.end() ? nullptr : at->second.lock();
}

RecordingLayoutPtr SharedLayouts::make(const PairIdentity& identity,
                                       const Header& header,
                                       std::string_view name) {
  RecordingLayoutPtr layout = make_layout(memory_, header, name);
  const MutexLock lock(mutex_);
  std::erase_if(layouts_,
                [](const auto& known) { return known.second.expired(); });
  layouts_[identity] = layout;
  return layout;
}

}  // namespace mtscomp
