// The store: one file a segment, written once, found by the hash of what it was made from.
//
// A segment file is its bytes followed by the SHA-256 of its name and bytes. A file without that hash
// at the end is taken as absent, so neither a process that dies while writing nor a segment under the
// name of another leaves anything that a later run could trust.
#include "investigation/store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "investigation/files.h"

namespace cuibono::investigation {
namespace {

constexpr std::string_view suffix = ".segment";
constexpr std::size_t hash_bytes = 32;

std::string_view view_of(const core::Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

core::Sha256 seal_of(std::string_view name, std::string_view bytes) {
  core::Sha256Stream stream;
  stream.update_field(name);
  stream.update(bytes);
  return stream.finish();
}

/// CURRENT; an empty object where there is none or it is damaged, since it is derived.
nlohmann::json read_current(const std::string& folder) {
  const auto text = read_file(folder + "/CURRENT");
  if (!text.has_value()) return nlohmann::json::object();
  auto json = nlohmann::json::parse(*text, nullptr, false);
  return json.is_object() ? json : nlohmann::json::object();
}

}  // namespace

std::string segment_name(const SegmentKey& key) {
  core::Sha256Stream stream;
  stream.update_field(key.stage);
  stream.update_field(std::to_string(key.stage_version));
  stream.update_field(key.engine);
  stream.update_field(key.parameters);
  for (const auto& input : key.inputs) stream.update_field(input);
  return stream.finish().hex();
}

core::Result<Store> Store::open(const Case& the_case, CaseUse use) {
  const std::string folder = the_case.path("derived");
  if (use == CaseUse::read) return Store(folder, use);
  CB_TRY_STATUS(make_folder(folder + "/segments"));
  sweep_leftovers(folder);
  sweep_leftovers(folder + "/segments");
  return Store(folder, use);
}

std::optional<std::string> Store::read(const std::string& name) const {
  auto bytes = read_file(folder_ + "/segments/" + name + std::string(suffix));
  if (!bytes.has_value() || bytes->size() < hash_bytes) return std::nullopt;
  std::string content = std::move(*bytes);
  const std::string_view tail = std::string_view(content).substr(content.size() - hash_bytes);
  const auto hash = seal_of(name, std::string_view(content).substr(0, content.size() - hash_bytes));
  if (tail != view_of(hash)) return std::nullopt;
  content.resize(content.size() - hash_bytes);
  return content;
}

core::Status Store::write(const std::string& name, std::string_view bytes) {
  return write_pieces(name, [&](const PieceSink& sink) { return sink(bytes); });
}

core::Status Store::write_pieces(const std::string& name,
                                 const std::function<core::Status(const PieceSink&)>& make) {
  if (use_ == CaseUse::read) return {};
  const std::string path = folder_ + "/segments/" + name + std::string(suffix);
  return write_pieces_atomically(path, [&](const PieceSink& file) -> core::Status {
    core::Sha256Stream seal;  // as seal_of
    seal.update_field(name);
    CB_TRY_STATUS(make([&](std::string_view piece) -> core::Status {
      seal.update(piece);
      return file(piece);
    }));
    return file(view_of(seal.finish()));
  });
}

core::Status Store::set_current(const std::vector<std::string>& names,
                                std::string_view out_manifest_sha256,
                                std::string_view index_sha256) {
  nlohmann::ordered_json current;
  current["segments"] = names;
  current["out_manifest_sha256"] = std::string(out_manifest_sha256);
  current["index_sha256"] = std::string(index_sha256);
  CB_TRY_STATUS(write_file_atomically(folder_ + "/CURRENT", current.dump() + "\n"));
  const std::set<std::string> kept(names.begin(), names.end());
  for (const auto& file : list_folder(folder_ + "/segments")) {
    const std::string stem = file.substr(0, file.find('.'));
    if (!kept.contains(stem)) remove_folder(folder_ + "/segments/" + file);
  }
  return {};
}

std::vector<std::string> Store::current() const {
  const auto json = read_current(folder_);
  if (!json.contains("segments") || !json["segments"].is_array()) return {};
  std::vector<std::string> names;
  for (const auto& name : json["segments"]) {
    if (name.is_string()) names.push_back(name.get<std::string>());
  }
  return names;
}

std::string Store::current_index(const Case& the_case) {
  const auto json = read_current(the_case.path("derived"));
  if (!json.contains("index_sha256") || !json["index_sha256"].is_string()) return {};
  return json["index_sha256"].get<std::string>();
}

}  // namespace cuibono::investigation
