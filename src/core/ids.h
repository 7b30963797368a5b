#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace cuibono::core {

/// A number that names one thing of one kind: an AccountId cannot be handed in as an EventId.
///
/// In      Tag: an empty struct that names the kind; Value: the unsigned type that holds it.
/// Laws    1 ids of different kinds do not compare and do not convert.
template <class Tag, class Value = std::uint32_t>
struct Id {
  Value value{};
  constexpr Id() = default;
  constexpr explicit Id(Value v) noexcept : value(v) {}
  template <class Number>
  [[nodiscard]] static constexpr Id of(Number n) noexcept {
    return Id(static_cast<Value>(n));
  }
  [[nodiscard]] constexpr std::size_t index() const noexcept { return value; }
  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace cuibono::core

template <class Tag, class Value>
struct std::hash<cuibono::core::Id<Tag, Value>> {
  std::size_t operator()(cuibono::core::Id<Tag, Value> id) const noexcept {
    return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ULL);
  }
};
