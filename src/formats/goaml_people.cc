#include "formats/goaml_people.h"

#include <array>

#include "formats/listed_party.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view mark = " | ";

/// Lower-case letters, digits and hyphens, for names of sources in local ids.
std::string plain_word(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_upper) {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (is_plain || static_cast<unsigned char>(c) >= 0x80) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with("-")) out.pop_back();
  return out;
}

std::string place_key(const XmlNode& record) {
  const std::string_view number = record.text("transactionnumber");
  return number.empty() ? "activity-" + std::to_string(record.offset()) : plain_word(number);
}

/// The element of a side: "t_from", or "t_from_my_client" for a client of who reports.
XmlNode side_of(const XmlNode& transaction, std::string_view side) {
  const std::string name = "t_" + std::string(side);
  const XmlNode plain = transaction.find(name);
  return plain.is_there() ? plain : transaction.find(name + "_my_client");
}

std::string end_id(const XmlNode& record, std::string_view side, const GoamlReport& report) {
  return "local:" + report.key + ".acct:" + place_key(record) + "-" + std::string(side);
}

/// Walks through the places in which parties name further ones.
class PeopleWalk {
 public:
  PeopleWalk(const XmlNode& record, const GoamlReport& report) : record_(record), report_(report) {}

  void side(const XmlNode& side, const std::string& role) {
    const std::string own = end_id(record_, role, report_);
    const std::string prefix = role + "_";
    account(side.find(prefix + "account"), role);
    person(side.find(prefix + "person"), role, own);
    entity(side.find(prefix + "entity"), role, own);
    person(side.find("t_conductor"), role + ", conductor", {});
  }

  void party(const XmlNode& party) {
    std::string role(party.text("role"));
    if (role.empty()) role = "party";
    for (const std::string_view suffix : {"", "_my_client"}) {
      account(party.find("account" + std::string(suffix)), role);
      person(party.find("person" + std::string(suffix)), role, {});
      entity(party.find("entity" + std::string(suffix)), role, {});
    }
  }

  [[nodiscard]] std::vector<GoamlPerson> take() && { return std::move(people_); }

 private:
  void add(const XmlNode& node, const std::string& role, const std::string& account, bool is_entity) {
    GoamlPerson person;
    person.id = report_.key + "/" + place_key(record_) + "/" + std::to_string(people_.size() + 1);
    person.role = role;
    person.where = record_.text("transactionnumber");
    person.account = account;
    person.node = person.place = node;
    person.is_entity = is_entity;
    people_.push_back(std::move(person));
  }

  void person(const XmlNode& node, const std::string& role, const std::string& account) {
    if (!node.is_there()) return;
    add(node, role, account, false);
    node.each("related_persons/person_related_person/person",
              [&](XmlNode one) { person(one, role + ", related", {}); });
  }

  void entity(const XmlNode& node, const std::string& role, const std::string& account) {
    if (!node.is_there()) return;
    add(node, role, account, true);
    node.each("director_id", [&](XmlNode one) { person(one, role + ", director", {}); });
    node.each("related_persons/entity_related_person", [&](XmlNode one) {
      const std::string_view office = one.text("role");
      person(one.find("person"), role + ", " + (office.empty() ? "related" : std::string(office)), {});
    });
    node.each("related_entities/entity_related_entity/entity",
              [&](XmlNode one) { entity(one, role + ", related", {}); });
  }

  void account(const XmlNode& node, const std::string& role) {
    if (!node.is_there()) return;
    const std::string id = goaml_account_id(node);
    const std::size_t before = people_.size();
    entity(node.find("t_entity"), role + ", holder", id);
    node.each("signatory", [&](XmlNode one) { person(one.find("t_person"), role + ", signatory", id); });
    node.each("related_persons/account_related_person/t_person",
              [&](XmlNode one) { person(one, role + ", signatory", id); });
    node.each("related_entities/account_related_entity/entity",
              [&](XmlNode one) { entity(one, role + ", related", {}); });
    if (people_.size() == before && !node.text("account_name").empty())
      add(node, role + ", holder", id, true);
  }

  const XmlNode& record_;      // borrows
  const GoamlReport& report_;  // borrows
  std::vector<GoamlPerson> people_;
};

