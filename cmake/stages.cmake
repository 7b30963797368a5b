# The map of the stages (STYLE: include arrows), in the order of the arrows. A folder that is not
# there, or holds no .cc file yet, is passed over.

# The main row: each stage sees all that stand before it.
set(CUIBONO_ROW core formats evidence entities claims network money calls organisation leads brief)
# Beside the row: what each of them sees.
set(CUIBONO_SEES_simulation core formats evidence)
set(CUIBONO_SEES_cooperation core formats evidence entities)
set(CUIBONO_SEES_investigation ${CUIBONO_ROW} simulation cooperation)
set(CUIBONO_SEES_server core investigation)
set(CUIBONO_SEES_cli core investigation server)
set(CUIBONO_STAGES ${CUIBONO_ROW} simulation cooperation investigation)
if(NOT CUIBONO_PYTHON)
  list(APPEND CUIBONO_STAGES server cli)
endif()

# Libraries of others, by stage. fmt and nlohmann-json may be used in every stage's .cc files, but
# not in core: nothing there needs them.
set(CUIBONO_LINKS_core cuibono_sodium cuibono_icu Threads::Threads)
set(CUIBONO_LINKS_formats cuibono_expat cuibono_archive cuibono_freexl cuibono_simdjson cuibono_icu
  cuibono_yaml cuibono_gmime)
set(CUIBONO_LINKS_evidence cuibono_phonenumber cuibono_simdjson cuibono_icu cuibono_yaml cuibono_toml)
set(CUIBONO_LINKS_entities cuibono_icu cuibono_phonenumber)
set(CUIBONO_LINKS_claims cuibono_icu)
set(CUIBONO_LINKS_money cuibono_toml)
set(CUIBONO_LINKS_brief cuibono_icu)
set(CUIBONO_LINKS_simulation cuibono_icu)
set(CUIBONO_LINKS_investigation cuibono_sqlite cuibono_toml cuibono_yaml)
set(CUIBONO_LINKS_cli cuibono_cli11)
set(CUIBONO_LINKS_server cuibono_sodium cuibono_boost Threads::Threads)

if(CUIBONO_KERNELS_ONLY)
  set(CUIBONO_STAGES core formats evidence entities claims network money)
  set(CUIBONO_TESTED_STAGES core network money)
elseif(CUIBONO_FUZZ)
  set(CUIBONO_STAGES core formats evidence)
  set(CUIBONO_TESTED_STAGES formats)  # for the samples that its tests use: seeds
else()
  set(CUIBONO_TESTED_STAGES ${CUIBONO_STAGES})
endif()

set(CUIBONO_TEST_PROGRAMS "")

# A test program from its sources: one process for all its tests, started once.
function(cuibono_add_tests name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE cuibono_flags cuibono_gtest cuibono_json cuibono_fmt)
  # A folder's name is given to the files that ask for it: all others are the same wherever they lie.
  foreach(source IN LISTS ARGN)
    file(STRINGS "${source}" asked REGEX "CUIBONO_(SOURCE_DIR|BINARY)" LIMIT_COUNT 1)
    if(asked)
      set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_DEFINITIONS
        CUIBONO_SOURCE_DIR="${CMAKE_SOURCE_DIR}" CUIBONO_BINARY="${CMAKE_BINARY_DIR}/cuibono")
    endif()
  endforeach()
  # Macros of GoogleTest compare signed literals with sizes; that is no concern of the tests.
  target_compile_options(${name} PRIVATE -Wno-sign-compare -Wno-sign-conversion)
  # What the tests themselves do is little: under a sanitizer their sources compile in 3/5 of the time.
  if(CUIBONO_SANITIZE)
    target_compile_options(${name} PRIVATE -O0)
  endif()
  if(TARGET cuibono_precompiled_tests)
    target_precompile_headers(${name} REUSE_FROM cuibono_precompiled_tests)
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set(CUIBONO_TEST_PROGRAMS ${CUIBONO_TEST_PROGRAMS} ${name} PARENT_SCOPE)
endfunction()

