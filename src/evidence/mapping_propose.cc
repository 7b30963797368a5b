// The proposal of a mapping: look at headers and cells, try every kind of file, take the one that
// explains most, and say for each column why.
#include <algorithm>
#include <set>
#include <utility>

#include "evidence/fold.h"
#include "evidence/propose_parts.h"
#include "evidence/propose_sample.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

bool has(const HeaderReading& reading, Concept sense) {
  return reading.concepts.test(static_cast<std::size_t>(sense));
}

std::string examples_of(const ColumnLook& look) {
  std::string out;
  for (const auto& example : look.examples) {
    if (!out.empty()) out += ", ";
    out += "\"" + example + "\"";
  }
  return out;
}

std::string content_in_words(const ColumnLook& look) {
  if (look.blank()) return "every cell looked at is empty";
  constexpr std::uint32_t half = 500, nearly_all = 900;
  std::string shape = "text";
  if (look.ibans >= half)
    shape = "account numbers with check digits (IBAN)";
  else if (look.addresses >= half)
    shape = "addresses of a chain";
  else if (look.hashes >= half)
    shape = "hashes";
  else if (look.emails >= half)
    shape = "e-mail addresses";
  else if (look.time.permille >= nearly_all && !look.time.is_count)
    shape = std::string(look.time.has_date ? (look.time.has_clock ? "dates with times" : "dates")
                                           : "times of day") +
            " written " + look.time.letters;
  else if (look.phones_international >= half)
    shape = "phone numbers with country code";
  else if (look.currencies >= nearly_all && look.numbers < half)
    shape = "currencies";
  else if (look.numbers >= nearly_all)
    shape = look.integers >= nearly_all
                ? "whole numbers " + std::to_string(look.least) + " to " + std::to_string(look.most)
                : "numbers with up to " + std::to_string(look.decimals_max) + " decimals";
  else if (look.prose >= half)
    shape = "sentences";
  else if (look.names >= half)
    shape = "names";
  else if (look.codes >= nearly_all)
    shape = "codes";
  else if (look.words >= half)
    shape = look.distinct <= 30 ? "few different words" : "words";
  return shape + " (" + examples_of(look) + ")";
}

std::string reason_of(const Assigned& assigned, const ColumnView& view) {
  std::string reason;
  if (assigned.header > 0) {
    reason = "header names it";
    if (assigned.header < 60) reason = "header hints at it";
  } else {
    reason = "no header; cells alone";
  }
  static constexpr std::string_view weight[] = {"cells contradict", "cells fit badly",
                                                "cells neither for nor against", "cells fit",
                                                "cells confirm"};
  return reason + "; " + std::string(weight[assigned.content + 2]) + ": " +
         content_in_words(view.look);
}

KindChoice choose_kind(const Item& item, const std::vector<ColumnView>& views,
                       const SampledRows& sample) {
  KindChoice choice;
  choice.best.columns.resize(views.size());
  if (are_nameless(views)) {
    KindProposal by_cells = propose_nameless(views, sample, item.kind);
    if (by_cells.score > 0) {
      choice.best = std::move(by_cells);
      choice.is_loose = true;
      return choice;
    }
  }
  if (!item.kind && states_no_records(views)) return choice;
  for (const ItemKind kind :
       {ItemKind::calls, ItemKind::transfers, ItemKind::chain, ItemKind::reports,
        ItemKind::subscribers, ItemKind::watchlist, ItemKind::persons, ItemKind::companies}) {
    if (item.kind && kind != *item.kind) continue;
    KindProposal proposal = assign_fields(kind, views);
    if (item.kind) {
      choice.best = std::move(proposal);
      return choice;
    }
    if (proposal.score > choice.best.score) {
      choice.second_score = choice.best.score;
      choice.second = choice.best.kind;
      choice.second_columns = std::move(choice.best.columns);
      choice.best = std::move(proposal);
    } else if (proposal.score > choice.second_score) {
      choice.second_score = proposal.score;
      choice.second = kind;
      choice.second_columns = std::move(proposal.columns);
    }
  }
  if (choice.best.score > 0) return choice;
  for (const ItemKind kind : {ItemKind::calls, ItemKind::transfers, ItemKind::chain}) {
    KindProposal proposal = assign_fields(kind, views);
    proposal.score = score_of(proposal, views, Essentials::loosely);
    if (proposal.score <= choice.best.score) continue;
    choice.best = std::move(proposal);
    choice.is_loose = true;
  }
  return choice;
}

