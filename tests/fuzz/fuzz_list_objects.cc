// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: an XML answer of S3.  A page gives a listing with right names.
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/remote_listing_check.h"
#include "mtscomp/base/error.h"
#include "source/http/transfer/answer_class.h"
#include "source/s3/object_listing.h"

namespace mtscomp {
namespace {

void check_page(const S3Page& page, const std::string& prefix) {
  ObjectListing listing("s3://b/", prefix);
  try {
    listing.add(page);
  } catch (const FormatError&) {
    return;
  }
  require_right(listing.finish());
  require(!page.next_token || !page.next_token->empty(), "an empty token");
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  const std::optional<S3Error> error = parse_s3_error(text);
  try {
    const std::variant<S3Page, S3Error> answer = parse_s3_page(text, "s3://b/");
    require(std::holds_alternative<S3Error>(answer) == error.has_value(),
            "an error that is none");
    if (const auto* const page = std::get_if<S3Page>(&answer)) {
      check_page(*page, "");
      check_page(*page, "data/");
    }
  } catch (const FormatError&) {
    require(!error, "an error that is refused");
  }
  require(!error || error->code.empty() ||
              classify_answer(200, error->code) != AnswerClass::kSuccess,
          "an error that is a success");
  return 0;
}
