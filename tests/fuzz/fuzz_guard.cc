// What no reader may ask of the system, whatever it reads: the kernel stops it, and libFuzzer keeps the bytes.
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "fuzz_laws.h"

namespace cuibono::fuzz {
namespace {

/// Connections, and files that are moved or made out of nothing. Writing files is not among them:
/// libFuzzer does it in this process (tests/hostile looks at that, with strace).
constexpr std::array forbidden{SYS_socket, SYS_connect,  SYS_mkdir, SYS_mkdirat,  SYS_rename,
                               SYS_link,   SYS_renameat, SYS_chmod, SYS_symlink,  SYS_symlinkat,
                               SYS_linkat, SYS_mknod,    SYS_mount, SYS_renameat2};

void on_forbidden(int /*signal*/) { must(false, "no network is asked for, no file is moved"); }

bool guard() {
  std::vector<sock_filter> program{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const long call : forbidden) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call), 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  std::signal(SIGSYS, on_forbidden);
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

std::string_view bytes_of(const std::uint8_t* data, std::size_t size) {
  static const bool is_guarded = guard();  // when libFuzzer has made its folders
  must(is_guarded, "the kernel takes the filter");
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace cuibono::fuzz
