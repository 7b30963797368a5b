// What documents state: the whole sentence, its speaker first. Nothing of it is ours, and no side is weighed.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "brief/export_parts.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

using claims::Claim;
using claims::Force;

constexpr std::size_t statements_shown = 40, contradictions_shown = 20, agreements_shown = 20,
                      speakers_shown = 6, key_digits = 12;

std::string verb_of(Force force) {
  switch (force) {
    case Force::alleged:
      return "alleges";
    case Force::stated:
      return "states";
    case Force::charged:
      return "charges";
    case Force::admitted:
      return "admits";
    case Force::found:
      return "finds";
    case Force::overturned:
      return "overturns";
    case Force::denied:
      return "denies";
    case Force::withdrawn:
      return "withdraws";
    case Force::unknown:
      break;
  }
  return "says";
}

/// ", of first instance; whether an appeal is open is not stated": of findings by courts.
std::string standing_of(const Claim& claim) {
  if (claim.force != Force::found && claim.force != Force::overturned) return {};
  const std::string level = claim.level == "first"     ? "of first instance"
                            : claim.level == "appeal"  ? "on appeal"
                            : claim.level == "supreme" ? "of a supreme court"
                                                       : "of a court whose level is not stated";
  const std::string appeal = !claim.appeal_open   ? "whether an appeal is open is not stated"
                             : *claim.appeal_open ? "an appeal is open"
                                                  : "no appeal is open";
  return ", " + level + "; " + appeal;
}

std::string date_of(const Claim& claim) {
  if (claim.said_us) return "said " + core::format_time(*claim.said_us, claim.said_precision);
  if (claim.known_us)
    return "received " + core::format_time(*claim.known_us, claim.known_precision);
  return "no date is stated";
}

std::string grade_of(const Claim& claim) {
  if (claim.reliability.empty() && claim.credibility.empty()) return "not graded";
  return "graded " + (claim.reliability.empty() ? std::string("–") : claim.reliability) + " / " +
         (claim.credibility.empty() ? std::string("–") : claim.credibility);
}

/// Positions of claims of running text, in the order of what was said or received first.
std::vector<std::size_t> statements_of(const BriefInput& input) {
  std::vector<std::size_t> places;
  for (std::size_t c = 0; c < input.claims.size(); ++c) {
    if (!input.claims[c].sentence.empty()) places.push_back(c);
  }
  const auto order = [&](std::size_t c) {
    const Claim& claim = input.claims[c];
    return std::tuple(claim.known_us.value_or(INT64_MAX), claim.record, claim.passage.from, c);
  };
  std::sort(places.begin(), places.end(),
            [&](std::size_t a, std::size_t b) { return order(a) < order(b); });
  return places;
}

std::string words_of(SentenceWriter& w, const Claim& claim) {
  return w.privacy().scrub_narrative(claim.sentence);
}

void say_contradictions(SentenceWriter& w, const std::set<std::size_t>& statements) {
  std::uint64_t all = 0;
  for (const auto& pair : claims::find_contradictions(w.input().claims)) {
    if (!statements.contains(pair.a) || !statements.contains(pair.b)) continue;
    if (++all > contradictions_shown) continue;
    const Claim &a = w.input().claims[pair.a], &b = w.input().claims[pair.b];
    w.say("contradiction",
          "These two statements contradict each other, and neither is weighed here: {one} {verb}: "
          "“{words}” – {other} {other_verb}: “{other_words}”",
          {w.name("one", a.said_by), w.name("verb", verb_of(a.force)),
           w.name("words", words_of(w, a)), w.name("other", b.said_by),
           w.name("other_verb", verb_of(b.force)), w.name("other_words", words_of(w, b))},
          {}, {pair.a, pair.b});
  }
  if (all <= contradictions_shown) return;
  const auto key = w.count("contradictions", static_cast<core::Int128>(all), "pairs",
                           "pairs of statements of documents that contradict each other");
  w.say("contradictions", "{all} such pairs are there in all.", {w.number("all", all, key)});
}

