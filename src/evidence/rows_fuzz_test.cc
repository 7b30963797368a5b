// Files with bytes changed at random: no crash, the laws, and twins that agree.
#include <gtest/gtest.h>

#include "evidence/rows_samples.h"

namespace cuibono::evidence {
namespace {

void mutate(std::string& bytes, core::CounterRandom& random) {
  static const std::string marks = "\"\"'\n\r,;\t|{}[]:\\ \xFF\x80\xB0\xD8\x1E";
  const std::size_t at = random.below(bytes.size() + 1);
  const std::size_t length = std::min<std::size_t>(bytes.size() - at, random.below(30));
  const char byte =
      random.chance(0.6) ? marks[random.below(marks.size())] : static_cast<char>(random.below(256));
  switch (random.below(5)) {
    case 0:
      if (at < bytes.size()) bytes[at] = byte;
      break;
    case 1:
      bytes.insert(at, 1, byte);
      break;
    case 2:
      bytes.erase(at, length);
      break;
    case 3:
      bytes.insert(random.below(bytes.size() + 1), bytes.substr(at, length));
      break;
    default:
      bytes.resize(at);
      break;
  }
}

void check_file(const std::string& bytes, const Dialect& dialect) {
  if (dialect.format == Format::structured) return;  // of prose, by chance: it has no twin
  const RowsRequest request{bytes, dialect, {}};
  if (dialect.format == Format::jsonl && dialect.encoding != Encoding::binary) {
    EXPECT_EQ(check_json(request), "");
  } else {
    EXPECT_EQ(check_twins(request), "");
  }
}

TEST(RowsFuzz, TwentyThousandSmallMutations) {
  const std::vector<RowsSample> files = rows_samples();
  std::map<Format, int> formats;
  for (unsigned seed = 0; seed < 20000; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 13);
    const RowsSample& sample = files[seed % files.size()];
    std::string bytes = sample.bytes;
    for (std::uint64_t n = 1 + random.below(4); n > 0; --n) mutate(bytes, random);
    const Dialect sniffed = sniff(bytes).dialect;
    formats[sniffed.format] += 1;
    check_file(bytes, sniffed);
    check_file(bytes, sample.dialect);  // a mapping made for another file
    if (seed % 16 == 0 && sniffed.format == Format::csv) {
      EXPECT_EQ(check_original_rows({bytes, sniffed, {}}), "");
    }
    if (HasFailure()) FAIL() << sample.name << ":\n" << bytes;
  }
  for (const Format format :
       {Format::csv, Format::jsonl, Format::text, Format::binary, Format::empty})
    EXPECT_GT(formats[format], 100) << format_name(format);
}

TEST(RowsFuzz, RandomBytesInEveryDialect) {
  for (unsigned seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 14);
    std::string bytes;
    for (std::uint64_t n = random.below(60); n > 0; --n)
      bytes += static_cast<char>(random.below(random.chance(0.5) ? 256 : 64));
    static_cast<void>(sniff(bytes));
    Dialect dialect;
    dialect.encoding = static_cast<Encoding>(random.below(8));
    dialect.format = static_cast<Format>(random.below(3));
    dialect.header_row = random.below(3);
    check_file(bytes, dialect);
    if (HasFailure()) FAIL() << encoding_name(dialect.encoding);
  }
}

}  // namespace
}  // namespace cuibono::evidence
