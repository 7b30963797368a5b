// IVMS101: who sends and who receives a transfer of virtual assets, as one provider tells the other. The
// standard has neither amount nor time; messages that carry it often have both beside it.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 3> table_names{"people", "companies", "transfers"};

/// A member whose name is written in one of the ways in use: "originatingVASP", "OriginatingVasp".
JsonNode member(const JsonNode& object, std::string_view lower_name) {
  JsonNode found;
  object.each_child([&](JsonNode child) {
    std::string key = core::ascii_lower(child.key());
    std::erase(key, '_');
    if (!found.is_there() && key == lower_name) found = child;
  });
  return found;
}

/// The payload of a message: the record itself, or a member of it.
JsonNode payload_of(const JsonNode& record) {
  if (member(record, "originator").is(JsonKind::object)) return record;
  for (const std::string_view name : {"ivms101", "ivms", "identitypayload", "payload", "piidata"}) {
    const JsonNode inner = member(record, name);
    if (!inner.is(JsonKind::object)) continue;
    if (member(inner, "originator").is(JsonKind::object)) return inner;
    const JsonNode deeper = member(inner, "ivms101");
    if (member(deeper, "originator").is(JsonKind::object)) return deeper;
  }
  return {};
}

struct Side {
  std::string_view object, persons, role;
};
constexpr auto sides = std::to_array<Side>({
    {"originator", "originatorpersons|originatorperson", "originator"},
    {"beneficiary", "beneficiarypersons|beneficiaryperson", "beneficiary"},
    {"originatingvasp", "originatingvasp", "originating provider"},
    {"beneficiaryvasp", "beneficiaryvasp", "beneficiary provider"},
});

/// A person of a payload.
struct Party {
  JsonNode person, outer;  ///< natural or legal; what stands around it, with its place
  std::string role, accounts;
  bool is_legal = false;
};

std::string accounts_of(const JsonNode& object) {
  const JsonNode numbers = member(object, "accountnumber");
  JoinedTexts texts;
  numbers.each("", [&](JsonNode one) { texts.add(one.text()); });
  return texts.take();
}

template <class Take>
void add_person(const JsonNode& around, const Side& side, const std::string& accounts,
                const Take& take) {
  around.each("", [&](JsonNode one) {
    for (const bool is_legal : {false, true}) {
      const JsonNode person = member(one, is_legal ? "legalperson" : "naturalperson");
      if (person.is(JsonKind::object))
        take(Party{person, one, std::string(side.role), accounts, is_legal});
    }
  });
}

template <class Take>
void each_party(const JsonNode& payload, const Take& take) {
  for (const Side& side : sides) {
    const JsonNode object = member(payload, side.object);
    if (!object.is(JsonKind::object)) continue;
    const std::string accounts = accounts_of(object);
    std::string_view names = side.persons;
    while (true) {
      const auto end = names.find('|');
      add_person(member(object, names.substr(0, end)), side, accounts, take);
      if (end == std::string_view::npos) break;
      names.remove_prefix(end + 1);
    }
    add_person(object, side, accounts, take);  // a provider without the second member of that name
  }
  const JsonNode path = member(payload, "transferpath");
  path.each("transferPath", [&](JsonNode step) {
    add_person(member(step, "intermediaryvasp"), {"", "", "intermediary provider"}, {}, take);
  });
}

std::string written_name(const JsonNode& id) {
  const std::string_view legal = id.at("legalPersonName").text();
  if (!legal.empty()) return std::string(legal);
  return with_blank(id.at("secondaryIdentifier").text(), id.at("primaryIdentifier").text());
}
std::string_view name_kind(const JsonNode& id) {
  return id.first(
      "nameIdentifierType|naturalPersonNameIdentifierType|legalPersonNameIdentifierType");
}
/// The legal name, else the first.
std::string name_of(const JsonNode& person) {
  std::string name;
  person.each("name/nameIdentifier", [&](JsonNode id) {
    if (name.empty() || name_kind(id) == "LEGL") name = written_name(id);
  });
  return name;
}
std::string other_names(const Party& party) {
  const std::string own = name_of(party.person);
  JoinedTexts texts;
  for (const std::string_view path :
       {"name/nameIdentifier", "name/localNameIdentifier", "name/phoneticNameIdentifier"}) {
    party.person.each(path, [&](JsonNode id) {
      if (written_name(id) != own) texts.add(written_name(id));
    });
  }
  return texts.take();
}
std::string addresses(const Party& party) {
  JoinedTexts texts(" | ");
  party.person.each("geographicAddress", [&](JsonNode one) {
    std::string address = one.all("addressLine", ", ");
    for (const std::string_view part :
         {"department", "subDepartment", "buildingName", "buildingNumber", "floor", "room",
          "postBox", "streetName", "townLocationName", "districtName", "postcode", "postCode",
          "townName", "countrySubDivision", "country"})
      add_part(address, one.at(part).text());
    texts.add(address);
  });
  return texts.take();
}

