#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "formats/ofx_text.h"

namespace cuibono::formats {

/// Values by their path from a record or a statement: "NAME", "BANKACCTTO.ACCTID".
using OfxValues = std::map<std::string, std::string, std::less<>>;
/// Empty where there is none.
[[nodiscard]] const std::string& value_of(const OfxValues& values, std::string_view name);
[[nodiscard]] const std::string& first_of(const OfxValues& values,
                                          std::initializer_list<std::string_view> names);

/// A transaction or balance, as it ends.
struct OfxRecord {
  std::string name;            ///< STMTTRN, STMTTRNP, LEDGERBAL, AVAILBAL, BAL
  const OfxValues& statement;  ///< borrows from the walk
  OfxValues own;
  std::uint64_t offset = 0, end = 0;
  bool is_damaged = false;  ///< the file broke here
};

/// Walks through a file and hands over its records in order.
///
/// Out     a closing tag closes what stands open within its element; one of a value is passed over.
/// Cost    time O(bytes); memory O(one record and its statement), at most 1,000 values of 64 KiB each and
///         elements nested 100 deep: beyond is a fault.
/// Errors  cancelled.  whatever on_record returns.
class OfxWalk {
 public:
  using OnRecord = std::function<core::Status(const OfxRecord&)>;
  OfxWalk(const OfxEncoding& encoding, const OnRecord& on_record)
      : encoding_(encoding), on_record_(on_record) {}
  OfxWalk(const OfxWalk&) = delete;
  OfxWalk& operator=(const OfxWalk&) = delete;

  core::Status walk(const core::RunContext& context, std::string_view bytes);

  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }  ///< empty: whole
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }     ///< of the last tag
  [[nodiscard]] bool has_trades() const noexcept {
    return has_trades_;
  }  ///< of securities: not read

 private:
  core::Status take(const OfxPiece& piece);
  core::Status open(std::string name, std::uint64_t offset);
  core::Status close(const std::string& name, std::uint64_t end);
  void add(std::string_view name, const OfxPiece& piece);

  const OfxEncoding& encoding_;  // borrows
  const OnRecord& on_record_;    // borrows
  std::vector<std::string> open_;
  OfxValues bank_, statement_;
  OfxRecord record_{{}, statement_, {}};
  std::size_t record_depth_ = 0, statement_depth_ = 0;  // 0: not inside one
  std::uint64_t offset_ = 0;
  bool is_whole_ = false, has_trades_ = false;
  std::string fault_;
};

}  // namespace cuibono::formats
