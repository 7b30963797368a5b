// Statements of bank, card and investment accounts in Open Financial Exchange, as programs for households and
// small firms fetch them from their banks.
#include <algorithm>
#include <array>
#include <map>

#include "formats/cell_rules.h"
#include "formats/format_list.h"
#include "formats/ofx_text.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 4> table_names{"transactions", "corrections", "not booked",
                                                      "balances"};
enum : std::size_t { transactions, corrections, not_booked, balances };
constexpr std::string_view day_or_time = "YYYY-MM-DD['T'hh:mm[:ss[.f]]][Z]";
constexpr std::string_view unused = "understood; no step uses it";
constexpr std::size_t depth_max = 100, values_max = 1000, text_max = 64U << 10;

/// Values by their path from a record or a statement: "NAME", "BANKACCTTO.ACCTID".
using Values = std::map<std::string, std::string, std::less<>>;

const std::string& value_of(const Values& values, std::string_view name) {
  static const std::string empty;
  const auto found = values.find(name);
  return found == values.end() ? empty : found->second;
}
const std::string& first_of(const Values& values, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (const std::string& text = value_of(values, name); !text.empty()) return text;
  return value_of(values, "");
}

/// A transaction or balance, as it ends.
struct OfxRecord {
  std::string name;  ///< STMTTRN, LEDGERBAL …
  const Values& statement;
  Values own;
  std::uint64_t offset = 0, end = 0;
  bool is_damaged = false;
};

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr auto statements = std::to_array<std::string_view>({"STMTRS", "CCSTMTRS", "INVSTMTRS"});
constexpr auto records =
    std::to_array<std::string_view>({"STMTTRN", "STMTTRNP", "LEDGERBAL", "AVAILBAL", "BAL"});
