#pragma once
// What must hold for any bytes whatever: each function stops the process where it does not, and libFuzzer
// keeps the bytes. Nothing here opens a file; a case folder is not needed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "evidence/evidence.h"

namespace cuibono::fuzz {

/// The bytes of one run, in a buffer of just their length: a read beyond them is seen. From the first on the
/// process may open no connection.
[[nodiscard]] std::string_view bytes_of(const std::uint8_t* data, std::size_t size);

/// Prints the law and aborts where it is broken.
void must(bool holds, std::string_view law, std::string_view detail = {});

/// A reader of src/formats on bytes that may be no such file: its promises (formats/format.h), then the way
/// of its tables to rows, to a mapping and to records, with every row accounted for.
void check_format(std::string_view name, std::string_view bytes);

/// Bytes of which nothing is known: what they are, and the same way; of delimited text the twins agree.
void check_unknown(std::string_view bytes);

/// Rows to records under a mapping: laws 1 to 3 of read_records, and write_batch and back.
void check_records(const evidence::Item& item, std::string_view bytes,
                   const evidence::Mapping& mapping);

/// A mapping as a person may have edited it: what is read is written and read again as the same.
void check_mapping_yaml(std::string_view bytes);

}  // namespace cuibono::fuzz
