// Names of the case in documents: who may be meant, and why. Leads; a victim is shown under the pseudonym.
#include <algorithm>
#include <map>
#include <set>

#include "brief/export_parts.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

using entities::Candidate;
using entities::MentionGrade;
using entities::NameMention;

constexpr std::size_t documents_shown = 10, names_shown = 8;
constexpr const char* withheld = "[name withheld]";

const entities::Entity* victim_of(const BriefInput& input, const Candidate& candidate) {
  if (candidate.entity == entities::no_entity) return nullptr;
  const auto& entity = input.entities.entities[candidate.entity.index()];
  return entity.is_victim ? &entity : nullptr;
}

/// The words of a mention as outputs may show them.
std::string shown_text(const Privacy& privacy, const NameMention& mention) {
  if (!privacy.hides()) return mention.text;
  return mention.may_be_victim ? withheld : privacy.scrub_narrative(mention.text);
}

/// The name of a candidate, or a victim's pseudonym.
std::string shown_name(const BriefInput& input, const Privacy& privacy,
                       const Candidate& candidate) {
  const auto* victim = victim_of(input, candidate);
  if (victim != nullptr && privacy.hides()) return privacy.pseudonym(*victim);
  return privacy.scrub(candidate.name);
}

/// Whether a candidate is shown at all.
bool is_shown(const BriefInput& input, const Privacy& privacy, const Candidate& candidate) {
  return !privacy.omits() || victim_of(input, candidate) == nullptr;
}

bool is_shown(const BriefInput& input, const Privacy& privacy, const NameMention& mention) {
  return std::any_of(mention.candidates.begin(), mention.candidates.end(),
                     [&](const Candidate& one) { return is_shown(input, privacy, one); });
}

/// “Егора Тарасенко” may be Egor Tarasenko (same words in another script, inflected)
std::string lead_of(const BriefInput& input, const Privacy& privacy, const NameMention& mention) {
  std::vector<std::string> names;
  const Candidate* first = nullptr;
  for (const Candidate& one : mention.candidates) {
    if (!is_shown(input, privacy, one)) continue;
    if (first == nullptr) first = &one;
    names.push_back(shown_name(input, privacy, one));
  }
  if (first == nullptr) return {};
  const std::size_t all = names.size();
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text = "“" + shown_text(privacy, mention) + "” may be " + core::join(names, " or ");
  if (mention.candidates_all > 1 && all > 1)
    text += ", a name of " + std::to_string(mention.candidates_all) + " in the records";
  return text + " (" + first->why + ")";
}

}  // namespace

std::vector<std::string> mention_ids(const BriefInput& input, const Privacy& privacy) {
  std::vector<std::string> ids;
  std::size_t number = 0;
  for (const NameMention& mention : input.entities.mentions) {
    const bool shown = is_shown(input, privacy, mention);
    ids.push_back(shown ? "M" + std::to_string(++number) : std::string());
  }
  return ids;
}

std::string export_mentions(const Exporter& e) {
  std::string out;
  const std::vector<std::string> ids = mention_ids(e.input, e.privacy);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i].empty()) continue;
    const NameMention& mention = e.input.entities.mentions[i];
    const auto& paragraph = e.input.evidence.paragraphs[mention.paragraph];
    Json candidates = Json::array();
    std::optional<MentionGrade> grade;
    for (const Candidate& one : mention.candidates) {
      if (!is_shown(e.input, e.privacy, one)) continue;
      if (!grade) grade = one.grade;
      const bool is_entity = one.entity != entities::no_entity;
      candidates.push_back(
          {{"entity",
            is_entity ? Json(e.privacy.subject(e.input.entities.entities[one.entity.index()].id))
                      : Json(nullptr)},
           {"platform",
            is_entity ? Json(nullptr) : Json(e.privacy.scrub(e.input.evidence.text(one.platform)))},
           {"name", shown_name(e.input, e.privacy, one)},
           {"grade", std::string(entities::mention_grade_name(one.grade))},
           {"why", one.why}});
    }
    Json record = e.record(paragraph.record);
    record["from"] = paragraph.from + mention.from;
    record["to"] = paragraph.from + mention.to;
    const Json json{
        {"id", ids[i]},
        {"text", shown_text(e.privacy, mention)},
        {"grade",
         std::string(entities::mention_grade_name(grade.value_or(MentionGrade::possible)))},
        {"candidates", std::move(candidates)},
        {"candidates_all", mention.candidates_all},
        {"records", Json::array({std::move(record)})}};
    out += dump_line(json);
  }
  return out;
}

void say_mentions(SentenceWriter& w) {
  const BriefInput& input = w.input();
  const Privacy& privacy = w.privacy();
  std::uint64_t all = 0;
  std::vector<evidence::RecordRef> records;
  std::map<std::uint32_t, std::vector<const NameMention*>> of_item;
  for (const NameMention& mention : input.entities.mentions) {
    if (!is_shown(input, privacy, mention)) continue;
    ++all;
    records.push_back(input.evidence.paragraphs[mention.paragraph].record);
    if (mention.grade != MentionGrade::possible)
      of_item[records.back().item_rank()].push_back(&mention);
  }
  if (all == 0) return;
  const auto key = w.count("mentions", static_cast<core::Int128>(all), "mentions",
                           "names in documents that somebody in the records has too", records);
  w.say("mentions",
        "{all} " + std::string(noun(all, "name in a document fits", "names in documents fit")) +
            " somebody in the records: leads, which join nothing; a namesake fits as well "
            "(mentions.jsonl holds them, each with its place and the reason).",
        {w.number("all", all, key)});
  std::size_t documents = 0;
  for (const auto& [item, mentions] : of_item) {
    if (++documents > documents_shown) break;
    std::vector<std::string> leads;
    std::set<std::string> seen;
    for (const NameMention* mention : mentions) {
      std::string lead = lead_of(input, privacy, *mention);
      if (seen.insert(lead).second) leads.push_back(std::move(lead));
    }
    const std::size_t more = leads.size() - std::min(leads.size(), names_shown);
    leads.resize(leads.size() - more);
    w.say(
        "mentions_of_document", "In {file}: {leads}{more}.",
        {w.name("file", privacy.scrub(input.evidence.items[item].name)),
         w.name("leads", core::join(leads, "; ")), w.name("more", more > 0 ? "; and others" : "")},
        {key});
  }
}

}  // namespace cuibono::brief