/// Elements that hold others; any other holds a text.
constexpr auto groups = std::to_array<std::string_view>(
    {"OFX", "SIGNONMSGSRSV1", "SONRS", "FI", "STATUS", "BANKMSGSRSV1", "CREDITCARDMSGSRSV1",
     "INVSTMTMSGSRSV1", "STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS", "BANKACCTFROM", "CCACCTFROM",
     "INVACCTFROM", "BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST", "INVBANKTRAN", "PAYEE",
     "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "BALLIST", "INVBAL", "EXTDPAYEE"});

/// Walks through a file and hands over its records.
class OfxWalk {
 public:
  using OnRecord = std::function<core::Status(const OfxRecord&)>;
  OfxWalk(const OfxEncoding& encoding, const OnRecord& on_record)
      : encoding_(encoding), on_record_(on_record) {}

  core::Status walk(const core::RunContext& context, std::string_view bytes) {
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
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }  ///< empty: whole
  [[nodiscard]] bool was_within_record() const noexcept { return record_depth_ != 0; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }  ///< of the last tag
  [[nodiscard]] bool has_trades() const noexcept { return has_trades_; }

 private:
  core::Status take(const OfxPiece& piece) {
    std::string name(piece.name);
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    offset_ = piece.offset;
    if (piece.is_end_tag) return close(name, piece.end);
    const bool opens = is_one_of(name, groups) || is_one_of(name, statements) || is_one_of(name, records);
    if (opens) return open(std::move(name), piece.offset);
    add(name, piece);
    return {};
  }

  core::Status open(std::string name, std::uint64_t offset) {
    if (open_.size() >= depth_max) {
      fault_ = "its elements are nested too deeply";
      return {};
    }
    has_trades_ = has_trades_ || name == "INVTRANLIST";
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

  core::Status close(const std::string& name, std::uint64_t end) {
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

  void add(std::string_view name, const OfxPiece& piece) {
    std::string text = encoding_.decode(piece.text);
    if (text.empty()) return;
    Values& values = record_depth_ != 0 ? record_.own : statement_depth_ != 0 ? statement_ : bank_;
    const std::size_t base = record_depth_ != 0 ? record_depth_ : statement_depth_;
    std::string path;
    for (std::size_t i = base; i < open_.size(); ++i)
      if (base != 0) path += open_[i] + ".";
    std::string& value = values[path + std::string(name)];
    value += (value.empty() ? "" : " ") + text;
    if (values.size() > values_max) fault_ = "one element holds more than 1,000 values";
    if (value.size() > text_max) fault_ = "one text is longer than 64 KiB";
  }

  const OfxEncoding& encoding_;  // borrows
  const OnRecord& on_record_;    // borrows
  std::vector<std::string> open_;
  Values bank_, statement_;
  OfxRecord record_{{}, statement_, {}};
  std::size_t record_depth_ = 0, statement_depth_ = 0;
  std::uint64_t offset_ = 0;
  bool is_whole_ = false, has_trades_ = false;
  std::string fault_;
};

std::string own_account(const OfxRecord& record) {
  return first_of(record.statement,
                  {"BANKACCTFROM.ACCTID", "CCACCTFROM.ACCTID", "INVACCTFROM.ACCTID"});
}
std::string own_bank(const OfxRecord& record) {
  return first_of(record.statement, {"BANKACCTFROM.BANKID", "INVACCTFROM.BROKERID", "ORG", "FID"});
}
std::string own_kind(const OfxRecord& record) {
  if (record.statement.contains("CCACCTFROM.ACCTID")) return "credit card";
  return first_of(record.statement, {"BANKACCTFROM.ACCTTYPE"});
}
/// An amount is in CURRENCY where a transaction states it, else in that of its statement.
std::string currency_of(const OfxRecord& record) {
  const std::string& own = value_of(record.own, "CURRENCY.CURSYM");
  return own.empty() ? value_of(record.statement, "CURDEF") : own;
}
std::string kind_of(const OfxRecord& record) {
  static constexpr auto words = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"INT", "interest"}, {"FEE", "fee"}, {"SRVCHG", "service charge"}, {"CREDIT", "credit"},
       {"DEBIT", "debit"}, {"DEP", "deposit"}, {"ATM", "cash"}, {"CASH", "cash"}, {"POS", "pos"},
       {"XFER", "transfer"}, {"CHECK", "check"}, {"PAYMENT", "payment"}, {"DIRECTDEP", "deposit"},
       {"DIRECTDEBIT", "direct debit"}, {"REPEATPMT", "standing order"}});
  const std::string& code = value_of(record.own, "TRNTYPE");
  for (const auto& [written, word] : words)
    if (code == written) return std::string(word);
  return {};
}

template <std::size_t size>
struct Path {
  char text[size];
  constexpr Path(const char (&from)[size]) { std::copy_n(from, size, text); }
};
/// The cell of one value of a record.
template <Path path>
std::string cell(const OfxRecord& record) {
  return value_of(record.own, path.text);
}
template <Path path>
std::string time_cell(const OfxRecord& record) {
  return ofx_time(value_of(record.own, path.text));
}

using Rule = CellRule<OfxRecord>;
const auto line_rules = std::to_array<Rule>({
    {"own account", "own_account", "ACCTID: the account that the statement is of", own_account},
    {"posted", "time", "DTPOSTED: when the bank booked it; UTC where it states no zone",
     time_cell<"DTPOSTED">, day_or_time},
    {"amount", "amount", "TRNAMT: below zero leaves the own account",
     [](const OfxRecord& record) { return ofx_amount(value_of(record.own, "TRNAMT")); }, {}, {}, {},
     true},
    {"currency", "currency", "CURRENCY of the transaction, else CURDEF of the statement", currency_of},
    {"other account", "other_account", "BANKACCTTO, CCACCTTO: the account at the other end",
     [](const OfxRecord& record) {
       return first_of(record.own, {"BANKACCTTO.ACCTID", "CCACCTTO.ACCTID"});
     }},
    {"other name", "other_name", "NAME, PAYEE: the party at the other end",
     [](const OfxRecord& record) {
       return first_of(record.own, {"EXTDNAME", "NAME", "PAYEE.NAME"});
     }},
    {"payment text", "reference", "MEMO", cell<"MEMO">},
    {"kind", "transfer_kind", "TRNTYPE in words", kind_of},
    {"transaction id", "record_id", "FITID: the bank's own, one in its account", cell<"FITID">},
    {"transaction type", "ignored", "TRNTYPE as written", cell<"TRNTYPE">},
    {"value date", "value_time", "DTAVAIL: from when the money counts", time_cell<"DTAVAIL">,
     day_or_time},
    {"initiated", "ignored", "DTUSER: when the customer ordered it", time_cell<"DTUSER">, day_or_time},
    {"check number", "ignored", unused, cell<"CHECKNUM">},
    {"reference number", "ignored", "REFNUM", cell<"REFNUM">},
    {"payee id", "ignored", "PAYEEID", cell<"PAYEEID">},
    {"payee address", "ignored", "PAYEE: its address and telephone",
     [](const OfxRecord& record) {
       std::string text;
       for (const std::string_view name : {"PAYEE.ADDR1", "PAYEE.ADDR2", "PAYEE.ADDR3", "PAYEE.CITY",
                                           "PAYEE.STATE", "PAYEE.POSTALCODE", "PAYEE.COUNTRY",
                                           "PAYEE.PHONE"}) {
         const std::string& part = value_of(record.own, name);
         if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
       }
       return text;
     }},
    {"other bank", "ignored", "BANKACCTTO/BANKID", cell<"BANKACCTTO.BANKID">},
    {"first currency", "ignored", "ORIGCURRENCY: before the bank exchanged it",
     cell<"ORIGCURRENCY.CURSYM">},
    {"exchange rate", "ignored", "CURRATE",
     [](const OfxRecord& record) {
       return first_of(record.own, {"ORIGCURRENCY.CURRATE", "CURRENCY.CURRATE"});
     }},
    {"corrects", "ignored", "CORRECTFITID: the transaction that this one corrects",
     cell<"CORRECTFITID">},
    {"correction", "ignored", "CORRECTACTION: REPLACE or DELETE", cell<"CORRECTACTION">},
    {"own bank", "ignored", "BANKID, or FI", own_bank},
    {"own account kind", "ignored", "ACCTTYPE", own_kind},
});
const auto balance_rules = std::to_array<Rule>({
    {"own account", "ignored", "ACCTID: the account that the statement is of", own_account},
    {"balance kind", "ignored", "LEDGERBAL as booked, AVAILBAL at hand, or its name",
     [](const OfxRecord& record) {
       return record.name == "BAL" ? first_of(record.own, {"NAME", "DESC"}) : record.name;
     }},
    {"balance", "ignored", "BALAMT: below zero is owed to the bank",
     [](const OfxRecord& record) { return ofx_amount(first_of(record.own, {"BALAMT", "VALUE"})); }, {},
     {}, {}, true},
    {"currency", "ignored", "CURDEF of the statement", currency_of},
    {"as of", "ignored", "DTASOF", time_cell<"DTASOF">, day_or_time},
    {"own bank", "ignored", "BANKID, or FI", own_bank},
    {"own account kind", "ignored", "ACCTTYPE", own_kind},
});

std::size_t table_of(const OfxRecord& record) {
  if (record.name == "STMTTRNP") return not_booked;
  if (record.name != "STMTTRN") return balances;
  if (value_of(record.own, "TRNTYPE") == "HOLD") return not_booked;
  return value_of(record.own, "CORRECTFITID").empty() ? transactions : corrections;
}

Table make_table(std::size_t which) {
  Table table;
  table.name = table_names[which];
  table.kind = which == transactions ? "transfers" : "other";
  table.columns = columns_of<OfxRecord>(which == balances ? std::span<const Rule>(balance_rules)
                                                          : std::span<const Rule>(line_rules));
  for (auto& column : table.columns)
    if (!column.time_pattern.empty()) column.zone = "UTC";
  if (which == corrections) {
    table.kind_reason = "transactions that replace or delete earlier ones";
    table.note =
        "The bank corrects transactions that it sent before: these are not counted, the first ones are. "
        "Which of them hold?";
  }
  if (which == not_booked) table.kind_reason = "announced or held, not booked: not counted as payments";
  if (which == balances) table.kind_reason = "balances of the statements, no payments";
  return table;
}

/// The bytes that are read: those of the file, or where it is UTF-16 its text.
struct Source {
  explicit Source(std::string_view file)
      : wide(ofx_from_utf16(file)), bytes(wide ? std::string_view(*wide) : file) {}
  std::optional<std::string> wide;
  std::string_view bytes;
};

core::Result<std::vector<Table>> find_tables(const core::RunContext& context, std::string_view file) {
  const Source source(file);
  const OfxEncoding encoding(source.bytes);
  std::array<bool, table_names.size()> found{};
  const OfxWalk::OnRecord note = [&](const OfxRecord& record) -> core::Status {
    found[table_of(record)] = true;
    return {};
  };
  OfxWalk walk(encoding, note);
  CB_TRY_STATUS(walk.walk(context, source.bytes));
  if (std::find(found.begin(), found.end(), true) == found.end()) {
    if (!walk.fault().empty())
      return core::Error{core::ErrorCode::bad_input,
                         "the file is broken before its first transaction: " + walk.fault(),
                         "at byte " + std::to_string(walk.offset()), "ask its sender for a whole file"};
    found[transactions] = true;
  }
  std::vector<Table> tables;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i]) tables.push_back(make_table(i));
  std::string& asked = tables[0].note;
  if (!walk.fault().empty())
    asked += (asked.empty() ? "" : " ") + ("The file breaks at byte " + std::to_string(walk.offset())) +
             " (" + walk.fault() + "); what stands behind is not read. Can its sender send it again?";
  if (walk.has_trades())
    asked += (asked.empty() ? "" : " ") +
             std::string("The file lists trades of securities; they are not read. Do they matter?");
  return tables;
}

