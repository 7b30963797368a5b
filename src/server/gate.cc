#include "server/gate.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace cuibono::server {
namespace {

constexpr std::string_view cookie_rules = "; HttpOnly; SameSite=Strict; Path=/";

/// 256 random bits as text that needs no quoting in an address or a cookie.
std::string make_secret() {
  static const int ready = sodium_init();
  static_cast<void>(ready);
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), form), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), form);
  text.pop_back();  // the final NUL
  return text;
}

/// Takes as long for any two texts of one length.
bool same_secret(std::string_view one, std::string_view other) {
  return !one.empty() && one.size() == other.size() &&
         sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

Gate::Gate(std::uint16_t port)
    : port_(port), name_("cuibono_" + std::to_string(port)), token_(make_secret()) {
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    hosts_.push_back(host + ":" + std::to_string(port));
    if (port == 80) hosts_.push_back(host);  // as browsers write it
  }
}

Gate::Entered Gate::enter(std::string_view token) {
  const std::lock_guard hold(lock_);
  if (token_.empty()) return {Entry::is_void, ""};
  if (!same_secret(token_, token)) {
    if (++wrong_ < wrong_most) return {Entry::wrong, ""};
    token_.clear();
    return {Entry::now_void, ""};
  }
  token_ = make_secret();
  if (sessions_.size() == sessions_most) sessions_.erase(sessions_.begin());
  sessions_.push_back(make_secret());
  return {Entry::opened, name_ + "=" + sessions_.back() + std::string(cookie_rules)};
}

std::string Gate::token() const {
  const std::lock_guard hold(lock_);
  return token_;
}

std::string_view Gate::session_in(std::string_view cookie_header) const {
  while (!cookie_header.empty()) {
    const auto end = cookie_header.find(';');
    std::string_view one = cookie_header.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name_.size() && one.starts_with(name_) && one[name_.size()] == '=')
      return one.substr(name_.size() + 1);
    if (end == std::string_view::npos) break;
    cookie_header.remove_prefix(end + 1);
  }
  return {};
}

bool Gate::knows(std::string_view cookie_header) const {
  const std::string_view session = session_in(cookie_header);
  const std::lock_guard hold(lock_);
  return std::any_of(sessions_.begin(), sessions_.end(),
                     [&](const std::string& one) { return same_secret(one, session); });
}

std::string Gate::leave(std::string_view cookie_header) {
  const std::string_view session = session_in(cookie_header);
  const std::lock_guard hold(lock_);
  std::erase_if(sessions_, [&](const std::string& one) { return same_secret(one, session); });
  return name_ + "=; Max-Age=0" + std::string(cookie_rules);
}

std::string_view Gate::find_foreign(const HttpRequest& request) const {
  if (request.hosts != 1) return "malformed";
  if (std::find(hosts_.begin(), hosts_.end(), request.host) == hosts_.end()) return "foreign_host";
  if (request.fetch_site && *request.fetch_site != "same-origin" && *request.fetch_site != "none")
    return "foreign_origin";
  const bool only_reads = request.method == "GET" || request.method == "HEAD";
  const bool is_own = request.origin ? *request.origin == "http://" + request.host : only_reads;
  return is_own ? std::string_view() : "foreign_origin";
}

std::string Gate::origin() const { return "http://" + hosts_.front(); }

}  // namespace cuibono::server
