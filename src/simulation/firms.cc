// Honest firms, and the accounts and wallets through which the stolen money goes.
#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

AccountId add_firm(Story& story, core::CounterRandom& random, std::string_view kind,
                   AccountSpec spec) {
  spec.holder = draw_firm_name(random, kind, spec.country);
  return add_account(story, spec);
}

void add_merchants(Story& story, core::CounterRandom& random) {
  for (int i = 0; i < story.plan.merchants; ++i) {
    const double where = random.unit();
    AccountSpec spec{"LT", Bank::elsewhere, false, Currency::eur, {}, {}};
    if (where < 0.55) spec = {"LT", Bank::baltic, random.chance(0.7), Currency::eur, {}, {}};
    if (where >= 0.8) spec = {"DE", Bank::rhine, random.chance(0.7), Currency::eur, {}, {}};
    const AccountId merchant = add_firm(story, random, "merchant", spec);
    story.merchants.push_back(merchant);
    AccountId kept = nobody<AccountId>;
    if (random.chance(0.4)) {
      kept = add_account(story, {"EE",
                                 Bank::processor,
                                 true,
                                 Currency::eur,
                                 story.accounts[merchant.index()].holder,
                                 {}});
    }
    story.processor_merchants.push_back(kept);
  }
  const int distant = std::max(3, story.plan.merchants / 5);
  for (int i = 0; i < distant; ++i) {
    story.merchants.push_back(
        add_firm(story, random, "merchant", {"KZ", Bank::steppe, true, Currency::kzt, {}, {}}));
    story.merchants.push_back(add_firm(story, random, "merchant",
                                       {"KR", Bank::hangang, i % 3 != 0, Currency::krw, {}, {}}));
    story.processor_merchants.insert(story.processor_merchants.end(), 2, nobody<AccountId>);
  }
}

/// How many of a layer's mules hold each currency.
struct LayerPlan {
  int layer = 1, count = 0;
  [[nodiscard]] int of(Currency currency) const {
    if (currency == Currency::gbp) return std::max(2, count * 18 / 100);
    if (currency == Currency::krw) return std::max(2, count * 12 / 100);
    return std::max(4, count * 70 / 100);
  }
};

AccountSpec draw_mule_bank(core::CounterRandom& random, Currency currency) {
  const double where = random.unit();
  if (currency == Currency::krw) return {"KR", Bank::hangang, where < 0.85, currency, {}, {}};
  if (currency == Currency::gbp) {
    if (where < 0.75) return {"LT", Bank::baltic, true, currency, {}, {}};
    return {"GB", Bank::elsewhere, false, currency, {}, {}};
  }
  if (where < 0.45) return {"LT", Bank::baltic, true, currency, {}, {}};
  if (where < 0.75) return {"DE", Bank::rhine, true, currency, {}, {}};
  if (where < 0.83) return {"KZ", Bank::steppe, true, currency, {}, {}};
  return {"ES", Bank::elsewhere, false, currency, {}, {}};
}

void add_mule(Story& story, core::CounterRandom& random, const LayerPlan& layer, Currency currency,
              int number) {
  Person person;
  AccountSpec spec = draw_mule_bank(random, currency);
  person.country = std::string(spec.country);
  person.name = draw_name(random, person.country);
  spec.holder = person.name.latin();
  spec.holder_native = person.name.native();
  person.account = add_account(story, spec);
  const bool local = person.country == "LT";
  person.phone = add_phone(story, person.country, local ? Operator::b : Operator::none);
  if (local) {
    person.handset = add_handset(story);
    person.home =
        PlaceId::of(places_of_sites + random.below(story.places.size() - places_of_sites));
    person.work = person.home;
  }
  person.is_background = true;
  const PersonId id = PersonId::of(story.people.size());
  story.phones[person.phone.index()].subscriber = id;
  Mule mule{person.account, id, layer.layer, number % 3, 0, story.plan.days};
  if (number > 0) {  // the first of each kind lasts, so that money always finds a way
    mule.from_day = static_cast<int>(random.between(0, story.plan.days * 8 / 10));
    mule.to_day = mule.from_day + static_cast<int>(random.between(20, 60));
  }
  story.people.push_back(std::move(person));
  story.mules.push_back(mule);
}

void add_collectors(Story& story, core::CounterRandom& random) {
  for (int i = 0; i < story.plan.collectors; ++i) {
    AccountSpec spec{"LT", Bank::baltic, true, Currency::eur, {}, {}};
    if (i % 4 == 1) spec = {"LT", Bank::baltic, true, Currency::gbp, {}, {}};
    if (i % 4 == 2) spec = {"KR", Bank::hangang, true, Currency::krw, {}, {}};
    if (i % 4 == 3) spec = {"DE", Bank::rhine, random.chance(0.8), Currency::eur, {}, {}};
    story.collectors.push_back(add_firm(story, random, "shell", spec));
  }
}

