/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "colour-sight.h"
#include "command/cairn-element-commands.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"
#include "render/cairn-detail.h"
#include "render/cairn-painter.h"
#include "timing/cairn-source.h"

#include <locale.h>

/* usage: reading-sheet JOURNEY DATABASE PICTURE.png across|down
 * The first map of a journey as it is seen from afar, nearer and near, on white and on dark paper,
 * in grey print, and by people with red-green blindness: to be looked at by whoever changes the
 * overlay. "down": it runs from top to bottom. */

#define PANEL_WIDTH 600
#define PANEL_HEIGHT 400
#define GAP 12
#define TITLE 22

typedef struct
{
  CairnDocument *document;
  CairnElement *diagram;
  CairnLayout *layout;
  CairnSnapshot *view;
  const char *segment;
} Map;

static const struct
{
  CairnDetail detail;
  const char *name;
  double scale;
} zooms[] = {
  { CAIRN_DETAIL_FAR, "far", 0.35 },
  { CAIRN_DETAIL_MIDDLE, "middle", 0.5 },
  { CAIRN_DETAIL_NEAR, "near", 0.8 },
};

static const struct
{
  const char *name;
  CairnThemeKind theme;
  gboolean grey;
  Sight sight;
} looks[] = {
  { "light", CAIRN_THEME_LIGHT, FALSE, SIGHT_NORMAL },
  { "dark", CAIRN_THEME_DARK, FALSE, SIGHT_NORMAL },
  { "grey print", CAIRN_THEME_LIGHT, TRUE, SIGHT_NORMAL },
  { "deuteranopia", CAIRN_THEME_LIGHT, FALSE, SIGHT_DEUTAN },
  { "protanopia", CAIRN_THEME_LIGHT, FALSE, SIGHT_PROTAN },
};

static CairnSnapshot *
read_snapshot (Map *self, const char *database, GError **error)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (CairnMapping) mapping
    = cairn_journey_timings_mapping_for_path (self->document, database, error);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (GPtrArray) wishes = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_auto (GStrv) stages = NULL;

  if (mapping != NULL)
    source = cairn_source_open (mapping, NULL, error);
  if (source == NULL || !cairn_source_settle (source, error))
    return NULL;
  snapshot = cairn_source_snapshot (source, now, &window);
  self->segment = cairn_journey_timings_pick_segment (self->diagram, snapshot);
  wishes = cairn_journey_studies_dup_wishes (self->diagram, self->segment, snapshot);
  cairn_source_add_studies (source, snapshot, wishes, now, &window);
  stages = cairn_journey_timings_dup_stages (self->diagram, snapshot);
  return cairn_snapshot_view (snapshot, self->segment, (const char *const *) stages);
}

static void
turn_down (Map *self)
{
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (self->document, selection);
  g_autoptr (GPtrArray) diagrams = g_ptr_array_new ();
  CairnValue value = cairn_value_from_int (CAIRN_TYPE_ENUM, CAIRN_ORIENTATION_VERTICAL);

  g_ptr_array_add (diagrams, self->diagram);
  cairn_command_set (history, diagrams, CAIRN_PROP_ORIENTATION, &value, FALSE);
}

/* Where the eye is drawn to: the stage that loses most. */
static CairnRect
find_worst (const Map *self)
{
  double most = -1;
  CairnRect rect = { 0 };

  for (CairnElement *stage = cairn_element_first (self->diagram, CAIRN_KIND_STAGE); stage != NULL;
       stage = cairn_element_next (stage))
    {
      const CairnCell *cell
        = cairn_snapshot_find (self->view, self->segment, cairn_element_get_title (stage));
      const CairnBox *box = cairn_layout_find (self->layout, stage, CAIRN_BOX_STAGE);

      if (cell == NULL || box == NULL || !(cell->lost_per_week > most))
        continue;
      most = cell->lost_per_week;
      rect = box->rect;
    }
  return rect;
}

/* ---- as others see it ---- */

static guint32
encode (double c)
{
  c = CLAMP (c, 0, 1);
  return (guint32) lround (255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1 / 2.4) - 0.055));
}

static guint32
see (guint32 pixel, const double (*matrix)[3])
{
  const double rgb[3] = { sight_linear (pixel >> 16 & 0xff), sight_linear (pixel >> 8 & 0xff),
                          sight_linear (pixel & 0xff) };
  guint32 seen = 0xff;

  for (guint i = 0; i < 3; i++)
    seen
      = seen << 8 | encode (matrix[i][0] * rgb[0] + matrix[i][1] * rgb[1] + matrix[i][2] * rgb[2]);
  return seen;
}

