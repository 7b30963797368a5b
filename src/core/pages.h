#pragma once
#include <cstddef>

namespace cuibono::core {

/// Memory for a table that is looked up at random: large ones in pages of 2 MiB where the system gives them.
/// A lookup then costs one miss and not two (the second is that of the page table).
///
/// In      bytes: how many.
/// Out     as many, for any type of up to 64 bytes alignment.
/// Cost    a call of the system from 4 MiB on.
/// Errors  std::bad_alloc, as every container.
[[nodiscard]] void* allocate_pages(std::size_t bytes);
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
    return static_cast<T*>(allocate_pages(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) noexcept { free_pages(memory, count * sizeof(T)); }
  bool operator==(const HugePages& /*other*/) const noexcept { return true; }
};

}  // namespace cuibono::core
