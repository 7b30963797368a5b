// The case searched against itself: what a defence may ask for, finding by finding, then file by file.
#include "brief/disclosure.h"

#include <algorithm>
#include <map>
#include <set>

#include "brief/grades.h"

namespace cuibono::brief {
namespace {

using claims::Finding;
using claims::FindingKind;
using evidence::RecordRef;

/// Whether something can speak against it: it is inferred, and put forward.
bool is_put_forward(const Finding& finding) {
  return finding.kind != FindingKind::count && finding.kind != FindingKind::gap &&
         finding.kind != FindingKind::look_alike && finding.band != "set_aside";
}

std::string counted(std::uint64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

/// Sentences that count what was taken in: they stand on a row of each file, and say nothing of it.
bool counts_files(const std::string& form) {
  return form == "intake" || form == "jurisdictions" || form == "calls_period" ||
         form == "transfers_period";
}

/// Enough to say which files are meant: the finding has the rest.
std::vector<RecordRef> first_of_each_item(const std::vector<RecordRef>& records) {
  std::vector<RecordRef> firsts;
  for (const auto record : records)
    if (firsts.empty() || firsts.back().item_rank() != record.item_rank()) firsts.push_back(record);
  return firsts;
}

/// What the searches share, and what they find.
class Search {
 public:
  Search(const BriefInput& input, const Draft& draft) : input_(input), draft_(draft) {
    for (const auto& finding : draft.findings)
      if (is_put_forward(finding)) findings_.push_back(&finding);
    std::sort(findings_.begin(), findings_.end(),
              [](const auto* a, const auto* b) { return a->key < b->key; });
  }

  void find_all() {
    find_calls_elsewhere();
    find_rivals();
    find_statements();
    find_grades();
    find_readings();
    std::stable_sort(schedule_.begin(), schedule_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.kind, a.finding, a.claim) < std::tie(b.kind, b.finding, b.claim);
    });
    find_files();
  }
  [[nodiscard]] std::vector<Disclosure> finish() && { return std::move(schedule_); }

 private:
  Disclosure& add(DisclosureKind kind, const Finding& finding, std::string description,
                  std::string reason, std::vector<RecordRef> records) {
    Disclosure line;
    line.kind = kind;
    line.subject = finding.subject;
    line.finding = finding.key;
    line.description = std::move(description);
    line.undermines = true;
    line.reason = std::move(reason);
    set_records(line, std::move(records));
    schedule_.push_back(std::move(line));
    return schedule_.back();
  }

  static void set_records(Disclosure& line, std::vector<RecordRef> records) {
    std::sort(records.begin(), records.end());
    records.erase(std::unique(records.begin(), records.end()), records.end());
    line.records_total = std::max<std::uint64_t>(line.records_total, records.size());
    if (records.size() > disclosure_records_max) records.resize(disclosure_records_max);
    line.records = std::move(records);
  }

  void find_calls_elsewhere() {
    std::map<evidence::SelectorId, std::pair<AlibiNumber, const Finding*>> desks;
    for (const auto* finding : findings_) {
      if (finding->kind != FindingKind::desk) continue;
      if (const auto number = input_.evidence.selectors.find(finding->subject))
        desks[*number] = {{*number, {}}, finding};
    }
    for (const auto& site : input_.organisation.sites)
      for (const auto number : site.numbers)
        if (const auto desk = desks.find(number); desk != desks.end())
          desk->second.first.cells = site.cells;
    std::vector<AlibiNumber> numbers;
    for (const auto& [number, desk] : desks) numbers.push_back(desk.first);
    for (auto& alibi : find_alibis(input_.evidence, numbers)) {
      if (!alibi.any()) continue;
      std::vector<std::string> parts;
      if (alibi.two_places > 0)
        parts.push_back(counted(alibi.two_places, "call overlaps", "calls overlap") +
                        " another of its calls at a different cell or handset");
      if (alibi.away > 0)
        parts.push_back(std::to_string(alibi.away) + " of " + std::to_string(alibi.with_cell) +
                        " calls with a cell were carried by none of its site");
      if (alibi.displayed > 0)
        parts.push_back(counted(alibi.displayed, "call", "calls") +
                        " displayed it and came from another number");
      add(DisclosureKind::alibi, *desks.at(alibi.number).second, core::join(parts, "; "),
          "whoever used the number was elsewhere then, or another line showed it",
          std::move(alibi.records));
    }
  }

