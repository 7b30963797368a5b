#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>

namespace cuibono::cross {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned nobody = 65534;

/// The child between fork and exec: only calls that are safe there, and what the options ask for.
[[noreturn]] void become_program(std::vector<char*>& words, const ProgramOptions& options, int out,
                                 int err) {
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : options.environment) {
    if (value.empty())
      ::unsetenv(name.c_str());
    else
      ::setenv(name.c_str(), value.c_str(), 1);
  }
  if (!options.stdout_path.empty())
    out = ::open(options.stdout_path.c_str(), O_WRONLY | O_CREAT, 0644);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (options.close_stdout) ::close(STDOUT_FILENO);
  if (options.close_stderr) ::close(STDERR_FILENO);
  if (options.file_bytes_max) {
    const ::rlimit limit{*options.file_bytes_max, *options.file_bytes_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (options.without_root && ::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
    ::_exit(126);
  ::execv(words[0], words.data());
  ::_exit(127);
}

/// Both ends of what the program writes to.
struct Pipes {
  int out_read = -1, out_write = -1, err_read = -1, err_write = -1;
};

bool open_pipes(bool terminal, Pipes& pipes) {
  if (terminal) {
    ::winsize size{};
    size.ws_row = 50;
    size.ws_col = 200;
    if (::openpty(&pipes.out_read, &pipes.out_write, nullptr, nullptr, &size) != 0) return false;
    pipes.err_write = ::dup(pipes.out_write);
  } else {
    int out[2], err[2];
    if (::pipe(out) != 0 || ::pipe(err) != 0) return false;
    pipes = {out[0], out[1], err[0], err[1]};
  }
  for (const int handle : {pipes.out_read, pipes.out_write, pipes.err_read, pipes.err_write})
    if (handle >= 0) ::fcntl(handle, F_SETFD, FD_CLOEXEC);
  return true;
}

/// One read; closes the handle at the end of what is written.
void take(int& handle, std::string& text) {
  std::array<char, 65536> buffer{};
  const auto got = ::read(handle, buffer.data(), buffer.size());
  if (got > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  } else {
    ::close(handle);
    handle = -1;
  }
}

/// Reads until both ends are closed; sends the signal when its moment has come.
void listen(pid_t child, Pipes& pipes, const ProgramOptions& options, Outcome& outcome) {
  const auto began = Clock::now();
  bool sent = options.signal == 0;
  const auto is_due = [&] {
    if (options.signal_when) return outcome.err.find(*options.signal_when) != std::string::npos;
    return options.signal_after_us &&
           Clock::now() - began >= std::chrono::microseconds(*options.signal_after_us);
  };
  while (pipes.out_read >= 0 || pipes.err_read >= 0) {
    if (!sent && is_due()) {
      ::kill(child, options.signal);
      sent = true;
    }
    ::pollfd ready[2] = {{pipes.out_read, POLLIN, 0}, {pipes.err_read, POLLIN, 0}};
    const ::timespec step{0, sent ? 50'000'000 : 100'000};
    if (::ppoll(ready, 2, &step, nullptr) <= 0) continue;
    if (ready[0].revents != 0) take(pipes.out_read, outcome.out);
    if (ready[1].revents != 0) take(pipes.err_read, outcome.err);
  }
}

}  // namespace

Outcome run_program(const std::vector<std::string>& arguments, const ProgramOptions& options) {
  std::vector<std::string> texts{CUIBONO_BINARY};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> words;
  for (auto& text : texts) words.push_back(text.data());
  words.push_back(nullptr);

  Outcome outcome;
  Pipes pipes;
  if (!open_pipes(options.terminal, pipes)) return outcome;
  const auto began = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) become_program(words, options, pipes.out_write, pipes.err_write);
  ::close(pipes.out_write);
  ::close(pipes.err_write);
  if (options.reader_leaves) {
    ::close(pipes.out_read);
    pipes.out_read = -1;
  }
  listen(child, pipes, options, outcome);
  int status = 0;
  ::waitpid(child, &status, 0);
  outcome.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  return outcome;
}

std::string describe(const Outcome& outcome) {
  std::string text = outcome.signal != 0 ? "signal " + std::to_string(outcome.signal)
                                         : "exit " + std::to_string(outcome.exit_code);
  text += "\nstdout: " + outcome.out.substr(0, 2000) + "\nstderr: " + outcome.err.substr(0, 4000);
  return text;
}

}  // namespace cuibono::cross
