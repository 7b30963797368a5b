#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/exchange.h"
#include "server/gate.h"
#include "server/kept_answers.h"
#include "server/pages.h"
#include "server/target.h"

namespace cuibono::server {

/// An answer of the case and the revision of the results it was made from.
struct RevisionAnswer {
  std::string revision;
  investigation::ViewAnswer answer;
};

/// What the router asks of a case: the newest results that were read.
class ResultsSource {
 public:
  virtual ~ResultsSource() = default;
  [[nodiscard]] virtual std::string revision() const = 0;
  [[nodiscard]] virtual bool files_are_gone() const = 0;
  [[nodiscard]] virtual RevisionAnswer answer(const investigation::ViewRequest& request) const = 0;
  [[nodiscard]] virtual const EventLog& events() const = 0;
};

/// Who gets what: first whether the request is of the server's own page, then whether it can be read,
/// then whether there is a session, then the answer.
///
/// In      a gate, the pages, a source of results: borrowed.
/// Out     every refusal is a problem (problem.h); what needs the case's files is refused while they
///         are gone. HEAD is answered as GET.
/// Laws    1 no answer of the case, kept or new, without a session.  2 a kept answer equals a new one.
///         3 an answer whose ETag the request names is 304 without content, and only such a one.
class Router : public Application {
 public:
  struct Hooks {
    std::function<void()> entered;     ///< a session was opened, the token is another now
    std::function<void()> token_void;  ///< too many wrong tokens
    std::function<void()> asked;       ///< any request that was let in
  };
  static constexpr std::size_t kept_bytes_most = 64U << 20;

  Router(Gate& gate, std::span<const Page> pages, const Page& openapi, const ResultsSource& results,
         Hooks hooks);

  [[nodiscard]] std::optional<HttpAnswer> answer_at_once(const HttpRequest& request) override;
  [[nodiscard]] HttpAnswer answer(const HttpRequest& request) override;
  [[nodiscard]] HttpAnswer refuse(unsigned status) const override;
  [[nodiscard]] const EventLog& events() const override { return results_.events(); }
  [[nodiscard]] bool may_listen(const HttpRequest& request) const override;

 private:
  [[nodiscard]] HttpAnswer page_answer(const HttpRequest& request) const;
  [[nodiscard]] HttpAnswer session_answer(const HttpRequest& request, const Target& target);
  [[nodiscard]] HttpAnswer open_session(const HttpRequest& request);
  [[nodiscard]] std::optional<HttpAnswer> own_answer(const HttpRequest& request,
                                                     const Target& target) const;

  Gate& gate_;                    // borrows
  std::span<const Page> pages_;   // borrows
  const Page& openapi_;           // borrows
  const ResultsSource& results_;  // borrows
  Hooks hooks_;
  KeptAnswers kept_{kept_bytes_most};
};

}  // namespace cuibono::server
