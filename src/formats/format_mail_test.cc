#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/mail_message.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view mail =
    "Received: from relay.example.net by mx.example.org; Fri, 3 Jan 2025 09:00:09 +0200\r\n"
    "Received: from desk.example.net by relay.example.net;\r\n\tFri, 3 Jan 2025 09:00:05 +0200\r\n"
    "From: =?UTF-8?B?QW1pbmEgT2tvecOo?= <amina@example.net>\r\n"
    "To: Haruto Tanaka <haruto@example.org>, layla@example.org\r\n"
    "Cc: Friends: a@example.org, b@example.org;\r\n"
    "Subject: =?iso-8859-2?Q?Przelew_za_=B6wi=EAta?=\r\n"
    "Date: Fri, 3 Jan 2025 09:00:00 +0200\r\n"
    "Message-ID: <m1@example.net>\r\n"
    "In-Reply-To: <m0@example.org>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"outer\"\r\n"
    "\r\n"
    "This is a mail of several parts.\r\n"
    "--outer\r\n"
    "Content-Type: multipart/alternative; boundary=inner\r\n"
    "\r\n"
    "--inner\r\n"
    "Content-Type: text/plain; charset=windows-1251\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "=CF=EB=E0=F2=E5=E6 100=\r\n"
    "0 EUR\r\n"
    "--inner\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    "\r\n"
    "<html><style>p {}</style><p>Pay &euro;1000</p><script>x()</script></html>\r\n"
    "--inner--\r\n"
    "--outer\r\n"
    "Content-Type: text/csv; name=\"list.csv\"\r\n"
    "Content-Disposition: attachment; filename*=utf-8''..%2Fz%C5%82oto.csv\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "ZGF0ZSxhbW91bnQKMjAyNS0wMS0wMyw3Cg==\r\n"
    "--outer\r\n"
    "Content-Type: message/rfc822\r\n"
    "\r\n"
    "From: layla@example.org\r\n"
    "Date: Thu, 2 Jan 2025 08:00:00 +0000\r\n"
    "Subject: before\r\n"
    "\r\n"
    "Earlier words\r\n"
    "--outer--\r\n";

struct Unpacked {
  std::string path, bytes, fault;
};
std::vector<Unpacked> unpack(std::string_view bytes, const UnpackLimits& limits = {}) {
  std::vector<Unpacked> out;
  const auto status =
      mail_format.unpack({}, bytes, limits, [&](const Member& member) -> core::Status {
        out.push_back({member.path, std::string(member.bytes), member.fault});
        return {};
      });
  if (!status.has_value()) out.push_back({"error", "", status.error().what});
  return out;
}

ReadTable rows_of_mail(std::string_view bytes) {
  auto tables = read_tables(mail_format, bytes);
  return tables.empty() ? ReadTable() : std::move(tables.front());
}

TEST(FormatMail, ARowAMessage) {
  ASSERT_EQ(recognise_format(mail), &mail_format);
  const ReadTable rows = rows_of_mail(mail);
  EXPECT_EQ(rows.broken_law, "");
  EXPECT_EQ(rows.table.kind, "document");
  ASSERT_EQ(rows.rows.size(), 1);
  EXPECT_EQ(rows.cell(0, "date"), "2025-01-03T09:00:00+0200");
  EXPECT_EQ(rows.cell(0, "from"), "Amina Okoyè <amina@example.net>");
  EXPECT_EQ(rows.cell(0, "to"), "Haruto Tanaka <haruto@example.org>; layla@example.org");
  EXPECT_EQ(rows.cell(0, "cc"), "a@example.org; b@example.org");
  EXPECT_EQ(rows.cell(0, "subject"), "Przelew za święta");
  EXPECT_EQ(rows.cell(0, "message id"), "m1@example.net");
  EXPECT_EQ(rows.cell(0, "in reply to"), "<m0@example.org>");
  EXPECT_EQ(rows.cell(0, "text"), "Платеж 1000 EUR");
  EXPECT_EQ(rows.cell(0, "text of html"), "Pay €1000");
  EXPECT_EQ(rows.cell(0, "attachments"), "2");
  EXPECT_TRUE(rows.cell(0, "received").starts_with("from relay.example.net by mx.example.org"));
  EXPECT_EQ(rows.cell(0, "fault"), "");
  EXPECT_EQ(rows.rows[0].offset + rows.rows[0].bytes, mail.size());
}

TEST(FormatMail, AttachmentsAndMessagesWithinAreMembers) {
  const auto members = unpack(mail);
  ASSERT_EQ(members.size(), 2);
  EXPECT_EQ(members[0].path, "3/.._złoto.csv");  // a name, never a path
  EXPECT_EQ(members[0].bytes, "date,amount\n2025-01-03,7\n");
  EXPECT_EQ(members[1].path, "4/message.eml");
  EXPECT_TRUE(mail_format.recognises(members[1].bytes)) << members[1].bytes;
  EXPECT_EQ(rows_of_mail(members[1].bytes).cell(0, "text"), "Earlier words");
  UnpackLimits one;
  one.members_max = 1;
  EXPECT_NE(unpack(mail, one).back().fault.find("more than 1"), std::string::npos);
  UnpackLimits small;
  small.member_bytes_max = 10;
  EXPECT_NE(unpack(mail, small)[0].fault, "");
}