  /// Names of holders of a selector, as registers state them.
  struct Holder {
    std::string folded;
    std::optional<std::int64_t> from_us, to_us;
    RecordRef record;
  };
  [[nodiscard]] std::map<evidence::SelectorId, std::vector<Holder>> holders_of() const {
    const auto& evidence = input_.evidence;
    std::map<evidence::SelectorId, std::vector<Holder>> holders;
    const auto note = [&](evidence::SelectorId thing, evidence::TextId name, RecordRef record,
                          std::optional<std::int64_t> from = {},
                          std::optional<std::int64_t> to = {}) {
      if (thing == evidence::no_selector || evidence.text(name).empty()) return;
      holders[thing].push_back({evidence::fold_words(evidence.text(name)), from, to, record});
    };
    for (const auto& tie : evidence.ties)
      if (tie.kind == evidence::TieKind::subscription ||
          tie.kind == evidence::TieKind::account_holder || tie.kind == evidence::TieKind::device)
        note(tie.thing, tie.name, tie.record, tie.valid_from_us, tie.valid_to_us);
    for (const auto& account : evidence.account_facts)
      note(account.account, account.holder, account.record);
    for (const auto& entry : evidence.watch)
      for (const auto selector : entry.selectors) note(selector, entry.name, entry.record);
    return holders;
  }

  static bool at_one_time(const Holder& a, const Holder& b) {
    return !(a.to_us && b.from_us && *a.to_us < *b.from_us) &&
           !(b.to_us && a.from_us && *b.to_us < *a.from_us);
  }

  void find_rivals() {
    const auto holders = holders_of();
    for (const auto* finding : findings_) {
      const auto selector = input_.evidence.selectors.find(finding->subject);
      const auto found = selector ? holders.find(*selector) : holders.end();
      if (found == holders.end()) continue;
      std::set<std::string> names;
      std::vector<RecordRef> records;
      bool together = false;
      for (const auto& one : found->second) {
        names.insert(one.folded);
        records.push_back(one.record);
        for (const auto& other : found->second)
          together = together || (one.folded != other.folded && at_one_time(one, other));
      }
      if (names.size() < 2) continue;
      add(DisclosureKind::rival, *finding,
          "registers and lists name " + std::to_string(names.size()) +
              " different holders of it, " + (together ? "some for one time" : "one after another"),
          together ? "it is open which of them used it"
                   : "which of them used it depends on the day",
          std::move(records));
    }
  }

  void find_statements() {
    for (std::size_t c = 0; c < input_.claims.size(); ++c) {
      const auto& claim = input_.claims[c];
      const bool against = claim.force == claims::Force::denied ||
                           claim.force == claims::Force::withdrawn ||
                           claim.force == claims::Force::overturned;
      if (!against) continue;
      bool is_about_one = false;
      for (const auto* finding : findings_) {
        if (!is_about(claim.subject, *finding)) continue;
        is_about_one = true;
        auto& line = add(DisclosureKind::statement, *finding,
                         "a statement about it, " + std::string(claims::force_name(claim.force)),
                         "it contradicts, or takes back what others rest on", {claim.record});
        line.claim = c;
      }
      if (is_about_one) continue;
      Disclosure line;
      line.kind = DisclosureKind::statement;
      line.subject = claim.subject;
      line.claim = c;
      line.description = "a statement, " + std::string(claims::force_name(claim.force)) +
                         ", about somebody of whom no finding speaks";
      line.reason = "no finding rests on what it is about";
      set_records(line, {claim.record});
      schedule_.push_back(std::move(line));
    }
  }

