// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/tree/job_control.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <ratio>
#include <system_error>
#include <utility>

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

bool is_out_of_space(const std::exception& error) {
  const auto* const system = dynamic_cast<const std::system_error*>(&error);
  return system != nullptr &&
         system->code().category() == std::generic_category() &&
         (system->code().value() == ENOSPC || system->code().value() == EDQUOT);
}

}  // namespace

void JobControl::run(const std::function<PackStatus()>& process,
                     PackOutcome& outcome) {
  const Clock::time_point start = Clock::now();
  try {
    outcome.status = process();
  } catch (const std::exception& error) {
    outcome.status =
        stop_.stop_requested() ? PackStatus::kStopped : PackStatus::kFailed;
    outcome.reason = error.what();
    if (is_out_of_space(error)) {
      stop_.request_stop();
    }
  }
  if (outcome.status != PackStatus::kPlanned) {
    const std::chrono::duration<double> elapsed = Clock::now() - start;
    outcome.seconds = elapsed.count();
  }
}

bool JobControl::is_stopped() {
  if (!options_.stop_file.empty() &&
      ::access(options_.stop_file.c_str(), F_OK) == 0) {
    stop_.request_stop();
  }
  return stop_.stop_requested();
}

void JobControl::pay(std::uint64_t n_bytes) {
  is_stopped();
  if (options_.rate_limit != nullptr) {
    options_.rate_limit->take(n_bytes, stop_.get_token());
  }
}

void JobControl::pay_up_to(std::uint64_t n_done) {
  pay(n_done - std::exchange(n_paid_, n_done));
}

bool JobControl::is_young(const std::string& path, std::time_t modified,
                          PackOutcome& outcome) const {
  if (options_.min_age.count() == 0) {
    return false;  // Without --min-age, even a time in the future is fine.
  }
  const auto age = std::chrono::system_clock::now() -
                   std::chrono::system_clock::from_time_t(modified);
  // Clocks of hosts may differ by seconds.  A time further in the future is
  // reported, because the recording would be skipped for too long.
  if (age < -std::chrono::minutes(1)) {
    outcome.warnings.push_back(fmt::format(
        "{}: skipped by --min-age: its modification time is {:.1f} h in the "
        "future; correct it with touch",
        path, std::chrono::duration<double, std::ratio<3600>>(-age).count()));
  }
  return age < options_.min_age;
}

}  // namespace mtscomp
