#pragma once
// For tests: small cases of several files, their evidence, and all of it in words.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/events.h"
#include "evidence/records_worlds.h"

namespace cuibono::evidence {

struct CaseFile {
  Item item;
  Mapping mapping;
  std::string bytes;
};

/// Records that a run leaves out: whole files by name, rows by name and ordinal.
struct LeftOut {
  std::set<std::string> files;
  std::set<std::pair<std::string, std::uint64_t>> rows;
};

struct SmallCase {
  std::vector<CaseFile> files;

  /// Account numbers of all files are of one country, so that two banks can name the same.
  void add(std::string name, std::string source, Mapping mapping, std::string_view rows) {
    if (mapping.kind != ItemKind::calls) mapping.region = "ZZ";
    const std::string bytes = header_of(mapping) + std::string(rows);
    files.push_back(
        {make_item(std::move(name), bytes, std::move(source)), std::move(mapping), bytes});
  }
};

inline Evidence evidence_of(const SmallCase& small, const LeftOut& left_out = {},
                            unsigned threads = 1) {
  std::vector<Item> items;
  for (const auto& file : small.files) items.push_back(file.item);
  items = rank_items(std::move(items));
  std::vector<RecordBatch> batches;
  std::vector<Mapping> mappings;
  Mask mask = Mask::all(items.size());
  for (std::uint32_t rank = 0; rank < items.size(); ++rank) {
    const auto file = std::find_if(small.files.begin(), small.files.end(), [&](const auto& each) {
      return each.item.name == items[rank].name;
    });
    auto batch = read_records(
        {}, {&file->item, file->bytes, &file->mapping, source_system_of(file->item), true});
    batches.push_back(std::move(batch).value());  // an error here is a mistake of the test
    mappings.push_back(file->mapping);
    if (left_out.files.count(items[rank].name) > 0) mask.exclude_item(rank);
    for (const auto& [name, ordinal] : left_out.rows)
      if (name == items[rank].name) mask.exclude({rank, ordinal});
  }
  core::RunContext context;
  context.threads = threads;
  return make_events(context, {items, batches, mappings, &mask, true}).value();
}

/// A case that holds only the other records: their rows are blank lines, so that ordinals stay.
inline SmallCase without(const SmallCase& small, const LeftOut& left_out) {
  SmallCase rest;
  for (CaseFile file : small.files) {
    if (left_out.files.count(file.item.name) > 0) continue;
    std::string bytes;
    std::uint64_t ordinal = 1;
    for (const auto line : core::split(file.bytes, '\n')) {
      if (left_out.rows.count({file.item.name, ordinal++}) == 0) bytes += line;
      bytes += '\n';
    }
    file.bytes = std::move(bytes);
    rest.files.push_back(std::move(file));
  }
  return rest;
}

/// The words of an Evidence, without ranks: two of equal content have equal words.
class InWords {
 public:
  explicit InWords(const Evidence& evidence) : e_(evidence) {}
  [[nodiscard]] std::string selector(SelectorId id) const {
    return id == no_selector ? "-" : e_.selectors.text(id);
  }
  [[nodiscard]] std::string selectors(const std::vector<SelectorId>& ids) const {
    std::string text;
    for (const auto id : ids) text += selector(id) + ",";
    return text;
  }
  [[nodiscard]] std::string record(RecordRef ref) const {
    return e_.items[ref.item_rank()].name + "#" + std::to_string(ref.ordinal());
  }
  [[nodiscard]] std::string legs(const Legs& legs, std::size_t event) const {
    std::string text;
    for (const auto ref : legs.of(event)) text += (text.empty() ? "" : " ") + record(ref);
    return text;
  }
  [[nodiscard]] static std::string time(std::int64_t time_us, core::Precision precision) {
    return core::format_time(time_us, precision);
  }
  [[nodiscard]] static std::string time(std::optional<std::int64_t> time_us) {
    return time_us ? core::format_rfc3339(*time_us) : "-";
  }
  [[nodiscard]] static std::string money(std::int64_t minor, core::AssetId asset) {
    if (minor == no_amount) return "-";
    return core::format_amount(minor, asset) + std::string(core::get_asset(asset).code);
  }
  [[nodiscard]] std::string transfer(std::size_t i) const {
    const Transfers& t = e_.transfers;
    return time(t.time_us[i], t.precision[i]) + " " + selector(t.payer[i]) + " > " +
           selector(t.payee[i]) + " " + money(t.amount_minor[i], t.asset[i]) + " [" +
           legs(t.legs, i) + "]" + (t.is_reported_only[i] != 0 ? " reported only" : "");
  }
  [[nodiscard]] std::string call(std::size_t i) const {
    const Calls& c = e_.calls;
    return time(c.time_us[i], c.precision[i]) + " " + selector(c.caller[i]) + " > " +
           selector(c.callee[i]) + " " + std::to_string(c.duration_s[i]) + "s [" + legs(c.legs, i) +
           "]";
  }
  [[nodiscard]] std::vector<std::string> all() const;

