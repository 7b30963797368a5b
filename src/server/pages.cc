#include "server/pages.h"

#include <algorithm>
#include <array>

namespace cuibono::server {
namespace {

struct Kind {
  std::string_view end, type;
};

constexpr std::array kinds = {
    Kind{".html", "text/html; charset=utf-8"},
    Kind{".js", "text/javascript; charset=utf-8"},
    Kind{".mjs", "text/javascript; charset=utf-8"},
    Kind{".css", "text/css; charset=utf-8"},
    Kind{".json", "application/json; charset=utf-8"},
    Kind{".map", "application/json; charset=utf-8"},
    Kind{".yaml", "application/yaml; charset=utf-8"},
    Kind{".txt", "text/plain; charset=utf-8"},
    Kind{".svg", "image/svg+xml"},
    Kind{".png", "image/png"},
    Kind{".ico", "image/x-icon"},
    Kind{".webp", "image/webp"},
    Kind{".woff2", "font/woff2"},
    Kind{".wasm", "application/wasm"},
    Kind{".webmanifest", "application/manifest+json"},
};

constexpr std::string_view not_built =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<title>cuibono: the page was not built</title></head><body>\n"
    "<h1>The page was not built</h1>\n"
    "<p>This program answers under /api/v1, but it was compiled without the page.</p>\n"
    "<p>To build it: run <code>script/setup</code> (it installs node and the packages of web/), "
    "then "
    "<code>cmake --preset release</code> and <code>cmake --build --preset release</code>.</p>\n"
    "<p>The brief of the case needs no server: open <code>out/brief.html</code>.</p>\n"
    "</body></html>\n";

}  // namespace

const Page* find_page(std::span<const Page> pages, std::string_view path) noexcept {
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const Page& one) { return one.path == path; });
  return found == pages.end() ? nullptr : &*found;
}

std::string_view content_type_of(std::string_view path) noexcept {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const Kind& one) { return path.ends_with(one.end); });
  return found == kinds.end() ? std::string_view("application/octet-stream") : found->type;
}

std::string_view page_not_built() noexcept { return not_built; }

}  // namespace cuibono::server