std::string phones_of(const XmlNode& node) {
  std::string out;
  for (const std::string_view path : {"phones/phone", "employer_phone_id"}) {
    node.each(path, [&](XmlNode phone) {
      const std::string_view number = phone.text("tph_number"), prefix = phone.text("tph_country_prefix");
      if (number.empty()) return;
      if (!out.empty()) out += mark;
      if (!prefix.empty() && !number.starts_with('+'))
        out += (prefix.starts_with('+') ? "" : "+") + std::string(prefix) + " ";
      out += number;
    });
  }
  return out;
}

std::string addresses_of(const XmlNode& node) {
  std::string out;
  node.each("addresses/address", [&](XmlNode one) {
    const std::string text = goaml_address(one);
    if (!text.empty()) out += (out.empty() ? "" : std::string(mark)) + text;
  });
  return out;
}

/// Documents in words, or their numbers as selectors with the country that issued them.
std::string documents_of(const GoamlPerson& person, bool in_words) {
  ListedParty all;
  const XmlNode& node = person.node;
  all.add_document("passport", node.text("passport_number"), node.text("passport_country"), {});
  all.add_document("id", node.text("id_number"), {}, {});
  all.add_document("social security", node.text("ssn"), {}, {});
  all.add_document("incorporation", node.text("incorporation_number"),
                   node.text("incorporation_country_code"), {});
  all.add_document("tax", node.text("tax_number"), {}, {});
  for (const std::string_view path : {"identifications/identification", "identification",
                                      "entity_identifications/entity_identifier",
                                      "entity_identifications/entity_identification"}) {
    node.each(path, [&](XmlNode one) {
      all.add_document(one.text("type"), one.text("number"), one.text("issue_country"),
                       join_parts({one.text("issue_date"), one.text("expiry_date")}, " to "));
    });
  }
  std::string out;
  for (const auto& one : in_words ? all.documents : all.document_numbers)
    out += (out.empty() ? "" : std::string(mark)) + std::string(core::trim(one));
  return out;
}

std::string name_of(const GoamlPerson& person) {
  if (!person.is_entity) return goaml_person_name(person.node);
  return std::string(person.node.first("name|commercial_name|account_name"));
}

}  // namespace

GoamlReport::GoamlReport(const XmlNode& report)
    : node(report),
      key("goaml-" + plain_word(join_parts({report.text("rentity_id"), report.text("entity_reference")},
                                           "-"))),
      currency(report.text("currency_code_local")) {
  if (report.text("entity_reference").empty()) key += "-" + std::to_string(report.offset());
}

std::string goaml_person_name(const XmlNode& person) {
  return join_parts({person.text("title"), person.text("first_name"), person.text("middle_name"),
                     person.text("prefix"), person.text("last_name")},
                    " ");
}

std::string goaml_account_id(const XmlNode& account) {
  const std::string_view iban = account.text("iban"), number = account.text("account");
  if (!iban.empty()) return std::string(iban);
  if (number.empty()) return {};
  std::string compact;
  for (const char c : number) {
    if (c >= 'a' && c <= 'z') compact += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) compact += c;
  }
  const std::string country = country_code(account.text("institution_country"));
  if (country.size() == 2 && !compact.empty()) return "acct:" + country + ":" + compact;
  const std::string bank = plain_word(account.first("swift|institution_code|institution_name"));
  if (!bank.empty()) return "local:" + bank + ".acct:" + std::string(number);
  return std::string(number);
}

std::string goaml_address(const XmlNode& one) {
  return join_parts({one.text("address"), one.text("house_number"), one.text("town"), one.text("city"),
                     one.text("zip"), one.text("state"), one.text("country_code")},
                    ", ");
}

GoamlEnd read_goaml_end(const XmlNode& transaction, std::string_view side, const GoamlReport& report) {
  const XmlNode node = side_of(transaction, side);
  GoamlEnd end;
  if (!node.is_there()) return end;
  const std::string prefix = std::string(side) + "_";
  const XmlNode account = node.find(prefix + "account");
  const XmlNode person = node.find(prefix + "person"), entity = node.find(prefix + "entity");
  end.account = account.first("iban|account");
  end.name = account.first("t_entity/name|account_name");
  if (end.name.empty()) end.name = goaml_person_name(account.find("signatory/t_person"));
  if (end.name.empty())
    end.name = goaml_person_name(account.find("related_persons/account_related_person/t_person"));
  if (person.is_there()) end.name = goaml_person_name(person);
  if (entity.is_there()) end.name = entity.first("name|commercial_name");
  end.institution = account.first("swift|institution_name|institution_code");
  end.country = node.text(prefix + "country");
  end.funds = node.text(prefix + "funds_code");
  const XmlNode foreign = node.find(prefix + "foreign_currency");
  end.foreign_amount = foreign.text("foreign_amount");
  end.foreign_currency = foreign.text("foreign_currency_code");
  end.rate = foreign.text("foreign_exchange_rate");
  end.conductor = goaml_person_name(node.find("t_conductor"));
  end.is_suspected = node.text(prefix + "is_suspected");
  end.id = goaml_account_id(account);
  if (end.id.empty()) end.id = node.text(prefix + "transaction_additional_info/virtual_address");
  if (end.id.empty()) end.id = end_id(transaction, side, report);
  return end;
}

