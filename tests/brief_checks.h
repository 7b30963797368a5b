#pragma once
// What must hold of every brief, whatever the case.
#include <string>

namespace cuibono::cross {

/// Every sentence opens: its findings, claims and records exist, each record is a row that intake counts as a record,
/// each number stands in the sentence; the lint has no complaint. Failures name the sentence.
void expect_every_sentence_opens(const std::string& case_folder);

/// Whether a sentence of the brief holds these words.
[[nodiscard]] bool brief_says(const std::string& case_folder, const std::string& words);

/// All sentences of a section, a line each.
[[nodiscard]] std::string sentences_of(const std::string& case_folder, const std::string& section);

}  // namespace cuibono::cross
