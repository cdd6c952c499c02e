/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Example data: a journey whose source is "example:" shows invented customers in its own stages, so
 * that a template is alive before there is a database. What follows the colon is the stage that is
 * the bottleneck; another one takes its place when it is renamed. The database stands in the user's
 * data folder, so the journey can be saved, moved and mailed without it and shows the same
 * customers everywhere, as of now; its name says what it is wherever the name of a source is shown.
 */
#define CAIRN_EXAMPLE_PREFIX "example:"

gboolean cairn_journey_example_is_path (const char *path);
/* Whether the name of a source, as a snapshot tells it, is that of example data. */
gboolean cairn_journey_example_is_name (const char *name);

/* The database of the example that @document names as @path, made now unless there is a fresh one.
 * Owned by the caller. 10,000 visits: about 0.1 s. */
char *cairn_journey_example_ensure (CairnDocument *document, const char *path, GError **error);

/* The same in a thread of its own; @document is read before this returns. */
void cairn_journey_example_ensure_async (CairnDocument *document,
                                         const char *path,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *cairn_journey_example_ensure_finish (GAsyncResult *result, GError **error);

G_END_DECLS
