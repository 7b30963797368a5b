// The command line: options in, one call of investigation, exit code out. No logic lives here.
#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <new>
#include <system_error>
#include <thread>

#include "cli/grammar.h"
#include "cli/memory_limit.h"
#include "cli/preview_command.h"
#include "cli/replay_command.h"
#include "cli/usage.h"

namespace {

using namespace cuibono;  // NOLINT(google-build-using-namespace): this file is the program

std::atomic<bool> stop_asked{false};

extern "C" void on_interrupt(int) { stop_asked.store(true); }

/// "--as-off" of "--as-off=2025-05-04", when no option has that name.
std::optional<std::string> find_unknown_option(const CLI::App& app, int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string word(arguments[i]);
    if (word == "--") break;
    std::string name = word.substr(0, word.find('='));
    if (!name.starts_with("-") || name == "-") continue;
    bool known = app.get_option_no_throw(name) != nullptr;
    for (const auto* verb : app.get_subcommands())
      known = known || verb->get_option_no_throw(name) != nullptr;
    if (!known) return name;
  }
  return std::nullopt;
}

int unknown_option(const CLI::App& app, const std::string& name, const std::string& verb) {
  std::vector<std::string> names;
  const auto gather = [&](const CLI::App& one) {
    for (const auto* option : one.get_options()) {
      for (const auto& known : option->get_lnames()) names.push_back("--" + known);
    }
  };
  gather(app);
  for (const auto* chosen : app.get_subcommands()) gather(*chosen);
  const auto nearest = core::find_nearest(name, names);
  return cli::usage_fault("there is no option " + name + "." +
                              (nearest ? " Did you mean " + *nearest + "?" : std::string()),
                          verb);
}

int map_or_preview(const cli::Options& o, cli::Terminal& terminal,
                   const core::RunContext& context) {
  const bool is_preview = o.map_words.size() == 2;
  if (is_preview && o.map_words.front() != "preview")
    return cli::usage_fault(
        "map takes one item, or the word preview before it, not \"" + o.map_words.front() + "\"",
        "map");
  const std::string& label = o.map_words.back();
  return is_preview ? cli::preview_command(terminal, context, o.global, label, o.rows)
                    : cli::map_command(terminal, context, o.global, label, o.rows);
}

int dispatch(const CLI::App& app, cli::Options& o, cli::Terminal& terminal,
             const core::RunContext& context) {
  if (app.got_subcommand("init")) {
    if (o.init.id.empty()) {
      const auto slash = o.folder.find_last_of('/');
      o.init.id = slash == std::string::npos ? o.folder : o.folder.substr(slash + 1);
    }
    if (o.init.title.empty()) o.init.title = o.init.id;
    return cli::init_command(terminal, o.folder, o.init);
  }
  if (app.got_subcommand("simulate")) {
    if (o.global.seed) o.simulate.seed = *o.global.seed;
    return cli::simulate_command(terminal, context, o.simulate);
  }
  if (app.got_subcommand("add")) return cli::add_command(terminal, context, o.global, o.add);
  if (app.got_subcommand("map")) return map_or_preview(o, terminal, context);
  if (app.got_subcommand("run")) return cli::run_command(terminal, context, o.global, o.run);
  if (app.got_subcommand("replay"))
    return cli::replay_command(terminal, context, o.global, o.replay);
  if (app.got_subcommand("trace")) return cli::trace_command(terminal, context, o.global, o.trace);
  if (app.got_subcommand("verify"))
    return cli::verify_command(terminal, context, o.global, o.verify);
  if (app.got_subcommand("serve")) return cli::serve_command(terminal, context, o.global, o.serve);
  if (app.got_subcommand("export"))
    return cli::export_command(terminal, context, o.global, o.export_words);
  if (app.got_subcommand("brief")) {
    if (!o.brief.check && (!o.brief.file.empty() || o.brief.receiver != "own"))
      return cli::usage_fault("a FILE and --for belong to --check", "brief");
    const auto mask = evidence::parse_mask(o.brief.mask);
    if (!mask.has_value()) return cli::fail(terminal, mask.error());
    if (mask->empty()) return cli::brief_command(terminal, context, o.global, o.brief);
    if (o.brief.check)
      return cli::usage_fault("--check is of the whole brief, and takes nothing away", "brief");
    return cli::marked_brief_command(terminal, context, o.global, *mask);
  }
  return cli::show_command(terminal, o.global, o.what);
}

int run_program(int count, char** arguments) {
  cli::Options o;
  CLI::App app("", "cuibono");
  cli::add_globals(app, o.global);
  cli::add_verbs(app, o);
  app.require_subcommand(1);
  for (auto* verb : app.get_subcommands({})) verb->fallthrough();  // `cuibono run -q` as well
  app.set_version_flag("--version", "");
  const std::string verb = cli::verb_of(count, arguments);
  if (count == 1) {
    cli::write_stdout(cli::overview);
    return 0;
  }
  if (!verb.empty() && std::find(cli::verbs.begin(), cli::verbs.end(), verb) == cli::verbs.end())
    return cli::unknown_verb(verb);
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp& help) {
    if (verb.empty()) {
      cli::write_stdout(cli::overview);
      return 0;
    }
    cli::write_stdout(app.help());
    return 0;
  } catch (const CLI::CallForVersion&) {
    cli::write_stdout(investigation::engine_name() + "\n");
    return 0;
  } catch (const CLI::ParseError& fault) {
    if (const auto option = find_unknown_option(app, count, arguments))
      return unknown_option(app, *option, verb);
    return cli::usage_fault(verb.empty() ? "a verb is missing, as in `cuibono run`" : fault.what(),
                            verb);
  }
  const auto memory = o.global.memory.empty() ? 0 : cli::parse_size(o.global.memory);
  if (!memory || (*memory == 0 && !o.global.memory.empty())) {
    std::fprintf(stderr, "error: --memory \"%s\" is not a size\nhint:  write 4GiB or 512MiB\n",
                 o.global.memory.c_str());
    return 2;
  }
  const cli::Shape shape = o.global.format == "table"   ? cli::Shape::table
                           : o.global.format == "jsonl" ? cli::Shape::jsonl
                           : o.global.format == "json"  ? cli::Shape::json
                                                        : cli::Shape::automatic;
  cli::Terminal terminal(shape, o.global.quiet, o.global.progress);
  core::RunContext context;
  context.threads =
      o.global.threads != 0 ? o.global.threads : std::max(1U, std::thread::hardware_concurrency());
  context.memory_bytes = *memory;
  context.cancel = &stop_asked;
  context.progress = [&terminal](const core::Progress& progress) {
    terminal.show_progress(progress);
  };
  return dispatch(app, o, terminal, context);
}

}  // namespace

int main(int count, char** arguments) {
  cli::hold_standard_handles();
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit becomes an error of write(), told in words
  try {
    const int code = run_program(count, arguments);
    const auto fault = cli::find_stdout_fault();
    if (!fault || code != 0) return code;
    cli::Terminal(cli::Shape::automatic, false, "never").complain(*fault);
    return cli::exit_code(fault->code);
  } catch (const std::bad_alloc&) {
    std::fputs(cli::memory_sentence(), stderr);
    return 5;
  } catch (const std::system_error& fault) {  // no thread could be started
    const bool is_memory = fault.code() == std::errc::resource_unavailable_try_again ||
                           fault.code() == std::errc::not_enough_memory;
    std::fputs(is_memory ? cli::memory_sentence() : "error: ", stderr);
    if (!is_memory) std::fprintf(stderr, "%s\n", fault.what());
    return 5;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "error: %s\n", fault.what());
    return 5;
  }
}
