// Numbers of a sentence against the findings that they are bound to; handling codes against a receiver.
#include <algorithm>

#include "brief/lint_parts.h"

namespace cuibono::brief {
namespace {

const LintFinding* find_finding(const LintFacts& facts, const std::string& id) {
  const auto found = facts.findings.find(id);
  return found == facts.findings.end() ? nullptr : &found->second;
}

bool is_of(const TextNumber& number, const LintFinding& finding) {
  return is_value(number, finding.value, finding.unit) ||
         is_value(number, finding.low, finding.unit) ||
         is_value(number, finding.high, finding.unit);
}

/// Whether a reason of a finding has the number: "seen in 12 calls".
bool is_in_reasons(const TextNumber& number, const LintFinding& finding) {
  return std::any_of(finding.texts.begin(), finding.texts.end(), [&](const auto& text) {
    const auto numbers = find_numbers(points_of(text));
    return std::any_of(numbers.begin(), numbers.end(), [&](const auto& one) {
      return one.whole == number.whole && one.decimals == number.decimals &&
             one.currency == number.currency;
    });
  });
}

/// A number that says where it comes from: brief.json, or {n:F…} in a text.
void check_bound(SentenceUnderLint& under, const LintNumber& bound) {
  const LintFinding* finding = find_finding(under.input.facts, bound.finding);
  if (finding == nullptr) {
    if (std::find(under.sentence.findings.begin(), under.sentence.findings.end(), bound.finding) ==
        under.sentence.findings.end())
      under.complain("unknown_mark", bound.finding.empty() ? bound.text : bound.finding);
    return;
  }
  const auto numbers = find_numbers(points_of(bound.text));
  const bool is_one = numbers.size() == 1 && is_of(numbers[0], *finding);
  const bool states_it = bound.value.empty() || bound.value == finding->value ||
                         bound.value == finding->low || bound.value == finding->high;
  const bool stands_there = under.sentence.text.find(bound.text) != std::string::npos;
  if (!is_one || !states_it || !stands_there) under.complain("number_differs", bound.text);
}

bool is_written(const std::vector<TextNumber>& numbers, const std::string& value,
                const std::string& unit) {
  return std::any_of(numbers.begin(), numbers.end(),
                     [&](const auto& number) { return is_value(number, value, unit); });
}

/// A finding with an interval: who gives its value gives both ends.
void check_interval(SentenceUnderLint& under, const std::vector<TextNumber>& written,
                    const std::string& id) {
  const LintFinding* finding = find_finding(under.input.facts, id);
  if (finding == nullptr || finding->low.empty() || finding->high.empty()) return;
  if (!is_written(written, finding->value, finding->unit)) return;
  if (is_written(written, finding->low, finding->unit) &&
      is_written(written, finding->high, finding->unit))
    return;
  under.complain("number_without_interval",
                 value_for_reader(finding->value, finding->unit) + " (" +
                     value_for_reader(finding->low, finding->unit) + " to " +
                     value_for_reader(finding->high, finding->unit) + ")");
}

/// TLP 2.0: RED and AMBER+STRICT stay in the house, AMBER and GREEN are not for everybody.
std::string tlp_bar(std::string_view code, Receiver receiver) {
  const std::string_view colour = code.substr(4);
  const bool stays = colour.starts_with("RED") || colour.starts_with("AMBER+STRICT");
  const bool is_closed = colour.starts_with("AMBER") || colour.starts_with("GREEN");
  if (stays) return std::string(code) + ": not for others";
  if (is_closed && receiver == Receiver::open) return std::string(code) + ": not for everybody";
  return {};
}

}  // namespace

void lint_numbers(SentenceUnderLint& under) {
  const auto& sentence = under.sentence;
  for (const auto& bound : sentence.numbers) check_bound(under, bound);
  const auto written = find_numbers(points_of(sentence.text));
  for (const auto& id : sentence.findings) check_interval(under, written, id);
  std::u32string rest = under.points;
  for (const auto& bound : sentence.numbers) blot_out(rest, bound.text);
  const FoundWord* likelihood = under.find(WordKind::likelihood);
  for (const auto& number : find_numbers(rest)) {
    if (number.is_percent && likelihood != nullptr) continue;  // an estimate, held against its band
    bool is_bound = false, has_value = false;
    for (const auto& id : sentence.findings) {
      const LintFinding* finding = find_finding(under.input.facts, id);
      if (finding == nullptr) continue;
      has_value = has_value || !finding->value.empty();
      is_bound = is_bound || is_of(number, *finding) || is_in_reasons(number, *finding);
    }
    if (!is_bound)
      under.complain(
          has_value ? "number_differs" : "number_not_bound",
          text_of(std::u32string_view(rest).substr(number.begin, number.end - number.begin)));
  }
}

std::optional<Receiver> find_receiver(std::string_view name) noexcept {
  for (const auto receiver : {Receiver::own, Receiver::partner, Receiver::court, Receiver::open})
    if (receiver_name(receiver) == name) return receiver;
  return std::nullopt;
}

std::string_view receiver_name(Receiver receiver) noexcept {
  switch (receiver) {
    case Receiver::own:
      return "own";
    case Receiver::partner:
      return "partner";
    case Receiver::court:
      return "court";
    case Receiver::open:
      return "open";
  }
  return "own";
}

std::string handling_bar(std::string_view code, Receiver receiver, std::string_view brief_text) {
  if (receiver == Receiver::own) return {};
  const std::string_view stated = core::trim(code);
  std::size_t letters = 0;
  while (letters < stated.size() && ((stated[letters] >= 'A' && stated[letters] <= 'Z') ||
                                     (stated[letters] >= '0' && stated[letters] <= '9')))
    ++letters;
  const std::string_view word = stated.substr(0, letters);
  std::string_view conditions = stated.substr(letters);
  while (!conditions.empty() && std::string_view(" ;:,(").find(conditions[0]) != std::string::npos)
    conditions.remove_prefix(1);
  while (!conditions.empty() && (conditions.back() == ')' || conditions.back() == '.'))
    conditions.remove_suffix(1);
  const std::string release = "released to " + std::string(receiver_name(receiver));
  if (core::ascii_lower(conditions).find(release) != std::string::npos) return {};
  const std::string of = "handling " + std::string(word);
  if (stated.starts_with("TLP:")) return tlp_bar(stated, receiver);
  if (word == "H1" && receiver != Receiver::partner)
    return of + ": not in court without permission";
  if (word == "H2") return of + ": not passed on without permission";
  if (word != "H3" && word != "C") return {};
  if (conditions.empty()) return of + ": shared under conditions, and none is stated";
  if (brief_text.find(conditions) == std::string_view::npos)
    return of + ": its conditions are not in the brief (" + std::string(conditions) + ")";
  return {};
}

}  // namespace cuibono::brief
