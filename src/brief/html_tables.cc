// The tables of the brief, and one picture with its table beside it.
#include <algorithm>
#include <map>

#include "brief/html_parts.h"

namespace cuibono::brief {
std::string money_text(core::Int128 minor, core::AssetId asset) {
  return core::format_money_for_reader(minor, asset);
}

namespace {

constexpr std::size_t rows_shown = 40, leads_shown = 20;

std::string tenths_of_percent(int permille) {
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

std::string stop_words(money::StopReason reason) {
  switch (reason) {
    case money::StopReason::service:
      return "with a service for many customers";
    case money::StopReason::cash:
      return "taken in cash";
    case money::StopReason::gap:
      return "gap in a statement";
    case money::StopReason::limit:
      return "a limit of this run";
    case money::StopReason::end_of_records:
      return "the account's records end";
    case money::StopReason::unknown_rate:
      return "currency changed at an unknown rate";
    case money::StopReason::fee:
      return "fees of banks";
    case money::StopReason::overdraft:
      return "repaid an overdraft";
    case money::StopReason::threshold:
      return "below the smallest amount followed";
  }
  return "unknown";
}

/// What came and where it is, by FIFO; parts of nothing are left out.
std::string html_reconciled(const money::MoneyTotal& total, core::Int128 at_places) {
  const auto part = [&](core::Int128 minor, const char* words) {
    return minor == 0 ? std::string() : " + " + money_text(minor, total.asset) + words;
  };
  return "<p class=soft>Reconciled by FIFO: followed " +
         html_text(money_text(total.traced_minor, total.asset) +
                   part(total.converted_in_minor, " that arrived from other currencies") +
                   " = at all places " + money_text(at_places, total.asset) +
                   part(total.displaced_minor, " that a victim's own later payment replaced") +
                   part(total.converted_out_minor, " that went on in another currency") + ".") +
         "</p>";
}

std::string optional_money(const std::optional<core::Int128>& minor, core::AssetId asset) {
  return minor ? money_text(*minor, asset) : std::string("–");
}

}  // namespace

TableWriter::TableWriter(const std::string& caption, const std::vector<std::string>& heads,
                         const std::string& style) {
  out_ = "<div class=wide tabindex=0 role=region aria-label=\"" + core::escape_html(caption) +
         "\"><table" + (style.empty() ? std::string() : " class=" + style) + "><caption>" +
         core::escape_html(caption) + "</caption><thead><tr>";
  for (const auto& head : heads) {
    const bool number = head.starts_with("#");
    out_ += std::string("<th scope=col") + (number ? " class=n>" : ">") +
            core::escape_html(number ? head.substr(1) : head) + "</th>";
  }
  out_ += "</tr></thead><tbody>\n";
}

void TableWriter::text(const std::string& value) { out_ += "<td>" + html_text(value) + "</td>"; }

void TableWriter::id(const std::string& value) {
  out_ += "<td class=\"id mono\">" + html_text(value) + "</td>";
}

void TableWriter::number(const std::string& value) {
  out_ += "<td class=n>" + core::escape_html(value) + "</td>";
}

void TableWriter::opened(const std::string& value, const std::optional<std::size_t>& sentence) {
  if (!sentence) return number(value);
  out_ += "<td class=n><a href=#S" + std::to_string(*sentence) + ">" + core::escape_html(value) +
          "</a></td>";
}

std::string TableWriter::finish(std::size_t shown, std::size_t total) {
  out_ += "</tbody></table></div>";
  if (total > shown)
    out_ += "<p class=soft>" + std::to_string(shown) + " of " + std::to_string(total) +
            " shown; all are in the files beside this page.</p>";
  return std::move(out_);
}

std::string html_money_table(const Exporter& e) {
  const auto& money = e.input.money;
  if (money.totals.empty() && money.places.empty()) return {};
  std::string out =
      "<h2 id=money>Where the money went</h2><p>Each rule is a legal fiction that a court may "
      "choose; none of them discovers “the same” money. Own, unknown and third parties' money is "
      "in the total, not in the victims' columns. Least and most: under any attribution that "
      "conserves value and respects the order of payments. Own first and trust first take all "
      "money of unknown origin for the holder's own; taken for a third party's, both are FIFO.</p>";
  TableWriter totals(
      "Reported by victims, not placed, moved by transfers that are followed; what came back",
      {"currency", "#reported", "#not placed", "#followed", "#came back", "#net"});
  for (const auto& total : money.totals) {
    totals.begin();
    totals.text(Exporter::currency(total.asset));
    totals.number(money_text(total.reported_minor, total.asset));
    totals.number(money_text(total.unplaced_minor, total.asset));
    totals.number(total.is_traced ? money_text(total.traced_minor, total.asset) : "not traced");
    totals.number(total.is_traced ? money_text(total.returned_minor, total.asset) : "–");
    totals.number(
        total.is_traced ? money_text(total.traced_minor - total.returned_minor, total.asset) : "–");
    totals.end();
  }
  out += totals.finish(money.totals.size(), money.totals.size());
  out += html_stops(e);
  TableWriter places("Where it rests or leaves the records, all victims together",
                     {"place", "#least", "#most", "#everything there"});
  TableWriter rules("The same under each rule",
                    {"place", "#FIFO", "#LIFO", "#pro rata", "#own first", "#trust first"});
  std::size_t shown = 0;
  std::map<core::AssetId, core::Int128> sums;
  for (const auto& place : money.places) {
    if (place.fifo_minor) sums[place.asset] += *place.fifo_minor;
    if (shown >= rows_shown) continue;
    ++shown;
    const std::string name =
        place.place == evidence::no_selector ? "outside the records" : e.privacy.plain(place.place);
    places.begin();
    places.id(name);
    for (const auto& amount : {place.min_minor, place.max_minor})
      places.number(optional_money(amount, place.asset));
    places.number(money_text(place.total_minor, place.asset));
    places.end();
    rules.begin();
    rules.id(name);
    for (const auto& amount : {place.fifo_minor, place.lifo_minor, place.prorata_minor,
                               place.own_first_minor, place.trust_first_minor})
      rules.number(optional_money(amount, place.asset));
    rules.end();
  }
  out += places.finish(shown, money.places.size());
  out += rules.finish(shown, money.places.size());
  for (const auto& [asset, sum] : sums) {
    for (const auto& total : money.totals) {
      if (total.asset == asset) out += html_reconciled(total, sum);
    }
  }
  return out;
}

std::string html_stops(const Exporter& e) {
  struct Sum {
    core::Int128 minor = 0;
    std::uint64_t accounts = 0;
  };
  std::map<std::pair<std::uint16_t, money::StopReason>, Sum> sums;
  std::map<std::uint16_t, core::Int128> all;
  for (const auto& stop : e.input.money.stops) {
    if (stop.amount_minor == 0) continue;
    Sum& sum = sums[{stop.asset.value, stop.reason}];
    sum.minor += stop.amount_minor;
    ++sum.accounts;
    all[stop.asset.value] += stop.amount_minor;
  }
  if (sums.empty()) return {};
  constexpr int label_width = 300, bar_width = 300, row_height = 24, picture_width = 700;
  std::string bars;
  int y = 8;
  TableWriter table("The same as a table: where the trail of victims' money stops, by FIFO",
                    {"currency", "why it stops", "#accounts", "#amount", "#share"});
  for (const auto& [key, sum] : sums) {
    const core::AssetId asset(key.first);
    const std::string what = Exporter::currency(asset) + ": " + stop_words(key.second);
    const auto permille = static_cast<int>(sum.minor * 1000 / all[key.first]);
    bars += "<text x=0 y=" + std::to_string(y + 13) + ">" + core::escape_html(what) +
            "</text><rect class=bar x=" + std::to_string(label_width) + " y=" + std::to_string(y) +
            " width=" + std::to_string(std::max(1, permille * bar_width / 1000)) +
            " height=16 /><text x=" +
            std::to_string(label_width + std::max(1, permille * bar_width / 1000) + 6) +
            " y=" + std::to_string(y + 13) + ">" + tenths_of_percent(permille) + "</text>";
    y += row_height;
    table.begin();
    table.text(Exporter::currency(asset));
    table.text(stop_words(key.second));
    table.number(core::group_digits(sum.accounts));
    table.number(money_text(sum.minor, asset));
    table.number(tenths_of_percent(permille));
    table.end();
  }
  return "<h3>What became of it</h3><p class=soft>By FIFO. The parts of one currency add up to "
         "what "
         "could be followed, less what a victim's own later payment replaced.</p><svg viewBox=\"0 "
         "0 " +
         std::to_string(picture_width) + " " + std::to_string(y) +
         "\" role=img aria-label=\"Where the trail stops; the table below holds the same "
         "numbers\">" +
         bars + "</svg>" + table.finish(sums.size(), sums.size());
}

std::string html_accounts_table(const Exporter& e) {
  std::vector<const money::TracedAccount*> accounts;
  for (const auto& account : e.input.money.accounts) {
    if (account.band != "set_aside" && account.role != money::AccountRole::victim)
      accounts.push_back(&account);
  }
  if (accounts.empty()) return {};
  std::stable_sort(accounts.begin(), accounts.end(), [](const auto* a, const auto* b) {
    return a->score_percent > b->score_percent;
  });
  TableWriter table(
      "Accounts that victims' money reached, highest rank first. The role is a reading of the "
      "records, not a finding about a person",
      {"account", "role", "band", "#step", "#in", "#out", "why"});
  const std::size_t shown = std::min(rows_shown, accounts.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& account = *accounts[i];
    table.begin();
    table.id(e.privacy.plain(account.account));
    table.text(std::string(money::account_role_name(account.role)));
    table.text(account.band);
    table.number(account.layer ? std::to_string(*account.layer) : "–");
    table.number(money_text(account.in_minor, account.asset));
    table.number(money_text(account.out_minor, account.asset));
    table.text(account.reasons_for.empty() ? std::string()
                                           : e.privacy.readable(account.reasons_for[0].text));
    table.end();
  }
  return "<h3 id=accounts>Accounts</h3>" + table.finish(shown, accounts.size());
}

std::string html_sites_table(const Exporter& e) {
  const auto& organisation = e.input.organisation;
  std::vector<const organisation::Actor*> desks;
  for (const auto& actor : organisation.actors) {
    if (actor.band != "set_aside" && !actor.is_victim) desks.push_back(&actor);
  }
  if (desks.empty()) return {};
  std::string out = "<h2 id=desks>Numbers and sites</h2>";
  if (!organisation.sites.empty()) {
    TableWriter sites("Sites: numbers that share main cells or handsets",
                      {"site", "#numbers", "cells"});
    for (const auto& site : organisation.sites) {
      std::vector<std::string> cells;
      for (const auto cell : site.cells) cells.push_back(e.input.evidence.cells[cell.index()]);
      sites.begin();
      sites.id(site.id);
      sites.number(std::to_string(site.numbers.size()));
      sites.text(core::join(cells, ", "));
      sites.end();
    }
    out += sites.finish(organisation.sites.size(), organisation.sites.size());
  }
  std::stable_sort(desks.begin(), desks.end(), [](const auto* a, const auto* b) {
    return a->score_percent > b->score_percent;
  });
  const bool any_against = std::any_of(
      desks.begin(), desks.end(), [](const auto* desk) { return !desk->reasons_against.empty(); });
  for (const auto& finding : organisation.findings) {
    if (finding.kind != claims::FindingKind::desk) continue;
    out += "<p class=soft>What else each of them could be: " +
           html_text(e.privacy.scrub(finding.look_alike.explanation)) +
           ". What would settle it: " + html_text(e.privacy.scrub(finding.look_alike.settled_by)) +
           ".</p>";
    break;
  }
  std::vector<std::string> heads{"number", "band", "#rank", "site", "for"};
  if (any_against) heads.emplace_back("against");
  TableWriter table("Desk numbers, highest rank first. The rank is no probability", heads);
  const std::size_t shown = std::min(rows_shown, desks.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& desk = *desks[i];
    const auto all = [&](const std::vector<claims::Reason>& reasons) {
      std::string text;
      for (const auto& reason : reasons)
        text += (text.empty() ? "" : "; ") + e.privacy.readable(reason.text);
      return text.empty() ? std::string("–") : text;
    };
    table.begin();
    table.id(e.privacy.plain(desk.selectors[0]));
    table.text(desk.band);
    table.number(std::to_string(desk.score_percent));
    table.text(desk.site ? organisation.sites[*desk.site].id : "–");
    table.text(all(desk.reasons_for));
    if (any_against) table.text(all(desk.reasons_against));
    table.end();
  }
  return out + table.finish(shown, desks.size());
}

std::string html_leads_table(const Exporter& e) {
  if (e.input.leads.empty()) return {};
  TableWriter table(
      "Next steps, those on which most hangs first. Each asks for a document and accuses nobody",
      {"step", "would settle", "what hangs on it", "authority usually needed"}, "leads");
  const std::size_t shown = std::min(leads_shown, e.input.leads.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& lead = e.input.leads[i];
    table.begin();
    table.text(e.privacy.readable(lead.step));
    table.text(e.privacy.readable(lead.question));
    table.text(e.privacy.readable(lead.gain));
    table.text(e.privacy.readable(lead.legal));
    table.end();
  }
  return "<h2 id=leads>Next steps</h2>" + table.finish(shown, e.input.leads.size());
}

std::string html_aside_table(const Exporter& e) {
  if (e.draft.set_aside.empty()) return {};
  TableWriter table("Set aside: what resembles a desk and is not named, with the reason",
                    {"number", "reason"});
  const std::size_t shown = std::min(rows_shown, e.draft.set_aside.size());
  for (std::size_t i = 0; i < shown; ++i) {
    table.begin();
    table.id(e.draft.set_aside[i].subject);
    table.text(e.draft.set_aside[i].reason);
    table.end();
  }
  return "<h3 id=aside>Set aside</h3>" + table.finish(shown, e.draft.set_aside.size());
}

}  // namespace cuibono::brief
