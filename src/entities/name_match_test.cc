// Names across writings: laws, twins, planted and innocent pairs, hostile bytes.
#include "entities/name_match.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "core/core.h"
#include "entities/name_letters.h"

namespace cuibono::entities {
namespace {

struct Pair {
  NameBook book;
  PreparedName a, b;
  Pair(std::string_view x, std::string_view y, NameKind kind = NameKind::person)
      : a(prepare_name(book, x, kind)), b(prepare_name(book, y, kind)) {}
  NameComparison compare() const { return compare_names(book, a, b); }
};

std::uint32_t score_of(std::string_view x, std::string_view y, NameKind kind = NameKind::person) {
  return Pair(x, y, kind).compare().score_millionths;
}
bool fits(std::string_view x, std::string_view y, NameKind kind = NameKind::person) {
  return score_of(x, y, kind) >= fits_millionths;
}

const PartMatch* find_fit(const NameComparison& comparison, PartFit fit) {
  for (const PartMatch& match : comparison.parts) {
    if (match.fit == fit) return &match;
  }
  return nullptr;
}

/// Names of many shapes: words of the lists, joined, cut and shuffled.
std::string random_name(core::CounterRandom& rng) {
  constexpr std::string_view words[] = {
      "Егор",    "Yegor",  "Тарасенко", "Tarasenko", "Петрович", "Petrovich", "bin",   "al",
      "Салим",   "سليم",   "김",        "민수",      "Min-su",   "E.",        "П.",    "van",
      "der",     "Berg",   "Bergen",    "Бергер",    "Ελένη",    "Eleni",     "王",    "伟民",
      "Weimin",  "ნიკო",   "Niko",      "Արամ",      "Aram",     "יוסף",      "Yosef", "Keller",
      "Kellner", "Maria",  "Marie",     "Anna",      "Annam",    "12",        "Jr.",   "Dr.",
      "タナカ",  "Tanaka", "Ng",        "O",         "Lund",     "Lundholm",  "Holm",  "de",
      "la",      "Kim"};
  std::string name;
  const std::size_t count = 1 + rng.below(8);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) name += rng.below(8) == 0 ? ", " : " ";
    name += words[rng.below(std::size(words))];
  }
  return name;
}

NameComparison mirrored(NameComparison comparison) {
  for (PartMatch& match : comparison.parts) {
    std::swap(match.a_from, match.b_from);
    std::swap(match.a_to, match.b_to);
  }
  return comparison;
}

using Line = std::tuple<int, int, int, int, PartFit, int, int>;
std::vector<Line> lines_of(const NameComparison& comparison) {
  std::vector<Line> lines;
  for (const PartMatch& m : comparison.parts)
    lines.emplace_back(m.a_from, m.a_to, m.b_from, m.b_to, m.fit, m.likeness, m.weight);
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(NameMatch, TwinsAgreeAndLawsHold) {
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    core::CounterRandom rng(seed, 0);
    const Pair pair(random_name(rng), random_name(rng),
                    seed % 3 == 0   ? NameKind::organisation
                    : seed % 3 == 1 ? NameKind::person
                                    : NameKind::unknown);
    SCOPED_TRACE(pair.a.written + " | " + pair.b.written + " | seed " + std::to_string(seed));
    const NameComparison fast = pair.compare();
    const NameComparison slow = compare_names_reference(pair.book, pair.a, pair.b);
    ASSERT_EQ(fast.score_millionths, slow.score_millionths);
    ASSERT_EQ(lines_of(fast), lines_of(slow));
    // law 1: symmetric
    const NameComparison back = compare_names(pair.book, pair.b, pair.a);
    ASSERT_EQ(back.score_millionths, fast.score_millionths);
    ASSERT_EQ(lines_of(mirrored(back)), lines_of(fast));
    ASSERT_LE(fast.score_millionths, 1'000'000U);
    // law 2: itself
    if (!pair.a.parts.empty()) {
      ASSERT_EQ(compare_names(pair.book, pair.a, pair.a).score_millionths, 1'000'000U);
    }
    // each part is in one line
    std::vector<int> seen(pair.a.parts.size(), 0);
    for (const PartMatch& match : fast.parts) {
      for (std::size_t i = match.a_from; i < match.a_to; ++i) ++seen[i];
    }
    ASSERT_EQ(std::count(seen.begin(), seen.end(), 1), static_cast<std::ptrdiff_t>(seen.size()));
  }
}

