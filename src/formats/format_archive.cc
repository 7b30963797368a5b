// Archives: their members become items of their own.
#include "formats/archive_members.h"
#include "formats/format_list.h"

namespace cuibono::formats {
namespace {

using std::string_view_literals::operator""sv;

bool recognises(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) {
    // Texts and slides are zips as well; what they hold is no evidence by itself.
    return !zip_names(bytes, "word/document.xml") && !zip_names(bytes, "ppt/presentation.xml");
  }
  constexpr std::size_t tar_mark = 257;
  return bytes.starts_with("7z\xBC\xAF\x27\x1C"sv) || bytes.starts_with("\x1F\x8B\x08"sv) ||
         bytes.starts_with(
             "\xFD"
             "7zXZ\0"sv) ||
         bytes.starts_with("\x28\xB5\x2F\xFD"sv) ||
         (bytes.starts_with("BZh"sv) && bytes.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv) ||
         (bytes.size() > tar_mark + 5 && bytes.substr(tar_mark, 5) == "ustar"sv);
}

}  // namespace

const FileFormat archive_format{
    .name = "archive",
    .title = "archive (zip, 7z, tar, gzip, bzip2, xz, zstd)",
    .gives = "each member is an item of its own, with its own hash; archives within archives too",
    .standard = "APPNOTE, 7z, POSIX tar",
    .library = "libarchive",
    .recognises = recognises,
    .find_tables = nullptr,
    .read_rows = nullptr,
    .unpack = unpack_archive,
};

}  // namespace cuibono::formats
