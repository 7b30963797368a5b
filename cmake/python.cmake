# The Python module cuibono._native, from python/*.cc. pip builds it (pyproject.toml); it is a border as
# src/cli is, and sees what src/cli sees.
find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)
find_package(nanobind CONFIG REQUIRED)

file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/python/*.cc")
nanobind_add_module(_native NB_STATIC NOMINSIZE NB_SUPPRESS_WARNINGS ${sources})
target_link_libraries(_native PRIVATE cuibono_flags cuibono_investigation cuibono_json)
target_include_directories(_native PRIVATE "${CMAKE_SOURCE_DIR}/python")
# What the libraries define stays inside: another module may bring its own.
target_link_options(_native PRIVATE -Wl,--exclude-libs,ALL)
install(TARGETS _native LIBRARY DESTINATION cuibono)
