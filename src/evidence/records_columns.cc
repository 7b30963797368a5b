#include "evidence/records_columns.h"

#include <algorithm>
#include <array>
#include <bit>

#include "evidence/currency_words.h"
#include "evidence/fold.h"
#include "evidence/header_concepts.h"

namespace cuibono::evidence {
FieldType type_of(Field field) noexcept {
  switch (field) {
    case Field::time:
    case Field::date:
    case Field::time_of_day:
    case Field::value_time:
    case Field::end_time:
    case Field::received_time:
    case Field::valid_from:
    case Field::valid_to:
    case Field::payment_time:
      return FieldType::time;
    case Field::amount:
    case Field::received_amount:
    case Field::debit:
    case Field::credit:
    case Field::balance_after:
    case Field::fee:
    case Field::payment_amount:
    case Field::limit:
    case Field::opening_balance:
      return FieldType::amount;
    case Field::duration_s:
    case Field::sequence:
    case Field::block:
    case Field::page:
      return FieldType::number;
    case Field::caller:
    case Field::callee:
    case Field::displayed_number:
    case Field::diverted_from:
    case Field::caller_imei:
    case Field::caller_imsi:
    case Field::callee_imei:
    case Field::callee_imsi:
    case Field::subject_number:
    case Field::other_number:
    case Field::payer:
    case Field::payee:
    case Field::own_account:
    case Field::other_account:
    case Field::from_address:
    case Field::to_address:
    case Field::victim_phone:
    case Field::victim_email:
    case Field::victim_account:
    case Field::numbers:
    case Field::payment_from:
    case Field::payment_to:
    case Field::phone:
    case Field::email:
    case Field::account:
    case Field::imei:
    case Field::imsi:
    case Field::document_number:
    case Field::domain:
      return FieldType::selector;
    case Field::unknown:
    case Field::ignored:
      return FieldType::none;
    default:
      return FieldType::text;
  }
}

namespace {

constexpr std::array<std::string_view, 24> absent_words = {
    "-",    "--",        "n/a",        "na",         "null",       "none",
    "nan",  "unknown",   "anonymous",  "withheld",   "hidden",     "private",
    "?",    "нет",       "нет данных", "немає",      "неизвестно", "невідомо",
    "k.a.", "unbekannt", "없음",       "알 수 없음", "–",          "desconocido"};

/// [byte] whether one of the words begins with it, in either case: most cells are known by that.
constexpr auto begins_absent_word = [] {
  std::array<bool, 256> begins{};
  for (const auto word : absent_words) {
    const auto first = static_cast<unsigned char>(word[0]);
    begins[first] = true;
    if (first >= 'a' && first <= 'z')
      begins[static_cast<unsigned char>(first - ('a' - 'A'))] = true;
  }
  return begins;
}();

}  // namespace

bool is_absent(std::string_view cell) noexcept {
  if (cell.empty()) return true;
  constexpr std::size_t rule_least = 4;  // "********" and "--------" rule a table off
  if (cell.size() >= rule_least &&
      std::string_view("*-=_.").find(cell[0]) != std::string_view::npos &&
      cell.find_first_not_of(cell[0]) == std::string_view::npos)
    return true;
  if (!begins_absent_word[static_cast<unsigned char>(cell[0])]) return false;
  return std::any_of(absent_words.begin(), absent_words.end(), [&](std::string_view word) {
    return cell.size() == word.size() && core::starts_with_ascii_nocase(cell, word);
  });
}

std::uint32_t Target::intern(std::string_view text, std::string_view key, std::uint64_t key_hash) {
  const auto [code, is_new] = codes_.number(key, key_hash);
  if (is_new) column_.values.emplace_back(text);
  return code;
}

// Ids of transactions are not looked up among millions of others only to be found new.
void Target::look_whether_all_differ() {
  constexpr std::size_t texts_looked_at = 1U << 14;
  const bool is_time = rows_ >= texts_looked_at && std::has_single_bit(rows_);
  if (!is_time || column_.values.size() < rows_ - rows_ / 16) return;
  is_listed_ = true;
  numbered_ = column_.values.size();
  codes_ = TextTable();
}

void Target::add_text(std::string_view text, std::uint64_t text_hash) {
  ++rows_;
  if (is_absent(text)) {
    column_.codes.push_back(no_value);
  } else if (is_listed_) {
    column_.codes.push_back(static_cast<std::uint32_t>(column_.values.size()));
    column_.values.emplace_back(text);
  } else {
    column_.codes.push_back(intern(text, text, text_hash));
    look_whether_all_differ();
  }
}

void Target::add_numbers(std::span<const std::int64_t> numbers) {
  column_.numbers.insert(column_.numbers.end(), numbers.begin(), numbers.end());
}

void Target::add_times(std::span<const std::int64_t> times_us,
                       std::span<const core::Precision> precision,
                       std::span<const std::int16_t> offset_min) {
  add_numbers(times_us);
  column_.precision.insert(column_.precision.end(), precision.begin(), precision.end());
  column_.offset_min.insert(column_.offset_min.end(), offset_min.begin(), offset_min.end());
}

void Target::add_amounts(std::span<const std::int64_t> minor,
                         std::span<const core::AssetId> assets) {
  add_numbers(minor);
  column_.assets.insert(column_.assets.end(), assets.begin(), assets.end());
}

void Target::add_texts(std::span<const std::string_view> texts,
                       std::span<const std::uint64_t> hashes) {
  constexpr std::size_t ahead = 8;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!is_listed_ && i + ahead < texts.size()) codes_.expect(hashes[i + ahead]);
    add_text(texts[i], hashes[i]);
  }
}

