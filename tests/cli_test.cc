// The program as people and other programs meet it: what is said, where, and with which exit code.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "investigation/files.h"
#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

const std::vector<std::string> verbs = {"init",   "add",      "map",   "run",    "show", "trace",
                                        "verify", "simulate", "serve", "export", "brief"};

class Cli : public testing::Test {
 protected:
  /// The tiny case, run once.
  const std::string& folder() {
    if (folder_.empty()) {
      folder_ = temp_ / "case";
      make_tiny_case(folder_);
      static_cast<void>(run_case(folder_));
    }
    return folder_;
  }
  Outcome in_case(std::vector<std::string> words, const ProgramOptions& options = {}) {
    words.insert(words.begin(), {"-C", folder()});
    return run_program(words, options);
  }
  TempFolder temp_;
  std::string folder_;
};

TEST_F(Cli, NoArgumentsShowTheWay) {
  const Outcome said = run_program({});
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_EQ(said.err, "");
  EXPECT_EQ(said.out,
            "Follow the money in a case folder, offline, with a source for every sentence.\n"
            "\n"
            "  cuibono simulate demo --scale 0.05      make a simulated case\n"
            "  cuibono -C demo run                     from the files to the brief\n"
            "  cuibono -C demo serve --open            look at it in a browser\n"
            "  cuibono -C demo verify --truth          check it, and score it against the truth\n"
            "  cuibono init mycase                     make a case of your own\n"
            "  cuibono -C mycase add FILE… --source \"Bank of …\" --received 2025-05-04\n"
            "\n"
            "Start        init  add  map  simulate\n"
            "Analyse      run  resolve  judge  trace  replay  show\n"
            "Write        brief  export\n"
            "Operate      serve  verify\n"
            "\n"
            "`cuibono VERB --help` has examples.\n");
  EXPECT_EQ(run_program({"--help"}).out, said.out);
}

TEST_F(Cli, HelpOfEachVerbBeginsWithExamples) {
  for (const auto& verb : verbs) {
    const Outcome said = run_program({verb, "--help"});
    EXPECT_EQ(said.exit_code, 0) << verb;
    const auto example = said.out.find("  cuibono " + verb);
    const auto usage = said.out.find("Usage: cuibono " + verb);
    ASSERT_NE(example, std::string::npos) << said.out;
    ASSERT_NE(usage, std::string::npos) << said.out;
    EXPECT_LT(example, usage) << verb;
    EXPECT_FALSE(has(said.out, CUIBONO_BINARY)) << "no path of this machine";
  }
}

TEST_F(Cli, SlipsOfThePenAreAnswered) {
  struct Slip {
    std::vector<std::string> words;
    std::string said;
  };
  const std::vector<Slip> slips = {
      {{"rnu"}, "error: there is no verb \"rnu\". Did you mean \"run\"?\n"},
      {{"verfy"}, "error: there is no verb \"verfy\". Did you mean \"verify\"?\n"},
      {{"frobnicate"}, "error: there is no verb \"frobnicate\". Run `cuibono` to see them all.\n"},
      {{"run", "--as-off", "2025-01-01"},
       "error: there is no option --as-off. Did you mean --as-of?\n"
       "hint:  cuibono run --help has examples\n"},
      {{"run", "--as-off=2025-01-01"},
       "error: there is no option --as-off. Did you mean --as-of?\n"
       "hint:  cuibono run --help has examples\n"},
      {{"--quite", "run"},
       "error: there is no option --quite. Did you mean --quiet?\n"
       "hint:  cuibono run --help has examples\n"},
      {{"run", "--frobnicate"},
       "error: there is no option --frobnicate.\nhint:  cuibono run --help has examples\n"},
      {{"-q"},
       "error: a verb is missing, as in `cuibono run`\nhint:  cuibono --help has examples\n"},
      {{"map"}, "error: ITEM is required\nhint:  cuibono map --help has examples\n"},
      {{"--memory", "lots", "run"},
       "error: --memory \"lots\" is not a size\nhint:  write 4GiB or 512MiB\n"},
  };
  for (const auto& [words, expected] : slips) {
    const Outcome said = run_program(words);
    EXPECT_EQ(said.exit_code, 2) << describe(said);
    EXPECT_EQ(said.err, expected);
    EXPECT_EQ(said.out, "");
  }
}

