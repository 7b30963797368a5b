#include "errors.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace cuibono::python {
namespace {

const char* code_name(core::ErrorCode code) {
  switch (code) {
    case core::ErrorCode::usage:
      return "usage";
    case core::ErrorCode::bad_input:
      return "bad_input";
    case core::ErrorCode::integrity:
      return "integrity";
    case core::ErrorCode::resources:
      return "resources";
    case core::ErrorCode::cancelled:
      return "cancelled";
    case core::ErrorCode::answered_no:
      return "answered_no";
  }
  return "bad_input";
}

struct Report {
  std::string stage, what;
  std::uint64_t done = 0, total = 0;
};

/// What the two threads share.
struct Work {
  std::mutex lock;
  std::condition_variable ended;
  bool is_over = false;
  std::optional<Report> latest;  ///< progress is a picture of now: an older report is passed over
  std::exception_ptr thrown;
  std::atomic<bool> cancel{false};
};

void call_progress(const nb::object& progress, Work& work) {
  std::optional<Report> report;
  {
    const std::scoped_lock held(work.lock);
    std::swap(report, work.latest);
  }
  if (report && !progress.is_none())
    progress(report->stage.c_str(), report->what.c_str(), report->done, report->total);
}

}  // namespace

void raise(const core::Error& error) {
  const nb::object made = nb::module_::import_("cuibono.errors")
                              .attr("make")(code_name(error.code), error.what.c_str(),
                                            error.where.c_str(), error.help.c_str());
  PyErr_SetObject(made.type().ptr(), made.ptr());
  throw nb::python_error();
}

void run_long(unsigned threads, const nb::object& progress,
              const std::function<void(const core::RunContext&)>& work_to_do) {
  Work work;
  core::RunContext context;
  context.threads = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  context.cancel = &work.cancel;
  if (!progress.is_none()) {
    context.progress = [&work](const core::Progress& now) {
      const std::scoped_lock held(work.lock);
      work.latest = Report{std::string(now.stage), std::string(now.what), now.done, now.total};
    };
  }
  std::thread worker([&] {
    try {
      work_to_do(context);
    } catch (...) {
      work.thrown = std::current_exception();
    }
    const std::scoped_lock held(work.lock);
    work.is_over = true;
    work.ended.notify_one();
  });
  std::exception_ptr asked;  // Ctrl-C, or what progress raised
  constexpr std::chrono::milliseconds between{100};
  for (bool over = false; !over;) {
    {
      const nb::gil_scoped_release released;
      std::unique_lock held(work.lock);
      over = work.ended.wait_for(held, between, [&] { return work.is_over; });
    }
    if (asked) continue;
    try {
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
      call_progress(progress, work);
    } catch (...) {
      asked = std::current_exception();
      work.cancel = true;
    }
  }
  worker.join();
  if (asked) std::rethrow_exception(asked);
  if (work.thrown) std::rethrow_exception(work.thrown);
}

}  // namespace cuibono::python
