// Pages as browsers save them and as nobody should write them. All people and numbers are invented.
#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/format_samples.h"
#include "formats/html_text.h"

namespace cuibono::formats {
namespace {

/// "kind: text" of each row.
std::vector<std::string> texts_of(const std::string& bytes) {
  std::vector<std::string> texts;
  if (recognise_format(bytes) != &html_format) return {"not taken for a page"};
  keep_sample(html_format, bytes);
  const auto tables = html_format.find_tables({}, bytes);
  if (!tables.has_value()) return {tables.error().what};
  const auto status =
      html_format.read_rows({}, bytes, tables->front(), [&](const Row& row) -> core::Status {
        texts.push_back(std::string(row.cells[0]) + ": " + std::string(row.cells[2]));
        return {};
      });
  if (!status.has_value()) texts.push_back(status.error().what);
  return texts;
}
using Texts = std::vector<std::string>;

const std::string page =
    "<!DOCTYPE html>\n<html lang='en'><head><title>Three  sites &amp; a search</title>"
    "<meta name=\"author\" content=\"Press Office, Testland\">"
    "<meta property='article:published_time' content='2025-02-03T09:00:00+01:00'>"
    "<style>p { color: red }</style><script>if (a < b) "
    "document.write('<p>no</p>');</script></head>\n"
    "<body><nav><ul><li><a href='/'>Home</a></li></ul></nav>\n"
    "<h1>Three sites\n searched</h1>\n"
    "<p>The office <b>alleges</b> that <i>A.&nbsp;Muster</i>\n  paid EUR&#160;12&#8239;000."
    "<br>He denies&nbsp;it.</p>"
    "<ul><li>one</li><li>two<ul><li>three</ul></ul>"
    "<blockquote>I did not.</blockquote>"
    "<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Muster</td><td><b>5</b></td></tr></table>"
    "<p>Call <!-- hidden -->+999&ndash;555.</p></body></html>\n";

TEST(FormatHtml, BlocksBecomeRowsWithTheirPlace) {
  EXPECT_EQ(texts_of(page),
            (Texts{"heading: Three sites searched",
                   "paragraph: The office alleges that A. Muster paid EUR 12 000. He denies it.",
                   "item: one", "item: two", "item: three", "quotation: I did not.",
                   "cell: Name | Sum", "cell: Muster | 5", "paragraph: Call +999–555."}));
  const auto tables = html_format.find_tables({}, page);
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ((*tables)[0].kind, "document");
  EXPECT_EQ((*tables)[0].note, "");
  std::vector<std::string> places;
  ASSERT_TRUE(html_format
                  .read_rows({}, page, tables->front(),
                             [&](const Row& row) -> core::Status {
                               EXPECT_EQ(row.cells[3], "Three sites & a search");
                               EXPECT_EQ(row.cells[4], "Press Office, Testland");
                               EXPECT_EQ(row.cells[5], "2025-02-03T09:00:00+01:00");
                               places.push_back(page.substr(row.offset, row.bytes));
                               return {};
                             })
                  .has_value());
  ASSERT_EQ(places.size(), 9U);
  EXPECT_EQ(places[0], "Three sites\n searched");
  EXPECT_EQ(places[2], "one");
  EXPECT_EQ(places[7], "<tr><td>Muster</td><td><b>5</b></td></tr>");
}

TEST(FormatHtml, TablesForTheLooksAreParagraphs) {
  EXPECT_EQ(texts_of("<html><table><tr><td><p>a</p><p>b</p></td><td>c</td></tr>"
                     "<tr><td>alone</td><td> </td></tr>"
                     "<tr><td>out<table><tr><td>x</td><td>y</td></tr></table></td></tr></table>"),
            (Texts{"paragraph: a", "paragraph: b", "paragraph: c", "paragraph: alone",
                   "paragraph: out", "cell: x | y"}));
}

TEST(FormatHtml, TwoBreaksEndAParagraph) {
  EXPECT_EQ(texts_of("<html>one<br>\nstill one<br> <br/>two"),
            (Texts{"paragraph: one still one", "paragraph: two"}));
}

TEST(FormatHtml, EncodingsAreThoseThatThePageDeclares) {
  const std::string head = "<html><meta http-equiv=Content-Type content=\"text/html; charset=";
  EXPECT_EQ(texts_of(head + "windows-1251\"><p>\xC4\xE0</p>"), (Texts{"paragraph: Да"}));
  EXPECT_EQ(texts_of(head + "Shift_JIS\"><p>\x93\xFA\x96\x7B</p>"), (Texts{"paragraph: 日本"}));
  EXPECT_EQ(texts_of("<html><meta charset=ISO-8859-1><p>\x80\xE9</p>"), (Texts{"paragraph: €é"}));
  EXPECT_EQ(texts_of("<?xml version='1.0' encoding='iso-8859-2'?><html><p>\xB1</p></html>"),
            (Texts{"paragraph: ą"}));
  EXPECT_EQ(texts_of("\xEF\xBB\xBF<html><p>\xC4\x85</p>"), (Texts{"paragraph: ą"}));
  EXPECT_EQ(texts_of(std::string("\xFF\xFE<\0h\0t\0m\0l\0>\0\x05\x01", 16)),
            (Texts{"paragraph: ą"}));
}

TEST(FormatHtml, EntitiesWithAndWithoutTheirEnd) {
  EXPECT_EQ(decode_entities("&lt;&#x41;&#66;&eacute;&copy 2&#150;3 &amp=x &nothing; &#0; & &"),
            "<ABé© 2–3 &amp=x &nothing; \xEF\xBF\xBD & &");
  EXPECT_EQ(decode_entities("&#99999999999999999999;"), "\xEF\xBF\xBD");
}

TEST(FormatHtml, WhatIsNoPageIsNotTaken) {
  for (const std::string_view text :
       {"<htmlx>", "<table><tr><td>1</td></tr></table>", "<?xml version='1.0'?><Document/>", "<!--",
        "html", "<html", "", "<!DOCTYPE htmlish>", "a <html> b"})
    EXPECT_FALSE(is_html(text)) << text;
  EXPECT_TRUE(is_html("\n<!-- saved from x --> <HTML\n lang=en>"));
}

TEST(FormatHtml, APageWithoutTextIsAQuestion) {
  const auto tables =
      html_format.find_tables({}, "<html><body><script>draw()</script></body></html>");
  ASSERT_TRUE(tables.has_value());
  EXPECT_NE((*tables)[0].note.find("holds no text"), std::string::npos);
}

TEST(FormatHtml, HostilePagesEnd) {  // law 1 of read_html
  const std::size_t deep = 100'000;
  std::string nested = "<html>", unclosed = "<html>", scripts = "<html>", quotes = "<html>";
  for (std::size_t i = 0; i < deep; ++i) nested += i % 2 == 0 ? "<div>" : "<b>";
  nested += "deep";
  for (std::size_t i = 0; i < deep; ++i) unclosed += "<table><tr><td>";
  for (std::size_t i = 0; i < deep; ++i) scripts += "<script><nav><style>";
  for (std::size_t i = 0; i < deep; ++i) quotes += "<a x=\"'>";
  EXPECT_EQ(texts_of(nested), (Texts{"paragraph: deep"}));
  EXPECT_EQ(texts_of(unclosed), Texts{});
  EXPECT_EQ(texts_of(scripts + "</nav>end"), (Texts{"paragraph: end"}));
  EXPECT_EQ(texts_of(quotes), Texts{});
  EXPECT_EQ(texts_of(std::string("<html><p>a\0b\xFF</p>", 17)), (Texts{"paragraph: a\xEF\xBF\xBD"
                                                                       "b\xEF\xBF\xBD"}));
  EXPECT_EQ(any_cut_is_safe(html_format, page.substr(0, 700)), "");
}

TEST(FormatHtml, ALongParagraphIsSeveralRows) {
  std::string words = "<html><p>";
  for (int i = 0; i < 20'000; ++i) words += "word ";
  const Texts texts = texts_of(words);
  ASSERT_EQ(texts.size(), 4U);  // 100,000 letters, at most 30,000 each
  for (const std::string& text : texts) EXPECT_TRUE(text.ends_with("word")) << text.size();
}

}  // namespace
}  // namespace cuibono::formats
