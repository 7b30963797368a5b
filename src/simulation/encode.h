#pragma once
#include <string>
#include <string_view>

#include "core/core.h"

namespace cuibono::simulation {

/// UTF-8 to another encoding, as an old system would have written it.
///
/// In      text: valid UTF-8; encoding: "UTF-8", "UTF-8 BOM", "UTF-16LE" (with byte order mark),
///         "windows-1251", "windows-1252", "EUC-KR".
/// Errors  integrity: a letter that the encoding does not have; the world would not be what it
/// says.
[[nodiscard]] core::Result<std::string> encode_text(std::string_view text,
                                                    std::string_view encoding);

}  // namespace cuibono::simulation
