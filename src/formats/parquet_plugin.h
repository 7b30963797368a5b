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

/// How the values of a column are handed over.
enum CuibonoParquetForm : std::int32_t {
  cuibono_parquet_form_text,   ///< UTF-8, not looked at
  cuibono_parquet_form_coded,  ///< positions in the distinct texts of these rows
  cuibono_parquet_form_time,   ///< `units_a_second` since 1970
  cuibono_parquet_form_day,    ///< days since 1970
  cuibono_parquet_form_whole,  ///< whole numbers
  cuibono_parquet_form_decimal  ///< whole numbers of 16 bytes, the last `scale` digits behind the point
};

/// Values of one column for rows that follow each other. Valid until the column is asked for more.
struct CuibonoParquetValues {
  std::int64_t rows;
  std::int32_t form;             ///< CuibonoParquetForm; what it does not need is null
  const std::uint8_t* is_valid;  ///< [rows], 0: no value; null: all rows have one
  const std::int32_t* offsets;   ///< text: [rows + 1]; coded: [texts + 1]
  const char* text;
  const std::int32_t* codes;  ///< coded: [rows], 0 where there is no value
  std::int32_t texts;
  const std::int64_t* numbers;  ///< time, day, whole: [rows]
  std::int64_t units_a_second;
  std::int32_t is_utc;   ///< time: 1: instants of UTC; 0: readings of a clock of no stated zone
  const void* decimals;  ///< decimal: [rows]
  std::int32_t scale;
};

/// A file that is read column by column. Different columns are asked for on different threads.
struct CuibonoParquetFile;

/// Out  as CuibonoReadParquet, and 1 where a column is a structure: such a file is read by rows.
using CuibonoOpenParquet = int (*)(const char* bytes, std::uint64_t size, CuibonoParquetFile** file,
                                   std::int64_t* rows, std::int32_t* columns, char* fault,
                                   std::uint64_t fault_size);
/// The next rows of a column, at most so many; fewer only at its end. Out  0, or 2 with a fault.
using CuibonoNextParquet = int (*)(CuibonoParquetFile* file, std::int32_t column, std::int64_t rows,
                                   CuibonoParquetValues* values, char* fault,
                                   std::uint64_t fault_size);
/// The same rows as text, as CuibonoReadParquet hands them over. Out  0, or 2 with a fault.
using CuibonoTextsParquet = int (*)(CuibonoParquetFile* file, std::int32_t column,
                                    CuibonoParquetValues* values, char* fault,
                                    std::uint64_t fault_size);
using CuibonoCloseParquet = void (*)(CuibonoParquetFile* file);

/// Reads a file that stands in memory. Out  0: read to its end; 1: stopped by a call; 2: a fault, whose
/// sentence stands in `fault`, ended by 0.
using CuibonoReadParquet = int (*)(const char* bytes, std::uint64_t size,
                                   const CuibonoParquetCalls* calls, char* fault,
                                   std::uint64_t fault_size);
}
