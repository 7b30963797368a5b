// DESIGN 2, point 3: a run under a mask equals a fresh case that holds only those records, byte for byte
// after relabelling items.
//
// What is left out of the comparison, and why:
//   run.json, the banner of brief.html   they say which mask was asked for; nothing else may
//   manifest.json                        hashes of the files compared here
//   metrics.json                         times
// Mappings are authored and go along: the fresh case gets the mapping files of the whole one.
//
// A mask over single rows has no file that is its fresh case: cutting a row out of a file gives the file
// another hash and the rows after it other numbers. There the law reads: the run equals analyse() over batches
// that never held those rows, their numbers and the accounting of the whole file being kept (intake says how many
// rows the file has, mask or not).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "case_tools.h"
#include "investigation/store.h"
#include "investigation/take_in.h"

namespace cuibono::cross {
namespace {

using evidence::Item;
using evidence::MaskRequest;
using investigation::Case;

constexpr double scale = 0.01;

/// The banner is one element on one line.
std::string without_banner(const std::string& page) {
  const auto begin = page.find("<div class=mask>");
  if (begin == std::string::npos) return page;
  const auto end = page.find("</div>", begin);
  EXPECT_NE(end, std::string::npos);
  constexpr std::string_view tail = "</div>\n";
  return page.substr(0, begin) + page.substr(end + tail.size());
}

Files without_mask_words(Files files) {
  files.erase("run.json");
  files["brief.html"] = without_banner(files["brief.html"]);
  return files;
}

std::vector<Item> alive(const Case& the_case, const MaskRequest& mask) {
  const auto ranked = evidence::rank_items(the_case.items);
  const auto plan = evidence::plan_mask(ranked, mask);
  EXPECT_TRUE(plan.has_value()) << plan.error().what;
  std::vector<Item> items;
  for (std::uint32_t rank = 0; rank < ranked.size(); ++rank) {
    if (plan->mask.contains_item(rank)) items.push_back(ranked[rank]);
  }
  return items;
}

void expect_equals_fresh_case(const Case& the_case, const MaskRequest& mask, std::uint64_t draw) {
  SCOPED_TRACE("mask " + std::to_string(draw));
  const TempFolder temp;
  std::vector<Item> items = alive(the_case, mask);
  if (items.empty()) return;  // "this case holds no evidence": tested beside
  core::CounterRandom random(draw, 7);
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
  const Case fresh = case_of(the_case, items, temp / "fresh");
  const Files masked = results_of(run_case(the_case.folder, 2, mask, false));
  const Files alone = results_of(run_case(fresh.folder, 2, {}, false));
  ASSERT_NE(masked.at("run.json"), alone.at("run.json")) << "the mask is told";
  EXPECT_TRUE(same(with_hashes_for_labels(without_mask_words(masked), the_case.items),
                   with_hashes_for_labels(without_mask_words(alone), fresh.items)));
}

/// As-of days, jurisdictions, items, sources and handling codes, alone and two together.
std::vector<MaskRequest> draw_masks(const Case& the_case, std::size_t count) {
  std::set<std::string> jurisdictions, handlings;
  for (const auto& item : the_case.items) {
    jurisdictions.insert(item.jurisdiction);
    handlings.insert(item.handling);
  }
  std::vector<MaskRequest> masks;
  for (std::uint64_t draw = 0; masks.size() < count; ++draw) {
    core::CounterRandom random(draw, 3);
    const auto any_item = [&]() -> const Item& {
      return the_case.items[random.below(the_case.items.size())];
    };
    MaskRequest mask;
    for (std::uint64_t part = 0; part <= random.below(2); ++part) {
      switch ((draw + part) % 5) {
        case 0:
          mask.as_of_us = any_item().received_us;
          break;
        case 1:
          for (const auto& place : jurisdictions) {
            if (random.below(2) == 0) mask.jurisdictions.push_back(place);
          }
          break;
        case 2:
          mask.without_items.push_back(any_item().label);
          mask.without_items.push_back(any_item().sha256.hex());
          break;
        case 3:
          mask.without_sources.push_back(any_item().source);
          break;
        default:
          mask.handling_allowed.push_back(*std::next(
              handlings.begin(), static_cast<std::ptrdiff_t>(random.below(handlings.size()))));
      }
    }
    if (!mask.empty() && alive(the_case, mask).size() < the_case.items.size())
      masks.push_back(mask);
  }
  return masks;
}

/// A simulated case that was run once, so that its mappings are there.
Case whole_case(const std::string& folder) {
  copy_simulated(scale, folder);
  static_cast<void>(run_case(folder));
  auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  return std::move(*the_case);
}

TEST(ReplayLawRelease, FiftyMasksEqualFreshCases) {
  const TempFolder temp;
  const Case the_case = whole_case(temp / "case");
  const auto masks = draw_masks(the_case, 50);
  std::set<std::vector<std::string>> seen;
  for (std::size_t i = 0; i < masks.size(); ++i) {
    std::vector<std::string> labels;
    for (const auto& item : alive(the_case, masks[i])) labels.push_back(item.label);
    seen.insert(labels);
    expect_equals_fresh_case(the_case, masks[i], i);
    if (HasFailure()) return;
  }
  EXPECT_GE(seen.size(), 20U) << "the masks are too much alike to say anything";
}

TEST(ReplayLaw, OneJurisdictionEqualsItsOwnCase) {
  const TempFolder temp;
  const Case the_case = whole_case(temp / "case");
  MaskRequest mask;
  mask.jurisdictions = {"KZ", "GB"};
  expect_equals_fresh_case(the_case, mask, 1);
}

/// A batch that never held the rows of `gone`; dictionaries as its own rows would have made them.
evidence::RecordBatch without_rows(const evidence::RecordBatch& batch,
                                   const std::set<std::uint64_t>& gone) {
  evidence::RecordBatch left = batch;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < batch.ordinals.size(); ++i) {
    if (!gone.contains(batch.ordinals[i])) kept.push_back(i);
  }
  const auto keep = [&](auto& values) {
    if (values.empty()) return;
    auto old = values;
    values.clear();
    for (const std::size_t row : kept) values.push_back(old[row]);
  };
  keep(left.ordinals);
  for (auto& column : left.columns) {
    keep(column.numbers);
    keep(column.codes);
    keep(column.precision);
    keep(column.assets);
    const auto old = column;
    column.values.clear();
    column.kinds.clear();
    column.validity.clear();
    std::map<std::uint32_t, std::uint32_t> moved;
    for (auto& code : column.codes) {
      if (code == evidence::no_value) continue;
      const auto [found, is_new] =
          moved.emplace(code, static_cast<std::uint32_t>(column.values.size()));
      if (is_new) {
        column.values.push_back(old.values[code]);
        if (!old.kinds.empty()) column.kinds.push_back(old.kinds[code]);
        if (!old.validity.empty()) column.validity.push_back(old.validity[code]);
      }
      code = found->second;
    }
  }
  return left;
}

investigation::AnalysisInput input_of(const Case& the_case, const MaskRequest& mask) {
  auto store = investigation::Store::open(the_case);
  EXPECT_TRUE(store.has_value());
  auto taken = investigation::take_in(threads(2), the_case, *store, mask);
  EXPECT_TRUE(taken.has_value()) << taken.error().what;
  investigation::AnalysisInput input;
  input.facts.id = "rows";
  input.facts.simulated = true;
  input.facts.pseudonym_key = "of the whole case";  // a row mask leaves the files as they are
  input.items = taken->items;
  input.batches = taken->batches;
  input.mappings = taken->mappings;
  input.mask = taken->mask;
  return input;
}

void expect_row_masks_hold(std::uint64_t draws) {
  const TempFolder temp;
  const Case the_case = whole_case(temp / "case");
  const auto whole = input_of(the_case, {});
  const auto all = investigation::analyse(threads(2), whole);
  ASSERT_TRUE(all.has_value()) << all.error().what;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    SCOPED_TRACE("draw " + std::to_string(draw));
    core::CounterRandom random(draw, 11);
    MaskRequest mask;
    std::vector<std::set<std::uint64_t>> gone(whole.items.size());
    for (std::size_t item = 0; item < whole.items.size(); ++item) {
      const auto& ordinals = whole.batches[item].ordinals;
      // From a handful of rows to most of a small file; runs of neighbours and single ones.
      const std::uint64_t count = 1 + random.below(std::min<std::uint64_t>(ordinals.size(), 300));
      for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t ordinal = ordinals[random.below(ordinals.size())];
        if (!gone[item].insert(ordinal).second) continue;
        const std::string name = (i % 3 == 0)   ? whole.items[item].sha256.hex()
                                 : (i % 3 == 1) ? core::ascii_lower(whole.items[item].label)
                                                : whole.items[item].label;
        mask.without_records.push_back(name + "#" + std::to_string(ordinal));
      }
    }
    auto masked = input_of(the_case, mask);
    auto without = whole;
    for (std::size_t item = 0; item < whole.items.size(); ++item)
      without.batches[item] = without_rows(whole.batches[item], gone[item]);
    const auto a = investigation::analyse(threads(2), masked);
    const auto b = investigation::analyse(threads(2), without);
    ASSERT_TRUE(a.has_value()) << a.error().what;
    ASSERT_TRUE(b.has_value()) << b.error().what;
    Files left, right;
    for (const auto& file : a->files) left[file.name] = file.bytes;
    for (const auto& file : b->files) right[file.name] = file.bytes;
    EXPECT_TRUE(same(left, right));
    EXPECT_NE(all->files.front().bytes, a->files.front().bytes) << "the mask changed nothing";
  }
}

