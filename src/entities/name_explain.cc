// A comparison in words.
#include <fmt/format.h>

#include <array>

#include "core/core.h"
#include "entities/name_match.h"

namespace cuibono::entities {
namespace {

std::string words_of(const PreparedName& name, std::size_t from, std::size_t to) {
  return fmt::format("\"{}\"", name.written.substr(name.parts[from].from,
                                                   name.parts[to - 1].to - name.parts[from].from));
}

std::string how_they_met(const PartMatch& match) {
  switch (match.fit) {
    case PartFit::same:
      return "are the same";
    case PartFit::respelled:
      return "are alike in one writing";
    case PartFit::other_script:
      return "are alike across two writings";
    case PartFit::other_form:
      return "are forms of one word, by the lists";
    case PartFit::initial:
      return "agree in the first letter, and one of them has no more";
    case PartFit::joined:
      return "agree where one side writes one word and the other several";
    case PartFit::acronym:
      return "agree in that one is the first letters of the other";
    case PartFit::other:
    case PartFit::silent:
      break;
  }
  return "contradict each other";
}

}  // namespace

std::string_view part_fit_name(PartFit fit) noexcept {
  constexpr std::array<std::string_view, 9> names = {"same",       "respelled", "other_script",
                                                     "other_form", "initial",   "joined",
                                                     "acronym",    "other",     "silent"};
  return names[static_cast<std::size_t>(fit)];
}

std::vector<std::string> explain_comparison(const PreparedName& a, const PreparedName& b,
                                            const NameComparison& comparison) {
  std::vector<std::string> lines;
  for (const PartMatch& match : comparison.parts) {
    const bool has_a = match.a_to > match.a_from, has_b = match.b_to > match.b_from;
    if (!has_a || !has_b) {
      const std::string words =
          has_a ? words_of(a, match.a_from, match.a_to) : words_of(b, match.b_from, match.b_to);
      lines.push_back(fmt::format("the {} name leaves out {} (weight {:.2f})",
                                  has_a ? "second" : "first", words, match.weight / 100.0));
      continue;
    }
    lines.push_back(fmt::format("{} and {} {} (likeness {:.2f}, weight {:.2f})",
                                words_of(a, match.a_from, match.a_to),
                                words_of(b, match.b_from, match.b_to), how_they_met(match),
                                match.likeness / 1000.0, match.weight / 100.0));
  }
  if (comparison.legal_forms_differ) lines.emplace_back("the legal forms are of different kinds");
  if (comparison.generations_differ)
    lines.emplace_back("one is called the elder and one the younger, or two numbers differ");
  if (comparison.order_differs) lines.emplace_back("the parts stand in another order");
  return lines;
}

}  // namespace cuibono::entities
