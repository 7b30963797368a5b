# What every translation unit is compiled with, and why.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# Position-independent, so that the Python module is made of the very objects of the program; symbols
# are never replaced from outside, so it costs nothing.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG -fPIC -fno-semantic-interposition")

find_program(CUIBONO_CCACHE ccache)
if(CUIBONO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # An object is the same in whatever folder the project lies, and with headers that are precompiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
    CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=12G CCACHE_SLOPPINESS=pch_defines,time_macros "${CUIBONO_CCACHE}")
endif()
find_program(CUIBONO_MOLD mold)
if(CUIBONO_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(cuibono_flags INTERFACE)
target_compile_options(cuibono_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror
  # The baseline of what is stored: the same bytes on every machine that can run it.
  -march=x86-64-v2 -ffp-contract=off -pthread
  # Messages and asserted places name files as the project does, wherever it was built.
  "-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=")
target_include_directories(cuibono_flags INTERFACE "${CMAKE_SOURCE_DIR}/src")

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlaps in std::string concatenation that are not there (GCC bug 105651).
  target_compile_options(cuibono_flags INTERFACE -Wno-restrict)
endif()

if(CUIBONO_DEVELOPMENT)
  target_compile_definitions(cuibono_flags INTERFACE CUIBONO_ASSERTIONS _GLIBCXX_ASSERTIONS)
endif()

if(CUIBONO_SANITIZE STREQUAL "address")
  # The four left out cost three times the compile time of all others together and find what
  # AddressSanitizer finds as well.
  set(sanitize -fsanitize=address,undefined -fno-sanitize=vptr,null,alignment,object-size
    -fno-sanitize-recover=all)
elseif(CUIBONO_SANITIZE STREQUAL "thread")
  set(sanitize -fsanitize=thread)
elseif(CUIBONO_SANITIZE STREQUAL "fuzzer")
  # As address, with the counters that libFuzzer steers by; g++ is whose warnings count.
  set(sanitize -fsanitize=address,undefined -fno-sanitize=vptr,null,alignment,object-size
    -fno-sanitize-recover=all)
  target_compile_options(cuibono_flags INTERFACE -w -fsanitize=fuzzer-no-link)
elseif(CUIBONO_SANITIZE)
  message(FATAL_ERROR
    "CUIBONO_SANITIZE is '${CUIBONO_SANITIZE}': use address, thread, fuzzer or nothing")
endif()
if(sanitize)
  # With a sanitizer's extra code g++ 12 warns of uninitialised values and of copies out of bounds that
  # are not; release is built with both warnings.
  target_compile_options(cuibono_flags INTERFACE ${sanitize} -fno-omit-frame-pointer
    -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow)
  target_link_options(cuibono_flags INTERFACE ${sanitize})
endif()

# Under a sanitizer the headers of the standard library are compiled once, which takes a quarter off a
# build. Release is built without, so that each file is seen to include what it uses.
set(CUIBONO_PRECOMPILED <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <filesystem> <fstream>
  <functional> <map> <memory> <mutex> <numeric> <optional> <set> <span> <sstream> <string>
  <string_view> <thread> <tuple> <unordered_map> <utility> <vector>)
function(cuibono_precompile name)
  file(WRITE "${CMAKE_BINARY_DIR}/generated/${name}.cc" "// Nothing: its headers are what is compiled.\n")
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/generated/${name}.cc")
  target_link_libraries(${name} PRIVATE cuibono_flags)
  target_precompile_headers(${name} PRIVATE ${CUIBONO_PRECOMPILED} ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${name} PUBLIC -fpch-preprocess)  # for ccache
  endif()
endfunction()
if(CUIBONO_SANITIZE AND NOT CUIBONO_FUZZ)
  cuibono_precompile(cuibono_precompiled)
endif()
