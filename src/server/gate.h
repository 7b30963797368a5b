#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange.h"

namespace cuibono::server {

/// Who is let in: one token for each browser, a cookie for what comes after.
///
/// Use     before anything else is looked at.
/// In      the port that is listened at: it stands in the name of the cookie, so that two cases on one
///         machine do not take each other's, and in Host and Origin.
/// Laws    1 a token opens one session and is then another.  2 after `wrong_most` wrong ones no token opens
///         a session any more.  3 tokens and sessions are 256 random bits and compared in a time that
///         does not depend on where they differ.  4 of more than `sessions_most` sessions the oldest ends.
/// Source  libsodium: randombytes_buf, sodium_memcmp.
class Gate {
 public:
  static constexpr unsigned wrong_most = 10;
  static constexpr std::size_t sessions_most = 16;

  explicit Gate(std::uint16_t port);

  enum class Entry : std::uint8_t { opened, wrong, now_void, is_void };
  struct Entered {
    Entry entry = Entry::wrong;
    std::string cookie;  ///< for Set-Cookie, where opened
  };
  [[nodiscard]] Entered enter(std::string_view token);
  /// The token that opens the next session; empty when none does.
  [[nodiscard]] std::string token() const;
  /// True where the Cookie header holds a session.
  [[nodiscard]] bool knows(std::string_view cookie_header) const;
  /// Ends the session of the Cookie header. Out  what deletes the cookie, for Set-Cookie.
  [[nodiscard]] std::string leave(std::string_view cookie_header);

  /// The problem of a request that is not of this server's own page, or empty: "malformed",
  /// "foreign_host", "foreign_origin". A request that changes something must tell its origin.
  [[nodiscard]] std::string_view find_foreign(const HttpRequest& request) const;
  /// "http://127.0.0.1:PORT"
  [[nodiscard]] std::string origin() const;

 private:
  [[nodiscard]] std::string_view session_in(std::string_view cookie_header) const;

  std::uint16_t port_;
  std::string name_;                ///< of the cookie
  std::vector<std::string> hosts_;  ///< as the Host header may have them
  mutable std::mutex lock_;
  std::string token_;
  unsigned wrong_ = 0;
  std::vector<std::string> sessions_;  ///< the oldest first
};

}  // namespace cuibono::server
