#pragma once
// For tests: archives and sheets made of texts, and readers asked for all they hold.
#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

#include "formats/format.h"
#include "formats/kept_samples.h"

namespace cuibono::formats {

using NamedText = std::pair<std::string, std::string>;

/// A zip of members, in this order, stored or made smaller.
inline std::string zip_of(const std::vector<NamedText>& members, bool is_stored = false) {
  std::size_t room = 1U << 16;
  for (const auto& [name, text] : members) room += name.size() * 4 + text.size() + 1024;
  std::string bytes(room, '\0');
  std::size_t used = 0;
  archive* writing = archive_write_new();
  archive_write_set_format_zip(writing);
  if (is_stored) archive_write_set_options(writing, "zip:compression=store");
  archive_write_open_memory(writing, bytes.data(), bytes.size(), &used);
  for (const auto& [name, text] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(writing, entry);
    archive_write_data(writing, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(writing);
  archive_write_free(writing);
  bytes.resize(used);
  return bytes;
}

/// The rows of a table, cells with "|" between, the number before; "!" at a damaged one.
inline std::vector<std::string> rows_of(const FileFormat& format, std::string_view bytes,
                                        const Table& table) {
  keep_sample(format, bytes);
  std::vector<std::string> rows;
  std::uint64_t last = 0;
  const auto status = format.read_rows({}, bytes, table, [&](const Row& row) -> core::Status {
    if (row.ordinal <= last) rows.emplace_back("numbers do not rise");
    last = row.ordinal;
    std::string text = std::to_string(row.ordinal) + (row.is_damaged ? "!" : ":");
    for (const auto cell : row.cells) text += "|" + std::string(cell);
    rows.push_back(std::move(text));
    return {};
  });
  if (!status.has_value()) rows.push_back("error: " + status.error().what);
  return rows;
}

/// Every beginning of a file is read without a crash, and with no more rows than the whole has (and one
/// that is damaged). Out  what is wrong; empty: nothing.
inline std::string any_cut_is_safe(const FileFormat& format, const std::string& bytes) {
  keep_sample(format, bytes);
  std::size_t whole = 0;
  const auto count = [&](std::string_view some) {
    std::size_t rows = 0;
    const auto tables = format.find_tables({}, some);
    if (!tables.has_value()) return rows;
    for (const auto& table : *tables) {
      static_cast<void>(format.read_rows({}, some, table, [&](const Row&) -> core::Status {
        ++rows;
        return {};
      }));
    }
    return rows;
  };
  whole = count(bytes);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (count(std::string_view(bytes).substr(0, length)) > whole + 1)
      return "more rows than in the whole after " + std::to_string(length) + " bytes";
  }
  return {};
}

}  // namespace cuibono::formats
