#pragma once
// For the tests: a simulated file as its receiver would read it, by means other than the writer's.
#include <unicode/ucnv.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/simulation.h"

namespace cuibono::simulation {

using Table = std::vector<std::vector<std::string>>;  ///< rows of cells; the header is among them

/// UTF-8 of bytes in an encoding; nothing where a byte does not fit it.
inline std::optional<std::string> decode_strictly(std::string_view bytes,
                                                  const std::string& encoding) {
  const bool marked = encoding == "UTF-8 BOM";
  if (marked && !bytes.starts_with("\xEF\xBB\xBF")) return std::nullopt;
  if (marked) bytes.remove_prefix(3);
  if (encoding == "UTF-16LE") {
    if (!bytes.starts_with("\xFF\xFE")) return std::nullopt;
    bytes.remove_prefix(2);
  }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* from = ucnv_open(marked ? "UTF-8" : encoding.c_str(), &status);
  ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::u16string wide(bytes.size() + 1, u'\0');
  const auto size = ucnv_toUChars(from, wide.data(), static_cast<std::int32_t>(wide.size()),
                                  bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  ucnv_close(from);
  if (U_FAILURE(status)) return std::nullopt;
  std::string text;
  for (std::int32_t i = 0; i < size; ++i) {  // the files hold no letters beyond the first plane
    core::append_utf8(text, wide[static_cast<std::size_t>(i)]);
  }
  return text;
}

inline Table read_table(std::string_view text, char delimiter) {
  Table table;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[i++];
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == delimiter || c == '\n') {
      row.push_back(std::move(cell));
      cell.clear();
      if (c == '\n') {
        table.push_back(std::move(row));
        row.clear();
      }
    } else {
      cell += c;
    }
  }
  return table;
}

/// ISO 7064 mod 97-10, and a bank code that nobody has: nines, or letters from ZZ.
inline bool is_fictional_iban(const std::string& number) {
  if (number.size() < 15) return false;
  const std::string turned = number.substr(4) + number.substr(0, 4);
  unsigned rest = 0;
  for (const char c : turned) {
    if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    } else {
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    }
  }
  const std::string bank = number.substr(4, 5);
  return rest == 1 &&
         (bank.starts_with("9") || bank.starts_with("ZZ") || bank.starts_with("X9999"));
}

/// A world with its files decoded.
struct ReadWorld {
  World world;
  nlohmann::json truth;
  std::map<std::string, std::string> texts;  ///< by file name, UTF-8
  [[nodiscard]] Table table(const std::string& name, char delimiter) const {
    return read_table(texts.at(name), delimiter);
  }
};

inline ReadWorld read_world(const WorldRequest& request) {
  core::RunContext context;
  context.threads = 2;
  auto made = make_world(context, request);
  ReadWorld read;
  if (!made.has_value()) return read;
  read.world = std::move(made).value();
  read.truth = nlohmann::json::parse(read.world.truth_json);
  std::map<std::string, std::string> encodings;
  for (const auto& file : read.truth["files"]) {
    encodings[file["name"].get<std::string>()] = file["encoding"].get<std::string>();
  }
  for (const WorldFile& file : read.world.files) {
    const auto text = decode_strictly(file.bytes, encodings[file.name]);
    if (text) read.texts[file.name] = *text;
  }
  return read;
}

inline ReadWorld read_world(std::uint64_t seed, double scale) {
  WorldRequest request;
  request.seed = seed;
  request.scale = scale;
  return read_world(request);
}

/// One small world for all tests that only look.
inline const ReadWorld& small_world() {
  static const ReadWorld world = read_world(7, 0.02);
  return world;
}

}  // namespace cuibono::simulation
