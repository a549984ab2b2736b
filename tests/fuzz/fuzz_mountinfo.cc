// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a path without its first slash, a NUL, and the text of a mountinfo.
// A line that mounts something at the path is appended, in the form in which
// the kernel writes it; nothing in the text may hide this mount.
#include <fmt/format.h>

#include "base/mounts/mount_table.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"

namespace mtscomp {
namespace {

// Escapes a path like seq_path_root() of the kernel.
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
            "a listed mount is not found");
  }
  mountinfo += fmt::format(
      "\n36 22 0:30 / {} ro,nosuid shared:7 - fuse.x y ro\n", escape(path));
  const MountTable table = parse_mount_table(mountinfo);
  const MountEntry* const last = find_mount_at(table, path);
  require(last != nullptr && last->type == "fuse.x",
          "the last mount is not found");
  return 0;
}
