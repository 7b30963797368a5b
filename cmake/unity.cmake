# Sources that are compiled several at a time where CMAKE_UNITY_BUILD is on (the presets with a
# sanitizer: a third of the time). Release compiles each on its own, so that each still names every
# header it uses.
#
# Compiled on their own everywhere: sources whose file-local names repeat a neighbour's, as each
# format_*.cc has its `recognise` and its `read`. A "redefinition" in a Unity/ file wants another name,
# or a line here.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

set(alone
  src/brief/figure_map.cc src/brief/figure_money.cc src/brief/html_tables.cc
  src/calls/lockstep.cc src/calls/profiles.cc src/calls/succession.cc
  src/calls/succession_test.cc
  src/evidence/column_look.cc src/evidence/column_look_numbers.cc src/evidence/events_payments.cc
  src/evidence/events_test.cc src/evidence/exported.cc src/evidence/legs_test.cc src/evidence/propose_file.cc src/evidence/records_layout_test.cc
  src/evidence/records_store_test.cc src/evidence/records_test.cc src/evidence/rows_json_test.cc
  src/evidence/rows_read.cc src/evidence/rows_structured.cc src/evidence/selector_checks.cc src/evidence/time_pattern_count.cc
  src/evidence/time_pattern_find.cc src/evidence/time_pattern_read.cc
  src/investigation/run.cc src/investigation/show.cc src/investigation/show_intake.cc
  src/investigation/verify.cc
  src/money/money_test.cc src/money/trace_fifo_test.cc src/money/trace_prorata.cc
  src/money/trace_prorata_test.cc src/money/trace_test.cc src/money/transfer_features_test.cc
  src/network/network_test.cc
  src/organisation/groups_test.cc src/organisation/lists_test.cc src/organisation/organisation_test.cc
  src/server/http_server.cc
  tests/custody_test.cc tests/same_bytes_test.cc tests/cli_test.cc)
file(GLOB formats RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/src/formats/*.cc")
set_source_files_properties(${alone} ${formats} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

