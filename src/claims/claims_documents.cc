// Claims from running text: each sentence its speaker's, in the words of the document.
#include <algorithm>
#include <array>
#include <tuple>

#include "claims/claims.h"

namespace cuibono::claims {
namespace {

constexpr std::size_t object_bytes_max = 400, sentence_bytes_max = 600;
constexpr std::size_t language_bytes = 4000;

/// What a speaker does, by force: plain words, the same in every language.
std::string_view predicate_of(Force force) noexcept {
  constexpr std::array<std::string_view, 9> names = {"alleges", "states",    "charges",
                                                     "admits",  "finds",     "overturns",
                                                     "denies",  "withdraws", "says is not known"};
  return names[static_cast<std::size_t>(force)];
}

/// Code points [from, to) of a text, cut to what is shown.
std::string words_at(std::string_view text, Range range) {
  const auto points = core::decode_utf8(text);
  std::string words;
  if (!points) return words;
  for (std::uint32_t i = range.from; i < range.to && i < points->size(); ++i)
    core::append_utf8(words, (*points)[i]);
  return std::string(core::cut_utf8(words, sentence_bytes_max));
}

/// Whether the name of a source is that of a speaker: "ministry" of "Ministry of the Interior of Norvia". A
/// capitalised word behind the speaker's makes another name: a "Police Gazette" is not the police.
bool names_speaker(std::string_view source, std::string_view speaker) {
  const auto source_points = core::decode_utf8(source), speaker_points = core::decode_utf8(speaker);
  if (!source_points || !speaker_points) return false;
  const auto name = read_tokens(*source_points), words = read_tokens(*speaker_points);
  if (words.empty()) return false;
  for (auto at = name.begin();; ++at) {
    at = std::search(at, name.end(), words.begin(), words.end(),
                     [](const Token& a, const Token& b) { return a.lower == b.lower; });
    if (at == name.end()) return false;
    const auto behind = at + static_cast<std::ptrdiff_t>(words.size());
    if (behind == name.end() ||
        (behind->kind == TokenKind::word && !is_upper((*source_points)[behind->range.from]) &&
         !is_hangul((*source_points)[behind->range.from])))
      return true;
  }
}

/// A short paragraph that no mark ends: a heading that its format does not tell (PDF), a caption, a date.
/// Headlines leave out the words by which one knows who speaks ("Centres said to have cost millions").
bool is_like_heading(std::string_view text) {
  constexpr std::size_t words_most = 16;
  constexpr std::string_view ends[] = {".", "!", "?", "…", "\"", "”", "“",
                                       "»", "’", "'", ")", "。", ":", ";"};
  text = core::trim(text);
  const auto words = core::split(text, ' ').size();
  return words < words_most &&
         std::none_of(
             std::begin(ends), std::end(ends), [&](auto end) { return text.ends_with(end); });
}

class DocumentReader {
 public:
  DocumentReader(const evidence::Evidence& evidence, const Origins& origins,
                 const evidence::Document& document)
      : evidence_(evidence),
        origins_(origins),
        document_(document),
        item_(evidence.items[document.item_rank]) {}

  void read(Claims& out) const {
    const std::string language = find_language();
    for (std::uint32_t p = document_.paragraph_begin; p < document_.paragraph_end; ++p) {
      const auto& paragraph = evidence_.paragraphs[p];
      const auto kind = paragraph.kind;
      if (kind == evidence::ParagraphKind::title || kind == evidence::ParagraphKind::heading ||
          kind == evidence::ParagraphKind::cell) {
        continue;
      }
      const std::string& text = evidence_.text(paragraph.text);
      if (is_like_heading(text)) {
        const auto points = core::decode_utf8(text);
        const auto length = static_cast<std::uint32_t>(points ? points->size() : 0);
        out.review.push_back(
            {place_of(paragraph, {0, length}), ReviewReason::no_verb, words_at(text, {0, length})});
        continue;
      }
      // A document is of one language; a paragraph of its own is asked where that one reads nothing.
      Reading reading = read_assertions(text, language);
      if (reading.assertions.empty()) {
        const std::string own = find_text_language(text);
        if (!own.empty() && own != language) {
          Reading other = read_assertions(text, own);
          if (!other.assertions.empty()) reading = std::move(other);
        }
      }
      for (const auto& review : reading.reviews) {
        out.review.push_back(
            {place_of(paragraph, review.range), review.reason, words_at(text, review.range)});
      }
      for (const auto& assertion : reading.assertions) {
        // Whose words a quoted passage holds, the document does not say.
        if (kind == evidence::ParagraphKind::quotation && assertion.author_speaks) {
          out.review.push_back({place_of(paragraph, assertion.sentence), ReviewReason::no_speaker,
                                words_at(text, assertion.sentence)});
          continue;
        }
        out.claims.push_back(claim_of(paragraph, assertion));
      }
    }
  }

 private:
  /// The language of the document settles that of its short paragraphs.
  [[nodiscard]] std::string find_language() const {
    std::string text;
    for (std::uint32_t p = document_.paragraph_begin;
         p < document_.paragraph_end && text.size() < language_bytes; ++p) {
      text += evidence_.text(evidence_.paragraphs[p].text);
      text += '\n';
    }
    return find_text_language(text);
  }

  static evidence::Passage place_of(const evidence::Paragraph& paragraph, Range range) {
    return {paragraph.record, paragraph.from + range.from, paragraph.from + range.to};
  }

