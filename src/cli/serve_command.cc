#include "cli/serve_command.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "cli/memory_limit.h"
#include "server/server.h"

extern char** environ;  // NOLINT(readability-identifier-naming): of the C library

namespace cuibono::cli {
namespace {

/// Starts `xdg-open address`, with no handle of this process and none of its signals held back.
std::optional<pid_t> start_browser(std::string address) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  for (const int handle : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&files, handle, "/dev/null", O_RDWR, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_t how;
  ::posix_spawnattr_init(&how);
  ::sigset_t usual;
  ::sigemptyset(&usual);
  ::sigaddset(&usual, SIGPIPE);
  ::sigaddset(&usual, SIGXFSZ);
  ::posix_spawnattr_setsigdefault(&how, &usual);
  // A group of its own: the Ctrl-C that ends the server leaves the browser open.
  ::posix_spawnattr_setpgroup(&how, 0);
  ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string program = "xdg-open";
  std::array<char*, 3> words = {program.data(), address.data(), nullptr};
  pid_t child = -1;
  const int fault = ::posix_spawnp(&child, program.c_str(), &files, &how, words.data(), environ);
  ::posix_spawnattr_destroy(&how);
  ::posix_spawn_file_actions_destroy(&files);
  if (fault != 0) return std::nullopt;
  return child;
}

/// Opens a browser and tells when that did not work; waits no longer than the server.
class Browser {
 public:
  void open(const std::string& address, const std::function<void(const std::string&)>& tell) {
    const auto child = start_browser(address);
    if (!child) {
      tell("note: xdg-open is not there; open the address by hand");
      return;
    }
    waiting_ = std::jthread([child = *child, tell](const std::stop_token& stop) {
      int status = 0;
      while (!stop.stop_requested()) {
        if (::waitpid(child, &status, WNOHANG) == child) {
          if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            tell("note: xdg-open found no browser; open the address by hand");
          return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    });
  }

 private:
  std::jthread waiting_;
};

}  // namespace

int serve_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const ServeOptions& serve) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) {
    terminal.complain(the_case.error());
    return exit_code(the_case.error().code);
  }
  std::uint64_t mapped_bytes = 0;
  for (const auto& item : the_case->items) mapped_bytes += item.bytes;
  hold_memory(terminal, context, mapped_bytes);

  // The server speaks from several threads; a terminal has one line.
  std::mutex speaking;
  core::RunContext quiet_context = context;
  quiet_context.progress = [&](const core::Progress& progress) {
    const std::lock_guard hold(speaking);
    terminal.show_progress(progress);
  };
  const auto tell = [&](const std::string& line) {
    const std::lock_guard hold(speaking);
    terminal.end_progress();
    terminal.tell(line);
  };
  Browser browser;
  server::ServeHooks hooks;
  hooks.tell = [&](std::string_view line) { tell(std::string(line)); };
  hooks.warn = [&](const core::Error& problem) {
    const std::lock_guard hold(speaking);
    terminal.end_progress();
    terminal.complain(problem);
  };
  hooks.ready = [&](std::string_view address) {
    write_stdout(std::string(address) + "\n");
    tell("the workbench of case " + the_case->settings.id +
         " is at this address, for this machine alone; Ctrl-C ends it");
    if (serve.open) browser.open(std::string(address), tell);
  };
  const server::ServeRequest request{the_case->folder, serve.port, serve.read_only,
                                     std::chrono::minutes(serve.idle_minutes)};
  const auto served = server::serve_case(quiet_context, request, hooks);
  terminal.end_progress();
  if (served.has_value()) return 0;
  terminal.complain(served.error());
  return exit_code(served.error().code);
}

}  // namespace cuibono::cli