core::Status read_rows(const core::RunContext& context, std::string_view file, const Table& table,
                       const OnRow& on_row) {
  const Source source(file);
  const OfxEncoding encoding(source.bytes);
  RowWriter writer(on_row, source.wide ? 0 : file.size());
  bool is_said = false;  // that the file broke
  const OfxWalk::OnRecord write = [&](const OfxRecord& record) -> core::Status {
    if (table_names[table_of(record)] != table.name) return {};
    is_said = record.is_damaged;
    const auto rules = table.name == table_names[balances] ? std::span<const Rule>(balance_rules)
                                                           : std::span<const Rule>(line_rules);
    return writer.write<OfxRecord>(rules, record, record.offset, record.end - record.offset,
                                   record.is_damaged);
  };
  OfxWalk walk(encoding, write);
  CB_TRY_STATUS(walk.walk(context, source.bytes));
  if (walk.fault().empty() || is_said) return {};
  return writer.write_broken(table.columns.size(), walk.offset());
}

}  // namespace

const FileFormat ofx_format{
    "ofx",
    "Open Financial Exchange statement (OFX, QFX)",
    "a row for each transaction of bank, card and cash accounts with its sign; corrections, what is not booked, "
    "and balances apart",
    "OFX 1.0.2 to 1.6 (SGML) and 2.0 to 2.3 (XML)",
    "own",
    begins_ofx,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
