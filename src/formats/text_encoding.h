#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cuibono::formats {

/// How bytes spell text. binary: they spell none.
enum class Encoding : std::uint8_t {
  utf8,
  utf16le,
  utf16be,
  latin1,
  windows1251,
  windows1252,
  euckr,
  windows1250,
  latin2,
  ibm852,
  windows1257,
  koi8r,
  ibm866,
  windows1253,
  windows1254,
  windows1255,
  windows1256,
  iso8859_5,
  iso8859_7,
  iso8859_13,
  koi8u,
  ibm850,
  gbk,
  shiftjis,
  big5,
  eucjp,
  binary
};
[[nodiscard]] std::string_view encoding_name(Encoding encoding) noexcept;
[[nodiscard]] std::optional<Encoding> find_encoding(std::string_view name) noexcept;

/// The encoding of a sample from the beginning of a file, with the reason.
///
/// Out     binary where it is no text.
/// Source  Plausibility of letters: Hangul pairs of KS X 1001, runs of Cyrillic letters, single accented
///         letters between ASCII ones that are those of one language. Not a language model: a few hundred
///         letters decide it, and where nothing decides, Latin-1.
struct EncodingGuess {
  Encoding encoding = Encoding::utf8;
  std::string reason;
};
[[nodiscard]] EncodingGuess sniff_encoding(std::string_view sample);

/// Length of the byte order mark that the bytes begin with, if it is one of this encoding.
[[nodiscard]] std::size_t mark_length(std::string_view bytes, Encoding encoding) noexcept;

/// Bytes of any encoding to UTF-8, a block at a time, so that what is wrong stays visible and
/// countable.
///
/// Out     UTF-8; a byte that means nothing in the encoding becomes the byte 0xFF, a lone surrogate its
///         three bytes as if it were a character: neither is valid UTF-8, so that the row is found
///         out. Bytes that are said to be UTF-8 pass unchanged.
/// Laws    1 raw_length(what was decoded) = the bytes that were read, mark apart.
///         2 the size of blocks does not change the text.
/// Cost    about 2 ns a byte.
class Decoder {
 public:
  Decoder(std::string_view bytes, Encoding encoding) noexcept;  ///< borrows the bytes
  [[nodiscard]] bool done() const noexcept { return position_ == bytes_.size(); }
  /// Appends the text of about block_bytes more bytes.
  void append_block(std::string& out, std::size_t block_bytes);

 private:
  std::string_view bytes_;
  Encoding encoding_;
  std::size_t position_ = 0;
};

/// How many bytes of the file a piece of decoded text came from.
[[nodiscard]] std::size_t raw_length(std::string_view decoded, Encoding encoding) noexcept;

/// ASCII without NUL, or valid UTF-8 without NUL.
[[nodiscard]] bool is_clean_text(std::string_view text) noexcept;
/// Valid UTF-8; the first branch of is_clean_text has looked for ASCII already.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;
/// Appends the text with each invalid byte and each NUL as U+FFFD.
void append_readable(std::string& out, std::string_view text);

/// Text of any encoding as UTF-8, without its byte order mark. A byte that means nothing in the
/// encoding (and one of invalid UTF-8) becomes U+FFFD.
[[nodiscard]] std::string decode_text(std::string_view bytes, Encoding encoding);

}  // namespace cuibono::formats
