#include "investigation/pattern_file.h"

#include "formats/typed_table.h"

namespace cuibono::investigation {

bool can_write_patterns(Results& results) {
  const core::Status ready = formats::check_typed_tables();
  if (ready.has_value()) return true;
  results.followed.money.problems.push_back(
      {"no_table", "patterns.parquet", "it is not written: " + ready.error().what});
  return false;
}

core::Result<brief::OutputFile> write_patterns(const core::RunContext& context,
                                               const Results& results) {
  CB_TRY(const auto table,
         money::make_pattern_table(context, results.evidence, results.followed.patterns));
  brief::OutputFile file{"patterns.parquet", {}};
  const auto keep = [&](std::string_view bytes) -> core::Status {
    file.bytes += bytes;
    return {};
  };
  CB_TRY_STATUS(formats::write_typed_table(context, table.columns, table.rows, table.notes, keep));
  return file;
}

}  // namespace cuibono::investigation
