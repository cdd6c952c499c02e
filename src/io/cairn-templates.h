/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-journey.h"

G_BEGIN_DECLS

/* Journeys to begin with, built into the program. */
typedef struct
{
  const char *id;          /* for the command line: "onboarding" */
  const char *name;        /* for people; translate with _() */
  const char *description; /* one sentence; translate with _() */
} CairnTemplate;

/* All of them, in the order to show them in. */
const CairnTemplate *cairn_templates_list (guint *n_templates);

/* A new journey from the template called @id, built in or somebody's own;
 * CAIRN_IO_ERROR_NO_TEMPLATE if there is none. */
CairnDocument *cairn_templates_load (const char *id, GError **error);

/* The sample journey; its timings stand in "acme.db" beside wherever it is saved. */
CairnDocument *cairn_templates_load_sample (void);

/* data/cairn.rng, the RELAX NG schema of the file format. */
GBytes *cairn_templates_get_schema (void);

G_END_DECLS
