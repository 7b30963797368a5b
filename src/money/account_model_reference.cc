// The slow twin: each tree is walked twice, once for its answer, once for what each sign changed.
#include <cstdlib>
#include <functional>
#include <map>

#include "money/account_model.h"

namespace cuibono::money {

ModelAnswer ask_model_reference(const PurposeModel& model, std::span<const std::int32_t> signs) {
  ModelAnswer answer;
  std::map<std::uint32_t, std::int64_t> weight;
  for (const auto& tree : model.trees) {
    const std::function<std::vector<std::uint32_t>(std::uint32_t)> way = [&](std::uint32_t at) {
      std::vector<std::uint32_t> steps = {at};
      if (tree[at].left == 0) return steps;
      const bool goes_left = signs[tree[at].sign] <= tree[at].threshold;
      for (const auto later : way(goes_left ? tree[at].left : tree[at].right))
        steps.push_back(later);
      return steps;
    };
    const auto steps = way(0);
    answer.base_millionths += tree[0].value;
    answer.millionths += tree[steps.back()].value;
    for (std::size_t i = 1; i < steps.size(); ++i)
      weight[tree[steps[i - 1]].sign] += tree[steps[i]].value - tree[steps[i - 1]].value;
  }
  for (const ModelBand& band : model.bands)
    if (answer.millionths >= band.from) answer.of_1000 = band.of_1000;
  std::multimap<std::int64_t, SignWeight> by_size;
  for (const auto& [sign, millionths] : weight)
    if (millionths != 0) by_size.emplace(-std::abs(millionths), SignWeight{sign, millionths});
  for (const auto& [size, one] : by_size) answer.weights.push_back(one);
  return answer;
}

}  // namespace cuibono::money
