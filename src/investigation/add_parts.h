#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::investigation {

/// A part of a file that is to become an item of its own.
struct Part {
  std::string path;        ///< the member as its container names it, or the table
  bool is_table = false;   ///< read from the file itself: `bytes` are empty
  std::string_view bytes;  ///< of a member; valid during the call
};

/// Names every table of a file that holds several, then every member of an archive or a message.
///
/// Out     on_part in the order of the file; nothing for a file that is one table or plain text.
///         "path: why" of each member that could not be taken out.
/// Errors  whatever on_part returns.  cancelled.
/// Cost    unpacks the file once; limits of formats::UnpackLimits.
[[nodiscard]] core::Result<std::vector<std::string>> find_parts(
    const core::RunContext& context, std::string_view bytes,
    const std::function<core::Status(const Part&)>& on_part);

/// The name of a member without its folders, made plain: it names no place.
[[nodiscard]] std::string name_of_member(std::string_view path);

}  // namespace cuibono::investigation
