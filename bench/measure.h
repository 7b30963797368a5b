#pragma once
// How a bench measures: seconds of the processor for this thread, so that others on the machine count
// less; what is compared runs in turns, so that they disturb all alike; medians of the rounds.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::bench {

/// One measure: a line of JSON. Its keys stand in the order in which they were set.
using Measure = nlohmann::ordered_json;

inline void print_measure(const Measure& measure) {
  std::printf("%s\n", measure.dump().c_str());
  std::fflush(stdout);
}

/// Ends the bench: what it would measure is wrong.
[[noreturn]] inline void give_up(std::string_view why) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(why.size()), why.data());
  std::exit(1);
}

inline void require(bool is_right, std::string_view what) {
  if (!is_right) give_up(what);
}

/// Seconds that the processor worked for this thread.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Something to measure; what `work` returns is kept, so that no compiler leaves the work out.
struct Contender {
  std::string name;
  std::function<std::int64_t()> work;
  std::vector<double> seconds;  ///< [rounds]
};

/// Each once to warm up, then `rounds` times in turns.
inline void run_rounds(std::span<Contender> contenders, unsigned rounds) {
  static volatile std::int64_t kept = 0;
  for (Contender& contender : contenders) kept = kept + contender.work();
  for (unsigned round = 0; round < rounds; ++round) {
    for (Contender& contender : contenders) {
      const double began = processor_seconds();
      kept = kept + contender.work();
      contender.seconds.push_back(processor_seconds() - began);
    }
  }
}

/// How many times as long as `base`: the median over the rounds of the ratio in each.
inline double ratio_to(const Contender& contender, const Contender& base) {
  std::vector<double> ratios;
  for (std::size_t round = 0; round < contender.seconds.size(); ++round)
    ratios.push_back(contender.seconds[round] / base.seconds[round]);
  return median(std::move(ratios));
}

/// Two decimals are more than the machine repeats.
inline double rounded(double value) {
  return static_cast<double>(static_cast<std::int64_t>(value * 100 + 0.5)) / 100;
}

// Peers measure the same data: files of this folder, plain numbers in little-endian.
inline std::string scratch(std::string_view name) {
  const char* folder = std::getenv("CUIBONO_BENCH_SCRATCH");
  require(folder != nullptr, "CUIBONO_BENCH_SCRATCH names no folder: run script/bench");
  return std::string(folder) + "/" + std::string(name);
}

inline void write_scratch(std::string_view name, std::string_view bytes) {
  std::FILE* file = std::fopen(scratch(name).c_str(), "wb");
  require(file != nullptr, "the scratch folder cannot be written");
  const bool is_whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  require(std::fclose(file) == 0 && is_whole, "the scratch folder is full");
}

template <class Number>
void write_numbers(std::string_view name, const std::vector<Number>& numbers) {
  write_scratch(name,
                {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)});
}

}  // namespace cuibono::bench
