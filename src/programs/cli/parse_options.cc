// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/parse_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/codec/decoder_choice.h"
#include "mtscomp/format/header_limits.h"
#include "programs/cli/exit_code.h"

namespace mtscomp {
namespace {

ParseOutcome refuse(const CLI::App& app, const char* reason) {
  return {.exit_code = kExitUsage,
          .text = fmt::format("{0}: {1}\nTry '{0} --help'.\n", app.get_name(),
                              reason)};
}

// CLI11 reports a missing argument before it reports an unknown option.  An
// unknown option is reported first here, because it is probably the mistake.
ParseOutcome refuse_missing(const CLI::App& app,
                            const CLI::RequiredError& error) {
  return app.remaining_size() == 0
             ? refuse(app, error.what())
             : refuse(app, CLI::ExtrasError(app.remaining()).what());
}

// Gives --help the same form in all programs.  Sets -h again, to list it last.
void set_help_format(CLI::App& app) {
  constexpr std::size_t kColumnWidth = 26;
  app.get_formatter()->column_width(kColumnWidth);
  app.get_formatter()->label("Positionals", "Arguments");
  app.set_help_flag("-h,--help", "print this help");
}

// CLI11 puts two empty lines between groups.
std::string help_of(const CLI::App& app) {
  return CLI::detail::find_and_replace(app.help(), "\n\n\n", "\n\n");
}

}  // namespace

ParseOutcome parse_options(CLI::App& app, std::vector<std::string> arguments,
                           const std::function<void()>& take_texts) {
  set_help_format(app);
  try {
    // CLI11 expects the arguments in reverse order.
    std::reverse(arguments.begin(), arguments.end());
    app.parse(std::move(arguments));
    take_texts();
    chosen_decoder();  // Throws now, and not at the first chunk.
    chosen_limits();
    return {};
  } catch (const CLI::CallForHelp&) {
    return {.exit_code = kExitOk, .text = help_of(app)};
  } catch (const CLI::CallForVersion& version) {
    return {.exit_code = kExitOk, .text = std::string(version.what()) + '\n'};
  } catch (const CLI::RequiredError& error) {
    return refuse_missing(app, error);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error.what());
  } catch (const UsageError& error) {
    return refuse(app, error.what());
  }
}

}  // namespace mtscomp
