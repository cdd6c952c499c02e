/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an editor draws: made when it is asked for, of all that it holds. */

#include "canvas/cairn-editor-private.h"

#include "insight/cairn-journey-timings.h"
#include "render/cairn-scene-changes.h"

#include <glib/gi18n-lib.h>

const char *
cairn_editor_get_counted_segment (CairnEditor *self)
{
  if (self->segment == NULL)
    return cairn_journey_timings_pick_segment (self->diagram, self->snapshot);
  return *self->segment != '\0' ? self->segment : NULL;
}

CairnLayout *
cairn_editor_get_layout (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  if (self->layout == NULL && self->diagram != NULL)
    self->layout = cairn_layout_new (self->document, self->diagram);
  return self->layout;
}

static CairnScene *
make_plain (CairnEditor *self, CairnLayout *layout)
{
  return cairn_scene_new_with_emotions (
    layout, cairn_theme_get (self->dark ? CAIRN_THEME_DARK : CAIRN_THEME_LIGHT),
    self->show_emotions);
}

/* What the figures of the diagram are compared with; NULL: nothing. */
static CairnSnapshot *
view_other (CairnEditor *self)
{
  CairnSnapshot *of = self->snapshot;
  const char *segment = self->compared_segment;
  g_auto (GStrv) stages = NULL;

  if (of == NULL || self->timings == NULL)
    return NULL;
  if (segment == NULL)
    {
      of = cairn_snapshot_get_earlier (of);
      segment = cairn_editor_get_counted_segment (self);
    }
  if (of == NULL)
    return NULL;
  stages = cairn_journey_timings_dup_stages (self->diagram, of);
  return cairn_snapshot_view (of, segment != NULL && *segment != '\0' ? segment : NULL,
                              (const char *const *) stages);
}

/* Whether the figures are of now, and not of a moment that somebody looks back to. */
static gboolean
follows_clock (CairnSnapshot *snapshot)
{
  return cairn_snapshot_get_stale (snapshot) == NULL
         && cairn_snapshot_get_as_of (snapshot) > g_get_real_time () / G_USEC_PER_SEC - 60;
}

/* With the timings, and with what is compared or overridden. */
static CairnScene *
finish_scene (CairnEditor *self, CairnScene *plain)
{
  CairnSceneTimings timings = { 0 };
  g_autoptr (CairnSnapshot) other = NULL;
  g_autoptr (CairnScene) unmarked = NULL;
  g_autoptr (GHashTable) changes = NULL;

  timings.view = self->timings;
  timings.segment = self->timings != NULL ? cairn_editor_get_counted_segment (self) : NULL;
  timings.live = self->snapshot != NULL && follows_clock (self->snapshot);
  other = view_other (self);
  timings.other = other;
  if (self->compared_segment != NULL)
    timings.other_name
      = *self->compared_segment != '\0' ? self->compared_segment : _ ("all customers");
  unmarked = cairn_scene_with_timings (plain, self->show_timings && self->timings != NULL ? &timings
                                                                                          : NULL);
  changes = self->comparison != NULL ? cairn_changes_of_comparison (
              cairn_comparison_get_differences (self->comparison), self->diagram)
                                     : cairn_changes_of_variant (self->document, self->diagram);
  changes = cairn_changes_add_holes (g_steal_pointer (&changes), cairn_editor_get_checks (self));
  return cairn_scene_with_changes (unmarked, changes);
}

CairnScene *
cairn_editor_get_scene (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  if (self->scene != NULL || self->diagram == NULL)
    return self->scene;
  if (self->plain == NULL)
    self->plain = make_plain (self, cairn_editor_get_layout (self));
  self->scene = finish_scene (self, self->plain);
  return self->scene;
}

CairnScene *
cairn_editor_make_scene (CairnEditor *self, CairnLayout *layout)
{
  g_autoptr (CairnScene) plain = NULL;

  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);
  g_return_val_if_fail (cairn_layout_get_diagram (layout) == self->diagram, NULL);

  plain = make_plain (self, layout);
  return finish_scene (self, plain);
}
