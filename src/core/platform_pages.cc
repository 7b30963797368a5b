// Large pages of the system's memory.
#include <sys/mman.h>

#include "core/pages.h"

namespace cuibono::core {
namespace {

constexpr std::size_t page = 2U << 20, mapped_from = 2 * page, alignment = 64;

std::size_t in_pages(std::size_t bytes) noexcept { return (bytes + page - 1) / page * page; }

}  // namespace

void* allocate_pages(std::size_t bytes) noexcept {
  if (bytes < mapped_from) return ::operator new(bytes, std::align_val_t(alignment), std::nothrow);
  // A page more, so that the memory can begin where a large page does; what is too much goes back.
  const std::size_t wanted = in_pages(bytes);
  void* const mapped =
      ::mmap(nullptr, wanted + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  char* const begin = static_cast<char*>(mapped);
  const std::size_t over = reinterpret_cast<std::size_t>(begin) % page;
  const std::size_t before = over == 0 ? 0 : page - over;
  if (before > 0) ::munmap(begin, before);
  if (before < page) ::munmap(begin + before + wanted, page - before);
  ::madvise(begin + before, wanted, MADV_HUGEPAGE);  // without it the table is only slower
  return begin + before;
}

void free_pages(void* memory, std::size_t bytes) noexcept {
  if (bytes < mapped_from) {
    ::operator delete(memory, std::align_val_t(alignment));
  } else {
    ::munmap(memory, in_pages(bytes));
  }
}

}  // namespace cuibono::core