  [[nodiscard]] std::string author() const {
    const std::string& author = evidence_.text(document_.author);
    if (!author.empty())
      return item_.source.empty() ? author : author + " (in " + item_.source + ")";
    return item_.source.empty() ? "the author of " + item_.name : item_.source;
  }

  /// Where something is said, in words that tell a reader more than a letter or the name of a file.
  [[nodiscard]] std::string place_name() const {
    constexpr std::size_t code_bytes_max = 2, title_bytes_max = 80;
    if (item_.source.size() > code_bytes_max) return item_.source;
    const std::string& title = evidence_.text(document_.title);
    if (!title.empty()) return std::string(core::cut_utf8(title, title_bytes_max));
    return item_.source.empty() ? item_.name : item_.source;
  }

  [[nodiscard]] Claim claim_of(const evidence::Paragraph& paragraph,
                               const Assertion& assertion) const {
    Claim claim;
    claim.subject = assertion.subject.text;
    claim.predicate = std::string(predicate_of(assertion.force));
    claim.object = std::string(core::cut_utf8(assertion.what.text, object_bytes_max));
    claim.force = assertion.force;
    claim.court = assertion.court.text;
    claim.level = assertion.level;
    claim.appeal_open = assertion.appeal_open;
    claim.quantities = assertion.quantities;
    if (assertion.author_speaks) {
      claim.said_by = author();
      claim.said_us = assertion.said_us ? assertion.said_us : document_.said_us;
      claim.said_precision = assertion.said_us ? core::Precision::day : document_.precision;
    } else {
      claim.speaker = assertion.speaker.text;
      claim.said_by = names_speaker(item_.source, assertion.speaker.text)
                          ? item_.source
                          : assertion.speaker.text + " (in " + place_name() + ")";
      claim.said_us = assertion.said_us;
    }
    claim.known_us = item_.received_us;
    claim.known_precision = item_.received_precision;
    claim.reliability = item_.reliability;
    claim.credibility = item_.credibility;
    claim.root = origins_.root_of[document_.item_rank];
    claim.record = paragraph.record;
    claim.passage = place_of(paragraph, assertion.sentence);
    claim.sentence = words_at(evidence_.text(paragraph.text), assertion.sentence);
    return claim;
  }

  const evidence::Evidence& evidence_;
  const Origins& origins_;
  const evidence::Document& document_;
  const evidence::Item& item_;
};

}  // namespace

core::Result<Claims> read_documents(const core::RunContext& context,
                                    const evidence::Evidence& evidence, const Origins& origins) {
  constexpr std::size_t block = 4;
  std::vector<Claims> parts((evidence.documents.size() + block - 1) / block);
  CB_TRY_STATUS(
      core::parallel_blocks(context, evidence.documents.size(), block, [&](const core::Block& b) {
        for (std::size_t d = b.begin; d < b.end; ++d) {
          DocumentReader(evidence, origins, evidence.documents[d]).read(parts[b.number]);
        }
        return core::check_cancelled(context);
      }));
  Claims all;
  for (Claims& part : parts) {
    std::move(part.claims.begin(), part.claims.end(), std::back_inserter(all.claims));
    all.review.insert(all.review.end(), part.review.begin(), part.review.end());
  }
  std::sort(all.review.begin(), all.review.end(), [](const auto& a, const auto& b) {
    return std::tie(a.passage, a.reason) < std::tie(b.passage, b.reason);
  });
  return all;
}

std::string_view claim_part_name(ClaimPart part) noexcept {
  constexpr std::array<std::string_view, 3> names = {"subject", "speaker", "object"};
  return names[static_cast<std::size_t>(part)];
}

void link_mentions(const evidence::Evidence& evidence, const entities::Entities& entities,
                   std::vector<Claim>& claims) {
  // Mentions by their place in records: several paragraphs may be of one.
  std::vector<std::pair<evidence::Passage, std::uint32_t>> places;
  for (std::uint32_t m = 0; m < entities.mentions.size(); ++m) {
    const auto& mention = entities.mentions[m];
    const auto& paragraph = evidence.paragraphs[mention.paragraph];
    places.emplace_back(evidence::Passage{paragraph.record, paragraph.from + mention.from,
                                          paragraph.from + mention.to},
                        m);
  }
  std::sort(places.begin(), places.end());
  for (Claim& claim : claims) {
    if (claim.sentence.empty()) continue;
    const evidence::Passage& whole = claim.passage;
    auto at = std::lower_bound(places.begin(), places.end(),
                               std::pair(evidence::Passage{whole.record, whole.from, 0}, 0U));
    for (; at != places.end() && at->first.record == whole.record && at->first.to <= whole.to;
         ++at) {
      const std::string& words = entities.mentions[at->second].text;
      const auto holds = [&](const std::string& part) {
        return part.find(words) != std::string::npos;
      };
      if (holds(claim.subject)) claim.mentions.push_back({ClaimPart::subject, at->second});
      if (holds(claim.speaker)) claim.mentions.push_back({ClaimPart::speaker, at->second});
      if (holds(claim.object)) claim.mentions.push_back({ClaimPart::object, at->second});
    }
    std::sort(claim.mentions.begin(), claim.mentions.end());
  }
}

bool is_confirmed(const std::vector<const Claim*>& claims) {
  std::vector<std::vector<std::string>> roots;
  for (const Claim* claim : claims) {
    auto list = split_root(claim->root);
    if (!claim->speaker.empty()) list.push_back("said by " + core::ascii_lower(claim->speaker));
    roots.push_back(std::move(list));
  }
  return is_confirmed(roots);
}

}  // namespace cuibono::claims
