/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

G_BEGIN_DECLS

struct _CairnEditor
{
  GObject parent_instance;

  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;

  CairnElement *diagram; /* owned; NULL: none */
  CairnTool tool;
  gboolean read_only;
  gboolean dark;
  gboolean show_emotions;
  CairnElement *picking; /* owned; NULL: none */

  CairnSnapshot *snapshot; /* all that the source says */
  CairnSnapshot *timings;  /* of it, what this diagram shows */
  gboolean show_timings;
  char *segment;          /* NULL: the diagram's own; "": all customers */
  char *compared_segment; /* NULL: none; "": all customers */

  CairnComparison *comparison; /* NULL: nothing is compared */
  GSignalGroup *comparison_signals;

  /* Made when asked for; NULL: out of date. */
  GPtrArray *checks;
  CairnLayout *layout;
  CairnScene *plain; /* without timings */
  CairnScene *scene;
};

/* cairn-editor-scene.c */
/* The name of the segment whose customers are counted; NULL: all of them. Owned by @self or its
 * diagram. */
const char *cairn_editor_get_counted_segment (CairnEditor *self);

G_END_DECLS
