// XLSX and ODS as different programs write them. All people and accounts are invented.
#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/format_samples.h"

namespace cuibono::formats {
namespace {

const std::string workbook =
    "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
    "<sheet name='Januar' sheetId='1' r:id='rId1'/>"
    "<sheet name='leer' sheetId='2' r:id='rId2'/>"
    "<sheet name='Notiz' sheetId='3' state='hidden' r:id='rId3'/>"
    "<sheet name='Bild' sheetId='4' r:id='rId4'/></sheets></workbook>";
const std::string relations =
    "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Target='worksheets/sheet2.xml'/>"
    "<Relationship Id='rId3' Target='/xl/worksheets/sheet3.xml'/>"
    "<Relationship Id='rId4' Target='chartsheets/sheet1.xml'/></Relationships>";
const std::string styles =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy\\ hh:mm'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>";
const std::string texts =
    "<sst><si><t>Datum</t></si><si><r><t>Be</t></r><r><t>trag</t></r><rPh><t>aid</t></rPh></si>"
    "<si><t xml:space='preserve'>Zweck, &quot;a&quot;</t></si></sst>";
const std::string first_sheet =
    "<worksheet><sheetData>"
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' "
    "t='s'><v>2</v></c></row>"
    "<row r='3'><c r='A3' s='1'><v>45691</v></c><c r='B3'><f>1+1</f><v>1250.0999999999999</v></c>"
    "<c r='D3' t='inlineStr'><is><t>eins</t></is></c></row>"
    "<row r='4'><c r='A4' s='2'><v>45691.5</v></c><c r='B4' t='b'><v>1</v></c><c r='C4' "
    "t='e'><v>#N/A</v></c></row>"
    "</sheetData></worksheet>";

std::string xlsx() {
  return zip_of(
      {{"[Content_Types].xml", "<Types/>"},
       {"xl/_rels/workbook.xml.rels", relations},
       {"xl/workbook.xml", workbook},
       {"xl/styles.xml", styles},
       {"xl/sharedStrings.xml", texts},
       {"xl/worksheets/sheet1.xml", first_sheet},
       {"xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"},
       {"xl/worksheets/sheet3.xml",
        "<x:worksheet xmlns:x='urn:main'><x:sheetData><x:row><x:c t='str'><x:v>ab</x:v></x:c>"
        "<x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"}});
}

TEST(FormatXlsx, SheetsAreTablesAndEmptyOnesAreNamed) {
  const std::string bytes = xlsx();
  ASSERT_EQ(recognise_format(bytes), &xlsx_format);
  const auto tables = xlsx_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 2U);
  EXPECT_EQ((*tables)[0].name, "Januar");
  EXPECT_EQ((*tables)[0].note, "Sheets without a value: \"leer\".");
  EXPECT_EQ((*tables)[1].note,
            "The sheet \"Notiz\" is hidden in the workbook. Sheets without a value: \"leer\".");
  EXPECT_TRUE((*tables)[0].columns.empty()) << "the header stands among the rows";
}

TEST(FormatXlsx, RowsStandAtTheNumbersOfTheSheet) {
  const std::string bytes = xlsx();
  Table table;
  table.name = "Januar";
  EXPECT_EQ(
      rows_of(xlsx_format, bytes, table),
      (std::vector<std::string>{"1:|Datum|Betrag|Zweck, \"a\"", "2:", "3:|2025-02-03|1250.1||eins",
                                "4:|2025-02-03 12:00:00|TRUE|#N/A"}));
  table.name = "Notiz";
  EXPECT_EQ(rows_of(xlsx_format, bytes, table), (std::vector<std::string>{"1:|ab|2"}));
}

TEST(FormatXlsx, ABrokenSheetEndsWithADamagedRow) {
  const std::string broken = first_sheet.substr(0, first_sheet.find("<row r='4'>") + 40);
  const std::string bytes = zip_of({{"xl/_rels/workbook.xml.rels", relations},
                                    {"xl/workbook.xml", workbook},
                                    {"xl/worksheets/sheet1.xml", broken}});
  Table table;
  table.name = "Januar";
  const auto rows = rows_of(xlsx_format, bytes, table);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_TRUE(rows.back().starts_with("4!"));
}

TEST(FormatXlsx, AnyBeginningOfAFileIsSafe) { EXPECT_EQ(any_cut_is_safe(xlsx_format, xlsx()), ""); }

std::string ods(const std::string& rows) {
  return zip_of(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
       {"content.xml",
        "<o:document xmlns:o='urn:office' xmlns:t='urn:table' "
        "xmlns:x='urn:text'><o:body><o:spreadsheet>"
        "<t:table t:name='Blatt'>" +
            rows +
            "</t:table><t:table t:name='leer'><t:table-row>"
            "<t:table-cell/></t:table-row></t:table></o:spreadsheet></o:body></o:document>"}},
      true);
}

const std::string ods_rows =
    "<t:table-row><t:table-cell o:value-type='string'><x:p>Datum</x:p></t:table-cell>"
    "<t:table-cell t:number-columns-repeated='2' o:value-type='string'><x:p>a<x:s x:c='2'/>b</x:p>"
    "<x:p>c</x:p></t:table-cell></t:table-row>"
    "<t:table-row t:number-rows-repeated='2'><t:table-cell "
    "t:number-columns-repeated='3'/></t:table-row>"
    "<t:table-row t:number-rows-repeated='2'><t:table-cell o:value-type='date' "
    "o:date-value='2025-02-03T12:30:00'><x:p>3.2.25</x:p></t:table-cell><t:covered-table-cell/>"
    "<t:table-cell o:value-type='currency' o:value='1250.0999999999999'><x:p>1.250,10 €</x:p>"
    "</t:table-cell><t:table-cell o:value-type='time' o:time-value='PT30H05M07S'/></t:table-row>"
    "<t:table-row t:number-rows-repeated='1048000'><t:table-cell "
    "t:number-columns-repeated='16000'/>"
    "</t:table-row>";

TEST(FormatOds, RepeatedRowsAreWrittenOutAndTheEmptyEndIsNot) {
  const std::string bytes = ods(ods_rows);
  ASSERT_EQ(recognise_format(bytes), &ods_format);
  const auto tables = ods_format.find_tables({}, bytes);
  ASSERT_TRUE(tables.has_value());
  ASSERT_EQ(tables->size(), 1U);
  EXPECT_EQ(rows_of(ods_format, bytes, tables->front()),
            (std::vector<std::string>{"1:|Datum|a  b\nc|a  b\nc",
                                      "2:", "3:", "4:|2025-02-03 12:30:00||1250.1|30:05:07",
                                      "5:|2025-02-03 12:30:00||1250.1|30:05:07"}));
}

TEST(FormatOds, AnyBeginningOfAFileIsSafe) {
  EXPECT_EQ(any_cut_is_safe(ods_format, ods(ods_rows)), "");
}

TEST(FormatXls, WhatOnlyBeginsAsOneIsRefusedInASentence) {
  using std::string_literals::operator""s;
  const std::string bytes =
      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0') + "W\0o\0r\0k\0b\0o\0o\0k\0"s;
  ASSERT_EQ(recognise_format(bytes), &xls_format);
  const auto tables = xls_format.find_tables({}, bytes);
  ASSERT_FALSE(tables.has_value());
  EXPECT_TRUE(tables.error().what.starts_with("the XLS workbook cannot be read"));
  EXPECT_FALSE(tables.error().help.empty());
}

}  // namespace
}  // namespace cuibono::formats
