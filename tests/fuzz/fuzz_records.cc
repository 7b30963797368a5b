// Rows to records under any mapping, and the mapping as a page of YAML.
#include <cstdio>
#include <cstdlib>
#include <set>

#include "evidence/records_worlds.h"
#include "fuzz_laws.h"

namespace cuibono::fuzz {

using evidence::Mapping;

void must(bool holds, std::string_view law, std::string_view detail) {
  if (holds) return;
  std::fprintf(stderr, "LAW BROKEN: %.*s\n%.*s\n", static_cast<int>(law.size()), law.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

namespace {

/// For what mapping_to_yaml promises: texts of UTF-8, each column once.
bool is_plain(const Mapping& mapping) {
  std::set<std::uint32_t> columns;
  for (const auto& column : mapping.columns) {
    if (!columns.insert(column.column).second || !core::is_utf8(column.header)) return false;
  }
  return true;
}

void check_written_again(const Mapping& mapping) {
  const std::string yaml = mapping_to_yaml(mapping);
  const auto again = evidence::mapping_from_yaml(yaml, "again");
  must(again.has_value(), "a mapping that was written is read",
       again.has_value() ? "" : again.error().what + "\n" + yaml);
  must(mapping_to_yaml(*again) == yaml, "read(write(m)) is written as m", yaml);
  must(!is_plain(mapping) || *again == mapping, "read(write(m)) = m", yaml);
}

}  // namespace

void check_records(const evidence::Item& item, std::string_view bytes, const Mapping& mapping) {
  const auto batch =
      evidence::read_records({}, {&item, bytes, &mapping, evidence::source_system_of(item), true});
  if (!batch.has_value()) {
    must(batch.error().code == core::ErrorCode::bad_input, "no account is broken",
         batch.error().what + " " + batch.error().where);
    return;
  }
  const std::string broken = evidence::check_account(*batch);
  must(broken.empty(), "every row is accounted for", broken);
  const std::string written = write_batch(*batch);
  const auto again = evidence::read_batch(written);
  must(again.has_value() && write_batch(*again) == written, "read(write(b)) = b");
  const std::size_t records = batch->ordinals.size();
  std::size_t cells = 0;
  for (const auto& column : mapping.columns)
    cells = std::max<std::size_t>(cells, std::size_t{column.column} + 1);
  constexpr std::size_t cells_most = 300;  // the explanation is for rows on a screen
  if (records == 0 || cells > cells_most) return;
  const std::vector<std::string> none(cells);
  static_cast<void>(explain_record(mapping, *batch, records - 1, none));
}

void check_mapping_yaml(std::string_view bytes) {
  const auto mapping = evidence::mapping_from_yaml(bytes, "fuzz.yml");
  if (!mapping.has_value()) {
    must(mapping.error().code == core::ErrorCode::bad_input, "what is no mapping is bad_input");
    return;
  }
  check_written_again(*mapping);
  constexpr std::size_t columns_most = 20'000;
  for (const auto& column : mapping->columns)
    if (column.column > columns_most) return;
  if (mapping->dialect.format == evidence::Format::structured) return;
  constexpr std::string_view rows =
      "a,b,c\n2025-02-03 10:00,5.00,+99955500001\n03.02.2025;-7,50;x\n{\"a\":1}\n\"x\n";
  check_records(evidence::make_item("rows.csv", rows), rows, *mapping);
}

}  // namespace cuibono::fuzz
