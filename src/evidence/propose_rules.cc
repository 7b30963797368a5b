// Which concepts in a header make which field, by kind of file.
#include <algorithm>
#include <array>
#include <map>

#include "core/core.h"
#include "evidence/propose_parts.h"

namespace cuibono::evidence {
namespace {

/// All of `wants` must be in the header; what is in neither list counts against it.
struct Rule {
  Field field;
  std::string_view kinds;  ///< c calls, t transfers, h chain, r reports, s subscribers,
                           ///< w watchlist, p persons, o companies
  int score;
  std::string_view wants, allows;
};

constexpr std::string_view any_end = "number phone account id payment wallet";

constexpr auto rules = std::to_array<Rule>({
    // times
    {Field::time, "cth", 93, "time", "date clock start call payment zone received"},
    {Field::time, "cth", 90, "date", "time clock start call payment zone"},
    {Field::time, "c", 80, "start", "time date clock call zone"},
    {Field::time, "cth", 75, "clock", "time date start call"},
    {Field::time, "t", 66, "start", "time date call payment"},
    {Field::time, "w", 75, "date", "time listed activated"},
    {Field::date, "cthw", 92, "date", "time start call payment received"},
    {Field::date, "cth", 80, "time", "date start call payment"},
    {Field::time_of_day, "cth", 92, "clock", "time start call payment"},
    {Field::time_of_day, "cth", 90, "time", "clock start call payment date"},
    {Field::value_time, "t", 92, "value", "date currency time"},
    {Field::value_time, "t", 62, "end date", "time payment"},
    {Field::value_time, "t", 54, "date", "payment time activated"},
    {Field::end_time, "c", 85, "end time", "date call clock"},
    {Field::end_time, "c", 80, "end date", "time call clock"},
    {Field::end_time, "c", 80, "end clock", "call time"},
    {Field::end_time, "c", 60, "end", "call"},
    {Field::time_zone, "cth", 90, "zone", "time"},
    // calls
    {Field::caller, "c", 92, "side_a", "number phone own call id account start"},
    {Field::callee, "c", 92, "side_b", "number phone own call id account other end"},
    {Field::subject_number, "c", 88, "own", "number phone id call account"},
    {Field::subject_number, "c", 80, "phone", "number id"},
    {Field::subject_number, "c", 55, "number", "id"},
    {Field::other_number, "c", 90, "other", "number phone id call"},
    {Field::displayed_number, "c", 90, "displayed", "number phone name side_a call id"},
    {Field::diverted_from, "c", 88, "diverted", "number phone side_a side_b call other"},
    {Field::duration_s, "c", 93, "duration", "call time number amount"},
    {Field::caller_cell, "c", 90, "cell", "side_a start id own address name number block call"},
    {Field::callee_cell, "c", 92, "cell side_b", "id address name number own other"},
    {Field::caller_imei, "c", 92, "imei", "side_a own number id"},
    {Field::callee_imei, "c", 94, "imei side_b", "number own other id"},
    {Field::caller_imsi, "c", 92, "imsi", "side_a own number id"},
    {Field::callee_imsi, "c", 94, "imsi side_b", "number own other id"},
    {Field::direction, "c", 92, "direction", "call kind"},
    {Field::direction, "c", 70, "kind", "call status"},
    {Field::call_kind, "c", 90, "kind", "call direction"},
    {Field::call_kind, "c", 70, "direction", "call kind"},
    {Field::answered, "c", 88, "status", "call"},
    {Field::reference, "c", 60, "note", ""},
    {Field::record_id, "cthswpo", 84, "id", "call payment number row"},
    {Field::record_id, "cth", 78, "payment number", "id row"},
    {Field::sequence, "th", 80, "sequence", "number"},
    // transfers
    {Field::payer, "t", 95, "side_a account", "number id payment wallet bank"},
    {Field::payer, "t", 88, "side_a", any_end},
    {Field::payer, "t", 84, "debit account", "number id"},
    {Field::payee, "t", 95, "side_b account", "number id payment wallet bank"},
    {Field::payee, "t", 88, "side_b", any_end},
    {Field::payee, "t", 84, "credit account", "number id"},
    {Field::payer_name, "t", 94, "side_a name", "company holder account"},
    {Field::payer_name, "t", 86, "side_a", "company holder"},
    {Field::payee_name, "t", 94, "side_b name", "company holder account"},
    {Field::payee_name, "t", 86, "side_b", "company holder"},
    {Field::own_account, "t", 94, "own account", "number id holder"},
    {Field::own_account, "t", 87, "account", "number id"},
    {Field::own_account, "t", 70, "own", "number id"},
    {Field::own_name, "t", 90, "holder", "name account own company"},
    {Field::own_name, "t", 88, "own name", "account"},
    {Field::own_name, "t", 72, "account name", ""},
    {Field::own_name, "t", 60, "name", ""},
    {Field::other_account, "t", 95, "other account", "number id payment bank"},
    {Field::other_account, "t", 86, "other", "number id account phone"},
    {Field::other_account, "t", 58, "account", "number id"},
    {Field::other_account, "t", 96, "side_a side_b account", "number id other payment"},
    {Field::payer, "t", 80, "side_a email", "address"},
    {Field::payee, "t", 80, "side_b email", "address"},
    {Field::other_name, "t", 94, "other name", "holder account company"},
    {Field::other_name, "t", 88, "other holder", "name company account"},
    {Field::other_name, "t", 88, "side_a side_b", "name company account payment"},
    {Field::other_name, "t", 84, "other", "company"},
    {Field::amount, "th", 92, "amount", "payment currency number asset call"},
    {Field::amount, "t", 88, "amount side_a", "payment currency"},
    {Field::amount, "t", 62, "payment", "currency"},
    {Field::amount, "t", 60, "debit credit", "amount currency payment"},
    {Field::received_amount, "t", 94, "amount received", "payment currency"},
    {Field::received_amount, "t", 92, "amount side_b", "payment currency received"},
    {Field::currency, "th", 93, "currency", "payment account amount side_a asset name id value"},
    {Field::received_currency, "t", 94, "currency received", "payment"},
    {Field::received_currency, "t", 94, "currency side_b", "payment received account"},
    {Field::debit, "t", 93, "debit", "amount currency payment"},
    {Field::credit, "t", 93, "credit", "amount currency payment side_b"},
    {Field::balance_after, "t", 93, "balance", "currency account amount payment end"},
    {Field::balance_after, "t", 80, "balance side_a", "currency account amount"},
    {Field::sign, "t", 94, "sign", "debit credit payment kind"},
    {Field::sign, "t", 80, "direction", "payment kind"},
    {Field::sign, "t", 72, "kind", "payment direction sign"},
    {Field::sign, "t", 70, "debit credit", "payment kind"},
    {Field::reference, "t", 92, "reference", "payment number name other note"},
    {Field::reference, "t", 80, "narrative", "payment"},
    {Field::reference, "t", 76, "note", "payment reference"},
    {Field::note, "t", 74, "note", "payment reference"},
    {Field::note, "t", 70, "reference", "payment number name note"},
    {Field::text, "t", 66, "reference", "payment number name note"},
    {Field::text, "t", 62, "note", "payment reference"},
    {Field::note, "ch", 74, "note", "call payment"},
    {Field::reference, "h", 72, "reference", "payment"},
    {Field::payment_time, "r", 84, "payment", "number"},
    {Field::channel, "t", 90, "channel", "payment kind"},
    {Field::channel, "t", 80, "payment kind", ""},
    {Field::transfer_kind, "t", 88, "kind", "payment id"},
    {Field::transfer_kind, "t", 70, "payment", ""},
    {Field::fee, "th", 90, "fee", "amount payment currency"},
    {Field::reverses, "t", 90, "reverses", "id payment number"},
    {Field::is_asset, "t", 90, "asset", ""},
    // chain
    {Field::transaction_hash, "h", 95, "hash", "payment id"},
    {Field::transaction_hash, "h", 75, "payment", "id"},
    {Field::transaction_hash, "h", 70, "id", "payment"},
    {Field::block, "h", 92, "block", "number id"},
    {Field::from_address, "h", 93, "side_a", "address wallet account id payment"},
    {Field::to_address, "h", 93, "side_b", "address wallet account id payment"},
    {Field::to_address, "h", 62, "address", "wallet id"},  // one column alone: where coins went
    {Field::amount, "h", 80, "amount side_b", "payment currency"},
    {Field::amount, "h", 75, "amount received", "payment currency"},
    // reports
    {Field::report_id, "r", 94, "report id", "number victim"},
    {Field::report_id, "r", 94, "report number", "id reference victim received"},
    {Field::report_id, "r", 88, "report", "reference received"},
    {Field::report_id, "r", 80, "id", "number reference"},
    {Field::report_id, "r", 70, "reference number", ""},
    {Field::received_time, "r", 94, "received date", "report time victim"},
    {Field::received_time, "r", 92, "received time", "report date"},
    {Field::received_time, "r", 90, "report date", "time"},
    {Field::received_time, "r", 82, "received", "report"},
    {Field::received_time, "r", 60, "date", "time"},
    {Field::victim_name, "r", 95, "victim name", "holder"},
    {Field::victim_name, "r", 88, "victim", ""},
    {Field::victim_name, "r", 84, "holder", "name"},
    {Field::payment_from, "r", 82, "holder account", "number payment"},
    {Field::victim_name, "r", 76, "name", "holder"},
    {Field::victim_id, "r", 94, "victim id", "number"},
    {Field::victim_id, "r", 90, "victim document", "number id"},
    {Field::victim_id, "r", 72, "document", "number id"},
    {Field::victim_country, "r", 92, "country", "victim address"},
    {Field::victim_phone, "r", 95, "victim phone", "number"},
    {Field::victim_phone, "r", 92, "phone", "number"},
    {Field::victim_phone, "r", 88, "victim number", ""},
    {Field::victim_email, "r", 93, "email", "victim address"},
    {Field::victim_account, "r", 95, "victim account", "number bank"},
    {Field::payment_time, "r", 95, "payment date", "time"},
    {Field::payment_time, "r", 93, "payment time", "date"},
    {Field::payment_time, "r", 58, "date", "time"},
    {Field::payment_amount, "r", 92, "amount", "payment currency victim side_b"},
    {Field::payment_currency, "r", 92, "currency", "payment amount"},
    {Field::payment_from, "r", 93, "side_a account", "payment number id bank"},
    {Field::payment_from, "r", 78, "side_a", "payment"},
    {Field::payment_to, "r", 94, "side_b account", "payment number id bank"},
    {Field::payment_to, "r", 86, "side_b", "payment"},
    {Field::payment_to, "r", 70, "account", "payment number"},
    {Field::payment_to, "r", 70, "wallet", "payment address"},
    {Field::payee_name, "r", 92, "side_b name", "company"},
    {Field::payee_name, "r", 84, "side_b", "company"},
    {Field::platform, "r", 93, "platform", "name company domain"},
    {Field::platform, "r", 72, "company", "name"},
    {Field::platform, "r", 58, "domain", "platform"},
    {Field::domain, "r", 90, "domain", "platform address"},
    {Field::numbers, "r", 95, "call number", "phone side_a"},
    {Field::numbers, "r", 94, "side_a number", "phone call"},
    {Field::numbers, "r", 94, "side_a phone", "number call"},
    {Field::numbers, "r", 95, "side_b phone", "number call"},
    {Field::numbers, "r", 93, "side_b number", "phone call"},
    {Field::numbers, "r", 86, "own phone", "number"},
    {Field::numbers, "r", 86, "displayed", "number phone id"},
    {Field::numbers, "r", 84, "call phone", "number"},
    {Field::numbers, "r", 80, "other phone", "number"},
    {Field::numbers, "r", 55, "number", ""},
    {Field::narrative, "r", 93, "narrative", "victim report"},
    {Field::narrative, "r", 80, "reference", "report"},
    {Field::narrative, "r", 78, "note", "report victim"},
    // registers and lists
    {Field::phone, "swpo", 93, "phone", "number own id account holder"},
    {Field::phone, "s", 85, "number", "own id"},
    {Field::phone, "s", 70, "own", "number"},
    {Field::imsi, "s", 93, "imsi", "number id"},
    {Field::imei, "sw", 93, "imei", "number id"},
    {Field::name, "swp", 93, "name", "holder own victim"},
    {Field::name, "o", 93, "name", "holder own company"},
    {Field::name, "swpo", 88, "holder", "name own"},
    {Field::name, "s", 84, "own", "name"},
    {Field::name, "o", 88, "company", "name"},
    {Field::aliases, "wpo", 94, "alias", "name"},
    {Field::birth_date, "swp", 94, "birth", "date"},
    {Field::country, "swpo", 92, "country", "holder birth address"},
    {Field::address, "swpo", 90, "address", "holder own name"},
    {Field::document_number, "swpo", 92, "document", "number id holder"},
    {Field::email, "swpo", 93, "email", "address"},
    {Field::account, "swpo", 92, "account", "number id"},
    {Field::account, "wp", 80, "wallet", "address"},
    {Field::company, "swp", 86, "company", "name"},
    {Field::role, "wp", 92, "role", ""},
    {Field::listed_by, "w", 93, "listed", "report"},
    {Field::note, "swpo", 92, "note", "listed reference"},
    {Field::note, "w", 86, "narrative", ""},
    {Field::note, "w", 82, "reference", ""},
    {Field::domain, "wpo", 92, "domain", "address"},
    {Field::valid_from, "swpo", 93, "activated", "date time"},
    {Field::valid_from, "spo", 80, "start date", "time"},
    {Field::valid_from, "spo", 70, "start", "time"},
    {Field::valid_to, "swpo", 93, "deactivated", "date time"},
    {Field::valid_to, "spo", 80, "end date", "time"},
    {Field::valid_to, "spo", 70, "end", "time"},
    {Field::opening_balance, "p", 93, "opening", "balance amount"},
    {Field::opening_balance, "p", 70, "balance", "amount"},
    {Field::limit, "p", 90, "limit", "amount"},
});

struct Compiled {
  Field field;
  int score;
  ConceptSet wants, allows;
};

char letter_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::calls:
      return 'c';
    case ItemKind::transfers:
      return 't';
    case ItemKind::chain:
      return 'h';
    case ItemKind::reports:
      return 'r';
    case ItemKind::subscribers:
      return 's';
    case ItemKind::watchlist:
      return 'w';
    case ItemKind::persons:
      return 'p';
    case ItemKind::companies:
      return 'o';
    default:
      return '-';
  }
}

