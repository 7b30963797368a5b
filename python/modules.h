#pragma once
#include <nanobind/nanobind.h>

namespace cuibono::python {

void add_payment_kernels(nanobind::module_& module);
void add_kernels(nanobind::module_& module);
void add_case(nanobind::module_& module);

}  // namespace cuibono::python
