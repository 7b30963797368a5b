#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/json_tables.h"

namespace cuibono::formats {

/// What is known of an entity that another one names by its id.
struct FtmKnown {
  std::string name;     ///< the first
  std::string account;  ///< of an account or wallet: its IBAN, number or address
};
using FtmIndex = std::unordered_map<std::string, FtmKnown>;

/// An entity of FollowTheMoney, or one statement about one, which is read as an entity of one property.
struct FtmEntity {
  JsonNode node, properties;  ///< of a statement the latter is none
  std::string_view id, schema;
  std::string_view prop, value;     ///< of a statement
  const FtmIndex* index = nullptr;  ///< borrows from the reading; null while tables are sought

  [[nodiscard]] bool is_statement() const noexcept { return !prop.empty(); }
  /// Values of these properties ("name|alias"), each once, with a mark between.
  [[nodiscard]] std::string all(std::string_view props, std::string_view mark = "; ") const;
  [[nodiscard]] std::string first(std::string_view props) const;
  /// The id of the first entity that a property names or holds.
  [[nodiscard]] std::string_view ref(std::string_view props) const;
  [[nodiscard]] const FtmKnown* known(std::string_view other) const;
  /// The first name, else one made of its parts; all names after the first.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string other_names() const;
  /// The properties that are not among these, as "key: value".
  [[nodiscard]] std::string others(std::span<const std::string_view> props) const;
};

enum class FtmGroup : std::uint8_t {
  people,
  companies,
  ties,
  payments,
  calls,
  accounts,
  wallets,
  listings,
  other
};

/// A schema of the model, its group, and of a tie the two properties that name its ends.
struct FtmSchema {
  std::string_view name;
  FtmGroup group = FtmGroup::other;
  std::string_view source = {}, target = {};
};
[[nodiscard]] const FtmSchema* find_ftm_schema(std::string_view name);

/// An entity goes by its schema; statements only where one alone says something.
[[nodiscard]] FtmGroup group_of(const FtmEntity& entity);

/// The entity of a record and those that its properties hold, outer ones first.
void each_ftm_entity(const JsonNode& record, const std::function<void(const FtmEntity&)>& take);

/// The columns of a group's table.
[[nodiscard]] std::span<const CellRule<FtmEntity>> ftm_rules(FtmGroup group);

/// Whether a record is an entity or a statement of the model.
[[nodiscard]] bool is_ftm_record(const JsonNode& record);

/// Names and accounts of all entities of a file, at most two million and 256 MiB of text.
[[nodiscard]] core::Result<FtmIndex> make_ftm_index(const core::RunContext& context,
                                                    std::string_view bytes);

}  // namespace cuibono::formats
