#include "investigation/show_mentions.h"

#include <algorithm>

#include "investigation/index.h"

namespace cuibono::investigation {

std::string mentions_in_words(const Case& the_case, const std::string& item,
                              std::optional<std::uint64_t> row) {
  constexpr std::size_t most = 20;
  const auto found = mentions_in(the_case, item, row);
  if (!found.has_value()) return "mentions not shown: " + found.error().what + "\n";
  std::string text;
  for (std::size_t i = 0; i < std::min(most, found->size()); ++i) {
    const ViewJson mention = ViewJson::parse((*found)[i].json);
    text += (i == 0 ? "mentions\n  " : "  ") + mention["text"].get<std::string>() + " may be";
    bool first = true;
    for (const auto& one : mention["candidates"]) {
      text += (first ? " " : " or ") + one["name"].get<std::string>();
      if (one["entity"].is_string()) text += " " + one["entity"].get<std::string>();
      text += ": " + one["grade"].get<std::string>() + ", " + one["why"].get<std::string>();
      first = false;
    }
    text += "   [" + (*found)[i].id + "]\n";
  }
  if (found->size() > most)
    text += "  shown " + std::to_string(most) + " of " + std::to_string(found->size()) +
            ": mentions.jsonl has all\n";
  return text;
}

ViewJson mentions_as_json(const Case& the_case, const std::string& item,
                          std::optional<std::uint64_t> row) {
  const auto found = mentions_in(the_case, item, row);
  if (!found.has_value()) return nullptr;
  ViewJson list = ViewJson::array();
  for (const auto& entry : *found) list.push_back(ViewJson::parse(entry.json));
  return list;
}

}  // namespace cuibono::investigation
