// A pattern is taken apart once into parts. The readers are in time_pattern_read.cc (calendar) and
// time_pattern_count.cc (epochs, spreadsheet days, steps).
#include "evidence/time_pattern.h"

#include <array>
#include <span>
#include <string>

#include "evidence/time_pattern_parts.h"

namespace cuibono::evidence {
namespace {

using Count = TimeCount;
using Node = TimePattern::Program::Node;
using Nodes = TimeNodes;
using Part = TimePart;

struct Letters {
  std::string_view text;
  Part part;
};
/// Longer ones first.
constexpr auto letters_table = std::to_array<Letters>({
    {"YYYY", Part::year4},
    {"YY", Part::year2},
    {"WDAY", Part::weekday},
    {"MON", Part::month_name},
    {"MM", Part::month2},
    {"M", Part::month1},
    {"DD", Part::day2},
    {"D", Part::day1},
    {"hh", Part::hour2},
    {"h", Part::hour1},
    {"mm", Part::minute2},
    {"m", Part::minute1},
    {"ss", Part::second2},
    {"s", Part::second1},
    {"f", Part::fraction},
    {"AP", Part::half_day},
    {"Z", Part::zone},
});

/// Takes letters apart up to the end or the closing bracket; false where they are no pattern.
bool take_apart(std::string_view letters, std::size_t& at, int depth, Nodes& out) {
  while (at < letters.size()) {
    const char c = letters[at];
    if (c == ']') return depth > 0;
    if (c == '[') {
      if (depth > 8) return false;
      Node node{Part::group, {}, {}};
      if (!take_apart(letters, ++at, depth + 1, node.group) || at >= letters.size()) return false;
      ++at;
      out.push_back(std::move(node));
      continue;
    }
    if (c == ' ') {
      out.push_back({Part::blank, {}, {}});
      while (at < letters.size() && letters[at] == ' ') ++at;
      continue;
    }
    if (c == '\'') {
      const std::size_t end = letters.find('\'', at + 1);
      if (end == std::string_view::npos) return false;
      const auto inside = letters.substr(at + 1, end - at - 1);
      out.push_back({Part::literal, inside.empty() ? std::string("'") : std::string(inside), {}});
      at = end + 1;
      continue;
    }
    const Letters* known = nullptr;
    for (const auto& entry : letters_table) {
      if (letters.substr(at, entry.text.size()) == entry.text) {
        known = &entry;
        break;
      }
    }
    if (known != nullptr) {
      out.push_back({known->part, {}, {}});
      at += known->text.size();
    } else {
      out.push_back({Part::literal, std::string(1, c), {}});
      ++at;
    }
  }
  return depth == 0;
}

/// How often each part is asked for: a part may come once, and something of time must be there.
bool is_sound(const Nodes& nodes) {
  std::array<int, 20> seen{};
  const auto walk = [&](const auto& self, const Nodes& list) -> void {
    for (const auto& node : list) {
      if (node.part == Part::group) self(self, node.group);
      ++seen[static_cast<std::size_t>(node.part)];
    }
  };
  walk(walk, nodes);
  const auto count = [&](std::initializer_list<Part> parts) {
    int sum = 0;
    for (const Part part : parts) sum += seen[static_cast<std::size_t>(part)];
    return sum;
  };
  const int years = count({Part::year4, Part::year2});
  const int months = count({Part::month2, Part::month1, Part::month_name});
  const int days = count({Part::day2, Part::day1});
  const int hours = count({Part::hour2, Part::hour1});
  const int minutes = count({Part::minute2, Part::minute1});
  const int seconds = count({Part::second2, Part::second1});
  const int rest = count({Part::fraction}) > 1 || count({Part::half_day}) > 1 ||
                   count({Part::zone}) > 1 || count({Part::weekday}) > 1;
  if (years > 1 || months > 1 || days > 1 || hours > 1 || minutes > 1 || seconds > 1 || rest != 0)
    return false;
  return years + hours > 0;
}

}  // namespace

std::optional<TimePattern> TimePattern::make(std::string_view letters) {
  struct Named {
    std::string_view name;
    Count count;
  };
  static constexpr auto counts = std::to_array<Named>({{"epoch_s", Count::epoch_s},
                                                       {"epoch_ms", Count::epoch_ms},
                                                       {"epoch_us", Count::epoch_us},
                                                       {"excel", Count::excel},
                                                       {"step", Count::step},
                                                       {"record", Count::record}});
  auto program = std::make_shared<Program>();
  for (const auto& named : counts) {
    if (letters == named.name) program->count = named.count;
  }
  if (program->count == Count::none) {
    std::size_t at = 0;
    if (!take_apart(letters, at, 0, program->nodes) || !is_sound(program->nodes))
      return std::nullopt;
    count_fixed_parts(*program);
  }
  TimePattern pattern;
  pattern.program_ = std::move(program);
  return pattern;
}

namespace {

/// Where a walk through the nodes goes on after a group.
struct Behind {
  const Nodes* nodes = nullptr;
  std::size_t index = 0;
  const Behind* next = nullptr;
};

/// Whether the nodes from a place on are these parts, groups being there or not.
bool are_parts(std::span<const Node> wanted, const Behind& place) {
  if (place.index == place.nodes->size())
    return place.next == nullptr ? wanted.empty() : are_parts(wanted, *place.next);
  const Node& node = (*place.nodes)[place.index];
  const Behind rest{place.nodes, place.index + 1, place.next};
  if (node.part == Part::group)
    return are_parts(wanted, {&node.group, 0, &rest}) || are_parts(wanted, rest);
  const bool is_same =
      !wanted.empty() && wanted.front().part == node.part && wanted.front().literal == node.literal;
  return is_same && are_parts(wanted.subspan(1), rest);
}

}  // namespace

bool reads_stamps(std::string_view letters, StampShape shape) {
  std::string stamp = "YYYY-MM-DD";
  if (shape.has_clock) stamp += shape.has_fraction ? " hh:mm:ss.f" : " hh:mm:ss";
  if (shape.has_zone) stamp += "Z";
  std::size_t at = 0, at_stamp = 0;
  Nodes nodes, wanted;
  return take_apart(letters, at, 0, nodes) && take_apart(stamp, at_stamp, 0, wanted) &&
         are_parts(wanted, {&nodes, 0, nullptr});
}

std::optional<TimeReading> TimePattern::read(std::string_view text) const {
  if (program_ == nullptr) return std::nullopt;
  text = core::trim(text);
  if (program_->count == Count::record) return read_time_record(text);
  if (program_->count != Count::none) return read_time_count(text, program_->count);
  return read_time_parts(text, *program_);
}

}  // namespace cuibono::evidence
