// PDF made by hand, and the program that reads it. All people are invented.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>

#include "formats/format_list.h"
#include "formats/format_samples.h"
#include "formats/pdf_text.h"
#include "formats/run_program.h"

namespace cuibono::formats {
namespace {

/// Objects 1, 2, 3 … with their table of places; 1 is the catalogue. Object `facts` is the one of the facts.
std::string pdf_of(const std::vector<std::string>& objects, std::size_t facts = 0,
                   const std::string& trailer = "") {
  std::string bytes = "%PDF-1.4\n", places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(bytes.size());
    places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    bytes += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string start = std::to_string(bytes.size());
  bytes += "xref\n0 " + count + "\n0000000000 65535 f \n" + places + "trailer\n<< /Size " + count +
           " /Root 1 0 R " + trailer;
  if (facts > 0) bytes += "/Info " + std::to_string(facts) + " 0 R ";
  return bytes + ">>\nstartxref\n" + start + "\n%%EOF\n";
}
std::string stream_of(const std::string& content, const std::string& more = "") {
  return "<< " + more + "/Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
         "\nendstream";
}
/// A page's lines, one under the other; an empty one is a gap.
std::string lines_of(const std::vector<std::string>& lines) {
  std::string content = "BT /F1 12 Tf 14 TL 72 720 Td ";
  for (const std::string& line : lines)
    content += line.empty() ? "T* T* T* " : "(" + line + ") Tj T* ";
  return content + "ET";
}
/// A document of pages, each with its content.
std::string document(const std::vector<std::string>& pages) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "",
                                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                                   "<< /Title (On three sites) /Author (A. Clerk) /CreationDate "
                                   "(D:20250203090000+01'00') >>"};
  std::string kids;
  for (const std::string& content : pages) {
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents " +
                      std::to_string(objects.size() + 2) +
                      " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    kids += std::to_string(objects.size()) + " 0 R ";
    objects.push_back(stream_of(content));
  }
  objects[1] =
      "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
  return pdf_of(objects, 4);
}

class FormatPdf : public testing::Test {
 protected:
  void SetUp() override {
    if (!find_pdf_programs().has_value()) GTEST_SKIP() << find_pdf_programs().error().what;
  }
};
const std::string tail = "|On three sites|A. Clerk|2025-02-03T09:00:00+01:00";

TEST_F(FormatPdf, ParagraphsHaveTheirPage) {
  const std::string bytes =
      document({lines_of({"The office of Testland alleges that the three men ran a call",
                          "centre and that their gov-", "ernment contacts knew. They deny",
                          "all of it.", "", "A second paragraph that goes on over the end of"}),
                lines_of({"this page and ends.", "", "Third."})});
  ASSERT_EQ(recognise_format(bytes), &pdf_format);
  const auto tables = pdf_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value()) << tables.error().what;
  EXPECT_EQ((*tables)[0].note, "");
  EXPECT_EQ(rows_of(pdf_format, bytes, (*tables)[0]),
            (std::vector<std::string>{
                "1:|paragraph|1|The office of Testland alleges that the three men ran a call "
                "centre and that their government contacts knew. They deny all of it." +
                    tail,
                "2:|paragraph|1|A second paragraph that goes on over the end of this page and "
                "ends." +
                    tail,
                "3:|paragraph|2|Third." + tail}));
}

TEST_F(FormatPdf, PagesWithoutTextAreAsked) {
  const auto all = pdf_format.find_tables({}, document({"", "0 0 1 rg 0 0 9 9 re f"}));
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ((*all)[0].note.substr(0, 18), "No page holds text");
  const auto one = pdf_format.find_tables({}, document({lines_of({"text"}), ""}));
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ((*one)[0].note.substr(0, 21), "Page 2 holds no text:");
  EXPECT_EQ(list_pages({2, 4, 5, 6, 8, 9}), "2, 4 to 6, 8, 9");
}

TEST_F(FormatPdf, APasswordIsAsked) {
  // Owner and user keys that no empty password opens.
  const std::string key(64, 'A');
  const std::string bytes =
      pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>",
              "<< /Filter /Standard /V 1 /R 2 /O <" + key + "> /U <" + key + "> /P -4 >>"},
             0, "/Encrypt 3 0 R /ID [<00> <00>] ");
  const auto tables = pdf_format.find_tables({}, bytes);
  ASSERT_FALSE(tables.has_value());
  EXPECT_EQ(tables.error().what, "it asks for a password");
}

