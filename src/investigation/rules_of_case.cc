#include "investigation/rules_of_case.h"

#include <list>

#include "investigation/files.h"

namespace cuibono::investigation {

core::Result<std::vector<money::PatternRule>> read_rules(const Case& the_case) {
  constexpr std::string_view end = ".toml";
  std::list<std::string> texts;  // borrowed by `files`
  std::list<std::string> names;
  std::vector<money::RuleFile> files;
  for (const auto& name : list_folder(the_case.path("rules"))) {
    if (name.starts_with('.')) continue;
    if (!name.ends_with(end) || name.size() == end.size())
      return core::Error{core::ErrorCode::bad_input,
                         "this is no rule: its name does not end in .toml",
                         the_case.path("rules/" + name),
                         "give it that end, or move it out of the folder: nothing would read it"};
    CB_TRY(std::string text, read_file(the_case.path("rules/" + name)));
    texts.push_back(std::move(text));
    names.push_back(name.substr(0, name.size() - end.size()));
    files.push_back({names.back(), texts.back()});
  }
  return money::read_pattern_rules(files);
}

}  // namespace cuibono::investigation
