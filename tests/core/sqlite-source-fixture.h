/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-time.h"
#include "sqlite-fixture.h"
#include "timing/cairn-sqlite-source-private.h"

/* A database read as a source, and its figures as of one moment. */

#define NOW "2026-11-01T00:00:00Z"

static inline gint64
moment (const char *iso)
{
  gint64 value = 0;

  g_assert_true (cairn_time_parse (iso, NULL, &value));
  return value;
}

static inline CairnSnapshot *
snapshot_of (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };

  return cairn_source_snapshot (source, moment (NOW), &window);
}
