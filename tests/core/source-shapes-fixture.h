/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-time.h"
#include "sqlite-fixture.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-sqlite-source-private.h"

/* A table read into the engine, all of it. */

#define NOW "2026-11-01T00:00:00Z"

static inline gint64
moment (const char *iso)
{
  gint64 value = 0;

  g_assert_true (cairn_time_parse (iso, NULL, &value));
  return value;
}

static inline CairnSource *
open_source (const CairnMapping *mapping)
{
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (mapping, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  return source;
}

static inline CairnSnapshot *
snapshot_of (CairnSource *source, const char *now)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_ALL };

  return cairn_source_snapshot (source, moment (now), &window);
}

static inline CairnEngine *
engine_of (CairnSource *source)
{
  CairnEngine *engine = cairn_row_store_get_engine (((CairnSqliteSource *) source)->store);

  cairn_engine_settle (engine);
  return engine;
}