using Rule = CellRule<Party>;
const auto party_rules = std::to_array<Rule>({
    {"customer id", "record_id", "customerIdentification, customerNumber",
     [](const Party& one) {
       return std::string(one.person.first("customerIdentification|customerNumber"));
     }},
    {"name", "name", "nameIdentifier, the legal one",
     [](const Party& one) { return name_of(one.person); }},
    {"aliases", "aliases", "further names, in local letters and as spoken", other_names, {}, "; "},
    {"birth date", "birth_date", "dateAndPlaceOfBirth/dateOfBirth",
     [](const Party& one) {
       return std::string(one.person.text("dateAndPlaceOfBirth/dateOfBirth"));
     }},
    {"country", "country", "countryOfResidence, countryOfRegistration, else of the address",
     [](const Party& one) {
       return std::string(
           one.person.first("countryOfResidence|countryOfRegistration|geographicAddress/country"));
     }},
    {"address", "address", "geographicAddress", addresses},
    {"document numbers",
     "document_number",
     "nationalIdentification/nationalIdentifier",
     [](const Party& one) { return one.person.all("nationalIdentification/nationalIdentifier"); },
     {},
     "; "},
    {"accounts",
     "account",
     "accountNumber of this side: an address of a chain, an account",
     [](const Party& one) { return one.accounts; },
     {},
     "; "},
    {"role", "role", "which side of the transfer", [](const Party& one) { return one.role; }},
    {"kind of number", "ignored", "nationalIdentifierType, country and register of the number",
     [](const Party& one) {
       return one.person.all(
           "nationalIdentification/nationalIdentifierType|nationalIdentification/countryOfIssue|"
           "nationalIdentification/registrationAuthority");
     }},
    {"place of birth", "ignored", "dateAndPlaceOfBirth/placeOfBirth",
     [](const Party& one) {
       return std::string(one.person.text("dateAndPlaceOfBirth/placeOfBirth"));
     }},
});

