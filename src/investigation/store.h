#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "investigation/case_folder.h"
#include "investigation/files.h"
#include "investigation/pieces.h"

namespace cuibono::investigation {

/// What a segment was made from; its name is the hash of all of this.
struct SegmentKey {
  std::string_view stage;
  int stage_version = 1;
  std::string_view engine;
  std::string_view parameters;
  std::vector<std::string> inputs;  ///< keys or hashes of what went in
};
[[nodiscard]] std::string segment_name(const SegmentKey& key);

/// Immutable segments in derived/, named by what they were made from.
///
/// Use     to skip work whose inputs are the same; deleting derived/ loses nothing.
/// Laws    1 read(write(b)) = b; a segment whose bytes do not carry their own hash is absent.
///         2 a reader sees the old revision or the new one, never a mixture (CURRENT swaps in one step).
/// Errors  resources: cannot write.
class Store {
 public:
  /// A store for reading makes no folder, and its write() keeps nothing.
  [[nodiscard]] static core::Result<Store> open(const Case& the_case, CaseUse use = CaseUse::write);
  [[nodiscard]] CaseUse use() const noexcept { return use_; }
  /// Nothing where there is no such segment or it is damaged (then it is made again).
  [[nodiscard]] std::optional<std::string> read(const std::string& name) const;
  [[nodiscard]] core::Status write(const std::string& name, std::string_view bytes);
  /// The same of pieces, one after the other: a segment may be larger than the memory that is left.
  [[nodiscard]] core::Status write_pieces(
      const std::string& name, const std::function<core::Status(const PieceSink&)>& make);
  /// Names the segments of the newest complete run, drops those that it does not use, and keeps the hash
  /// of the index that belongs to it.
  [[nodiscard]] core::Status set_current(const std::vector<std::string>& names,
                                         std::string_view out_manifest_sha256,
                                         std::string_view index_sha256);
  /// Segment names of CURRENT; empty before the first run.
  [[nodiscard]] std::vector<std::string> current() const;
  /// SHA-256 of case.sqlite as the newest complete run wrote it; empty: there is none.
  [[nodiscard]] static std::string current_index(const Case& the_case);

 private:
  Store(std::string folder, CaseUse use) : folder_(std::move(folder)), use_(use) {}
  std::string folder_;
  CaseUse use_;
};

/// Named columns in one segment: how tables of events lie in the store for those who read them later.
///
/// Out     pieces of a segment into the sink, in order; a column is handed over as it lies in memory.
class SegmentWriter {
 public:
  explicit SegmentWriter(const PieceSink& sink) : sink_(sink) {}
  void add_bytes(std::string_view name, std::string_view type, std::string_view bytes);
  template <class T>
  void add(std::string_view name, std::string_view type, const std::vector<T>& values) {
    add_bytes(name, type,
              {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }
  /// Texts as 64-bit ends followed by the bytes.
  void add_texts(std::string_view name, const std::vector<std::string>& texts);
  /// The first error of the sink, after which it was given nothing more.
  [[nodiscard]] core::Status finish() &&;

 private:
  void put(std::string_view bytes);
  void pad();
  const PieceSink& sink_;  // borrows for its life
  core::Status status_;
  std::uint64_t written_ = 0;
};

/// One column of a segment, as it lies in its bytes.
struct SegmentColumn {
  std::string_view name, type, bytes;  // borrow from the segment
};
/// Errors  integrity: not a segment of columns.
[[nodiscard]] core::Result<std::vector<SegmentColumn>> read_segment(std::string_view segment);

/// The tables of events as a segment of columns. Errors  those of the sink.
[[nodiscard]] core::Status write_events_segment(const evidence::Evidence& evidence,
                                                const PieceSink& sink);

}  // namespace cuibono::investigation
