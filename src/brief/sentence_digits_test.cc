// A template holds no digit of its own, in every build.
#include <gtest/gtest.h>

#include "brief/privacy.h"
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

struct EmptyCase {
  CaseFacts facts;
  evidence::Evidence evidence;
  entities::Entities entities;
  std::vector<claims::Claim> claims;
  network::Network network;
  money::Money money;
  calls::CallProfiles profiles;
  organisation::Organisation organisation;
  std::vector<leads::Lead> leads;
  BriefInput input{facts, evidence, entities,     claims, network,
                   money, profiles, organisation, leads};
  Privacy privacy{facts, evidence, entities};
  Draft draft;
  SentenceWriter writer{input, privacy, draft};
};

TEST(SentenceDigits, ATemplateWithADigitIsAnIntegrityError) {
  EmptyCase c;
  const auto key = c.writer.count("calls", 48, "calls", "calls");
  c.writer.say("fine", "{n} calls of {who}",
               {SentenceWriter::number("n", 48, key), SentenceWriter::name("who", "V2")});
  EXPECT_TRUE(c.writer.check().has_value());
  c.writer.say("slip", "{n} calls within 48 hours", {SentenceWriter::number("n", 48, key)});
  const auto status = c.writer.check();
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
  EXPECT_NE(status.error().what.find("slip"), std::string::npos) << status.error().what;
}

}  // namespace
}  // namespace cuibono::brief
