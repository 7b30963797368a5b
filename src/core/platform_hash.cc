// SHA-256 and HMAC by libsodium.
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/hash.h"

namespace cuibono::core {

struct Sha256Stream::State {
  crypto_hash_sha256_state sodium;
};

namespace {

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Sha256 sha256(std::string_view bytes) noexcept {
  Sha256 hash;
  crypto_hash_sha256(hash.bytes.data(), as_bytes(bytes), bytes.size());
  return hash;
}

Sha256 keyed_sha256(std::string_view key, std::string_view text) noexcept {
  Sha256 hash;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, as_bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, as_bytes(text), text.size());
  crypto_auth_hmacsha256_final(&state, hash.bytes.data());
  return hash;
}

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->sodium);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(std::string_view bytes) noexcept {
  crypto_hash_sha256_update(&state_->sodium, as_bytes(bytes), bytes.size());
}

void Sha256Stream::update_field(std::string_view bytes) noexcept {
  unsigned char size[8];
  const std::uint64_t count = bytes.size();
  for (std::size_t i = 0; i < sizeof size; ++i) {
    size[i] = static_cast<unsigned char>(count >> (8 * i));
  }
  crypto_hash_sha256_update(&state_->sodium, size, sizeof size);
  update(bytes);
}

Sha256 Sha256Stream::finish() noexcept {
  Sha256 hash;
  crypto_hash_sha256_final(&state_->sodium, hash.bytes.data());
  return hash;
}

Result<Sha256> sha256_file(const std::string& path) {
  const auto fault = [&](int number) {
    return Error{ErrorCode::bad_input, std::string("cannot read: ") + std::strerror(number), path,
                 "check the path and its permissions"};
  };
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return fault(errno);
  Sha256Stream stream;
  std::vector<char> buffer(1U << 20);
  for (;;) {
    const ::ssize_t got = ::read(handle, buffer.data(), buffer.size());
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int number = errno;
      ::close(handle);
      return fault(number);
    }
    stream.update({buffer.data(), static_cast<std::size_t>(got)});
  }
  ::close(handle);
  return stream.finish();
}

}  // namespace cuibono::core
