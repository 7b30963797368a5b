// Documents, each as a whole: names that its paragraphs hold, and what follows of one for the others.
#include "entities/name_mentions.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

#include "entities/name_finder.h"

namespace cuibono::entities {
namespace {

class DocumentNames {
 public:
  DocumentNames(const evidence::Evidence& evidence, std::span<const Entity> entities,
                const NameIndex& index, NameFinder& finder)
      : evidence_(evidence), entities_(entities), index_(index), finder_(finder) {}

  void read(const evidence::Document& document, std::vector<NameMention>& out) {
    for (std::uint32_t p = document.paragraph_begin; p < document.paragraph_end; ++p) {
      texts_.push_back(finder_.read(evidence_.text(evidence_.paragraphs[p].text), p));
      found_.push_back(finder_.find(texts_.back()));
    }
    settle_single_words();
    add_surnames();
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      for (const FoundName& found : found_[p]) out.push_back(mention_of(texts_[p], found));
    }
  }

 private:
  [[nodiscard]] std::uint32_t target_of(const FoundName::Fit& fit) const {
    return index_.names()[fit.name].target;
  }

  /// A name of one word is none where the document has it in small letters, and where it stands at the
  /// start of sentences only.
  void settle_single_words() {
    std::unordered_set<std::uint64_t> small;
    std::unordered_set<std::uint32_t> inside;  // targets that stand inside a sentence
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      for (const std::uint32_t id : texts_[p].words) {
        if (!finder_.word(id).is_capital) small.insert(finder_.word(id).folded_hash);
      }
    }
    const auto is_word = [&](const NameText& text, const FoundName& found) {
      return small.contains(finder_.word(text.words[found.first]).folded_hash);
    };
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      for (const FoundName& found : found_[p]) {
        if (!found.is_one_word || found.begins_sentence || is_word(texts_[p], found)) continue;
        for (const auto& fit : found.fits) inside.insert(target_of(fit));
      }
    }
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      std::erase_if(found_[p], [&](FoundName& found) {
        if (!found.is_one_word) return false;
        if (is_word(texts_[p], found)) return true;
        if (found.begins_sentence)
          std::erase_if(found.fits,
                        [&](const auto& fit) { return !inside.contains(target_of(fit)); });
        return found.fits.empty();
      });
    }
    small_ = std::move(small);
  }

  void add_surnames() {
    std::vector<WordPlace> families;
    for (const auto& list : found_) {
      for (const FoundName& found : list) {
        for (const auto& fit : found.fits) {
          const CaseName& name = index_.names()[fit.name];
          const bool whole = fit.grade != MentionGrade::possible && name.words.size() > 1 &&
                             name.form.empty() && name.kind == CaseName::Kind::whole;
          if (!whole) continue;
          for (const std::uint64_t sound : name.words[fit.family].sounds)
            families.push_back({sound, fit.name, fit.family});
        }
      }
    }
    std::sort(families.begin(), families.end());
    families.erase(std::unique(families.begin(), families.end()), families.end());
    std::erase_if(families, [&](const WordPlace& place) {
      const NameWord& word = index_.names()[place.name].words[place.word];
      return !index_.is_borne_once(word) || small_.contains(core::hash64(word.folded));
    });
    if (families.empty()) return;
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      auto more = finder_.find_surnames(texts_[p], families, found_[p]);
      found_[p].insert(found_[p].end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
      std::sort(found_[p].begin(), found_[p].end(),
                [](const FoundName& a, const FoundName& b) { return a.from < b.from; });
    }
  }

  [[nodiscard]] NameMention mention_of(const NameText& text, const FoundName& found) const {
    NameMention mention;
    mention.paragraph = text.paragraph;
    mention.from = found.from;
    mention.to = found.to;
    mention.text =
        text_of_points(std::u32string_view(text.points).substr(found.from, found.to - found.from));
    std::vector<FoundName::Fit> fits = found.fits;
    const auto order = [&](const FoundName::Fit& fit) {
      return std::tuple(target_of(fit), fit.grade, fit.why.size(), std::string_view(fit.why));
    };
    std::sort(fits.begin(), fits.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    fits.erase(
        std::unique(fits.begin(), fits.end(),
                    [&](const auto& a, const auto& b) { return target_of(a) == target_of(b); }),
        fits.end());
    std::stable_sort(fits.begin(), fits.end(),
                     [](const auto& a, const auto& b) { return a.grade < b.grade; });
    mention.grade = fits.front().grade;
    for (const auto& fit : fits) {
      const EntityId entity = index_.targets()[target_of(fit)].entity;
      if (entity != no_entity && entities_[entity.index()].is_victim) mention.may_be_victim = true;
    }
    mention.candidates_all = static_cast<std::uint32_t>(fits.size());
    for (std::size_t i = 0; i < std::min(fits.size(), candidates_most); ++i) {
      const NameTarget& target = index_.targets()[target_of(fits[i])];
      mention.candidates.push_back(
          {fits[i].grade, target.entity, target.platform, target.name, fits[i].why});
    }
    return mention;
  }

  const evidence::Evidence& evidence_;
  std::span<const Entity> entities_;
  const NameIndex& index_;
  NameFinder& finder_;
  std::vector<NameText> texts_;
  std::vector<std::vector<FoundName>> found_;  ///< [texts]
  std::unordered_set<std::uint64_t> small_;    ///< words in small letters
};

}  // namespace

std::string_view mention_grade_name(MentionGrade grade) noexcept {
  switch (grade) {
    case MentionGrade::exact:
      return "exact";
    case MentionGrade::inflected:
      return "inflected";
    case MentionGrade::other_script:
      return "other_script";
    case MentionGrade::possible:
      break;
  }
  return "possible";
}

core::Result<std::vector<NameMention>> find_name_mentions(const core::RunContext& context,
                                                          const evidence::Evidence& evidence,
                                                          std::span<const Entity> entities) {
  std::vector<NameMention> all;
  if (evidence.documents.empty()) return all;
  const NameIndex index(evidence, entities);
  if (index.empty()) return all;
  constexpr std::size_t block = 16;
  std::vector<std::vector<NameMention>> parts((evidence.documents.size() + block - 1) / block);
  CB_TRY_STATUS(
      core::parallel_blocks(context, evidence.documents.size(), block, [&](const core::Block& b) {
        NameFinder finder(index);
        for (std::size_t d = b.begin; d < b.end && !context.cancelled(); ++d) {
          DocumentNames(evidence, entities, index, finder)
              .read(evidence.documents[d], parts[b.number]);
          finder.rest();
        }
        return core::check_cancelled(context);
      }));
  for (auto& part : parts)
    all.insert(all.end(), std::make_move_iterator(part.begin()),
               std::make_move_iterator(part.end()));
  std::sort(all.begin(), all.end(), [](const NameMention& a, const NameMention& b) {
    return std::tie(a.paragraph, a.from) < std::tie(b.paragraph, b.from);
  });
  return all;
}

}  // namespace cuibono::entities
