/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-journey.h"

G_BEGIN_DECLS

/* The journey in @data, which the prescan has passed. @info is filled in also on failure. */
CairnDocument *cairn_journey_parse (
  const char *data, gsize length, const char *name, CairnReadInfo *info, GError **error);

G_END_DECLS
