// Lines of out/replay.
#include "investigation/replay_lines.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;

Json value_of(const Found* found) {
  if (found == nullptr || !found->value) return nullptr;
  if (found->unit.ends_with("_minor")) return core::format_minor(*found->value);
  return static_cast<std::int64_t>(*found->value);
}

std::string line_of(const std::string& family, std::uint64_t draw, const std::string& key,
                    bool present, Json value) {
  const Json line{{"family", family},
                  {"draw", draw},
                  {"key", key},
                  {"present", present},
                  {"value", std::move(value)}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

ReplayLines::ReplayLines(std::string family, const brief::BriefInput& run,
                         const std::vector<Found>& of_run)
    : family_(std::move(family)), run_(run) {
  for (const auto& found : of_run) keys_.push_back(found.key);
  const auto shown = brief::shown_keys(run, keys_);
  for (std::size_t i = 0; i < keys_.size(); ++i) shown_.emplace(keys_[i], shown[i]);
}

const std::string& ReplayLines::shown(const std::string& key) {
  const auto known = shown_.find(key);
  if (known != shown_.end()) return known->second;
  return shown_.emplace(key, brief::shown_keys(run_, {key}).front()).first->second;
}

void ReplayLines::line(std::uint64_t draw, const std::string& key, const Found* found) {
  bytes_ += line_of(family_, draw, shown(key), found != nullptr, value_of(found));
}

void ReplayLines::name(std::uint64_t draw, const std::string& mask) {
  bytes_ += line_of(family_, draw, "mask", true, mask);
}

void ReplayLines::add(std::uint64_t draw, const std::vector<Found>& found) {
  auto key = keys_.begin();
  auto one = found.begin();
  while (key != keys_.end() || one != found.end()) {
    if (one == found.end() || (key != keys_.end() && *key < one->key)) {
      line(draw, *key++, nullptr);
    } else {
      if (key != keys_.end() && *key == one->key) ++key;
      line(draw, one->key, &*one);
      ++one;
    }
  }
}

std::string ReplayLines::take() { return std::exchange(bytes_, std::string()); }

std::string plain_line(const std::string& family, std::uint64_t draw, const std::string& key,
                       const std::string& value) {
  return line_of(family, draw, key, true, value);
}

brief::OutputFile ReplayLines::finish() && {
  return {"replay/" + family_ + ".jsonl", std::move(bytes_)};
}

}  // namespace cuibono::investigation
