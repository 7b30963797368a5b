#pragma once
#include <span>
#include <string_view>

namespace cuibono::server {

/// A file of the built page, as it lies in the program.
struct Page {
  std::string_view path;  ///< "/assets/index-4f3a.js"
  std::string_view bytes;
  std::string_view sha256;  ///< hex, of the bytes
};

/// The files of the page that was built with the program, in order of path; none: it was built without.
/// Written by cmake/embed_pages.cmake.
[[nodiscard]] std::span<const Page> embedded_pages() noexcept;
/// src/server/openapi.yaml
[[nodiscard]] const Page& embedded_openapi() noexcept;

[[nodiscard]] const Page* find_page(std::span<const Page> pages, std::string_view path) noexcept;
/// By the end of its name; "application/octet-stream" where it is not known.
[[nodiscard]] std::string_view content_type_of(std::string_view path) noexcept;
/// What "/" says when the page was not built.
[[nodiscard]] std::string_view page_not_built() noexcept;

}  // namespace cuibono::server
