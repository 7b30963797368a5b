// What is missing, and the sources. Nothing that was cut, refused or assumed goes unsaid.
#include <algorithm>
#include <map>
#include <set>

#include "brief/grades.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t questions_shown = 25, claims_shown = 30;

/// Where victims' money leaves the records, by reason and currency.
void say_stops(SentenceWriter& w) {
  struct Sum {
    core::Int128 minor = 0;
    std::uint64_t accounts = 0;
    std::vector<evidence::RecordRef> records;
  };
  std::map<std::tuple<money::StopReason, core::AssetId>, Sum> sums;
  for (const auto& stop : w.input().money.stops) {
    Sum& sum = sums[{stop.reason, stop.asset}];
    sum.minor += stop.amount_minor;
    ++sum.accounts;
    if (stop.last_record) sum.records.push_back(*stop.last_record);
  }
  const auto words = [](money::StopReason reason) -> std::string {
    switch (reason) {
      case money::StopReason::service:
        return "at a service whose customers the records do not show";
      case money::StopReason::cash:
        return "in cash";
      case money::StopReason::gap:
        return "at a gap in a statement";
      case money::StopReason::limit:
        return "at a limit of this run";
      case money::StopReason::end_of_records:
        return "because no later record of the account is among the files";
      case money::StopReason::unknown_rate:
        return "where the currency changes at a rate that no record states";
      case money::StopReason::fee:
        return "in fees that banks took";
      case money::StopReason::overdraft:
        return "where it repaid an overdraft";
      case money::StopReason::threshold:
        return "below the smallest amount followed";
    }
    return "for an unknown reason";
  };
  for (auto& [key, sum] : sums) {
    const auto& [reason, asset] = key;
    if (sum.minor == 0) continue;
    const std::string code(core::get_asset(asset).code), name(money::stop_reason_name(reason));
    const auto amount = w.count("stop|" + name + "|" + code, sum.minor, code + "_minor",
                                "victims' money (FIFO) that stops: " + name, sum.records);
    const auto accounts =
        w.count("stops|" + name + "|" + code, static_cast<core::Int128>(sum.accounts), "accounts",
                "accounts at which it stops: " + name, sum.records);
    w.say("stop",
          "{amount} stops at {accounts} " + std::string(noun(sum.accounts, "account", "accounts")) +
              " {reason}.",
          {w.money("amount", sum.minor, asset, amount),
           w.number("accounts", sum.accounts, accounts), w.name("reason", words(reason))});
  }
}

void say_unmatched(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  std::uint64_t unmatched = 0, all = 0;
  std::vector<evidence::RecordRef> records;
  for (const auto& report : evidence.reports) {
    for (const auto& payment : report.payments) {
      ++all;
      const bool seen =
          payment.matched && evidence.transfers.is_reported_only[payment.matched->index()] == 0;
      if (seen) continue;
      ++unmatched;
      records.push_back(payment.record);
    }
  }
  if (all == 0 || unmatched == 0) return;
  const auto key = w.count("payments_unmatched", static_cast<core::Int128>(unmatched), "payments",
                           "reported payments that no transfer record shows", records);
  const auto all_key = w.count("payments_reported", static_cast<core::Int128>(all), "payments",
                               "payments that reports state");
  w.say("unmatched",
        "{unmatched} of {all} reported payments appear in no transfer record: for them the report "
        "alone speaks.",
        {w.number("unmatched", unmatched, key), w.number("all", all, all_key)});
}

std::vector<evidence::RecordRef> quarantined_rows(const evidence::Evidence& evidence,
                                                  std::uint32_t item) {
  std::vector<evidence::RecordRef> rows;
  for (const auto& row : evidence.quarantined[item]) rows.emplace_back(item, row.ordinal);
  return rows;
}

void say_quarantine(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  for (std::uint32_t i = 0; i < evidence.items.size(); ++i) {
    const auto& account = evidence.accounts[i];
    if (!evidence.item_alive[i] || account.quarantined == 0) continue;
    const std::string hash = evidence.items[i].sha256.hex().substr(0, 16);
    const auto key =
        w.count("quarantined|" + hash, static_cast<core::Int128>(account.quarantined), "rows",
                "rows of " + evidence.items[i].name +
                    " that could not be read; each is listed in intake.json with its reason",
                quarantined_rows(evidence, i));
    const auto rows = w.count("rows|" + hash, static_cast<core::Int128>(account.rows), "rows",
                              "data rows of " + evidence.items[i].name);
    w.say("quarantine",
          "{quarantined} of {rows} rows of {file} could not be read and are set aside.",
          {w.number("quarantined", account.quarantined, key), w.number("rows", account.rows, rows),
           w.name("file", evidence.items[i].name)});
  }
}

