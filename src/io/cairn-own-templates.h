/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-journey.h"

G_BEGIN_DECLS

/* Templates that people made themselves: journeys in the folder "cairn/templates" of their data,
 * each with a small file beside it that says what it is called and what it is good for. */
typedef struct
{
  char *id; /* for the command line, and of the file: "our-onboarding" */
  char *name;
  char *description;
} CairnOwnTemplate;

void cairn_own_template_free (CairnOwnTemplate *self);

/* All of them by name. The array is the caller's. */
GPtrArray *cairn_own_templates_list (void);

/* Keeps @document as a template; one of the same name is replaced. Returns its id, owned by the
 * caller; NULL on failure. */
char *cairn_own_templates_save (CairnDocument *document,
                                const char *name,
                                const char *description,
                                GError **error);

/* NULL with CAIRN_IO_ERROR_NO_TEMPLATE if there is none, or what else is wrong with it. */
CairnDocument *cairn_own_templates_load (const char *id, GError **error);

gboolean cairn_own_templates_delete (const char *id, GError **error);

G_END_DECLS
