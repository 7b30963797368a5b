// Records out of a case and into another: the same records, the same events.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "investigation/files.h"
#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

using formats::RecordCarrier;

bool can_write(RecordCarrier carrier) {
  const auto* parquet = formats::find_file_format("parquet");
  return carrier != RecordCarrier::parquet || parquet->ready().has_value();
}

investigation::Case open(const std::string& folder) {
  auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value());
  return std::move(*the_case);
}

std::vector<investigation::ExportedFile> export_all(const std::string& folder,
                                                    RecordCarrier carrier, const std::string& out) {
  investigation::ExportRequest request;
  request.carrier = carrier;
  request.folder = out;
  request.is_clear = true;
  request.receiver = brief::Receiver::own;
  const auto files = investigation::export_items(threads(1), open(folder), request);
  EXPECT_TRUE(files.has_value()) << files.error().what;
  return files.has_value() ? *files : std::vector<investigation::ExportedFile>();
}

/// A case that holds what was exported, and nothing else.
void make_second_case(const std::string& folder, const std::string& exported) {
  make_empty_case(folder);
  auto the_case = open(folder);
  investigation::AddRequest request;
  request.paths = {exported};
  const auto added = investigation::add_files(threads(1), the_case, request);
  ASSERT_TRUE(added.has_value()) << added.error().what;
}

evidence::RecordBatch batch_of(const std::string& folder, const std::string& label) {
  auto preview = investigation::preview_mapping(threads(1), open(folder), label);
  EXPECT_TRUE(preview.has_value()) << preview.error().what;
  return std::move(preview->batch);
}

/// The records of the second case are those of the first, and so are the events made of them.
void check_round_trip(const std::string& first, const std::string& folder, RecordCarrier carrier) {
  const auto files = export_all(first, carrier, folder + "-files");
  make_second_case(folder, folder + "-files");
  const auto before = open(first), after = open(folder);
  std::size_t compared = 0;
  for (const auto& file : files) {
    if (file.path.empty()) continue;
    const std::string name = std::filesystem::path(file.path).filename().string();
    const auto item = std::find_if(after.items.begin(), after.items.end(),
                                   [&](const auto& one) { return one.name == name; });
    ASSERT_NE(item, after.items.end()) << name;
    EXPECT_EQ(evidence::find_difference(batch_of(first, file.label), batch_of(folder, item->label)),
              "")
        << name;
    const auto original = std::find_if(before.items.begin(), before.items.end(),
                                       [&](const auto& one) { return one.label == file.label; });
    EXPECT_EQ(item->source, original->source);
    EXPECT_EQ(item->jurisdiction, original->jurisdiction);
    EXPECT_EQ(item->received_us, original->received_us);
    ++compared;
  }
  EXPECT_GE(compared, 3U);
  const auto one = run_case(first), two = run_case(folder);
  EXPECT_EQ(one.records, two.records);
  EXPECT_EQ(one.events, two.events);
  EXPECT_EQ(two.quarantined, 0U);
}

TEST(Export, ATinyCaseComesBackFromEveryCarrier) {  // law 1
  for (const auto carrier :
       {RecordCarrier::csv, RecordCarrier::jsonl, RecordCarrier::xlsx, RecordCarrier::parquet}) {
    if (!can_write(carrier)) continue;
    const TempFolder temp;
    make_tiny_case(temp / "first");
    check_round_trip(temp / "first", temp / "second", carrier);
  }
}

TEST(ExportRelease, ASimulatedWorldComesBackFromEveryCarrier) {  // law 1
  for (const auto carrier :
       {RecordCarrier::csv, RecordCarrier::jsonl, RecordCarrier::xlsx, RecordCarrier::parquet}) {
    if (!can_write(carrier)) continue;
    const TempFolder temp;
    copy_simulated(0.01, temp / "first");
    check_round_trip(temp / "first", temp / "second", carrier);
  }
}

