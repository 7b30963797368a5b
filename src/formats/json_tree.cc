#include "formats/json_tree.h"

#include <algorithm>

namespace cuibono::formats {

JsonKind JsonNode::kind() const { return is_there() ? tree_->at(place_).kind : JsonKind::none; }
std::string_view JsonNode::key() const {
  return is_there() ? tree_->at(place_).key : std::string_view();
}
std::string_view JsonNode::text() const {
  return is_there() ? tree_->at(place_).text : std::string_view();
}
std::uint64_t JsonNode::offset() const { return is_there() ? tree_->at(place_).offset : 0; }
std::uint64_t JsonNode::bytes() const {
  return is_there() ? tree_->at(place_).end - tree_->at(place_).offset : 0;
}

void JsonNode::each_child(const std::function<void(JsonNode)>& take) const {
  if (!is_there()) return;
  for (auto child = tree_->at(place_).first_child; child != JsonTree::none;
       child = tree_->at(child).next)
    take(JsonNode(tree_, child));
}

JsonNode JsonNode::at(std::string_view key) const {
  if (!is(JsonKind::object)) return {};
  for (auto child = tree_->at(place_).first_child; child != JsonTree::none;
       child = tree_->at(child).next)
    if (tree_->at(child).key == key) return {tree_, child};
  return {};
}

/// Calls take for every value of the path until it says true.
bool JsonNode::walk(std::string_view path, const std::function<bool(JsonNode)>& take) const {
  if (!is_there()) return false;
  if (is(JsonKind::list)) {
    for (auto child = tree_->at(place_).first_child; child != JsonTree::none;
         child = tree_->at(child).next)
      if (JsonNode(tree_, child).walk(path, take)) return true;
    return false;
  }
  if (path.empty()) return take(*this);
  const auto end = std::min(path.find('/'), path.size());
  return at(path.substr(0, end)).walk(path.substr(std::min(end + 1, path.size())), take);
}

JsonNode JsonNode::find(std::string_view path) const {
  JsonNode found;
  walk(path, [&](JsonNode node) {
    found = node;
    return true;
  });
  return found;
}

std::string_view JsonNode::text(std::string_view path) const {
  std::string_view found;
  walk(path, [&](JsonNode node) {
    found = node.text();
    return !found.empty();
  });
  return found;
}

std::string_view JsonNode::first(std::string_view paths) const {
  while (true) {
    const auto end = paths.find('|');
    const std::string_view found = text(paths.substr(0, end));
    if (!found.empty() || end == std::string_view::npos) return found;
    paths.remove_prefix(end + 1);
  }
}

void JsonNode::each(std::string_view path, const std::function<void(JsonNode)>& take) const {
  walk(path, [&](JsonNode node) {
    take(node);
    return false;
  });
}

std::string JsonNode::all(std::string_view paths, std::string_view mark) const {
  JoinedTexts texts(mark);
  while (true) {
    const auto end = paths.find('|');
    each(paths.substr(0, end), [&](JsonNode node) { texts.add(node.text()); });
    if (end == std::string_view::npos) return texts.take();
    paths.remove_prefix(end + 1);
  }
}

void JoinedTexts::add(std::string_view text) {
  constexpr std::size_t compared_max = 64;  // beyond so many, equal ones are written again
  if (text.empty() || std::find(seen_.begin(), seen_.end(), text) != seen_.end()) return;
  if (!joined_.empty()) joined_ += mark_;
  joined_ += text;
  if (seen_.size() < compared_max) seen_.emplace_back(text);
}

void JsonTree::clear() {
  values_.clear();
  kept_.clear();
}

std::uint32_t JsonTree::add(std::uint32_t parent, const Value& value) {
  const auto place = static_cast<std::uint32_t>(values_.size());
  values_.push_back(value);
  if (parent == none) return place;
  Value& above = values_[parent];
  if (above.first_child == none) {
    above.first_child = place;
  } else {
    values_[above.last_child].next = place;
  }
  above.last_child = place;
  return place;
}

}  // namespace cuibono::formats
