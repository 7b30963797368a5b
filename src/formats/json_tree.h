#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::formats {

enum class JsonKind : std::uint8_t { none, object, list, text, number, truth, null };

class JsonTree;

/// A value of JSON that is in memory, or none. Valid during the call that hands it over.
///
/// Paths are keys with "/" between, from this value down; lists are passed through: "names/fullName" is
/// found in an object as in a list of objects. Where there are several ways, all are tried in order.
class JsonNode {
 public:
  JsonNode() = default;
  JsonNode(const JsonTree* tree, std::uint32_t place) : tree_(tree), place_(place) {}

  [[nodiscard]] bool is_there() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] bool is(JsonKind kind) const { return this->kind() == kind; }
  [[nodiscard]] std::string_view key() const;
  /// Of a text its characters; of a number or truth value what is written; empty for all others.
  [[nodiscard]] std::string_view text() const;
  /// The value of a key of this very object; lists are not passed through.
  [[nodiscard]] JsonNode at(std::string_view key) const;
  [[nodiscard]] JsonNode find(std::string_view path) const;
  /// The first text of a path that is not empty.
  [[nodiscard]] std::string_view text(std::string_view path) const;
  /// The first of several paths that has a text; "a/b|c" writes two.
  [[nodiscard]] std::string_view first(std::string_view paths) const;
  /// Every text of several paths, each once, with a mark between.
  [[nodiscard]] std::string all(std::string_view paths, std::string_view mark = "; ") const;
  /// Every value of the path that is no list, in order.
  void each(std::string_view path, const std::function<void(JsonNode)>& take) const;
  void each_child(const std::function<void(JsonNode)>& take) const;
  [[nodiscard]] std::uint64_t offset() const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  bool walk(std::string_view path, const std::function<bool(JsonNode)>& take) const;

  const JsonTree* tree_ = nullptr;  // borrows from the reading of the file
  std::uint32_t place_ = 0;
};

/// Adds texts, each once, with a mark between.
class JoinedTexts {
 public:
  explicit JoinedTexts(std::string_view mark = "; ") : mark_(mark) {}
  void add(std::string_view text);
  [[nodiscard]] std::string take() { return std::move(joined_); }

 private:
  std::string_view mark_;
  std::string joined_;
  std::vector<std::string> seen_;
};

/// The values of one record, each with a link to its first child and its next sibling.
class JsonTree {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  struct Value {
    JsonKind kind = JsonKind::none;
    std::string_view key, text;
    std::uint32_t first_child = none, last_child = none, next = none;
    std::uint64_t offset = 0, end = 0;
  };

  void clear();
  std::uint32_t add(std::uint32_t parent, const Value& value);
  /// Keeps a text that stands nowhere in the file as it is.
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }
  [[nodiscard]] const Value& at(std::uint32_t place) const { return values_[place]; }
  [[nodiscard]] Value& at(std::uint32_t place) { return values_[place]; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

 private:
  std::vector<Value> values_;
  std::deque<std::string> kept_;
};

}  // namespace cuibono::formats
