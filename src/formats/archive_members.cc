#include "formats/archive_members.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

namespace cuibono::formats {
namespace {

constexpr std::size_t block_bytes = 1U << 16;
constexpr std::size_t directory_bytes = 1U << 20;  // of the end of a zip, where its list stands

/// Names of members are turned into the letters of the thread's locale: while this lives, UTF-8.
class Utf8Names {
 public:
  Utf8Names() : names_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (names_ != nullptr) before_ = ::uselocale(names_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (names_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(names_);
  }

 private:
  ::locale_t names_ = nullptr, before_ = nullptr;
};

struct ArchiveDeleter {
  void operator()(archive* reading) const noexcept { archive_read_free(reading); }
};
using Archive = std::unique_ptr<archive, ArchiveDeleter>;

Archive open_archive(std::string_view bytes, bool is_zip_only) {
  Archive reading(archive_read_new());
  if (reading == nullptr) return reading;
  if (is_zip_only) {
    archive_read_support_format_zip_seekable(reading.get());
  } else {
    archive_read_support_format_zip(reading.get());
    archive_read_support_format_7zip(reading.get());
    archive_read_support_format_tar(reading.get());
    archive_read_support_format_raw(reading.get());
    archive_read_support_filter_gzip(reading.get());
    archive_read_support_filter_bzip2(reading.get());
    archive_read_support_filter_xz(reading.get());
    archive_read_support_filter_zstd(reading.get());
  }
  if (archive_read_open_memory(reading.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    reading.reset();
  return reading;
}

/// Names of old zips: of code page 866 where all letters are its Cyrillic ones, else 437.
std::string old_name(std::string_view raw) {
  const bool is_cyrillic = std::all_of(raw.begin(), raw.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 || (byte >= 0x80 && byte <= 0xAF) || (byte >= 0xE0 && byte <= 0xF1);
  });
  UErrorCode status = U_ZERO_ERROR;
  const char* page = is_cyrillic ? "ibm-866" : "ibm-437";
  std::string name(raw.size() * 4 + 8, '\0');
  const std::int32_t length =
      ucnv_convert("UTF-8", page, name.data(), static_cast<std::int32_t>(name.size()), raw.data(),
                   static_cast<std::int32_t>(raw.size()), &status);
  if (U_FAILURE(status) || length < 0) return "member";
  name.resize(static_cast<std::size_t>(length));
  return name;
}

std::string name_of(archive_entry* entry) {
  const char* raw = archive_entry_pathname(entry);
  const char* utf8 = archive_entry_pathname_utf8(entry);
  const std::string_view name = raw != nullptr ? raw : utf8 != nullptr ? utf8 : "";
  if (name.empty()) return "member";
  return core::is_utf8(name) ? std::string(name) : old_name(name);
}

/// What a member may still take.
struct Budget {
  const UnpackLimits* limits = nullptr;
  std::uint64_t packed = 0, members = 0, unpacked = 0;

  [[nodiscard]] std::string refusal(std::uint64_t member_bytes) const {
    const std::uint64_t all = unpacked + member_bytes;
    if (member_bytes > limits->member_bytes_max)
      return "larger than " + std::to_string(limits->member_bytes_max >> 20) + " MiB";
    if (all > limits->total_bytes_max)
      return "beyond " + std::to_string(limits->total_bytes_max >> 20) + " MiB in all";
    if (all > limits->free_bytes && all / limits->ratio_max > packed)
      return "unpacks to more than " + std::to_string(limits->ratio_max) +
             " times the archive, as bombs do";
    return {};
  }
};

/// The bytes of the member at hand, up to the budget. Out  the fault, empty for none.
std::string read_member(archive* reading, archive_entry* entry, const Budget& budget,
                        std::string& bytes) {
  if (archive_entry_is_encrypted(entry) != 0) return "encrypted: ask the sender for the password";
  if (archive_entry_size_is_set(entry) != 0) {
    const auto size =
        static_cast<std::uint64_t>(std::max<std::int64_t>(0, archive_entry_size(entry)));
    if (auto why = budget.refusal(size); !why.empty()) return why;
  }
  std::array<char, block_bytes> block{};
  for (;;) {
    const la_ssize_t got = archive_read_data(reading, block.data(), block.size());
    if (got == 0) return {};
    if (got < 0) {
      const char* why = archive_error_string(reading);
      return std::string("damaged: ") + (why == nullptr ? "cannot be unpacked" : why);
    }
    bytes.append(block.data(), static_cast<std::size_t>(got));
    if (auto why = budget.refusal(bytes.size()); !why.empty()) return why;
  }
}

core::Error broken(archive* reading) {
  const char* why = reading == nullptr ? nullptr : archive_error_string(reading);
  return {core::ErrorCode::bad_input,
          std::string("the archive cannot be read: ") + (why == nullptr ? "it is no archive" : why),
          "", "ask its sender for a whole file, or unpack it and add the folder"};
}

}  // namespace

core::Status unpack_archive(const core::RunContext& context, std::string_view bytes,
                            const UnpackLimits& limits, const OnMember& on_member) {
  const Utf8Names names;
  const Archive reading = open_archive(bytes, false);
  if (reading == nullptr) return broken(nullptr);
  Budget budget{&limits, bytes.size(), 0, 0};
  std::string unpacked;
  for (;;) {
    CB_TRY_STATUS(core::check_cancelled(context));
    archive_entry* entry = nullptr;
    const int found = archive_read_next_header(reading.get(), &entry);
    if (found == ARCHIVE_EOF) return {};
    if (found < ARCHIVE_WARN) return broken(reading.get());
    const auto type = archive_entry_filetype(entry);
    if (type != AE_IFREG && type != 0) continue;
    if (archive_entry_hardlink(entry) != nullptr) continue;
    if (++budget.members > limits.members_max)
      return core::Error{
          core::ErrorCode::bad_input,
          "the archive holds more than " + std::to_string(limits.members_max) + " members", "",
          "unpack it and add the folder"};
    unpacked.clear();
    Member member;
    member.path = name_of(entry);
    member.fault = read_member(reading.get(), entry, budget, unpacked);
    if (member.fault.empty()) {
      budget.unpacked += unpacked.size();
      member.bytes = unpacked;
    }
    CB_TRY_STATUS(on_member(member));
  }
}

std::optional<std::string> read_zip_beginning(std::string_view bytes, std::string_view path,
                                              std::uint64_t most) {
  const Utf8Names names;
  const Archive reading = open_archive(bytes, true);
  if (reading == nullptr) return std::nullopt;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reading.get(), &entry) >= ARCHIVE_WARN) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || path != name) continue;
    std::string text;
    std::array<char, block_bytes> block{};
    while (text.size() < most) {
      const la_ssize_t got = archive_read_data(reading.get(), block.data(), block.size());
      if (got < 0) return std::nullopt;
      if (got == 0) break;
      text.append(block.data(), static_cast<std::size_t>(got));
    }
    if (text.size() > most) text.resize(most);
    return text;
  }
  return std::nullopt;
}

std::optional<std::string> read_zip_member(std::string_view bytes, std::string_view path,
                                           std::uint64_t most) {
  auto text = read_zip_beginning(bytes, path, most + 1);
  if (text && text->size() > most) return std::nullopt;
  return text;
}

bool zip_names(std::string_view bytes, std::string_view path) {
  if (!bytes.starts_with("PK\x03\x04")) return false;
  const std::size_t from = bytes.size() > directory_bytes ? bytes.size() - directory_bytes : 0;
  return bytes.substr(from).find(path) != std::string_view::npos;
}

}  // namespace cuibono::formats
