# The libraries of others (docs/decisions/libraries.md). What is missing is said at once, with
# the way out, before anything is compiled. RE2 and OpenSSL are never linked; script/test looks.

set(CUIBONO_MISSING "")

# Names the library as an imported target cuibono_<name>, from a header and the libraries.
function(cuibono_find_plain name header)
  find_path(CUIBONO_${name}_INCLUDE "${header}")
  if(NOT CUIBONO_${name}_INCLUDE)
    set(CUIBONO_MISSING "${CUIBONO_MISSING} ${name}" PARENT_SCOPE)
    return()
  endif()
  add_library(cuibono_${name} INTERFACE IMPORTED GLOBAL)
  set_target_properties(cuibono_${name} PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${CUIBONO_${name}_INCLUDE}")
  foreach(library IN LISTS ARGN)
    find_library(CUIBONO_LIBRARY_${library} "${library}")
    if(NOT CUIBONO_LIBRARY_${library})
      set(CUIBONO_MISSING "${CUIBONO_MISSING} ${library}" PARENT_SCOPE)
      return()
    endif()
    target_link_libraries(cuibono_${name} INTERFACE "${CUIBONO_LIBRARY_${library}}")
  endforeach()
endfunction()

# Names the library as cuibono_<name>, from its own CMake package.
function(cuibono_find_package name package target)
  find_package(${package} QUIET CONFIG)
  if(NOT ${package}_FOUND)
    set(CUIBONO_MISSING "${CUIBONO_MISSING} ${name}" PARENT_SCOPE)
    return()
  endif()
  add_library(cuibono_${name} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(cuibono_${name} INTERFACE ${target})
endfunction()

find_package(Threads REQUIRED)
cuibono_find_plain(sodium sodium.h sodium)
cuibono_find_plain(boost boost/beast.hpp)
cuibono_find_plain(icu unicode/uversion.h icui18n icuuc icudata)
cuibono_find_plain(phonenumber phonenumbers/phonenumberutil.h phonenumber)
cuibono_find_plain(sqlite sqlite3.h sqlite3)
cuibono_find_package(simdjson simdjson simdjson::simdjson)
cuibono_find_package(json nlohmann_json nlohmann_json::nlohmann_json)
cuibono_find_package(fmt fmt fmt::fmt)
cuibono_find_package(toml tomlplusplus tomlplusplus::tomlplusplus)
cuibono_find_package(yaml yaml-cpp yaml-cpp)
if(NOT CUIBONO_PYTHON)
  cuibono_find_package(cli11 CLI11 CLI11::CLI11)
endif()
if(CUIBONO_TESTS)
  cuibono_find_package(gtest GTest "GTest::gmock;GTest::gtest;GTest::gtest_main")
endif()

if(CUIBONO_MISSING)
  message(FATAL_ERROR "Libraries not found:${CUIBONO_MISSING}. Run script/setup, which installs "
    "them on Debian 12, or install their development packages by hand.")
endif()
