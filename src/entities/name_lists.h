#pragma once
#include <string_view>
#include <vector>

namespace cuibono::entities {

/// words/*.txt: the words that stand beside names, a file a language. Folded: small letters without marks.
///
///   form: ltd limited      kinds of firms that are one; the first is their name. A line a kind.
///   family: 김 gim kim     a syllable and its usual spellings, the first its sound. A line a syllable.
///   patronymic: ович евич  endings
///   named_after, beside, article: see name_words.h
struct NameListFile {
  std::string_view language, text;
};
[[nodiscard]] const std::vector<NameListFile>& name_list_files();

}  // namespace cuibono::entities
