#pragma once
// The engine's errors and long work, as the interpreter knows them.
#include <nanobind/nanobind.h>

#include <functional>

#include "core/core.h"

namespace cuibono::python {

namespace nb = nanobind;

/// Raises cuibono.Error, of the class of its code. With the lock of the interpreter.
[[noreturn]] void raise(const core::Error& error);

/// The value, or the error raised.
template <class T>
T value_of(core::Result<T> result) {
  if (!result.has_value()) raise(result.error());
  return std::move(result).value();
}

/// Long work without the lock of the interpreter, on a thread of its own. This thread looks for Ctrl-C
/// and calls `progress` meanwhile, ten times a second; either's exception cancels the work and is raised
/// when the work has ended. What the work throws is thrown here.
///
/// In      threads 0: as many as the machine has; progress: a callable (stage, what, done, total) or None.
void run_long(unsigned threads, const nb::object& progress,
              const std::function<void(const core::RunContext&)>& work);

}  // namespace cuibono::python
