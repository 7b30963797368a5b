#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/core.h"
#include "formats/json_records.h"

namespace cuibono::formats {

/// What the objects of a CASE file tell of themselves to others that name them by id.
struct CaseKnown {
  enum class Kind : std::uint8_t { other, party, account };
  Kind kind = Kind::other;
  std::string name, phone, email, imei, imsi, account;
  std::string address_id;  ///< of an e-mail account: the object that holds its address
};
using CaseIndex = std::unordered_map<std::string, CaseKnown>;

/// An object of CASE or UCO. Names of members and types are compared by what follows their prefix, so that
/// "uco-core:name" and an address of the web that ends in "/name" are one.
class CaseObject {
 public:
  explicit CaseObject(JsonNode node, const CaseIndex* index = nullptr)
      : node_(node), index_(index) {}

  [[nodiscard]] const JsonNode& node() const noexcept { return node_; }
  [[nodiscard]] std::string_view id() const { return node_.at("@id").text(); }
  [[nodiscard]] std::string types() const;
  [[nodiscard]] bool is_a(std::string_view type) const;
  /// All texts of a member of the object or of one of its facets: "phoneNumber".
  [[nodiscard]] std::string all(std::string_view member) const;
  [[nodiscard]] std::string first(std::string_view member) const;
  /// The ids of the objects that a member names.
  [[nodiscard]] std::vector<std::string> refs(std::string_view member) const;
  [[nodiscard]] std::string name() const;

  [[nodiscard]] const CaseKnown* known(std::string_view id) const;
  /// The number, address or account by which an object calls or writes; its id where nothing is known.
  [[nodiscard]] std::string end_of(std::string_view id) const;
  [[nodiscard]] std::string name_of(std::string_view id) const;
  [[nodiscard]] std::string email_of(std::string_view id) const;

 private:
  JsonNode node_;
  const CaseIndex* index_;  // borrows from the reading; null: nothing is known
};

[[nodiscard]] const JsonRecordRules& case_record_rules();
[[nodiscard]] CaseKnown describe_case_object(const CaseObject& object);
/// Of all objects of a file, at most a million.
[[nodiscard]] core::Result<CaseIndex> make_case_index(const core::RunContext& context,
                                                      std::string_view bytes);

}  // namespace cuibono::formats