/// More records than a sheet of XLSX has rows: they go on in a second sheet, and come back as they were.
TEST(ExportSlow, AWorkbookOfMoreRowsThanASheetHoldsComesBack) {  // law 1
  constexpr std::size_t records = 1'100'000, in_a_sheet = 1'048'575;
  const TempFolder temp;
  make_empty_case(temp / "first");
  std::string text = "Payer account,Payee account,Booked at,Amount,Currency,Description\n";
  for (std::uint64_t i = 0; i < records; ++i)
    text += fictional_iban(i % 997) + "," + fictional_iban(1000 + i * 7 % 991) + ",2025-02-" +
            std::to_string(10 + i % 19) + " 08:00:00," + std::to_string(i % 90'000 + 1) +
            ".50,EUR,invoice " + std::to_string(i) + "\n";
  add_text(temp / "first", "bank.csv", text, "Bank of Testing");
  const auto written = export_all(temp / "first", RecordCarrier::xlsx, temp / "files");
  ASSERT_EQ(written.size(), 1U);
  EXPECT_EQ(written[0].records, records);
  make_second_case(temp / "second", temp / "files");
  const auto items = open(temp / "second").items;
  ASSERT_EQ(items.size(), 3U) << "the workbook and its two sheets";
  const auto before = batch_of(temp / "first", "E0001");
  std::size_t from = 0;
  for (const auto& [part, rows] :
       {std::pair{"records", in_a_sheet}, std::pair{"records 2", records - in_a_sheet}}) {
    const auto sheet = std::find_if(items.begin(), items.end(),
                                    [&](const auto& item) { return item.part == part; });
    ASSERT_NE(sheet, items.end()) << part;
    const auto after = batch_of(temp / "second", sheet->label);
    ASSERT_EQ(after.ordinals.size(), rows) << part;
    std::vector<std::uint8_t> keep(records, 0);
    std::fill_n(keep.begin() + static_cast<std::ptrdiff_t>(from), rows, std::uint8_t{1});
    EXPECT_EQ(evidence::find_difference(evidence::select_records(before, keep), after), "") << part;
    from += rows;
  }
  EXPECT_EQ(from, records);
}

TEST(Export, VictimsStayWhereTheCaseKeepsThem) {  // law 2
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Outcome refused = run_program({"-C", temp / "case", "export", "--to", "csv"});
  EXPECT_EQ(refused.exit_code, 1) << describe(refused);
  EXPECT_NE(refused.err.find("--clear"), std::string::npos) << refused.err;
  EXPECT_FALSE(investigation::exists(temp / "case/export"));
  const Outcome clear =
      run_program({"-C", temp / "case", "export", "E0003", "--to", "csv", "--clear"});
  EXPECT_EQ(clear.exit_code, 0) << describe(clear);
  EXPECT_NE(read_text(temp / "case/export/reports.E0003.csv").find("Victim Nr0"),
            std::string::npos);
  EXPECT_NE(read_text(temp / "case/audit.jsonl").find("\"op\":\"export\""), std::string::npos);
  const Outcome still_whole = run_program({"-C", temp / "case", "run", "-q"});
  EXPECT_EQ(still_whole.exit_code, 0) << describe(still_whole);
  EXPECT_EQ(run_program({"-C", temp / "case", "verify"}).exit_code, 0);
}

TEST(Export, AHandlingCodeStopsIt) {  // law 5
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", "calls.csv", calls_file(60), "Test Telecom");
  write_text(temp / "closed.csv", calls_file(40));
  const Outcome added = run_program({"-C", temp / "case", "add", temp / "closed.csv", "--source",
                                     "Other Telecom", "--handling", "TLP:RED"});
  ASSERT_EQ(added.exit_code, 0) << describe(added);
  const auto export_for = [&](const std::string& receiver, const std::string& item) {
    std::vector<std::string> words = {"-C", temp / "case", "export", "--to", "csv"};
    if (!item.empty()) words.push_back(item);
    if (!receiver.empty()) words.insert(words.end(), {"--for", receiver});
    return run_program(words);
  };
  const Outcome nobody = export_for("", "");
  EXPECT_EQ(nobody.exit_code, 1) << describe(nobody);
  EXPECT_NE(nobody.err.find("TLP:RED"), std::string::npos) << nobody.err;
  EXPECT_NE(nobody.err.find("--for"), std::string::npos) << nobody.err;
  const Outcome partner = export_for("partner", "");
  EXPECT_EQ(partner.exit_code, 1) << describe(partner);
  EXPECT_NE(partner.err.find("not for others"), std::string::npos) << partner.err;
  EXPECT_FALSE(investigation::exists(temp / "case/export")) << "not even the open one";
  const auto items = open(temp / "case").items;
  const auto open_one = std::find_if(items.begin(), items.end(),
                                     [](const auto& item) { return item.handling.empty(); });
  ASSERT_NE(open_one, items.end());
  EXPECT_EQ(export_for("open", open_one->label).exit_code, 0);
  EXPECT_EQ(export_for("own", "").exit_code, 0);
  EXPECT_NE(read_text(temp / "case/audit.jsonl").find("\"for\":\"own\""), std::string::npos);
}

TEST(Export, PrivilegedCallsAreLeftOut) {  // law 3
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", "calls.csv", calls_file(60), "Test Telecom");
  std::string settings = read_text(temp / "case/case.toml");
  const std::string none = "contacts = []";
  ASSERT_NE(settings.find(none), std::string::npos);
  settings.replace(settings.find(none), none.size(), "contacts = [\"+9993700010001\"]");
  write_text(temp / "case/case.toml", settings);
  const auto files = export_all(temp / "case", RecordCarrier::csv, temp / "out");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_GT(files[0].closed, 0U);
  EXPECT_EQ(files[0].records + files[0].closed, 60U);
  EXPECT_EQ(read_text(files[0].path).find("10001,"), std::string::npos);
}

TEST(Export, WhatIsNotThereIsSaid) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", "note.txt", "Nothing but names\nAda\nBo\n", "A");
  const auto files = export_all(temp / "case", RecordCarrier::csv, temp / "out");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_TRUE(files[0].path.empty());
  EXPECT_FALSE(files[0].note.empty());
  const Outcome unknown = run_program({"-C", temp / "case", "export", "E0099", "--to", "csv"});
  EXPECT_EQ(unknown.exit_code, 2) << describe(unknown);
  EXPECT_EQ(run_program({"-C", temp / "case", "export", "--to", "pdf"}).exit_code, 2);
}

