#include <gtest/gtest.h>

#include "evidence/propose_samples.h"

namespace cuibono::evidence {
namespace {

// The amounts of the first file say nothing about their decimal mark, so a person settles it.
constexpr std::string_view first_month =
    "Buchung;Konto;Gegenkonto;Betrag;Zweck\n"
    "03.02.2025;XX001;XX002;-150,00;eins\n"
    "04.02.2025;XX001;XX003;20,50;zwei\n"
    "14.02.2025;XX001;XX004;7,25;drei\n";

Mapping accepted_first() {
  Item item;
  item.label = "E0001";
  Mapping mapping = propose_mapping(item, first_month, {"Europe/Berlin", true});
  mapping.kind = ItemKind::transfers;
  mapping.currency = "EUR";
  mapping.columns[0].field = Field::date;
  mapping.columns[0].form.time_pattern = "DD.MM.YYYY";
  mapping.columns[4].field = Field::note;
  mapping.accepted = true;
  settle_accepted(mapping);
  return mapping;
}

Mapping proposed_for(std::string_view bytes) {
  Item item;
  item.label = "E0002";
  return propose_mapping(item, bytes, {"Europe/Berlin", true});
}

TEST(MappingKnown, TheNextFileOfTheSameMakerIsUnderstoodAsAccepted) {
  const Mapping known = accepted_first();
  const Mapping next =
      proposed_for("Buchung;Konto;Gegenkonto;Betrag;Zweck\n13.03.2025;XX001;XX009;-99,00;vier\n");
  ASSERT_TRUE(is_same_header(known, next));
  const Mapping taken = take_known(known, "E0001", next);
  EXPECT_EQ(taken.currency, "EUR");
  EXPECT_EQ(taken.columns[4].field, Field::note);
  EXPECT_EQ(taken.columns[4].reason, "as accepted for E0001, which has the same header");
  EXPECT_TRUE(taken.questions.empty());
  EXPECT_FALSE(taken.accepted) << "only a person accepts";
}

TEST(MappingKnown, AnotherHeaderOrAMappingThatNobodyAcceptedIsNotTaken) {
  Mapping known = accepted_first();
  const Mapping other =
      proposed_for("Buchung;Konto;Gegenkonto;Summe;Zweck\n13.03.2025;XX001;XX009;-99,00;vier\n");
  EXPECT_FALSE(is_same_header(known, other));
  const Mapping same = proposed_for(first_month);
  known.accepted = false;
  EXPECT_FALSE(is_same_header(known, same));
}

TEST(MappingKnown, CellsThatContradictWhatWasAcceptedAreAskedAbout) {
  const Mapping known = accepted_first();
  Mapping next = proposed_for(first_month);
  next.columns[0].field = Field::date;  // as cells like 03/28/2025 would have it
  next.columns[0].form.time_pattern = "MM/DD/YYYY";
  next.columns[0].doubtful = false;
  ASSERT_TRUE(is_same_header(known, next));
  const Mapping taken = take_known(known, "E0001", next);
  EXPECT_EQ(taken.columns[0].form.time_pattern, "MM/DD/YYYY") << "never silently the other order";
  EXPECT_TRUE(taken.columns[0].doubtful);
  ASSERT_FALSE(taken.questions.empty());
  EXPECT_EQ(taken.questions[0],
            "Column \"Buchung\": its times look like MM/DD/YYYY, not DD.MM.YYYY as accepted for "
            "E0001. Which is right?");
}

}  // namespace
}  // namespace cuibono::evidence
