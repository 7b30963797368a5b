#pragma once
#include <cstddef>
#include <new>

namespace cuibono::core {

/// Memory for a table that is looked up at random: large ones in pages of 2 MiB where the system gives them.
/// A lookup then costs one miss and not two (the second is that of the page table).
///
/// In      bytes: how many.
/// Out     at least as many, for any type of up to 64 bytes alignment; null where there are none left.
/// Cost    a call of the system from 4 MiB on.
[[nodiscard]] void* allocate_pages(std::size_t bytes) noexcept;
void free_pages(void* memory, std::size_t bytes) noexcept;

/// The same as an allocator of a std::vector.
template <class T>
struct HugePages {
  using value_type = T;
  HugePages() noexcept = default;
  template <class Other>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators are converted by their containers
  HugePages(const HugePages<Other>& /*other*/) noexcept {}
  [[nodiscard]] T* allocate(std::size_t count) {
    void* const memory = allocate_pages(count * sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();  // as every container does
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept { free_pages(memory, count * sizeof(T)); }
  bool operator==(const HugePages& /*other*/) const noexcept { return true; }
};

}  // namespace cuibono::core