TEST_F(FormatPdf, ATextWithoutEndIsEnded) {
  // Twelve forms, each of which draws the next ten times: 10^12 lines of text.
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject "
      "<< /X 6 0 R >> >> >>",
      stream_of("/X Do")};
  for (int i = 0; i < 12; ++i) {
    std::string content;
    for (int times = 0; times < 10; ++times) content += "/X Do ";
    objects.push_back(stream_of(content + "BT /F1 9 Tf 9 9 Td (x) Tj ET",
                                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font "
                                "<< /F1 3 0 R >> /XObject << /X " +
                                    std::to_string(objects.size() + 2) + " 0 R >> >> "));
  }
  ProgramLimits limits;
  limits.cpu_seconds = 1;
  const auto pdf = read_pdf({}, pdf_of(objects), limits);
  ASSERT_FALSE(pdf.has_value());
  EXPECT_NE(pdf.error().what.find("did not end within 1 second"), std::string::npos)
      << pdf.error().what;
}

TEST_F(FormatPdf, BrokenFilesAreSaidToBe) {
  for (const std::string& bytes : {std::string("%PDF-1.7\n"), std::string("%PDF-1.4\n\0\0\0", 12),
                                   document({lines_of({"a"})}).substr(0, 150)}) {
    const auto tables = pdf_format.find_tables({}, bytes);
    EXPECT_TRUE(!tables.has_value() || !(*tables)[0].note.empty());
  }
  EXPECT_FALSE(pdf_format.recognises("text about %PDF- files"));
  EXPECT_TRUE(pdf_format.recognises("\r\n%PDF-1.4"));
}

TEST(RunProgram, HasLimitsAndNothingElse) {
  const auto run = [](const std::string& name, const std::vector<std::string>& words,
                      ProgramLimits limits = {}) {
    auto ended = run_program({}, find_program(name), words, "the bytes", limits);
    EXPECT_TRUE(ended.has_value());
    return ended.has_value() ? *ended : ProgramRun{};
  };
  EXPECT_EQ(run("cat", {std::string(input_path)}).output, "the bytes");
  EXPECT_EQ(run("env", {}).output, "LC_ALL=C.UTF-8\n");
  EXPECT_EQ(run("sh", {"-c", "exit 3"}).exit_code, 3);
  EXPECT_EQ(run("sh", {"-c", "echo no >&2"}).complaint, "no\n");
  ProgramLimits small;
  small.output_bytes = 1000;
  const ProgramRun endless = run("yes", {}, small);
  EXPECT_EQ(endless.end, ProgramEnd::too_much);
  EXPECT_EQ(endless.output.size(), 1000U);
  ProgramLimits brief;
  brief.wall_seconds = 1;
  EXPECT_EQ(run("sleep", {"100"}, brief).end, ProgramEnd::too_long);
  EXPECT_EQ(run("sh", {"-c", "exec >&- 2>&-; sleep 100"}, brief).end, ProgramEnd::too_long);
  brief.wall_seconds = 60;
  brief.cpu_seconds = 1;
  EXPECT_EQ(run("sh", {"-c", "while :; do :; done"}, brief).end, ProgramEnd::too_long);
  const std::string file = testing::TempDir() + "cuibono-must-not-be-written";
  EXPECT_EQ(run("sh", {"-c", "trap '' XFSZ; echo x > " + file + " || echo refused"}).output,
            "refused\n");
  ::unlink(file.c_str());
  EXPECT_EQ(find_program("no-such-program"), "");
}

TEST(RunProgram, NoConnectionIsOpened) {
  const std::string python = find_program("python3");
  if (python.empty()) GTEST_SKIP() << "python3 is needed to try to open a socket";
  const auto run = run_program({}, python, {"-c", "import socket; socket.socket()"}, "", {});
  ASSERT_TRUE(run.has_value());
  EXPECT_NE(run->complaint.find("PermissionError"), std::string::npos) << run->complaint;
}

TEST(RunProgram, CancellingEndsIt) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto run = run_program(context, find_program("sleep"), {"100"}, "", {});
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::formats
