#pragma once
#include <cstdint>
#include <utility>

#include "core/core.h"

namespace cuibono::server {

/// A socket that listens at 127.0.0.1. Closed at the end, or given away; no program that is started
/// from here inherits it.
/// Laws    1 the address is 127.0.0.1, never another.
/// Errors  resources: the port is taken or forbidden.
class Listening {
 public:
  /// port 0: a free one.
  [[nodiscard]] static core::Result<Listening> at(std::uint16_t port);
  Listening(Listening&& other) noexcept
      : handle_(std::exchange(other.handle_, -1)), port_(other.port_) {}
  Listening& operator=(Listening&&) = delete;
  ~Listening();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// The handle, whose owner is the caller from now on.
  [[nodiscard]] int give_away() noexcept { return std::exchange(handle_, -1); }

 private:
  explicit Listening(int handle) : handle_(handle) {}
  int handle_;
  std::uint16_t port_ = 0;
};

}  // namespace cuibono::server