TEST(FormatMail, ABoxIsDividedAtItsLines) {
  const std::string box = "From amina@example.net Fri Jan  3 09:00:00 2025\n" + std::string(mail) +
                          "\nFrom layla@example.org Sat Jan  4 09:00:00 2025\n"
                          "From: layla@example.org\nDate: Sat, 4 Jan 2025 09:00:00 +0000\n"
                          "Subject: two\n\nFrom here on it is easy.\n\nFrom: me\n>From you\n"
                          "\nFrom x@example.org Sun Jan  5 09:00:00 2025\n"
                          "From: x@example.org\nDate: no day at all\nSubject: three\n\nwords\n";
  ASSERT_EQ(recognise_format(box), &mail_format);
  const ReadTable rows = rows_of_mail(box);
  EXPECT_EQ(rows.broken_law, "");
  ASSERT_EQ(rows.rows.size(), 3);
  EXPECT_EQ(rows.cell(0, "attachments"), "2");
  EXPECT_EQ(rows.cell(1, "subject"), "two");
  EXPECT_EQ(rows.cell(1, "text"), "From here on it is easy.\n\nFrom: me\n>From you");
  EXPECT_EQ(rows.cell(2, "date"), "");
  EXPECT_EQ(rows.cell(2, "date as written"), "no day at all");
  EXPECT_TRUE(box.substr(rows.rows[2].offset, rows.rows[2].bytes).starts_with("From: x@"));
  const auto members = unpack(box);
  ASSERT_EQ(members.size(), 2);
  EXPECT_EQ(members[0].path, "message-1/3/.._złoto.csv");
}

TEST(FormatMail, WhatBreaksOffIsSaid) {
  const std::string cut(mail.substr(0, mail.find("ZGF0") + 9));
  const ReadTable rows = rows_of_mail(cut);
  ASSERT_EQ(rows.rows.size(), 1);
  EXPECT_NE(rows.cell(0, "fault"), "");
  for (std::size_t size = 0; size < mail.size(); size += 7) {
    const std::string beginning(mail.substr(0, size));
    EXPECT_LE(rows_of_mail(beginning).rows.size(), 1U) << size;
    static_cast<void>(unpack(beginning));
  }
}

TEST(FormatMail, HostileMailsAreCutAndSayIt) {
  const std::string head =
      "From: a@example.org\nDate: Fri, 3 Jan 2025 09:00:00 +0000\nSubject: s\n";
  std::string many = head;
  for (int i = 0; i < 200'000; ++i) many += "X-A: 1\n";
  const ReadTable headers = rows_of_mail(many + "\nwords\n");
  ASSERT_EQ(headers.rows.size(), 1);
  EXPECT_EQ(headers.cell(0, "text"), "words");
  EXPECT_NE(headers.cell(0, "fault").find("its head is cut"), std::string::npos);

  std::string deep = head;
  for (int i = 0; i < 3'000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  const ReadTable nested = rows_of_mail(deep + "\nwords\n");
  ASSERT_EQ(nested.rows.size(), 1);
  EXPECT_NE(nested.cell(0, "fault"), "");
  EXPECT_NE(unpack(deep).back().fault, "");

  std::string letters = head + "Content-Type: message/rfc822\n\n";
  for (int i = 0; i < 3'000; ++i) letters += "Content-Type: message/rfc822\n\n";
  EXPECT_EQ(rows_of_mail(letters).rows.size(), 1);
  std::string groups = head + "To: ";
  for (int i = 0; i < 5'000; ++i) groups += "g:";
  EXPECT_EQ(rows_of_mail(groups + "\n\nx\n").rows.size(), 1);
}

TEST(FormatMail, LettersOfAWrongCharsetAreGuessed) {
  const ReadTable rows = rows_of_mail(
      "From: a@example.org\nDate: Fri, 3 Jan 2025 09:00:00 +0000\nSubject: s\nContent-Type: "
      "text/plain; "
      "charset=x-unknown\n\nPawe\xB3 W\xEA\xBFyk, \x9Cwi\xEAto\n");
  ASSERT_EQ(rows.rows.size(), 1);
  EXPECT_EQ(rows.cell(0, "text"), "Paweł Wężyk, święto");
}

TEST(FormatMail, OtherTextsAreNoMails) {
  for (const std::string_view other :
       {"", "From ", "From here to there\nit is far\n", "From: me\n\nwords\n",
        "name: x\nfrom: y\nkind: z\n", "Subject: a\nTo: b\nCc: c\n\n", "From,Date,Subject\na,b,c\n",
        "{\"From\": 1}", "Date: today\nFrom the top\nTo: you\n"})
    EXPECT_FALSE(mail_format.recognises(other)) << other;
  EXPECT_FALSE(mail_format.find_tables({}, "words").has_value());
}

TEST(MailHtml, WordsWithoutMarks) {
  EXPECT_EQ(words_of_html("<p>a<br>b</p><!-- <p>no --><b>c</b> &lt;&#8364;&#x41;&bogus; & d"),
            "a\nb\nc <€A&bogus; & d");
  EXPECT_EQ(words_of_html("<script>never closed"), "");
  EXPECT_EQ(words_of_html("a <"), "a");
}

}  // namespace
}  // namespace cuibono::formats