void say_cuts(SentenceWriter& w) {
  for (const auto& cut : w.input().money.cut) {
    const auto shown = w.count("cut_shown|" + cut.what, static_cast<core::Int128>(cut.shown),
                               "rows", cut.what + ", shown");
    const auto total = w.count("cut_total|" + cut.what, static_cast<core::Int128>(cut.total),
                               "rows", cut.what + ", in all");
    w.say("cut", "A limit cut something off: {what}, {shown} of {total} shown.",
          {w.name("what", cut.what), w.number("shown", cut.shown, shown),
           w.number("total", cut.total, total)});
  }
}

void say_questions(SentenceWriter& w) {
  const auto& questions = w.input().evidence.questions;
  const auto key =
      questions.empty()
          ? std::string()
          : w.count("questions", static_cast<core::Int128>(questions.size()), "questions",
                    "questions that a person should settle in the mapping files");
  for (std::size_t i = 0; i < std::min(questions_shown, questions.size()); ++i) {
    w.say("question", "Open question: {question}", {w.name("question", questions[i])}, {key});
  }
  if (questions.size() > questions_shown) {
    w.say("questions_more", "{all} questions are open in all; the rest is listed with each file.",
          {w.number("all", questions.size(), key)});
  }
  std::vector<core::Problem> problems = w.input().evidence.problems;
  for (const auto* list : {&w.input().money.problems, &w.input().profiles.problems,
                           &w.input().organisation.problems}) {
    problems.insert(problems.end(), list->begin(), list->end());
  }
  std::sort(problems.begin(), problems.end());
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
  if (problems.empty()) return;
  const auto problems_key = w.count("problems", static_cast<core::Int128>(problems.size()),
                                    "remarks", "remarks made while reading and tracing");
  for (std::size_t i = 0; i < std::min(questions_shown, problems.size()); ++i) {
    w.say("problem", "Remark on {where}: {text}.",
          {w.name("where", problems[i].where), w.name("text", problems[i].text)}, {problems_key});
  }
  if (problems.size() > questions_shown) {
    w.say("problems_more", "{all} remarks were made in all.",
          {w.number("all", problems.size(), problems_key)});
  }
}

void say_items(SentenceWriter& w) {
  const auto& evidence = w.input().evidence;
  for (std::uint32_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    const auto& item = evidence.items[i];
    const auto& account = evidence.accounts[i];
    const std::string hash = item.sha256.hex().substr(0, 16);
    const auto rows = w.count("rows|" + hash, static_cast<core::Int128>(account.rows), "rows",
                              "data rows of " + item.name);
    const auto records = w.count("records|" + hash, static_cast<core::Int128>(account.records),
                                 "records", "rows of " + item.name + " read as records");
    const auto broken =
        w.count("quarantined|" + hash, static_cast<core::Int128>(account.quarantined), "rows",
                "rows of " + item.name +
                    " that could not be read; each is listed in intake.json with its reason",
                quarantined_rows(evidence, i));
    const std::string received = item.received_us
                                     ? core::format_time(*item.received_us, item.received_precision)
                                     : "on a date not stated";
    w.say("item",
          "{label} {file}, from {source}, {jurisdiction}, received {received}: {rows} " +
              std::string(noun(account.rows, "row", "rows")) + " = {records} " +
              std::string(noun(account.records, "record", "records")) +
              " + {quarantined} set aside; {digest}.",
          {w.name("label", item.label), w.name("file", item.name),
           w.name("source", item.source.empty() ? "a source not stated" : item.source),
           w.name("jurisdiction",
                  item.jurisdiction.empty() ? "jurisdiction not stated" : item.jurisdiction),
           w.name("received", received), w.number("rows", account.rows, rows),
           w.number("records", account.records, records),
           w.number("quarantined", account.quarantined, broken),
           w.name("digest", "SHA-256 " + hash + "…")});
  }
}