static void
see_panel (cairo_surface_t *panel, guint look)
{
  static const double grey[3][3] = { { 0.2126729, 0.7151522, 0.0721750 },
                                     { 0.2126729, 0.7151522, 0.0721750 },
                                     { 0.2126729, 0.7151522, 0.0721750 } };
  guchar *data;
  int stride = cairo_image_surface_get_stride (panel);

  cairo_surface_flush (panel);
  data = cairo_image_surface_get_data (panel);
  for (int y = 0; y < PANEL_HEIGHT; y++)
    for (int x = 0; x < PANEL_WIDTH; x++)
      {
        guint32 *pixel = (guint32 *) (gpointer) (data + y * stride) + x;

        *pixel = see (*pixel, looks[look].grey ? grey : sights[looks[look].sight]);
      }
  cairo_surface_mark_dirty (panel);
}

static cairo_surface_t *
paint_panel (const Map *self, const CairnScene *scene, guint look, double scale)
{
  g_autoptr (CairnPainter) painter = cairn_painter_new ();
  CairnRect worst = find_worst (self);
  CairnViewport viewport;
  cairo_surface_t *panel
    = cairo_image_surface_create (CAIRO_FORMAT_RGB24, PANEL_WIDTH, PANEL_HEIGHT);
  cairo_t *cr = cairo_create (panel);

  cairn_viewport_init (&viewport);
  cairn_scene_setup_viewport (scene, &viewport);
  cairn_viewport_set_size (&viewport, PANEL_WIDTH, PANEL_HEIGHT);
  cairn_viewport_fit (&viewport);
  cairn_viewport_zoom_at (&viewport, 0, 0, scale);
  worst.width = MIN (worst.width, 0.7 * PANEL_WIDTH / scale); /* its figures stand first */
  worst.height = MIN (worst.height, 0.7 * PANEL_HEIGHT / scale);
  cairn_viewport_reveal (&viewport, &worst);
  cairn_painter_paint_body (painter, cr, scene, &viewport);
  cairn_painter_paint_headers (painter, cr, scene, &viewport);
  cairo_destroy (cr);
  see_panel (panel, look);
  return panel;
}

static void
add_panel (cairo_t *cr, const Map *self, const CairnScene *scene, guint look, guint zoom)
{
  cairo_surface_t *panel = paint_panel (self, scene, look, zooms[zoom].scale);
  g_autofree char *title = g_strdup_printf ("%s, %s", zooms[zoom].name, looks[look].name);
  double x = GAP + zoom * (PANEL_WIDTH + GAP);
  double y = GAP + look * (PANEL_HEIGHT + TITLE + GAP);

  cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
  cairo_move_to (cr, x, y + TITLE - 8);
  cairo_show_text (cr, title);
  cairo_set_source_surface (cr, panel, x, y + TITLE);
  cairo_paint (cr);
  cairo_surface_destroy (panel);
}

static gboolean
write_sheet (const Map *self, const char *path)
{
  cairo_surface_t *sheet = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, GAP + (int) G_N_ELEMENTS (zooms) * (PANEL_WIDTH + GAP),
    GAP + (int) G_N_ELEMENTS (looks) * (PANEL_HEIGHT + TITLE + GAP));
  cairo_t *cr = cairo_create (sheet);
  CairnSceneTimings timings = { .view = self->view, .segment = self->segment };
  cairo_status_t status;

  cairo_set_source_rgb (cr, 0.86, 0.86, 0.86);
  cairo_paint (cr);
  cairo_select_font_face (cr, "Inter", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 13);
  for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
    {
      g_autoptr (CairnScene) plain
        = cairn_scene_new (self->layout, cairn_theme_get (looks[look].theme));
      g_autoptr (CairnScene) scene = cairn_scene_with_timings (plain, &timings);

      for (guint zoom = 0; zoom < G_N_ELEMENTS (zooms); zoom++)
        {
          g_assert_cmpuint (cairn_detail_at_scale (zooms[zoom].scale), ==, zooms[zoom].detail);
          add_panel (cr, self, scene, look, zoom);
        }
    }
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (sheet, path);
  cairo_surface_destroy (sheet);
  return status == CAIRO_STATUS_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnLayout) layout = NULL;
  g_autoptr (CairnSnapshot) view = NULL;
  Map map = { 0 };

  setlocale (LC_ALL, "");
  if (argc != 5)
    {
      g_printerr ("usage: %s JOURNEY DATABASE PICTURE.png across|down\n", argv[0]);
      return 2;
    }
  document = cairn_journey_read_file (argv[1], NULL, NULL, &error);
  if (document != NULL)
    {
      map.document = document;
      map.diagram = cairn_element_first (
        cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SEGMENT),
        CAIRN_KIND_SWIMLANE);
      view = read_snapshot (&map, argv[2], &error);
    }
  if (view == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_str_equal (argv[4], "down"))
    turn_down (&map);
  map.view = view;
  map.layout = layout = cairn_layout_new (document, map.diagram);
  return write_sheet (&map, argv[3]) ? 0 : 1;
}
