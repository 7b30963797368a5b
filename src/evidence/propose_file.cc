// What holds for a whole file, once its columns are known: currency, time zone, whose statement it
// is, how a direction is written; and the questions that are left.
#include <algorithm>

#include "evidence/country_zones.h"
#include "evidence/currency_words.h"
#include "evidence/propose_parts.h"
#include "evidence/propose_sample.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

bool has(const HeaderReading& reading, Concept sense) {
  return reading.concepts.test(static_cast<std::size_t>(sense));
}

/// An IBAN among the words of a text, also with the currency behind it ("GE…USD").
std::string iban_within(std::string_view text) {
  if (is_iban(text)) return std::string(text);
  for (const auto word : core::split(text, ' ')) {
    if (is_iban(word)) return std::string(word);
    constexpr std::size_t code = 3, shortest = 18;
    if (word.size() > shortest && core::find_asset(word.substr(word.size() - code)) &&
        is_iban(word.substr(0, word.size() - code)))
      return std::string(word.substr(0, word.size() - code));
  }
  return {};
}

/// A currency beside an account in one text: "PT… - EUR - Conta".
std::string currency_within(std::string_view text, std::string_view iban) {
  constexpr std::size_t code = 3;
  for (auto word : core::split(text, ' ')) {
    if (word.starts_with(iban)) word.remove_prefix(iban.size());
    const bool capitals = word.size() == code && std::all_of(word.begin(), word.end(), [](char c) {
                            return c >= 'A' && c <= 'Z';
                          });
    if (!capitals) continue;
    if (const auto asset = core::find_asset(word)) return std::string(core::get_asset(*asset).code);
  }
  return {};
}

/// A number with a plus among the words of a title: "calls of +999… from … to …".
std::string phone_within(std::string_view text) {
  for (const auto word : core::split(text, ' ')) {
    constexpr std::size_t shortest = 8;
    if (word.size() >= shortest && word.starts_with("+") && looks_like_phone(word))
      return std::string(word);
  }
  return {};
}

/// A long number behind a word for account: "Выписка по счёту 40702810900000000024".
std::string account_within(std::string_view text, const HeaderReading& reading) {
  if (!has(reading, Concept::account) || has(reading, Concept::other)) return {};
  constexpr std::size_t digits_least = 9;
  for (const auto word : core::split(text, ' ')) {
    const bool digits =
        word.size() >= digits_least &&
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) return std::string(word);
  }
  return {};
}

/// Lines above the table: "Konto: DE…", "Währung;EUR".
void read_preamble(const SampledRows& sample, Mapping& mapping) {
  std::vector<HeaderReading> above;  // labels of the line before: their values may stand below them
  for (const auto& line : sample.preamble) {
    std::vector<std::string> parts(1);
    for (const char c : line) {
      if (c == ':' || c == ';' || c == ',' || c == '\t' || c == '=' || c == '"') {
        parts.emplace_back();
      } else {
        parts.back() += c;
      }
    }
    HeaderReading label;
    std::vector<HeaderReading> labels;
    for (const auto& part : parts) {
      const std::string_view text = core::trim(part);
      if (labels.size() < above.size() && label.words_known == 0) label = above[labels.size()];
      labels.push_back(read_header(text));
      if (text.empty()) continue;
      if (const std::string iban = iban_within(text);
          !iban.empty() && !is_iban(mapping.own_account)) {
        mapping.own_account = iban;
        if (mapping.currency.empty()) mapping.currency = currency_within(text, iban);
      } else if (has(label, Concept::currency) && core::find_asset(text) &&
                 mapping.currency.empty()) {
        mapping.currency = core::get_asset(*core::find_asset(text)).code;
      } else if (has(label, Concept::account) && !has(label, Concept::other) &&
                 mapping.own_account.empty() && text.size() >= 5 &&
                 std::count_if(text.begin(), text.end(),
                               [](char c) { return c >= '0' && c <= '9'; }) >= 5) {
        const std::string number = account_within(text, label);
        mapping.own_account = number.empty() ? std::string(text) : number;
      } else if ((has(label, Concept::phone) || has(label, Concept::own)) &&
                 looks_like_phone(text) && mapping.own_number.empty()) {
        mapping.own_number = text;
      }
      if (mapping.own_account.empty()) mapping.own_account = account_within(text, labels.back());
      label = labels.back();
      const bool of_calls = has(label, Concept::phone) || has(label, Concept::call) ||
                            has(label, Concept::number) || has(label, Concept::own);
      if (of_calls && mapping.own_number.empty()) mapping.own_number = phone_within(text);
    }
    above = std::move(labels);
  }
}

/// An account or a line in the name of the file: "LT12…_2025.csv".
std::string iban_in_name(const std::string& name) {
  std::string word;
  for (const char c : name + " ") {
    const bool part = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (part) {
      word += c;
      continue;
    }
    if (is_iban(word)) return word;
    word.clear();
  }
  return {};
}

const ColumnMapping* find_column(const Mapping& mapping, Field field) {
  for (const auto& column : mapping.columns) {
    if (column.field == field) return &column;
  }
  return nullptr;
}

