// Names of a case in running text: 100,000 names against 10 MB, Latin and Cyrillic, every name planted found.
#include "core/core.h"
#include "entities/entities.h"
#include "entities/name_mentions.h"
#include "evidence/evidence.h"
#include "measure.h"

namespace cuibono::bench {
namespace {

constexpr unsigned rounds = 3;
constexpr std::size_t names_measured = 100'000, text_bytes = 10'000'000, words_between = 40;

constexpr std::string_view latin[] = {"ba",  "lo",  "mi", "ker", "tan", "su", "ro",  "ve",
                                      "dan", "nor", "pe", "li",  "gar", "so", "ham", "ti"};
constexpr std::string_view cyrillic[] = {"ба",  "ло",  "ми", "кер", "тан", "су", "ро",  "ве",
                                         "дан", "нор", "пе", "ли",  "гар", "со", "хам", "ти"};

/// A word of syllables with a capital, the same in both scripts for one number.
std::string word_of(std::span<const std::string_view> syllables, std::uint64_t number,
                    std::size_t parts) {
  std::string word;
  for (std::size_t i = 0; i < parts; ++i, number /= 16) word += syllables[number % 16];
  auto points = core::decode_utf8(word).value();
  points[0] -= 32;  // a small letter to its capital, in ASCII and in Cyrillic from а to я
  std::string out;
  for (const char32_t c : points) core::append_utf8(out, c);
  return out;
}

std::string name_of(std::span<const std::string_view> syllables, std::uint64_t number) {
  const std::uint64_t given = core::mix64(number) % 4096, family = core::mix64(number + 77'777'777);
  return word_of(syllables, given, 3) + " " + word_of(syllables, family % (1ULL << 20U), 5);
}

struct Text {
  std::string name;
  evidence::Evidence evidence;
  std::size_t planted = 0;
};

Text make_text(std::span<const std::string_view> syllables, const std::string& name,
               std::size_t bytes) {
  Text text{name, {}, 0};
  text.evidence.texts = {""};
  std::uint64_t at = 0;
  std::size_t made = 0;
  while (made < bytes) {
    std::string paragraph;
    for (std::size_t w = 1; w <= 400; ++w, ++at) {
      if (w % words_between == 0) {
        paragraph += "и " + name_of(syllables, core::mix64(at) % names_measured) + ", ";
        ++text.planted;
      } else {
        std::string word = word_of(syllables, core::mix64(at) % 65'536, 2 + at % 3);
        if (w % 10 != 1) {  // small
          auto points = core::decode_utf8(word).value();
          points[0] += 32;
          word.clear();
          for (const char32_t c : points) core::append_utf8(word, c);
        }
        paragraph += word + (w % 10 == 0 ? ". " : " ");
      }
    }
    made += paragraph.size();
    text.evidence.texts.push_back(std::move(paragraph));
    evidence::Paragraph one;
    one.text = evidence::TextId::of(text.evidence.texts.size() - 1);
    text.evidence.paragraphs.push_back(one);
  }
  evidence::Document document;
  document.paragraph_end = static_cast<std::uint32_t>(text.evidence.paragraphs.size());
  text.evidence.documents.push_back(document);
  return text;
}

std::vector<entities::NameMention> find(const Text& text, std::span<const entities::Entity> all) {
  auto found = entities::find_name_mentions({}, text.evidence, all);
  require(found.has_value(), "no answer: " + text.name);
  return std::move(*found);
}

void measure_all() {
  std::vector<entities::Entity> all(names_measured);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].names = {name_of(latin, i)};
  std::vector<Measure> lines;
  for (const Text& text :
       {make_text(latin, "Latin", text_bytes), make_text(cyrillic, "Cyrillic", text_bytes)}) {
    std::size_t strong = 0;
    for (const auto& mention : find(text, all))
      strong += mention.grade != entities::MentionGrade::possible ? 1U : 0U;
    require(strong * 100 >= text.planted * 99, "planted names are missed: " + text.name);
    std::vector<Contender> contenders{
        {"all", [&] { return static_cast<std::int64_t>(find(text, all).size()); }, {}}};
    run_rounds(contenders, rounds);
    const double seconds = median(contenders[0].seconds);
    Measure line;
    line["measure"] = "mentions: " + text.name;
    line["names"] = names_measured;
    line["mb"] = text_bytes / 1'000'000;
    line["planted"] = text.planted;
    line["strong"] = strong;
    line["seconds"] = rounded(seconds);
    line["mb_a_second"] = rounded(static_cast<double>(text_bytes) / seconds / 1e6);
    print_measure(line);
    lines.push_back(std::move(line));
  }
  write_scratch("mentions.json", Measure(lines).dump());
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::measure_all(); }
