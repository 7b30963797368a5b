// Large pages of the system's memory.
#include <sys/mman.h>

#include <new>

#include "core/pages.h"

namespace cuibono::core {
namespace {

constexpr std::size_t page = 2U << 20, aligned_from = 2 * page, usual_alignment = 64;

std::align_val_t alignment_of(std::size_t bytes) noexcept {
  return std::align_val_t(bytes < aligned_from ? usual_alignment : page);
}

}  // namespace

void* allocate_pages(std::size_t bytes) {
  void* const memory = ::operator new(bytes, alignment_of(bytes));
  if (bytes >= aligned_from)
    ::madvise(memory, bytes / page * page, MADV_HUGEPAGE);  // refused: the table is only slower
  return memory;
}

void free_pages(void* memory, std::size_t bytes) noexcept {
  ::operator delete(memory, alignment_of(bytes));
}

}  // namespace cuibono::core
