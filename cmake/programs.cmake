# The engine's id, the program, the tests that cross stages, the benches.

# engine_id.h: which code and bundled data made a result. Written again only when they changed.
set(engine_dir "${CMAKE_BINARY_DIR}/engine")
get_filename_component(phone_data "${CUIBONO_LIBRARY_phonenumber}" REALPATH)
get_filename_component(icu_data "${CUIBONO_LIBRARY_icudata}" REALPATH)
add_custom_target(engine_id
  COMMAND "${CMAKE_COMMAND}" -DSOURCE_DIR=${CMAKE_SOURCE_DIR} -DOUT=${engine_dir}/engine_id.h
    -DVERSION=${PROJECT_VERSION} "-DLIBRARIES=${phone_data}|${icu_data}"
    -P "${CMAKE_SOURCE_DIR}/cmake/engine_id.cmake"
  BYPRODUCTS "${engine_dir}/engine_id.h"
  COMMENT "Engine id"
  VERBATIM)
if(TARGET cuibono_investigation)
  get_target_property(kind cuibono_investigation TYPE)
  if(NOT kind STREQUAL "INTERFACE_LIBRARY")
    add_dependencies(cuibono_investigation engine_id)
    target_include_directories(cuibono_investigation PRIVATE "${engine_dir}")
  endif()
endif()

if(NOT CUIBONO_KERNELS_ONLY AND NOT CUIBONO_PYTHON)
  file(GLOB main CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/cli/main.cc")
  if(main)
    add_executable(cuibono ${main})
    target_link_libraries(cuibono PRIVATE cuibono_cli cuibono_cli11 cuibono_json cuibono_fmt)
  endif()

  file(GLOB cross_tests CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/*.cc")
  if(cross_tests AND CUIBONO_TESTS)
    cuibono_add_tests(cross_tests ${cross_tests})
    target_include_directories(cross_tests PRIVATE "${CMAKE_SOURCE_DIR}/tests")
    target_link_libraries(cross_tests PRIVATE cuibono_cli cuibono_investigation cuibono_sqlite
      cuibono_yaml cuibono_toml)
    if(main)
      add_dependencies(cross_tests cuibono)
    endif()
  endif()
endif()

# Made when asked for: counts the letter tables of names anew (tools/names/README.md).
if(TARGET cuibono_entities AND NOT CUIBONO_KERNELS_ONLY AND NOT CUIBONO_PYTHON)
  add_executable(train_letters EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tools/names/train_letters.cc")
  target_link_libraries(train_letters PRIVATE cuibono_entities)
endif()

file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*.cc")
if(CUIBONO_BENCH AND NOT CUIBONO_KERNELS_ONLY)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Release" OR CUIBONO_SANITIZE)
    message(FATAL_ERROR "Benches are measured in Release without sanitizers: use script/bench")
  endif()
  foreach(source IN LISTS benches)
    get_filename_component(name "${source}" NAME_WE)
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    target_link_libraries(${name} PRIVATE cuibono_cli cuibono_investigation cuibono_json cuibono_fmt
      cuibono_yaml)
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/bench")
    target_compile_definitions(${name} PRIVATE CUIBONO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  endforeach()
  # The library of Parquet is looked for beside a program.
  add_custom_command(TARGET large_file POST_BUILD COMMAND "${CMAKE_COMMAND}" -E create_symlink
    ../libcuibono_parquet.so "${CMAKE_BINARY_DIR}/bench/libcuibono_parquet.so")
endif()

# For script/test: which test programs there are.
list(JOIN CUIBONO_TEST_PROGRAMS "\n" lines)
file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/test_programs.txt" CONTENT "${lines}\n")