void say_kind(const Item& item, const KindChoice& choice, const std::vector<ColumnView>& views,
              Mapping& mapping) {
  const std::string name(item_kind_name(mapping.kind));
  if (item.kind) {
    mapping.kind_confidence_percent = 100;
    mapping.kind_reason = "stated when the file was added";
    return;
  }
  if (choice.best.score == 0) {
    mapping.kind_reason = "no kind of file fits its columns";
    mapping.questions.push_back(
        "What is this file about? No kind fits its columns, so its rows are kept as records and no "
        "event is made of them (set kind and fields in the mapping).");
    return;
  }
  constexpr int sure = 97, least = 50, spread = 90;
  const int margin = (choice.best.score - choice.second_score) * spread / choice.best.score;
  // A kind that explains little of the file is not sure, however far the others are.
  std::size_t filled = 0, explained = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (views[i].look.blank() || has(views[i].reading, Concept::answer)) continue;
    ++filled;
    if (choice.best.columns[i].field != Field::unknown &&
        choice.best.columns[i].confidence >= confidence_used_percent)
      ++explained;
  }
  constexpr std::size_t floor_percent = 30, each = 130;
  const auto by_share =
      static_cast<int>(floor_percent + each * explained / std::max<std::size_t>(1, filled));
  constexpr int loose = 45;
  mapping.kind_confidence_percent = static_cast<std::uint8_t>(
      std::min({choice.is_loose ? loose : sure, least + margin, by_share}));
  std::string fields;
  for (const auto& column : choice.best.columns) {
    if (column.field == Field::unknown || column.confidence < confidence_sure_percent) continue;
    fields += (fields.empty() ? "" : ", ") + std::string(field_name(column.field));
  }
  mapping.kind_reason = fields.empty() ? "the columns fit " + name + " best, none of them surely"
                                       : "it has " + fields;
  if (choice.second_score > 0)
    mapping.kind_reason += "; next best: " + std::string(item_kind_name(choice.second));
  if (mapping.kind_confidence_percent < kind_asked_percent) {
    mapping.questions.push_back(choice.second_score > 0
                                    ? "Is this a file of " + name + "? It fits " +
                                          std::string(item_kind_name(choice.second)) +
                                          " almost as well."
                                    : "Is this a file of " + name + "? Few of its columns say so.");
  }
}

/// A column without a cell to look at is written as the others of its file are.
void borrow_forms(const std::vector<ColumnView>& views, Mapping& mapping) {
  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping& blank = mapping.columns[i];
    const FieldType type = type_of(blank.field);
    if (!views[i].look.blank() || (type != FieldType::time && type != FieldType::amount)) continue;
    for (std::size_t k = 0; k < views.size(); ++k) {
      const ColumnMapping& filled = mapping.columns[k];
      if (views[k].look.blank() || type_of(filled.field) != type ||
          filled.field == Field::time_of_day)
        continue;
      blank.form = filled.form;
      blank.reason += "; read as column \"" + filled.header + "\" is";
      break;
    }
  }
}

std::string fingerprint_of(const std::vector<ColumnView>& views) {
  core::Sha256Stream stream;
  for (const auto& view : views) stream.update_field(view.reading.folded);
  return stream.finish().hex().substr(0, 16);
}

}  // namespace

void settle_rest(ColumnMapping& mapped, const ColumnView& view) {
  const ColumnLook& look = view.look;
  const std::string cells = content_in_words(look);
  if (has(view.reading, Concept::answer) &&
      look.distinct <= std::max<std::uint64_t>(40, look.filled / 10)) {
    mapped.field = Field::ignored;
    mapped.confidence_percent = 90;
    mapped.reason = "header names the answer of another analysis: never evidence; cells " + cells;
    return;
  }
  if (look.blank()) {
    mapped.field = Field::ignored;
    mapped.confidence_percent = 90;
    mapped.reason = cells;
    return;
  }
  const bool row_numbers = look.counts_up && look.integers >= 990 &&
                           (has(view.reading, Concept::row) || has(view.reading, Concept::number) ||
                            view.reading.words_known == 0);
  if (row_numbers) {
    mapped.field = Field::ignored;
    mapped.confidence_percent = 85;
    mapped.reason = "counts the rows: " + cells;
    return;
  }
  for (const Concept sense : {Concept::bank, Concept::row}) {
    if (!has(view.reading, sense)) continue;
    // "Adresszeile 1" is a line, and something else too: that may be wanted.
    ConceptSet beside = view.reading.concepts;
    for (const Concept plain : {sense, Concept::number, Concept::id, Concept::call,
                                Concept::payment, Concept::sequence, Concept::row})
      beside.reset(static_cast<std::size_t>(plain));
    if (sense != Concept::bank && (beside.any() || view.reading.words_known < view.reading.words))
      continue;
    mapped.field = Field::ignored;
    mapped.confidence_percent = 65;
    mapped.reason = "header speaks of " +
                    (sense == Concept::bank ? "an institution" : std::string(concept_name(sense))) +
                    ", which no step uses yet; cells " + cells;
    return;
  }
  if (has(view.reading, Concept::aside) && view.reading.words_known == view.reading.words) {
    mapped.field = Field::ignored;
    mapped.confidence_percent = 65;
    mapped.reason = "header speaks of what no field takes; cells " + cells;
    return;
  }
  if (!view.composed_of.empty()) {
    mapped.field = Field::ignored;
    mapped.confidence_percent = 85;
    mapped.reason = "repeats \"" + view.composed_of + "\" behind a mark; cells " + cells;
    return;
  }
  mapped.field = Field::unknown;
  mapped.reason =
      (view.header.empty() ? std::string("no header") : std::string("header not understood")) +
      "; cells " + cells;
}

