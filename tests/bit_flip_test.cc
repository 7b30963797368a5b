// One flipped bit, anywhere in a case folder: verify and run say tampered, say edited, or make anew what is
// derived. They never crash and never pass on a wrong result in silence.
#include <gtest/gtest.h>

#include <filesystem>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

/// A simulated case with truth.json, of tiny files, that was run once.
class BitFlip : public testing::Test {
 protected:
  void SetUp() override {
    make_tiny_case(temp_ / "case");
    files_ = results_of(run_case(temp_ / "case"));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return temp_ / "case/" + name; }

  /// Flips bit `bit` of byte `at` and says what `verify` and `run` made of it; puts the byte back.
  struct Told {
    Outcome verify, run;
    Files results;  ///< of out/ after the run
  };
  Told tell_of_flip(const std::string& name, std::uint64_t at, unsigned bit) {
    const TempFolder work;
    copy_folder(temp_ / "case", work / "case");
    std::string bytes = read_text(work / "case/" + name);
    EXPECT_LT(at, bytes.size());
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << bit));
    write_text(work / "case/" + name, bytes);
    Told told;
    told.verify = run_program({"-C", work / "case", "verify"});
    told.run = run_program({"-C", work / "case", "run"});
    told.results = results_in(work / "case/out");
    return told;
  }

  /// `flips` places of a file, and always its first and last byte.
  template <class Judge>
  void flip_each(const std::string& name, std::uint64_t flips, const Judge& judge) {
    const std::uint64_t size = std::filesystem::file_size(path(name));
    ASSERT_GT(size, 0U) << name;
    for (std::uint64_t i = 0; i < flips + 2; ++i) {
      core::CounterRandom random(i, size);
      const std::uint64_t at = i == 0 ? 0 : i == 1 ? size - 1 : random.below(size);
      const auto bit = static_cast<unsigned>(random.below(8));
      SCOPED_TRACE(name + ", byte " + std::to_string(at) + ", bit " + std::to_string(bit));
      const Told told = tell_of_flip(name, at, bit);
      ASSERT_EQ(told.verify.signal, 0) << describe(told.verify);
      ASSERT_EQ(told.run.signal, 0) << describe(told.run);
      judge(told);
    }
  }

  void expect_evidence_is_tampered();
  void expect_manifest_is_tampered();
  void expect_audit_is_tampered();
  void expect_authored_files_are_edited();
  void expect_results_are_tampered_and_made_anew();
  void expect_derived_is_made_anew();
  void expect_index_is_made_anew();

  static bool says(const Outcome& outcome, const std::string& words) {
    return (outcome.out + outcome.err).find(words) != std::string::npos;
  }

  TempFolder temp_;
  Files files_;
  std::uint64_t flips_ = 2;
};

class BitFlipRelease : public BitFlip {
 protected:
  BitFlipRelease() { flips_ = 12; }
};

void judge_evidence(const Files& before, const Outcome& verify, const Outcome& run,
                    const Files& after) {
  EXPECT_EQ(verify.exit_code, 4) << describe(verify);
  EXPECT_NE(verify.out.find("TAMPERED"), std::string::npos) << describe(verify);
  EXPECT_EQ(run.exit_code, 4) << describe(run);
  EXPECT_TRUE(same(after, before)) << "the old results stay";
}

