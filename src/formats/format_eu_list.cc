// The consolidated list of financial sanctions of the European Union.
#include "formats/format_list.h"
#include "formats/listed_party.h"

namespace cuibono::formats {
namespace {

bool recognises(std::string_view bytes) {
  const auto names = first_xml_names(bytes, 2);
  return names.size() == 2 && names[0].name == "export" && names[1].name == "sanctionEntity";
}

/// The list writes 00 and UNKNOWN where it knows no country.
std::string country_of(const XmlNode& node) {
  const std::string_view code = node.text("@countryIso2Code"),
                         name = node.text("@countryDescription");
  if (!code.empty() && code != "00") return std::string(code);
  return name == "UNKNOWN" ? std::string() : std::string(name);
}

void read_names(const XmlNode& entry, ListedParty& party) {
  entry.each("nameAlias", [&](XmlNode alias) {
    std::string name(alias.text("@wholeName"));
    if (name.empty())
      name = join_parts(
          {alias.text("@firstName"), alias.text("@middleName"), alias.text("@lastName")}, " ");
    party.add_name(name, alias.text("@strong") == "false");
    add_once(party.roles, alias.first("@function|@title"));
    if (party.gender.empty()) party.gender = alias.text("@gender");
  });
}

void read_births(const XmlNode& entry, ListedParty& party) {
  entry.each("birthdate", [&](XmlNode birth) {
    const std::string years =
        join_parts({birth.text("@yearRangeFrom"), birth.text("@yearRangeTo")}, " to ");
    const std::string_view day = birth.first("@birthdate|@year");
    add_once(party.births, day.empty() ? years : std::string(day));
    add_once(party.birth_places, join_parts({birth.text("@city"), birth.text("@place"),
                                             birth.text("@region"), country_of(birth)},
                                            ", "));
  });
}

ListedParty read_entry(const XmlNode& entry) {
  ListedParty party;
  party.list = "EU";
  party.id = entry.first("@euReferenceNumber|@logicalId");
  party.type = entry.text("subjectType/@code");
  read_names(entry, party);
  read_births(entry, party);
  entry.each("citizenship", [&](XmlNode one) { add_once(party.countries, country_of(one)); });
  entry.each("address", [&](XmlNode one) {
    add_once(party.addresses, join_parts({one.text("@street"), one.text("@poBox"),
                                          one.text("@zipCode"), one.text("@city"),
                                          one.text("@place"), one.text("@region"), country_of(one)},
                                         ", "));
    add_once(party.countries, country_of(one));
    add_once(party.notes, one.all("remark", "; "));
    one.each("contactInfo", [&](XmlNode contact) {
      party.add_fact(contact.text("@key"), contact.text("@value"), {});
    });
  });
  entry.each("identification", [&](XmlNode one) {
    party.add_document(one.first("@identificationTypeDescription|@identificationTypeCode"),
                       one.first("@number|@latinNumber"), country_of(one), one.all("remark", "; "));
  });
  entry.each("regulation",
             [&](XmlNode one) { add_once(party.programmes, one.text("@programme")); });
  party.listed_on = entry.first("@designationDate|regulation/@publicationDate");
  add_once(party.notes, entry.text("@designationDetails"));
  entry.each("remark", [&](XmlNode one) { add_once(party.notes, one.text()); });
  if (!entry.text("@unitedNationId").empty())
    add_once(party.related, "UN " + std::string(entry.text("@unitedNationId")));
  return party;
}

const ListRules& rules() {
  static const ListRules rules{{{"sanctionEntity"}, {}}, read_entry};
  return rules;
}

}  // namespace

const FileFormat eu_list_format{
    "eu-list",
    "consolidated list of financial sanctions of the EU",
    "a row for each entry of a watch list: names in all scripts, births, documents, addresses",
    "EU financial sanctions XML, version 1.1",
    "Expat",
    recognises,
    find_listed_tables<rules>,
    read_listed_rows<rules>,
    nullptr,
};

}  // namespace cuibono::formats
