// The list of Specially Designated Nationals of the United States Treasury (OFAC), in its first form: sdn.xml,
// consolidated.xml.
#include "formats/format_list.h"
#include "formats/listed_party.h"

namespace cuibono::formats {
namespace {

bool recognises(std::string_view bytes) {
  const auto names = first_xml_names(bytes, 1);
  return !names.empty() && names[0].name == "sdnList";
}

std::string full_name(const XmlNode& node) {
  return join_parts({node.text("firstName"), node.text("lastName")}, " ");
}

void read_numbers(const XmlNode& entry, ListedParty& party) {
  entry.each("idList/id", [&](XmlNode id) {
    const std::string_view kind = id.text("idType"), number = id.text("idNumber");
    const std::string more = join_parts({id.text("issueDate"), id.text("expirationDate")}, " to ");
    if (more.empty()) {
      party.add_fact(kind, number, id.text("idCountry"));
    } else {
      party.add_document(kind, number, id.text("idCountry"), more);
    }
  });
}

ListedParty read_entry(const XmlNode& entry) {
  ListedParty party;
  party.list = "OFAC";
  party.id = entry.text("uid");
  party.type = entry.text("sdnType");
  party.add_name(full_name(entry), false);
  entry.each("akaList/aka",
             [&](XmlNode aka) { party.add_name(full_name(aka), aka.text("category") == "weak"); });
  entry.each("programList/program", [&](XmlNode one) { add_once(party.programmes, one.text()); });
  entry.each("dateOfBirthList/dateOfBirthItem/dateOfBirth",
             [&](XmlNode one) { add_once(party.births, iso_day(one.text())); });
  entry.each("placeOfBirthList/placeOfBirthItem/placeOfBirth",
             [&](XmlNode one) { add_once(party.birth_places, one.text()); });
  for (const std::string_view path :
       {"nationalityList/nationality/country", "citizenshipList/citizenship/country"})
    entry.each(path, [&](XmlNode one) { add_once(party.countries, country_code(one.text())); });
  entry.each("addressList/address", [&](XmlNode one) {
    add_once(party.addresses,
             join_parts({one.text("address1"), one.text("address2"), one.text("address3"),
                         one.text("city"), one.text("stateOrProvince"), one.text("postalCode"),
                         one.text("country")},
                        ", "));
    if (!one.text("country").empty()) add_once(party.countries, country_code(one.text("country")));
  });
  add_once(party.roles, entry.text("title"));
  add_once(party.notes, entry.text("remarks"));
  entry.find("vesselInfo").each_child([&](XmlNode one) {
    add_once(party.notes, join_parts({one.name(), one.text()}, " "));
  });
  read_numbers(entry, party);
  return party;
}

const ListRules& rules() {
  static const ListRules rules{{{"sdnEntry"}, {}}, read_entry};
  return rules;
}

}  // namespace

const FileFormat sdn_format{
    "ofac-sdn",
    "OFAC list of sanctions (sdn.xml, consolidated.xml)",
    "a row for each entry of a watch list: names, documents, addresses, digital currency addresses",
    "OFAC SDN XML",
    "Expat",
    recognises,
    find_listed_tables<rules>,
    read_listed_rows<rules>,
    nullptr,
};

}  // namespace cuibono::formats
