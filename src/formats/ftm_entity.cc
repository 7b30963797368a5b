#include "formats/ftm_entity.h"

#include <algorithm>
#include <array>

namespace cuibono::formats {
namespace {

constexpr std::size_t known_max = 2'000'000, known_bytes_max = 256U << 20, name_bytes_max = 400;

constexpr auto schemata = std::to_array<FtmSchema>({
    {"Person", FtmGroup::people},
    {"Company", FtmGroup::companies},
    {"Organization", FtmGroup::companies},
    {"LegalEntity", FtmGroup::companies},
    {"PublicBody", FtmGroup::companies},
    {"Ownership", FtmGroup::ties, "owner", "asset"},
    {"Directorship", FtmGroup::ties, "director", "organization"},
    {"Control", FtmGroup::ties, "controller", "controlled"},
    {"Employment", FtmGroup::ties, "employee", "employer"},
    {"Membership", FtmGroup::ties, "member", "organization"},
    {"Representation", FtmGroup::ties, "agent", "client"},
    {"Family", FtmGroup::ties, "person", "relative"},
    {"Associate", FtmGroup::ties, "person", "associate"},
    {"Succession", FtmGroup::ties, "predecessor", "successor"},
    {"UnknownLink", FtmGroup::ties, "subject", "object"},
    {"Occupancy", FtmGroup::ties, "holder", "post"},
    {"Debt", FtmGroup::ties, "debtor", "creditor"},
    {"ProjectParticipant", FtmGroup::ties, "participant", "project"},
    {"CourtCaseParty", FtmGroup::ties, "party", "case"},
    {"ContractAward", FtmGroup::ties, "supplier", "contract"},
    {"Identification", FtmGroup::ties, "holder", ""},
    {"Passport", FtmGroup::ties, "holder", ""},
    {"Payment", FtmGroup::payments, "payer", "beneficiary"},
    {"Call", FtmGroup::calls, "caller", "receiver"},
    {"BankAccount", FtmGroup::accounts},
    {"UserAccount", FtmGroup::accounts},
    {"CryptoWallet", FtmGroup::wallets},
    {"Sanction", FtmGroup::listings},
    {"Risk", FtmGroup::listings},
    {"Address"},
    {"Airplane"},
    {"Analyzable"},
    {"Article"},
    {"Asset"},
    {"Assessment"},
    {"Audio"},
    {"CallForTenders"},
    {"Contract"},
    {"CourtCase"},
    {"Document"},
    {"Documentation"},
    {"EconomicActivity"},
    {"Email"},
    {"Event"},
    {"Folder"},
    {"HyperText"},
    {"Image"},
    {"Interest"},
    {"Interval"},
    {"License"},
    {"Mention"},
    {"Message"},
    {"Note"},
    {"Package"},
    {"Page"},
    {"Pages"},
    {"PlainText"},
    {"Position"},
    {"Post"},
    {"Project"},
    {"RealEstate"},
    {"Security"},
    {"Similar"},
    {"Table"},
    {"TaxRoll"},
    {"Territory"},
    {"Thing"},
    {"Trip"},
    {"Value"},
    {"Vehicle"},
    {"Vessel"},
    {"Video"},
    {"Workbook"},
});

/// Calls take for each of several words with "|" between until it says true.
template <class Take>
void each_word(std::string_view words, const Take& take) {
  while (true) {
    const auto end = words.find('|');
    if (take(words.substr(0, end)) || end == std::string_view::npos) return;
    words.remove_prefix(end + 1);
  }
}

FtmEntity make_entity(const JsonNode& node) {
  FtmEntity entity;
  entity.node = node;
  entity.schema = node.at("schema").text();
  entity.properties = node.at("properties");
  entity.id = node.at("id").text();
  if (!entity.properties.is_there() && node.at("prop").is_there()) {
    entity.prop = node.at("prop").text();
    entity.value = node.at("value").text();
    entity.id = node.first("canonical_id|entity_id");
  }
  return entity;
}

}  // namespace

const FtmSchema* find_ftm_schema(std::string_view name) {
  const auto found = std::find_if(schemata.begin(), schemata.end(),
                                  [&](const FtmSchema& one) { return one.name == name; });
  return found == schemata.end() ? nullptr : &*found;
}

FtmGroup group_of(const FtmEntity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  if (schema == nullptr) return FtmGroup::other;
  const bool says_alone = schema->group == FtmGroup::people || schema->group == FtmGroup::companies;
  return entity.is_statement() && !says_alone ? FtmGroup::other : schema->group;
}

std::string FtmEntity::all(std::string_view props, std::string_view mark) const {
  if (is_statement()) return first(props);
  JoinedTexts texts(mark);
  each_word(props, [&](std::string_view word) {
    properties.each(word, [&](JsonNode one) { texts.add(one.text()); });
    return false;
  });
  return texts.take();
}

std::string FtmEntity::first(std::string_view props) const {
  std::string_view found;
  each_word(props, [&](std::string_view word) {
    found = is_statement() ? (word == prop ? value : std::string_view()) : properties.text(word);
    return !found.empty();
  });
  return std::string(found);
}

std::string_view FtmEntity::ref(std::string_view props) const {
  std::string_view found;
  each_word(props, [&](std::string_view word) {
    properties.each(word, [&](JsonNode one) {
      if (!found.empty()) return;
      found = one.is(JsonKind::object) ? one.at("id").text() : one.text();
    });
    return !found.empty();
  });
  return found;
}

const FtmKnown* FtmEntity::known(std::string_view other) const {
  if (index == nullptr || other.empty()) return nullptr;
  const auto found = index->find(std::string(other));
  return found == index->end() ? nullptr : &found->second;
}

std::string FtmEntity::name() const {
  std::string name = first("name");
  if (!name.empty() || is_statement()) return name;
  for (const std::string_view part : {"firstName", "secondName", "middleName", "lastName"}) {
    const std::string text = first(part);
    if (!text.empty()) name += (name.empty() ? "" : " ") + text;
  }
  return name.empty() ? first("alias|weakAlias|previousName|abbreviation") : name;
}

std::string FtmEntity::other_names() const {
  const std::string own = name();
  if (is_statement()) return first("alias|weakAlias|previousName|abbreviation");
  JoinedTexts texts;
  for (const std::string_view word :
       {"name", "alias", "weakAlias", "previousName", "abbreviation"}) {
    properties.each(word, [&](JsonNode one) {
      if (one.text() != own) texts.add(one.text());
    });
  }
  return texts.take();
}

std::string FtmEntity::others(std::span<const std::string_view> props) const {
  if (!is_statement()) return other_members(properties, props);
  if (std::find(props.begin(), props.end(), prop) != props.end()) return {};
  return std::string(prop) + ": " + std::string(value);
}

void each_ftm_entity(const JsonNode& record, const std::function<void(const FtmEntity&)>& take) {
  const FtmEntity entity = make_entity(record);
  take(entity);
  entity.properties.each_child([&](JsonNode property) {
    property.each("", [&](JsonNode value) {
      if (value.is(JsonKind::object) && value.at("schema").is_there()) each_ftm_entity(value, take);
    });
  });
}

bool is_ftm_record(const JsonNode& record) {
  const JsonNode schema = record.at("schema");
  if (!schema.is(JsonKind::text) || find_ftm_schema(schema.text()) == nullptr) return false;
  const JsonNode properties = record.at("properties");
  if (!properties.is_there()) {
    return record.at("prop").is(JsonKind::text) && record.at("value").is_there() &&
           record.at("dataset").is(JsonKind::text) &&
           (record.at("canonical_id").is(JsonKind::text) ||
            record.at("entity_id").is(JsonKind::text));
  }
  if (!record.at("id").is(JsonKind::text) || !properties.is(JsonKind::object)) return false;
  bool are_lists = true;
  properties.each_child([&](JsonNode property) { are_lists &= property.is(JsonKind::list); });
  return are_lists;
}

core::Result<FtmIndex> make_ftm_index(const core::RunContext& context, std::string_view bytes) {
  FtmIndex index;
  std::size_t text_bytes = 0;
  const auto take = [&](const FtmEntity& entity) {
    if (entity.id.empty() || index.size() >= known_max || text_bytes >= known_bytes_max) return;
    FtmKnown known;
    known.account = entity.first("iban|accountNumber|cryptoAddress|publicKey");
    known.name = std::string(core::cut_utf8(entity.name(), name_bytes_max));
    if (known.name.empty()) known.name = entity.node.at("caption").text();
    if (known.name.empty() && known.account.empty()) return;
    text_bytes += entity.id.size() + known.name.size() + known.account.size();
    index.try_emplace(std::string(entity.id), std::move(known));
  };
  const auto read = [&](const JsonRecord& record) -> core::Status {
    each_ftm_entity(record.value, take);
    return {};
  };
  CB_TRY_STATUS(read_json_records(context, bytes, JsonRecordRules{{""}, {}}, read));
  return index;
}

}  // namespace cuibono::formats
