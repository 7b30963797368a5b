// What was taken in: amounts before and after, what stands twice, and what the files themselves show to be missing.
#include <map>

#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

using evidence::RecordRef;

/// A living file and what sentences need of it.
struct File {
  std::uint32_t rank = 0;
  const evidence::Item* item = nullptr;
  const evidence::ItemAccount* account = nullptr;
  std::string key;  ///< for the parameters of counts
};

std::vector<File> files_of(const evidence::Evidence& evidence) {
  constexpr std::size_t key_letters = 16;
  std::vector<File> files;
  for (std::uint32_t i = 0; i < evidence.items.size(); ++i) {
    if (evidence.item_alive[i])
      files.push_back({i, &evidence.items[i], &evidence.accounts[i],
                       evidence.items[i].sha256.hex().substr(0, key_letters)});
  }
  return files;
}

std::vector<Argument> names_of(const File& file) {
  return {SentenceWriter::name("label", file.item->label),
          SentenceWriter::name("file", file.item->name)};
}

core::Int128 wide(std::uint64_t number) { return static_cast<core::Int128>(number); }

std::string day_text(std::int64_t day) {
  return core::format_time(day * core::us_per_day, core::Precision::day);
}

void say_balances(SentenceWriter& w, const File& file) {
  const auto& balances = file.account->balances;
  if (!balances || balances->gaps == 0) return;
  std::vector<RecordRef> rows;
  for (const auto& gap : balances->places) {
    rows.emplace_back(file.rank, gap.row);
    rows.emplace_back(file.rank, gap.beside);
  }
  const auto gaps =
      w.count("balance_gaps|" + file.key, wide(balances->gaps), "balances",
              "balances of " + file.item->name +
                  " that do not follow from the one before and the payments between; the first "
                  "are in intake.json",
              rows);
  const auto compared = w.count("balances|" + file.key, wide(balances->compared), "balances",
                                "balances of " + file.item->name + " that were compared", rows);
  std::string words =
      "{label} {file}: {gaps} of {compared} running balances do not follow from the one before, as "
      "where rows are missing or changed";
  std::vector<Argument> arguments = names_of(file);
  arguments.push_back(w.number("gaps", balances->gaps, gaps));
  arguments.push_back(w.number("compared", balances->compared, compared));
  if (balances->gaps_beside_quarantined > 0) {
    const auto beside =
        w.count("balance_gaps_aside|" + file.key, wide(balances->gaps_beside_quarantined),
                "balances", "of these, those with a row between that was set aside", rows);
    words += "; beside {aside} of them a row was set aside";
    arguments.push_back(w.number("aside", balances->gaps_beside_quarantined, beside));
  }
  w.say("balances", words + ".", std::move(arguments));
}

void say_days(SentenceWriter& w, const File& file) {
  const auto& days = file.account->days;
  if (!days || days->unusual == 0 || !days->longest) return;
  std::vector<RecordRef> rows;
  for (const auto& gap : days->places) {
    rows.emplace_back(file.rank, gap.row_before);
    rows.emplace_back(file.rank, gap.row_after);
  }
  const auto gaps = w.count("day_gaps|" + file.key, wide(days->unusual), "gaps",
                            "runs of days without a record in " + file.item->name +
                                ", over three times as long as nine of ten of its gaps; the rows "
                                "before and after each",
                            rows);
  const auto longest =
      w.count("day_gap_longest|" + file.key, days->longest->days, "days",
              "days without a record in the longest of them",
              {{file.rank, days->longest->row_before}, {file.rank, days->longest->row_after}});
  std::vector<Argument> arguments = names_of(file);
  arguments.push_back(w.number("gaps", days->unusual, gaps));
  arguments.push_back(
      w.number("longest", static_cast<std::uint64_t>(days->longest->days), longest));
  arguments.push_back(w.name("from", day_text(days->longest->from_day)));
  arguments.push_back(w.name("to", day_text(days->longest->from_day + days->longest->days - 1)));
  arguments.push_back(w.name("are", noun(days->unusual, "is", "are")));
  w.say("days",
        "{label} {file} has {gaps} " + noun(days->unusual, "gap", "gaps") +
            " in days that {are} long for it: {longest} days without a record from {from} to {to}" +
            (days->unusual == 1 ? "." : " in the longest."),
        std::move(arguments));
}

