// libFuzzer asks: the first line as the letters of a pattern of times, the others as cells.
#include "evidence/time_pattern.h"
#include "evidence/time_pattern_find.h"
#include "fuzz_laws.h"

namespace cuibono::fuzz {
namespace {

void check_reading(const evidence::TimePattern& pattern, std::string_view cell) {
  const auto reading = pattern.read(cell);
  if (!reading.has_value() || reading->step.has_value()) return;
  must(core::is_valid(reading->civil), "a time that is read exists", cell);
}

void check_times(std::string_view bytes) {
  std::vector<std::string_view> lines = core::split(bytes, '\n');
  const auto pattern = evidence::TimePattern::make(lines.front());
  std::vector<std::string_view> cells;
  constexpr std::size_t cells_most = 50;
  for (std::size_t i = 1; i < lines.size() && cells.size() < cells_most; ++i) {
    if (pattern.has_value()) check_reading(*pattern, lines[i]);
    const std::string_view cell = core::trim(lines[i]);
    if (!cell.empty() && std::find(cells.begin(), cells.end(), cell) == cells.end())
      cells.push_back(cell);
  }
  for (const std::string_view region : {"", "US"}) {
    const auto found = evidence::find_time_pattern(cells, region);
    if (found.letters.empty()) continue;
    const auto made = evidence::TimePattern::make(found.letters);
    must(made.has_value(), "what is found is a pattern", found.letters);
    for (const auto cell : cells) check_reading(*made, cell);
  }
}

}  // namespace
}  // namespace cuibono::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_times(cuibono::fuzz::bytes_of(data, size));
  return 0;
}
