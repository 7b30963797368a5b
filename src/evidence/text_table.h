#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {

/// Numbers texts in the order of their first appearance: 0, 1, 2 …
///
/// Use     columns of millions of cells. A table of strings in nodes costs a cache miss a node and an
///         allocation a text; here a text that is there costs two misses, and a new one is appended.
/// Laws    1 equal texts have equal numbers, others do not.
/// Cost    time O(length); memory 16 to 32 bytes a text and the texts, one after the other.
class TextTable {
 public:
  struct Numbered {
    std::uint32_t number = 0;
    bool is_new = false;
  };
  [[nodiscard]] static std::uint64_t hash_of(std::string_view text) noexcept {
    return core::hash64(text);
  }
  [[nodiscard]] Numbered number(std::string_view text) { return number(text, hash_of(text)); }
  /// `text_hash` is hash_of(text): a cell is hashed once, whatever it is looked up in.
  [[nodiscard]] Numbered number(std::string_view text, std::uint64_t text_hash) {
    if (texts_ >= slots_.size() / 2) grow();
    const auto hash = static_cast<std::uint32_t>(text_hash);
    Slot& slot =
        find_slot(slots_, hash, [&](const Slot& found) { return is_text_at(found.place, text); });
    if (slot.number != none) return {slot.number, false};
    slot = {bytes_.size(), hash, texts_++};
    append(text);
    return {slot.number, true};
  }
  /// Fetches ahead what number() will look at first.
  void expect(std::uint64_t text_hash) const noexcept {
    if (!slots_.empty()) __builtin_prefetch(&slots_[slot_of(text_hash)]);
  }
  /// The same for the text that number() will compare; after expect() of some texts before.
  void expect_text(std::uint64_t text_hash) const noexcept {
    if (slots_.empty()) return;
    const Slot& slot = slots_[slot_of(text_hash)];
    if (slot.number != none) __builtin_prefetch(bytes_.data() + slot.place);
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  struct Slot {
    std::uint64_t place = 0;  ///< of the text in bytes_, its length before it
    std::uint32_t hash = 0;   ///< the low half: the place in the table, and a first comparison
    std::uint32_t number = none;
  };
  static_assert(sizeof(Slot) == 16);  // four of them a cache line
  using Slots = std::vector<Slot, core::HugePages<Slot>>;

  [[nodiscard]] std::size_t slot_of(std::uint64_t text_hash) const noexcept {
    return static_cast<std::uint32_t>(text_hash) & (slots_.size() - 1);
  }
  /// The slot where `is_it` is true among those of equal hash, or the empty one where it would be.
  template <class IsIt>
  static Slot& find_slot(Slots& slots, std::uint32_t hash, const IsIt& is_it) {
    const std::size_t mask = slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      Slot& slot = slots[at];
      if (slot.number == none || (slot.hash == hash && is_it(slot))) return slot;
    }
  }
  void grow() {
    Slots wider(std::max<std::size_t>(64, slots_.size() * 2));
    for (const Slot& slot : slots_) {
      if (slot.number != none)
        find_slot(wider, slot.hash, [](const Slot&) { return false; }) = slot;
    }
    slots_ = std::move(wider);
  }
  [[nodiscard]] std::string_view text_at(std::uint64_t place) const noexcept {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes_.data() + place, sizeof(size));
    return {bytes_.data() + place + sizeof(size), size};
  }
  /// Short texts are compared here: a call costs more than eight bytes at a time.
  [[nodiscard]] bool is_text_at(std::uint64_t place, std::string_view text) const noexcept {
    const std::string_view there = text_at(place);
    if (there.size() != text.size()) return false;
    const char *a = there.data(), *b = text.data();
    std::size_t left = text.size();
    if (left > 64) return std::memcmp(a, b, left) == 0;
    std::uint64_t x = 0, y = 0;
    for (; left >= 8; a += 8, b += 8, left -= 8) {
      std::memcpy(&x, a, 8);
      std::memcpy(&y, b, 8);
      if (x != y) return false;
    }
    for (; left > 0; ++a, ++b, --left)
      if (*a != *b) return false;
    return true;
  }
  void append(std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    bytes_.append(reinterpret_cast<const char*>(&size), sizeof(size));
    bytes_ += text;
  }

  Slots slots_;
  std::string bytes_;
  std::uint32_t texts_ = 0;
};

}  // namespace cuibono::evidence
