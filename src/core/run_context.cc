#include "core/run_context.h"

namespace cuibono::core {

Status check_cancelled(const RunContext& context) {
  if (!context.cancelled()) return {};
  return Error{ErrorCode::cancelled, "stopped as asked", "",
               "run again: what was finished is kept"};
}

}  // namespace cuibono::core
