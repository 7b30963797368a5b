#include "investigation/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "investigation/pieces.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using core::Status;

/// Closes a descriptor at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int handle) noexcept : handle_(handle) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (handle_ >= 0) ::close(handle_);
  }
  [[nodiscard]] int get() const noexcept { return handle_; }

 private:
  int handle_;
};

/// 0, or the errno of what failed.
int write_all(int handle, std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ::ssize_t wrote = ::write(handle, bytes.data() + done, bytes.size() - done);
    if (wrote < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    done += static_cast<std::size_t>(wrote);
  }
  return 0;
}

int write_and_sync(int handle, std::string_view bytes) {
  if (const int failure = write_all(handle, bytes); failure != 0) return failure;
  return ::fsync(handle) == 0 ? 0 : errno;
}

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path().string();
  const Descriptor handle(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC));
  if (handle.get() >= 0) static_cast<void>(::fsync(handle.get()));
}

}  // namespace

core::Error cannot(std::string_view what, const std::string& path, int number) {
  const bool room = number == ENOSPC || number == EDQUOT || number == EFBIG;
  const bool absent = number == ENOENT;
  Error error;
  error.code = absent ? ErrorCode::bad_input : ErrorCode::resources;
  error.what = std::string(what) + ": " + std::strerror(number);
  error.where = path;
  error.help = room
                   ? "free space or raise the file size limit (ulimit -f), then run again; nothing "
                     "finished before was lost"
               : absent ? "check the path"
                        : "check the permissions of the folder, then run again";
  return error;
}

core::Result<MappedFile> MappedFile::open(const std::string& path) {
  const Descriptor handle(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (handle.get() < 0) return cannot("cannot open", path, errno);
  struct ::stat info{};
  if (::fstat(handle.get(), &info) != 0) return cannot("cannot read", path, errno);
  if (!S_ISREG(info.st_mode)) {
    return Error{ErrorCode::bad_input, "not a file", path, "name a file, or a folder of files"};
  }
  MappedFile file;
  if (info.st_size == 0) return file;
  void* data = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE,
                      handle.get(), 0);
  if (data == MAP_FAILED) return cannot("cannot read", path, errno);
  file.data_ = data;
  file.size_ = static_cast<std::size_t>(info.st_size);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

core::Result<std::string> read_file(const std::string& path) {
  CB_TRY(const MappedFile file, MappedFile::open(path));
  return std::string(file.bytes());
}

Status write_file_atomically(const std::string& path, std::string_view bytes) {
  return write_pieces_atomically(path, [&](const PieceSink& sink) { return sink(bytes); });
}

Status write_pieces_atomically(const std::string& path,
                               const std::function<Status(const PieceSink&)>& make) {
  const std::string temporary = path + ".new-" + std::to_string(::getpid());
  const auto write = [&]() -> Status {
    const Descriptor handle(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (handle.get() < 0) return cannot("cannot write", path, errno);
    CB_TRY_STATUS(make([&](std::string_view piece) -> Status {
      if (const int failure = write_all(handle.get(), piece); failure != 0)
        return cannot("cannot write", path, failure);
      return {};
    }));
    if (::fsync(handle.get()) != 0) return cannot("cannot write", path, errno);
    return {};
  };
  Status status = write();
  if (status.has_value() && ::rename(temporary.c_str(), path.c_str()) != 0)
    status = cannot("cannot write", path, errno);
  if (!status.has_value()) {
    ::unlink(temporary.c_str());
    return status;
  }
  sync_folder_of(path);
  return {};
}

Status append_line(const std::string& path, std::string_view line) {
  const Descriptor handle(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (handle.get() < 0) return cannot("cannot write", path, errno);
  struct ::stat before{};
  if (::fstat(handle.get(), &before) != 0) return cannot("cannot write", path, errno);
  std::string text(line);
  text += '\n';
  const int failure = write_and_sync(handle.get(), text);
  if (failure != 0) {
    // A line cut short would break the chain for the next reader: take back what was written.
    static_cast<void>(::ftruncate(handle.get(), before.st_size));
    return cannot("cannot write", path, failure);
  }
  return {};
}

Status make_folder(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code) return cannot("cannot make the folder", path, code.value());
  return {};
}

Status replace_folder(const std::string& fresh, const std::string& target) {
  if (!exists(target)) {
    if (::rename(fresh.c_str(), target.c_str()) != 0) return cannot("cannot rename", fresh, errno);
    sync_folder_of(target);
    return {};
  }
  if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
    sync_folder_of(target);
    remove_folder(fresh);  // holds what was in the target's place
    return {};
  }
  // A file system without exchange: two renames, the old one kept until the new one stands.
  const std::string old = target + ".old";
  remove_folder(old);
  if (::rename(target.c_str(), old.c_str()) != 0) return cannot("cannot rename", target, errno);
  if (::rename(fresh.c_str(), target.c_str()) != 0) {
    const int failure = errno;
    static_cast<void>(::rename(old.c_str(), target.c_str()));
    return cannot("cannot rename", fresh, failure);
  }
  sync_folder_of(target);
  remove_folder(old);
  return {};
}

void remove_folder(const std::string& path) noexcept {
  std::error_code code;
  std::filesystem::remove_all(path, code);
}

void sweep_leftovers(const std::string& folder) {
  constexpr std::string_view mark = ".new-";
  for (const auto& name : list_folder(folder)) {
    const auto at = name.rfind(mark);
    if (at == std::string::npos) continue;
    if (core::parse_uint64(std::string_view(name).substr(at + mark.size())))
      remove_folder(folder + "/" + name);
  }
}

std::vector<std::string> list_folder(const std::string& path) {
  std::vector<std::string> names;
  std::error_code code;
  for (std::filesystem::directory_iterator it(path, code), end; !code && it != end;
       it.increment(code)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool exists(const std::string& path) noexcept {
  std::error_code code;
  return std::filesystem::exists(path, code);
}

core::Result<CaseLock> CaseLock::take(const std::string& case_folder, CaseUse use) {
  const std::string folder = case_folder + "/.cuibono";
  const std::string path = folder + "/lock";
  const bool writes = use == CaseUse::write;
  if (writes) CB_TRY_STATUS(make_folder(folder));
  const int handle =
      ::open(path.c_str(), writes ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC, 0600);
  if (handle < 0 && !writes) return CaseLock(handle);
  if (handle < 0) return cannot("cannot lock the case", path, errno);
  const int kind = writes ? LOCK_EX : LOCK_SH;
  constexpr int tries = 100;
  constexpr auto pause = std::chrono::milliseconds(20);
  bool is_ours = ::flock(handle, kind | LOCK_NB) == 0;
  for (int i = 0; i < tries && !is_ours; ++i) {
    std::this_thread::sleep_for(pause);
    is_ours = ::flock(handle, kind | LOCK_NB) == 0;
  }
  if (!is_ours) {
    ::close(handle);
    return Error{ErrorCode::resources, "another cuibono is writing to this case", path,
                 "wait for it to end, then try again"};
  }
  return CaseLock(handle);
}

CaseLock::CaseLock(CaseLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

CaseLock::~CaseLock() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace cuibono::investigation
