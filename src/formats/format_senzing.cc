// Records as the Senzing engine takes them in: attributes at the root, in FEATURES, or in lists of a name of
// their own; an attribute may have a usage before its name ("HOME_PHONE_NUMBER").
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 3> table_names{"people", "companies", "ties"};

/// Attributes that the specification names and a plain export hardly has.
constexpr auto known_attributes = std::to_array<std::string_view>(
    {"NAME_FULL", "NAME_ORG", "NAME_LAST", "NAME_FIRST", "DATE_OF_BIRTH", "ADDR_FULL", "ADDR_LINE1",
     "PHONE_NUMBER", "EMAIL_ADDRESS", "SSN_NUMBER", "PASSPORT_NUMBER", "DRIVERS_LICENSE_NUMBER",
     "NATIONAL_ID_NUMBER", "TAX_ID_NUMBER", "RECORD_TYPE", "REL_ANCHOR_KEY", "REL_POINTER_KEY",
     "ACCOUNT_NUMBER"});
constexpr auto number_attributes = std::to_array<std::string_view>(
    {"PASSPORT_NUMBER", "DRIVERS_LICENSE_NUMBER", "SSN_NUMBER", "NATIONAL_ID_NUMBER",
     "TAX_ID_NUMBER", "OTHER_ID_NUMBER", "TRUSTED_ID_NUMBER", "LEI_NUMBER", "DUNS_NUMBER",
     "NPI_NUMBER"});

/// Whether a key is this attribute, with or without a usage before it.
bool is_attribute(std::string_view key, std::string_view attribute) {
  return key == attribute || (key.size() > attribute.size() && key.ends_with(attribute) &&
                              key[key.size() - attribute.size() - 1] == '_');
}
/// An attribute of this very object.
std::string_view own_text(const JsonNode& object, std::string_view attribute) {
  std::string_view found;
  object.each_child([&](JsonNode child) {
    if (found.empty() && is_attribute(child.key(), attribute)) found = child.text();
  });
  return found;
}
/// The record itself and every object in a list of it: one feature each.
template <class Take>
void each_feature(const JsonNode& record, const Take& take) {
  take(record);
  record.each_child([&](JsonNode list) {
    if (list.is(JsonKind::list)) list.each("", [&](JsonNode one) { take(one); });
  });
}
std::string all_texts(const JsonNode& record, std::string_view attribute) {
  JoinedTexts texts;
  each_feature(record, [&](const JsonNode& feature) {
    feature.each_child([&](JsonNode child) {
      if (is_attribute(child.key(), attribute)) texts.add(child.text());
    });
  });
  return texts.take();
}
std::string first_text(const JsonNode& record, std::string_view attribute) {
  std::string_view found;
  each_feature(record, [&](const JsonNode& feature) {
    if (found.empty()) found = own_text(feature, attribute);
  });
  return std::string(found);
}

