#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "formats/format.h"

namespace cuibono::formats {

/// Hands over every file of an archive that stands in memory (zip, 7z, tar, and what gzip, bzip2, xz or
/// zstd made smaller), in its order. Folders and links are none.
///
/// Out     a member beyond the limits, or one that is encrypted or broken, comes with its fault.
/// Errors  bad_input: no archive, or broken in a way that hides what follows.  cancelled.  whatever
///         on_member returns.
[[nodiscard]] core::Status unpack_archive(const core::RunContext& context, std::string_view bytes,
                                          const UnpackLimits& limits, const OnMember& on_member);

/// One member of a zip by its path; nothing where there is none, or where it is longer than `most`.
/// Cost    time O(members + its bytes): what stands before it is passed over, not unpacked.
[[nodiscard]] std::optional<std::string> read_zip_member(std::string_view bytes,
                                                         std::string_view path, std::uint64_t most);
/// The beginning of one member, at most so many bytes.
[[nodiscard]] std::optional<std::string> read_zip_beginning(std::string_view bytes,
                                                            std::string_view path,
                                                            std::uint64_t most);

/// True for a zip whose list of members names this path.
[[nodiscard]] bool zip_names(std::string_view bytes, std::string_view path);

}  // namespace cuibono::formats
