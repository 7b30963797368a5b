#pragma once
#include <cstdint>

// What the program and its Parquet library (parquet/plugin.cc, loaded only when a Parquet file is read)
// say to each other: plain C, so that nothing of Arrow is seen here and nothing of ours there.

extern "C" {

/// Some rows, column by column, every value as UTF-8 text. Valid during the call.
struct CuibonoParquetBatch {
  std::int64_t rows;
  std::int32_t columns;
  const std::int32_t* const* offsets;   ///< [columns][rows + 1] into text
  const char* const* text;              ///< [columns]
  const std::uint8_t* const* is_valid;  ///< [columns], a byte a row; 0: no value
};

/// What is told of a file, in order. Another answer than 0 stops.
struct CuibonoParquetCalls {
  void* data;
  int (*on_rows)(void* data, std::int64_t rows);  ///< how many the file says it has
  int (*on_column)(void* data, const char* name, std::uint64_t length);
  int (*on_batch)(void* data, const CuibonoParquetBatch* batch);  ///< null: only columns are asked
};

/// What is asked of a writer, in order: batches of text until one has no rows, then bytes of the file.
/// Another answer than 0 stops.
struct CuibonoParquetSource {
  void* data;
  int (*next)(void* data, CuibonoParquetBatch* batch);
  int (*on_bytes)(void* data, const char* bytes, std::uint64_t size);
};

/// Writes a file of columns of text. Out  as CuibonoReadParquet.
using CuibonoWriteParquet = int (*)(const char* const* names, std::int32_t columns,
                                    const CuibonoParquetSource* source, char* fault,
                                    std::uint64_t fault_size);

/// A column with a type of its own. Times are microseconds of UTC.
enum CuibonoParquetType : std::int32_t {
  cuibono_parquet_int32,
  cuibono_parquet_int64,
  cuibono_parquet_time_us,
  cuibono_parquet_text
};
struct CuibonoParquetColumn {
  const char* name;
  std::int32_t type;         ///< CuibonoParquetType
  const void* values;        ///< [rows] of int32 or int64; of a text: [rows] positions in texts
  const char* const* texts;  ///< [texts_count], each ended by 0
  std::int32_t texts_count;
  const std::uint8_t* is_valid;  ///< a byte a row, 0: no value; null: all have one
};

/// A table that stands in memory. Notes are pairs of key and value, kept in the file.
struct CuibonoParquetTable {
  const CuibonoParquetColumn* columns;
  std::int32_t columns_count;
  std::int64_t rows;
  const char* const* notes;
  std::int32_t notes_count;  ///< pairs
};

/// Writes a file of such columns; of the source only on_bytes is called. Out  as CuibonoReadParquet.
using CuibonoWriteTable = int (*)(const CuibonoParquetTable* table,
                                  const CuibonoParquetSource* source, char* fault,
                                  std::uint64_t fault_size);

/// Reads a file that stands in memory. Out  0: read to its end; 1: stopped by a call; 2: a fault, whose
/// sentence stands in `fault`, ended by 0.
using CuibonoReadParquet = int (*)(const char* bytes, std::uint64_t size,
                                   const CuibonoParquetCalls* calls, char* fault,
                                   std::uint64_t fault_size);
}