void say_amounts(SentenceWriter& w, const File& file, const std::vector<RecordRef>& aside_rows) {
  std::vector<RecordRef> first;
  if (file.account->records > 0) first.emplace_back(file.rank, file.account->first_row);
  for (const auto& sums : file.account->sums) {
    const std::string code(core::get_asset(sums.asset).code), unit = code + "_minor";
    const std::string of = "|" + code + "|" + file.key;
    const auto before = w.count("amounts_before" + of, sums.before_minor, unit,
                                "amounts in " + code + " as the cells of " + file.item->name +
                                    " have them, the size of each; opens to the first",
                                first);
    const auto after = w.count("amounts_after" + of, sums.after_minor, unit,
                               "amounts in " + code + " as the records of " + file.item->name +
                                   " hold them; opens to the first",
                               first);
    const auto aside =
        w.count("amounts_aside" + of, sums.quarantined_minor, unit,
                "amounts in " + code + " of rows of " + file.item->name + " that were set aside",
                aside_rows);
    std::vector<Argument> arguments = names_of(file);
    arguments.push_back(w.name("currency", code));
    arguments.push_back(w.money("before", sums.before_minor, sums.asset, before));
    arguments.push_back(w.money("after", sums.after_minor, sums.asset, after));
    arguments.push_back(w.money("aside", sums.quarantined_minor, sums.asset, aside));
    w.say(
        "amounts",
        "{label} {file}: the amounts of its cells come to {before} = {after} in records + {aside} "
        "in rows set aside.",
        std::move(arguments));
  }
}

void say_duplicates(SentenceWriter& w, const File& file) {
  const std::uint64_t duplicates = file.account->duplicates;
  if (duplicates == 0) return;
  std::vector<RecordRef> rows;
  for (const auto& pair : file.account->duplicate_rows) {
    rows.emplace_back(file.rank, pair.row);
    rows.emplace_back(file.rank, pair.same_as);
  }
  const auto key =
      w.count("duplicates|" + file.key, wide(duplicates), "records",
              "rows of " + file.item->name +
                  " that are equal to an earlier one, with the row that the first of them repeat",
              std::move(rows));
  std::vector<Argument> arguments = names_of(file);
  arguments.push_back(w.number("duplicates", duplicates, key));
  w.say("duplicates",
        "{label} {file}: {duplicates} " + noun(duplicates, "row repeats", "rows repeat") +
            " an earlier row of the same file; all are kept.",
        std::move(arguments));
}

void say_same_records(SentenceWriter& w, const evidence::SameRecords& same) {
  const auto& items = w.input().evidence.items;
  const auto &item = items[same.item], &other = items[same.other];
  std::vector<RecordRef> rows;
  for (const auto& pair : same.pairs) {
    rows.push_back(pair.record);
    rows.push_back(pair.other);
  }
  const auto key = w.count(
      "same_records|" + item.sha256.hex().substr(0, 16) + "|" + other.sha256.hex().substr(0, 16),
      wide(same.count), "records", "records that both files hold, equal in every field", rows);
  w.say("same_records",
        "{count} " + noun(same.count, "record stands", "records stand") +
            " in {label} {file} and, equal in every field, in {other_label} {other}: both are "
            "kept, and a "
            "payment or call of theirs counts once.",
        {w.number("count", same.count, key), w.name("label", item.label), w.name("file", item.name),
         w.name("other_label", other.label), w.name("other", other.name)});
}

/// Records of several files that are one event, by the reason.
void say_legs(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  struct Together {
    std::uint64_t events = 0;
    std::vector<RecordRef> records;
  };
  constexpr std::size_t records_most = 200;
  std::map<std::pair<bool, std::string>, Together> by_reason;
  for (const auto& match : evidence.leg_matches) {
    Together& together = by_reason[{!match.is_transfer, match.why}];
    ++together.events;
    if (together.records.size() >= records_most) continue;
    const auto& legs = match.is_transfer ? evidence.transfers.legs : evidence.calls.legs;
    const auto of = legs.of(match.event);
    together.records.insert(together.records.end(), of.begin(), of.end());
  }
  for (auto& [reason, together] : by_reason) {
    const std::string what = reason.first ? noun(together.events, "call", "calls")
                                          : noun(together.events, "payment", "payments");
    const auto key = w.count("legs|" + reason.second, wide(together.events), "events",
                             "events of several records: " + reason.second + "; the first of them",
                             std::move(together.records));
    w.say(
        "legs", "{events} " + what + " {stand} in several records, taken as one each: {why}.",
        {w.number("events", together.events, key),
         w.name("stand", noun(together.events, "stands", "stand")), w.name("why", reason.second)});
  }
}

}  // namespace

void say_intake_gaps(SentenceWriter& w) {
  for (const File& file : files_of(w.input().evidence)) {
    say_balances(w, file);
    say_days(w, file);
  }
}

void say_intake(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  for (const File& file : files_of(evidence)) {
    std::vector<RecordRef> aside;
    for (const auto& row : evidence.quarantined[file.rank])
      aside.emplace_back(file.rank, row.ordinal);
    say_amounts(w, file, aside);
    say_duplicates(w, file);
  }
  for (const auto& same : evidence.same_records) say_same_records(w, same);
  say_legs(w);
}

}  // namespace cuibono::brief
