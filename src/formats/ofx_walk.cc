#include "formats/ofx_walk.h"

#include <algorithm>
#include <array>
#include <span>

namespace cuibono::formats {
namespace {

constexpr std::size_t depth_max = 100, values_max = 1000, text_max = 64U << 10;

constexpr auto statements = std::to_array<std::string_view>({"STMTRS", "CCSTMTRS", "INVSTMTRS"});
constexpr auto records =
    std::to_array<std::string_view>({"STMTTRN", "STMTTRNP", "LEDGERBAL", "AVAILBAL", "BAL"});
/// Elements that hold others; any other holds a text.
constexpr auto groups = std::to_array<std::string_view>(
    {"OFX",           "SIGNONMSGSRSV1",     "SONRS",           "FI",          "STATUS",
     "BANKMSGSRSV1",  "CREDITCARDMSGSRSV1", "INVSTMTMSGSRSV1", "STMTTRNRS",   "CCSTMTTRNRS",
     "INVSTMTTRNRS",  "BANKACCTFROM",       "CCACCTFROM",      "INVACCTFROM", "BANKTRANLIST",
     "BANKTRANLISTP", "INVTRANLIST",        "INVBANKTRAN",     "PAYEE",       "BANKACCTTO",
     "CCACCTTO",      "CURRENCY",           "ORIGCURRENCY",    "BALLIST",     "INVBAL",
     "EXTDPAYEE"});

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

const std::string& value_of(const OfxValues& values, std::string_view name) {
  static const std::string empty;
  const auto found = values.find(name);
  return found == values.end() ? empty : found->second;
}

const std::string& first_of(const OfxValues& values,
                            std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (const std::string& text = value_of(values, name); !text.empty()) return text;
  return value_of(values, "");
}

core::Status OfxWalk::walk(const core::RunContext& context, std::string_view bytes) {
  OfxReader reader(bytes);
  constexpr std::uint64_t pieces_between_looks = 4096;
  for (std::uint64_t count = 0; auto piece = reader.next(); ++count) {
    if (count % pieces_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY_STATUS(take(*piece));
    if (is_whole_ || !fault_.empty()) break;
  }
  if (is_whole_) return {};
  if (fault_.empty()) fault_ = "it ends within an element";
  if (record_depth_ == 0) return {};
  record_.is_damaged = true;
  record_.end = bytes.size();
  return on_record_(record_);
}

core::Status OfxWalk::take(const OfxPiece& piece) {
  std::string name(piece.name);
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  offset_ = piece.offset;
  has_trades_ = has_trades_ || name == "INVTRAN";  // stands in every trade of securities
  if (piece.is_end_tag) return close(name, piece.end);
  const bool opens =
      is_one_of(name, groups) || is_one_of(name, statements) || is_one_of(name, records);
  if (opens) return open(std::move(name), piece.offset);
  add(name, piece);
  return {};
}

core::Status OfxWalk::open(std::string name, std::uint64_t offset) {
  if (open_.size() >= depth_max) {
    fault_ = "its elements are nested too deeply";
    return {};
  }
  open_.push_back(std::move(name));
  if (is_one_of(open_.back(), statements)) {
    statement_ = bank_;
    statement_depth_ = open_.size();
  }
  if (record_depth_ == 0 && is_one_of(open_.back(), records)) {
    record_.name = open_.back();
    record_.own.clear();
    record_.offset = offset;
    record_depth_ = open_.size();
  }
  return {};
}

core::Status OfxWalk::close(const std::string& name, std::uint64_t end) {
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found == open_.rend()) return {};  // of a value
  const auto depth = static_cast<std::size_t>(open_.rend() - found);
  open_.resize(depth - 1);
  is_whole_ = open_.empty() && name == "OFX";
  if (record_depth_ >= depth) {
    record_depth_ = 0;
    record_.end = end;
    CB_TRY_STATUS(on_record_(record_));
  }
  if (statement_depth_ >= depth) {
    statement_depth_ = 0;
    statement_ = bank_;
  }
  return {};
}

void OfxWalk::add(std::string_view name, const OfxPiece& piece) {
  const std::string text = encoding_.decode(piece.text);
  if (text.empty()) return;
  OfxValues& values = record_depth_ != 0 ? record_.own : statement_depth_ != 0 ? statement_ : bank_;
  const std::size_t base = record_depth_ != 0 ? record_depth_ : statement_depth_;
  std::string path;
  for (std::size_t i = base; i < open_.size(); ++i)
    if (base != 0) path += open_[i] + ".";
  std::string& value = values[path + std::string(name)];
  value += (value.empty() ? "" : " ") + text;
  if (values.size() > values_max) fault_ = "one element holds more than 1,000 values";
  if (value.size() > text_max) fault_ = "one text is longer than 64 KiB";
}

}  // namespace cuibono::formats
