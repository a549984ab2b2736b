// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The checks of verify() that compare a pair with SpikeGLX's .meta beside it.
#pragma once

#include <optional>
#include <string>

#include "archive/verify/check_outcome.h"
#include "archive/verify/decoded_hashes.h"
#include "metadata/spikeglx_meta.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

class MetaChecks {
 public:
  // Reads the .meta, if there is one.
  // Requires: `files` must outlive this object.
  explicit MetaChecks(const RecordingFiles& files);

  // Checks that the .meta can be read, and that fileSizeBytes is the size of
  // the samples in the header.
  CheckOutcome check_file_size(const std::optional<Header>& header) const;
  // Compares fileSHA1 with the SHA-1 of the decoded samples.  If the samples
  // were not decoded, compares fileSHA1 with the SHA-1 in the header.
  CheckOutcome check_file_sha1(
      const std::optional<Header>& header,
      const std::optional<DecodedHashes>& hashes) const;

 private:
  std::string data_path() const;
  std::string source(const char* key) const;

  const RecordingFiles& files_;
  std::optional<SpikeGlxMeta> meta_;
  CheckOutcome problem_;  // kOk unless the .meta cannot be used.
};

}  // namespace mtscomp
