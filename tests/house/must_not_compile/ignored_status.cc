// Neither can the Result of an operation that returns nothing be ignored.
// expect: nodiscard
#include "core/result.h"

cuibono::core::Status write_rows();

bool all_is_well() {
#ifdef SIN
  write_rows();
#endif
  return write_rows().has_value();
}
