#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::investigation {

/// A file mapped into memory for reading, or an empty view of an empty file.
class MappedFile {
 public:
  /// Errors  bad_input: not there, not readable, a folder.
  [[nodiscard]] static core::Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  /// Valid as long as this object lives.
  [[nodiscard]] std::string_view bytes() const noexcept {
    return {static_cast<const char*>(data_), size_};
  }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

[[nodiscard]] core::Result<std::string> read_file(const std::string& path);

/// Writes beside the target under a temporary name, syncs, renames: a reader sees the old or the new.
/// Errors  resources: disk full, file size limit, not writable; the temporary file is removed.
[[nodiscard]] core::Status write_file_atomically(const std::string& path, std::string_view bytes);

/// Appends one line and syncs. Errors  as write_file_atomically.
[[nodiscard]] core::Status append_line(const std::string& path, std::string_view line);

/// What the system refused, in words: "cannot write: No space left on device", with where and what helps.
/// In      number of the system's error (errno).
[[nodiscard]] core::Error cannot(std::string_view what, const std::string& path, int number);
[[nodiscard]] core::Status make_folder(const std::string& path);
/// Puts the folder `fresh` in the place of `target` in one step and removes what was there.
[[nodiscard]] core::Status replace_folder(const std::string& fresh, const std::string& target);
void remove_folder(const std::string& path) noexcept;
/// Removes from a folder what a process that was stopped left beside its files ("out.new-4711"), and
/// nothing else.
void sweep_leftovers(const std::string& folder);
/// Names in a folder, sorted; empty where there is no such folder.
[[nodiscard]] std::vector<std::string> list_folder(const std::string& path);
[[nodiscard]] bool exists(const std::string& path) noexcept;

/// What a command does to a case: a reader leaves every byte of it as it is, so that a case on a medium
/// that cannot be written is checked like any other.
enum class CaseUse : std::uint8_t { write, read };

/// The one writer of a case, or one of its readers. Others get a clear refusal; the lock falls with its
/// process. Nobody writes to a case whose lock a reader cannot open: it reads without one.
class CaseLock {
 public:
  /// Waits two seconds, in which a `show` or `add` ends. Errors  resources: another holds the lock.
  [[nodiscard]] static core::Result<CaseLock> take(const std::string& case_folder,
                                                   CaseUse use = CaseUse::write);
  CaseLock(CaseLock&& other) noexcept;
  CaseLock& operator=(CaseLock&&) = delete;
  CaseLock(const CaseLock&) = delete;
  CaseLock& operator=(const CaseLock&) = delete;
  ~CaseLock();

 private:
  explicit CaseLock(int handle) noexcept : handle_(handle) {}
  int handle_ = -1;
};

}  // namespace cuibono::investigation
