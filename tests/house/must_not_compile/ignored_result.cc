// A Result that nobody looks at is an error that nobody sees.
// expect: nodiscard
#include "core/result.h"

cuibono::core::Result<int> count_rows();
cuibono::core::Status write_rows();

bool all_is_well() {
#ifdef SIN
  count_rows();
#endif
  return count_rows().has_value() && write_rows().has_value();
}
