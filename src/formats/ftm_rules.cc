// What stands in the columns of FollowTheMoney's tables.
#include <array>

#include "formats/ftm_entity.h"

namespace cuibono::formats {
namespace {

using Entity = FtmEntity;
using Rule = CellRule<Entity>;
constexpr std::string_view unused = "understood; no step uses it";

std::string text(std::string_view view) { return std::string(view); }
std::string ref_or_name(const Entity& entity, std::string_view props) {
  const auto id = entity.ref(props);
  const FtmKnown* known = entity.known(id);
  return known != nullptr && !known->name.empty() ? known->name : text(id);
}
std::string name_of(const Entity& entity, std::string_view props) {
  const FtmKnown* known = entity.known(entity.ref(props));
  return known == nullptr ? std::string() : known->name;
}
/// The number of an account that is named; where the file does not hold it, its id.
std::string account_of(const Entity& entity, std::string_view props) {
  const auto id = entity.ref(props);
  const FtmKnown* known = entity.known(id);
  return known != nullptr && !known->account.empty() ? known->account : text(id);
}
std::string only_account_of(const Entity& entity, std::string_view props) {
  const FtmKnown* known = entity.known(entity.ref(props));
  return known == nullptr ? std::string() : known->account;
}
std::string_view source_of(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  return schema == nullptr ? std::string_view() : schema->source;
}
std::string_view target_of(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  return schema == nullptr ? std::string_view() : schema->target;
}
std::string datasets(const Entity& entity) { return entity.node.all("datasets|dataset"); }
std::string address(const Entity& entity) {
  std::string own = entity.all("address", " | ");
  if (!own.empty()) return own;
  return entity.properties.all("addressEntity/properties/full|addressEntity/caption", " | ");
}

constexpr std::string_view document_props =
    "passportNumber|idNumber|registrationNumber|taxNumber|socialSecurityNumber|innCode|ogrnCode|"
    "leiCode|vatCode|uscCode|okpoCode|dunsCode|swiftBic|licenseNumber|cikCode|isinCode|imoNumber";
constexpr auto party_props =
    std::to_array<std::string_view>({"name",           "alias",
                                     "weakAlias",      "previousName",
                                     "abbreviation",   "firstName",
                                     "secondName",     "middleName",
                                     "lastName",       "birthDate",
                                     "passportNumber", "idNumber",
                                     "taxNumber",      "registrationNumber",
                                     "innCode",        "ogrnCode",
                                     "leiCode",        "vatCode",
                                     "uscCode",        "okpoCode",
                                     "dunsCode",       "swiftBic",
                                     "licenseNumber",  "cikCode",
                                     "isinCode",       "imoNumber",
                                     "phone",          "email",
                                     "address",        "incorporationDate",
                                     "topics",         "socialSecurityNumber"});

const auto party_rules = std::to_array<Rule>({
    {"id", "record_id", "id: the entity; of a statement canonical_id",
     [](const Entity& entity) { return text(entity.id); }},
    {"schema", "ignored", "schema: the kind of the entity",
     [](const Entity& entity) { return text(entity.schema); }},
    {"name", "name", "name, else its parts", [](const Entity& entity) { return entity.name(); }},
    {"aliases",
     "aliases",
     "further names, alias, weakAlias, previousName, abbreviation",
     [](const Entity& entity) { return entity.other_names(); },
     {},
     "; "},
    {"birth date", "birth_date", "birthDate",
     [](const Entity& entity) { return entity.first("birthDate"); }},
    {"country", "country", "nationality, else citizenship, country, jurisdiction",
     [](const Entity& entity) {
       return entity.first("nationality|citizenship|country|jurisdiction|mainCountry");
     }},
    {"address", "address", "address, else that of addressEntity", address},
    {"document numbers",
     "document_number",
     "numbers of documents and registers",
     [](const Entity& entity) { return entity.all(document_props); },
     {},
     "; "},
    {"phones",
     "phone",
     "phone",
     [](const Entity& entity) { return entity.all("phone"); },
     {},
     "; "},
    {"e-mails",
     "email",
     "email",
     [](const Entity& entity) { return entity.all("email"); },
     {},
     "; "},
    {"topics", "note", "topics: why lists name it",
     [](const Entity& entity) { return entity.all("topics"); }},
    {"incorporated", "ignored", unused,
     [](const Entity& entity) { return entity.first("incorporationDate"); }},
    {"datasets", "ignored", "datasets: where it comes from", datasets},
    {"other properties", "ignored", unused,
     [](const Entity& entity) { return entity.others(party_props); }},
});

constexpr auto tie_props = std::to_array<std::string_view>(
    {"role", "percentage", "startDate", "endDate", "date", "number", "passportNumber", "country"});
const auto tie_rules = std::to_array<Rule>({
    {"holder id", "record_id", "the entity that owns, directs, holds: the source of the edge",
     [](const Entity& entity) { return text(entity.ref(source_of(entity))); }},
    {"holder", "holder", "its name, where the file has it",
     [](const Entity& entity) { return name_of(entity, source_of(entity)); }},
    {"tie", "ignored", "schema: the kind of the tie",
     [](const Entity& entity) { return text(entity.schema); }},
    {"other end id", "ignored", "the target of the edge",
     [](const Entity& entity) { return text(entity.ref(target_of(entity))); }},
    {"other end", "company", "its name, where the file has it, else its id",
     [](const Entity& entity) { return ref_or_name(entity, target_of(entity)); }},
    {"account",
     "account",
     "the account at the other end, where it is one",
     [](const Entity& entity) { return only_account_of(entity, target_of(entity)); },
     {},
     {},
     "account"},
    {"role", "role", "role, relationship, else controlType, ownershipType, type",
     [](const Entity& entity) {
       return entity.first("role|relationship|controlType|ownershipType|type");
     }},
    {"share", "ignored", "percentage",
     [](const Entity& entity) { return entity.first("percentage"); }},
    {"document number",
     "document_number",
     "number of an identification",
     [](const Entity& entity) { return entity.all("number|passportNumber"); },
     {},
     "; "},
    {"country", "country", "country of an identification",
     [](const Entity& entity) { return entity.first("country"); }},
    {"since", "valid_from", "startDate, else date",
     [](const Entity& entity) { return entity.first("startDate|date"); }, json_time},
    {"until", "valid_to", "endDate", [](const Entity& entity) { return entity.first("endDate"); },
     json_time},
    {"datasets", "ignored", "datasets: where it comes from", datasets},
    {"id", "ignored", "id of the tie", [](const Entity& entity) { return text(entity.id); }},
    {"other properties", "ignored", unused,
     [](const Entity& entity) { return entity.others(tie_props); }},
});

constexpr auto payment_props = std::to_array<std::string_view>(
    {"date", "startDate", "amount", "currency", "payer", "payerAccount", "beneficiary",
     "beneficiaryAccount", "purpose"});
const auto payment_rules = std::to_array<Rule>({
    {"date", "time", "date, else startDate",
     [](const Entity& entity) { return entity.first("date|startDate"); }, json_time},
    {"payer",
     "payer",
     "payerAccount by its number; without one the id of payer",
     [](const Entity& entity) { return account_of(entity, "payerAccount|payer"); },
     {},
     {},
     "account"},
    {"payer name", "payer_name", "name of payer",
     [](const Entity& entity) { return ref_or_name(entity, "payer"); }},
    {"beneficiary",
     "payee",
     "beneficiaryAccount by its number; without one the id of beneficiary",
     [](const Entity& entity) { return account_of(entity, "beneficiaryAccount|beneficiary"); },
     {},
     {},
     "account"},
    {"beneficiary name", "payee_name", "name of beneficiary",
     [](const Entity& entity) { return ref_or_name(entity, "beneficiary"); }},
    {"amount", "amount", "amount", [](const Entity& entity) { return entity.first("amount"); }},
    {"currency", "currency", "currency",
     [](const Entity& entity) { return entity.first("currency"); }},
    {"purpose", "reference", "purpose", [](const Entity& entity) { return entity.all("purpose"); }},
    {"id", "ignored", "id of the payment", [](const Entity& entity) { return text(entity.id); }},
    {"other properties", "ignored", unused,
     [](const Entity& entity) { return entity.others(payment_props); }},
});

constexpr auto call_props = std::to_array<std::string_view>(
    {"date", "startDate", "callerNumber", "receiverNumber", "duration"});
const auto call_rules = std::to_array<Rule>({
    {"date", "time", "date, else startDate",
     [](const Entity& entity) { return entity.first("date|startDate"); }, json_time},
    {"caller",
     "caller",
     "callerNumber",
     [](const Entity& entity) { return entity.first("callerNumber"); },
     {},
     {},
     "tel"},
    {"receiver",
     "callee",
     "receiverNumber",
     [](const Entity& entity) { return entity.first("receiverNumber"); },
     {},
     {},
     "tel"},
    {"duration", "duration_s", "duration, in seconds",
     [](const Entity& entity) { return entity.first("duration"); }},
    {"caller name", "ignored", unused,
     [](const Entity& entity) { return ref_or_name(entity, "caller"); }},
    {"receiver name", "ignored", unused,
     [](const Entity& entity) { return ref_or_name(entity, "receiver"); }},
    {"other properties", "ignored", unused,
     [](const Entity& entity) { return entity.others(call_props); }},
});

constexpr auto account_props = std::to_array<std::string_view>(
    {"iban", "accountNumber", "publicKey", "cryptoAddress", "phone", "email", "country",
     "openingDate", "creationDate", "closingDate", "holder", "owner"});
std::string account_number(const Entity& entity) {
  return entity.first("iban|accountNumber|cryptoAddress|publicKey|username|email");
}
template <bool is_wallet>
std::vector<Rule> account_rules() {
  return {
      {"account",
       "account",
       "iban, else accountNumber; of a wallet cryptoAddress, publicKey; else username, email",
       account_number,
       {},
       {},
       is_wallet ? "chain" : "account"},
      {"holder id", "record_id", "holder, owner",
       [](const Entity& entity) { return text(entity.ref("holder|owner")); }},
      {"holder", "holder", "its name, where the file has it",
       [](const Entity& entity) { return name_of(entity, "holder|owner"); }},
      {"phones",
       "phone",
       "phone of a user account",
       [](const Entity& entity) { return entity.all("phone"); },
       {},
       "; "},
      {"e-mails",
       "email",
       "email of a user account",
       [](const Entity& entity) { return entity.all("email"); },
       {},
       "; "},
      {"country", "country", "country",
       [](const Entity& entity) { return entity.first("country"); }},
      {"since", "valid_from", "openingDate, creationDate",
       [](const Entity& entity) { return entity.first("openingDate|creationDate"); }, json_time},
      {"until", "valid_to", "closingDate",
       [](const Entity& entity) { return entity.first("closingDate"); }, json_time},
      {"second number", "ignored", "accountNumber beside an iban",
       [](const Entity& entity) { return entity.all("accountNumber|publicKey"); }},
      {"id", "ignored", "id of the account", [](const Entity& entity) { return text(entity.id); }},
      {"other properties", "ignored", unused,
       [](const Entity& entity) { return entity.others(account_props); }}};
}

constexpr auto listing_props = std::to_array<std::string_view>(
    {"entity", "authority", "program", "reason", "listingDate", "startDate", "country"});
const auto listing_rules = std::to_array<Rule>({
    {"listed id", "record_id", "entity: who is listed",
     [](const Entity& entity) { return text(entity.ref("entity")); }},
    {"listed", "name", "its name, where the file has it, else its id",
     [](const Entity& entity) { return ref_or_name(entity, "entity"); }},
    {"authority", "listed_by", "authority, else publisher",
     [](const Entity& entity) { return entity.first("authority|publisher"); }},
    {"reason", "note", "program, reason, provisions",
     [](const Entity& entity) { return entity.all("program|reason|provisions|summary"); }},
    {"listed on", "time", "listingDate, else startDate",
     [](const Entity& entity) { return entity.first("listingDate|startDate|date"); }, json_time},
    {"topics", "role", "topics of a risk",
     [](const Entity& entity) { return entity.all("topics"); }},
    {"country", "country", "country", [](const Entity& entity) { return entity.first("country"); }},
    {"schema", "ignored", "schema", [](const Entity& entity) { return text(entity.schema); }},
    {"id", "ignored", "id of the listing", [](const Entity& entity) { return text(entity.id); }},
    {"other properties", "ignored", unused,
     [](const Entity& entity) { return entity.others(listing_props); }},
});

const auto other_rules = std::to_array<Rule>({
    {"id", "ignored", "id", [](const Entity& entity) { return text(entity.id); }},
    {"schema", "ignored", "schema", [](const Entity& entity) { return text(entity.schema); }},
    {"name", "ignored", "name, else caption",
     [](const Entity& entity) {
       const std::string name = entity.name();
       return name.empty() ? text(entity.node.at("caption").text()) : name;
     }},
    {"properties", "ignored", unused, [](const Entity& entity) { return entity.others({}); }},
    {"datasets", "ignored", "datasets: where it comes from", datasets},
});

}  // namespace

std::span<const CellRule<FtmEntity>> ftm_rules(FtmGroup group) {
  static const std::vector<Rule> bank_rules = account_rules<false>(),
                                 wallet_rules = account_rules<true>();
  switch (group) {
    case FtmGroup::people:
    case FtmGroup::companies:
      return party_rules;
    case FtmGroup::ties:
      return tie_rules;
    case FtmGroup::payments:
      return payment_rules;
    case FtmGroup::calls:
      return call_rules;
    case FtmGroup::accounts:
      return bank_rules;
    case FtmGroup::wallets:
      return wallet_rules;
    case FtmGroup::listings:
      return listing_rules;
    case FtmGroup::other:
      return other_rules;
  }
  return other_rules;
}

}  // namespace cuibono::formats
