// show: where each cell of a row stands in the file as received.
#include "investigation/cell_places.h"

#include <gtest/gtest.h>

#include "program.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

using investigation::values_of_json;
using investigation::values_of_xml;

nlohmann::json shown(const std::string& folder, const std::string& what) {
  const Outcome said = run_program({"-C", folder, "show", what, "--format", "jsonl"});
  EXPECT_EQ(said.exit_code, 0) << describe(said);
  return nlohmann::json::parse(said.out);
}

/// The bytes of the file at the place that is told of a cell.
std::string bytes_at(const std::string& file, const nlohmann::json& cell) {
  const auto from = cell["byte_from"].get<std::size_t>(), to = cell["byte_to"].get<std::size_t>();
  return file.substr(from, to - from);
}

TEST(CellPlaces, BytesOfATableAreTheCell) {  // law 1
  const TempFolder temp;
  make_empty_case(temp / "case");
  // "Сумма;Кто" and "1,50;\"Ян \"\"я\"\"\"" in windows-1251
  const std::string file =
      "\xD1\xF3\xEC\xEC\xE0;\xCA\xF2\xEE;Date\r\n"
      "1,50;\"\xDF\xED \"\"\xFF\"\"\";2025-02-01 10:00\r\n"
      "2,50; \"\xDF\xED\";2025-02-02 10:00\r\n";
  add_text(temp / "case", "ru.csv", file, "A");
  const auto row = shown(temp / "case", "E0001#2");
  EXPECT_EQ(file.substr(row["byte_from"],
                        row["byte_to"].get<std::size_t>() - row["byte_from"].get<std::size_t>()),
            "1,50;\"\xDF\xED \"\"\xFF\"\"\";2025-02-01 10:00");
  EXPECT_EQ(bytes_at(file, row["cells"][0]), "1,50");
  EXPECT_EQ(row["cells"][1]["text"], "Ян \"я\"");
  EXPECT_EQ(bytes_at(file, row["cells"][1]), "\xDF\xED \"\"\xFF\"\"");
  EXPECT_EQ(bytes_at(file, row["cells"][2]), "2025-02-01 10:00");
  const auto second = shown(temp / "case", "E0001#3");
  EXPECT_EQ(bytes_at(file, second["cells"][1]), "\xDF\xED");
  const Outcome text = run_program({"-C", temp / "case", "show", "E0001#2:1"});
  EXPECT_NE(text.out.find("\xE2\x9F\xA6"
                          "1,50\xE2\x9F\xA7;"),
            std::string::npos)
      << text.out;
  EXPECT_NE(text.out.find("encoding windows-1251"), std::string::npos) << text.out;
}

TEST(CellPlaces, JsonHasPathsAndBytes) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  std::string file;
  for (int i = 1; i <= 4; ++i)
    file += "{\"when\":\"2025-02-0" + std::to_string(i) + "T10:00:00Z\",\"from\":{\"iban\":\"" +
            fictional_iban(1) + "\"},\"to\":{\"iban\":\"" + fictional_iban(2) +
            "\"},\"amount\":" + std::to_string(i) + ".50,\"currency\":\"EUR\"}\n";
  add_text(temp / "case", "pay.jsonl", file, "A");
  const auto row = shown(temp / "case", "E0001#2:amount");
  const auto& cell = row["cells"][3];
  EXPECT_EQ(cell["place"], "amount");
  EXPECT_TRUE(cell["marked"].get<bool>());
  EXPECT_EQ(bytes_at(file, cell), "2.50");
  EXPECT_EQ(row["cells"][1]["place"], "from.iban");
  EXPECT_EQ(bytes_at(file, row["cells"][1]), fictional_iban(1));
}

TEST(CellPlaces, SheetsHaveCells) {
  const TempFolder temp;
  make_empty_case(temp / "case");
  add_text(temp / "case", "bank.csv", bank_file(5), "A");
  ASSERT_EQ(
      run_program({"-C", temp / "case", "export", "--to", "xlsx", "-o", temp / "out"}).exit_code,
      0);
  make_empty_case(temp / "second");
  ASSERT_EQ(run_program({"-C", temp / "second", "add", temp / "out"}).exit_code, 0);
  const auto row = shown(temp / "second", "E0001#3");
  EXPECT_EQ(row["cells"][1]["place"], "records!3:3");  // several cells make one field of an export
  EXPECT_TRUE(row["cells"][1]["byte_from"].is_null());
}

TEST(CellPlaces, ValuesOfXmlHavePaths) {
  const std::string text =
      "<Ntry a='1 &amp; 2'><Amt Ccy=\"EUR\">12.50</Amt><!-- <x>no</x> --><t:Dt "
      "xmlns:t='u'><Dt>2025-01-02"
      "</Dt></t:Dt><E/><C><![CDATA[<raw>]]></C></Ntry>";
  const auto values = values_of_xml(text);
  std::vector<std::string> told;
  for (const auto& value : values) {
    told.push_back(value.path + "=" + value.text);
    if (value.text.find('&') == std::string::npos) {
      EXPECT_EQ(text.substr(value.from, value.to - value.from), value.text);
    }
  }
  EXPECT_EQ(told, (std::vector<std::string>{"Ntry/@a=1 & 2", "Ntry/Amt/@Ccy=EUR", "Ntry/Amt=12.50",
                                            "Ntry/Dt/@xmlns:t=u", "Ntry/Dt/Dt=2025-01-02",
                                            "Ntry/C=<raw>"}));
}

TEST(CellPlaces, BrokenTextsEndTheWalk) {
  for (const std::string text :
       {"", "{", "{\"a\"", "{\"a\":", "[1,", "{\"a\":\"\\u12", "\"", "{]", "[[[["})
    static_cast<void>(values_of_json(text));
  for (const std::string text :
       {"", "<", "<a", "<a b", "<a b='", "</", "<!--", "<![CDATA[", "<a/></b>"})
    static_cast<void>(values_of_xml(text));
  const auto values = values_of_json("{\"a\":{\"b\":[1,\"x\\u00e9\\ud83d\\ude00\"]},\"c\":null}");
  ASSERT_EQ(values.size(), 3U);
  EXPECT_EQ(values[0].path, "a.b");
  EXPECT_EQ(values[1].text, "x\xC3\xA9\xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace cuibono::cross
