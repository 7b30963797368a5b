#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cuibono::core {

/// Stops a development build when a bug of ours is seen; does nothing in a release build.
void assert_failed(const char* expression, const char* file, int line) noexcept;

}  // namespace cuibono::core

#ifdef CUIBONO_ASSERTIONS
#define CB_ASSERT(condition) \
  ((condition) ? void() : ::cuibono::core::assert_failed(#condition, __FILE__, __LINE__))
#else
#define CB_ASSERT(condition) static_cast<void>(sizeof((condition) ? 1 : 0))
#endif

namespace cuibono::core {

/// What kind of failure an operation met; the command line maps it to its exit code.
enum class ErrorCode : std::uint8_t {
  usage,        ///< the caller asked for something that does not exist; exit 2
  bad_input,    ///< evidence or an authored file is not what it should be; exit 3
  integrity,    ///< a sum, a hash or a count does not add up; exit 4
  resources,    ///< memory, disk, a limit, a lock; exit 5
  cancelled,    ///< the user asked to stop; exit 130
  answered_no,  ///< a check was made and the answer is no; exit 1
};

/// An operation failed. Say it to a worried person.
struct Error {
  ErrorCode code = ErrorCode::bad_input;
  std::string what;   ///< one sentence, no full stop needed
  std::string where;  ///< file and row, or an id; may be empty
  std::string help;   ///< what the person can do next; may be empty
};

/// A bad record or a doubtful thing: noted, and the work goes on.
struct Problem {
  std::string kind;   ///< a word a program can group by, e.g. "bad_amount"
  std::string where;  ///< file and row, or an id
  std::string text;   ///< one sentence
  auto operator<=>(const Problem&) const = default;
};

/// Either a value or an Error. It cannot be ignored.
///
/// Use     as the return type of whatever can fail; pass errors on with CB_TRY.
/// Laws    1 has_value() tells which of the two is there; value() of an error is a bug (asserted).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  [[nodiscard]] T& value() & { return get<0>(state_); }
  [[nodiscard]] const T& value() const& { return get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::move(get<0>(state_)); }
  [[nodiscard]] Error& error() & { return get<1>(state_); }
  [[nodiscard]] const Error& error() const& { return get<1>(state_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  template <std::size_t alternative, class State>
  static auto& get(State& state) {
    CB_ASSERT(state.index() == alternative);
    return *std::get_if<alternative>(&state);
  }
  std::variant<T, Error> state_;
};

/// The Result of an operation that returns nothing when it works.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT: implicit
  [[nodiscard]] bool has_value() const noexcept { return error_ == nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  [[nodiscard]] Error& error() {
    CB_ASSERT(error_ != nullptr);
    return *error_;
  }
  [[nodiscard]] const Error& error() const {
    CB_ASSERT(error_ != nullptr);
    return *error_;
  }

 private:
  std::unique_ptr<Error> error_;
};

using Status = Result<void>;

/// Makes the Error of a sum or a count that does not add up. Called by CB_CHECK.
Error check_failed(std::string_view expression, std::string_view file, int line,
                   std::string_view detail);

}  // namespace cuibono::core

#define CB_CONCAT_INNER(a, b) a##b
#define CB_CONCAT(a, b) CB_CONCAT_INNER(a, b)

/// `CB_TRY(auto rows, read_rows(path));` binds the value or returns the error to the caller.
// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot stand in brackets
#define CB_TRY(declaration, expression)                        \
  auto CB_CONCAT(cb_result_, __LINE__) = (expression);         \
  if (!CB_CONCAT(cb_result_, __LINE__).has_value())            \
    return std::move(CB_CONCAT(cb_result_, __LINE__).error()); \
  declaration = std::move(CB_CONCAT(cb_result_, __LINE__)).value()
// NOLINTEND(bugprone-macro-parentheses)

/// `CB_TRY_STATUS(write_all(path));` returns the error to the caller, if there is one.
#define CB_TRY_STATUS(expression)                                    \
  do {                                                               \
    auto cb_status = (expression);                                   \
    if (!cb_status.has_value()) return std::move(cb_status.error()); \
  } while (false)

/// Always on: accounting and conservation. Returns Error{integrity} from the enclosing function.
#define CB_CHECK(condition, detail)                                                   \
  do {                                                                                \
    if (!(condition))                                                                 \
      return ::cuibono::core::check_failed(#condition, __FILE__, __LINE__, (detail)); \
  } while (false)