void Target::add_text_again(std::uint32_t code) {
  ++rows_;
  column_.codes.push_back(code);
  if (code != no_value) look_whether_all_differ();
}

std::uint32_t Target::intern_selector(std::string_view text, SelectorKind kind, Validity validity) {
  const std::size_t before = column_.values.size();
  // One value in two spellings of different validity stays apart, so that each record keeps its own.
  const std::string key = std::string(text) + '\0' + static_cast<char>(validity);
  const std::uint32_t code = intern(text, key, TextTable::hash_of(key));
  if (column_.values.size() > before) {
    column_.kinds.push_back(kind);
    column_.validity.push_back(validity);
  }
  return code;
}

void Target::add_selector(const SelectorSource* source, std::uint32_t code, std::size_t slot) {
  if (source == nullptr || code == no_value) {
    column_.codes.push_back(no_value);
    return;
  }
  if (translated_.size() <= slot) translated_.resize(slot + 1);
  auto& table = translated_[slot];
  if (table.size() <= code) table.resize(code + 1, no_value);
  if (table[code] == no_value) {
    const auto& form = source->form(code);
    table[code] = intern_selector(form.text, form.kind, form.validity);
  }
  column_.codes.push_back(table[code]);
}

core::Result<TimeSource> TimeSource::make(const ColumnMapping& column, const Mapping& mapping) {
  TimeSource source;
  const auto pattern = TimePattern::make(column.form.time_pattern);
  if (!pattern) {
    return core::Error{
        core::ErrorCode::bad_input, "\"" + column.form.time_pattern + "\" is no pattern of times",
        "column \"" + column.header + "\"",
        "write it in the letters of docs/mapping.md, such as \"DD.MM.YYYY hh:mm:ss\""};
  }
  source.pattern_ = *pattern;
  source.letters_ = column.form.time_pattern;
  source.has_own_zone_ = !column.form.zone.empty();
  const std::string& zone = source.has_own_zone_ ? column.form.zone : mapping.zone;
  if (zone.empty()) return source;
  const auto found = core::find_zone(zone);
  if (!found) {
    return core::Error{
        core::ErrorCode::bad_input, "\"" + zone + "\" is no time zone",
        "column \"" + column.header + "\"",
        "write an IANA name such as \"Europe/Vilnius\", or an offset such as \"+02:00\""};
  }
  source.zone_ = *found;
  return source;
}

TimeSource::Instant TimeSource::instant(const TimeReading& reading, const Beside& beside) {
  auto fit = core::LocalFit::exact;
  const Instant instant = find_instant(reading, beside, fit);
  if (fit == core::LocalFit::ambiguous_earlier_taken) ++oddities_.ambiguous;
  if (fit == core::LocalFit::skipped_moved_forward) ++oddities_.skipped;
  return instant;
}

TimeSource::Instant TimeSource::find_instant(const TimeReading& reading, const Beside& beside,
                                             core::LocalFit& fit) const {
  if (reading.step)
    return {*reading.step * core::us_per_step, core::Precision::step, core::no_offset};
  core::CivilTime civil = reading.civil;
  core::Precision precision = reading.precision;
  std::optional<std::int32_t> offset = reading.offset_s;
  const TimeReading* clock = beside.clock;
  if (clock != nullptr && !reading.has_clock) {
    civil.hour = clock->civil.hour;
    civil.minute = clock->civil.minute;
    civil.second = clock->civil.second;
    civil.microsecond = clock->civil.microsecond;
    precision = clock->precision;
    if (clock->offset_s) offset = clock->offset_s;
  }
  if (offset) {
    return {core::to_utc_us(civil) - *offset * core::us_per_second, precision,
            static_cast<std::int16_t>(*offset / 60)};
  }
  // A bare date is a day of the calendar, not a moment: it is kept as that day in UTC.
  if (precision >= core::Precision::day)
    return {core::to_utc_us(civil), precision, core::no_offset};
  const bool takes_zone_of_row = beside.zone && !has_own_zone_;
  const core::UtcInstant utc = core::to_utc(civil, takes_zone_of_row ? *beside.zone : zone_);
  fit = utc.fit;
  const auto ahead_min = (core::to_utc_us(civil) - utc.time_us) / core::us_per_minute;
  return {utc.time_us, precision, static_cast<std::int16_t>(ahead_min),
          !has_own_zone_ && !takes_zone_of_row};
}

