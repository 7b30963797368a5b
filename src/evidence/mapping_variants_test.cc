// Tables as agencies, banks and operators of many countries send them: which share of their columns is
// understood, and that what is not understood is asked.
#include "evidence/mapping_variants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace cuibono::evidence {
namespace {

namespace fs = std::filesystem;

VariantScore score_folder(const std::string& half) {
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(CUIBONO_SOURCE_DIR) / "tests/cases/mapping" / half)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  VariantScore score;
  for (const auto& file : files) {
    const char* only = std::getenv("CUIBONO_VARIANT");
    if (only != nullptr && file.filename().string().find(only) == std::string::npos) continue;
    std::ifstream stream(file, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    std::string fault;
    const Variant variant = read_variant(file.filename().string(), text.str(), fault);
    EXPECT_EQ(fault, "") << file.filename();
    score_variant(variant, score);
  }
  return score;
}

/// What is reached, and may never be less. The aim is 97 % right, none wrong and sure, none misread and
/// sure: each half prints how far it is from there, and these bounds follow what it reaches.
struct Reached {
  double right_percent;
  std::uint64_t wrong_sure, misread_sure;
};

void check(const VariantScore& score, const Reached& reached) {
  std::cout << score.summary() << "aim: 97 % right, 0 wrong and sure, 0 misread and sure\n";
  EXPECT_GT(score.files, 0U);
  EXPECT_GE(score.right_percent(), reached.right_percent);
  EXPECT_LE(score.wrong_sure, reached.wrong_sure);
  EXPECT_LE(score.misread_sure, reached.misread_sure);
}

TEST(MappingVariants, TunedHalf) {
  const VariantScore score = score_folder("tuned");
  std::cout << score.complaints;
  check(score, {96.0, 0, 0});
}

/// Only counted until 2026-11-26, and tuned on since: it tells what was reached, not what a new sender gives.
TEST(MappingVariants, HeldHalf) {
  const VariantScore score = score_folder("held");
  std::cout << score.complaints;
  check(score, {96.2, 0, 0});
}

/// Headers as those who know the banks, operators and offices of fifty countries remember them.
TEST(MappingVariants, WildTables) {
  const VariantScore score = score_folder("wild");
  std::cout << score.complaints;
  check(score, {99.3, 0, 0});
}

/// Written by somebody who never saw the inference. When it was first scored, on 2026-11-26: 973 of 1,082
/// right (89.9 %), 26 wrong and sure, 5 misread and sure. Opened on 2026-11-27, and tuned on since.
TEST(MappingVariants, BlindTables) {
  const VariantScore score = score_folder("blind");
  std::cout << score.complaints;
  check(score, {98.3, 0, 0});
}

/// Sixty more by somebody who never saw it. When they were first scored, untouched, on 2026-11-27: 579 of 642
/// right (90.2 %), 33 not understood and asked, 20 wrong and asked, 10 wrong and sure, none misread. Opened
/// after that: what a new sender gives is what both blind sets gave at first sight.
TEST(MappingVariants, BlindTablesAgain) {
  const VariantScore score = score_folder("blind2");
  std::cout << score.complaints;
  check(score, {98.5, 0, 0});
}

}  // namespace
}  // namespace cuibono::evidence
