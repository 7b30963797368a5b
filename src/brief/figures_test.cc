// The figures of the brief: each number that is drawn stands in a table, and each table adds up.
#include "brief/figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "brief/brief_worlds.h"
#include "brief/figure_parts.h"
#include "brief/timeline_counts.h"
#include "brief/victim_countries.h"

namespace cuibono::brief {
namespace {

World with_hops() {
  World world;
  const auto eur = core::find_asset("EUR").value();
  world.money.hops = {{eur, 1, "victim", "mule", 5'000'00, 1, {RecordRef(1, 3)}},
                      {eur, 2, "mule", "exchange", 4'000'00, 1, {RecordRef(1, 4)}}};
  world.money.rests = {{eur, 1, "mule", 1'000'00}, {eur, 2, "exchange", 4'000'00}};
  world.money.flows = {{evidence::TransferId::of(0), 1, 5'000'00, 5'000'00},
                       {evidence::TransferId::of(1), 2, 4'000'00, 3'900'00}};
  return world;
}

std::string page_of(const World& world) { return files_of(world)["brief.html"]; }

std::string section_of(const std::string& page, const std::string& id) {
  const auto begin = page.find("<figure id=" + id + ">");
  if (begin == std::string::npos) return {};
  const auto end = std::min(page.find("<figure", begin + 1), page.find("</section>", begin));
  return page.substr(begin, end - begin);
}

/// Words of all SVG labels in a part of the page.
std::vector<std::string> labels_of(const std::string& part) {
  std::vector<std::string> labels;
  const std::regex label("<text [^>]*>([^<]*)</text>");
  for (auto at = std::sregex_iterator(part.begin(), part.end(), label);
       at != std::sregex_iterator(); ++at)
    labels.push_back((*at)[1]);
  return labels;
}

TEST(Figures, MoneyByHopIsDrawnAndEachAmountStandsInATable) {
  const std::string figure = section_of(page_of(with_hops()), "money-by-hop");
  ASSERT_FALSE(figure.empty());
  const auto table = figure.substr(figure.find("<div class=twin>"));
  std::size_t amounts = 0;
  for (const auto& label : labels_of(figure)) {
    if (label.starts_with("EUR")) {
      ++amounts;
      EXPECT_NE(table.find(label), std::string::npos) << label;
    }
  }
  EXPECT_EQ(amounts, 6U);  // victims, mule, exchange, for a desk and for a phone
  EXPECT_NE(table.find("in all = followed"), std::string::npos);
  EXPECT_NE(figure.find("Stands on 2 payments in 2 rows of"), std::string::npos);
}

TEST(Figures, AMoneyFigureWithoutAWayIsOneSentence) {
  const std::string page = page_of(World());
  EXPECT_EQ(section_of(page, "money-by-hop"), "");
  EXPECT_NE(page.find("The way of the money is not drawn"), std::string::npos);
}

TEST(Figures, TheTimelineCountsEveryEventOnce) {
  const World world;
  const Timeline timeline = count_timeline(world.evidence);
  for (const auto& [series, events] : {std::pair{Series::calls, world.evidence.calls.size()},
                                       std::pair{Series::reports, world.evidence.reports.size()}}) {
    const auto& counts = timeline.of(series);
    EXPECT_EQ(counts.total, events);
    EXPECT_EQ(counts.on_axis() + counts.before + counts.after + counts.too_coarse + counts.no_time,
              counts.total);
  }
  EXPECT_FALSE(section_of(page_of(world), "timeline").empty());
}

TEST(Figures, EachVictimIsInOneCountryByOneBasis) {
  const World world;
  const VictimCountries counted = count_victims(world.input());
  std::uint64_t placed = 0, by_basis = 0;
  for (const auto& country : counted.countries) placed += country.victims;
  for (const auto number : counted.by_basis) by_basis += number;
  const auto unknown = counted.by_basis[static_cast<std::size_t>(CountryBasis::unknown)];
  EXPECT_EQ(placed + unknown, counted.victims);
  EXPECT_EQ(by_basis, counted.victims);
  EXPECT_EQ(counted.victims, 1U);
}

TEST(Figures, HostileTextIsEscaped) {
  World world = with_hops();
  world.money.hops[1].to = "</text><script>alert(1)</script>";
  world.money.rests[1].at = world.money.hops[1].to;
  const std::string page = page_of(world);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;script"), std::string::npos);
}

TEST(Figures, TheSameResultGivesTheSameBytes) {
  const World world = with_hops();
  EXPECT_EQ(files_of(world, 1)["brief.html"], files_of(world, 2)["brief.html"]);
  EXPECT_EQ(page_of(world).find(" src="), std::string::npos);
  EXPECT_EQ(page_of(world).find("http"), page_of(world).find("http-equiv"));
}

TEST(FigureParts, LengthsAreWrittenInTenths) {
  EXPECT_EQ(tenths_text(120), "12");
  EXPECT_EQ(tenths_text(125), "12.5");
  EXPECT_EQ(tenths_text(-5), "-0.5");
  EXPECT_EQ(tenths_text(0), "0");
  for (std::uint64_t n = 0; n < 2000; ++n) {
    const auto root = root_of(n);
    EXPECT_TRUE(root * root <= n && (root + 1) * (root + 1) > n) << n;
  }
  EXPECT_EQ(root_of(UINT64_MAX), 4294967295ULL);
}

}  // namespace
}  // namespace cuibono::brief