ConceptSet set_of(std::string_view words) {
  ConceptSet set;
  for (const auto word : core::split(words, ' ')) {
    if (const auto found = find_concept(word)) set.set(static_cast<std::size_t>(*found));
  }
  return set;
}

const std::vector<Compiled>& rules_of(ItemKind kind) {
  static const auto tables = [] {
    std::map<char, std::vector<Compiled>> out;
    for (const auto& rule : rules) {
      for (const char kind_letter : rule.kinds) {
        out[kind_letter].push_back(
            {rule.field, rule.score, set_of(rule.wants), set_of(rule.allows)});
      }
    }
    return out;
  }();
  static const std::vector<Compiled> none;
  const auto found = tables.find(letter_of(kind));
  return found == tables.end() ? none : found->second;
}

/// Concepts that make something else of a header: "Beneficiary bank" is no beneficiary.
ConceptSet turning() {
  static const ConceptSet set = set_of(
      "bank fee balance answer country status limit zone birth reference narrative note imei imsi "
      "cell domain");
  return set;
}

ConceptSet sides() {
  static const ConceptSet set = set_of("side_a side_b other");
  return set;
}

/// The sides that a rule does not speak of: "Payer / payee" is neither.
ConceptSet other_side(const ConceptSet& wants) {
  const auto bit = [](Concept sense) { return static_cast<std::size_t>(sense); };
  ConceptSet set;
  if (wants.test(bit(Concept::side_a))) set.set(bit(Concept::side_b));
  if (wants.test(bit(Concept::side_b))) set.set(bit(Concept::side_a));
  return set;
}

}  // namespace

