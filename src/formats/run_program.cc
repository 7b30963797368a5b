// Another program as a reader: between fork and exec only what is safe after a fork of many threads.
#include "formats/run_program.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

namespace cuibono::formats {
namespace {

constexpr int first_own_fd = 10;  // so that none of ours is one of those that the program gets
constexpr int input_fd = 3;
constexpr std::size_t complaint_most = 4096;

class Fd {
 public:
  explicit Fd(int fd = -1) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { close(); }
  void close() noexcept {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool is_open() const noexcept { return fd_ >= 0; }

 private:
  int fd_;
};

/// The same open file under a number that none of the program's has.
Fd moved_up(Fd fd) {
  return Fd(fd.is_open() ? ::fcntl(fd.get(), F_DUPFD_CLOEXEC, first_own_fd) : -1);
}

core::Error cannot_start(const std::string& program) {
  return {core::ErrorCode::resources, "another program cannot be started", program,
          "close other programs, or allow more processes and open files (ulimit)"};
}

/// The bytes as a file that stands in no folder.
Fd file_of(std::string_view bytes) {
  Fd file = moved_up(Fd(::memfd_create("document", MFD_CLOEXEC)));
  while (file.is_open() && !bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Fd();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return file;
}

struct Pipe {
  Fd read, write;
};
Pipe make_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return {Fd(), Fd()};
  return {moved_up(Fd(ends[0])), moved_up(Fd(ends[1]))};
}

#if defined(__x86_64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t own_architecture = 0;
#endif

/// From here on no socket can be made; on other machines the program is trusted not to.
void forbid_network() noexcept {
  if (own_architecture == 0) return;
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own_architecture, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{static_cast<unsigned short>(std::size(steps)), steps};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

void set_limit(__rlimit_resource_t what, std::uint64_t soft, std::uint64_t hard) noexcept {
  const rlimit limit{soft, hard};
  ::setrlimit(what, &limit);
}

/// What the child does between fork and exec; it never returns.
struct Child {
  const char* program = nullptr;
  char* const* arguments = nullptr;
  int nothing = -1, input = -1, output = -1, complaint = -1;
  ProgramLimits limits;

  [[noreturn]] void start() const noexcept {
    constexpr int cannot = 127;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    const bool has_files = ::dup2(nothing, 0) >= 0 && ::dup2(output, 1) >= 0 &&
                           ::dup2(complaint, 2) >= 0 && ::dup2(input, input_fd) >= 0;
    if (!has_files) ::_exit(cannot);
    ::syscall(SYS_close_range, input_fd + 1, ~0U, 0);
    set_limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
    set_limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
    set_limit(RLIMIT_FSIZE, 0, 0);
    set_limit(RLIMIT_CORE, 0, 0);
    forbid_network();
    char locale[] = "LC_ALL=C.UTF-8";
    char* const environment[] = {locale, nullptr};
    ::execve(program, arguments, environment);
    ::_exit(cannot);
  }
};

/// Reads what is there. False at the end.
bool read_some(Fd& from, std::string& out, std::size_t most) {
  std::array<char, 1U << 16> block{};
  const ssize_t got = ::read(from.get(), block.data(), block.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) {
    from.close();
    return false;
  }
  out.append(block.data(), std::min(static_cast<std::size_t>(got), most - out.size()));
  return true;
}

/// A started program, ended at the latest with this.
class Running {
 public:
  explicit Running(pid_t pid) : pid_(pid) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (pid_ > 0) end();
  }
  void end() {
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }
  /// Its status as wait gives it, once it has ended by itself.
  std::optional<int> status() {
    int status = 0;
    const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
};

}  // namespace

std::string find_program(std::string_view name) {
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody here sets it
  const std::string folders = path == nullptr ? "/usr/bin:/bin" : path;
  for (const std::string_view folder : core::split(folders, ':')) {
    if (!folder.starts_with('/')) continue;  // a folder that depends on where one stands
    const std::string file = std::string(folder) + "/" + std::string(name);
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return {};
}

core::Result<ProgramRun> run_program(const core::RunContext& context, const std::string& program,
                                     const std::vector<std::string>& arguments,
                                     std::string_view input, const ProgramLimits& limits) {
  const Fd file = file_of(input);
  const Fd nothing = moved_up(Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC)));
  Pipe output = make_pipe(), complaint = make_pipe();
  if (!file.is_open() || !nothing.is_open() || !output.write.is_open() ||
      !complaint.write.is_open())
    return cannot_start(program);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const Child child{program.c_str(),    pointers.data(),       nothing.get(), file.get(),
                    output.write.get(), complaint.write.get(), limits};
  const pid_t pid = ::fork();
  if (pid == 0) child.start();
  if (pid < 0) return cannot_start(program);
  Running running(pid);
  output.write.close();
  complaint.write.close();

  ProgramRun run;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
  std::optional<int> status;
  while (!status) {
    CB_TRY_STATUS(core::check_cancelled(context));
    if (std::chrono::steady_clock::now() > until) {
      run.end = ProgramEnd::too_long;
      return run;
    }
    const bool is_silent = !output.read.is_open() && !complaint.read.is_open();
    if (is_silent) status = running.status();
    std::array<pollfd, 2> waiting{pollfd{output.read.get(), POLLIN, 0},
                                  pollfd{complaint.read.get(), POLLIN, 0}};
    const int look_again_ms = is_silent ? 5 : 100;
    if (status || ::poll(waiting.data(), waiting.size(), look_again_ms) <= 0) continue;
    if (waiting[0].revents != 0) read_some(output.read, run.output, limits.output_bytes + 1);
    if (waiting[1].revents != 0) read_some(complaint.read, run.complaint, complaint_most);
    if (run.output.size() > limits.output_bytes) {
      run.output.resize(static_cast<std::size_t>(limits.output_bytes));
      run.end = ProgramEnd::too_much;
      return run;
    }
  }
  if (WIFEXITED(*status)) {
    run.exit_code = WEXITSTATUS(*status);
  } else {
    run.end = WIFSIGNALED(*status) && WTERMSIG(*status) == SIGXCPU ? ProgramEnd::too_long
                                                                   : ProgramEnd::killed;
  }
  return run;
}

}  // namespace cuibono::formats