TEST_F(Cli, OptionsStandBeforeAndAfterTheVerb) {
  const Outcome before = in_case({"-q", "run"});
  const Outcome after = run_program({"run", "-q", "-C", folder()});
  EXPECT_EQ(before.exit_code, 0) << describe(before);
  EXPECT_EQ(after.exit_code, 0) << describe(after);
  EXPECT_EQ(before.err, "");
  EXPECT_EQ(before.out, after.out);
}

TEST_F(Cli, ExitCodesTellWhatHappened) {
  EXPECT_EQ(in_case({"verify"}).exit_code, 0);
  EXPECT_EQ(in_case({"show", "nobody-knows-this"}).exit_code, 1);
  EXPECT_EQ(in_case({"run", "--as-of", "tomorrow"}).exit_code, 2);
  EXPECT_EQ(in_case({"run", "--without", "E0099"}).exit_code, 2);
  EXPECT_EQ(in_case({"add", "no-such-file.csv"}).exit_code, 3);
  EXPECT_EQ(in_case({"show", "E0001#99999"}).exit_code, 3);
  write_text(folder() + "/out/brief.html", "another");
  EXPECT_EQ(in_case({"verify"}).exit_code, 4);
}

TEST_F(Cli, OneWriterAtATime) {
  const auto lock = investigation::CaseLock::take(folder());
  ASSERT_TRUE(lock.has_value());
  const Outcome said = in_case({"run"});
  EXPECT_EQ(said.exit_code, 5) << describe(said);
  EXPECT_TRUE(has(said.err, "error: another cuibono is writing to this case")) << said.err;
}

TEST_F(Cli, AnInterruptEndsWithoutHalfAResult) {
  copy_simulated(0.01, temp_ / "big");
  ProgramOptions options;
  options.signal = SIGINT;
  options.signal_when = "\"stage\":\"entities\"";
  const Outcome run =
      run_program({"-C", temp_ / "big", "--progress", "json", "run", "-j", "2"}, options);
  EXPECT_EQ(run.exit_code, 130) << describe(run);
  EXPECT_TRUE(has(run.err, "error: ")) << describe(run);
  EXPECT_FALSE(std::filesystem::exists(temp_ / "big/out"));
}

TEST_F(Cli, PipesGetJsonLinesAndTerminalsGetTables) {
  const Outcome piped = in_case({"run"});
  std::istringstream lines(piped.out);
  std::uint64_t rows = 0;
  for (std::string line; std::getline(lines, line); ++rows)
    EXPECT_TRUE(nlohmann::json::parse(line, nullptr, false).is_object()) << line;
  EXPECT_EQ(rows, 3U);
  EXPECT_EQ(nlohmann::json::parse(piped.out.substr(0, piped.out.find('\n')))["rows"], 200);

  ProgramOptions terminal;
  terminal.terminal = true;
  const Outcome table = in_case({"run"}, terminal);
  EXPECT_EQ(table.exit_code, 0);
  EXPECT_TRUE(has(table.out, "item   file         kind       rows  records  quarantined"))
      << table.out;
  EXPECT_FALSE(has(table.out, "{\"")) << table.out;
  EXPECT_TRUE(has(table.out, "brief")) << table.out;

  const Outcome array = in_case({"--format", "json", "run"});
  EXPECT_EQ(nlohmann::json::parse(array.out).size(), 3U);
  const Outcome asked = in_case({"--format", "table", "run"});
  EXPECT_TRUE(has(asked.out, "item   file         kind"));
}

TEST_F(Cli, NoColourIsEverNeeded) {
  ProgramOptions options;
  options.terminal = true;
  options.environment = {{"NO_COLOR", "1"}};
  const Outcome said = in_case({"--progress", "never", "verify"}, options);
  EXPECT_EQ(said.exit_code, 0) << describe(said);
  EXPECT_FALSE(has(said.out, "\033[")) << said.out;
}

