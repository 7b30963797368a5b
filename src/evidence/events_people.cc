// Registers of numbers and persons, watch lists, account facts.
#include <algorithm>

#include "evidence/events_parts.h"

namespace cuibono::evidence {
namespace {

std::optional<std::int64_t> time_at(const NumberColumn& column, std::uint32_t row) {
  if (column.at(row) == no_number) return std::nullopt;
  return column.at(row);
}

TextId first_text(std::initializer_list<const TextColumn*> columns, std::uint32_t row) {
  for (const auto* column : columns) {
    if (column->at(row).value != 0) return column->at(row);
  }
  return TextId{};
}

std::string holder_name(const ItemView& view, std::string_view what, const TextColumn& record_id,
                        const TextColumn& holder, std::uint32_t row) {
  std::string_view id = record_id.raw(row);
  if (id.empty()) id = holder.raw(row);
  if (!id.empty()) return Tables::local_name(view, what, id);
  return Tables::local_name(
      view, what,
      view.item->sha256.hex().substr(0, 8) + "-" + std::to_string(view.batch->ordinals[row]));
}

void read_register(const ItemView& view, const Tables& tables, Evidence& evidence) {
  const TextColumn record_id = tables.texts(view, Field::record_id),
                   holder = tables.texts(view, Field::holder);
  const TextColumn name = tables.texts(view, Field::name),
                   country = tables.texts(view, Field::country);
  const TextColumn birth = tables.texts(view, Field::birth_date),
                   address = tables.texts(view, Field::address);
  const NumberColumn from = Tables::numbers(view, Field::valid_from),
                     to = Tables::numbers(view, Field::valid_to);
  struct Thing {
    TieKind kind;
    SelectorColumn column;
  };
  const std::vector<Thing> things = {
      {TieKind::subscription, tables.selectors(view, Field::phone)},
      {TieKind::subscription, tables.selectors(view, Field::imsi)},
      {TieKind::device, tables.selectors(view, Field::imei)},
      {TieKind::account_holder, tables.selectors(view, Field::account)},
      {TieKind::ownership, tables.selectors(view, Field::domain)}};
  const SelectorColumn email = tables.selectors(view, Field::email),
                       document = tables.selectors(view, Field::document_number);
  for (const auto row : view.alive) {
    Tie tie;
    tie.holder = tables.selector(holder_name(view, "person", record_id, holder, row));
    tie.name = first_text({&name, &holder}, row);
    tie.country = country.at(row);
    tie.birth_date = birth.at(row);
    tie.address = address.at(row);
    tie.valid_from_us = time_at(from, row);
    tie.valid_to_us = time_at(to, row);
    tie.record = view.ref(row);
    for (const auto* column : {&email, &document}) {
      for (const auto id : column->all(row)) tie.holder_selectors.push_back(id);
    }
    bool any = false;
    for (const auto& thing : things) {
      for (const auto id : thing.column.all(row)) {
        tie.kind = thing.kind;
        tie.thing = id;
        evidence.ties.push_back(tie);
        any = true;
      }
    }
    if (!any) evidence.ties.push_back(tie);  // a person without a thing is still a person
  }
}

void read_watch(const ItemView& view, const Tables& tables, Evidence& evidence) {
  const TextColumn record_id = tables.texts(view, Field::record_id),
                   holder = tables.texts(view, Field::holder);
  const TextColumn name = tables.texts(view, Field::name),
                   aliases = tables.texts(view, Field::aliases);
  const TextColumn note = tables.texts(view, Field::note),
                   narrative = tables.texts(view, Field::narrative);
  const TextColumn listed_by = tables.texts(view, Field::listed_by),
                   country = tables.texts(view, Field::country);
  const TextColumn birth = tables.texts(view, Field::birth_date),
                   role = tables.texts(view, Field::role);
  NumberColumn listed = Tables::numbers(view, Field::time);
  if (!listed.exists()) listed = Tables::numbers(view, Field::date);
  if (!listed.exists()) listed = Tables::numbers(view, Field::valid_from);
  std::vector<SelectorColumn> selectors;
  for (const Field field : {Field::phone, Field::email, Field::account, Field::imei, Field::imsi,
                            Field::document_number, Field::domain, Field::numbers}) {
    selectors.push_back(tables.selectors(view, field));
  }
  for (const auto row : view.alive) {
    WatchEntry entry;
    entry.subject = tables.selector(holder_name(view, "listed", record_id, holder, row));
    entry.name = first_text({&name, &holder}, row);
    entry.note = first_text({&note, &narrative}, row);
    entry.listed_by = listed_by.at(row);
    entry.country = country.at(row);
    entry.birth_date = birth.at(row);
    entry.role = role.at(row);
    for (const auto part : core::split(aliases.raw(row), '\n')) {
      if (!part.empty()) entry.aliases.push_back(tables.text(part));
    }
    for (const auto& column : selectors) {
      for (const auto id : column.all(row)) entry.selectors.push_back(id);
    }
    entry.listed_us = time_at(listed, row);
    entry.record = view.ref(row);
    evidence.watch.push_back(std::move(entry));
  }
}

/// What packs of tags say of addresses.
void read_tags(const ItemView& view, const Tables& tables, Evidence& evidence) {
  const SelectorColumn account = tables.selectors(view, Field::account);
  const TextColumn label = tables.texts(view, Field::name),
                   category = tables.texts(view, Field::role),
                   tagged_by = tables.texts(view, Field::listed_by),
                   confidence = tables.texts(view, Field::confidence),
                   note = tables.texts(view, Field::note);
  for (const auto row : view.alive) {
    if (account.at(row) == no_selector) continue;
    evidence.tags.push_back({account.at(row), label.at(row), category.at(row), tagged_by.at(row),
                             confidence.at(row), note.at(row), view.ref(row)});
  }
}

/// Holder, limit and opening balance, where a file of any kind states them beside an account.
void read_account_facts(const ItemView& view, const Tables& tables, Evidence& evidence) {
  const bool persons =
      view.batch->kind == ItemKind::persons || view.batch->kind == ItemKind::companies;
  if (!persons) return;
  const SelectorColumn account = tables.selectors(view, Field::account);
  const TextColumn holder = tables.texts(view, Field::holder),
                   name = tables.texts(view, Field::name);
  const TextColumn country = tables.texts(view, Field::country);
  const NumberColumn limit = Tables::numbers(view, Field::limit),
                     opening = Tables::numbers(view, Field::opening_balance),
                     opened = Tables::numbers(view, Field::valid_from);
  for (const auto row : view.alive) {
    if (account.at(row) == no_selector) continue;
    Account fact;
    fact.account = account.at(row);
    fact.holder = first_text({&holder, &name}, row);
    fact.country = country.at(row);
    fact.limit_minor = limit.at(row) == no_number ? 0 : limit.at(row);
    fact.opening_minor = opening.at(row) == no_number ? no_amount : opening.at(row);
    fact.asset = opening.asset(row);
    if (fact.asset == core::unstated_asset) fact.asset = limit.asset(row);
    if (opened.at(row) != no_number) fact.opened_us = opened.at(row);
    fact.record = view.ref(row);
    evidence.account_facts.push_back(fact);
  }
}

}  // namespace

void read_people(const ItemView& view, const Tables& tables, Evidence& evidence) {
  switch (view.batch->kind) {
    case ItemKind::subscribers:
    case ItemKind::persons:
    case ItemKind::companies:
    case ItemKind::ties:
      read_register(view, tables, evidence);
      break;
    case ItemKind::watchlist:
      read_watch(view, tables, evidence);
      break;
    case ItemKind::tags:
      read_tags(view, tables, evidence);
      break;
    default:
      break;
  }
  read_account_facts(view, tables, evidence);
}

}  // namespace cuibono::evidence
