# libcuibono_parquet: Arrow C++ from the wheel of pyarrow, in a library that is loaded only when a Parquet
# file is read. Where the wheel is not there the rest is built without it, and such files are refused.
set(CUIBONO_PYARROW "" CACHE PATH "Folder of the Python package pyarrow; empty: that of .venv-arrow")
set(pyarrow "${CUIBONO_PYARROW}")
if(NOT pyarrow)
  file(GLOB pyarrow "${CMAKE_SOURCE_DIR}/.venv-arrow/lib/python3.*/site-packages/pyarrow")
endif()
file(GLOB arrow_library "${pyarrow}/libarrow.so.*")
file(GLOB compute_library "${pyarrow}/libarrow_compute.so.*")
file(GLOB parquet_library "${pyarrow}/libparquet.so.*")
if(NOT arrow_library OR NOT compute_library OR NOT parquet_library)
  message(STATUS "No pyarrow: Parquet files will be refused. script/setup installs it.")
  return()
endif()
add_library(cuibono_parquet MODULE "${CMAKE_SOURCE_DIR}/parquet/plugin.cc")
target_compile_features(cuibono_parquet PRIVATE cxx_std_20)
target_compile_options(cuibono_parquet PRIVATE -O2 -fvisibility=hidden -Wall -Wextra -Werror)
target_include_directories(cuibono_parquet PRIVATE "${CMAKE_SOURCE_DIR}/src")
target_include_directories(cuibono_parquet SYSTEM PRIVATE "${pyarrow}/include")
target_link_libraries(cuibono_parquet PRIVATE
  "${arrow_library}" "${compute_library}" "${parquet_library}")
set_target_properties(cuibono_parquet PROPERTIES
  BUILD_RPATH "${pyarrow}" LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