void add_wallets(Story& story) {
  const auto add = [&story](std::vector<WalletId>& to, int count) {
    for (int i = 0; i < count; ++i) to.push_back(add_wallet(story));
  };
  add(story.wallets_of_exchange, 4);
  add(story.wallets_of_group, 6 + story.plan.collectors);
  add(story.wallets_of_supplier, 2 + story.plan.drug_cells / 4);
}

}  // namespace

void make_firms(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::firms);
  add_merchants(story, random);
  for (int i = 0; i < story.plan.employers; ++i) {
    const bool rhine = i % 4 == 3;
    AccountSpec spec{rhine ? "DE" : "LT",
                     rhine ? Bank::rhine : Bank::baltic,
                     random.chance(0.6),
                     Currency::eur,
                     {},
                     {}};
    if (i == 0) {  // pays the wages of many firms: the honest double of the group's payroll
      spec.held = true;
      spec.holder = "Northway Payroll Services UAB";
      story.employers.push_back(add_account(story, spec));
      continue;
    }
    story.employers.push_back(add_firm(story, random, "employer", spec));
  }
  for (int i = 0; i < std::max(3, story.plan.employers / 4); ++i) {
    story.landlords.push_back(add_firm(story, random, "landlord",
                                       {"LT", Bank::baltic, i % 2 == 0, Currency::eur, {}, {}}));
  }
  for (int i = 0; i < 6;
       ++i) {  // a group of honest companies that empties its accounts every night
    story.pool.push_back(
        add_firm(story, random, "employer", {"DE", Bank::rhine, true, Currency::eur, {}, {}}));
  }
  for (int i = 0; i < 3; ++i) {
    story.wholesalers.push_back(
        add_firm(story, random, "employer", {"PL", Bank::elsewhere, false, Currency::eur, {}, {}}));
  }
  story.distant_employers = {
      add_firm(story, random, "employer", {"KZ", Bank::elsewhere, false, Currency::kzt, {}, {}}),
      add_firm(story, random, "employer", {"KR", Bank::elsewhere, false, Currency::krw, {}, {}})};
  story.processor_float = add_account(
      story, {"EE", Bank::elsewhere, false, Currency::eur, "Payline Processing OU", {}});
}

void make_deeper_mules(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::evasion);
  for (int layer = 4; layer <= 3 + story.plan.evasion.chain_depth; ++layer) {
    const LayerPlan plan{layer, story.plan.mules_third};
    for (const Currency currency : {Currency::eur, Currency::gbp, Currency::krw}) {
      for (int i = 0; i < plan.of(currency); ++i) add_mule(story, random, plan, currency, i);
    }
  }
}

void make_laundry(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::mules);
  const std::array layers = {LayerPlan{1, story.plan.mules_first},
                             LayerPlan{2, story.plan.mules_second},
                             LayerPlan{3, story.plan.mules_third}};
  for (const LayerPlan& layer : layers) {
    for (const Currency currency : {Currency::eur, Currency::gbp, Currency::krw}) {
      for (int i = 0; i < layer.of(currency); ++i) add_mule(story, random, layer, currency, i);
    }
  }
  add_collectors(story, random);
  for (int i = 0; i < story.plan.shells; ++i) {
    AccountSpec spec{"LT", Bank::baltic, true, Currency::eur, {}, {}};
    if (i > 2 && i % 2 == 1) spec = {"CY", Bank::elsewhere, false, Currency::eur, {}, {}};
    story.shells.push_back(add_firm(story, random, "shell", spec));
  }
  story.exchanges = {
      add_account(story, {"EE", Bank::elsewhere, false, Currency::eur, "Coinharbour OU", {}}),
      add_account(story, {"LT", Bank::elsewhere, false, Currency::eur, "Bitmeadow UAB", {}}),
      add_account(story, {"GB", Bank::elsewhere, false, Currency::gbp, "Coinharbour OU", {}}),
      add_account(story,
                  {"KR", Bank::elsewhere, false, Currency::krw, "Hallasan Coin", "한라코인"})};
  story.payroll = {
      add_firm(story, random, "shell", {"LT", Bank::baltic, true, Currency::eur, {}, {}})};
  story.beneficiary = {
      add_firm(story, random, "shell", {"CY", Bank::elsewhere, false, Currency::eur, {}, {}}),
      add_account(story,
                  {"LT", Bank::baltic, true, Currency::eur, "Villa Amber Residence UAB", {}})};
  for (int i = 0; i < story.plan.fronts; ++i) {
    AccountSpec spec{"LT", Bank::baltic, true, Currency::eur, {}, {}};
    if (i % 2 == 1) spec = {"KZ", Bank::steppe, true, Currency::kzt, {}, {}};
    story.fronts.push_back(add_firm(story, random, "front", spec));
  }
  for (const Site& site : story.sites) {
    story.processor_platforms.push_back(
        add_account(story, {"EE", Bank::processor, true, Currency::eur, site.brand, {}}));
  }
  story.processor_platforms.push_back(
      add_account(story, {"EE", Bank::processor, true, Currency::gbp, story.sites[1].brand, {}}));
  add_wallets(story);
}

}  // namespace cuibono::simulation
