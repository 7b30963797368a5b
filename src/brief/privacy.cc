#include "brief/privacy.h"

#include <algorithm>

namespace cuibono::brief {
namespace {

/// Eight letters of Crockford's base 32, in two groups: "V-7K3Q-9TXA".
std::string name_of_hash(const core::Sha256& hash) {
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::uint64_t bits = hash.prefix();
  std::string name = "V-";
  for (int i = 0; i < 8; ++i) {
    if (i == 4) name += '-';
    name += letters[bits >> 59U];
    bits <<= 5U;
  }
  return name;
}

/// What a local id names in its source, and the id: "tel" and "200" of "local:vast2008.tel:200".
struct LocalId {
  std::string_view what, id;
};
LocalId local_id(std::string_view value) {
  const auto colon = value.find(':');
  const auto dot = value.substr(0, colon).rfind('.');
  if (colon == value.npos || dot == value.npos) return {"", value};
  return {value.substr(dot + 1, colon - dot - 1), value.substr(colon + 1)};
}

/// All spellings in which a victim's selector may stand in a text.
void add_selector(std::string_view text, const std::string& shown, Scrubber& scrubber) {
  scrubber.add_token(std::string(text), "victim:" + shown);
  const auto colon = text.find(':');
  const std::string_view scheme = text.substr(0, colon);
  std::string_view value = colon == text.npos ? text : text.substr(colon + 1);
  if (scheme == "dns") return;
  if (scheme == "acct" || scheme == "doc") value = value.substr(value.find(':') + 1);
  if (scheme == "local") {
    const LocalId local = local_id(value);
    value = local.id;
    // The number of a report is no number of a person's; short ones would be found in every date.
    constexpr std::string_view rows[] = {"victim", "report", "person", "listed"};
    const bool is_row = std::find(std::begin(rows), std::end(rows), local.what) != std::end(rows);
    const bool has_letter = std::any_of(value.begin(), value.end(), [](char c) {
      return code_letter(static_cast<unsigned char>(c)) >= 'A';
    });
    if (is_row && !has_letter) return;
  }
  scrubber.add_email(value, shown);
  scrubber.add_code(value, shown);
  // The number proper: what follows the last letter.
  std::size_t tail = value.size();
  while (tail > 0 && code_letter(static_cast<unsigned char>(value[tail - 1])) < 'A') --tail;
  scrubber.add_number(value.substr(tail), shown);
}

/// The same of a byte: those of longer letters end nothing.
bool ends_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && ends_token(byte);
}

/// Accounts that the statements show as payer of a reported payment, where the report did not say it:
/// the victim's, unless several victims paid from it (a service that pays for its customers).
std::map<evidence::SelectorId, const entities::Entity*> find_payers(
    const evidence::Evidence& evidence, const entities::Entities& entities) {
  std::map<evidence::SelectorId, const entities::Entity*> payers;
  for (const auto& report : evidence.reports) {
    const auto* victim = entities.find(report.victim);
    for (const auto& payment : report.payments) {
      if (!payment.matched || victim == nullptr) continue;
      const auto payer = evidence.transfers.payer[payment.matched->index()];
      if (payer == evidence::no_selector) continue;
      const auto [at, is_new] = payers.emplace(payer, victim);
      if (!is_new && at->second != victim) at->second = nullptr;
    }
  }
  std::erase_if(payers, [&](const auto& one) {
    const auto* holder = entities.find(one.first);
    return one.second == nullptr || (holder != nullptr && holder->is_victim);
  });
  return payers;
}

/// The first report of each victim.
std::map<const entities::Entity*, const evidence::Report*> find_first_reports(
    const evidence::Evidence& evidence, const entities::Entities& entities) {
  std::map<const entities::Entity*, const evidence::Report*> first;
  for (const auto& report : evidence.reports) first.emplace(entities.find(report.victim), &report);
  return first;
}

using FirstReports = std::map<const entities::Entity*, const evidence::Report*>;

std::string pseudonym_of(const CaseFacts& facts, const evidence::Evidence& evidence,
                         const entities::Entity& victim, const FirstReports& first) {
  const auto found = first.find(&victim);
  const evidence::Report* report = found == first.end() ? nullptr : found->second;
  std::string key = facts.pseudonym_key;
  if (key.empty() && report != nullptr) {
    const std::uint32_t item = report->records.front().item_rank();
    if (item < facts.pseudonym_keys.size()) key = facts.pseudonym_keys[item];
  }
  const auto id = report == nullptr ? victim.selectors[0] : report->victim;
  return name_of_hash(core::keyed_sha256(key, evidence.selectors.text(id)));
}

}  // namespace

