#include "case_tools.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/formats.h"

namespace cuibono::cross {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string name = testing::TempDir() + "/cuibono-XXXXXX";
  const char* made = ::mkdtemp(name.data());
  EXPECT_NE(made, nullptr) << name;
  path_ = name;
  fs::permissions(path_, fs::perms(0755));
}

TempFolder::~TempFolder() {
  std::error_code code;
  fs::remove_all(path_, code);
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

void write_text(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  // Items are read-only files; a new file in its place is what an intruder would put there as well.
  fs::remove(path);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  EXPECT_TRUE(file.good()) << path;
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void copy_folder(const std::string& from, const std::string& to) {
  fs::create_directories(to);
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void copy_simulated(double scale, const std::string& folder) {
  static std::map<double, std::unique_ptr<TempFolder>> made;
  auto& kept = made[scale];
  if (kept == nullptr) {
    kept = std::make_unique<TempFolder>();
    investigation::SimulateRequest request;
    request.folder = kept->path() + "/case";
    request.scale = scale;
    const auto simulated = investigation::simulate_case(threads(2), request);
    ASSERT_TRUE(simulated.has_value()) << simulated.error().what;
  }
  copy_folder(kept->path() + "/case", folder);
}

Files results_in(const std::string& folder) {
  Files files;
  for (const auto& name : files_below(folder)) {
    if (name != "metrics.json") files[name] = read_text(folder + "/" + name);
  }
  return files;
}

Files results_of(const investigation::RunReport& report) {
  Files files;
  for (const auto& file : report.files) {
    if (file.name != "metrics.json") files[file.name] = file.bytes;
  }
  return files;
}

std::string parquet_as_text(const std::string& bytes) {
  const auto* parquet = formats::find_file_format("parquet");
  const auto tables = parquet->find_tables(threads(1), bytes);
  EXPECT_TRUE(tables.has_value()) << tables.error().what;
  if (!tables.has_value()) return {};
  std::string text;
  for (const auto& column : tables->front().columns) text += column.name + "|";
  const core::Status read = parquet->read_rows(threads(1), bytes, tables->front(),
                                               [&](const formats::Row& row) -> core::Status {
                                                 text += "\n";
                                                 for (const auto cell : row.cells)
                                                   text += std::string(cell) + "|";
                                                 return {};
                                               });
  EXPECT_TRUE(read.has_value());
  return text + "\n";
}

Files with_hashes_for_labels(const Files& files, const std::vector<evidence::Item>& items) {
  std::map<std::string, std::string, std::less<>> hashes;
  for (const auto& item : items) hashes[item.label] = item.sha256.hex();
  Files out;
  for (const auto& [name, written] : files) {
    if (name == "manifest.json") continue;
    const std::string bytes = name.ends_with(".parquet") ? parquet_as_text(written) : written;
    std::string text;
    std::size_t at = 0;
    while (at < bytes.size()) {
      const bool begins = bytes[at] == 'E' &&
                          (at == 0 || std::isalnum(static_cast<unsigned char>(bytes[at - 1])) == 0);
      std::size_t end = at + 1;
      while (begins && end < bytes.size() &&
             std::isdigit(static_cast<unsigned char>(bytes[end])) != 0)
        ++end;
      const auto found =
          begins ? hashes.find(std::string_view(bytes).substr(at, end - at)) : hashes.end();
      if (found == hashes.end()) {
        text.append(bytes, at, end - at);
      } else {
        text += found->second;
      }
      at = end;
    }
    out[name] = std::move(text);
  }
  return out;
}

testing::AssertionResult same(const Files& a, const Files& b) {
  std::string said;
  for (const auto& [name, bytes] : a) {
    const auto other = b.find(name);
    if (other == b.end()) {
      said += name + " is only in the first\n";
      continue;
    }
    if (bytes == other->second) continue;
    const auto places =
        std::mismatch(bytes.begin(), bytes.end(), other->second.begin(), other->second.end());
    const auto at = static_cast<std::size_t>(places.first - bytes.begin());
    const std::size_t from = at > 150 ? at - 150 : 0;
    said += name + " differs at byte " + std::to_string(at) + "\n  " + bytes.substr(from, 300) +
            "\n  " + other->second.substr(std::min(from, other->second.size()), 300) + "\n";
  }
  for (const auto& [name, bytes] : b) {
    if (!a.contains(name)) said += name + " is only in the second\n";
  }
  if (said.empty()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "\n" << said;
}

investigation::Case case_of(const investigation::Case& from,
                            const std::vector<evidence::Item>& items, const std::string& folder) {
  auto made = investigation::make_case(folder, from.settings);
  EXPECT_TRUE(made.has_value()) << made.error().what;
  // settings_to_toml forgets nothing, but a test of equal settings should not depend on that.
  write_text(folder + "/case.toml", read_text(from.path("case.toml")));
  const TempFolder incoming;
  for (const auto& item : items) {
    const std::string path = incoming / item.name;
    write_text(path, read_text(from.path_of(item)));
    investigation::AddRequest request;
    request.paths = {path};
    request.source = item.source;
    request.custodian = item.custodian;
    request.jurisdiction = item.jurisdiction;
    request.reliability = item.reliability;
    request.handling = item.handling;
    request.legal_basis = item.legal_basis;
    if (item.received_us)
      request.received = core::format_time(*item.received_us, item.received_precision);
    if (item.kind) request.kind = std::string(evidence::item_kind_name(*item.kind));
    const auto added = investigation::add_files(threads(1), *made, request);
    EXPECT_TRUE(added.has_value()) << added.error().what;
    const std::string mapping = investigation::mapping_path(from, item);
    if (fs::exists(mapping))
      write_text(investigation::mapping_path(*made, added->front().item), read_text(mapping));
  }
  return std::move(*made);
}

core::RunContext threads(unsigned count) {
  core::RunContext context;
  context.threads = count;
  return context;
}

investigation::RunReport run_case(const std::string& folder, unsigned thread_count,
                                  const evidence::MaskRequest& mask, bool write) {
  const auto the_case = investigation::open_case(folder);
  EXPECT_TRUE(the_case.has_value()) << the_case.error().what;
  if (!the_case.has_value()) return {};
  investigation::RunRequest request;
  request.mask = mask;
  request.write = write;
  auto report = investigation::run_case(threads(thread_count), *the_case, request);
  EXPECT_TRUE(report.has_value()) << report.error().what << " " << report.error().where;
  return report.has_value() ? std::move(*report) : investigation::RunReport{};
}

nlohmann::json read_json(const std::string& path) {
  auto json = nlohmann::json::parse(read_text(path), nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << path << " is not JSON";
  return json;
}

std::vector<nlohmann::json> read_json_lines(const std::string& path) {
  std::vector<nlohmann::json> lines;
  std::istringstream text(read_text(path));
  for (std::string line; std::getline(text, line);) {
    lines.push_back(nlohmann::json::parse(line, nullptr, false));
    EXPECT_FALSE(lines.back().is_discarded()) << path << ": " << line;
  }
  return lines;
}

}  // namespace cuibono::cross
