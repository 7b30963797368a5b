// The command line: options in, one call of investigation, exit code out. No logic lives here.
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

int dispatch(cli::Options& o, cli::Terminal& terminal, const core::RunContext& context) {
  if (o.verb == "init") {
    if (o.init.id.empty()) {
      const auto slash = o.folder.find_last_of('/');
      o.init.id = slash == std::string::npos ? o.folder : o.folder.substr(slash + 1);
    }
    if (o.init.title.empty()) o.init.title = o.init.id;
    return cli::init_command(terminal, context, o.folder, o.init);
  }
  if (o.verb == "simulate") {
    if (o.global.seed) o.simulate.seed = *o.global.seed;
    return cli::simulate_command(terminal, context, o.simulate);
  }
  if (o.verb == "add") return cli::add_command(terminal, context, o.global, o.add);
  if (o.verb == "map") return map_or_preview(o, terminal, context);
  if (o.verb == "run") return cli::run_command(terminal, context, o.global, o.run);
  if (o.verb == "replay") return cli::replay_command(terminal, context, o.global, o.replay);
  if (o.verb == "trace") return cli::trace_command(terminal, context, o.global, o.trace);
  if (o.verb == "resolve") return cli::resolve_command(terminal, context, o.global, o.resolve);
  if (o.verb == "judge") return cli::judge_command(terminal, context, o.global, o.judge);
  if (o.verb == "verify") return cli::verify_command(terminal, context, o.global, o.verify);
  if (o.verb == "serve") return cli::serve_command(terminal, context, o.global, o.serve);
  if (o.verb == "export") return cli::export_command(terminal, context, o.global, o.export_words);
  if (o.verb == "brief") {
    if (!o.brief.check && (!o.brief.file.empty() || o.brief.receiver != "own"))
      return cli::usage_fault("a FILE and --for belong to --check", "brief");
    const auto mask = evidence::parse_mask(o.brief.mask);
    if (!mask.has_value()) return cli::fail(terminal, mask.error());
    if (mask->empty()) return cli::brief_command(terminal, context, o.global, o.brief);
    if (o.brief.check)
      return cli::usage_fault("--check is of the whole brief, and takes nothing away", "brief");
    return cli::marked_brief_command(terminal, context, o.global, *mask);
  }
  return cli::show_command(terminal, context, o.global, o.what);
}

int run_program(int count, char** arguments) {
  cli::Options o;
  if (const auto done = cli::parse_words(count, arguments, o)) return *done;
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
  return dispatch(o, terminal, context);
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