Privacy::Privacy(const CaseFacts& facts, const evidence::Evidence& evidence,
                 const entities::Entities& entities)
    : hides_(facts.victims != VictimNames::clear),
      omits_(facts.victims == VictimNames::omit),
      evidence_(evidence),
      entities_(entities),
      payers_(find_payers(evidence, entities)) {
  if (!hides_) return;
  const auto reported = find_first_reports(evidence, entities);
  for (std::size_t e = 0; e < entities.entities.size(); ++e) {
    const auto& entity = entities.entities[e];
    if (!entity.is_victim) continue;
    const std::string name = omits_ ? "a victim" : pseudonym_of(facts, evidence, entity, reported);
    by_text_[entity.id] = name;
    scrubber_.add_token(entity.id, name);
    for (const auto id : entity.selectors) {
      const std::string& text = evidence.selectors.text(id);
      by_text_[text] = "victim:" + name;
      add_selector(text, name, scrubber_);
    }
    for (const auto& one : entity.names) scrubber_.add_name(one, name);
  }
  add_mentions();
  for (const auto& [payer, victim] : payers_) {
    const std::string name = by_text_.at(victim->id), &text = evidence.selectors.text(payer);
    by_text_[text] = "victim:" + name;
    add_selector(text, name, scrubber_);
  }
}

void Privacy::add_mentions() {
  for (const auto& mention : entities_.mentions) {
    if (!mention.may_be_victim) continue;
    // What the records have of the victim's name is found already.
    const std::string clean = scrubber_.replace(mention.text, Text::narrative);
    const auto words = core::split(mention.text, ' ');
    const bool is_found = std::none_of(words.begin(), words.end(), [&](std::string_view word) {
      return clean.find(word) != std::string::npos;
    });
    if (is_found) continue;
    // One strong candidate is shown as elsewhere; who else it may be, nobody says.
    const auto& first = mention.candidates.front();
    const bool is_sure =
        mention.candidates_all == 1 && mention.grade != entities::MentionGrade::possible;
    scrubber_.add_name(mention.text, is_sure
                                         ? by_text_.at(entities_.entities[first.entity.index()].id)
                                         : std::string("[name withheld]"));
  }
}

std::string Privacy::selector(evidence::SelectorId id) const {
  if (id == evidence::no_selector) return {};
  return subject(evidence_.selectors.text(id));
}

namespace {

struct ReaderName {
  std::string noun, value;
};

/// "local:<source>.<what>:<id>" → what and id, with the source where the noun needs it.
ReaderName local_name(std::string_view rest) {
  const auto dot = rest.find('.'), colon = rest.find(':', dot == rest.npos ? 0 : dot);
  if (dot == rest.npos || colon == rest.npos) return {"id", std::string(rest)};
  const std::string_view source = rest.substr(0, dot), what = rest.substr(dot + 1, colon - dot - 1);
  const std::string noun = what == "tel"      ? "number"
                           : what == "acct"   ? "account"
                           : what == "listed" ? "listed entry"
                                              : std::string(what);
  return {noun, std::string(rest.substr(colon + 1)) + " of " + std::string(source)};
}

ReaderName name_for_reader(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return {"", std::string(text)};
  const std::string_view scheme = text.substr(0, colon), rest = text.substr(colon + 1);
  if (scheme == "victim") return {"victim", std::string(rest)};
  if (scheme == "tel") return {"number", std::string(rest)};
  if (scheme == "iban") return {"account", std::string(rest)};
  if (scheme == "acct") {
    const auto second = rest.find(':');
    return {"account", second == rest.npos ? std::string(rest)
                                           : std::string(rest.substr(second + 1)) + " (" +
                                                 std::string(rest.substr(0, second)) + ")"};
  }
  if (scheme == "local") return local_name(rest);
  if (scheme == "mailto") return {"e-mail", std::string(rest)};
  if (scheme == "dns") return {"site", std::string(rest)};
  if (scheme == "card" || scheme == "imei" || scheme == "imsi")
    return {std::string(scheme), std::string(rest)};
  return {"address", std::string(text)};
}

}  // namespace

