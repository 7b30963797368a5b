#include "core/hash.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "core/random.h"

namespace cuibono::core {
namespace {

constexpr std::string_view of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::string_view as_text(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

/// One link of a custody chain: the hash before it, then the entry.
Sha256 chain(const Sha256& before, std::string_view entry) {
  return sha256(std::string(as_text(before)) + std::string(entry));
}

TEST(Hash, Sha256HasThePublishedAnswers) {
  EXPECT_EQ(sha256("abc").hex(), of_abc);
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::string_view{}), sha256(""));
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')).hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, OracleE09CustodyChain) {
  const std::string first = R"({"seq":1,"op":"receive","sha256":"ba7816bf"})";
  const std::string second = R"({"seq":2,"op":"copy"})";
  const Sha256 h1 = chain(Sha256{}, first);
  const Sha256 h2 = chain(h1, second);
  EXPECT_EQ(h1.hex(), "63d9677e3d8c0dd6f0f13f9c1da6f378e2f7b00c99088dc6e2a040a49ab58fcc");
  EXPECT_EQ(h2.hex(), "adbe8214553959115e3eb376de95aa9cd018a48d240b1987f9d36574eea03b65");
  for (std::size_t i = 0; i < first.size(); ++i) {  // one flipped byte breaks both
    std::string tampered = first;
    tampered[i] = static_cast<char>(tampered[i] ^ 1);
    EXPECT_NE(chain(Sha256{}, tampered), h1);
    EXPECT_NE(chain(chain(Sha256{}, tampered), second), h2);
  }
}

TEST(Hash, OracleE09MerkleRoot) {
  const auto leaf = [](std::string_view text) {
    return sha256(std::string(1, '\0') + std::string(text));
  };
  const auto node = [](const Sha256& left, const Sha256& right) {
    return sha256(std::string(1, '\1') + std::string(as_text(left)) + std::string(as_text(right)));
  };
  EXPECT_EQ(node(node(leaf("a"), leaf("b")), leaf("c")).hex(),
            "36642e73c2540ab121e3a6bf9545b0a24982cd830eb13d3cd19de3ce6c021ec1");
}

TEST(Hash, AStreamEqualsTheWholeHoweverItIsCut) {
  CounterRandom random(1, 1);
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(random.below(256));
  for (int round = 0; round < 50; ++round) {
    Sha256Stream stream;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = random.below(200);  // empty pieces too
      stream.update(std::string_view(bytes).substr(at, size));
      at += size;
    }
    ASSERT_EQ(stream.finish(), sha256(bytes));
  }
  EXPECT_EQ(Sha256Stream().finish(), sha256(""));
}

TEST(Hash, AMovedStreamGoesOnWhereItWas) {
  Sha256Stream stream;
  stream.update("ab");
  Sha256Stream moved = std::move(stream);
  moved.update("c");
  EXPECT_EQ(moved.finish().hex(), of_abc);
}

TEST(Hash, FieldsKeepTheirBorders) {
  const auto of = [](std::initializer_list<std::string_view> fields) {
    Sha256Stream stream;
    for (const auto field : fields) stream.update_field(field);
    return stream.finish();
  };
  EXPECT_EQ(of({"ab", "c"}), of({"ab", "c"}));
  EXPECT_NE(of({"ab", "c"}), of({"a", "bc"}));
  EXPECT_NE(of({"abc"}), of({"abc", ""}));
  EXPECT_NE(of({"", "abc"}), of({"abc", ""}));
}

TEST(Hash, FileDigestIsThatOfItsBytes) {
  const auto path = std::filesystem::temp_directory_path() / "cuibono_hash_test.bin";
  std::string bytes(3'000'000, 'x');  // more than one block of reading
  bytes[1'234'567] = '\0';
  std::ofstream(path, std::ios::binary) << bytes;
  const auto digest = sha256_file(path.string());
  ASSERT_TRUE(digest.has_value());
  EXPECT_EQ(*digest, sha256(bytes));
  std::ofstream(path, std::ios::binary | std::ios::trunc).flush();
  EXPECT_EQ(sha256_file(path.string()).value(), sha256(""));
  std::filesystem::remove(path);
}

TEST(Hash, AFileThatCannotBeOpenedOrReadIsBadInput) {
  const auto missing = sha256_file("/nowhere/at/all");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, ErrorCode::bad_input);
  EXPECT_EQ(missing.error().where, "/nowhere/at/all");
  EXPECT_FALSE(missing.error().help.empty());
  const auto folder = sha256_file("/");  // opens, cannot be read
  ASSERT_FALSE(folder.has_value());
  EXPECT_EQ(folder.error().code, ErrorCode::bad_input);
}

TEST(Hash, HexGoesThereAndBackAndNothingElsePasses) {
  const Sha256 hash = sha256("abc");
  EXPECT_EQ(parse_sha256(hash.hex()), hash);
  std::string upper = hash.hex();
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  EXPECT_EQ(parse_sha256(upper), hash);
  EXPECT_EQ(hash.prefix(), 0xba7816bf8f01cfeaULL);
  EXPECT_FALSE(parse_sha256("").has_value());
  EXPECT_FALSE(parse_sha256(hash.hex().substr(1)).has_value());
  EXPECT_FALSE(parse_sha256(hash.hex() + "0").has_value());
  EXPECT_FALSE(parse_sha256("g" + hash.hex().substr(1)).has_value());
}

TEST(Hash, OrderIsBytewiseFromTheFirstByte) {
  Sha256 low, high;
  low.bytes[31] = 255;
  high.bytes[0] = 1;
  EXPECT_LT(low, high);
  EXPECT_LT(low.hex(), high.hex());
}

// RFC 4231, test cases 1, 2 and 6.
TEST(Hash, KeyedHashIsHmac) {
  EXPECT_EQ(keyed_sha256(std::string(20, '\x0b'), "Hi There").hex(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(keyed_sha256("Jefe", "what do ya want for nothing?").hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(keyed_sha256(std::string(131, '\xaa'),
                         "Test Using Larger Than Block-Size Key - Hash Key First")
                .hex(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_NE(keyed_sha256("", "a"), keyed_sha256("k", "a"));
}

TEST(Hash, TableHashDependsOnEveryByteAndTheSeed) {
  std::set<std::uint64_t> seen;
  std::size_t asked = 0;
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'a');
    seen.insert(hash64(text));
    seen.insert(hash64(text, 1));
    asked += 2;
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = text;
      other[i] = 'b';
      seen.insert(hash64(other));
      ++asked;
    }
  }
  EXPECT_EQ(seen.size(), asked);
}

TEST(Hash, Mix64IsABijection) {
  const auto inverse_of = [](std::uint64_t odd) {
    std::uint64_t inverse = odd;
    for (int i = 0; i < 6; ++i) inverse *= 2 - odd * inverse;  // Newton
    return inverse;
  };
  const auto solve = [&](std::uint64_t y, int by) {  // x with x ^ x >> by == y
    std::uint64_t x = y;
    for (int i = 0; i * by < 64; ++i) x = y ^ x >> by;
    return x;
  };
  CounterRandom random(2, 2);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t x = i < 3 ? static_cast<std::uint64_t>(i) : random.next();
    std::uint64_t back = solve(mix64(x), 31);
    back = solve(back * inverse_of(0x94D049BB133111EBULL), 27);
    back = solve(back * inverse_of(0xBF58476D1CE4E5B9ULL), 30);
    ASSERT_EQ(back, x);
  }
}

}  // namespace
}  // namespace cuibono::core
