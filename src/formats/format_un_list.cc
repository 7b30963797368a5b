// The consolidated list of the Security Council of the United Nations.
#include "formats/format_list.h"
#include "formats/listed_party.h"

namespace cuibono::formats {
namespace {

bool recognises(std::string_view bytes) {
  const auto names = first_xml_names(bytes, 2);
  return names.size() == 2 && names[0].name == "CONSOLIDATED_LIST" &&
         (names[1].name == "INDIVIDUALS" || names[1].name == "ENTITIES");
}

std::string address_of(const XmlNode& node) {
  return join_parts({node.text("STREET"), node.text("CITY"), node.text("STATE_PROVINCE"),
                     node.text("ZIP_CODE"), node.text("COUNTRY"), node.text("NOTE")},
                    ", ");
}

void read_names(const XmlNode& entry, ListedParty& party) {
  party.add_name(join_parts({entry.text("FIRST_NAME"), entry.text("SECOND_NAME"),
                             entry.text("THIRD_NAME"), entry.text("FOURTH_NAME")},
                            " "),
                 false);
  party.add_name(entry.text("NAME_ORIGINAL_SCRIPT"), false);
  for (const std::string_view path : {"INDIVIDUAL_ALIAS", "ENTITY_ALIAS"}) {
    entry.each(path, [&](XmlNode alias) {
      const bool is_weak = alias.text("QUALITY") == "Low";
      party.add_name(alias.text("ALIAS_NAME"), is_weak);
      add_once(party.births, iso_day(alias.text("DATE_OF_BIRTH")));
      const std::string_view note = alias.text("NOTE");  // "in Arabic script: …"
      constexpr std::string_view script = "script:";
      const auto at = note.find(script);
      if (at != std::string_view::npos) party.add_name(note.substr(at + script.size()), is_weak);
    });
  }
}

void read_births(const XmlNode& entry, ListedParty& party) {
  entry.each("INDIVIDUAL_DATE_OF_BIRTH", [&](XmlNode birth) {
    const std::string_view day = birth.first("DATE|YEAR");
    const std::string years = join_parts({birth.text("FROM_YEAR"), birth.text("TO_YEAR")}, " to ");
    add_once(party.births, day.empty() ? years : iso_day(day));
  });
  entry.each("INDIVIDUAL_PLACE_OF_BIRTH",
             [&](XmlNode place) { add_once(party.birth_places, address_of(place)); });
}

ListedParty read_entry(const XmlNode& entry) {
  ListedParty party;
  party.list = "UN";
  party.id = entry.first("REFERENCE_NUMBER|DATAID");
  party.type = entry.name() == "INDIVIDUAL" ? "individual" : "entity";
  read_names(entry, party);
  read_births(entry, party);
  add_once(party.programmes, entry.text("UN_LIST_TYPE"));
  entry.each("NATIONALITY/VALUE",
             [&](XmlNode one) { add_once(party.countries, country_code(one.text())); });
  for (const std::string_view path : {"INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"}) {
    entry.each(path, [&](XmlNode one) {
      add_once(party.addresses, address_of(one));
      if (!one.text("COUNTRY").empty())
        add_once(party.countries, country_code(one.text("COUNTRY")));
    });
  }
  entry.each("INDIVIDUAL_DOCUMENT", [&](XmlNode one) {
    party.add_document(one.first("TYPE_OF_DOCUMENT2|TYPE_OF_DOCUMENT"), one.text("NUMBER"),
                       one.first("ISSUING_COUNTRY|COUNTRY_OF_ISSUE"),
                       join_parts({one.text("DATE_OF_ISSUE"), one.text("NOTE")}, ", "));
  });
  for (const std::string_view path : {"DESIGNATION/VALUE", "TITLE/VALUE"})
    entry.each(path, [&](XmlNode one) { add_once(party.roles, one.text()); });
  party.gender = entry.text("GENDER");
  party.listed_on = entry.text("LISTED_ON");
  add_once(party.notes, entry.text("COMMENTS1"));
  return party;
}

const ListRules& rules() {
  static const ListRules rules{{{"INDIVIDUALS/INDIVIDUAL", "ENTITIES/ENTITY"}, {}}, read_entry};
  return rules;
}

}  // namespace

const FileFormat un_list_format{
    "un-list",
    "consolidated list of the UN Security Council",
    "a row for each entry of a watch list: names in all scripts, births, documents, addresses",
    "UN Security Council consolidated list XML",
    "Expat",
    recognises,
    find_listed_tables<rules>,
    read_listed_rows<rules>,
    nullptr,
};

}  // namespace cuibono::formats
