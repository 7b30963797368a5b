// kill -9 at any moment of `run` loses nothing: the case opens, verify accuses nobody of tampering, and the
// next run ends with the bytes that an undisturbed run gives.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

/// The case is run to an end, changed so that the next run has other results, and killed in that run.
void kill_and_run_again(const std::string& pristine, const Files& expected, std::uint64_t after_us,
                        bool first_run, std::uint64_t& killed) {
  const TempFolder temp;
  copy_folder(pristine, temp / "case");
  if (first_run) std::filesystem::remove_all(temp / "case/derived");
  ProgramOptions options;
  options.signal = SIGKILL;
  options.signal_after_us = after_us;
  const Outcome run = run_program({"-C", temp / "case", "run", "-j", "2"}, options);
  if (run.signal == SIGKILL) ++killed;
  const Outcome verified = run_program({"-C", temp / "case", "verify"});
  EXPECT_TRUE(verified.exit_code == 0 || verified.exit_code == 1) << describe(verified);
  EXPECT_EQ(verified.out.find("TAMPERED"), std::string::npos) << describe(verified);
  const Outcome again = run_program({"-C", temp / "case", "run", "-j", "2"});
  ASSERT_EQ(again.exit_code, 0) << describe(again);
  EXPECT_TRUE(same(results_in(temp / "case/out"), expected));
  if (first_run) {
    const Outcome whole = run_program({"-C", temp / "case", "verify"});
    EXPECT_EQ(whole.exit_code, 0) << describe(whole);
  }
  for (const auto& name : files_below(temp / "case"))
    EXPECT_EQ(name.find(".new-"), std::string::npos) << name << " was left behind";
}

void kill_often(double scale, std::uint64_t kills) {
  const TempFolder temp;
  copy_simulated(scale, temp / "case");
  static_cast<void>(run_case(temp / "case"));
  // What changes the results and is authored: the kill meets a case whose out/ is of an older revision.
  std::string settings = read_text(temp / "case/case.toml");
  const auto at = settings.find("\ntitle = ");
  ASSERT_NE(at, std::string::npos);
  write_text(temp / "case/case.toml", settings.insert(at + 10, "Changed: "));
  copy_folder(temp / "case", temp / "undisturbed");
  const Outcome calm = run_program({"-C", temp / "undisturbed", "run", "-j", "2"});
  ASSERT_EQ(calm.exit_code, 0) << describe(calm);
  const Files expected = results_in(temp / "undisturbed/out");
  ASSERT_FALSE(same(results_in(temp / "case/out"), expected));
  std::uint64_t killed = 0;
  for (std::uint64_t i = 0; i < kills; ++i) {
    core::CounterRandom random(i, 5);
    const auto span = static_cast<std::uint64_t>(calm.seconds * 1e6);
    // The second half of a run is where it writes: half of the moments are there.
    const std::uint64_t after = i % 2 == 0 ? random.below(span) : span / 2 + random.below(span / 2);
    SCOPED_TRACE("kill " + std::to_string(i) + " after " + std::to_string(after) + " us");
    kill_and_run_again(temp / "case", expected, after, i % 5 == 0, killed);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GE(killed, kills / 2) << "too few runs were still alive to be killed";
}

TEST(KillRelease, TwentyMomentsOfARun) { kill_often(0.01, 20); }

/// `add` is stopped between the copy, the manifest and the audit.
TEST(KillRelease, AnAddThatWasStoppedIsFinishedByTheNext) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  write_text(temp / "more.csv", calls_file(5000));
  copy_folder(temp / "case", temp / "undisturbed");
  const Outcome calm = run_program({"-C", temp / "undisturbed", "add", temp / "more.csv"});
  ASSERT_EQ(calm.exit_code, 0);
  for (std::uint64_t i = 0; i < 12; ++i) {
    std::filesystem::remove_all(temp / "stopped");
    copy_folder(temp / "case", temp / "stopped");
    ProgramOptions options;
    options.signal = SIGKILL;
    options.signal_after_us = static_cast<std::uint64_t>(calm.seconds * 1e6) * (i + 1) / 13;
    static_cast<void>(run_program({"-C", temp / "stopped", "add", temp / "more.csv"}, options));
    const Outcome added = run_program({"-C", temp / "stopped", "add", temp / "more.csv"});
    ASSERT_EQ(added.exit_code, 0) << i << ": " << describe(added);
    const Outcome run = run_program({"-C", temp / "stopped", "run"});
    ASSERT_EQ(run.exit_code, 0) << i << ": " << describe(run);
    const Outcome verified = run_program({"-C", temp / "stopped", "verify"});
    EXPECT_EQ(verified.exit_code, 0) << i << ": " << describe(verified);
    EXPECT_EQ(read_json(temp / "stopped/out/intake.json")["items"].size(), 4U);
  }
}

/// What the gap between manifest and audit looks like, made by hand.
TEST(Kill, ALineThatTheAuditDoesNotKnowIsTold) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const std::string audit = read_text(temp / "case/audit.jsonl");
  add_text(temp / "case", "more.csv", calls_file(50), "Test Telecom");
  write_text(temp / "case/audit.jsonl", audit);
  const Outcome run = run_program({"-C", temp / "case", "run"});
  EXPECT_EQ(run.exit_code, 4) << describe(run);
  EXPECT_NE(run.err.find("E0004 (more.csv)"), std::string::npos) << describe(run);
  EXPECT_NE(run.err.find("hint:  add the file again"), std::string::npos) << describe(run);
  const Outcome verified = run_program({"-C", temp / "case", "verify"});
  EXPECT_EQ(verified.exit_code, 1) << describe(verified);
  add_text(temp / "case", "more.csv", calls_file(50), "Test Telecom");
  EXPECT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  EXPECT_EQ(run_program({"-C", temp / "case", "verify"}).exit_code, 0);
}

/// Stopped between the audit line and the swap of out/: verify says which revision lies there.
TEST(Kill, OutOfAnEarlierRevisionIsNamedAndNotCalledTampered) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  static_cast<void>(run_case(temp / "case"));
  copy_folder(temp / "case/out", temp / "earlier");
  add_text(temp / "case", "more.csv", calls_file(50), "Test Telecom");
  static_cast<void>(run_case(temp / "case"));
  std::filesystem::remove_all(temp / "case/out");
  copy_folder(temp / "earlier", temp / "case/out");
  const Outcome verified = run_program({"-C", temp / "case", "verify"});
  EXPECT_EQ(verified.exit_code, 1) << describe(verified);
  EXPECT_NE(verified.out.find("was stopped before it was done: run again"), std::string::npos)
      << describe(verified);
  EXPECT_EQ(verified.out.find("TAMPERED"), std::string::npos) << describe(verified);
}

/// out/ is derived and may be deleted.
TEST(Kill, OutThatIsGoneIsMadeAgain) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Files before = results_of(run_case(temp / "case"));
  std::filesystem::remove_all(temp / "case/out");
  std::filesystem::remove_all(temp / "case/derived");
  std::filesystem::remove(temp / "case/case.sqlite");
  const Outcome verified = run_program({"-C", temp / "case", "verify"});
  EXPECT_EQ(verified.exit_code, 1) << describe(verified);
  EXPECT_NE(verified.out.find("out/ is gone: it is derived, run again"), std::string::npos);
  EXPECT_EQ(run_program({"-C", temp / "case", "run"}).exit_code, 0);
  EXPECT_TRUE(same(results_in(temp / "case/out"), before));
}

}  // namespace
}  // namespace cuibono::cross