std::string Privacy::reader(std::string_view selector_text) const {
  const ReaderName name = name_for_reader(subject(selector_text));
  return name.noun.empty() ? name.value : name.noun + " " + name.value;
}

std::string Privacy::reader(evidence::SelectorId id) const {
  return id == evidence::no_selector ? std::string() : reader(evidence_.selectors.text(id));
}

std::string Privacy::plain(evidence::SelectorId id) const {
  return id == evidence::no_selector ? std::string() : name_for_reader(selector(id)).value;
}

std::string Privacy::label(std::string_view shown) { return name_for_reader(shown).value; }

bool Privacy::is_victim(evidence::SelectorId id) const {
  const auto* entity = entities_.find(id);
  return (entity != nullptr && entity->is_victim) || payers_.contains(id);
}

std::string Privacy::subject(std::string_view text) const {
  const auto found = by_text_.find(std::string(text));
  return found == by_text_.end() ? std::string(text) : found->second;
}

std::string Privacy::pseudonym(const entities::Entity& entity) const {
  const auto found = by_text_.find(entity.id);
  return found == by_text_.end() ? std::string() : found->second;
}

std::string Privacy::scrub(std::string_view text) const {
  return scrubber_.replace(text, Text::other);
}

std::string Privacy::scrub_narrative(std::string_view text) const {
  return scrubber_.replace(text, Text::narrative);
}

std::string Privacy::scrub_reason(std::string_view text, evidence::ItemKind kind) const {
  const bool of_victims = hides_ && kind == evidence::ItemKind::reports;
  return scrub(of_victims ? evidence::without_quoted_cells(text) : std::string(text));
}

std::string Privacy::readable(std::string_view text) const {
  const std::string clean = scrub(text);
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    std::size_t end = at;
    while (end < clean.size() && !ends_word(clean[end])) ++end;
    std::string_view token(clean.data() + at, end - at);
    std::string_view tail;
    while (!token.empty() &&
           std::string_view(".?!:").find(token.back()) != std::string_view::npos) {
      tail = std::string_view(clean.data() + at + token.size() - 1, end - at - token.size() + 1);
      token.remove_suffix(1);
    }
    const bool selector = token.starts_with("tel:") || token.starts_with("iban:") ||
                          token.starts_with("acct:") || token.starts_with("local:") ||
                          token.starts_with("mailto:") || token.starts_with("dns:");
    out += selector ? name_for_reader(token).value : std::string(token);
    out += tail;
    while (end < clean.size() && ends_word(clean[end])) out += clean[end++];
    at = end;
  }
  return out;
}

std::string Privacy::key(std::string_view finding_key) const {
  std::string out;
  for (std::size_t begin = 0; begin <= finding_key.size();) {
    const std::size_t end = std::min(finding_key.find_first_of("|,", begin), finding_key.size());
    const std::string_view part = finding_key.substr(begin, end - begin);
    const std::string shown = subject(part);
    out += shown == part ? scrub(part) : shown;
    if (end < finding_key.size()) out += finding_key[end];
    begin = end + 1;
  }
  return out;
}

}  // namespace cuibono::brief