/// Whether the records tell anything else of whom a list speaks: a number, account or address.
bool is_in_records(const BriefInput& input, const std::string& subject) {
  for (const auto& entity : input.entities.entities) {
    if (entity.id != subject) continue;
    return std::any_of(entity.selectors.begin(), entity.selectors.end(), [&](auto id) {
      return input.evidence.selectors.kind(id) != evidence::SelectorKind::local;
    });
  }
  return false;
}

std::string listed_name(const BriefInput& input, const std::string& subject) {
  for (const auto& entity : input.entities.entities) {
    if (entity.id == subject && !entity.names.empty()) return entity.names.front();
  }
  return subject;
}

/// What others state. Each sentence names its speaker first; nothing of it is ours. A name on a list
/// that nothing ties to the records of this case is not repeated: it may be anybody's.
void say_claims(SentenceWriter& w) {
  std::size_t shown = 0;
  const auto& all = w.input().claims;
  std::uint64_t listed = 0, untied = 0;
  std::vector<std::size_t> untied_claims;
  for (std::size_t c = 0; c < all.size(); ++c) {
    const auto& claim = all[c];
    const bool from_list = claim.predicate.find("list") != std::string::npos;
    if (!from_list) continue;
    ++listed;
    if (!is_in_records(w.input(), claim.subject)) {
      ++untied;
      if (untied_claims.size() < claims_shown) untied_claims.push_back(c);
      continue;
    }
    if (shown >= claims_shown) continue;
    ++shown;
    const std::string verb =
        claim.force == claims::Force::alleged ? "passes on the allegation" : "states";
    const std::string subject = w.privacy().subject(claim.subject);
    w.say("claim", "{speaker} {verb} of {subject}: “{words}”",
          {w.name("speaker", claim.said_by), w.name("verb", verb),
           w.name("subject", subject == claim.subject ? listed_name(w.input(), subject) : subject),
           w.name("words", claim.object)},
          {}, {c});
  }
  if (listed - untied > shown) {
    const auto key =
        w.count("claims_listed", static_cast<core::Int128>(listed - untied), "statements",
                "statements of lists about somebody whom the records know");
    w.say("claims_more", "{all} such statements are on record in all.",
          {w.number("all", listed - untied, key)});
  }
  if (untied > 0) {
    const auto key = w.count("claims_untied", static_cast<core::Int128>(untied), "statements",
                             "statements of lists about names that share no number, account or "
                             "address with any other record");
    w.say("claims_untied",
          "{untied} " + std::string(noun(untied, "statement", "statements")) +
              " of watch lists {concern} names that share no number, account or address with the "
              "other records: nothing ties them to this case, and they are not repeated here "
              "(claims.jsonl holds them, each with its speaker).",
          {w.number("untied", untied, key), w.name("concern", noun(untied, "concerns", "concern"))},
          {}, std::move(untied_claims));
  }
}

/// Grades that are none of the case's scheme: kept, and said, and converted into nothing.
void say_foreign_grades(SentenceWriter& w) {
  const std::string& scheme = w.input().facts.grading_scheme;
  std::set<std::string> grades;
  std::uint64_t files = 0;
  for (const auto& item : w.input().evidence.items) {
    if (is_grade_of(scheme, item.reliability, item.credibility)) continue;
    ++files;
    grades.insert((item.reliability.empty() ? "–" : item.reliability) + " / " +
                  (item.credibility.empty() ? "–" : item.credibility));
  }
  if (files == 0) return;
  const auto key = w.count("grades_of_no_scheme", static_cast<core::Int128>(files), "files",
                           "files whose grades are not of the scheme that the case names");
  w.say(
      "grades_of_no_scheme",
      "{files} " + std::string(noun(files, "file bears a grade", "files bear grades")) +
          " that the scheme of the case ({scheme}) does not know: {grades}. They are kept as "
          "stated, and taken neither for low nor for high.",
      {w.number("files", files, key), w.name("scheme", scheme),
       w.name("grades", core::join(std::vector<std::string>(grades.begin(), grades.end()), ", "))});
}

}  // namespace

void say_gaps(SentenceWriter& w) {
  w.section("gaps");
  say_stops(w);
  say_ledger_doubts(w);
  say_unmatched(w);
  say_quarantine(w);
  say_intake_gaps(w);
  say_cuts(w);
  say_review(w);
  say_foreign_grades(w);
  say_mentions(w);
  say_questions(w);
}

void say_sources(SentenceWriter& w) {
  w.section("sources");
  say_items(w);
  say_intake(w);
  say_claims(w);
}

}  // namespace cuibono::brief
