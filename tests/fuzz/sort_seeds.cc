// sort_seeds OUT < paths, one a line: each file goes to OUT/<its format>/ ("unknown" where it has none), and what is
// proposed as its mapping to OUT/mapping/. Files to begin with, for the programs of cmake/fuzz.cmake.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "evidence/evidence.h"

namespace cuibono::fuzz {
namespace {

void write_seed(const std::string& out, std::string_view target, std::string_view bytes) {
  const auto folder = std::filesystem::path(out) / target;
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / core::sha256(bytes).hex().substr(0, 16), std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// The records of a file as `cuibono export` writes them.
void write_exported(const std::string& out, const evidence::RecordBatch& batch) {
  using formats::RecordCarrier;
  for (const RecordCarrier carrier :
       {RecordCarrier::csv, RecordCarrier::jsonl, RecordCarrier::xlsx, RecordCarrier::parquet}) {
    std::string bytes;
    const auto status =
        formats::write_record_file({}, carrier, evidence::export_records(batch, "E0001"),
                                   [&](std::string_view some) -> core::Status {
                                     bytes += some;
                                     return {};
                                   });
    if (!status.has_value()) continue;  // Parquet without its library
    write_seed(out, carrier == RecordCarrier::parquet ? "records-parquet" : "records", bytes);
    if (carrier == RecordCarrier::parquet) write_seed(out, "parquet", bytes);
  }
}

void sort_seed(const std::string& out, const std::string& path) {
  std::ostringstream read;
  read << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string bytes = read.str();
  const auto* format = formats::recognise_format(bytes);
  write_seed(out, format == nullptr ? "unknown" : format->name, bytes);
  constexpr std::size_t mapped_most = 4096;  // it takes a tenth of a second, and there are enough
  if (bytes.size() > mapped_most || format != nullptr) return;
  evidence::Item item;
  item.name = "file";
  item.bytes = bytes.size();
  const evidence::Mapping mapping = propose_mapping(item, bytes, {});
  write_seed(out, "mapping", mapping_to_yaml(mapping));
  const auto batch = evidence::read_records({}, {&item, bytes, &mapping, "bank-a", false});
  constexpr std::size_t records_most = 20;
  if (batch.has_value() && !batch->ordinals.empty() && batch->ordinals.size() < records_most)
    write_exported(out, *batch);
}

}  // namespace
}  // namespace cuibono::fuzz

int main(int count, char** words) {
  if (count != 2) return 2;
  for (std::string path; std::getline(std::cin, path);) cuibono::fuzz::sort_seed(words[1], path);
  return 0;
}