namespace {

/// A file that is read by its parts: each of them is an item of its own.
Mapping propose_container(const Sniffed& sniffed, const Item& item, Mapping mapping) {
  mapping.kind = ItemKind::archive;
  mapping.kind_confidence_percent = 97;
  mapping.kind_reason = core::join(sniffed.reasons, " ") + " Each part is an item of its own.";
  for (const auto& part : item.lost)
    mapping.questions.push_back("A part could not be taken out: " + part +
                                ". Can its sender send it in another way?");
  return mapping;
}

/// What the reader of a format found and cannot settle.
void ask_note(const formats::Table& table, Mapping& mapping) {
  if (!table.note.empty()) mapping.questions.push_back(table.note);
}

}  // namespace

Mapping propose_mapping(const Item& item, std::string_view bytes, const MappingContext& context) {
  Mapping mapping;
  const Sniffed sniffed =
      sniff(bytes, item.is_table ? std::string_view(item.part) : std::string_view());
  mapping.dialect = sniffed.dialect;
  const bool two_letters = item.jurisdiction.size() == 2;
  if (two_letters) mapping.region = item.jurisdiction;
  const Format format = sniffed.dialect.format;
  if (format == Format::container) return propose_container(sniffed, item, std::move(mapping));
  if (format != Format::csv && format != Format::jsonl && format != Format::structured) {
    mapping.kind =
        item.kind.value_or(format == Format::text ? ItemKind::document : ItemKind::other);
    mapping.kind_confidence_percent = item.kind ? 100 : 90;
    mapping.kind_reason = format == Format::empty    ? "the file is empty"
                          : format == Format::binary ? "the file is not text"
                                                     : "the file is a text, not a table";
    if (format == Format::empty)
      mapping.questions.emplace_back("The file holds no bytes. Was it sent whole?");
    if (format == Format::binary)
      mapping.questions.emplace_back(mapping.dialect.reader.empty()
                                         ? "The file is of a format that is not read. Can its "
                                           "sender export it as a table, for "
                                           "example CSV?"
                                         : "The file cannot be read: " + sniffed.reasons.back() +
                                               ". Can its sender send it again?");
    return mapping;
  }
  const SampledRows sample = sample_rows(bytes, sniffed);
  const std::vector<ColumnView> views = make_views(sniffed, sample, mapping.region);
  const bool is_declared = !sniffed.table.kind.empty() &&
                           (!item.kind || item_kind_name(*item.kind) == sniffed.table.kind);
  if (is_declared) {
    take_declared(item, sniffed.table, views, mapping);
    settle_file(item, context, sample, views, mapping);
    ask_note(sniffed.table, mapping);
    mapping.fingerprint = fingerprint_of(views);
    return mapping;
  }
  const KindChoice choice = choose_kind(item, views, sample);
  mapping.kind = item.kind               ? *item.kind
                 : choice.best.score > 0 ? choice.best.kind
                                         : ItemKind::other;
  say_kind(item, choice, views, mapping);

  for (std::size_t i = 0; i < views.size(); ++i) {
    ColumnMapping column;
    column.column = views[i].column;
    column.header = views[i].header;
    const Assigned assigned = choice.best.columns.empty() ? Assigned{} : choice.best.columns[i];
    const bool kept = mapping.kind != ItemKind::other && assigned.field != Field::unknown &&
                      assigned.confidence >= confidence_used_percent;
    if (kept) {
      column.field = assigned.field;
      column.confidence_percent = static_cast<std::uint8_t>(std::min(assigned.confidence, 97));
      column.doubtful = assigned.confidence < confidence_sure_percent;
      column.reason = reason_of(assigned, views[i]);
      settle_form(column, views[i]);
    } else {
      settle_rest(column, views[i]);
      const bool considered = assigned.field != Field::unknown && column.field == Field::unknown &&
                              mapping.kind != ItemKind::other;
      if (considered) {
        column.confidence_percent = static_cast<std::uint8_t>(std::max(0, assigned.confidence));
        column.doubtful = true;
        column.reason = "could be " + std::string(field_name(assigned.field)) + ", but " +
                        reason_of(assigned, views[i]);
      }
    }
    mapping.columns.push_back(std::move(column));
  }
  borrow_forms(views, mapping);
  doubt_columns(choice, views, mapping);
  settle_file(item, context, sample, views, mapping);
  ask_note(sniffed.table, mapping);
  mapping.fingerprint = fingerprint_of(views);
  return mapping;
}

}  // namespace cuibono::evidence
