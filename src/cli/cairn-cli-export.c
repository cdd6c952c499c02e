/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-export.h"

#include "base/cairn-time.h"
#include "cli/cairn-cli-private.h"
#include "insight/cairn-diagram-checks.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"
#include "render/cairn-export.h"
#include "render/cairn-scene-changes.h"
#include "timing/cairn-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char **journeys;
  char *output, *diagram, *timings, *now, *window, *only;
  gboolean dark, anonymous, named;
  double scale;

  /* made of them */
  CairnExportFormat format;
  CairnWindow span;
  gint64 moment; /* 0: the real now */
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->journeys);
  g_free (self->output);
  g_free (self->diagram);
  g_free (self->timings);
  g_free (self->now);
  g_free (self->window);
  g_free (self->only);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

#define usage_error(error, ...)                                                                    \
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, __VA_ARGS__)

static gboolean
check_options (Options *self, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (self->journeys == NULL || self->journeys[1] != NULL)
    usage_error (error, _ ("give one JOURNEY; see “%s --help”"), g_get_prgname ());
  else if (self->output == NULL)
    usage_error (error, _ ("say with -o where the picture goes"));
  else if (!cairn_export_format_from_path (self->output, &self->format))
    usage_error (error, _ ("%s: the name must end in .svg, .png or .pdf"), self->output);
  else if (!(self->scale > 0 && self->scale <= 64))
    usage_error (error, _ ("the scale must lie between 0 and 64"));
  else if (self->now != NULL && !cairn_time_parse (self->now, zone, &self->moment))
    usage_error (error, _ ("“%s” is not a moment; write it like 2026-11-22T12:00"), self->now);
  else if (self->window != NULL && !cairn_window_parse (self->window, &self->span))
    usage_error (error, _ ("“%s” is not a window; use 13w, 26w, all or FROM..TO"), self->window);
  else if (self->timings == NULL
           && (self->now != NULL || self->window != NULL || self->only != NULL))
    usage_error (error, _ ("--now, --window and --only need --timings"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_options (int argc, char **argv, Options *self, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_ ("The picture to write: .svg, .png or .pdf"), N_ ("FILE") },
    { "diagram", 0, 0, G_OPTION_ARG_STRING, &self->diagram,
      N_ ("Which diagram, by its name or as SEGMENT/NAME (default: the first)"), N_ ("NAME") },
    { "timings", 0, 0, G_OPTION_ARG_FILENAME, &self->timings,
      N_ ("Database of visits to lay over the diagram"), N_ ("SOURCE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &self->now, N_ ("The moment to look at (default: now)"),
      N_ ("TIME") },
    { "window", 0, 0, G_OPTION_ARG_STRING, &self->window,
      N_ ("13w (default), 26w, all or FROM..TO"), "W" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &self->only,
      N_ ("Count only these customers, such as 'arr >= 50000 and health < 60'"), N_ ("RULE") },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &self->scale,
      N_ ("PNG: pixels a unit of the drawing (default: 2)"), "N" },
    { "anonymous", 0, 0, G_OPTION_ARG_NONE, &self->anonymous,
      N_ ("Give customers pseudonyms (default: as the preferences say)"), NULL },
    { "named", 0, 0, G_OPTION_ARG_NONE, &self->named,
      N_ ("Name customers, whatever the preferences say"), NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &self->dark, N_ ("On dark paper"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->journeys, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("JOURNEY -o FILE"));

  self->scale = 2;
  self->span = (CairnWindow){ .kind = CAIRN_WINDOW_13_WEEKS };
  g_option_context_set_summary (
    context, _ ("Draws a diagram of a journey into a file, with timings if a database is given."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error) && check_options (self, error);
}

/* In the order of the file. Borrowed elements. */
static GPtrArray *
list_diagrams (CairnElement *root)
{
  GPtrArray *diagrams = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *child = cairn_element_get_child (segment, i);

        if (cairn_kind_is_diagram (cairn_element_get_kind (child)))
          g_ptr_array_add (diagrams, child);
      }
  return diagrams;
}

static char *
full_name (CairnElement *diagram)
{
  return g_strdup_printf ("%s/%s", cairn_journey_timings_get_segment (diagram),
                          cairn_element_get_title (diagram));
}

static char *
join_names (GPtrArray *diagrams)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < diagrams->len; i++)
    {
      g_autofree char *name = full_name (diagrams->pdata[i]);

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

static CairnElement *
find_diagram (CairnDocument *document, const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) diagrams = list_diagrams (cairn_document_get_root (document));
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *names = NULL;

  if (diagrams->len == 0)
    {
      usage_error (error, _ ("this journey has no diagram to draw"));
      return NULL;
    }
  if (wanted == NULL)
    return diagrams->pdata[0];
  for (guint i = 0; i < diagrams->len; i++)
    {
      g_autofree char *name = full_name (diagrams->pdata[i]);

      if (strcmp (name, wanted) == 0
          || strcmp (cairn_element_get_title (diagrams->pdata[i]), wanted) == 0)
        g_ptr_array_add (found, diagrams->pdata[i]);
    }
  if (found->len == 1)
    return found->pdata[0];
  names = join_names (found->len > 1 ? found : diagrams);
  if (found->len > 1)
    usage_error (error, _ ("several diagrams are called “%s”; choose one of %s"), wanted, names);
  else
    usage_error (error, _ ("there is no diagram “%s”; choose one of %s"), wanted, names);
  return NULL;
}

static CairnSnapshot *
read_timings (const Options *options,
              CairnDocument *document,
              CairnElement *diagram,
              GError **error)
{
  g_autoptr (CairnMapping) mapping
    = cairn_journey_timings_mapping_for_path (document, options->timings, error);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (GPtrArray) wishes = NULL;
  gint64 now = options->moment != 0 ? options->moment : g_get_real_time () / G_USEC_PER_SEC;
  CairnSnapshot *snapshot;
  CairnQualityWish wish;

  if (mapping != NULL && options->only != NULL)
    {
      g_free (mapping->filter);
      mapping->filter = g_strdup (options->only);
    }
  source = mapping != NULL ? cairn_source_open (mapping, NULL, error) : NULL;
  if (source == NULL)
    return NULL;
  wish = cairn_journey_timings_get_wish (document);
  cairn_source_set_quality_wish (source, &wish);
  cairn_source_set_clock (source, options->moment);
  cairn_cli_start_warm (source);
  if (!cairn_source_settle (source, error))
    return NULL;
  snapshot = cairn_source_snapshot (source, now, &options->span);
  wishes = cairn_journey_studies_dup_wishes (
    diagram, cairn_journey_timings_pick_segment (diagram, snapshot), snapshot);
  cairn_source_add_studies (source, snapshot, wishes, now, &options->span);
  cairn_snapshot_mask (snapshot, cairn_cli_get_privacy (options->anonymous, options->named));
  return snapshot;
}

static CairnScene *
add_timings (CairnScene *scene,
             const Options *options,
             CairnDocument *document,
             CairnElement *diagram,
             GError **error)
{
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (CairnSnapshot) view = NULL;
  g_auto (GStrv) stages = NULL;
  CairnSceneTimings timings = { 0 };

  snapshot = read_timings (options, document, diagram, error);
  if (snapshot == NULL)
    return NULL;
  stages = cairn_journey_timings_dup_stages (diagram, snapshot);
  if (stages[0] == NULL && cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE)
    {
      usage_error (error, _ ("“%s” names no stage of a swimlane, so there are no timings to show"),
                   cairn_element_get_title (diagram));
      return NULL;
    }
  timings.segment = cairn_journey_timings_pick_segment (diagram, snapshot);
  view = cairn_snapshot_view (snapshot, timings.segment, (const char *const *) stages);
  timings.view = view;
  return cairn_scene_with_timings (scene, &timings);
}

static gboolean
run (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnLayout) layout = NULL;
  g_autoptr (CairnScene) scene = NULL;
  g_autoptr (CairnScene) marked = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GHashTable) changes = NULL;
  g_autofree char *note = NULL;
  CairnElement *diagram;

  if (!parse_options (argc, argv, &options, error))
    return FALSE;
  document = cairn_journey_read_file (options.journeys[0], NULL, NULL, error);
  if (document == NULL)
    return FALSE;
  diagram = find_diagram (document, options.diagram, error);
  if (diagram == NULL)
    return FALSE;
  layout = cairn_layout_new (document, diagram);
  scene = cairn_scene_new (layout,
                           cairn_theme_get (options.dark ? CAIRN_THEME_DARK : CAIRN_THEME_LIGHT));
  if (options.timings != NULL)
    {
      g_autoptr (CairnScene) plain = g_steal_pointer (&scene);

      scene = add_timings (plain, &options, document, diagram, error);
      if (scene == NULL)
        return FALSE;
    }
  checks = cairn_diagram_checks (diagram);
  changes = cairn_changes_add_holes (cairn_changes_of_variant (document, diagram), checks);
  marked = cairn_scene_with_changes (scene, changes);
  if (!cairn_export_scene (marked, options.output, options.format, options.scale, &note, error))
    return FALSE;
  if (note != NULL)
    g_printerr ("%s: %s\n", argv[0], note);
  return TRUE;
}

int
cairn_cli_export (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  return run (argc, argv, &error) ? 0 : cairn_cli_report (argv[0], error);
}
