#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cuibono::server {

/// Answers that hold as long as the revision does, by target; those asked for longest ago go first.
///
/// Laws    1 what is found was kept under the same revision and target.  2 the bytes of answers and
///         targets never exceed bytes_most.  3 an answer over an eighth of that is not kept.
/// Cost    O(1) a call; what is given out is shared, not copied.
class KeptAnswers {
 public:
  explicit KeptAnswers(std::size_t bytes_most) : bytes_most_(bytes_most) {}
  using Body = std::shared_ptr<const std::string>;
  [[nodiscard]] Body find(std::string_view revision, std::string_view target);
  void keep(std::string_view revision, std::string_view target, const Body& body);
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    std::string key;
    Body body;
  };
  void drop_oldest();

  const std::size_t bytes_most_;
  mutable std::mutex lock_;
  std::string revision_;
  std::size_t bytes_ = 0;
  std::list<Kept> kept_;  ///< the last asked for first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_target_;  // borrows from kept_
};

}  // namespace cuibono::server