std::string name_in(const JsonNode& feature) {
  for (const std::string_view whole : {"NAME_FULL", "NAME_ORG"}) {
    const auto text = own_text(feature, whole);
    if (!text.empty()) return std::string(text);
  }
  std::string name;
  for (const std::string_view part :
       {"NAME_PREFIX", "NAME_FIRST", "NAME_MIDDLE", "NAME_LAST", "NAME_SUFFIX"})
    add_part(name, own_text(feature, part), " ");
  return name;
}
std::vector<std::string> names(const JsonNode& record) {
  std::vector<std::string> found;
  each_feature(record, [&](const JsonNode& feature) {
    const std::string name = name_in(feature);
    if (!name.empty() && std::find(found.begin(), found.end(), name) == found.end())
      found.push_back(name);
  });
  return found;
}
std::string address_in(const JsonNode& feature) {
  std::string address(own_text(feature, "ADDR_FULL"));
  if (!address.empty()) return address;
  for (const std::string_view part :
       {"ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3", "ADDR_LINE4", "ADDR_CITY", "ADDR_STATE",
        "ADDR_POSTAL_CODE", "ADDR_COUNTRY"})
    add_part(address, own_text(feature, part));
  return address;
}
std::string addresses(const JsonNode& record) {
  JoinedTexts texts(" | ");
  each_feature(record, [&](const JsonNode& feature) { texts.add(address_in(feature)); });
  return texts.take();
}
std::string country(const JsonNode& record) {
  for (const std::string_view attribute :
       {"NATIONALITY", "CITIZENSHIP", "COUNTRY_OF_ASSOCIATION", "REGISTRATION_COUNTRY",
        "PASSPORT_COUNTRY", "ADDR_COUNTRY"}) {
    std::string text = first_text(record, attribute);
    if (!text.empty()) return text;
  }
  return {};
}
std::string numbers(const JsonNode& record) {
  JoinedTexts texts;
  each_feature(record, [&](const JsonNode& feature) {
    for (const auto attribute : number_attributes) texts.add(own_text(feature, attribute));
  });
  return texts.take();
}
/// "PASSPORT_NUMBER 123 US; …": numbers with what they are and who gave them out.
std::string told_numbers(const JsonNode& record) {
  JoinedTexts texts;
  each_feature(record, [&](const JsonNode& feature) {
    for (const auto attribute : number_attributes) {
      const auto number = own_text(feature, attribute);
      if (number.empty()) continue;
      const std::string base(attribute.substr(0, attribute.rfind('_')));
      std::string told(attribute);
      for (const std::string_view more :
           {number, own_text(feature, base + "_TYPE"), own_text(feature, base + "_STATE"),
            own_text(feature, base + "_COUNTRY")})
        add_part(told, more, " ");
      texts.add(told);
    }
  });
  return texts.take();
}
std::string payload(const JsonNode& record) {
  std::string told;
  record.each_child([&](JsonNode child) {
    const bool is_known =
        std::any_of(known_attributes.begin(), known_attributes.end(),
                    [&](std::string_view one) { return is_attribute(child.key(), one); });
    if (child.is(JsonKind::list) || is_known || child.key() == "DATA_SOURCE" ||
        child.key() == "RECORD_ID")
      return;
    const std::string text = texts_below(child);
    if (!text.empty()) add_part(told, std::string(child.key()) + ": " + text, "; ");
  });
  return told;
}
/// Everything in the features, as written: "NAME_LAST: Test, NAME_FIRST: Ana; …".
std::string features(const JsonNode& record) {
  std::string told;
  record.each_child([&](JsonNode list) {
    if (!list.is(JsonKind::list)) return;
    list.each("", [&](JsonNode one) {
      std::string feature;
      one.each_child([&](JsonNode child) {
        add_part(feature, std::string(child.key()) + ": " + texts_below(child));
      });
      add_part(told, feature, "; ");
    });
  });
  return told;
}

using Rule = CellRule<JsonNode>;
const auto party_rules = std::to_array<Rule>({
    {"id", "record_id", "RECORD_ID, distinct within DATA_SOURCE",
     [](const JsonNode& record) { return std::string(record.text("RECORD_ID")); }},
    {"data source", "ignored", "DATA_SOURCE: which file or list it comes from",
     [](const JsonNode& record) { return std::string(record.text("DATA_SOURCE")); }},
    {"record type", "ignored", "RECORD_TYPE",
     [](const JsonNode& record) { return first_text(record, "RECORD_TYPE"); }},
    {"name", "name", "NAME_FULL, NAME_ORG, or the parts of the first name",
     [](const JsonNode& record) {
       const auto all = names(record);
       return all.empty() ? std::string() : all.front();
     }},
    {"aliases",
     "aliases",
     "all names after the first",
     [](const JsonNode& record) {
       const auto all = names(record);
       std::string told;
       for (std::size_t i = 1; i < all.size(); ++i) add_part(told, all[i], "; ");
       return told;
     },
     {},
     "; "},
    {"birth date", "birth_date", "DATE_OF_BIRTH",
     [](const JsonNode& record) { return first_text(record, "DATE_OF_BIRTH"); }},
    {"country", "country", "NATIONALITY, CITIZENSHIP, of a passport, else of the address", country},
    {"address", "address", "ADDR_FULL, or its parts", addresses},
    {"document numbers",
     "document_number",
     "numbers of documents and registers",
     numbers,
     {},
     "; "},
    {"phones",
     "phone",
     "PHONE_NUMBER",
     [](const JsonNode& record) { return all_texts(record, "PHONE_NUMBER"); },
     {},
     "; "},
    {"e-mails",
     "email",
     "EMAIL_ADDRESS",
     [](const JsonNode& record) { return all_texts(record, "EMAIL_ADDRESS"); },
     {},
     "; "},
    {"accounts",
     "account",
     "ACCOUNT_NUMBER",
     [](const JsonNode& record) { return all_texts(record, "ACCOUNT_NUMBER"); },
     {},
     "; ",
     "account"},
    {"employer", "company", "EMPLOYER",
     [](const JsonNode& record) { return all_texts(record, "EMPLOYER"); }},
    {"numbers with their kinds", "ignored", "numbers with kind, state and country", told_numbers},
    {"payload", "ignored", "attributes of the root that are no features", payload},
    {"features", "ignored", "all features as written", features},
});

