/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-source-error.h"

G_DEFINE_QUARK (cairn - source - error - quark, cairn_source_error)
