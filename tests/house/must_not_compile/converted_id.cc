// A number does not become an id by being handed in; an id does not become a number.
// expect: could not convert
#include "core/ids.h"

struct AccountTag;
using AccountId = cuibono::core::Id<AccountTag>;

bool is_known(AccountId account);

bool first_is_known() {
#ifdef SIN
  return is_known(1U);
#else
  return is_known(AccountId(1U));
#endif
}
