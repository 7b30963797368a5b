// Words that stand beside names, by meaning: read from words/*.txt once.
#include "entities/name_lists.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/core.h"
#include "entities/name_words.h"

namespace cuibono::entities {
namespace {

using Words = std::unordered_set<std::string_view>;

struct Lists {
  Words named_after, beside, article;
  std::unordered_map<std::string_view, std::string_view> forms;  ///< to the first of the line
  std::vector<std::string_view> patronymics;
  std::map<std::string_view, std::vector<std::string_view>> families;  ///< by syllable
};

void add_line(std::string_view section, const std::vector<std::string_view>& words, Lists& lists) {
  if (section == "form") {
    for (const auto word : words) lists.forms.emplace(word, words.front());
  } else if (section == "family") {
    lists.families.emplace(words.front(), std::vector(words.begin() + 1, words.end()));
  } else if (section == "patronymic") {
    lists.patronymics.insert(lists.patronymics.end(), words.begin(), words.end());
  } else {
    CB_ASSERT(section == "named_after" || section == "beside" || section == "article");
    Words& list = section == "named_after" ? lists.named_after
                  : section == "beside"    ? lists.beside
                                           : lists.article;
    list.insert(words.begin(), words.end());
  }
}

const Lists& lists() {
  static const Lists read = [] {
    Lists all;
    for (const NameListFile& file : name_list_files()) {
      for (const auto line : core::split(file.text, '\n')) {
        const std::size_t colon = line.find(": ");
        if (line.empty() || line.front() == '#') continue;
        CB_ASSERT(colon != std::string_view::npos);
        add_line(line.substr(0, colon), core::split(line.substr(colon + 2), ' '), all);
      }
    }
    return all;
  }();
  return read;
}

}  // namespace

bool is_patronymic(std::string_view folded) {
  const auto& endings = lists().patronymics;
  return std::any_of(endings.begin(), endings.end(),
                     [&](auto e) { return folded.ends_with(e) && folded.size() > e.size() + 1; });
}

std::string_view legal_form(std::string_view folded) {
  const auto found = lists().forms.find(folded);
  return found == lists().forms.end() ? std::string_view() : found->second;
}

bool is_named_after(std::string_view folded) { return lists().named_after.contains(folded); }
bool is_beside_names(std::string_view folded) { return lists().beside.contains(folded); }
bool is_article(std::string_view folded) { return lists().article.contains(folded); }

std::vector<std::string_view> family_spellings(std::string_view syllable) {
  const auto found = lists().families.find(syllable);
  return found == lists().families.end() ? std::vector<std::string_view>() : found->second;
}

std::vector<std::string_view> family_syllables(std::string_view latin) {
  std::vector<std::string_view> out;
  for (const auto& [syllable, spellings] : lists().families) {
    if (std::find(spellings.begin(), spellings.end(), latin) != spellings.end())
      out.push_back(syllable);
  }
  return out;
}

}  // namespace cuibono::entities
