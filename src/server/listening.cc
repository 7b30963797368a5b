#include "server/listening.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace cuibono::server {
namespace {

core::Error fault(std::uint16_t port, std::string help) {
  return {core::ErrorCode::resources,
          std::string("cannot listen at 127.0.0.1: ") + std::strerror(errno),
          "port " + std::to_string(port), std::move(help)};
}

}  // namespace

core::Result<Listening> Listening::at(std::uint16_t port) {
  Listening made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (made.handle_ < 0) return fault(port, "close other programs");
  const int yes = 1;
  ::setsockopt(made.handle_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* place = reinterpret_cast<sockaddr*>(&address);
  if (::bind(made.handle_, place, sizeof address) != 0 || ::listen(made.handle_, SOMAXCONN) != 0) {
    return fault(port, "leave --port out: a free one is taken");
  }
  socklen_t size = sizeof address;
  if (::getsockname(made.handle_, place, &size) != 0) return fault(port, "");
  made.port_ = ntohs(address.sin_port);
  return made;
}

Listening::~Listening() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace cuibono::server