struct Pointer {
  JsonNode record, feature;
};
const auto tie_rules = std::to_array<CellRule<Pointer>>({
    {"holder id", "record_id", "RECORD_ID of the record that points",
     [](const Pointer& one) { return std::string(one.record.text("RECORD_ID")); }},
    {"holder", "holder", "its name",
     [](const Pointer& one) {
       const auto all = names(one.record);
       return all.empty() ? std::string() : all.front();
     }},
    {"other end id", "company", "REL_POINTER_KEY: whom it points to",
     [](const Pointer& one) { return std::string(own_text(one.feature, "REL_POINTER_KEY")); }},
    {"role", "role", "REL_POINTER_ROLE",
     [](const Pointer& one) { return std::string(own_text(one.feature, "REL_POINTER_ROLE")); }},
    {"since", "valid_from", "REL_POINTER_FROM_DATE",
     [](const Pointer& one) { return std::string(own_text(one.feature, "REL_POINTER_FROM_DATE")); },
     json_time},
    {"until", "valid_to", "REL_POINTER_THRU_DATE",
     [](const Pointer& one) { return std::string(own_text(one.feature, "REL_POINTER_THRU_DATE")); },
     json_time},
    {"domain", "ignored", "REL_POINTER_DOMAIN: in which ids the other end is named",
     [](const Pointer& one) { return std::string(own_text(one.feature, "REL_POINTER_DOMAIN")); }},
});

bool is_company(const JsonNode& record) {
  const std::string type = core::ascii_lower(first_text(record, "RECORD_TYPE"));
  if (!type.empty()) return type != "person" && type != "individual";
  return !first_text(record, "NAME_ORG").empty();
}
bool is_pointer(const JsonNode& feature) { return !own_text(feature, "REL_POINTER_KEY").empty(); }

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "people" ? "persons" : name;
  table.columns =
      name == "ties" ? columns_of<Pointer>(tie_rules) : columns_of<JsonNode>(party_rules);
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{""}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  const auto tables_of = [](const JsonRecord& record) {
    std::uint32_t found = is_company(record.value) ? 2U : 1U;
    each_feature(record.value,
                 [&](const JsonNode& feature) { found |= is_pointer(feature) ? 4U : 0U; });
    return found;
  };
  return find_json_tables(context, bytes, record_rules(), table_names, tables_of, make_table);
}

std::string why_refused(const JsonRecord& record) {
  if (!record.fault.empty()) return std::string(record.fault);
  if (record.value.text("DATA_SOURCE").empty())
    return "the record has no DATA_SOURCE, so it is no record of this format";
  return {};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write_pointers = [&](const JsonRecord& record) -> core::Result<bool> {
    core::Status status;
    const std::uint64_t before = writer.rows();
    each_feature(record.value, [&](const JsonNode& feature) {
      if (!status.has_value() || !is_pointer(feature)) return;
      status = writer.write<Pointer>(tie_rules, Pointer{record.value, feature}, feature.offset(),
                                     feature.bytes(), false, record.fault);
    });
    if (!status.has_value()) return status.error();
    return record.is_whole && writer.rows() > before;
  };
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    if (table.name == "ties") return write_pointers(record);
    if (is_company(record.value) != (table.name == "companies")) return false;
    CB_TRY_STATUS(writer.write<JsonNode>(party_rules, record.value, record.offset, record.bytes,
                                         !record.is_whole, why_refused(record)));
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool is_senzing_record(const JsonNode& record) {
  if (!record.at("DATA_SOURCE").is(JsonKind::text) || !record.at("RECORD_ID").is_there())
    return false;
  bool has_attribute = false;
  each_feature(record, [&](const JsonNode& feature) {
    feature.each_child([&](JsonNode child) {
      has_attribute |=
          std::any_of(known_attributes.begin(), known_attributes.end(),
                      [&](std::string_view one) { return is_attribute(child.key(), one); });
    });
  });
  return has_attribute;
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 10;
  return begins_json_with(bytes, "\"DATA_SOURCE\"") &&
         first_json_records(bytes, record_rules(), looked_at, [](const JsonRecord& record) {
           return is_senzing_record(record.value);
         });
}

}  // namespace

const FileFormat senzing_format{
    .name = "senzing",
    .title = "Senzing entity records",
    .gives = "people and companies, a row each record, and a row each pointer to another record",
    .standard = "Senzing Entity Specification",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
