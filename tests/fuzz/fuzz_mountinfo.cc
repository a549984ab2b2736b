// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a path without its first slash, a NUL, and the text of a mountinfo.
// Nothing in that text hides what is mounted at the path after it, as the
// kernel would write it.
#include <fmt/format.h>

#include "base/mounts/mount_table.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"

namespace mtscomp {
namespace {

// As seq_path_root() of the kernel does it.
std::string escape(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    const bool is_escaped =
        std::string_view(" \t\n\\").find(c) != std::string_view::npos;
    escaped += is_escaped
                   ? fmt::format("\\{:03o}", static_cast<unsigned char>(c))
                   : std::string(1, c);
  }
  return escaped;
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  const std::size_t nul = text.find('\0');
  const std::string path = '/' + std::string(text.substr(0, nul));
  std::string mountinfo(nul == std::string_view::npos ? ""
                                                      : text.substr(nul + 1));
  const MountTable given = parse_mount_table(mountinfo);
  for (const MountEntry& entry : given) {
    require(find_mount_at(given, entry.mount_point) != nullptr,
            "what was listed is not found");
  }
  mountinfo += fmt::format(
      "\n36 22 0:30 / {} ro,nosuid shared:7 - fuse.x y ro\n", escape(path));
  const MountTable table = parse_mount_table(mountinfo);
  const MountEntry* const last = find_mount_at(table, path);
  require(last != nullptr && last->type == "fuse.x",
          "what is mounted last is not found");
  return 0;
}
