#pragma once
#include "formats/format.h"

namespace cuibono::formats {

// Each is defined in format_<name>.cc.
extern const FileFormat camt_format;

}  // namespace cuibono::formats
