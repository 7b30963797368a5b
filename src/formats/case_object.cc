#include "formats/case_object.h"

#include "formats/json_parties.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t known_max = 1'000'000;

std::string_view local_name(std::string_view name) {
  const auto mark = name.find_last_of(":/#");
  return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

/// Calls take with each value of a member of this very object.
void each_own(const JsonNode& object, std::string_view member,
              const std::function<void(JsonNode)>& take) {
  object.each_child([&](JsonNode child) {
    if (local_name(child.key()) == member) child.each("", take);
  });
}
/// The same, of the object and its facets.
void each_value(const JsonNode& object, std::string_view member,
                const std::function<void(JsonNode)>& take) {
  each_own(object, member, take);
  each_own(object, "hasFacet", [&](JsonNode facet) { each_own(facet, member, take); });
}
std::string_view text_of(const JsonNode& value) {
  return value.is(JsonKind::object) ? value.at("@value").text() : value.text();
}

}  // namespace

std::string CaseObject::types() const {
  JoinedTexts texts;
  node_.each("@type", [&](JsonNode type) { texts.add(local_name(type.text())); });
  return texts.take();
}

bool CaseObject::is_a(std::string_view type) const {
  bool is_so = false;
  node_.each("@type", [&](JsonNode one) { is_so |= local_name(one.text()) == type; });
  return is_so;
}

std::string CaseObject::all(std::string_view member) const {
  JoinedTexts texts;
  each_value(node_, member, [&](JsonNode value) { texts.add(text_of(value)); });
  return texts.take();
}

std::string CaseObject::first(std::string_view member) const {
  std::string_view found;
  each_value(node_, member, [&](JsonNode value) {
    if (found.empty()) found = text_of(value);
  });
  return std::string(found);
}

std::vector<std::string> CaseObject::refs(std::string_view member) const {
  std::vector<std::string> ids;
  each_value(node_, member, [&](JsonNode value) {
    const auto id = value.is(JsonKind::object) ? value.at("@id").text() : value.text();
    if (!id.empty()) ids.emplace_back(id);
  });
  return ids;
}

std::string CaseObject::name() const {
  std::string parts = with_blank(first("givenName"), first("familyName"));
  if (!parts.empty()) return parts;
  std::string name = first("name");
  return name.empty() ? first("displayName") : name;
}

const CaseKnown* CaseObject::known(std::string_view id) const {
  if (index_ == nullptr) return nullptr;
  const auto found = index_->find(std::string(id));
  return found == index_->end() ? nullptr : &found->second;
}

std::string CaseObject::email_of(std::string_view id) const {
  const CaseKnown* one = known(id);
  if (one == nullptr || !one->email.empty()) return one == nullptr ? std::string() : one->email;
  const CaseKnown* address = known(one->address_id);
  return address == nullptr ? std::string() : address->email;
}

std::string CaseObject::end_of(std::string_view id) const {
  const CaseKnown* one = known(id);
  if (one == nullptr) return std::string(id);
  for (std::string text : {one->phone, email_of(id), one->account})
    if (!text.empty()) return text;
  return std::string(id);
}

std::string CaseObject::name_of(std::string_view id) const {
  const CaseKnown* one = known(id);
  return one == nullptr ? std::string() : one->name;
}

const JsonRecordRules& case_record_rules() {
  static const JsonRecordRules rules{{"@graph", "uco-core:object", "core:object", "object"}, {}};
  return rules;
}

CaseKnown describe_case_object(const CaseObject& object) {
  CaseKnown known;
  known.name = object.name();
  known.phone = object.first("phoneNumber");
  if (known.phone.empty()) known.phone = object.first("MSISDN");
  known.email = object.first("addressValue");
  known.imei = object.first("IMEI");
  known.imsi = object.first("IMSI");
  known.account = object.first("accountIdentifier");
  if (known.account.empty()) known.account = object.first("accountLogin");
  for (const auto& id : object.refs("emailAddress")) known.address_id = id;
  if (object.is_a("Person") || object.is_a("Organization")) known.kind = CaseKnown::Kind::party;
  const bool has_selector = !known.phone.empty() || !known.email.empty() || !known.imei.empty() ||
                            !known.imsi.empty() || !known.account.empty() ||
                            !known.address_id.empty();
  if (known.kind == CaseKnown::Kind::other && has_selector) known.kind = CaseKnown::Kind::account;
  return known;
}

core::Result<CaseIndex> make_case_index(const core::RunContext& context, std::string_view bytes) {
  CaseIndex index;
  const auto take = [&](const JsonRecord& record) -> core::Status {
    const CaseObject object(record.value);
    if (index.size() < known_max && !object.id().empty())
      index.try_emplace(std::string(object.id()), describe_case_object(object));
    return {};
  };
  CB_TRY_STATUS(read_json_records(context, bytes, case_record_rules(), take));
  return index;
}

}  // namespace cuibono::formats
