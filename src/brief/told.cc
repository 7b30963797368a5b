// What two briefs say, side by side.
#include "brief/told.h"

#include <algorithm>
#include <functional>

#include "brief/privacy.h"
#include "brief/sentences.h"

namespace cuibono::brief {
namespace {

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return !both.empty();
}

/// Pairs what `fits` lets pair, each with the first that is free.
class Pairing {
 public:
  Pairing(const Told& one, const Told& other)
      : one_(one), other_(other), taken_(other.sentences.size(), false) {
    fates_.sentences.assign(one.sentences.size(), {Fate::falls, std::nullopt});
  }
  void pair(const std::function<bool(const ToldSentence&, const ToldSentence&)>& fits) {
    for (std::size_t i = 0; i < one_.sentences.size(); ++i) {
      if (fates_.sentences[i].other) continue;
      const auto& sentence = one_.sentences[i];
      for (std::size_t j = 0; j < other_.sentences.size(); ++j) {
        const auto& rival = other_.sentences[j];
        if (taken_[j] || rival.form != sentence.form || rival.section != sentence.section ||
            !fits(sentence, rival))
          continue;
        taken_[j] = true;
        fates_.sentences[i] = {rival.text == sentence.text ? Fate::stands : Fate::changes, j};
        break;
      }
    }
  }
  /// Those that are the only one of their form on both sides.
  void pair_lone() {
    const auto left = [&](const ToldSentence& of, bool of_other) {
      std::size_t count = 0;
      for (std::size_t k = 0; k < (of_other ? other_ : one_).sentences.size(); ++k) {
        const auto& sentence = (of_other ? other_ : one_).sentences[k];
        const bool free = of_other ? !taken_[k] : !fates_.sentences[k].other.has_value();
        count += free && sentence.form == of.form && sentence.section == of.section ? 1U : 0U;
      }
      return count;
    };
    pair([&](const ToldSentence& a, const ToldSentence& b) {
      return left(a, false) == 1 && left(b, true) == 1;
    });
  }
  [[nodiscard]] BriefFates finish() && {
    for (std::size_t j = 0; j < taken_.size(); ++j) {
      if (!taken_[j]) fates_.added.push_back(j);
    }
    return std::move(fates_);
  }

 private:
  const Told& one_;
  const Told& other_;
  std::vector<bool> taken_;
  BriefFates fates_;
};

}  // namespace

std::string_view fate_name(Fate fate) noexcept {
  switch (fate) {
    case Fate::stands:
      return "stands";
    case Fate::changes:
      return "changes";
    case Fate::falls:
      return "falls";
  }
  return "?";
}

core::Result<Told> tell_brief(const core::RunContext& context, const BriefInput& input) {
  const Privacy privacy(input.facts, input.evidence, input.entities);
  CB_TRY(const Draft draft, write_sentences(context, input, privacy));
  Told told;
  for (const auto& sentence : draft.sentences) {
    ToldSentence one{sentence.section, sentence.form, sentence.text, {}, sentence.findings};
    for (const auto& argument : sentence.arguments) {
      if (argument.value.empty()) one.names += argument.text + "\n";
    }
    std::sort(one.findings.begin(), one.findings.end());
    told.sentences.push_back(std::move(one));
  }
  for (const auto& finding : draft.findings) told.findings.push_back(finding.key);
  std::sort(told.findings.begin(), told.findings.end());
  return told;
}

BriefFates compare_briefs(const Told& one, const Told& other) {
  Pairing pairing(one, other);
  pairing.pair([](const auto& a, const auto& b) { return a.text == b.text; });
  pairing.pair([](const auto& a, const auto& b) { return a.names == b.names && !a.names.empty(); });
  pairing.pair([](const auto& a, const auto& b) { return share_one(a.findings, b.findings); });
  pairing.pair_lone();
  return std::move(pairing).finish();
}

std::vector<std::string> shown_keys(const BriefInput& input, const std::vector<std::string>& keys) {
  const Privacy privacy(input.facts, input.evidence, input.entities);
  std::vector<std::string> shown;
  shown.reserve(keys.size());
  for (const auto& key : keys) shown.push_back(privacy.key(key));
  return shown;
}

}  // namespace cuibono::brief
