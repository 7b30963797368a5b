// An id of one kind is not an id of another, whatever number it holds.
// expect: no match for
#include "core/ids.h"

struct AccountTag;
struct EventTag;
using AccountId = cuibono::core::Id<AccountTag>;
using EventId = cuibono::core::Id<EventTag>;

bool same(AccountId account, AccountId other, EventId event) {
#ifdef SIN
  return account == event;
#else
  static_cast<void>(event);
  return account == other;
#endif
}