int header_fit(ItemKind kind, Field field, const HeaderReading& reading) {
  constexpr int each_stranger = 14, each_turning = 40, each_unknown_word = 7;
  int best = 0;
  for (const auto& rule : rules_of(kind)) {
    if (rule.field != field || (reading.concepts & rule.wants) != rule.wants) continue;
    const ConceptSet strange = reading.concepts & ~(rule.wants | rule.allows);
    const bool about_victim = field_name(rule.field).starts_with("victim") ||
                              (kind != ItemKind::calls && rule.field == Field::phone);
    ConceptSet turned = strange & (turning() | other_side(rule.wants));
    if (about_victim) turned |= strange & sides();
    const auto strangers = (strange & ~turned).count();
    // Questions of a form have many words: "Z jakiego numeru dzwoniono?"
    const std::size_t unknown_most = reading.words >= 4 ? 2 : 3;
    const auto unknown = std::min(reading.words - reading.words_known, unknown_most);
    const int score = rule.score - each_stranger * static_cast<int>(strangers) -
                      each_turning * static_cast<int>(turned.count()) -
                      each_unknown_word * static_cast<int>(unknown);
    best = std::max(best, score);
  }
  return best;
}

const std::vector<Field>& fields_of(ItemKind kind) {
  static const auto tables = [] {
    std::map<char, std::vector<Field>> out;
    for (const auto& rule : rules) {
      for (const char kind_letter : rule.kinds) {
        auto& fields = out[kind_letter];
        if (std::find(fields.begin(), fields.end(), rule.field) == fields.end())
          fields.push_back(rule.field);
      }
    }
    return out;
  }();
  static const std::vector<Field> none;
  const auto found = tables.find(letter_of(kind));
  return found == tables.end() ? none : found->second;
}

}  // namespace cuibono::evidence
