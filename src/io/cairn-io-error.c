/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-io-error.h"

/* clang-format off */
G_DEFINE_QUARK (cairn-io-error-quark, cairn_io_error)
/* clang-format on */