TEST(NameMatch, OneAgainstManyIsThePairs) {
  NameBook book;
  core::CounterRandom rng(7, 0);
  std::vector<PreparedName> names;
  for (int i = 0; i < 300; ++i)
    names.push_back(prepare_name(book, random_name(rng), NameKind::person));
  for (std::size_t i = 0; i < names.size(); i += 17) {
    const std::vector<std::uint32_t> scores = score_names(book, names[i], names);
    for (std::size_t j = 0; j < names.size(); ++j)
      ASSERT_EQ(scores[j], compare_names(book, names[i], names[j]).score_millionths)
          << i << " " << j;
  }
}

TEST(NameMatch, OrderOfTheBookChangesNothing) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    core::CounterRandom rng(seed, 0);
    const std::string x = random_name(rng), y = random_name(rng);
    const Pair first(x, y);
    NameBook book;
    const PreparedName b = prepare_name(book, y, NameKind::person),
                       a = prepare_name(book, x, NameKind::person);
    ASSERT_EQ(compare_names(book, a, b).score_millionths, first.compare().score_millionths)
        << x << " | " << y;
  }
}

// law 3
TEST(NameMatch, OmissionCostsLessThanContradiction) {
  const std::uint32_t omitted = score_of("Егор Петрович Тарасенко", "Егор Тарасенко");
  const std::uint32_t contradicted = score_of("Егор Петрович Тарасенко", "Егор Иванович Тарасенко");
  EXPECT_GE(omitted, 900'000U);
  EXPECT_LT(contradicted, fits_millionths);
  EXPECT_GT(score_of("Maria Elena Ruiz", "Maria Ruiz"),
            score_of("Maria Elena Ruiz", "Maria Ines Ruiz"));
  const Pair pair("Егор Петрович Тарасенко", "Егор Иванович Тарасенко");
  EXPECT_NE(find_fit(pair.compare(), PartFit::other), nullptr);
  const Pair silent("Егор Петрович Тарасенко", "Егор Тарасенко");
  ASSERT_NE(find_fit(silent.compare(), PartFit::silent), nullptr);
  EXPECT_EQ(find_fit(silent.compare(), PartFit::other), nullptr);
}

// law 4
TEST(NameMatch, TitlesMarksAndCaseChangeNothing) {
  EXPECT_EQ(score_of("Dr. Zoë MÜLLER", "zoe muller"), 1'000'000U);
  EXPECT_EQ(score_of("г-н Виктор Холодов", "ВИКТОР ХОЛОДОВ"), 1'000'000U);
  EXPECT_EQ(score_of("Anna\u200B Ber\u00ADg", "\u202EAnna Berg\u202C"), 1'000'000U);
}

TEST(NameMatch, OnlyTheSameIsOne) {
  EXPECT_EQ(score_of("Anna Berg", "Anna Berg"), 1'000'000U);
  for (const auto& [x, y] :
       std::vector<std::pair<std::string, std::string>>{{"Егор Тарасенко", "Yegor Tarasenko"},
                                                        {"Anna Berg", "Anna Bergh"},
                                                        {"Anna Berg", "Berg Anna"},
                                                        {"Anna Berg", "Anna Maria Berg"},
                                                        {"Anna Berg", "A. Berg"},
                                                        {"Lund Holm", "Lundholm"}})
    EXPECT_LT(score_of(x, y), 1'000'000U) << x << " | " << y;
}

// Innocent: names that are near each other and of other people.
TEST(NameMatch, InnocentPairs) {
  EXPECT_FALSE(fits("Иван Петрович Соколов", "Пётр Иванович Соколов"));  // father and son
  EXPECT_FALSE(fits("Robert Ashdown Jr.", "Robert Ashdown Sr."));  // father and son of one name
  EXPECT_FALSE(fits("Salim bin Yusuf al-Harbi", "Yusuf bin Salim al-Harbi"));
  EXPECT_FALSE(fits("Sara Lindqvist", "Tomas Lindqvist"));  // twins
  EXPECT_FALSE(fits("김민수", "김민호"));
  EXPECT_FALSE(fits("Kestrel Shipping Ltd", "Kestrel Insurance Ltd", NameKind::organisation));
  // Two people of one very common name have one score: a name is no identity, and nothing here says it is.
  EXPECT_EQ(score_of("Kim Min-jun", "Kim Min-jun"), 1'000'000U);
}

TEST(NameMatch, AlignmentSaysHow) {
  const Pair script("Е. П. Тарасенко", "Yegor Petrovich Tarasenko");
  const NameComparison comparison = script.compare();
  ASSERT_EQ(comparison.parts.size(), 3U);
  EXPECT_EQ(comparison.parts[0].fit, PartFit::initial);
  EXPECT_EQ(comparison.parts[1].fit, PartFit::initial);
  EXPECT_EQ(comparison.parts[2].fit, PartFit::other_script);
  const auto lines = explain_comparison(script.a, script.b, comparison);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[2].starts_with("\"Тарасенко\" and \"Tarasenko\" are alike across two writings"))
      << lines[2];
  EXPECT_NE(find_fit(Pair("Bill Hargreaves", "William Hargreaves").compare(), PartFit::other_form),
            nullptr);
  EXPECT_NE(find_fit(Pair("Anna Lundholm", "Anna Lund Holm").compare(), PartFit::joined), nullptr);
  const Pair omitted("Егор Петрович Тарасенко", "Егор Тарасенко");
  EXPECT_EQ(explain_comparison(omitted.a, omitted.b, omitted.compare())[1],
            "the second name leaves out \"Петрович\" (weight 0.70)");
}

