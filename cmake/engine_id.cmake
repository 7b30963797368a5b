# Writes engine_id.h: SHA-256 over the engine's own sources (not its tests), the data bundled with it
# and the two libraries that bring data with them (phone number plans, time zones and scripts).
# The same sources and libraries give the same id wherever they stand.
#
# Use: cmake -DSOURCE_DIR=… -DOUT=… -DVERSION=… -DLIBRARIES="a|b" -P engine_id.cmake

file(GLOB_RECURSE files RELATIVE "${SOURCE_DIR}" "${SOURCE_DIR}/src/*" "${SOURCE_DIR}/parquet/*"
  "${SOURCE_DIR}/data/*" "${SOURCE_DIR}/rules/*")
list(FILTER files EXCLUDE REGEX "_test\\.cc$")
list(FILTER files EXCLUDE REGEX "(^|/)\\.|~$|__pycache__")
list(FILTER files INCLUDE REGEX
  "\\.(h|cc|inc|html|css|js|svg|sql|toml|yaml|json|jsonl|csv|tsv|txt|md)$")
list(SORT files)

set(lines "")
foreach(file IN LISTS files)
  file(SHA256 "${SOURCE_DIR}/${file}" hash)
  string(APPEND lines "${hash} ${file}\n")
endforeach()
string(REPLACE "|" ";" libraries "${LIBRARIES}")
foreach(library IN LISTS libraries)
  file(SHA256 "${library}" hash)
  get_filename_component(name "${library}" NAME)
  string(APPEND lines "${hash} ${name}\n")
endforeach()

string(SHA256 engine "${lines}")
string(SUBSTRING "${engine}" 0 16 engine)
set(text "#pragma once
// Written by the build: which code and bundled data this engine is.
#define CUIBONO_ENGINE_HASH \"${engine}\"
#define CUIBONO_VERSION \"${VERSION}\"
")
set(before "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" before)
endif()
if(NOT text STREQUAL before)
  file(WRITE "${OUT}" "${text}")
endif()
