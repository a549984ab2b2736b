// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/pair_location.h"

#include <fmt/format.h>

#include "base/files/file_io.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "reader/location/remote_header.h"
#include "source/address/file_address.h"
#include "source/address/open_source.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

// An open file, and the archive that it reads from.
struct FileOfArchive {
  std::shared_ptr<const Source> archive;
  SourceFilePtr file;  // Is closed before the archive.
};

PairFile beside(const PairFile& file, const std::string& name) {
  return {.path = address_below(split_address(file.path).archive, name),
          .archive = file.archive,
          .name = name};
}

PairFile locate_file(const std::string& path, const RemoteOptions& remote) {
  if (!is_address(path)) {
    return {.path = path};
  }
  const FileAddress address = split_address(path);
  if (address.name.empty()) {
    throw UsageError(fmt::format(
        "{}: this is the address of a directory; give that of a .cbin",
        address.archive));
  }
  return {.path = address_below(address.archive, address.name),
          .archive = open_source(address.archive, remote),
          .name = address.name};
}

// Two files in one directory share its archive.
PairFile locate_header(const std::string& path, const PairFile& cbin,
                       const RemoteOptions& remote) {
  if (cbin.is_remote() && is_address(path)) {
    const FileAddress address = split_address(path);
    if (address.archive == split_address(cbin.path).archive) {
      return beside(cbin, address.name);
    }
  }
  return locate_file(path, remote);
}

PairFile find_header_of(const PairFile& cbin) {
  return cbin.is_remote() ? beside(cbin, find_header(*cbin.archive, cbin.name))
                          : PairFile{.path = header_name_of(cbin.path)};
}

}  // namespace

SourceFilePtr PairFile::open() const {
  if (!is_remote()) {
    return make_source_file(open_for_reading(path));
  }
  const auto held = std::make_shared<const FileOfArchive>(
      FileOfArchive{archive, archive->open_file(name)});
  return {held, held->file.get()};
}

void PairLocation::stop() const noexcept {
  for (const PairFile* const file : {&cbin, &ch}) {
    if (file->is_remote()) {
      file->archive->stop();
    }
  }
}

PairLocation locate_pair(const std::string& cbin,
                         const std::optional<std::string>& ch,
                         const RemoteOptions& remote) {
  PairLocation pair = {.cbin = locate_file(cbin, remote), .ch = {}};
  pair.ch =
      ch ? locate_header(*ch, pair.cbin, remote) : find_header_of(pair.cbin);
  return pair;
}

}  // namespace mtscomp