  /// Whether a claim's subject is that of a finding: the same selector, or the entity that has it.
  [[nodiscard]] bool is_about(const std::string& subject, const Finding& finding) const {
    if (subject == finding.subject) return true;
    const auto selector = input_.evidence.selectors.find(finding.subject);
    const auto* entity = selector ? input_.entities.find(*selector) : nullptr;
    if (entity == nullptr) return false;
    if (entity->id == subject) return true;
    const auto other = input_.evidence.selectors.find(subject);
    return other && input_.entities.find(*other) == entity;
  }

  void find_grades() {
    const auto& items = input_.evidence.items;
    for (const auto* finding : findings_) {
      std::set<std::uint32_t> ranks;
      for (const auto record : finding->records) ranks.insert(record.item_rank());
      std::vector<RecordRef> low;
      std::set<std::string> sources, grades;
      for (const auto rank : ranks)
        sources.insert(items[rank].source.empty() ? items[rank].name : items[rank].source);
      for (const auto record : finding->records) {
        const auto& item = items[record.item_rank()];
        if (!is_low_grade(input_.facts.grading_scheme, item.reliability, item.credibility))
          continue;
        low.push_back(record);
        grades.insert(item.reliability + item.credibility);
      }
      if (!low.empty())
        add(DisclosureKind::low_grade, *finding,
            "it stands on records of a source graded " +
                core::join({grades.begin(), grades.end()}, ", "),
            "a grade like this is low, or says that the worth cannot be judged",
            first_of_each_item(low));
      // Records that a finding does not carry may be of another source.
      if (sources.size() == 1 && finding->records_total <= finding->records.size())
        add(DisclosureKind::one_source, *finding, "all records that it carries are of one source",
            "a fault of that source would take it away", first_of_each_item(finding->records));
    }
  }

  void find_readings() {
    std::set<std::string> cited;
    for (const auto& sentence : draft_.sentences)
      cited.insert(sentence.findings.begin(), sentence.findings.end());
    for (const auto* finding : findings_) {
      for (const auto& reason : finding->reasons_against)
        add(DisclosureKind::against, *finding, reason.text, "a reason against it", reason.records);
      if (cited.contains(finding->key))
        add(DisclosureKind::innocent, *finding, finding->look_alike.explanation,
            "an innocent reading, open until there is: " + finding->look_alike.settled_by, {});
    }
  }

  /// Which files hold events of a selector that a finding is about.
  [[nodiscard]] std::vector<std::uint64_t> touched_items() const {
    const auto& evidence = input_.evidence;
    std::vector<std::uint8_t> is_subject(evidence.selectors.size(), 0);
    for (const auto* finding : findings_)
      if (const auto id = evidence.selectors.find(finding->subject)) is_subject[id->index()] = 1;
    std::vector<std::uint64_t> touched(evidence.items.size(), 0);
    const auto meant = [&](evidence::SelectorId id) {
      return id != evidence::no_selector && is_subject[id.index()] != 0;
    };
    const auto note = [&](const evidence::Legs& legs, std::size_t event) {
      for (const auto record : legs.of(event)) ++touched[record.item_rank()];
    };
    const auto& transfers = evidence.transfers;
    for (std::size_t t = 0; t < transfers.size(); ++t)
      if (meant(transfers.payer[t]) || meant(transfers.payee[t])) note(transfers.legs, t);
    const auto& calls = evidence.calls;
    for (std::size_t c = 0; c < calls.size(); ++c)
      if (meant(calls.caller[c]) || meant(calls.callee[c])) note(calls.legs, c);
    for (const auto& tie : evidence.ties)
      if (meant(tie.thing)) ++touched[tie.record.item_rank()];
    for (const auto& entry : evidence.watch)
      if (std::any_of(entry.selectors.begin(), entry.selectors.end(), meant))
        ++touched[entry.record.item_rank()];
    return touched;
  }

