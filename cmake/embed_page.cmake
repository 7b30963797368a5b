# Writes pages.cc: the files of the built page and openapi.yaml as they lie on the disk, put into the
# program by the assembler. Written again only when a file changed.
#
# Use: cmake -DDIST=… -DOPENAPI=… -DOUT=… -P embed_page.cmake     DIST empty: a program without a page

set(names "")
if(DIST)
  file(GLOB_RECURSE names RELATIVE "${DIST}" "${DIST}/*")
  list(FILTER names EXCLUDE REGEX "(^|/)\\.")
  list(SORT names)
endif()

set(blobs "")
set(declarations "")
set(rows "")
set(number 0)
function(embed path file)
  file(SHA256 "${file}" hash)
  file(SIZE "${file}" size)
  set(symbol "cuibono_page_${number}")
  string(APPEND blobs
    "asm(\".pushsection .rodata\\n.balign 16\\n.global ${symbol}\\n${symbol}:\\n\"\n"
    "    \".incbin \\\"${file}\\\"\\n.byte 0\\n.popsection\\n\");\n")
  string(APPEND declarations "extern \"C\" const char ${symbol}[];\n")
  set(row "{\"${path}\", {${symbol}, ${size}}, \"${hash}\"}")
  math(EXPR number "${number} + 1")
  set(blobs "${blobs}" PARENT_SCOPE)
  set(declarations "${declarations}" PARENT_SCOPE)
  set(number "${number}" PARENT_SCOPE)
  set(row "${row}" PARENT_SCOPE)
endfunction()

foreach(name IN LISTS names)
  embed("/${name}" "${DIST}/${name}")
  string(APPEND rows "    ${row},\n")
endforeach()
list(LENGTH names count)
embed("/openapi.yaml" "${OPENAPI}")

set(text "// Written by cmake/embed_page.cmake.
#include <array>

#include \"server/pages.h\"

${blobs}
${declarations}
namespace cuibono::server {

static const std::array<Page, ${count}> pages = {{
${rows}}};
static const Page openapi = ${row};

std::span<const Page> embedded_pages() noexcept { return pages; }
const Page& embedded_openapi() noexcept { return openapi; }

}  // namespace cuibono::server
")
set(before "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" before)
endif()
if(NOT text STREQUAL before)
  file(WRITE "${OUT}" "${text}")
endif()
