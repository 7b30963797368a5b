#pragma once
#include <string>
#include <vector>

#include "entities/entities.h"

namespace cuibono::entities {

/// What one record says of one holder: selectors that it names together, and the words beside them.
struct Group {
  std::vector<evidence::SelectorId> selectors;  ///< sorted, distinct
  std::string name, name_key, country, birth_date, address, note;
  std::vector<std::string> aliases;
  std::vector<evidence::RecordRef> records;
  bool is_victim = false, is_person = false;
};

/// All groups of the evidence: reports, ties, watch entries, account facts, in that order.
[[nodiscard]] std::vector<Group> find_groups(const evidence::Evidence& evidence);

/// The words of a name in lower case and in order of the alphabet: "Anna Berg" and "BERG, Anna"
/// agree.
[[nodiscard]] std::string name_key(const std::string& name);

void add_statements(const evidence::Evidence& evidence, const Group& group, EntityId entity,
                    std::vector<Statement>& statements);

}  // namespace cuibono::entities