  [[nodiscard]] std::vector<std::uint8_t> cited_items() const {
    std::vector<std::uint8_t> cited(input_.evidence.items.size(), 0);
    for (const auto& sentence : draft_.sentences) {
      if (sentence.section == "sources" || counts_files(sentence.form)) continue;
      for (const auto& key : sentence.findings)
        if (const auto at = draft_.by_key.find(key); at != draft_.by_key.end())
          for (const auto record : draft_.findings[at->second].records)
            cited[record.item_rank()] = 1;
      for (const auto claim : sentence.claims) cited[input_.claims[claim].record.item_rank()] = 1;
    }
    return cited;
  }

  void find_files() {
    const auto& evidence = input_.evidence;
    const auto touched = touched_items();
    const auto cited = cited_items();
    std::set<std::uint32_t> speaks_against;
    for (const auto& line : schedule_)
      if (line.undermines)
        for (const auto record : line.records) speaks_against.insert(record.item_rank());
    for (std::uint32_t i = 0; i < evidence.items.size(); ++i) {
      if (!evidence.item_alive[i]) continue;
      const auto& account = evidence.accounts[i];
      const std::string kind(evidence::item_kind_name(evidence.mappings[i].kind));
      Disclosure file;
      file.kind = cited[i] != 0 ? DisclosureKind::used : DisclosureKind::unused;
      file.subject = "case";
      file.item = i;
      file.description = "a file read as " + kind + ": " + counted(account.rows, "row", "rows") +
                         ", " + counted(account.records, "record", "records");
      const bool is_unread_subject = cited[i] == 0 && touched[i] > 0;
      file.undermines = speaks_against.contains(i) || is_unread_subject;
      file.reason = speaks_against.contains(i) ? "lines above rest on its records"
                    : is_unread_subject
                        ? counted(touched[i], "record of it names", "records of it name") +
                              " what a finding is about, and no sentence cites it"
                    : cited[i] != 0 ? "none of the searches found anything in it against a finding"
                                    : "no record of it names what a finding is about";
      schedule_.push_back(std::move(file));
      if (account.quarantined == 0) continue;
      Disclosure rows;
      rows.kind = DisclosureKind::quarantined;
      rows.subject = "case";
      rows.item = i;
      rows.description = counted(account.quarantined, "row", "rows") + " of a file read as " +
                         kind + ", set aside as unreadable";
      rows.undermines = true;
      rows.reason = "what they say is in no count and no sum";
      std::vector<RecordRef> records;
      for (const auto& row : evidence.quarantined[i]) records.emplace_back(i, row.ordinal);
      rows.records_total = account.quarantined;
      set_records(rows, std::move(records));
      schedule_.push_back(std::move(rows));
    }
  }

  const BriefInput& input_;
  const Draft& draft_;
  std::vector<const Finding*> findings_;  ///< put forward, by key
  std::vector<Disclosure> schedule_;
};

}  // namespace

std::string_view disclosure_kind_name(DisclosureKind kind) noexcept {
  constexpr std::string_view names[] = {"alibi",      "rival",   "statement", "low_grade",
                                        "one_source", "against", "innocent",  "quarantined",
                                        "used",       "unused"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Disclosure> find_disclosures(const BriefInput& input, const Draft& draft) {
  Search search(input, draft);
  search.find_all();
  return std::move(search).finish();
}

void add_reasons_against(const std::vector<Disclosure>& schedule, Draft& draft) {
  for (const auto& line : schedule) {
    if (line.kind > DisclosureKind::one_source || line.finding.empty()) continue;
    const auto at = draft.by_key.find(line.finding);
    if (at == draft.by_key.end()) continue;
    draft.findings[at->second].reasons_against.push_back(
        {line.description + ": " + line.reason, 0, line.records});
  }
}

}  // namespace cuibono::brief
