// Running text, and what only looks like it. All people and numbers are invented.
#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/format_samples.h"
#include "formats/prose_look.h"
#include "formats/text_lines.h"

namespace cuibono::formats {
namespace {

TEST(FormatProse, SentencesAreKnown) {
  for (const std::string_view text :
       {// one line
        "The office of Testland alleges that three men ran a call centre.",
        // a short press release, each line with a comma
        "Police of Testland, in a raid on Monday, searched three flats.\n"
        "Nobody was charged, the office said, and nobody was named so far.\n"
        "Questions, if there are any go to the press office of the city.\n",
        // no comma at all, wrapped lines
        "Three flats were searched on Monday and two men were taken in for\n"
        "questions. The office says nothing of what was found there. A lawyer\n"
        "of one of the men denies all of it.\n",
        // a list between sentences
        "Notes of the meeting.\n\nWe looked at three things:\n- the flat in the old town\n"
        "- the phones of the second shift\n1. who paid for them\n\nNothing was settled that day.\n",
        // a poem
        "The river carries what we throw,\nand never tells a soul.\n\nIt hides the letters in its "
        "flow,\nbut not the smell of coal.\n",
        // a table inside
        "The office sums up what it found in four lines.\n\nIt counted the flats, the phones and "
        "the "
        "people who were there that day.\n\n| place | phones |\n| --- | --- |\n| north | 3 |\n\n"
        "The numbers are those of the police. The defence says that they are wrong.\n"
        "Both will be heard in court next month, as the judge decided.\n",
        // a mail pasted as text
        "From: Ada Muster\nTo: the office\nSubject: what I saw\n\nDear all,\n\n"
        "I was in the flat on Monday. There were ten desks and as many phones.\n"
        "Nobody told me what they were for. I left the same day.\n\nRegards,\nAda\n",
        // Markdown
        "# What happened\n\nA man called. He said that he was of the bank, and she believed him.\n",
        // numbers and hours within
        "At 09:15 on 3 February 2025 he paid 1,200 euros to a man at the door. He never saw him "
        "again.\n",
        // quotation marks at the front
        "\"I know nothing of it,\" he said. \"Ask the others who were there.\"\n",
        // other scripts
        "Полиция сообщила, что трое мужчин были задержаны. Адвокат отрицает вину.\n",
        "警察は三人の男を逮捕したと発表した。弁護士はすべてを否定している。\n",
        "경찰은 월요일에 세 곳을 수색했다고 밝혔다. 변호인은 모두 부인했다. 재판은 다음 달에 "
        "열린다.\n",
        "أعلنت الشرطة أنها فتشت ثلاثة مواقع يوم الاثنين. المحامي ينفي كل ذلك.\n"})
    EXPECT_TRUE(is_prose(text)) << text;
}

TEST(FormatProse, TablesLogsAndListsAreNot) {
  for (const std::string_view text :
       {"",
        "Some words of a letter.\n",
        "just some words without an end of any sort in them\n",
        "name,note\nMuster,He paid for it.\nBeispiel,She was called twice.\n",
        "id;text\n1;He paid the man. He left.\n2;She was called, and she paid.\n",
        "when\twho\tsaid\nMonday\tAda\tI saw it all that day.\nTuesday\tBo\tI did not see it.\n",
        "a, b, c\none, two, three.\nfour, five, six.\nseven, eight, nine.\n",
        "\"name\",\"note\"\n\"Muster\",\"He paid for it, and he left.\"\n",
        "2025-02-03 09:00:00 INFO the service was started by root.\n"
        "2025-02-03 09:00:01 WARN a client was refused as it sent nothing.\n"
        "2025-02-03 09:00:02 INFO a client was let in again.\n",
        "[09:00] Ada: are you there? I paid.\n[09:01] Bo: yes. Wait.\n[09:02] Ada: I am waiting.\n",
        "03.02.2025, 09:00 - Ada: I paid the man at the door.\n03.02.2025, 09:01 - Bo: Good. "
        "Wait.\n",
        "{\"text\": \"He paid the man at the door. He left and never came back.\"}\n",
        "[\"He paid the man at the door. He left and never came back.\"]\n",
        "<p>He paid the man at the door. He left and never came back.</p>",
        "Ada Muster\nBo Beispiel\nCem Örnek\nDana Testfeld\nEva Probe\n",
        "Name: Ada Muster.\nStreet: Long Road.\nTown: Testland City.\nPhone: none that we know.\n",
        "Datum        Text                    Betrag\n03.02.2025   Miete. Bar bezahlt.     500,00\n"
        "04.02.2025   Lohn. Wie immer so.   1.500,00\n",
        "int main() { return 0; }\n// This prints nothing. It only ends, and says so to nobody.\n",
        "+99955512345\n+99955512346\n+99955512347\n",
        "100;200;300\n",
        "who|what|when\nAda|paid the man. He left.|Monday\nBo|saw nothing at all.|Tuesday\n"}) {
    EXPECT_FALSE(is_prose(text)) << text;
    EXPECT_NE(recognise_format(text), &prose_format) << text;
  }
}

std::vector<std::string> prose_rows(const std::string& bytes) {
  if (recognise_format(bytes) != &prose_format) return {"not taken for prose"};
  keep_sample(prose_format, bytes);
  std::vector<std::string> rows;
  const auto status = prose_format.read_rows({}, bytes, {}, [&](const Row& row) -> core::Status {
    rows.push_back(std::string(row.cells[0]) + ": " + std::string(row.cells[2]) + " <" +
                   bytes.substr(row.offset, row.bytes) + ">");
    return {};
  });
  if (!status.has_value()) rows.push_back(status.error().what);
  return rows;
}

TEST(FormatProse, ParagraphsHaveTheirPlaceInTheFile) {
  EXPECT_EQ(prose_rows("Three flats searched\r\n\r\nThe office of Testland says that it searched "
                       "three\r\nflats. Nobody was charged.\r\n\r\n- one flat\r\n- two flats\r\n"),
            (std::vector<std::string>{
                "title: Three flats searched <Three flats searched>",
                "paragraph: The office of Testland says that it searched three flats. Nobody was "
                "charged. <The office of Testland says that it searched three\r\nflats. Nobody was "
                "charged.>",
                "item: one flat <- one flat>", "item: two flats <- two flats>"}));
}

TEST(FormatProse, EncodingsAreFound) {
  const std::string latin =
      "M\xFCller \xFC"
      "berwies das Geld an einen Mann. Er sah ihn nie wieder.\n";
  const auto rows = prose_rows(latin);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows[0].starts_with("paragraph: Müller überwies das Geld an einen Mann.")) << rows[0];
  std::string wide = "\xFF\xFE";
  for (const char c :
       std::string("He paid the man at the door. He left.\r\nHe never came back.\r\n"))
    (wide += c) += '\0';
  const auto wide_rows = prose_rows(wide);
  ASSERT_EQ(wide_rows.size(), 2U);
  const std::string second = "He never came back.";
  EXPECT_TRUE(wide_rows[1].starts_with("paragraph: " + second + " <"));
  EXPECT_EQ(wide_rows[1].size(), ("paragraph: " + second + " <>").size() + 2 * second.size());
}

std::vector<std::string> paragraphs(std::string_view text, const LineRules& rules = {}) {
  std::vector<std::string> out;
  std::size_t last = 0;
  for (const LineParagraph& one : paragraphs_of_lines(text, rules)) {
    EXPECT_LT(one.from, one.to);  // law 1
    EXPECT_GE(one.from, last);
    last = one.to;
    out.push_back(std::string(one.kind) + ": " + one.text);
  }
  return out;
}

TEST(TextLines, HyphensListsAndShortLines) {
  EXPECT_EQ(paragraphs("the gov-\nernment and the North-\nSouth road"),
            (std::vector<std::string>{"paragraph: the government and the North- South road"}));
  EXPECT_EQ(paragraphs("1) one\n2) two\n  goes on\n(a) three\n• four\n2025. five\n-5 six"),
            (std::vector<std::string>{"item: one", "item: two goes on", "item: three",
                                      "item: four 2025. five -5 six"}));
  const std::string wide = "A line that is as wide as the page on which it was written is here.\n";
  EXPECT_EQ(paragraphs(wide + "Short end.\n" + wide + wide).size(), 2U);
  LineRules each;
  each.has_wrapped_lines = false;
  EXPECT_EQ(paragraphs("a\nb\r\nc\rd", each).size(), 4U);
  EXPECT_FALSE(has_wrapped_lines("one\ntwo\n"));
  EXPECT_TRUE(has_wrapped_lines(wide + wide));
  EXPECT_FALSE(has_wrapped_lines(wide + std::string(200, 'x')));
}

TEST(TextLines, QuotedLinesAreQuotations) {
  LineRules mail;
  mail.has_quotations = true;
  EXPECT_EQ(
      paragraphs("I agree.\n> He said\n> so.\n>> And she.\n>\n> More.\nEnd.", mail),
      (std::vector<std::string>{"paragraph: I agree.", "quotation: He said so.",
                                "quotation: And she.", "quotation: More.", "paragraph: End."}));
  EXPECT_EQ(paragraphs("> kept"), (std::vector<std::string>{"paragraph: > kept"}));
}

TEST(TextLines, LongTextsTakeTimeInProportion) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "a line of a file\n";
  EXPECT_EQ(paragraphs_of_lines(text, {}).size(), 1U);
}

}  // namespace
}  // namespace cuibono::formats
