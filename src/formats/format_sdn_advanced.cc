// The lists of OFAC in their advanced form (sdn_advanced.xml): parties refer by numbers to kinds of names and facts,
// to places, documents and the programmes that list them, which stand before and behind them in the file.
#include <algorithm>
#include <map>

#include "formats/format_list.h"
#include "formats/listed_party.h"

namespace cuibono::formats {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

struct Document {
  std::string kind, number, country, more;
};

struct Listing {
  std::vector<std::string> programmes;
  std::string since;
};

/// What parties refer to, by number.
struct References {
  std::map<std::string, Words, std::less<>> words;  ///< "FeatureType" -> number -> word
  Words addresses, address_countries;               ///< of places
  std::map<std::string, std::vector<Document>, std::less<>> documents;  ///< of identities
  std::map<std::string, Listing, std::less<>> listings;                 ///< of profiles
  std::map<std::string, std::vector<std::string>, std::less<>> related; ///< of profiles

  [[nodiscard]] std::string word(std::string_view set, std::string_view number) const {
    const auto values = words.find(set);
    if (values == words.end()) return {};
    const auto found = values->second.find(number);
    return found == values->second.end() ? std::string() : found->second;
  }
};

const XmlRecordRules& reference_rules() {
  static const XmlRecordRules rules{
      {"FeatureTypeValues/FeatureType", "CountryValues/Country", "AreaCodeValues/AreaCode",
       "DetailReferenceValues/DetailReference", "IDRegDocTypeValues/IDRegDocType",
       "LocPartTypeValues/LocPartType", "NamePartTypeValues/NamePartType",
       "PartySubTypeValues/PartySubType", "PartyTypeValues/PartyType", "ScriptValues/Script",
       "RelationTypeValues/RelationType", "Locations/Location", "IDRegDocuments/IDRegDocument",
       "SanctionsEntries/SanctionsEntry", "ProfileRelationships/ProfileRelationship"},
      {}};
  return rules;
}

const XmlRecordRules& record_rules() {
  static const XmlRecordRules rules{{"DistinctParty"}, {}};
  return rules;
}

bool recognises(std::string_view bytes) {
  const auto names = first_xml_names(bytes, 12);
  return names.size() > 1 && names[0].name == "Sanctions" &&
         std::any_of(names.begin(), names.end(), [](const XmlName& name) {
           return name.name == "ReferenceValueSets" || name.name == "DistinctParties" ||
                  name.name == "DistinctParty";
         });
}

/// "1979-09-21", "1979-09" or "1979" of Year, Month, Day.
std::string day_of(const XmlNode& date) {
  std::string out(date.text("Year"));
  for (const std::string_view part : {"Month", "Day"}) {
    const std::string_view number = date.text(part);
    if (out.empty() || number.empty()) break;
    out += std::string("-") + (number.size() < 2 ? "0" : "") + std::string(number);
  }
  return out;
}

void read_place(const XmlNode& place, References& references) {
  std::string country = references.word("Country", place.text("LocationCountry/@CountryID"));
  if (country.empty())
    country = references.word("AreaCode", place.text("LocationAreaCode/@AreaCodeID"));
  if (country == "undetermined") country.clear();
  std::map<std::string, std::string> parts;  // by kind: they come in any order
  place.each("LocationPart", [&](XmlNode part) {
    std::string& text = parts[references.word("LocPartType", part.text("@LocPartTypeID"))];
    part.each("LocationPartValue", [&](XmlNode value) {
      const std::string_view one = value.text("Value");
      if (value.text("@Primary") != "false" && text.empty()) text = one;
    });
    if (text.empty()) text = part.text("LocationPartValue/Value");
  });
  std::string address =
      join_parts({parts["ADDRESS1"], parts["ADDRESS2"], parts["ADDRESS3"], parts["CITY"],
                  parts["STATE/PROVINCE"], parts["REGION"], parts["POSTAL CODE"], parts["Unknown"],
                  country},
                 ", ");
  if (country.empty()) country = parts["Unknown"];
  const std::string number(place.text("@ID"));
  references.address_countries[number] = country;
  references.addresses[number] = std::move(address);
}

void read_document(const XmlNode& node, References& references) {
  Document document;
  document.kind = references.word("IDRegDocType", node.text("@IDRegDocTypeID"));
  document.number = node.text("IDRegistrationNo");
  document.country = references.word("Country", node.text("@IssuedBy-CountryID"));
  document.more = join_parts({node.text("IssuingAuthority"), node.text("Comment")}, ", ");
  references.documents[std::string(node.text("@IdentityID"))].push_back(std::move(document));
}

void read_listing(const XmlNode& entry, References& references) {
  Listing& listing = references.listings[std::string(entry.text("@ProfileID"))];
  entry.each("SanctionsMeasure", [&](XmlNode measure) {
    add_once(listing.programmes, measure.text("Comment"));
  });
  if (listing.since.empty()) listing.since = day_of(entry.find("EntryEvent/Date"));
}

void read_reference(const XmlNode& node, References& references) {
  const std::string_view name = node.name();
  if (name == "Location") return read_place(node, references);
  if (name == "IDRegDocument") return read_document(node, references);
  if (name == "SanctionsEntry") return read_listing(node, references);
  if (name == "ProfileRelationship") {
    add_once(references.related[std::string(node.text("@From-ProfileID"))],
             join_parts({references.word("RelationType", node.text("@RelationTypeID")),
                         node.text("@To-ProfileID")},
                        " "));
    return;
  }
  std::string word(node.text());
  if (name == "AreaCode") word = node.text("@Description");
  if (name == "Script") word = node.text("@ScriptCode");
  if (name == "PartySubType" && (word.empty() || word == "Unknown"))
    word = references.word("PartyType", node.text("@PartyTypeID"));
  references.words[std::string(name)][std::string(node.text("@ID"))] = std::move(word);
}

/// Given names before the family's, as the parts are called; as documented in scripts that are not Latin.
std::string name_of(const XmlNode& documented, const Words& part_kinds, const References& references) {
  std::string given, family, in_order;
  bool is_latin = true;
  documented.each("DocumentedNamePart/NamePartValue", [&](XmlNode part) {
    const std::string script = references.word("Script", part.text("@ScriptID"));
    is_latin = is_latin && (script.empty() || script == "Latn");
    const auto kind = part_kinds.find(part.text("@NamePartGroupID"));
    const bool is_family = kind != part_kinds.end() && kind->second == "Last Name";
    std::string& place = is_family ? family : given;
    place = join_parts({place, part.text()}, " ");
    in_order = join_parts({in_order, part.text()}, " ");
  });
  return is_latin ? join_parts({given, family}, " ") : in_order;
}

void read_identity(const XmlNode& identity, const References& references, ListedParty& party) {
  Words part_kinds;
  identity.each("NamePartGroups/MasterNamePartGroup/NamePartGroup", [&](XmlNode group) {
    part_kinds[std::string(group.text("@ID"))] =
        references.word("NamePartType", group.text("@NamePartTypeID"));
  });
  for (const bool is_primary : {true, false}) {
    identity.each("Alias", [&](XmlNode alias) {
      if ((alias.text("@Primary") == "true") != is_primary) return;
      const bool is_weak = alias.text("@LowQuality") == "true";
      alias.each("DocumentedName", [&](XmlNode documented) {
        party.add_name(name_of(documented, part_kinds, references), is_weak);
      });
    });
  }
  const auto documents = references.documents.find(identity.text("@ID"));
  if (documents == references.documents.end()) return;
  for (const auto& one : documents->second)
    party.add_document(one.kind, one.number, one.country, one.more);
}

void read_birth(const XmlNode& period, ListedParty& party) {
  const std::string from = day_of(period.find("Start/From")), to = day_of(period.find("End/To"));
  if (from.empty()) return;
  // A year or a month is written as its first and its last day.
  const bool is_year = from.ends_with("-01-01") && to == from.substr(0, 4) + "-12-31";
  if (is_year) {
    add_once(party.births, from.substr(0, 4));
  } else if (to.empty() || to == from) {
    add_once(party.births, from);
  } else {
    add_once(party.births, from + " to " + to);
  }
}

void read_feature(const XmlNode& feature, const References& references, ListedParty& party) {
  const std::string kind = references.word("FeatureType", feature.text("@FeatureTypeID"));
  const auto take = [&](XmlNode version) {
    read_birth(version.find("DatePeriod"), party);
    version.each("VersionLocation", [&](XmlNode place) {
      const auto address = references.addresses.find(place.text("@LocationID"));
      if (address == references.addresses.end()) return;
      const std::string country =
          country_code(references.address_countries.find(address->first)->second);
      if (kind == "Location") add_once(party.addresses, address->second);
      if (kind == "Place of Birth") add_once(party.birth_places, address->second);
      if (kind != "Place of Birth") add_once(party.countries, country);
    });
    version.each("VersionDetail", [&](XmlNode detail) {
      std::string value(detail.text());
      if (value.empty()) value = references.word("DetailReference", detail.text("@DetailReferenceID"));
      if (value.empty()) return;
      if (kind == "Place of Birth") return add_once(party.birth_places, value);
      party.add_fact(kind, value, {});
    });
  };
  feature.each("FeatureVersion", take);
  if (!feature.find("FeatureVersion").is_there()) take(feature);
}

ListedParty read_party(const XmlNode& node, const References& references) {
  ListedParty party;
  party.list = "OFAC";
  party.id = node.text("@FixedRef");
  add_once(party.notes, node.text("Comment"));
  node.each("Profile", [&](XmlNode profile) {
    party.type = references.word("PartySubType", profile.text("@PartySubTypeID"));
    for (const bool is_primary : {true, false}) {
      profile.each("Identity", [&](XmlNode identity) {
        if ((identity.text("@Primary") != "false") == is_primary)
          read_identity(identity, references, party);
      });
    }
    profile.each("Feature", [&](XmlNode feature) { read_feature(feature, references, party); });
    const std::string_view number = profile.text("@ID");
    if (const auto found = references.listings.find(number); found != references.listings.end()) {
      for (const auto& one : found->second.programmes) add_once(party.programmes, one);
      if (party.listed_on.empty()) party.listed_on = found->second.since;
    }
    if (const auto found = references.related.find(number); found != references.related.end())
      for (const auto& one : found->second) add_once(party.related, one);
  });
  return party;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_listed(context, bytes, record_rules());
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes,
                       const Table& /*table*/, const OnRow& on_row) {
  References references;
  const auto note = [&](const XmlNode& node, bool is_whole) -> core::Status {
    if (is_whole) read_reference(node, references);
    return {};
  };
  CB_TRY(const XmlEnd end, read_xml_records(context, bytes, reference_rules(), note));
  static_cast<void>(end);  // told again by the reading of the parties
  const auto read = [&](const XmlNode& node) { return read_party(node, references); };
  return read_listed(context, bytes, {record_rules(), read}, on_row);
}

}  // namespace

const FileFormat sdn_advanced_format{
    "ofac-advanced",
    "OFAC list of sanctions, advanced (sdn_advanced.xml, cons_advanced.xml)",
    "a row for each party of a watch list: names in all scripts, documents, addresses, digital currency "
    "addresses, programmes",
    "OFAC advanced sanctions data XML",
    "Expat",
    recognises,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
