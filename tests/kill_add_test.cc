// kill -9 at any moment of `add` while it takes in archives, workbooks and mails: the next add of the same files
// ends in the case that an undisturbed add makes, with the same labels in the same order.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "formats/format_samples.h"
#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

std::string workbook_of(const std::vector<std::string>& names) {
  std::string sheets, relations;
  std::vector<formats::NamedText> members{{"[Content_Types].xml", "<Types/>"}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name='" + names[i] + "' sheetId='" + number + "' r:id='r" + number + "'/>";
    relations += "<Relationship Id='r" + number + "' Target='worksheets/sheet" + number + ".xml'/>";
    std::string rows;
    for (const auto& line : bank_lines(20 + i)) {
      rows += "<row>";
      for (const auto cell : core::split(line, ','))
        rows += "<c t='inlineStr'><is><t>" + std::string(cell) + "</t></is></c>";
      rows += "</row>";
    }
    members.emplace_back("xl/worksheets/sheet" + number + ".xml",
                         "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  }
  members.emplace_back("xl/workbook.xml",
                       "<workbook xmlns:r='urn:r'><sheets>" + sheets + "</sheets></workbook>");
  members.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships>" + relations + "</Relationships>");
  return formats::zip_of(members);
}

std::string mail_of(const std::vector<formats::NamedText>& attachments) {
  std::string mail =
      "From: a@example.org\r\nTo: b@example.org\r\nDate: Tue, 07 Jan 2025 10:00:00 +0000\r\n"
      "Subject: lists\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
      "boundary=\"x1\"\r\n\r\n"
      "--x1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the lists.\r\n";
  for (const auto& [name, text] : attachments)
    mail += "--x1\r\nContent-Type: text/csv; name=\"" + name +
            "\"\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" + text +
            "\r\n";
  return mail + "--x1--\r\n";
}

/// A workbook of three sheets, a mail with two lists, an archive in which an archive lies.
void write_containers(const std::string& folder) {
  std::filesystem::create_directories(folder);
  write_text(folder + "/book.xlsx", workbook_of({"January", "February", "March"}));
  write_text(folder + "/lists.eml",
             mail_of({{"calls.csv", calls_file(40)}, {"more.csv", calls_file(41)}}));
  std::vector<formats::NamedText> inner, outer{{"bank.csv", bank_file(60)}};
  for (std::size_t i = 0; i < 6; ++i)
    inner.emplace_back("calls " + std::to_string(i) + ".csv", calls_file(50 + i));
  inner.emplace_back("book.xlsx", workbook_of({"April", "May"}));
  outer.emplace_back("inner.zip", formats::zip_of(inner));
  outer.emplace_back("reports.csv", reports_file());
  write_text(folder + "/sent.zip", formats::zip_of(outer));
}

/// Four of the workbook, three of the mail, thirteen of the archive.
constexpr std::size_t items = 20;

/// What a case holds of its evidence, without the moments at which it was added: the lines of the manifest
/// and the files as received.
Files evidence_of(const std::string& folder) {
  Files files;
  for (const auto& name : files_below(folder + "/evidence"))
    if (name != "manifest.jsonl") files[name] = read_text(folder + "/evidence/" + name);
  for (auto line : read_json_lines(folder + "/evidence/manifest.jsonl")) {
    line.erase("added");
    files["manifest"] += line.dump() + "\n";
  }
  return files;
}

/// The items that the audit saw added, in its order.
std::vector<std::string> audited(const std::string& folder) {
  std::vector<std::string> added;
  for (const auto& line : read_json_lines(folder + "/audit.jsonl")) {
    const auto& entry = line["entry"];
    if (entry["op"] == "add")
      added.push_back(entry["item"].get<std::string>() + " " + entry["sha256"].get<std::string>());
  }
  return added;
}

class KillAdd : public ::testing::Test {
 protected:
  void SetUp() override {
    write_containers(temp_ / "in");
    make_empty_case(temp_ / "empty");
    copy_folder(temp_ / "empty", temp_ / "calm");
    calm_ = add(temp_ / "calm", {});
    ASSERT_EQ(calm_.exit_code, 0) << describe(calm_);
    ASSERT_EQ(read_json_lines(temp_ / "calm/evidence/manifest.jsonl").size(), items);
    const Outcome run = run_program({"-C", temp_ / "calm", "run"});
    ASSERT_EQ(run.exit_code, 0) << describe(run);
  }
  [[nodiscard]] Outcome add(const std::string& folder, const ProgramOptions& options) const {
    return run_program(
        {"-C", folder, "add", temp_ / "in", "--source", "Test Police", "--received", "2025-03-10"},
        options);
  }
  /// The next add, and all that comes of it, is as if nothing had happened.
  void finish(const std::string& folder) const {
    const Outcome added = add(folder, {});
    ASSERT_EQ(added.exit_code, 0) << describe(added);
    EXPECT_TRUE(same(evidence_of(folder), evidence_of(temp_ / "calm")));
    EXPECT_EQ(audited(folder), audited(temp_ / "calm"));
    const Outcome run = run_program({"-C", folder, "run"});
    ASSERT_EQ(run.exit_code, 0) << describe(run);
    EXPECT_TRUE(same(results_in(folder + "/out"), results_in(temp_ / "calm/out")));
    const Outcome verified = run_program({"-C", folder, "verify"});
    EXPECT_EQ(verified.exit_code, 0) << describe(verified);
  }

  TempFolder temp_;
  Outcome calm_;
};

class KillAddRelease : public KillAdd {};

TEST_F(KillAddRelease, TwentyMomentsOfAnAddOfContainers) {
  std::size_t killed = 0, half_way = 0;
  for (std::uint64_t i = 0; i < 20; ++i) {
    core::CounterRandom random(i, 9);
    const std::string folder = temp_ / "stopped";
    std::filesystem::remove_all(folder);
    copy_folder(temp_ / "empty", folder);
    ProgramOptions options;
    options.signal = SIGKILL;
    options.signal_after_us = random.below(static_cast<std::uint64_t>(calm_.seconds * 1e6));
    SCOPED_TRACE("kill " + std::to_string(i) + " after " +
                 std::to_string(*options.signal_after_us) + " us");
    if (add(folder, options).signal == SIGKILL) ++killed;
    const std::string manifest = folder + "/evidence/manifest.jsonl";
    const std::size_t lines =
        std::filesystem::exists(manifest) ? read_json_lines(manifest).size() : 0;
    half_way += lines > 0 && lines < items ? 1U : 0U;
    finish(folder);
    if (HasFailure()) return;
  }
  EXPECT_GE(killed, 10U) << "too few adds were still alive to be killed";
  EXPECT_GE(half_way, 3U) << "too few were killed between two items";
}

/// What a kill leaves, made by hand for each of its moments: so many lines in the manifest, as many in the
/// audit or one less, the copies that were made until then or one more.
TEST_F(KillAdd, StoppedAfterAnyItem) {
  const std::string whole = read_text(temp_ / "calm/evidence/manifest.jsonl");
  const auto all = core::split(whole, '\n');
  const std::string audit = read_text(temp_ / "calm/audit.jsonl");
  const auto audit_lines = core::split(audit, '\n');
  ASSERT_EQ(audit_lines.size(), items + 3) << "init, the items, the run, and nothing";
  for (std::size_t kept = 0; kept < items; kept += 3) {
    SCOPED_TRACE(std::to_string(kept) + " items");
    const std::string folder = temp_ / "stopped";
    std::filesystem::remove_all(folder);
    copy_folder(temp_ / "empty", folder);
    copy_folder(temp_ / "calm/evidence", folder + "/evidence");
    std::string manifest, seen = std::string(audit_lines[0]) + "\n";
    for (std::size_t i = 0; i < kept; ++i) manifest += std::string(all[i]) + "\n";
    for (std::size_t i = 0; i + kept % 2 < kept; ++i)
      seen += std::string(audit_lines[i + 1]) + "\n";
    write_text(folder + "/evidence/manifest.jsonl", manifest);
    write_text(folder + "/audit.jsonl", seen);
    write_text(folder + "/evidence/E0001_book.xlsx.new-12345", "half a copy");
    finish(folder);
    if (HasFailure()) return;
  }
}

/// Another file that comes in between takes a number that was free; nothing is lost and nothing stands twice.
TEST_F(KillAdd, AnotherFileInBetween) {
  const std::string whole = read_text(temp_ / "calm/evidence/manifest.jsonl");
  const auto all = core::split(whole, '\n');
  const std::string audit = read_text(temp_ / "calm/audit.jsonl");
  const auto audit_lines = core::split(audit, '\n');
  const std::string folder = temp_ / "stopped";
  copy_folder(temp_ / "empty", folder);
  std::filesystem::create_directories(folder + "/evidence");
  std::filesystem::copy(temp_ / "calm/evidence/E0001_book.xlsx",
                        folder + "/evidence/E0001_book.xlsx");
  write_text(folder + "/evidence/manifest.jsonl", std::string(all[0]) + "\n");
  write_text(folder + "/audit.jsonl",
             std::string(audit_lines[0]) + "\n" + std::string(audit_lines[1]) + "\n");
  add_text(folder, "other.csv", calls_file(99), "Test Telecom");
  ASSERT_EQ(add(folder, {}).exit_code, 0);
  const auto lines = read_json_lines(folder + "/evidence/manifest.jsonl");
  ASSERT_EQ(lines.size(), items + 1);
  std::map<std::string, std::size_t> labels;
  for (const auto& line : lines) ++labels[line["id"].get<std::string>()];
  EXPECT_EQ(labels.size(), items + 1);
  EXPECT_EQ(labels.begin()->first, "E0001");
  EXPECT_EQ(labels.rbegin()->first, "E0021");
  EXPECT_EQ(run_program({"-C", folder, "run"}).exit_code, 0);
  EXPECT_EQ(run_program({"-C", folder, "verify"}).exit_code, 0);
}

}  // namespace
}  // namespace cuibono::cross