core::UtcInstant TimeSource::find_utc(std::int64_t local_us) {
  const std::int64_t day = core::day_of(local_us);
  if (day != day_) {
    // A day whose two ends have one offset has it throughout, as core::to_utc has it.
    const std::int64_t begin = day * core::us_per_day, last = begin + core::us_per_day - 1;
    const core::UtcInstant first = core::to_utc(core::from_utc_us(begin), zone_),
                           end = core::to_utc(core::from_utc_us(last), zone_);
    const bool is_whole = first.fit == core::LocalFit::exact && end.fit == core::LocalFit::exact &&
                          begin - first.time_us == last - end.time_us;
    day_ = day;
    day_offset_us_ = is_whole ? std::optional(begin - first.time_us) : std::nullopt;
  }
  if (day_offset_us_) return {local_us - *day_offset_us_, core::LocalFit::exact};
  return core::to_utc(core::from_utc_us(local_us), zone_);
}

std::optional<core::AssetId> CurrencySource::find(std::string_view cell) {
  if (const auto found = known_.find(cell); found != known_.end()) return found->second;
  const auto asset = find_currency_of_cell(cell);
  known_.emplace(cell, asset);
  return asset;
}

ZoneSource::ZoneSource() : offset_(TimePattern::make("hh:mm Z")) {}

std::optional<core::ZoneId> ZoneSource::find(std::string_view cell) {
  if (const auto found = known_.find(cell); found != known_.end()) return found->second;
  std::optional<core::ZoneId> zone;
  // Offsets and short names mean here what they mean in a cell of times.
  const auto reading = offset_ ? offset_->read("00:00 " + std::string(cell)) : std::nullopt;
  if (reading && reading->offset_s) {
    const std::int32_t minutes = *reading->offset_s / 60, size = minutes < 0 ? -minutes : minutes;
    const std::string digits = std::to_string(10'000 + size / 60 * 100 + size % 60).substr(1);
    zone = core::find_zone((minutes < 0 ? "-" : "+") + digits);
  } else {
    // "BST" is summer in London or all year in Dhaka: a short name that nothing settles is no zone.
    constexpr std::size_t short_name = 4;
    const bool is_short =
        cell.size() <= short_name && std::all_of(cell.begin(), cell.end(), [](char c) {
          return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        });
    if (!is_short) zone = core::find_zone(cell);
  }
  known_.emplace(cell, zone);
  return zone;
}

namespace {

/// "11min 01s", "1h02m03s", "5 мин. 3 сек": whole numbers, each with its unit behind, the larger first.
std::optional<std::int64_t> parse_units(std::string_view text) {
  std::int64_t seconds = 0, last = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t digits = text.find_first_not_of("0123456789", i);
    if (digits == i || digits == std::string_view::npos) return std::nullopt;
    const auto number = core::parse_int64(text.substr(i, digits - i));
    std::size_t end = text.find_first_of("0123456789", digits);
    if (end == std::string_view::npos) end = text.size();
    const auto unit = find_unit_in_cell(fold_words(text.substr(digits, end - digits)));
    const std::int64_t size = unit == "s" ? 1 : unit == "min" ? 60 : unit == "h" ? 3600 : 0;
    constexpr std::int64_t most = 10'000'000;
    if (!number || size == 0 || *number > most || (last != 0 && size >= last)) return std::nullopt;
    seconds += *number * size;
    last = size;
    i = end;
  }
  return last == 0 ? std::nullopt : std::optional(seconds);
}

}  // namespace

std::optional<std::int64_t> parse_duration_s(std::string_view cell, std::string_view unit) {
  const std::string_view text = core::trim(cell);
  if (const auto told = parse_units(text)) return told;
  if (text.find(':') != std::string_view::npos) {  // h:mm:ss or m:ss, whatever the unit says
    std::int64_t seconds = 0;
    const auto parts = core::split(text, ':');
    if (parts.size() > 3) return std::nullopt;
    for (const auto part : parts) {
      const auto number = core::parse_int64(part.substr(0, part.find('.')));
      if (!number || *number < 0) return std::nullopt;
      seconds = seconds * 60 + *number;
    }
    return seconds;
  }
  constexpr std::uint8_t milli = 3;
  const char point = text.find(',') != std::string_view::npos ? ',' : '.';
  const auto parsed = core::parse_decimal(text, {point, 0, false, false}, milli);
  std::int64_t thousandths = parsed.scaled;
  if (parsed.fault == core::DecimalFault::too_many_decimals) {
    const auto whole =
        core::parse_decimal(text.substr(0, text.find(point)), {point, 0, false, false}, milli);
    if (whole.fault) return std::nullopt;
    thousandths = whole.scaled;
  } else if (parsed.fault) {
    return std::nullopt;
  }
  if (unit == "min") thousandths *= 60;
  if (unit == "h") thousandths *= 3600;
  if (unit == "ms") thousandths /= 1000;
  return thousandths / 1000;
}

}  // namespace cuibono::evidence
