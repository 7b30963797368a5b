// Word documents as programs write them. All people are invented.
#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/format_samples.h"

namespace cuibono::formats {
namespace {

std::string part(const std::string& root, const std::string& inner) {
  return "<w:" + root +
         " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
         " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>" +
         inner + "</w:" + root + ">";
}
std::string paragraph(const std::string& text, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t xml:space='preserve'>" + text +
         "</w:t></w:r></w:p>";
}

std::string docx(const std::string& body, const std::vector<NamedText>& more = {}) {
  std::vector<NamedText> members{
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml", part("document", "<w:body>" + body + "</w:body>")},
      {"docProps/core.xml",
       "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'><dc:title>Note\n on three "
       "sites</dc:title><dc:creator>A. Clerk</dc:creator><dcterms:created>2025-02-03T09:00:00Z"
       "</dcterms:created></cp:coreProperties>"},
      {"word/styles.xml",
       part("styles",
            "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
            "<w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>"
            "<w:style w:styleId='Zitat'><w:name w:val='Quote'/></w:style>")}};
  members.insert(members.end(), more.begin(), more.end());
  return zip_of(members);
}

std::vector<std::string> rows(const std::string& bytes) {
  if (recognise_format(bytes) != &docx_format) return {"not taken for a document"};
  return rows_of(docx_format, bytes, {});
}
const std::string tail = "|Note on three sites|A. Clerk|2025-02-03T09:00:00+00:00";

TEST(FormatDocx, ParagraphsHeadingsItemsTablesAndNotes) {
  const std::string cell = "<w:tc>", cell_end = "</w:tc>";
  const std::string bytes = docx(
      paragraph("About", "<w:pStyle w:val='Titel'/>") +
          paragraph("First", "<w:pStyle w:val='berschrift1'/>") +
          "<w:p><w:r><w:t>Two</w:t></w:r><w:r><w:t>fold</w:t><w:tab/><w:t>text</w:t><w:br/>"
          "<w:t>line</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>x</w:t></w:r></w:del>"
          "<w:ins><w:r><w:t>, added</w:t></w:r></w:ins></w:p><w:p/>" +
          paragraph("point", "<w:numPr><w:ilvl w:val='0'/></w:numPr>") +
          paragraph("said", "<w:pStyle w:val='Zitat'/>") + "<w:tbl><w:tr>" + cell +
          paragraph("Name") + cell_end + cell + paragraph("Sum") + cell_end + "</w:tr><w:tr>" +
          cell + paragraph("a") + paragraph("b") + cell_end + cell + paragraph("c") + cell_end +
          "</w:tr></w:tbl>",
      {{"word/footnotes.xml", part("footnotes", "<w:footnote w:type='separator'>" +
                                                    paragraph("---") + "</w:footnote><w:footnote>" +
                                                    paragraph("see p. 3") + "</w:footnote>")},
       {"word/comments.xml", part("comments", "<w:comment>" + paragraph("who?") + "</w:comment>")},
       {"word/header1.xml", part("hdr", paragraph("Office of Testland"))}});
  EXPECT_EQ(rows(bytes),
            (std::vector<std::string>{
                "1:|title||About" + tail, "2:|heading||First" + tail,
                "3:|paragraph||Twofold text line, added" + tail, "4:|item||point" + tail,
                "5:|quotation||said" + tail, "6:|cell||Name | Sum" + tail, "7:|paragraph||a" + tail,
                "8:|paragraph||b" + tail, "9:|paragraph||c" + tail, "10:|note||see p. 3" + tail,
                "11:|note||who?" + tail, "12:|note||Office of Testland" + tail}));
}

TEST(FormatDocx, ATextBoxIsReadOnce) {
  const std::string box = "<w:txbxContent>" + paragraph("in the box") + "</w:txbxContent>";
  EXPECT_EQ(
      rows(docx("<w:p><w:r><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" +
                box +
                "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>")),
      (std::vector<std::string>{"1:|paragraph||in the box" + tail, "2:|paragraph||around" + tail}));
}

TEST(FormatDocx, WhatCannotBeReadIsSaid) {
  const auto empty = docx_format.find_tables({}, docx("<w:p/>"));
  ASSERT_TRUE(empty.has_value());
  EXPECT_NE((*empty)[0].note.find("no text"), std::string::npos);
  EXPECT_FALSE(
      docx_format.find_tables({}, zip_of({{"word/document.xml", "<w:document"}})).has_value());
  const auto broken = rows(zip_of(
      {{"word/document.xml", "<d xmlns:w='w'><w:p><w:r><w:t>whole</w:t></w:r></w:p><w:p>"}}));
  ASSERT_EQ(broken.size(), 2U);
  EXPECT_EQ(broken[0], "1:|paragraph||whole|||");
  EXPECT_TRUE(broken[1].starts_with("2!")) << broken[1];
}

TEST(FormatDocx, ABombIsRefused) {
  const auto tables =
      docx_format.find_tables({}, zip_of({{"word/document.xml", std::string(130U << 20, ' ')}}));
  ASSERT_FALSE(tables.has_value());
  EXPECT_NE(tables.error().what.find("too large"), std::string::npos);
}

TEST(FormatDocx, CutFilesAreSafe) {
  EXPECT_EQ(any_cut_is_safe(docx_format, docx(paragraph("one") + paragraph("two"))), "");
}

}  // namespace
}  // namespace cuibono::formats
