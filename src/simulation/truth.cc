// truth.json: what is true of a simulated case, in the normal forms of the outputs.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "simulation/files.h"

namespace cuibono::simulation {
namespace {

using Json = nlohmann::ordered_json;

std::string tel(const Story& story, PhoneId phone) {
  return fmt::format("tel:+{}", story.phones[phone.index()].digits);
}

Json accounts(const Story& story, const std::vector<AccountId>& from) {
  Json list = Json::array();
  for (const AccountId account : from) {
    if (account != nobody<AccountId>) list.push_back(story.accounts[account.index()].selector());
  }
  return list;
}

Json numbers_of(const Story& story, const Staff& staff) {
  Json list = Json::array();
  for (const NumberSpan& span : staff.numbers) list.push_back(tel(story, span.phone));
  const PhoneId own = story.people[staff.person.index()].phone;
  list.push_back(tel(story, own));
  return list;
}

std::string staff_id(std::size_t number) { return fmt::format("S{:04}", number + 1); }

/// "2025-01-13": the date of a day of the story.
std::string date_of(const Story& story, int day) {
  return iso_date(core::from_utc_us(story.plan.start_us + day * core::us_per_day));
}

Json cells_of(const Story& story, const std::vector<PlaceId>& places) {
  Json cells = Json::array();
  for (const PlaceId place : places) {
    cells.push_back(story.places[place.index()].cell_a);
    cells.push_back(story.places[place.index()].cell_b);
  }
  return cells;
}

/// Half open, in days of the story.
struct Period {
  int from_day = 0, to_day = 0;
};

/// A place of a site in a period: its cells, and the desk numbers in use there.
Json place_of_site(const Story& story, const Site& site, const Period& period,
                   std::optional<std::size_t> half) {
  Json numbers = Json::array();
  for (const std::uint32_t number : site.staff) {
    const Staff& of = story.staff[number];
    if (!of.is_desk() || (half && of.half != *half)) continue;
    for (const NumberSpan& span : of.numbers) {
      const bool in_use = span.from_day < period.to_day && span.to_day > period.from_day;
      if (in_use) numbers.push_back(tel(story, span.phone));
    }
  }
  const auto& places = half ? site.halves[*half] : site.places;
  return {{"cells", cells_of(story, places)}, {"numbers", numbers}};
}

Json periods_of(const Story& story, const Site& site) {
  const int days = story.plan.days;
  const int until = story.split_day.value_or(days);
  Json list = Json::array();
  const auto add = [&](const Period& period, const Json& places) {
    list.push_back({{"from", date_of(story, period.from_day)},
                    {"to", date_of(story, period.to_day)},
                    {"places", places}});
  };
  const Period before{0, until}, after{until, days};
  add(before, Json::array({place_of_site(story, site, before, std::nullopt)}));
  if (story.split_day) {
    add(after,
        Json::array({place_of_site(story, site, after, 0), place_of_site(story, site, after, 1)}));
  }
  return list;
}

Json sites(const Story& story) {
  Json list = Json::array();
  for (const Site& site : story.sites) {
    Json numbers = Json::array(), handsets = Json::array();
    std::map<std::string, std::size_t, std::less<>> by_role;
    std::size_t desk_staff = 0;
    for (const std::uint32_t number : site.staff) {
      ++by_role[std::string(staff_role_name(story.staff[number].role))];
      if (!story.staff[number].is_desk()) continue;
      ++desk_staff;
      for (const NumberSpan& span : story.staff[number].numbers) {
        numbers.push_back(tel(story, span.phone));
      }
    }
    Json cells = cells_of(story, site.places);
    for (const auto& half : site.halves) {
      for (const auto& cell : cells_of(story, half)) cells.push_back(cell);
    }
    for (const HandsetId handset : site.handsets) {
      handsets.push_back("imei:" + story.handsets[handset.index()]);
    }
    list.push_back({{"id", site.id},
                    {"city", "Lanternhaven (invented)"},
                    {"brand", site.brand},
                    {"numbers", numbers},
                    {"cells", cells},
                    {"handsets", handsets},
                    {"staff", site.staff.size()},
                    {"desk_staff", desk_staff},
                    {"other_staff", site.staff.size() - desk_staff},
                    {"staff_by_role", by_role},
                    {"split_at", story.split_day ? Json(date_of(story, *story.split_day)) : Json()},
                    {"periods", periods_of(story, site)}});
  }
  return list;
}

Json staff(const Story& story) {
  Json list = Json::array();
  for (std::size_t i = 0; i < story.staff.size(); ++i) {
    const Staff& of = story.staff[i];
    Json one = {{"id", staff_id(i)},
                {"role", staff_role_name(of.role)},
                {"site", of.site < 0 ? Json(nullptr)
                                     : Json(story.sites[static_cast<std::size_t>(of.site)].id)},
                {"name", story.people[of.person.index()].name.native()},
                {"numbers", numbers_of(story, of)},
                {"from_day", of.from_day},
                {"to_day", of.to_day}};
    list.push_back(std::move(one));
  }
  return list;
}

Json desk_numbers(const Story& story) {
  std::set<std::string> numbers;
  for (const Staff& of : story.staff) {
    if (!of.is_desk()) continue;
    for (const NumberSpan& span : of.numbers) numbers.insert(tel(story, span.phone));
  }
  return Json(numbers);
}

/// Numbers that took the place of another on the same desk.
Json successions(const Story& story) {
  Json list = Json::array();
  for (std::size_t number = 0; number < story.staff.size(); ++number) {
    const Staff& of = story.staff[number];
    for (std::size_t i = 1; i < of.numbers.size(); ++i) {
      const Phone& before = story.phones[of.numbers[i - 1].phone.index()];
      const Phone& after = story.phones[of.numbers[i].phone.index()];
      list.push_back({{"from", tel(story, of.numbers[i - 1].phone)},
                      {"to", tel(story, of.numbers[i].phone)},
                      {"same_sim", before.sim == after.sim && before.network == after.network},
                      {"same_handset", of.numbers[i - 1].handset == of.numbers[i].handset},
                      {"at", date_of(story, of.numbers[i].from_day)},
                      {"staff", staff_id(number)},
                      {"is_desk", of.is_desk()}});
    }
  }
  return list;
}

using Losses = std::map<std::string, core::Int128>;

Json losses(const Losses& by_currency) {
  Json list = Json::array();
  for (const auto& [currency, amount_minor] : by_currency) {
    list.push_back({{"currency", currency}, {"amount_minor", core::format_minor(amount_minor)}});
  }
  return list;
}

Json victims(const Story& story, Losses& total) {
  Json list = Json::array();
  for (std::size_t i = 0; i < story.victims.size(); ++i) {
    const Victim& victim = story.victims[i];
    Json reports = Json::array(), payments = Json::array();
    for (const VictimReport& report : victim.reports) {
      reports.push_back({{"agency", report.agency}, {"report_id", report.report_id}});
    }
    Losses own;
    for (const VictimPayment& payment : victim.payments) {
      const std::string currency(currency_code(payment.currency));
      own[currency] += payment.amount_minor;
      total[currency] += payment.amount_minor;
      payments.push_back({{"time", core::format_rfc3339(payment.time_us)},
                          {"amount_minor", core::format_minor(payment.amount_minor)},
                          {"currency", currency},
                          {"from", story.accounts[victim.account.index()].selector()},
                          {"to", story.accounts[payment.to.index()].selector()}});
    }
    list.push_back({{"id", fmt::format("V{:05}", i + 1)},
                    {"country", victim.country},
                    {"name", victim.name.native()},
                    {"site", story.sites[static_cast<std::size_t>(victim.site)].id},
                    {"phones", Json::array({tel(story, victim.phone)})},
                    {"accounts", Json::array({story.accounts[victim.account.index()].selector()})},
                    {"reports", reports},
                    {"payments", payments},
                    {"loss", losses(own)}});
  }
  return list;
}

Json files_of(const std::vector<Written>& files) {
  Json list = Json::array();
  for (const Written& written : files) {
    Json one = {
        {"name", written.file.name}, {"encoding", written.encoding},     {"rows", written.rows},
        {"broken", written.broken},  {"duplicated", written.duplicated}, {"gap", nullptr}};
    if (written.gap_from_us && written.gap_to_us) {
      one["gap"] = {{"from", core::format_rfc3339(*written.gap_from_us)},
                    {"to", core::format_rfc3339(*written.gap_to_us)}};
    }
    list.push_back(std::move(one));
  }
  return list;
}

std::uint64_t count_leg_pairs(const Story& story, const std::vector<Written>& files) {
  std::uint64_t twice = 0;
  for (std::size_t i = 0; i < story.transfers.size(); ++i) {
    unsigned legs = 0;
    for (const Written& written : files) {
      if (!written.legs.empty()) legs += written.legs[i];
    }
    if (legs >= 2) ++twice;
  }
  return twice;
}

Json wallets(const Story& story, const std::vector<WalletId>& from) {
  Json list = Json::array();
  for (const WalletId wallet : from) list.push_back(story.wallets[wallet.index()]);
  return list;
}

}  // namespace

std::string write_truth(const Story& story, const std::vector<Written>& files,
                        const std::vector<MissingFile>& missing) {
  Json truth;
  truth["simulated"] = true;
  truth["seed"] = story.plan.seed;
  truth["scale"] = story.plan.scale;
  truth["days"] = story.plan.days;
  truth["first_day"] = date_of(story, 0);
  truth["evidence_share"] = story.plan.evidence_share;
  truth["evasion"] = {{"number_change_days", story.plan.evasion.number_change_days},
                      {"site_split", story.plan.evasion.site_split},
                      {"chain_depth", story.plan.evasion.chain_depth}};
  truth["sites"] = sites(story);
  truth["staff"] = staff(story);
  truth["desk_numbers"] = desk_numbers(story);
  truth["successions"] = successions(story);
  truth["honest_centres"] = Json::array();
  for (const HonestCentre& centre : story.centres) {
    Json numbers = Json::array();
    for (const NumberSpan& line : centre.lines) numbers.push_back(tel(story, line.phone));
    truth["honest_centres"].push_back(
        {{"kind", centre.kind}, {"name", centre.name}, {"numbers", numbers}});
  }
  Losses total;
  truth["victims"] = victims(story, total);
  truth["mule_accounts"] = Json::array();
  for (const Mule& mule : story.mules) {
    truth["mule_accounts"].push_back(
        {{"account", story.accounts[mule.account.index()].selector()}, {"layer", mule.layer}});
  }
  truth["collectors"] = accounts(story, story.collectors);
  truth["shells"] = accounts(story, story.shells);
  truth["platforms"] = accounts(story, story.processor_platforms);
  truth["exchanges"] = accounts(story, story.exchanges);
  truth["payroll"] = accounts(story, story.payroll);
  truth["beneficiary"] = accounts(story, story.beneficiary);
  truth["fronts"] = accounts(story, story.fronts);
  truth["merchants"] = accounts(story, story.merchants);
  for (const auto& kept : accounts(story, story.processor_merchants)) {
    truth["merchants"].push_back(kept);
  }
  truth["employers"] = accounts(story, story.employers);
  truth["cash_pool"] = accounts(story, story.pool);
  truth["wallets"] = {{"group", wallets(story, story.wallets_of_group)},
                      {"supplier", wallets(story, story.wallets_of_supplier)},
                      {"exchange", wallets(story, story.wallets_of_exchange)}};
  truth["drug_cells"] = Json::array();
  for (const auto& cell : story.drug_cells) {
    Json numbers = Json::array();
    for (const PersonId person : cell) {
      numbers.push_back(tel(story, story.people[person.index()].phone));
    }
    truth["drug_cells"].push_back({{"numbers", numbers}});
  }
  std::uint64_t scam = 0;
  for (const Transfer& transfer : story.transfers) {
    if (transfer.victim != nobody<VictimId>) ++scam;
  }
  truth["transfers_true_scam"] = scam;
  truth["loss_total"] = losses(total);
  truth["leader"] = staff_id(story.leader);
  truth["lieutenants"] = Json::array();
  for (const std::uint32_t lieutenant : story.lieutenants) {
    truth["lieutenants"].push_back(staff_id(lieutenant));
  }
  truth["leg_pairs"] = count_leg_pairs(story, files);
  truth["files"] = files_of(files);
  truth["missing_files"] = Json::array();
  for (const MissingFile& one : missing) {
    truth["missing_files"].push_back({{"name", one.name}, {"kind", one.kind}});
  }
  return truth.dump(1) + "\n";
}

}  // namespace cuibono::simulation
