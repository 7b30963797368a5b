# Programs of libFuzzer (tests/fuzz), by clang: one for each format of format_list.cc, one for bytes of
# which nothing is known, and those for what people write into mappings and cells. script/fuzz runs them.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "libFuzzer comes with clang: use the preset fuzz (script/setup --fuzz)")
endif()

add_library(cuibono_fuzz STATIC "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_files.cc"
  "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_guard.cc" "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_records.cc")
target_link_libraries(cuibono_fuzz PUBLIC cuibono_evidence)

# Files to begin with, to the programs that they are for.
add_executable(sort_seeds EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/fuzz/sort_seeds.cc")
target_link_libraries(sort_seeds PRIVATE cuibono_evidence)

set(CUIBONO_FUZZ_TARGETS "")
function(cuibono_add_fuzz name source)
  add_executable(fuzz_${name} "${CMAKE_SOURCE_DIR}/tests/fuzz/${source}")
  target_link_libraries(fuzz_${name} PRIVATE cuibono_fuzz)
  target_compile_definitions(fuzz_${name} PRIVATE ${ARGN})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(fuzz_${name} PROPERTIES EXCLUDE_FROM_ALL TRUE)
  set(CUIBONO_FUZZ_TARGETS ${CUIBONO_FUZZ_TARGETS} ${name} PARENT_SCOPE)
endfunction()

foreach(name IN ITEMS unknown mapping times numbers selectors)
  cuibono_add_fuzz(${name} fuzz_${name}.cc)
endforeach()

# The formats by docs/formats.md, which a test holds true. Parquet only where its library is built too.
include(parquet)
file(STRINGS "${CMAKE_SOURCE_DIR}/docs/formats.md" rows REGEX "^\\| [a-z0-9-]+ \\| ")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/docs/formats.md")
foreach(row IN LISTS rows)
  string(REGEX REPLACE "^\\| ([a-z0-9-]+) .*" "\\1" name "${row}")
  if(name STREQUAL "name" OR (name MATCHES "parquet" AND NOT TARGET cuibono_parquet))
    continue()
  endif()
  cuibono_add_fuzz(${name} fuzz_format.cc "CUIBONO_FUZZ_FORMAT=\"${name}\"")
  if(name MATCHES "parquet")
    add_dependencies(fuzz_${name} cuibono_parquet)
  endif()
endforeach()

# For script/fuzz: which there are.
list(JOIN CUIBONO_FUZZ_TARGETS "\n" lines)
file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/fuzz_targets.txt" CONTENT "${lines}\n")