TEST(NameMatch, PlacesOfPartsAreBytesOfTheNameAsWritten) {
  NameBook book;
  const std::string written = "\xFF\xC3 Егор\u200B, Tarasenko\xE2\x82";
  const PreparedName name = prepare_name(book, written, NameKind::person);
  ASSERT_EQ(name.parts.size(), 2U);
  EXPECT_EQ(name.written, written);
  EXPECT_EQ(written.substr(name.parts[0].from, name.parts[0].to - name.parts[0].from).substr(0, 8),
            "Егор");
  EXPECT_EQ(written.substr(name.parts[1].from, name.parts[1].to - name.parts[1].from), "Tarasenko");
}

TEST(NameMatch, HostileNames) {
  core::CounterRandom rng(11, 0);
  constexpr std::string_view pieces[] = {
      "\xFF", "\xC0\x80", "\xED\xA0\x80", "\u202E", "\u200B", "\u0301",  "A", "я", " ", ".",
      "-",    "'",        "王",           "ー",     "0",      "\xF4\x90"};
  for (int round = 0; round < 3'000; ++round) {
    std::string x, y;
    for (std::size_t i = rng.below(40); i > 0; --i) x += pieces[rng.below(std::size(pieces))];
    for (std::size_t i = rng.below(40); i > 0; --i) y += pieces[rng.below(std::size(pieces))];
    const Pair pair(x, y);
    for (const PartMatch& match : pair.compare().parts) ASSERT_LE(match.a_to, pair.a.parts.size());
    for (const NamePart& part : pair.a.parts) ASSERT_LE(part.to, x.size());
    ASSERT_EQ(pair.compare().score_millionths,
              compare_names_reference(pair.book, pair.a, pair.b).score_millionths);
  }
}

TEST(NameMatch, LongNamesAreCutAndSaidToBe) {
  for (const std::string_view piece : {"я", "Ab ", "\xFF", "\u0301", "김", "A.", "-"}) {
    std::string written;
    while (written.size() < 1'000'000) written += piece;
    const Pair pair(written, "Егор Тарасенко");
    EXPECT_TRUE(pair.a.is_cut);
    EXPECT_LE(pair.a.parts.size(), parts_max);
    EXPECT_EQ(pair.a.written.size(), written.size());
    EXPECT_LE(pair.compare().score_millionths, 1'000'000U);
  }
  EXPECT_FALSE(Pair("Anna", "Berg").a.is_cut);
}

TEST(NameMatch, NothingFitsNothing) {
  EXPECT_EQ(score_of("", ""), 0U);
  EXPECT_EQ(score_of("…", "Anna"), 0U);
  EXPECT_EQ(score_of("Dr.", "Dr."), 1'000'000U);  // a title alone is the name
}

/// tests/cases/names/*.case: found, and all that there are.
void score_cases(const std::string& name, std::size_t right_min) {
  std::ifstream file(std::string(CUIBONO_SOURCE_DIR) + "/tests/cases/names/" + name);
  ASSERT_TRUE(file);
  std::size_t right = 0, all = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = core::split(line, '|');
    ASSERT_EQ(cells.size(), 4U) << line;
    const NameKind kind =
        core::trim(cells[0]) == "person" ? NameKind::person : NameKind::organisation;
    const bool is_same = core::trim(cells[3]) == "same";
    const std::uint32_t score = score_of(core::trim(cells[1]), core::trim(cells[2]), kind);
    ++all;
    if ((score >= fits_millionths) == is_same) {
      ++right;
    } else if (std::getenv("CUIBONO_SHOW_SCORES") != nullptr) {
      std::printf("%s: %.3f\n", line.c_str(), score / 1e6);
    }
  }
  if (std::getenv("CUIBONO_SHOW_SCORES") != nullptr)
    std::printf("%s: %zu of %zu\n", name.c_str(), right, all);
  EXPECT_GE(right, right_min);
}

TEST(NameMatchCases, First) { score_cases("first.case", 66); }

}  // namespace
}  // namespace cuibono::entities
