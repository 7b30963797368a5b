// The page "What was taken in": every row and every amount of every file, and what the files themselves
// show to be missing. A number that is not nought leads to the sentence that opens to its records.
#include <algorithm>
#include <map>

#include "brief/html_parts.h"

namespace cuibono::brief {
namespace {

/// Wide tables: their heads and file names wrap, so that no column stands outside the page.
constexpr const char* style = "intake";
constexpr std::size_t rows_shown = 200;

using Found = std::optional<std::size_t>;

/// The sentences that speak of files, by their form and the file's label.
class Places {
 public:
  explicit Places(const Draft& draft) {
    for (std::size_t s = 0; s < draft.sentences.size(); ++s) {
      const auto& sentence = draft.sentences[s];
      for (const auto& argument : sentence.arguments) {
        const bool names = argument.name == "label" || argument.name == "other_label" ||
                           (argument.name == "file" && sentence.form == "quarantine");
        if (names) places_.emplace(key(sentence.form, argument.text, currency_of(sentence)), s + 1);
      }
    }
  }
  [[nodiscard]] Found find(const std::string& form, const std::string& of,
                           const std::string& currency = {}) const {
    const auto found = places_.find(key(form, of, currency));
    return found == places_.end() ? Found() : Found(found->second);
  }

 private:
  static std::string key(const std::string& form, const std::string& of,
                         const std::string& currency) {
    return form + "\n" + of + "\n" + currency;
  }
  static std::string currency_of(const Sentence& sentence) {
    for (const auto& argument : sentence.arguments)
      if (argument.name == "currency") return argument.text;
    return {};
  }
  std::map<std::string, std::size_t> places_;
};

/// A living file.
struct File {
  std::uint32_t rank = 0;
  const evidence::Item* item = nullptr;
  const evidence::ItemAccount* account = nullptr;
};

std::string digits(std::uint64_t number) { return core::group_digits(number); }

/// A number that opens, unless it is nought.
void count(TableWriter& table, std::uint64_t number, const Found& sentence) {
  if (number == 0)
    table.number("0");
  else
    table.opened(digits(number), sentence);
}

std::uint64_t same_in_others(const evidence::Evidence& evidence, std::uint32_t rank) {
  std::uint64_t records = 0;
  for (const auto& same : evidence.same_records)
    if (same.item == rank || same.other == rank) records += same.count;
  return records;
}

std::string rows_table(const Exporter& e, const std::vector<File>& files, const Places& places) {
  TableWriter table(
      "Every row of every file: rows in the file = headers and lines above them + empty + records "
      "+ set aside",
      {"item", "file", "#rows in the file", "#headers", "#empty", "#records", "#set aside"}, style);
  for (const File& file : files) {
    const auto& account = *file.account;
    const std::string name = e.privacy.scrub(file.item->name);
    table.begin();
    table.text(file.item->label);
    table.text(name);
    table.number(digits(account.physical));
    table.number(digits(account.headers + account.preamble));
    table.number(digits(account.empty));
    table.opened(digits(account.records), places.find("item", file.item->label));
    count(table, account.quarantined, places.find("quarantine", name));
    table.end();
  }
  return table.finish(files.size(), files.size());
}

std::string contents_table(const Exporter& e, const std::vector<File>& files,
                           const Places& places) {
  TableWriter table(
      "What the files hold: records that stand again in the same or in another file",
      {"item", "file", "read as", "#bytes", "#again in it", "#in another file", "first", "last"},
      style);
  for (const File& file : files) {
    const auto& account = *file.account;
    const auto time = [&](const std::optional<std::int64_t>& at_us) {
      return at_us ? core::format_time(*at_us, account.time_precision) : std::string("–");
    };
    const std::string& label = file.item->label;
    table.begin();
    table.text(label);
    table.text(e.privacy.scrub(file.item->name));
    table.text(std::string(evidence::item_kind_name(e.input.evidence.mappings[file.rank].kind)));
    table.number(digits(file.item->bytes));
    count(table, account.duplicates, places.find("duplicates", label));
    count(table, same_in_others(e.input.evidence, file.rank), places.find("same_records", label));
    table.text(time(account.first_us));
    table.text(time(account.last_us));
    table.end();
  }
  return table.finish(files.size(), files.size());
}

std::string aside_table(const Exporter& e, const std::vector<File>& files, const Places& places) {
  TableWriter table("Rows set aside, by reason", {"item", "file", "reason", "#rows"}, style);
  std::size_t shown = 0, all = 0;
  for (const File& file : files) {
    std::map<std::string, std::uint64_t> by_kind;
    for (const auto& row : e.input.evidence.quarantined[file.rank]) ++by_kind[row.kind];
    for (const auto& [kind, rows] : by_kind) {
      if (++all > rows_shown) continue;
      ++shown;
      std::string words = kind;
      std::replace(words.begin(), words.end(), '_', ' ');
      table.begin();
      table.text(file.item->label);
      table.text(e.privacy.scrub(file.item->name));
      table.text(words);
      count(table, rows, places.find("quarantine", e.privacy.scrub(file.item->name)));
      table.end();
    }
  }
  return all == 0 ? std::string() : table.finish(shown, all);
}

std::string amounts_table(const Exporter& e, const std::vector<File>& files, const Places& places) {
  TableWriter table("Amounts before and after: before = after + set aside, to the smallest coin",
                    {"item", "file", "currency", "#amounts", "#before, in the cells",
                     "#after, in records", "#set aside", "#rows not readable", "#rows with none"},
                    style);
  std::size_t shown = 0, all = 0;
  for (const File& file : files) {
    bool is_first = true;
    for (const auto& sums : file.account->sums) {
      if (++all > rows_shown) continue;
      ++shown;
      const std::string code(core::get_asset(sums.asset).code);
      const Found sentence = places.find("amounts", file.item->label, code);
      table.begin();
      table.text(file.item->label);
      table.text(e.privacy.scrub(file.item->name));
      table.text(code);
      table.number(digits(sums.before));
      table.opened(money_text(sums.before_minor, sums.asset), sentence);
      table.opened(money_text(sums.after_minor, sums.asset), sentence);
      table.opened(money_text(sums.quarantined_minor, sums.asset), sentence);
      table.number(is_first ? digits(file.account->amounts_unreadable) : "");
      table.number(is_first ? digits(file.account->amounts_absent) : "");
      table.end();
      is_first = false;
    }
  }
  return all == 0 ? std::string() : table.finish(shown, all);
}

std::string balances_table(const Exporter& e, const std::vector<File>& files,
                           const Places& places) {
  TableWriter table(
      "Running balances: each against the one before of its account, with the payments between",
      {"item", "file", "#accounts", "#compared", "#do not follow",
       "#of them beside a row set aside", "order"},
      style);
  std::size_t shown = 0;
  for (const File& file : files) {
    if (!file.account->balances) continue;
    const auto& balances = *file.account->balances;
    ++shown;
    table.begin();
    table.text(file.item->label);
    table.text(e.privacy.scrub(file.item->name));
    table.number(digits(balances.accounts));
    table.number(digits(balances.compared));
    count(table, balances.gaps, places.find("balances", file.item->label));
    count(table, balances.gaps_beside_quarantined, places.find("balances", file.item->label));
    table.text(balances.is_newest_first ? "newest first" : "oldest first");
    table.end();
  }
  return shown == 0 ? std::string() : table.finish(shown, shown);
}

std::string days_table(const Exporter& e, const std::vector<File>& files, const Places& places) {
  TableWriter table(
      "Days: a gap is long for a file where it lasts three days and more, and over three times as "
      "long "
      "as nine of ten of its gaps",
      {"item", "file", "#days", "#with records", "#without", "#nine of ten gaps last at most",
       "#longest gap", "#long gaps"},
      style);
  std::size_t shown = 0;
  for (const File& file : files) {
    if (!file.account->days) continue;
    const auto& days = *file.account->days;
    ++shown;
    table.begin();
    table.text(file.item->label);
    table.text(e.privacy.scrub(file.item->name));
    table.number(digits(days.days));
    table.number(digits(days.with_records));
    table.number(digits(days.days - days.with_records));
    table.number(days.usual_days ? std::to_string(*days.usual_days) : "too few days");
    table.number(days.longest ? std::to_string(days.longest->days) : "0");
    count(table, days.unusual, places.find("days", file.item->label));
    table.end();
  }
  return shown == 0 ? std::string() : table.finish(shown, shown);
}

std::string origin_table(const Exporter& e, const std::vector<File>& files) {
  TableWriter table("Where each file came from",
                    {"item", "file", "source", "jurisdiction", "received", "SHA-256"}, style);
  for (const File& file : files) {
    const auto& item = *file.item;
    const auto stated = [&](const std::string& text) {
      return text.empty() ? std::string("not stated") : e.privacy.scrub(text);
    };
    table.begin();
    table.text(item.label);
    table.text(e.privacy.scrub(item.name));
    table.text(stated(item.source));
    table.text(stated(item.jurisdiction));
    table.text(item.received_us ? core::format_time(*item.received_us, item.received_precision)
                                : "not stated");
    table.id(item.sha256.hex());
    table.end();
  }
  return table.finish(files.size(), files.size());
}

}  // namespace

std::string html_intake(const Exporter& e) {
  const auto& evidence = e.input.evidence;
  std::vector<File> files;
  for (std::uint32_t i = 0; i < evidence.items.size(); ++i) {
    if (evidence.item_alive[i]) files.push_back({i, &evidence.items[i], &evidence.accounts[i]});
  }
  // In the order of their ranks, not of their labels: the order in which files were added moves nothing.
  const Places places(e.draft);
  return "<section class=ledger><h2 id=intake>What was taken in</h2>\n<p class=soft>Nothing is "
         "left "
         "out silently: what could not be read is set aside and counted. Underlined numbers lead "
         "to "
         "the sentence that opens to their records; all is in intake.json.</p>\n" +
         rows_table(e, files, places) + contents_table(e, files, places) +
         aside_table(e, files, places) + amounts_table(e, files, places) +
         balances_table(e, files, places) + days_table(e, files, places) + origin_table(e, files) +
         "</section>\n";
}

}  // namespace cuibono::brief
