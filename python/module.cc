// cuibono._native: the engine behind the package cuibono. People use the package, not this.
#include "modules.h"

NB_MODULE(_native, module) {
  module.doc() = "The engine behind the package cuibono.";
  cuibono::python::add_kernels(module);
  cuibono::python::add_payment_kernels(module);
  cuibono::python::add_case(module);
}
