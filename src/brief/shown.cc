#include "brief/shown.h"

#include "brief/brief.h"
#include "brief/privacy.h"

namespace cuibono::brief {

core::Result<Shown> show_evidence(const core::RunContext& context, const CaseFacts& facts,
                                  const evidence::Evidence& evidence,
                                  const entities::Entities& entities) {
  const Privacy privacy(facts, evidence, entities);
  Shown shown;
  shown.selectors.resize(evidence.selectors.size());
  shown.texts.resize(evidence.texts.size());
  std::vector<std::uint8_t> is_shown(evidence.texts.size(), 0);
  for (const auto* column : {&evidence.transfers.reference, &evidence.transfers.channel}) {
    for (const auto text : *column) is_shown[text.index()] = 1;
  }
  for (const auto& report : evidence.reports) is_shown[report.platform.index()] = 1;
  constexpr std::size_t block = 4096;
  CB_TRY_STATUS(core::parallel_blocks(
      context, shown.selectors.size(), block, [&](const core::Block& some) -> core::Status {
        for (std::size_t i = some.begin; i < some.end; ++i)
          shown.selectors[i] = privacy.selector(evidence::SelectorId::of(i));
        return {};
      }));
  CB_TRY_STATUS(core::parallel_blocks(
      context, shown.texts.size(), block, [&](const core::Block& some) -> core::Status {
        for (std::size_t i = some.begin; i < some.end; ++i) {
          if (is_shown[i] != 0) shown.texts[i] = privacy.scrub_narrative(evidence.texts[i]);
        }
        return {};
      }));
  return shown;
}

}  // namespace cuibono::brief