std::vector<GoamlPerson> find_goaml_people(const XmlNode& record, const GoamlReport& report) {
  PeopleWalk walk(record, report);
  for (const std::string_view side : {"from", "to"})
    if (const XmlNode node = side_of(record, side); node.is_there()) walk.side(node, std::string(side));
  for (const std::string_view path : {"involved_parties/party", "report_parties/report_party"})
    record.each(path, [&](XmlNode party) { walk.party(party); });
  return std::move(walk).take();
}

std::span<const CellRule<GoamlPerson>> goaml_people_rules() {
  using P = const GoamlPerson&;
  static const auto rules = std::to_array<CellRule<GoamlPerson>>({
      {"place", "record_id", "the report, the transaction, and who in it", [](P p) { return p.id; }},
      {"name", "name", "first_name to last_name; name of a firm", name_of},
      {"name in own script", "aliases", "full_name_frn, alias, previous names, commercial name",
       [](P p) {
         std::string out = join_parts({p.node.text("full_name_frn"), p.node.text("alias"),
                                       p.is_entity ? p.node.text("commercial_name") : ""},
                                      mark);
         p.node.each("previous_names/previous_name", [&](XmlNode one) {
           out = join_parts({out, join_parts({one.text("first_name"), one.text("last_name")}, " ")}, mark);
         });
         return out;
       },
       {}, mark},
      {"birth date", "birth_date", "birthdate",
       [](P p) { return std::string(p.node.text("birthdate").substr(0, 10)); }},
      {"country", "country", "nationality, residence, or where it was incorporated",
       [](P p) {
         return std::string(p.node.first("nationality1|residence|incorporation_country_code"));
       }},
      {"account", "account", "the account, or the end of the transaction, that is theirs",
       [](P p) { return p.account; }, {}, {}, "account"},
      {"document numbers", "document_number", "documents with the country that issued them",
       [](P p) { return documents_of(p, false); }, {}, mark, "document"},
      {"telephones", "phone", "phones", [](P p) { return phones_of(p.node); }, {}, mark, "tel"},
      {"e-mail addresses", "email", "email",
       [](P p) {
         return join_parts({p.node.all("email", mark), p.node.all("emails/email", mark)}, mark);
       },
       {}, mark, "email"},
      {"addresses", "address", "addresses", [](P p) { return addresses_of(p.node); }, {}, mark},
      {"role", "role", "which end of the transaction, or which part in the activity",
       [](P p) { return p.role; }},
      {"transaction", "ignored", "transactionnumber", [](P p) { return p.where; }},
      {"kind", "ignored", "person or entity",
       [](P p) { return std::string(p.is_entity ? "entity" : "person"); }},
      {"documents", "ignored", "documents in words", [](P p) { return documents_of(p, true); }},
      {"occupation", "ignored", "occupation, business",
       [](P p) { return std::string(p.node.first("occupation|business")); }},
      {"employer", "ignored", "employer_name",
       [](P p) {
         return std::string(p.node.first("employer_name|employment_history/employment/employer_name"));
       }},
      {"birth place", "ignored", "birth_place", [](P p) { return std::string(p.node.text("birth_place")); }},
      {"gender", "ignored", "gender", [](P p) { return std::string(p.node.text("gender")); }},
      {"wealth", "ignored", "source_of_wealth",
       [](P p) { return std::string(p.node.text("source_of_wealth")); }},
      {"network addresses", "ignored", "network_devices",
       [](P p) {
         return join_parts({p.node.all("network_devices/network_device/ip_address/ipv4", mark),
                            p.node.all("network_devices/network_device/ip_address/ipv6", mark)},
                           mark);
       }},
      {"comments", "ignored", "comments", [](P p) { return std::string(p.node.text("comments")); }},
  });
  return rules;
}

}  // namespace cuibono::formats
