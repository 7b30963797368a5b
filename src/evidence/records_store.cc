// A batch as bytes: a version, the fields in the order of the struct, and a SHA-256 over all of it.
// Little-endian; vectors as a count and their elements.
#include <bit>
#include <cstring>

#include "evidence/records.h"

namespace cuibono::evidence {
namespace {

static_assert(std::endian::native == std::endian::little, "batches are little-endian");
constexpr std::string_view magic = "CBBATCH3";
constexpr std::size_t hash_bytes = 32;

class Writer {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out_.append(bytes, sizeof(T));
  }
  void text(std::string_view value) {
    number<std::uint64_t>(value.size());
    out_ += value;
  }
  template <class T>
  void plain(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    number<std::uint64_t>(values.size());
    out_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void texts(const std::vector<std::string>& values) {
    number<std::uint64_t>(values.size());
    for (const auto& value : values) text(value);
  }
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  template <class T>
  T number() {
    T value{};
    if (!has(sizeof(T))) return value;
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }
  std::string text() {
    const auto size = number<std::uint64_t>();
    if (!has(size)) return {};
    std::string value(bytes_.substr(at_, static_cast<std::size_t>(size)));
    at_ += static_cast<std::size_t>(size);
    return value;
  }
  template <class T>
  std::vector<T> plain() {
    const auto count = number<std::uint64_t>();
    if (count > bytes_.size() || !has(count * sizeof(T))) {
      good_ = false;
      return {};
    }
    std::vector<T> values(static_cast<std::size_t>(count));
    if (!values.empty()) std::memcpy(values.data(), bytes_.data() + at_, values.size() * sizeof(T));
    at_ += values.size() * sizeof(T);
    return values;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    const auto count = number<std::uint64_t>();
    for (std::uint64_t i = 0; i < count && good_; ++i) values.push_back(text());
    return values;
  }

 private:
  bool has(std::uint64_t count) {
    good_ = good_ && count <= bytes_.size() - at_;
    return good_;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

void write_sums(Writer& w, const ItemAccount& account) {
  w.number<std::uint64_t>(account.sums.size());
  for (const AmountSums& sums : account.sums) {
    w.number(sums.asset.value);
    for (const auto minor : {sums.before_minor, sums.after_minor, sums.quarantined_minor})
      w.text(core::format_minor(minor));
    for (const auto count : {sums.before, sums.after, sums.quarantined}) w.number(count);
  }
  w.number(account.amounts_unreadable);
  w.number(account.amounts_absent);
  w.plain(account.duplicate_rows);
}

void write_balances(Writer& w, const std::optional<BalanceCheck>& balances) {
  w.number<std::uint8_t>(balances ? 1 : 0);
  if (!balances) return;
  for (const auto count : {balances->accounts, balances->compared, balances->gaps,
                           balances->gaps_beside_quarantined, balances->repeated})
    w.number(count);
  w.number<std::uint8_t>(balances->is_newest_first ? 1 : 0);
  w.number<std::uint64_t>(balances->places.size());
  for (const BalanceGap& gap : balances->places) {
    w.number(gap.row);
    w.number(gap.beside);
    w.text(core::format_minor(gap.expected_minor));
    w.number(gap.stated_minor);
    w.number(gap.asset.value);
    w.number<std::uint8_t>(gap.is_beside_quarantined ? 1 : 0);
  }
}

void write_days(Writer& w, const std::optional<DayCount>& days) {
  w.number<std::uint8_t>(days ? 1 : 0);
  if (!days) return;
  w.number(days->days);
  w.number(days->with_records);
  w.number(days->first_day);
  w.number(days->usual_days.value_or(-1));
  w.plain(days->longest ? std::vector<DayGap>{*days->longest} : std::vector<DayGap>{});
  w.number(days->unusual);
  w.plain(days->places);
}

void write_account(Writer& w, const ItemAccount& account) {
  for (const auto number :
       {account.physical, account.headers, account.preamble, account.empty, account.rows,
        account.records, account.quarantined, account.duplicates}) {
    w.number(number);
  }
  w.number<std::uint8_t>(account.first_us ? 1 : 0);
  w.number(account.first_us.value_or(0));
  w.number(account.last_us.value_or(0));
  w.number(account.time_precision);
  w.number<std::uint64_t>(account.totals.size());
  for (const auto& total : account.totals) {
    w.text(core::get_asset(total.asset).code);
    w.number(total.asset.value);
    w.text(core::format_minor(total.amount_minor));
  }
  write_sums(w, account);
  write_balances(w, account.balances);
  write_days(w, account.days);
}

void read_sums(Reader& r, ItemAccount& account) {
  const auto count = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && r.good(); ++i) {
    AmountSums sums;
    sums.asset = core::AssetId(r.number<std::uint16_t>());
    for (auto* minor : {&sums.before_minor, &sums.after_minor, &sums.quarantined_minor})
      *minor = core::parse_minor(r.text()).value_or(0);
    for (auto* number : {&sums.before, &sums.after, &sums.quarantined})
      *number = r.number<std::uint64_t>();
    account.sums.push_back(sums);
  }
  account.amounts_unreadable = r.number<std::uint64_t>();
  account.amounts_absent = r.number<std::uint64_t>();
  account.duplicate_rows = r.plain<RowPair>();
}

std::optional<BalanceCheck> read_balances(Reader& r) {
  if (r.number<std::uint8_t>() == 0) return std::nullopt;
  BalanceCheck balances;
  for (auto* count : {&balances.accounts, &balances.compared, &balances.gaps,
                      &balances.gaps_beside_quarantined, &balances.repeated})
    *count = r.number<std::uint64_t>();
  balances.is_newest_first = r.number<std::uint8_t>() == 1;
  const auto places = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < places && r.good(); ++i) {
    BalanceGap gap;
    gap.row = r.number<std::uint64_t>();
    gap.beside = r.number<std::uint64_t>();
    gap.expected_minor = core::parse_minor(r.text()).value_or(0);
    gap.stated_minor = r.number<std::int64_t>();
    gap.asset = core::AssetId(r.number<std::uint16_t>());
    gap.is_beside_quarantined = r.number<std::uint8_t>() == 1;
    balances.places.push_back(gap);
  }
  return balances;
}

std::optional<DayCount> read_days(Reader& r) {
  if (r.number<std::uint8_t>() == 0) return std::nullopt;
  DayCount days;
  days.days = r.number<std::uint64_t>();
  days.with_records = r.number<std::uint64_t>();
  days.first_day = r.number<std::int64_t>();
  if (const auto usual = r.number<std::int64_t>(); usual >= 0) days.usual_days = usual;
  if (const auto longest = r.plain<DayGap>(); !longest.empty()) days.longest = longest.front();
  days.unusual = r.number<std::uint64_t>();
  days.places = r.plain<DayGap>();
  return days;
}

void read_account(Reader& r, ItemAccount& account) {
  for (auto* number :
       {&account.physical, &account.headers, &account.preamble, &account.empty, &account.rows,
        &account.records, &account.quarantined, &account.duplicates}) {
    *number = r.number<std::uint64_t>();
  }
  const bool timed = r.number<std::uint8_t>() == 1;
  const auto first = r.number<std::int64_t>(), last = r.number<std::int64_t>();
  if (timed) {
    account.first_us = first;
    account.last_us = last;
  }
  account.time_precision = r.number<core::Precision>();
  const auto totals = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < totals && r.good(); ++i) {
    static_cast<void>(r.text());
    const core::AssetId asset(r.number<std::uint16_t>());
    account.totals.push_back({asset, core::parse_minor(r.text()).value_or(0)});
  }
  read_sums(r, account);
  account.balances = read_balances(r);
  account.days = read_days(r);
}

/// The bytes of what grows with the rows, and some for the rest.
std::size_t bytes_about(const RecordBatch& batch) {
  constexpr std::size_t rest = 1U << 16, text_head = sizeof(std::uint64_t);
  const auto plain = [](const auto& values) { return values.size() * sizeof(values[0]); };
  std::size_t bytes = rest + plain(batch.ordinals);
  for (const auto& column : batch.columns) {
    bytes += plain(column.numbers) + plain(column.codes) + plain(column.kinds) +
             plain(column.validity) + plain(column.precision) + plain(column.offset_min) +
             plain(column.assets);
    for (const auto& value : column.values) bytes += text_head + value.size();
  }
  for (const auto& row : batch.quarantined)
    bytes += 3 * text_head + row.kind.size() + row.text.size();
  return bytes;
}

}  // namespace