/// The currency that stands beside the amounts of a file, if it is one.
std::string currency_beside(const std::vector<ColumnView>& views, const Mapping& mapping) {
  std::string found;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Field field = mapping.columns[i].field;
    if (type_of(field) != FieldType::amount || views[i].look.unit.empty()) continue;
    const std::string one = find_currency_word(views[i].look.unit, mapping.region);
    if (!one.empty() && !found.empty() && one != found) return {};
    if (!one.empty()) found = one;
  }
  return found;
}

void settle_currency(const std::vector<ColumnView>& views, Mapping& mapping) {
  bool amounts = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (type_of(mapping.columns[i].field) != FieldType::amount) continue;
    amounts = true;
    if (mapping.currency.empty()) mapping.currency = views[i].reading.currency;
    if (mapping.currency.empty())
      mapping.currency = find_currency_in_header(views[i].header, mapping.region);
  }
  if (!amounts || find_column(mapping, Field::currency) != nullptr ||
      find_column(mapping, Field::payment_currency) != nullptr)
    return;
  if (mapping.currency.empty()) mapping.currency = currency_beside(views, mapping);
  if (!mapping.currency.empty()) return;
  const std::string local =
      mapping.kind == ItemKind::chain ? std::string() : currency_of_country(mapping.region);
  const auto asset = core::find_asset(local);
  // Amounts with more decimals than it has are of another.
  const bool fits =
      asset && std::none_of(mapping.columns.begin(), mapping.columns.end(),
                            [&](const ColumnMapping& column) {
                              return type_of(column.field) == FieldType::amount &&
                                     column.form.decimals_max > core::get_asset(*asset).exponent;
                            });
  if (fits) {
    mapping.currency = local;
    mapping.questions.push_back("Are the amounts in " + local +
                                "? The file does not say; it is the currency of the item's "
                                "jurisdiction, " +
                                mapping.region + ".");
  } else {
    mapping.questions.emplace_back(
        "In which currency are the amounts? The file does not say; they are kept apart as XXX, "
        "\"currency not stated\" (set currency in the mapping).");
  }
}

/// A pattern that may end in a zone reads times without one too: whether there are such.
bool has_bare_clock(const std::string& letters, const std::vector<std::string>& cells) {
  const auto pattern = TimePattern::make(letters);
  return pattern && std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) {
           const auto reading = pattern->read(cell);
           return reading && reading->has_clock && !reading->offset_s && !reading->step;
         });
}

void settle_zone(const Item& item, const MappingContext& context, const SampledRows& sample,
                 const std::vector<ColumnView>& views, Mapping& mapping) {
  bool needs = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const ColumnMapping& column = mapping.columns[i];
    if (type_of(column.field) != FieldType::time || !column.form.zone.empty()) continue;
    const std::string& letters = column.form.time_pattern;
    const bool absolute =
        letters.starts_with("epoch") || letters == "step" || letters.find('Z') != std::string::npos;
    const bool clock = letters.find('h') != std::string::npos || letters == "excel";
    const bool may_be_bare = letters.find("Z]") != std::string::npos;
    needs = needs || (clock && !absolute) ||
            (may_be_bare && has_bare_clock(letters, sample.columns[i]));
  }
  if (!needs || find_column(mapping, Field::time_zone) != nullptr) return;
  const std::string_view local = zone_of_country(item.jurisdiction);
  if (!local.empty()) {
    mapping.zone = local;
    mapping.questions.push_back("Are the times local times of " + mapping.zone +
                                "? No cell states a zone; it is that of the item's jurisdiction, " +
                                item.jurisdiction + ".");
  } else if (!context.case_zone.empty()) {
    mapping.zone = context.case_zone;
    mapping.questions.push_back("Are the times local times of " + mapping.zone +
                                "? No cell states a zone; it is that of the case.");
  } else {
    mapping.questions.emplace_back(
        "In which time zone are the times? No cell states one; they are read as UTC (set zone in "
        "the mapping).");
  }
}

void settle_owner(const Item& item, Mapping& mapping) {
  const bool ends = find_column(mapping, Field::payer) != nullptr ||
                    find_column(mapping, Field::payee) != nullptr ||
                    find_column(mapping, Field::from_address) != nullptr;
  if (mapping.kind == ItemKind::transfers && !ends &&
      find_column(mapping, Field::own_account) == nullptr) {
    if (mapping.own_account.empty()) mapping.own_account = iban_in_name(item.name);
    if (mapping.own_account.empty()) {
      mapping.questions.emplace_back(
          "Whose statement is this? No column, line or file name tells its account; it is called "
          "\"statement-…\" until own_account is set in the mapping.");
    }
  } else {
    mapping.own_account.clear();
  }
  const bool lines = find_column(mapping, Field::caller) != nullptr ||
                     find_column(mapping, Field::callee) != nullptr;
  if (mapping.kind == ItemKind::calls && !lines &&
      find_column(mapping, Field::subject_number) == nullptr) {
    if (mapping.own_number.empty()) {
      mapping.questions.emplace_back(
          "Whose calls are these? No column or line tells the number; it is called \"statement-…\" "
          "until own_number is set in the mapping.");
    }
  } else {
    mapping.own_number.clear();
  }
}

