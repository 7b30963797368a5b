// A file of five million transfers under --memory 1GiB: bytes that the system maps to typed records,
// and how much memory that takes. `large_file FILE` reads a table of the same columns in any format.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "investigation/files.h"
#include "measure.h"
#include "table_world.h"

namespace cuibono::bench {
namespace {

constexpr std::uint64_t rows_measured = 5'000'000;

/// From /proc/self/status, in KiB.
std::uint64_t status_kib(const char* key) {
  std::FILE* file = std::fopen("/proc/self/status", "r");
  require(file != nullptr, "/proc/self/status cannot be read");
  std::uint64_t kib = 0;
  for (char line[256]; std::fgets(line, sizeof line, file) != nullptr;) {
    if (std::strncmp(line, key, std::strlen(key)) == 0)
      kib = std::strtoull(line + std::strlen(key) + 1, nullptr, 10);
  }
  std::fclose(file);
  return kib;
}

struct Reading {
  const char* name;
  std::int64_t (*work)(Table& table);
};

std::int64_t read_texts(Table& table) { return split_rows(table); }
std::int64_t read_typed(Table& table) {
  return static_cast<std::int64_t>(type_rows(table).account.records);
}

/// In a process of its own, so that what it allocates at most is its own; held to 1 GiB beside the
/// mapped file, as --memory holds a run.
void measure(const std::string& path, const Reading& reading) {
  std::fflush(stdout);
  const ::pid_t child = ::fork();
  require(child >= 0, "no process for the measure");
  if (child == 0) {
    const auto file = investigation::MappedFile::open(path);
    require(file.has_value(), "the file cannot be opened: " + path);
    Table table = make_transfers(0);
    table.given = file->bytes();
    const auto sniffed = evidence::sniff(table.bytes());
    table.mapping.dialect = sniffed.dialect;
    const bool is_number = sniffed.dialect.format == evidence::Format::structured;
    if (is_number) table.mapping.columns[1].form.time_pattern = "YYYY-MM-DD hh:mm:ss[.f]";
    const std::uint64_t before_kib = status_kib("VmSize");
    ::rlimit limit{};
    limit.rlim_cur = limit.rlim_max = (before_kib << 10) + (std::uint64_t{1} << 30);
    require(::setrlimit(RLIMIT_AS, &limit) == 0, "the limit of memory cannot be set");
    const double began = processor_seconds();
    const std::int64_t result = reading.work(table);
    const double seconds = processor_seconds() - began;
    const auto rows = static_cast<double>(rows_measured);
    require(reading.work != read_typed || result == static_cast<std::int64_t>(rows_measured),
            "not every row became a record");
    Measure line;
    line["measure"] = std::string("large file, ") +
                      std::string(evidence::format_word(sniffed.dialect)) + ": " + reading.name;
    line["rows"] = rows_measured;
    line["bytes"] = table.bytes().size();
    line["seconds"] = rounded(seconds);
    line["ns_a_row"] = rounded(1e9 * seconds / rows);
    line["rows_a_second"] = static_cast<std::int64_t>(rows / seconds);
    line["mb_a_second"] = rounded(static_cast<double>(table.bytes().size()) / seconds / 1e6);
    line["peak_addresses_mib"] = (status_kib("VmPeak") - before_kib) >> 10;
    print_measure(line);
    std::_Exit(0);
  }
  int status = 0;
  require(::waitpid(child, &status, 0) == child, "the measure was lost");
  if (status != 0) {
    Measure line;
    line["measure"] =
        std::string("large file ") + path.substr(path.rfind('.')) + ": " + reading.name;
    line["failed"] = "over 1 GiB, or refused";
    print_measure(line);
  }
}

void measure_all(const std::string& given) {
  std::string path = given;
  if (path.empty()) {
    const Table table = make_transfers(rows_measured);
    write_scratch("large.csv", table.bytes());
    path = scratch("large.csv");
  }
  for (const Reading& reading : {Reading{"rows", read_texts}, Reading{"records", read_typed}})
    measure(path, reading);
}

}  // namespace
}  // namespace cuibono::bench

int main(int count, char** words) { cuibono::bench::measure_all(count > 1 ? words[1] : ""); }