# A folder of texts as a table in the program: OUT names the source that is made.
# In  the files, the stage's header with `type` {name without its end, text}, and the `function` that gives the table.
function(cuibono_files_as_table out files stage header type function)
  file(GLOB paths CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${files}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${paths})
  set(table "")
  foreach(path IN LISTS paths)
    get_filename_component(name "${path}" NAME_WE)
    file(READ "${path}" text)
    string(APPEND table "      {\"${name}\", R\"words(${text})words\"},\n")
  endforeach()
  set(made "${CMAKE_BINARY_DIR}/generated/${stage}_${function}.cc")
  file(CONFIGURE OUTPUT "${made}" CONTENT
"// Made from ${files} by cmake/stages.cmake.
#include \"${header}\"

namespace cuibono::${stage} {

const std::vector<${type}>& ${function}() {
  static const std::vector<${type}> list{
${table}  };
  return list;
}

}  // namespace cuibono::${stage}
" @ONLY)
  set(${out} "${made}" PARENT_SCOPE)
endfunction()
cuibono_files_as_table(CUIBONO_WORDS_evidence src/evidence/words/*.txt evidence
  evidence/header_concepts.h LanguageWords language_words)
cuibono_files_as_table(CUIBONO_WORDS_claims src/claims/cues/*.txt claims claims/cues.h CueFile cue_files)
cuibono_files_as_table(CUIBONO_WORDS_entities src/entities/words/*.txt entities entities/name_lists.h
  NameListFile name_list_files)
cuibono_files_as_table(CUIBONO_LETTERS_entities src/entities/letters/*.txt entities entities/name_model.h
  LetterFile letter_files)
cuibono_files_as_table(CUIBONO_LISTS_entities src/entities/lists/*.txt entities entities/name_lexicon.h
  LexiconFile lexicon_files)
list(APPEND CUIBONO_WORDS_entities ${CUIBONO_LETTERS_entities} ${CUIBONO_LISTS_entities})
cuibono_files_as_table(CUIBONO_WORDS_money rules/*.toml money money/pattern_rule.h RuleFile
  bundled_rule_files)
cuibono_files_as_table(CUIBONO_MODELS_money src/money/models/*.txt money money/account_model.h ModelFile
  bundled_model_files)
list(APPEND CUIBONO_WORDS_money "${CUIBONO_MODELS_money}")

enable_testing()
if(TARGET cuibono_precompiled)
  cuibono_precompile(cuibono_precompiled_tests <gtest/gtest.h>)
  target_compile_options(cuibono_precompiled_tests PRIVATE -Wno-sign-compare -Wno-sign-conversion -O0)
  target_link_libraries(cuibono_precompiled_tests PRIVATE cuibono_gtest)
endif()
set(row_so_far "")
foreach(stage IN LISTS CUIBONO_STAGES)
  set(folder "${CMAKE_SOURCE_DIR}/src/${stage}")
  file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cc")
  file(GLOB tests CONFIGURE_DEPENDS "${folder}/*_test.cc")
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  list(REMOVE_ITEM sources "${CMAKE_SOURCE_DIR}/src/cli/main.cc")

  if(DEFINED CUIBONO_SEES_${stage})
    set(sees ${CUIBONO_SEES_${stage}})
  else()
    set(sees ${row_so_far})
    list(APPEND row_so_far ${stage})
  endif()

  if(CUIBONO_WORDS_${stage})
    list(APPEND sources ${CUIBONO_WORDS_${stage}})
  endif()

  # A stage without a .cc file is still something that others may link.
  if(sources)
    add_library(cuibono_${stage} STATIC ${sources})
    set(reach PUBLIC)
    if(TARGET cuibono_precompiled)
      target_precompile_headers(cuibono_${stage} REUSE_FROM cuibono_precompiled)
      target_compile_options(cuibono_${stage} PRIVATE -fpch-preprocess)
    endif()
    target_link_libraries(cuibono_${stage} PRIVATE ${CUIBONO_LINKS_${stage}})
    if(NOT stage STREQUAL "core")
      target_link_libraries(cuibono_${stage} PRIVATE cuibono_json cuibono_fmt)
    endif()
  else()
    add_library(cuibono_${stage} INTERFACE)
    set(reach INTERFACE)
  endif()
  target_link_libraries(cuibono_${stage} ${reach} cuibono_flags)
  foreach(earlier IN LISTS sees)
    if(TARGET cuibono_${earlier})
      target_link_libraries(cuibono_${stage} ${reach} cuibono_${earlier})
    endif()
  endforeach()

  if(tests AND CUIBONO_TESTS AND stage IN_LIST CUIBONO_TESTED_STAGES)
    cuibono_add_tests(${stage}_tests ${tests})
    target_link_libraries(${stage}_tests PRIVATE cuibono_${stage} ${CUIBONO_LINKS_${stage}})
  endif()
endforeach()
