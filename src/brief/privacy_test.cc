#include "brief/privacy.h"

#include <gtest/gtest.h>

#include <regex>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

TEST(Privacy, APseudonymIsOneOfAKeyAndASelector) {
  World world;
  const std::string shown = world.privacy().pseudonym(world.victim());
  EXPECT_TRUE(std::regex_match(shown, std::regex("V-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")))
      << shown;
  EXPECT_EQ(world.privacy().pseudonym(world.victim()), shown);
  world.facts.pseudonym_key = "another key";
  EXPECT_NE(world.privacy().pseudonym(world.victim()), shown);
  EXPECT_EQ(world.privacy().pseudonym(world.entities.entities[1]), "");
}

TEST(Privacy, Law1TheSameVictimHasTheSamePseudonymInEveryOutput) {
  const World world;
  const Privacy privacy = world.privacy();
  const std::string name = privacy.pseudonym(world.entities.entities[0]);
  for (const auto& text : {victim_row, victim_phone, victim_mail, victim_account}) {
    EXPECT_EQ(privacy.subject(text), "victim:" + name);
    EXPECT_EQ(privacy.selector(world.id(text)), "victim:" + name);
    EXPECT_EQ(privacy.reader(world.id(text)), "victim " + name);
    EXPECT_EQ(privacy.plain(world.id(text)), name);
    EXPECT_TRUE(privacy.is_victim(world.id(text)));
  }
  EXPECT_EQ(privacy.subject("cb-000000000000000a"), name);
  EXPECT_EQ(privacy.key("gap|" + victim_phone + "," + desk + "|p"),
            "gap|victim:" + name + "," + desk + "|p");
  EXPECT_EQ(privacy.key("gap|case|lead|Who paid " + victim_account + "?"),
            "gap|case|lead|Who paid victim:" + name + "?");
  EXPECT_EQ(privacy.scrub_narrative("Mara"), name);
}

TEST(Privacy, Law2NoSelectorOfAVictimIsLeftInAnySpelling) {
  const World world;
  const Privacy privacy = world.privacy();
  for (const char* text : {"+999 37 120 000 001", "0099937120000001", "(tel:+99937120000001)",
                           "LT61 9990 0100 0012 3456", "lt619990010000123456",
                           "MARA.NOWAK@EXAMPLE.ORG", "Żółkiewska-Nowak, Mara"}) {
    for (const auto& out :
         {privacy.scrub(text), privacy.readable(text), privacy.scrub_narrative(text),
          privacy.scrub_reason(text, ItemKind::transfers)}) {
      EXPECT_EQ(out.find("120"), std::string::npos) << out;
      EXPECT_EQ(out.find("3456"), std::string::npos) << out;
      EXPECT_EQ(core::ascii_lower(out).find("mara"), std::string::npos) << out;
    }
  }
}

/// Victims who did not say from which account they paid; the statements do.
World without_own_accounts(const std::string& payer_of_second) {
  World world(
      {"local:Fraud Desk.victim:FD-2", "iban:DE02100100100006820101", "iban:FI2112345600000785"});
  world.add_entity("cb-000000000000000c", {"local:Fraud Desk.victim:FD-2"}, {"Ivo Kask"}, true);
  world.evidence.transfers.payer[0] = world.id("iban:DE02100100100006820101");
  world.evidence.transfers.payer[1] = world.id(payer_of_second);
  evidence::Report second = world.evidence.reports[0];
  second.victim = world.id("local:Fraud Desk.victim:FD-2");
  second.payments[0].matched = evidence::TransferId::of(1);
  world.evidence.reports.push_back(std::move(second));
  return world;
}

TEST(Privacy, TheAccountThatAReportedPaymentLeftIsTheVictims) {
  const World world = without_own_accounts("iban:FI2112345600000785");
  const Privacy privacy = world.privacy();
  EXPECT_EQ(privacy.selector(world.id("iban:DE02100100100006820101")),
            "victim:" + privacy.pseudonym(world.entities.entities[0]));
  EXPECT_EQ(privacy.selector(world.id("iban:FI2112345600000785")),
            "victim:" + privacy.pseudonym(world.entities.entities[2]));
  EXPECT_TRUE(privacy.is_victim(world.id("iban:FI2112345600000785")));
  EXPECT_EQ(privacy.scrub("FI21 1234 5600 0007 85"), privacy.pseudonym(world.entities.entities[2]));
}