 private:
  void add_events(std::vector<std::string>& lines) const;
  const Evidence& e_;
};

inline void InWords::add_events(std::vector<std::string>& lines) const {
  const Transfers& t = e_.transfers;
  for (std::size_t i = 0; i < t.size(); ++i) {
    lines.push_back(transfer(i) + " value " + time(t.value_time_us[i]) + " seq " +
                    std::to_string(t.seq[i]) + " got " +
                    money(t.received_minor[i], t.received_asset[i]) + " left " +
                    money(t.balance_after_minor[i], t.asset[i]) + " " +
                    std::string(transfer_kind_name(t.kind[i])) + " " + e_.text(t.reference[i]) +
                    " " + e_.text(t.channel[i]) + " " + std::to_string(t.reverses[i]) + " " +
                    std::to_string(t.is_asset[i]));
  }
  for (const auto& fee : e_.fees)
    lines.push_back("fee of " + std::to_string(fee.transfer) + " " + selector(fee.account) + " " +
                    money(fee.amount_minor, fee.asset));
  for (const auto& s : e_.statements)
    lines.push_back("statement " + selector(s.account) + " " + record(s.first) + " to " +
                    record(s.last) + " " + money(s.opening_minor, s.asset) + " to " +
                    money(s.closing_minor, s.asset));
  for (const auto& jump : e_.balance_jumps)
    lines.push_back("jump " + selector(jump.account) + " " + record(jump.before) + " " +
                    record(jump.after) + " " + money(jump.jump_minor, jump.asset));
  const Calls& c = e_.calls;
  for (std::size_t i = 0; i < c.size(); ++i) {
    lines.push_back(call(i) + " " + selector(c.displayed[i]) + " " + selector(c.diverted_from[i]) +
                    " " + selector(c.caller_imei[i]) + " " + selector(c.callee_imei[i]) + " " +
                    e_.cells[c.caller_cell[i].index()] + " " + e_.cells[c.callee_cell[i].index()] +
                    " " + std::to_string(static_cast<int>(c.kind[i])) +
                    std::to_string(static_cast<int>(c.answered[i])));
  }
  for (const auto& match : e_.leg_matches)
    lines.push_back("match " + std::to_string(match.is_transfer) + " " +
                    std::to_string(match.event) + " " + match.why);
}

inline std::vector<std::string> InWords::all() const {
  std::vector<std::string> lines{std::to_string(e_.records) + " records, " +
                                 std::to_string(e_.records_in_events) + " in events"};
  for (std::uint32_t i = 0; i < e_.selectors.size(); ++i) {
    const SelectorId id(i);
    lines.push_back(e_.selectors.text(id) + " " +
                    std::to_string(static_cast<int>(e_.selectors.kind(id))) + " " +
                    std::to_string(static_cast<int>(e_.selectors.validity(id))));
  }
  for (const auto& text : e_.texts) lines.push_back("text " + text);
  for (const auto& cell : e_.cells) lines.push_back("cell " + cell);
  add_events(lines);
  for (const auto& report : e_.reports) {
    std::string line = "report " + report.id + " " + time(report.received_us) + " " +
                       selector(report.victim) + " " + selectors(report.victim_selectors) + " " +
                       e_.text(report.victim_name) + " " + e_.text(report.platform) + " " +
                       selectors(report.numbers);
    for (const auto& p : report.payments) {
      line += " | " + time(p.time_us) + " " + money(p.amount_minor, p.asset) + " " +
              selector(p.from) + " > " + selector(p.to) + " " + std::to_string(p.score_percent) +
              " " + p.why + " " + record(p.record) + " is " +
              (p.matched ? std::to_string(p.matched->value) : "-");
    }
    for (const auto ref : report.records) line += " " + record(ref);
    lines.push_back(std::move(line));
  }
  for (const auto& tie : e_.ties)
    lines.push_back("tie " + std::string(tie_kind_name(tie.kind)) + " " + selector(tie.holder) +
                    " " + selector(tie.thing) + " " + e_.text(tie.name) + " " +
                    selectors(tie.holder_selectors) + " " + time(tie.valid_from_us) + " " +
                    record(tie.record));
  for (const auto& entry : e_.watch) {
    lines.push_back("watch " + selector(entry.subject) + " " + e_.text(entry.name) + " " +
                    selectors(entry.selectors) + " " + record(entry.record));
    for (const auto alias : entry.aliases) lines.back() += " " + e_.text(alias);
  }
  for (const auto& fact : e_.account_facts)
    lines.push_back("fact " + selector(fact.account) + " " + e_.text(fact.holder) + " " +
                    money(fact.limit_minor, fact.asset) + " " +
                    money(fact.opening_minor, fact.asset) + " " + record(fact.record));
  for (const auto& problem : e_.problems)  // those of a file speak of all of it, mask or not
    if (problem.where == "reports") lines.push_back(problem.kind + " " + problem.text);
  return lines;
}

inline std::vector<std::string> transfers_in_words(const Evidence& evidence) {
  std::vector<std::string> lines;
  const InWords words(evidence);
  for (std::size_t i = 0; i < evidence.transfers.size(); ++i) lines.push_back(words.transfer(i));
  return lines;
}
inline std::vector<std::string> calls_in_words(const Evidence& evidence) {
  std::vector<std::string> lines;
  const InWords words(evidence);
  for (std::size_t i = 0; i < evidence.calls.size(); ++i) lines.push_back(words.call(i));
  return lines;
}

}  // namespace cuibono::evidence
