// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/http_date.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "source/http/transfer/text_reader.h"

namespace mtscomp {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                   "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "08:49:37"
std::chrono::seconds read_time_of_day(TextReader& reader) {
  const unsigned hours = reader.number(2);
  reader.expect(":");
  const unsigned minutes = reader.number(2);
  reader.expect(":");
  const unsigned seconds = reader.number(2);
  reader.require(hours < 24 && minutes < 60 && seconds < 60);
  return std::chrono::hours(hours) + std::chrono::minutes(minutes) +
         std::chrono::seconds(seconds);
}

std::optional<HttpTime> time_of(unsigned year, unsigned month, unsigned day) {
  constexpr unsigned kFirstYear = 1900;
  constexpr unsigned kLastYear = 2199;
  const std::chrono::year_month_day date(
      std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
      std::chrono::day(day));
  if (!date.ok() || year < kFirstYear || year > kLastYear) {
    return std::nullopt;
  }
  return HttpTime(std::chrono::sys_days(date));
}

// ".034468261"; nothing is 0.
std::chrono::nanoseconds read_fraction(TextReader& reader) {
  constexpr std::int64_t kTenth = 100'000'000;
  std::chrono::nanoseconds fraction(0);
  if (!reader.has('.')) {
    return fraction;
  }
  reader.expect(".");
  std::int64_t unit = kTenth;
  do {
    fraction += std::chrono::nanoseconds(unit * reader.number(1));
    unit /= 10;
  } while (reader.is_right() && !reader.has('Z') && !reader.has('+') &&
           !reader.has('-'));
  return fraction;
}

// "Z" or "+01:00": the time that the clocks are ahead of UTC.
std::chrono::minutes read_zone(TextReader& reader) {
  if (reader.has('Z')) {
    reader.expect("Z");
    return std::chrono::minutes(0);
  }
  const bool is_behind = reader.has('-');
  reader.expect(is_behind ? "-" : "+");
  const unsigned hours = reader.number(2);
  reader.expect(":");
  const unsigned minutes = reader.number(2);
  reader.require(hours < 24 && minutes < 60);
  const std::chrono::minutes ahead(60 * hours + minutes);
  return is_behind ? -ahead : ahead;
}

}  // namespace

std::optional<HttpTime> parse_http_date(std::string_view text) {
  TextReader reader(text);
  reader.word_of(kDays);
  reader.expect(", ");
  const unsigned day = reader.number(2);
  reader.expect(" ");
  const unsigned month = reader.word_of(kMonths) + 1;
  reader.expect(" ");
  const unsigned year = reader.number(4);
  reader.expect(" ");
  const std::chrono::seconds time = read_time_of_day(reader);
  reader.expect(" GMT");
  const std::optional<HttpTime> midnight =
      reader.is_at_end() ? time_of(year, month, day) : std::nullopt;
  return midnight ? std::optional(*midnight + time) : std::nullopt;
}

std::string format_http_date(HttpTime time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - days));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays.at(std::chrono::weekday(days).c_encoding()),
                     static_cast<unsigned>(date.day()),
                     kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<HttpTime> parse_iso_date(std::string_view text) {
  TextReader reader(text);
  const unsigned year = reader.number(4);
  reader.expect("-");
  const unsigned month = reader.number(2);
  reader.expect("-");
  const unsigned day = reader.number(2);
  reader.expect("T");
  const std::chrono::seconds time = read_time_of_day(reader);
  const std::chrono::nanoseconds fraction = read_fraction(reader);
  const std::chrono::minutes ahead = read_zone(reader);
  const std::optional<HttpTime> midnight =
      reader.is_at_end() ? time_of(year, month, day) : std::nullopt;
  return midnight ? std::optional(*midnight + time + fraction - ahead)
                  : std::nullopt;
}

}  // namespace mtscomp