/// What several documents say, and how often that counts: copies of one release count once.
void say_agreements(SentenceWriter& w, const std::set<std::size_t>& statements) {
  std::uint64_t all = 0;
  for (const auto& agreement : claims::find_agreements(w.input().claims)) {
    if (++all > agreements_shown) continue;
    std::vector<std::size_t> members(agreement.claims.begin(), agreement.claims.end());
    std::set<std::string> speakers;
    for (const auto member : members) speakers.insert(w.input().claims[member].said_by);
    const auto shown = std::find_if(members.begin(), members.end(), [&](std::size_t member) {
      return statements.contains(member);
    });
    const Claim& claim = w.input().claims[shown == members.end() ? members.front() : *shown];
    const auto key =
        w.count("said_alike|" + core::sha256(claim.sentence).hex().substr(0, key_digits),
                static_cast<core::Int128>(members.size()), "statements",
                "statements of several documents that say the same");
    std::vector<std::string> names(speakers.begin(), speakers.end());
    if (names.size() > speakers_shown) {
      names.resize(speakers_shown);
      names.emplace_back("others");
    }
    std::vector<Argument> arguments{w.number("statements", members.size(), key),
                                    w.name("speakers", core::join(names, "; ")),
                                    w.name("words", words_of(w, claim))};
    if (agreement.confirmed) {
      w.say("confirmed",
            "Confirmed by sources of which none draws on the other, as far as the texts show: "
            "{statements} statements, of {speakers}, say the same as this one: “{words}”",
            std::move(arguments), {}, members);
    } else {
      w.say("said_alike",
            "{statements} statements, of {speakers}, say the same and count once, since they "
            "have one root or one speaker: “{words}”",
            std::move(arguments), {}, members);
    }
  }
  if (all <= agreements_shown) return;
  const auto key = w.count("said_alike", static_cast<core::Int128>(all), "groups",
                           "groups of statements that say the same");
  w.say("said_alike_more", "{all} such groups of statements are there in all.",
        {w.number("all", all, key)});
}

}  // namespace

void say_documents(SentenceWriter& w) {
  const auto statements = statements_of(w.input());
  if (statements.empty()) return;
  for (std::size_t i = 0; i < std::min(statements_shown, statements.size()); ++i) {
    const Claim& claim = w.input().claims[statements[i]];
    w.say("statement", "{speaker} {verb} ({date}, {grade}{standing}): “{words}”",
          {w.name("speaker", claim.said_by), w.name("verb", verb_of(claim.force)),
           w.name("date", date_of(claim)), w.name("grade", grade_of(claim)),
           w.name("standing", standing_of(claim)), w.name("words", words_of(w, claim))},
          {}, {statements[i]});
  }
  if (statements.size() > statements_shown) {
    const auto key = w.count("statements", static_cast<core::Int128>(statements.size()),
                             "statements", "statements of documents, each its speaker's");
    w.say("statements_more",
          "{all} statements of documents are on record in all (claims.jsonl holds them, each with "
          "its speaker).",
          {w.number("all", statements.size(), key)});
  }
  const std::set<std::size_t> places(statements.begin(), statements.end());
  say_agreements(w, places);
  say_contradictions(w, places);
}

void say_review(SentenceWriter& w) {
  if (w.input().review == nullptr || w.input().review->empty()) return;
  const auto& review = *w.input().review;
  std::map<claims::ReviewReason, std::uint64_t> reasons;
  std::vector<evidence::RecordRef> records;
  for (const auto& passage : review) {
    ++reasons[passage.reason];
    records.push_back(passage.passage.record);
  }
  std::vector<std::string> words;
  for (const auto& [reason, count] : reasons)
    words.emplace_back(claims::review_reason_name(reason));
  const auto key = w.count("passages_to_review", static_cast<core::Int128>(review.size()),
                           "passages", "passages of documents that no rule could read", records);
  std::string why = core::join(words, ", ");
  std::replace(why.begin(), why.end(), '_', ' ');
  w.say("review",
        "{passages} " +
            std::string(
                noun(review.size(), "passage of a document is", "passages of documents are")) +
            " no statement that a rule could read ({why}): a person must read them (review.jsonl).",
        {w.number("passages", review.size(), key), w.name("why", why)});
}

std::string export_review(const Exporter& e) {
  std::string out;
  if (e.input.review == nullptr) return out;
  for (std::size_t i = 0; i < e.input.review->size(); ++i) {
    const auto& passage = (*e.input.review)[i];
    Json record = e.record(passage.passage.record);
    record["from"] = passage.passage.from;
    record["to"] = passage.passage.to;
    const Json json{{"id", "R" + std::to_string(i + 1)},
                    {"reason", std::string(claims::review_reason_name(passage.reason))},
                    {"text", e.privacy.scrub_narrative(passage.words)},
                    {"records", Json::array({std::move(record)})}};
    out += dump_line(json);
  }
  return out;
}

}  // namespace cuibono::brief
