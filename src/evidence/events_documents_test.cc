// Running text as evidence: paragraphs, documents, mentions. All people and numbers are invented.
#include <gtest/gtest.h>

#include "evidence/events_worlds.h"
#include "evidence/exported.h"
#include "evidence/mentions.h"

namespace cuibono::evidence {
namespace {

/// "selector from-to" of each.
std::vector<std::string> found_in(std::string_view text, bool simulated = true) {
  std::vector<std::string> found;
  const auto points = core::decode_utf8(text);
  for (const FoundMention& one : find_mentions(text, {"", "x", simulated})) {
    std::string written;
    for (std::uint32_t i = one.from; i < one.to; ++i) core::append_utf8(written, (*points)[i]);
    found.push_back(one.form.text + " <" + written + ">");
  }
  return found;
}
using Found = std::vector<std::string>;

TEST(Mentions, WhatIsConfirmedIsFoundWithItsPlace) {
  EXPECT_EQ(found_in("Ünsal called +999 555-123 45 (twice), then +99955512346."),
            (Found{"tel:+99955512345 <+999 555-123 45>", "tel:+99955512346 <+99955512346>"}));
  EXPECT_EQ(
      found_in("Rufen Sie 0049 30 227 0 123 an oder +49 (0)30 22712345 2025"),
      (Found{"tel:+49302270123 <0049 30 227 0 123>", "tel:+493022712345 <+49 (0)30 22712345>"}));
  EXPECT_EQ(found_in("to DE89 3704 0044 0532 0130 00 and IBAN DE89370400440532013000, not "
                     "DE88370400440532013000"),
            (Found{"iban:DE89370400440532013000 <DE89 3704 0044 0532 0130 00>",
                   "iban:DE89370400440532013000 <DE89370400440532013000>"}));
  EXPECT_EQ(
      found_in(
          "счёт: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; "
          "0x52908400098527886E0F7030069857D2E4169EE7. Not 1BoatSLRHtKNngkdXEeobR76b53LETtpyU"),
      (Found{"btc:1BoatSLRHtKNngkdXEeobR76b53LETtpyT <1BoatSLRHtKNngkdXEeobR76b53LETtpyT>",
             "eth:0x52908400098527886e0f7030069857d2e4169ee7 "
             "<0x52908400098527886E0F7030069857D2E4169EE7>"}));
  EXPECT_EQ(
      found_in("Write to <Ada.M+x@Mail.Example>, see https://Trade-Now.example/in?x=1 or "
               "www.trade.test."),
      (Found{"mailto:Ada.M+x@mail.example <Ada.M+x@Mail.Example>",
             "dns:trade-now.example <Trade-Now.example>", "dns:www.trade.test <www.trade.test>"}));
}

TEST(Mentions, WhatOnlyLooksLikeOneIsNot) {
  for (const std::string_view text : {"",
                                      "+",
                                      "00",
                                      "@",
                                      "a@b",
                                      "He was arrested.In May he left.",
                                      "e.g. this and i.e. that",
                                      "on 12.05.2025 at 10.30",
                                      "5+5=10 and 1+99955512345x",
                                      "report.pdf and notes.docx",
                                      "version 1.2.3",
                                      "DE89 3704 0044 0532 0130",
                                      "+1 555",
                                      "00 12 34",
                                      "3.am",
                                      "user@host",
                                      "0x1234",
                                      "...",
                                      "name@.example",
                                      "U.S.A."})
    EXPECT_EQ(found_in(text), Found{}) << text;
  EXPECT_EQ(found_in("+99955512345", false), Found{});  // assigned to nobody outside of simulations
}

TEST(Mentions, HostileTextsEnd) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "+1 2 3 4 5 6 7 8 9 AA00 A A A a.b.c@";
  EXPECT_TRUE(find_mentions(text, {"", "x", false}).empty());
  EXPECT_TRUE(find_mentions(std::string(300'000, 'a'), {"", "x", false}).empty());
  EXPECT_TRUE(find_mentions(std::string(300'000, '.'), {"", "x", false}).empty());
}

/// A case whose file is read by the reader of its format.
SmallCase case_of_file(std::string name, const std::string& bytes) {
  SmallCase small;
  CaseFile file{make_item(std::move(name), bytes, "Press Office"), {}, bytes};
  file.mapping = propose_mapping(file.item, bytes, {});
  small.files.push_back(std::move(file));
  return small;
}

/// "kind page: text [record from-to]" of each paragraph, and each document before its own.
std::vector<std::string> in_words(const Evidence& evidence) {
  std::vector<std::string> words;
  std::uint32_t next = 0;
  for (const Document& document : evidence.documents) {
    EXPECT_EQ(document.paragraph_begin, next);
    next = document.paragraph_end;
    const std::string said =
        document.said_us ? core::format_time(*document.said_us, document.precision) : "-";
    words.push_back("== " + evidence.text(document.title) + " / " + evidence.text(document.author) +
                    " / " + said);
    for (std::uint32_t i = document.paragraph_begin; i < document.paragraph_end; ++i) {
      const Paragraph& one = evidence.paragraphs[i];
      words.push_back(std::string(paragraph_kind_name(one.kind)) + " " + std::to_string(one.page) +
                      ": " + evidence.text(one.text) + " [#" +
                      std::to_string(one.record.ordinal()) + " " + std::to_string(one.from) + "-" +
                      std::to_string(one.to) + "]");
    }
  }
  EXPECT_EQ(next, evidence.paragraphs.size());
  for (const Mention& mention : evidence.mentions)
    words.push_back("@ " + evidence.selectors.text(mention.selector) + " " +
                    std::to_string(mention.paragraph) + " " + std::to_string(mention.from) + "-" +
                    std::to_string(mention.to));
  return words;
}

const std::string page =
    "<html><head><title>A search</title><meta name=author content='Press Office'>"
    "<meta name=date content=2025-02-03></head><h1>Three flats</h1>"
    "<p>Überall: call +99955512345.</p><ul><li>one</ul>";

TEST(Documents, RowsOfAPageAreItsParagraphs) {
  const SmallCase small = case_of_file("page.html", page);
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(evidence.accounts[0].rows, 3U);
  EXPECT_EQ(evidence.accounts[0].quarantined, 0U);
  EXPECT_EQ(in_words(evidence),
            (std::vector<std::string>{"== A search / Press Office / 2025-02-03",
                                      "heading 0: Three flats [#1 0-11]",
                                      "paragraph 0: Überall: call +99955512345. [#2 0-27]",
                                      "item 0: one [#3 0-3]", "@ tel:+99955512345 1 14-26"}));
  EXPECT_EQ(evidence.transfers.size() + evidence.calls.size() + evidence.ties.size(), 0U);
  EXPECT_EQ(evidence.records_in_events, 0U);
}

const std::string mails =
    "From ada@mail.example Mon Feb  3 09:00:00 2025\n"
    "From: Ada Muster <ada@mail.example>\nTo: bo@mail.example\n"
    "Date: Mon, 3 Feb 2025 09:00:00 +0200\nSubject: the payment\nMessage-ID: <1@mail.example>\n\n"
    "Pay to\nDE89 3704 0044 0532 0130 00.\n\n> Where to?\n> Tell me.\nAda\n\n"
    "From bo@mail.example Mon Feb  3 10:00:00 2025\n"
    "From: bo@mail.example\nTo: ada@mail.example\nDate: Mon, 3 Feb 2025 10:00:00 +0200\n"
    "Subject: Re: the payment\nMessage-ID: <2@mail.example>\n\nDone.\n";

TEST(Documents, AMailIsADocumentOfItsOwn) {
  const Evidence evidence = evidence_of(case_of_file("box.mbox", mails));
  EXPECT_EQ(in_words(evidence),
            (std::vector<std::string>{
                "== the payment / Ada Muster <ada@mail.example> / 2025-02-03T07:00:00Z",
                "title 0: the payment [#1 0-11]", "paragraph 0: Pay to [#1 0-6]",
                "paragraph 0: DE89 3704 0044 0532 0130 00. [#1 7-35]",
                "quotation 0: Where to? [#1 37-48]", "quotation 0: Tell me. [#1 49-59]",
                "paragraph 0: Ada [#1 60-63]",
                "== Re: the payment / bo@mail.example / 2025-02-03T08:00:00Z",
                "title 0: Re: the payment [#2 0-15]", "paragraph 0: Done. [#2 0-5]",
                "@ iban:DE89370400440532013000 2 0-27"}));
}

TEST(Documents, AMaskEqualsASmallerCase) {  // laws 2 to 4 of make_events, for running text
  SmallCase small;
  const auto columns = make_mapping(ItemKind::document, {Field::text_kind, Field::page, Field::text,
                                                         Field::title, Field::author});
  std::string rows;
  for (int i = 1; i <= 40; ++i)
    rows += "paragraph;" + std::to_string(i / 10 + 1) + ";Call +9995551" +
            std::to_string(2300 + i) + " or x" + std::to_string(i % 7) + "@mail.example;" +
            (i % 3 == 0 ? "T" : "") + ";A\n";
  small.add("one.csv", "Office", columns, rows);
  small.add("two.csv", "Paper", columns, "title;1;Other words;;\nitem;;+99955512345;U;B\n");
  small.add("three.csv", "Paper",
            make_mapping(ItemKind::document, {Field::title, Field::text, Field::author}),
            "S;One text of mail@mail.example;C\n;No title;\n");
  core::CounterRandom random(7, 1);
  for (int draw = 0; draw < 30; ++draw) {
    LeftOut left_out;
    for (std::uint64_t row = 2; row <= 41; ++row)
      if (random.below(2) == 0) left_out.rows.insert({"one.csv", row});
    if (random.below(3) == 0) left_out.files.insert("two.csv");
    if (random.below(3) == 0) left_out.rows.insert({"three.csv", 2});
    EXPECT_EQ(in_words(evidence_of(small, left_out)),
              in_words(evidence_of(without(small, left_out), {}, 3)))
        << draw;
  }
  const Evidence whole = evidence_of(small);
  EXPECT_TRUE(std::is_sorted(whole.paragraphs.begin(), whole.paragraphs.end(),
                             [](const auto& a, const auto& b) { return a.record < b.record; }));
  EXPECT_EQ(whole.documents.size(), 4U);
  EXPECT_EQ(whole.mentions.size(), 82U);
}

TEST(Documents, ExportedRecordsGiveTheSameParagraphs) {
  for (const std::string& bytes : {page, mails}) {
    const SmallCase small = case_of_file("x", bytes);
    const auto& file = small.files[0];
    const auto batch = read_records({}, {&file.item, file.bytes, &file.mapping, "x", true});
    ASSERT_TRUE(batch.has_value());
    for (const auto carrier : {formats::RecordCarrier::csv, formats::RecordCarrier::jsonl,
                               formats::RecordCarrier::xlsx}) {
      std::string written;
      const auto status = formats::write_record_file({}, carrier, export_records(*batch, "E0001"),
                                                     [&](std::string_view piece) -> core::Status {
                                                       written += piece;
                                                       return {};
                                                     });
      ASSERT_TRUE(status.has_value());
      const SmallCase again = case_of_file("again", written);
      const auto& taken = again.files[0];
      const auto back = read_records({}, {&taken.item, taken.bytes, &taken.mapping, "x", true});
      ASSERT_TRUE(back.has_value());
      EXPECT_EQ(find_difference(*batch, *back), "");
      const auto stored = read_batch(write_batch(*batch));
      ASSERT_TRUE(stored.has_value());
      EXPECT_EQ(find_difference(*batch, *stored), "");
    }
  }
}

TEST(Documents, ProposedAndAuthoredMappingsKnowTheFields) {
  const SmallCase small = case_of_file("page.html", page);
  const Mapping& mapping = small.files[0].mapping;
  EXPECT_EQ(mapping.kind, ItemKind::document);
  EXPECT_EQ(mapping.questions, std::vector<std::string>{});
  std::vector<Field> fields;
  for (const auto& column : mapping.columns) {
    fields.push_back(column.field);
    EXPECT_FALSE(column.doubtful) << column.header;
  }
  EXPECT_EQ(fields, (std::vector<Field>{Field::text_kind, Field::page, Field::text, Field::title,
                                        Field::author, Field::time}));
  const auto again = mapping_from_yaml(mapping_to_yaml(mapping), "here");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, mapping);
}

}  // namespace
}  // namespace cuibono::evidence
