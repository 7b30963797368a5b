#pragma once
#include <arrow/api.h>

#include <cstdint>
#include <memory>
#include <string>

// Values of Arrow as the text that a CSV of the same table holds. Inside of parquet/ alone.

namespace cuibono_parquet {

/// Out     texts (arrow::StringArray), null where there is no value. Decimals have all of their digits and
///         no exponent; times are "2025-06-01 09:30:00.250000", with Z where their type says UTC.
[[nodiscard]] arrow::Result<std::shared_ptr<arrow::Array>> write_values(
    std::shared_ptr<arrow::Array> values);

/// A fault as the C interface hands it over: 2, and the sentence ended by 0.
int say(const std::string& sentence, char* fault, std::uint64_t size);

}  // namespace cuibono_parquet
