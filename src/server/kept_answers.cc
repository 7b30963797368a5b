#include "server/kept_answers.h"

namespace cuibono::server {

KeptAnswers::Body KeptAnswers::find(std::string_view revision, std::string_view target) {
  const std::lock_guard hold(lock_);
  if (revision != revision_) return nullptr;
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->body;
}

void KeptAnswers::keep(std::string_view revision, std::string_view target, const Body& body) {
  const std::size_t size = target.size() + body->size();
  const std::lock_guard hold(lock_);
  if (revision != revision_) {
    by_target_.clear();
    kept_.clear();
    bytes_ = 0;
    revision_ = revision;
  }
  if (size > bytes_most_ / 8 || by_target_.contains(target)) return;
  while (bytes_ + size > bytes_most_) drop_oldest();
  kept_.push_front({std::string(target), body});
  by_target_.emplace(kept_.front().key, kept_.begin());
  bytes_ += size;
}

void KeptAnswers::drop_oldest() {
  bytes_ -= kept_.back().key.size() + kept_.back().body->size();
  by_target_.erase(kept_.back().key);
  kept_.pop_back();
}

std::size_t KeptAnswers::bytes() const {
  const std::lock_guard hold(lock_);
  return bytes_;
}

}  // namespace cuibono::server