void BitFlip::expect_evidence_is_tampered() {
  for (const char* name : {"evidence/E0001_bank.csv", "evidence/E0003_reports.csv"}) {
    flip_each(name, flips_, [&](const Told& told) {
      judge_evidence(files_, told.verify, told.run, told.results);
    });
  }
}
void BitFlip::expect_manifest_is_tampered() {
  flip_each("evidence/manifest.jsonl", 3 * flips_, [&](const Told& told) {
    EXPECT_EQ(told.verify.exit_code, 4) << describe(told.verify);
    EXPECT_EQ(told.run.exit_code, 4) << describe(told.run);
    EXPECT_TRUE(says(told.run, "manifest")) << describe(told.run);
    EXPECT_TRUE(same(told.results, files_)) << "the old results stay";
  });
}
void BitFlip::expect_audit_is_tampered() {
  flip_each("audit.jsonl", 3 * flips_, [&](const Told& told) {
    EXPECT_EQ(told.verify.exit_code, 4) << describe(told.verify);
    EXPECT_TRUE(says(told.verify, "TAMPERED")) << describe(told.verify);
    EXPECT_EQ(told.run.exit_code, 4) << describe(told.run);
    EXPECT_TRUE(says(told.run, "audit")) << describe(told.run);
    EXPECT_TRUE(same(told.results, files_)) << "the old results stay";
  });
}
void BitFlip::expect_authored_files_are_edited() {
  for (const char* name : {"case.toml", "mappings/E0001.yml"}) {
    flip_each(name, 2 * flips_, [&](const Told& told) {
      // Either it can no longer be read, and that is said; or a person may have meant it.
      EXPECT_TRUE(told.verify.exit_code == 1 || told.verify.exit_code == 3)
          << describe(told.verify);
      EXPECT_TRUE(says(told.verify, "\"state\":\"edited\"") || says(told.verify, "error: "))
          << describe(told.verify);
      EXPECT_TRUE(told.run.exit_code == 0 || told.run.exit_code == 3) << describe(told.run);
      if (told.run.exit_code != 0) {
        EXPECT_TRUE(same(told.results, files_));
      }
    });
  }
}
void BitFlip::expect_results_are_tampered_and_made_anew() {
  auto names = files_below(path("out"));
  // A case without running text has no passage to review: an empty file has no bit.
  std::erase_if(names, [&](const std::string& name) {
    return (name == "review.jsonl" || name == "mentions.jsonl") &&
           std::filesystem::file_size(path("out/" + name)) == 0;
  });
  ASSERT_GE(names.size(), 11U);
  for (const auto& name : names) {
    flip_each("out/" + name, flips_ / 6, [&](const Told& told) {
      EXPECT_EQ(told.verify.exit_code, 4) << describe(told.verify);
      EXPECT_TRUE(says(told.verify, "TAMPERED")) << describe(told.verify);
      EXPECT_TRUE(says(told.verify, "out/" + name)) << describe(told.verify);
      EXPECT_EQ(told.run.exit_code, 0) << describe(told.run);
      EXPECT_TRUE(same(told.results, files_));
    });
  }
}
void BitFlip::expect_derived_is_made_anew() {
  for (const auto& name : files_below(path("derived"))) {
    flip_each("derived/" + name, flips_ / 2, [&](const Told& told) {
      EXPECT_TRUE(told.verify.exit_code == 0 || says(told.verify, "it is derived, run again"))
          << describe(told.verify);
      EXPECT_FALSE(says(told.verify, "TAMPERED")) << describe(told.verify);
      EXPECT_EQ(told.run.exit_code, 0) << describe(told.run);
      EXPECT_TRUE(same(told.results, files_));
    });
  }
}
void BitFlip::expect_index_is_made_anew() {
  flip_each("case.sqlite", 2 * flips_, [&](const Told& told) {
    EXPECT_EQ(told.verify.exit_code, 1) << describe(told.verify);
    EXPECT_TRUE(says(told.verify, "it is derived, run again")) << describe(told.verify);
    EXPECT_EQ(told.run.exit_code, 0) << describe(told.run);
    EXPECT_TRUE(same(told.results, files_));
  });
}

TEST_F(BitFlip, EvidenceIsTampered) { expect_evidence_is_tampered(); }
TEST_F(BitFlip, ManifestIsTampered) { expect_manifest_is_tampered(); }
TEST_F(BitFlip, AuditIsTampered) { expect_audit_is_tampered(); }
TEST_F(BitFlip, AuthoredFilesAreEdited) { expect_authored_files_are_edited(); }
TEST_F(BitFlip, IndexIsMadeAnew) { expect_index_is_made_anew(); }
TEST_F(BitFlipRelease, EvidenceIsTampered) { expect_evidence_is_tampered(); }
TEST_F(BitFlipRelease, ManifestIsTampered) { expect_manifest_is_tampered(); }
TEST_F(BitFlipRelease, AuditIsTampered) { expect_audit_is_tampered(); }
TEST_F(BitFlipRelease, AuthoredFilesAreEdited) { expect_authored_files_are_edited(); }
TEST_F(BitFlipRelease, ResultsAreTamperedAndMadeAnew) {
  expect_results_are_tampered_and_made_anew();
}
TEST_F(BitFlipRelease, DerivedIsMadeAnew) { expect_derived_is_made_anew(); }
TEST_F(BitFlipRelease, IndexIsMadeAnew) { expect_index_is_made_anew(); }

/// `show` answers from the index: a damaged one must not answer at all.
TEST_F(BitFlip, ShowDoesNotAnswerFromADamagedIndex) {
  ASSERT_EQ(run_program({"-C", temp_ / "case", "show", "F3"}).exit_code, 0);
  std::string bytes = read_text(path("case.sqlite"));
  const auto at = bytes.find("files taken in");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'F';
  write_text(path("case.sqlite"), bytes);
  const Outcome shown = run_program({"-C", temp_ / "case", "show", "F3"});
  EXPECT_EQ(shown.exit_code, 4) << describe(shown);
  EXPECT_TRUE(says(shown, "the index is not the one that the last run wrote")) << describe(shown);
}

TEST(BitFlipTruthRelease, TruthIsTampered) {
  const TempFolder temp;
  copy_simulated(0.01, temp / "case");
  static_cast<void>(run_case(temp / "case"));
  ASSERT_EQ(run_program({"-C", temp / "case", "verify", "--truth"}).exit_code, 0);
  std::string bytes = read_text(temp / "case/truth.json");
  const auto at = bytes.find("tel:+");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 9] = static_cast<char>(bytes[at + 9] ^ 1);
  write_text(temp / "case/truth.json", bytes);
  const Outcome verified = run_program({"-C", temp / "case", "verify", "--truth"});
  EXPECT_EQ(verified.exit_code, 4) << describe(verified);
  EXPECT_NE(verified.out.find("truth.json is not the one that was simulated"), std::string::npos)
      << describe(verified);
}

}  // namespace
}  // namespace cuibono::cross