struct Transfer {
  JsonNode record, payload;
};
std::string side_names(const Transfer& one, std::string_view role) {
  JoinedTexts texts;
  each_party(one.payload, [&](const Party& party) {
    if (party.role == role) texts.add(name_of(party.person));
  });
  return texts.take();
}
std::string first_account(const Transfer& one, std::string_view side) {
  const std::string all = accounts_of(member(one.payload, side));
  return all.substr(0, all.find("; "));
}
/// The first of several members of the message that is a text or number.
std::string outer(const Transfer& one, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    const auto text = member(one.record, name).text();
    if (!text.empty()) return std::string(text);
  }
  return {};
}
std::string time_of(const Transfer& one) {
  return outer(one,
               {"transactiontime", "tradedatetime", "timestamp", "createdat", "datetime", "date"});
}
std::string amount_of(const Transfer& one) {
  return outer(one, {"amount", "transactionamount", "tradeamount"});
}
const auto transfer_rules = std::to_array<CellRule<Transfer>>({
    {"time", "time", "beside the payload: transactionTime, timestamp, createdAt …", time_of},
    {"originator account", "payer", "originator/accountNumber, the first",
     [](const Transfer& one) { return first_account(one, "originator"); }},
    {"originator", "payer_name", "originatorPersons",
     [](const Transfer& one) { return side_names(one, "originator"); }},
    {"beneficiary account", "payee", "beneficiary/accountNumber, the first",
     [](const Transfer& one) { return first_account(one, "beneficiary"); }},
    {"beneficiary", "payee_name", "beneficiaryPersons",
     [](const Transfer& one) { return side_names(one, "beneficiary"); }},
    {"amount", "amount", "beside the payload: amount, transactionAmount", amount_of},
    {"currency", "currency", "beside the payload: currency, asset, transactionAsset",
     [](const Transfer& one) {
       return outer(one, {"currency", "transactionasset", "asset", "coin", "symbol"});
     }},
    {"transaction", "reference", "beside the payload: txHash, transactionHash, txid",
     [](const Transfer& one) {
       return outer(one, {"txhash", "transactionhash", "txid", "transferid", "id"});
     }},
    {"originating provider", "ignored", "originatingVASP",
     [](const Transfer& one) { return side_names(one, "originating provider"); }},
    {"beneficiary provider", "ignored", "beneficiaryVASP",
     [](const Transfer& one) { return side_names(one, "beneficiary provider"); }},
    {"all accounts", "ignored", "accountNumber of both sides",
     [](const Transfer& one) {
       return with_blank(accounts_of(member(one.payload, "originator")),
                         accounts_of(member(one.payload, "beneficiary")));
     }},
    {"beside the payload", "ignored", "members of the message around it",
     [](const Transfer& one) {
       if (one.record.offset() == one.payload.offset()) return std::string();
       const std::array<std::string_view, 1> inner{one.payload.key()};
       return other_members(one.record, inner);
     }},
});

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "people" ? "persons" : name;
  table.columns =
      name == "transfers" ? columns_of<Transfer>(transfer_rules) : columns_of<Party>(party_rules);
  return table;
}
Table make_untimed_table() {
  Table table = make_table("transfers");
  table.kind = "other";
  table.note = "The messages state no amount with a time, so they are no payments of a ledger.";
  for (auto& column : table.columns) {
    column.field = "ignored";
    column.reason = "no payment without amount and time: " + column.reason;
  }
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{""}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  bool has_payment = false;
  const auto tables_of = [&](const JsonRecord& record) {
    const Transfer one{record.value, payload_of(record.value)};
    has_payment = has_payment || (!time_of(one).empty() && !amount_of(one).empty());
    std::uint32_t found = 4U;
    each_party(one.payload, [&](const Party& party) { found |= party.is_legal ? 2U : 1U; });
    // Read on while nothing shows that these are payments.
    return has_payment || found != 7U ? found : 3U;
  };
  CB_TRY(auto tables,
         find_json_tables(context, bytes, record_rules(), table_names, tables_of, make_table));
  if (!has_payment) {
    if (tables.back().name == "transfers") tables.pop_back();
    tables.push_back(make_untimed_table());
  }
  return tables;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write_parties = [&](const JsonRecord& record) -> core::Result<bool> {
    core::Status status;
    each_party(payload_of(record.value), [&](const Party& party) {
      if (!status.has_value() || party.is_legal != (table.name == "companies")) return;
      status = writer.write<Party>(party_rules, party, party.outer.offset(), party.outer.bytes(),
                                   false, record.fault);
    });
    if (!status.has_value()) return status.error();
    return false;
  };
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    if (table.name != "transfers") return write_parties(record);
    const Transfer one{record.value, payload_of(record.value)};
    std::string refusal(record.fault);
    if (refusal.empty() && !one.payload.is_there())
      refusal = "the message has no originator, so it is no IVMS101 payload";
    CB_TRY_STATUS(writer.write<Transfer>(transfer_rules, one, record.offset, record.bytes,
                                         !record.is_whole, refusal));
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool is_ivms_record(const JsonNode& record) {
  const JsonNode payload = payload_of(record);
  bool has_party = false;
  each_party(payload, [&](const Party& party) {
    has_party |= party.person.find("name/nameIdentifier").is_there();
  });
  return has_party;
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 5;
  return begins_json_with(bytes, "\"nameIdentifier\"") &&
         first_json_records(bytes, record_rules(), looked_at,
                            [](const JsonRecord& record) { return is_ivms_record(record.value); });
}

}  // namespace

const FileFormat ivms_format{
    .name = "ivms101",
    .title = "IVMS101 message of a transfer of virtual assets",
    .gives =
        "originators, beneficiaries and providers as people and companies with their accounts; the "
        "messages as transfers where they state amount and time",
    .standard = "IVMS101 of 2020 and 2023",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