TEST(Privacy, AnAccountThatSeveralVictimsPaidFromIsNone) {
  const World world = without_own_accounts("iban:DE02100100100006820101");
  const Privacy privacy = world.privacy();
  EXPECT_EQ(privacy.selector(world.id("iban:DE02100100100006820101")),
            "iban:DE02100100100006820101");
  EXPECT_FALSE(privacy.is_victim(world.id("iban:DE02100100100006820101")));
}

TEST(Privacy, OthersAreShownAsTheyAre) {
  const Privacy privacy = World().privacy();
  const World world;
  EXPECT_EQ(world.privacy().selector(world.id(desk)), desk);
  EXPECT_EQ(world.privacy().reader(world.id(desk)), "number +99937090596638");
  EXPECT_EQ(world.privacy().reader(world.id(mule_account)), "account EE479407061132421387");
  EXPECT_EQ(world.privacy().reader(world.id(rest)), "account 639919253326 (KR)");
  EXPECT_EQ(world.privacy().reader(world.id(listed)), "listed entry 3 of List");
  EXPECT_EQ(world.privacy().readable("from tel:+99937090596638, to local:x.tel:7."),
            "from +99937090596638, to 7 of x.");
  EXPECT_EQ(world.privacy().selector(evidence::no_selector), "");
  EXPECT_FALSE(world.privacy().is_victim(world.id(desk)));
}

TEST(Privacy, CellsOfVictimsReportsAreNotQuoted) {
  const World world;
  const std::string reason = R"(header names it; cells confirm: names ("Bo "B" X", "Ann"); more)";
  EXPECT_EQ(
      world.privacy().scrub_reason(reason, ItemKind::reports),
      "header names it; cells confirm: names (cells of victims' reports are not shown); more");
  EXPECT_EQ(world.privacy().scrub_reason(reason, ItemKind::transfers), reason);
  EXPECT_EQ(world.privacy().scrub_reason("no cells (\"a", ItemKind::reports), "no cells (\"a");
}

TEST(Privacy, ClearShowsEverything) {
  World world;
  world.facts.victims = VictimNames::clear;
  const Privacy privacy = world.privacy();
  EXPECT_FALSE(privacy.hides());
  EXPECT_EQ(privacy.selector(world.id(victim_phone)), victim_phone);
  EXPECT_EQ(privacy.scrub_narrative("Mara " + victim_phone), "Mara " + victim_phone);
  EXPECT_EQ(privacy.pseudonym(world.victim()), "");
  EXPECT_EQ(privacy.scrub_reason("(\"Ann\")", ItemKind::reports), "(\"Ann\")");
}

TEST(Privacy, OmitTellsNoVictimFromAnother) {
  World world({"tel:+99937120000002"});
  world.add_entity("cb-000000000000000c", {"tel:+99937120000002"}, {"Ivo Kask"}, true);
  world.facts.victims = VictimNames::omit;
  const Privacy privacy = world.privacy();
  EXPECT_TRUE(privacy.omits());
  EXPECT_EQ(privacy.selector(world.id(victim_phone)), "victim:a victim");
  EXPECT_EQ(privacy.selector(world.id("tel:+99937120000002")), "victim:a victim");
  EXPECT_EQ(privacy.scrub_narrative("Ivo and Mara"), "a victim and a victim");
}

TEST(Privacy, NumbersOfReportsAreNotLookedForInDates) {
  World world({"local:Desk.victim:20250304", "local:Desk.tel:20250305"});
  world.add_entity("cb-000000000000000c", {"local:Desk.victim:20250304", "local:Desk.tel:20250305"},
                   {}, true);
  EXPECT_EQ(world.privacy().scrub("2025-03-04"), "2025-03-04");
  EXPECT_EQ(world.privacy().scrub_narrative("20250305"),
            world.privacy().pseudonym(world.entities.entities[2]));
}

}  // namespace
}  // namespace cuibono::brief