TEST_F(Cli, ProgressGoesToStderrAndLeavesNoTrace) {
  const Outcome quiet = in_case({"run"});
  EXPECT_FALSE(has(quiet.err, "\r")) << "no bar where nobody watches";
  const Outcome json = in_case({"--progress", "json", "run"});
  EXPECT_EQ(json.out, quiet.out) << "progress is no data";
  std::uint64_t steps = 0;
  std::istringstream lines(json.err);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("{")) continue;
    const auto step = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(step.is_object()) << line;
    EXPECT_TRUE(step.contains("stage") && step.contains("done") && step.contains("total")) << line;
    ++steps;
  }
  EXPECT_GE(steps, 8U) << describe(json);
}

TEST_F(Cli, AReaderThatLeavesIsNoFault) {
  ProgramOptions options;
  options.reader_leaves = true;
  const Outcome said = in_case({"verify"}, options);
  EXPECT_EQ(said.signal, 0) << describe(said);
  EXPECT_EQ(said.exit_code, 0) << describe(said);
  EXPECT_EQ(said.err, "");
}

TEST_F(Cli, AnAnswerThatCannotBeWrittenIsTold) {
  ProgramOptions full;
  full.stdout_path = "/dev/full";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"run", "--help"}, {"--version"}, {"-C", folder(), "verify"}}) {
    const Outcome said = run_program(words, full);
    EXPECT_EQ(said.exit_code, 5) << describe(said);
    EXPECT_TRUE(has(said.err, "error: cannot write to stdout: No space left on device"))
        << said.err;
  }
}

/// With stdout closed, the next file that is opened would get its number, and the answer would be written into
/// the case.
TEST_F(Cli, ClosedHandlesNeverBecomeFilesOfTheCase) {
  for (const bool with_stderr : {false, true}) {
    ProgramOptions options;
    options.close_stdout = true;
    options.close_stderr = with_stderr;
    const Outcome said = in_case({"run"}, options);
    EXPECT_EQ(said.exit_code, 5) << describe(said);
    EXPECT_EQ(in_case({"verify", "--rebuild"}).exit_code, 0);
    EXPECT_EQ(read_text(folder() + "/.cuibono/lock"), "");
  }
}

TEST_F(Cli, NamesWithSpacesAndOfAnyScript) {
  const std::string place = temp_ / "Дело № 7 – 사건 «x y»";
  write_text(place + "/in/выписка банка (копия).csv", bank_file(60));
  write_text(place + "/in/통화 기록.csv", calls_file(60));
  const std::string folder = place + "/case one";
  EXPECT_EQ(run_program({"init", folder, "--title", "Ключ", "--zone", "Europe/Riga"}).exit_code, 0);
  const Outcome added = run_program({"-C", folder, "add", place + "/in", "--received", "2025-03-01",
                                     "--source", "Банк «Пример»"});
  EXPECT_EQ(added.exit_code, 0) << describe(added);
  EXPECT_TRUE(has(added.out, "выписка банка (копия).csv")) << added.out;
  const Outcome run = run_program({"-C", folder, "run"});
  EXPECT_EQ(run.exit_code, 0) << describe(run);
  EXPECT_TRUE(has(run.out, "통화 기록.csv")) << run.out;
  EXPECT_TRUE(has(read_text(folder + "/out/brief.html"), "통화 기록.csv"));
  EXPECT_EQ(run_program({"-C", folder, "verify"}).exit_code, 0);
  ProgramOptions inside;  // from a folder inside the case, the case above it is found
  inside.folder = folder + "/notes";
  EXPECT_EQ(run_program({"verify"}, inside).exit_code, 0);
}

TEST_F(Cli, AddingTwiceDoesNoHarm) {
  const std::string manifest = read_text(folder() + "/evidence/manifest.jsonl");
  write_text(temp_ / "again.csv", bank_file(200));
  const Outcome added = in_case({"add", temp_ / "again.csv"});
  EXPECT_EQ(added.exit_code, 0);
  EXPECT_TRUE(has(added.out, "was there already")) << describe(added);
  EXPECT_EQ(read_text(folder() + "/evidence/manifest.jsonl"), manifest);
}

}  // namespace
}  // namespace cuibono::cross
