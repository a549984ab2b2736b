// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mount_table.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator)) {
    fields.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  fields.push_back(text);
  return fields;
}

// Blanks and backslashes in a path are written as three octal digits.
std::string unescape(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  constexpr int kOctal = 8;
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<unsigned char> code =
        text[i] == '\\' && i + kDigits < text.size()
            ? parse_number<unsigned char>(text.substr(i + 1, kDigits), kOctal)
            : std::nullopt;
    path += code ? static_cast<char>(*code) : text[i];
    i += code ? kDigits : 0;
  }
  return path;
}

// "36 35 98:0 /root /mount/point rw,noatime shared:1 - ext4 /dev/sda rw"
std::optional<MountEntry> parse_line(std::string_view line) {
  constexpr std::size_t kMountPoint = 4;
  constexpr std::size_t kOptions = 5;
  constexpr std::size_t kTags = 6;
  const std::vector<std::string_view> fields = split(line, ' ');
  if (fields.size() < kTags) {
    return std::nullopt;
  }
  const std::optional<int> id = parse_number<int>(fields[0]);
  const auto hyphen = std::find(fields.begin() + kTags, fields.end(), "-");
  // The type, the source and the options of the file system follow it.
  constexpr std::ptrdiff_t kAfterHyphen = 3;
  if (!id || fields.end() - hyphen <= kAfterHyphen) {
    return std::nullopt;
  }
  return MountEntry{.id = *id,
                    .mount_point = unescape(fields[kMountPoint]),
                    .options = std::string(fields[kOptions]),
                    .type = unescape(hyphen[1]),
                    .source = unescape(hyphen[2]),
                    .super_options = std::string(hyphen[3])};
}

std::string read_proc(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!(text << file.rdbuf())) {
    throw_errno(path + ": cannot read");
  }
  return text.str();
}

// Limit of the recursion.  Linux stacks two file systems, but FUSE any number,
// and two mounts may name each other as source.
constexpr int kMaxDepth = 4;

const MountEntry* find_view_within(const MountEntry& mount,
                                   const FindLayer& find_layer, int depth) {
  if (is_our_mount(mount)) {
    return &mount;
  }
  for (const std::string& layer : mount.layers()) {
    const MountEntry* const below = depth > 0 ? find_layer(layer) : nullptr;
    if (below != nullptr && below != &mount) {
      if (const MountEntry* const view =
              find_view_within(*below, find_layer, depth - 1)) {
        return view;
      }
    }
  }
  return nullptr;
}

}  // namespace

bool MountEntry::has_option(std::string_view name) const {
  const auto is_in = [name](const std::string& list) {
    const std::vector<std::string_view> names = split(list, ',');
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return is_in(options) || is_in(super_options);
}

std::vector<std::string> MountEntry::layers() const {
  // A source such as "host:/data" is a path on another host.
  std::vector<std::string> lists;
  if (source.starts_with('/')) {
    lists.push_back(source);
  }
  for (const std::string_view option : split(super_options, ',')) {
    const std::size_t equals = option.find('=');
    const std::string_view name = option.substr(0, equals);
    if (equals != std::string_view::npos &&
        (name == "lowerdir" || name == "lowerdir+" || name == "datadir+" ||
         name == "upperdir")) {
      lists.push_back(unescape(option.substr(equals + 1)));
    }
  }
  std::vector<std::string> paths;
  for (const std::string& list : lists) {
    for (const std::string_view path : split(list, ':')) {
      if (path.starts_with('/')) {
        paths.emplace_back(path);
      }
    }
  }
  return paths;
}

bool is_our_mount(const MountEntry& mount) {
  return mount.type == "fuse.mtscompfs";
}

MountTable read_mount_table() {
  return parse_mount_table(read_proc("/proc/self/mountinfo"));
}

MountTable parse_mount_table(std::string_view mountinfo) {
  MountTable table;
  for (const std::string_view line : split(mountinfo, '\n')) {
    if (std::optional<MountEntry> entry = parse_line(line)) {
      table.push_back(std::move(*entry));
    }
  }
  return table;
}

// If several mounts have this path, the last one hides the others.
const MountEntry* find_mount_at(const MountTable& table,
                                std::string_view mount_point) {
  const auto found = std::find_if(table.rbegin(), table.rend(),
                                  [mount_point](const MountEntry& entry) {
                                    return entry.mount_point == mount_point;
                                  });
  return found == table.rend() ? nullptr : &*found;
}

// If several mounts have the same path, the last one hides the others.
const MountEntry* find_mount_above(const MountTable& table,
                                   std::string_view path) {
  const auto is_above = [path](const std::string& place) {
    return place == "/" || path == place ||
           (path.starts_with(place) && path[place.size()] == '/');
  };
  const MountEntry* found = nullptr;
  for (const MountEntry& entry : table) {
    if (is_above(entry.mount_point) &&
        (found == nullptr ||
         entry.mount_point.size() >= found->mount_point.size())) {
      found = &entry;
    }
  }
  return found;
}

const MountEntry* find_mount(const MountTable& table, int id) {
  const auto found =
      std::find_if(table.begin(), table.end(),
                   [id](const MountEntry& entry) { return entry.id == id; });
  return found == table.end() ? nullptr : &*found;
}

const MountEntry* find_view(const MountEntry& mount,
                            const FindLayer& find_layer) {
  return find_view_within(mount, find_layer, kMaxDepth);
}

}  // namespace mtscomp