/// One column of sums "in/out", named as debits are: with both signs and no credits beside it is the amount.
void settle_lone_debit(const std::vector<ColumnView>& views, Mapping& mapping) {
  constexpr std::uint32_t some = 100, most = 900;  // thousandths
  if (find_column(mapping, Field::amount) != nullptr ||
      find_column(mapping, Field::credit) != nullptr)
    return;
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping& column = mapping.columns[i];
    const std::uint32_t negative = views[i].look.negative;
    if (column.field != Field::debit) continue;
    // "Sum charged" of a card, with nothing that comes in and no balance.
    const bool charged = has(views[i].reading, Concept::amount) && negative < some &&
                         find_column(mapping, Field::balance_after) == nullptr;
    if (charged) {
      column.field = Field::amount;
      column.doubtful = true;
      column.reason += "; nothing comes in: it is what was paid";
      return;
    }
    if (negative < some || negative > most) continue;
    column.field = Field::amount;
    column.doubtful = true;
    column.reason += "; its cells have both signs and no column of credits stands beside";
    return;
  }
}

/// A statement whose amounts carry the direction: a minus pays out.
void settle_sign(const std::vector<ColumnView>& views, Mapping& mapping) {
  const bool ends = find_column(mapping, Field::payer) != nullptr &&
                    find_column(mapping, Field::payee) != nullptr;
  constexpr std::uint32_t some = 20;  // thousandths: fewer are slips, not a habit
  const bool money =
      mapping.kind == ItemKind::transfers ||
      (mapping.kind == ItemKind::chain && find_column(mapping, Field::from_address) == nullptr &&
       find_column(mapping, Field::to_address) == nullptr);
  if (!money) return;
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping& column = mapping.columns[i];
    const bool beside = column.field == Field::fee || column.field == Field::received_amount;
    if (beside && views[i].look.negative > 0) column.form.is_signed = true;
  }
  for (std::size_t i = 0; ends && i < views.size(); ++i) {
    ColumnMapping& column = mapping.columns[i];
    if (column.field != Field::amount || views[i].look.negative < some) continue;
    column.doubtful = true;
    constexpr std::uint32_t habit = 100;
    column.form.is_signed = views[i].look.negative >= habit;
    column.reason += column.form.is_signed ? "; both ends are named, and many amounts have a "
                                             "minus: the ends are taken as they stand"
                                           : "; both ends are named, and some amounts have a minus";
  }
  if (ends) return;
  const bool minus = std::any_of(views.begin(), views.end(), [&](const ColumnView& view) {
    return mapping.columns[view.column].field == Field::amount && view.look.negative >= some;
  });
  const bool columns = find_column(mapping, Field::debit) != nullptr;
  for (auto& column : mapping.columns) {
    if (column.field != Field::sign) continue;
    if (!minus && !columns) continue;
    const HeaderReading& reading = views[column.column].reading;
    const bool plainly = has(reading, Concept::sign) || has(reading, Concept::direction) ||
                         (has(reading, Concept::debit) && has(reading, Concept::credit));
    if (plainly) continue;
    column.field = Field::transfer_kind;
    column.doubtful = true;
    column.confidence_percent = std::min<std::uint8_t>(column.confidence_percent, 79);
    column.reason += "; the amounts say the direction by themselves";
  }
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping& column = mapping.columns[i];
    if (column.field != Field::amount) continue;
    // Beside debits and credits of their own, too: the amount is what is read.
    const bool has_minus = views[i].look.negative >= some;
    if (!has_minus && (columns || !views[i].look.has_flow_words)) continue;
    column.form.is_signed = true;
    column.reason += "; a minus marks what the account pays out";
  }
}

void ask_columns(Mapping& mapping) {
  std::string unknown, doubtful;
  for (const auto& column : mapping.columns) {
    const std::string name =
        "\"" +
        (column.header.empty() ? "column " + std::to_string(column.column + 1) : column.header) +
        "\"";
    if (column.field == Field::unknown) unknown += (unknown.empty() ? "" : ", ") + name;
    if (column.doubtful && column.field != Field::unknown)
      doubtful +=
          (doubtful.empty() ? "" : ", ") + name + " as " + std::string(field_name(column.field));
  }
  if (!unknown.empty())
    mapping.questions.push_back("What do these columns mean? They are not used: " + unknown + ".");
  if (!doubtful.empty())
    mapping.questions.push_back("Are these columns read rightly? " + doubtful + ".");
}

}  // namespace

void settle_file(const Item& item, const MappingContext& context, const SampledRows& sample,
                 const std::vector<ColumnView>& views, Mapping& mapping) {
  read_preamble(sample, mapping);
  settle_currency(views, mapping);
  settle_owner(item, mapping);
  settle_lone_debit(views, mapping);
  settle_sign(views, mapping);
  settle_zone(item, context, sample, views, mapping);
  ask_columns(mapping);
}

}  // namespace cuibono::evidence