TEST(ReplayLaw, RowsThatAreMaskedWereNeverThere) { expect_row_masks_hold(1); }
TEST(ReplayLawRelease, RowsThatAreMaskedWereNeverThere) { expect_row_masks_hold(6); }

TEST(ReplayLaw, AMaskThatLeavesNothingIsStillARun) {
  const TempFolder temp;
  const Case the_case = whole_case(temp / "case");
  MaskRequest mask;
  mask.as_of_us = 0;  // 1970: nothing had been received
  const auto report = run_case(the_case.folder, 2, mask);
  EXPECT_EQ(report.rows, 0U);
  EXPECT_EQ(report.events, 0U);
  const auto verified = investigation::verify_case(threads(2), the_case, {true, false});
  ASSERT_TRUE(verified.has_value()) << verified.error().what;
  for (const auto& check : verified->checks)
    EXPECT_EQ(check.state, investigation::Check::State::ok) << check.name << ": " << check.text;
}

/// What was asked for is kept so exactly that verify can ask for it again.
TEST(ReplayLaw, AMaskedRunVerifiesAndRebuilds) {
  const TempFolder temp;
  const Case the_case = whole_case(temp / "case");
  MaskRequest mask;
  mask.as_of_us = *the_case.items.front().received_us + core::us_per_day - 1;  // the whole of a day
  mask.handling_allowed = {"TLP:AMBER"};
  mask.without_records = {"E0001#5", "E0001#6"};
  const auto report = run_case(the_case.folder, 2, mask);
  EXPECT_LT(report.items.size(), the_case.items.size());
  const auto verified = investigation::verify_case(threads(2), the_case, {true, false});
  ASSERT_TRUE(verified.has_value()) << verified.error().what;
  for (const auto& check : verified->checks)
    EXPECT_EQ(check.state, investigation::Check::State::ok) << check.name << ": " << check.text;
}

}  // namespace
}  // namespace cuibono::cross