std::string write_batch(const RecordBatch& batch) {
  Writer w;
  w.out_.reserve(bytes_about(batch));
  w.out_ = magic;
  w.number(batch.kind);
  w.plain(batch.ordinals);
  w.number<std::uint64_t>(batch.columns.size());
  for (const auto& column : batch.columns) {
    w.number(column.field);
    w.number(column.source_column);
    w.plain(column.numbers);
    w.plain(column.codes);
    w.texts(column.values);
    w.plain(column.kinds);
    w.plain(column.validity);
    w.plain(column.precision);
    w.plain(column.offset_min);
    w.plain(column.assets);
  }
  w.number<std::uint64_t>(batch.quarantined.size());
  for (const auto& row : batch.quarantined) {
    w.number(row.ordinal);
    w.text(row.kind);
    w.text(row.text);
  }
  write_account(w, batch.account);
  w.number<std::uint64_t>(batch.problems.size());
  for (const auto& problem : batch.problems) {
    w.text(problem.kind);
    w.text(problem.where);
    w.text(problem.text);
  }
  w.texts(batch.questions);
  const core::Sha256 hash = core::sha256(w.out_);
  w.out_.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  return std::move(w.out_);
}

core::Result<RecordBatch> read_batch(std::string_view bytes) {
  const core::Error fault{core::ErrorCode::integrity,
                          "stored records are damaged or of another version", "derived/",
                          "delete derived/ and run again"};
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + hash_bytes) return fault;
  const std::string_view content = bytes.substr(0, bytes.size() - hash_bytes);
  const core::Sha256 hash = core::sha256(content);
  if (std::memcmp(hash.bytes.data(), bytes.data() + content.size(), hash_bytes) != 0) return fault;
  Reader r(content.substr(magic.size()));
  RecordBatch batch;
  batch.kind = r.number<ItemKind>();
  batch.ordinals = r.plain<std::uint64_t>();
  const auto columns = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < columns && r.good(); ++i) {
    BatchColumn column;
    column.field = r.number<Field>();
    column.source_column = r.number<std::uint32_t>();
    column.numbers = r.plain<std::int64_t>();
    column.codes = r.plain<std::uint32_t>();
    column.values = r.texts();
    column.kinds = r.plain<SelectorKind>();
    column.validity = r.plain<Validity>();
    column.precision = r.plain<core::Precision>();
    column.offset_min = r.plain<std::int16_t>();
    column.assets = r.plain<core::AssetId>();
    batch.columns.push_back(std::move(column));
  }
  const auto quarantined = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < quarantined && r.good(); ++i) {
    QuarantinedRow row;
    row.ordinal = r.number<std::uint64_t>();
    row.kind = r.text();
    row.text = r.text();
    batch.quarantined.push_back(std::move(row));
  }
  read_account(r, batch.account);
  const auto problems = r.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < problems && r.good(); ++i) {
    core::Problem problem;
    problem.kind = r.text();
    problem.where = r.text();
    problem.text = r.text();
    batch.problems.push_back(std::move(problem));
  }
  batch.questions = r.texts();
  if (!r.good() || !r.at_end()) return fault;
  return batch;
}

}  // namespace cuibono::evidence
