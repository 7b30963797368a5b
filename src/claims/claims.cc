// Claims from records: a list's note, a report's narrative. Each has its speaker; none becomes a
// fact.
#include "claims/claims.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace cuibono::claims {
namespace {

constexpr std::size_t object_bytes_max = 400;

/// Words by which a note hands its statement on to somebody else. A claim with one of them is
/// alleged.
constexpr std::string_view hearsay[] = {
    "according to",  "allegedly",  "alleged",    "accused of", "suspected",
    "reportedly",    "said to be", "по данным",  "якобы",      "предположительно",
    "подозревается", "обвиняется", "за даними",  "нібито",     "laut ",
    "angeblich",     "mutmaßlich", "verdächtig", "según",      "presunto",
    "presuntamente", "d'après",    "présumé",    "혐의",       "따르면",
};

/// Lower case of the scripts that the cue words are written in: ASCII, Latin-1 letters and
/// Cyrillic.
std::string lower(std::string_view text) {
  const auto points = core::decode_utf8(text);
  if (!points) return core::ascii_lower(text);
  std::string out;
  for (char32_t c : *points) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x410 && c <= 0x42F)) {
      c += 32;
    } else if (c >= 0x400 && c <= 0x40F) {
      c += 80;
    }
    core::append_utf8(out, c);
  }
  return out;
}

Force force_of(std::string_view text) {
  const std::string words = lower(text);
  for (const auto cue : hearsay) {
    if (words.find(cue) != std::string::npos) return Force::alleged;
  }
  return Force::stated;
}

class Maker {
 public:
  Maker(const evidence::Evidence& evidence, const entities::Entities& entities,
        const Origins& origins)
      : evidence_(evidence), entities_(entities), origins_(origins) {}

  void add(evidence::SelectorId subject, std::string predicate, const std::string& object,
           std::string said_by, std::optional<std::int64_t> said_us, evidence::RecordRef record,
           Force force) {
    if (core::trim(object).empty()) return;
    const evidence::Item& item = evidence_.items[record.item_rank()];
    Claim claim;
    claim.subject = name_of(subject);
    claim.predicate = std::move(predicate);
    claim.object = std::string(core::cut_utf8(object, object_bytes_max));
    claim.said_by = std::move(said_by);
    claim.said_us = said_us;
    claim.known_us = item.received_us;
    claim.known_precision = item.received_precision;
    claim.force = force;
    claim.reliability = item.reliability;
    claim.credibility = item.credibility;
    claim.root = origins_.root_of[record.item_rank()];
    claim.record = record;
    claim.passage = {record, 0, static_cast<std::uint32_t>(object.size())};
    claims_.push_back(std::move(claim));
  }

  [[nodiscard]] const std::string& text(evidence::TextId id) const { return evidence_.text(id); }
  [[nodiscard]] std::string source_of(evidence::RecordRef record) const {
    const evidence::Item& item = evidence_.items[record.item_rank()];
    return item.source.empty() ? "the author of " + item.name : item.source;
  }
  [[nodiscard]] std::vector<Claim> finish(std::vector<Claim> more) && {
    claims_.insert(claims_.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
    std::sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
      return std::tie(a.subject, a.predicate, a.record, a.object, a.passage) <
             std::tie(b.subject, b.predicate, b.record, b.object, b.passage);
    });
    return std::move(claims_);
  }

 private:
  [[nodiscard]] std::string name_of(evidence::SelectorId subject) const {
    const entities::Entity* entity = entities_.find(subject);
    return entity != nullptr ? entity->id : evidence_.selectors.text(subject);
  }
  const evidence::Evidence& evidence_;
  const entities::Entities& entities_;
  const Origins& origins_;
  std::vector<Claim> claims_;
};

/// Tags of addresses that pay or are paid; a pack holds thousands of others.
void add_tags(const evidence::Evidence& evidence, Maker& maker) {
  if (evidence.tags.empty()) return;
  std::vector<std::uint8_t> is_end(evidence.selectors.size(), 0);
  for (const auto* ends : {&evidence.transfers.payer, &evidence.transfers.payee}) {
    for (const auto end : *ends) {
      if (end != evidence::no_selector) is_end[end.index()] = 1;
    }
  }
  for (const auto& tag : evidence.tags) {
    if (is_end[tag.account.index()] == 0) continue;
    const std::string pack = maker.source_of(tag.record);
    const std::string &author = maker.text(tag.tagged_by), &category = maker.text(tag.category),
                      &confidence = maker.text(tag.confidence);
    std::string words = maker.text(tag.label);
    if (!category.empty()) words += (words.empty() ? "" : ", ") + category;
    if (!confidence.empty()) words += " (confidence: " + confidence + ")";
    maker.add(tag.account, "is tagged as", words,
              author.empty() ? pack : author + " (in " + pack + ")", std::nullopt, tag.record,
              Force::stated);
  }
}

}  // namespace

core::Result<Claims> make_claims(const core::RunContext& context,
                                 const evidence::Evidence& evidence,
                                 const entities::Entities& entities) {
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY(const Origins origins, find_origins(context, evidence));
  CB_TRY(Claims documents, read_documents(context, evidence, origins));
  Maker maker(evidence, entities, origins);
  for (const auto& entry : evidence.watch) {
    const std::string list = maker.source_of(entry.record);
    const std::string& author = maker.text(entry.listed_by);
    const std::string speaker = author.empty() ? list : author + " (in " + list + ")";
    const std::string &note = maker.text(entry.note), &role = maker.text(entry.role);
    maker.add(entry.subject, "is described in the list as", note, speaker, entry.listed_us,
              entry.record, force_of(note));
    maker.add(entry.subject, "is listed with the role", role, speaker, entry.listed_us,
              entry.record, force_of(role));
  }
  add_tags(evidence, maker);
  for (const auto& report : evidence.reports) {
    if (report.records.empty()) continue;
    const entities::Entity* victim = entities.find(report.victim);
    const std::string reporter =
        victim != nullptr ? victim->id : evidence.selectors.text(report.victim);
    const std::string speaker =
        reporter + " (report to " + maker.source_of(report.records[0]) + ")";
    maker.add(report.victim, "reports", maker.text(report.narrative), speaker, report.received_us,
              report.records[0], Force::stated);
    maker.add(report.victim, "names the platform", maker.text(report.platform), speaker,
              report.received_us, report.records[0], Force::stated);
  }
  documents.claims = std::move(maker).finish(std::move(documents.claims));
  link_mentions(evidence, entities, documents.claims);
  return documents;
}

}  // namespace cuibono::claims