TEST(MapPreview, RowsAreShownAsTheyWillBeRead) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  auto lines = bank_lines(30);
  lines[25] = "LT1,A,LT2,B,2025-02-03 10:00:00,twelve,EUR,broken";
  add_text(temp / "case", "bank.csv", joined(lines), "Bank of Testing");
  const std::vector<std::string> words{"-C", temp / "case", "map", "preview", "E0001"};
  const Outcome piped = run_program(words);
  ASSERT_EQ(piped.exit_code, 0) << describe(piped);
  std::vector<nlohmann::json> rows;
  for (const auto line : core::split(piped.out, '\n'))
    if (!line.empty()) rows.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(rows.size(), 21U);  // twenty, and the broken one behind them
  const auto& first = rows[0];
  EXPECT_EQ(first["record"], "E0001#2");
  EXPECT_EQ(first["state"], "record");
  EXPECT_EQ(first["event"], "iban:" + fictional_iban(0) + " → iban:" + fictional_iban(1) +
                                "  EUR 20.00  2025-02-01T06:00:00Z");
  for (const auto& field : first["fields"]) {
    if (field["field"] != "time") continue;
    EXPECT_EQ(field["text"], "2025-02-01T06:00:00Z");
    EXPECT_EQ(field["cells"][0]["text"], "2025-02-01 08:00:00");
    EXPECT_NE(field["how"].get<std::string>().find("Europe/Vilnius (+02:00)"), std::string::npos);
  }
  EXPECT_EQ(rows[20]["state"], "quarantined");
  EXPECT_EQ(rows[20]["record"], "E0001#26");
  EXPECT_EQ(rows[20]["fault"], "bad_amount");
  EXPECT_FALSE(rows[20]["remedy"].is_null());
  EXPECT_NE(piped.err.find("question: "), std::string::npos) << piped.err;
  ProgramOptions terminal;
  terminal.terminal = true;
  auto some = words;
  some.insert(some.end(), {"--rows", "1"});
  const Outcome shown = run_program(some, terminal);
  EXPECT_NE(shown.out.find("EUR 20.00"), std::string::npos) << shown.out;
  EXPECT_EQ(shown.out.find("{\""), std::string::npos) << shown.out;
}

TEST(MapPreview, VictimsCellsStayClosed) {
  const TempFolder temp;
  make_tiny_case(temp / "case");
  const Outcome closed = run_program({"-C", temp / "case", "map", "preview", "E0003"});
  EXPECT_EQ(closed.exit_code, 0) << describe(closed);
  EXPECT_EQ(closed.out.find("Victim Nr"), std::string::npos) << closed.out;
  EXPECT_EQ(closed.out.find("9998200020000"), std::string::npos) << closed.out;
  EXPECT_NE(closed.out.find("a victim's report"), std::string::npos) << closed.out;
  const Outcome slip = run_program({"-C", temp / "case", "map", "prevew", "E0003"});
  EXPECT_EQ(slip.exit_code, 2) << describe(slip);
}

}  // namespace
}  // namespace cuibono::cross
