/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "insight/cairn-journey-example.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"
#include "timing/cairn-quality.h"

#include <glib/gi18n-lib.h>

/* What the marks mean and where the figures come from: always there with timings, in exports too,
 * wrapped to the map's width. */

#define MARGIN 20
#define LINE CAIRN_LEGEND_LINE
#define GAP 16    /* between two signs */
#define SWATCH 22 /* width of a sign */
#define MIN_WIDTH 320
#define MAX_NAMES 3 /* of unmapped values and of reasons, before "…" */

double
cairn_legend_place (CairnLegendFlow *self, const CairnTextBlock *block, double sign)
{
  double width = sign + (sign > 0 ? 6 : 0) + block->width;
  double x;

  if (self->x > self->left && self->x + width > self->right)
    {
      self->x = self->left;
      self->y += LINE;
    }
  x = self->x;
  cairn_layer_text (self->layer, block, x + width - block->width,
                    self->y + (LINE - block->height) / 2, CAIRN_ANCHOR_START,
                    sign > 0 ? self->theme->ink_soft : self->theme->ink);
  self->x += width + GAP;
  return x;
}

const CairnTextBlock *
cairn_legend_measure (CairnLegendFlow *self, CairnTextStyle style, const char *text)
{
  return cairn_layer_keep_block (self->layer,
                                 cairn_text_measure (style, text, self->right - self->left - 40));
}

static void
add_severities (CairnLegendFlow *self)
{
  const char *const words[]
    = { _ ("none"), _ ("under 7"), _ ("under 35"), _ ("under 105"), _ ("105 or more") };

  cairn_legend_place (
    self, cairn_legend_measure (self, CAIRN_TEXT_SMALL_STRONG, _ ("Customer-days lost per week:")),
    0);
  for (guint i = 0; i < CAIRN_N_SEVERITIES; i++)
    {
      double x = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, words[i]),
                                     SWATCH);

      cairn_layer_rect (self->layer, (CairnRect){ x, self->y + 4, SWATCH, LINE - 8 }, 3,
                        self->theme->severity[i], self->theme->severity_border[i], 1);
    }
}

static void
add_stones (CairnLegendFlow *self)
{
  const char *const words[] = { _ ("customer within the target"), _ ("past it: overdue") };

  for (guint i = 0; i < 2; i++)
    {
      double x
        = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, words[i]), 10);

      cairn_layer_ellipse (self->layer, (CairnRect){ x, self->y + LINE / 2.0 - 3, 9, 6 },
                           i == 1 ? self->theme->ink : self->theme->paper, self->theme->ink, 1.1);
    }
}

static void
add_bullet (CairnLegendFlow *self)
{
  const CairnTheme *theme = self->theme;
  double middle, x;

  x = cairn_legend_place (
    self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, _ ("median stay, its 95 % limits")), 30);
  middle = self->y + LINE / 2.0;
  cairn_layer_rect (self->layer, (CairnRect){ x + 12, middle - 4.5, 14, 9 }, 1,
                    cairn_color_mix (theme->paper, theme->ink, 0.28), CAIRN_COLOR_NONE, 0);
  cairn_layer_rect (self->layer, (CairnRect){ x, middle - 2.2, 20, 4.4 }, 0, theme->ink,
                    CAIRN_COLOR_NONE, 0);
  x = cairn_legend_place (self,
                          cairn_legend_measure (self, CAIRN_TEXT_SMALL, _ ("90th percentile")), 16);
  cairn_layer_line (self->layer, x, self->y + LINE / 2.0, x + 16, self->y + LINE / 2.0, theme->ink,
                    1.2);
  x = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, _ ("target")), 2);
  cairn_layer_rect (self->layer, (CairnRect){ x, self->y + LINE / 2.0 - 6, 2, 12 }, 0, theme->ink,
                    CAIRN_COLOR_NONE, 0);
}

static void
add_growth (CairnLegendFlow *self)
{
  const char *const words[] = { _ ("piling up, customers a week"), _ ("draining") };

  for (guint i = 0; i < 2; i++)
    {
      double up = i == 0 ? 1 : -1;
      double x
        = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, words[i]), 17);
      double middle = self->y + LINE / 2.0;

      for (guint j = 0; j < 2; j++, x += 9)
        {
          const CairnPoint triangle[] = { { x, middle + 3.5 * up },
                                          { x + 8, middle + 3.5 * up },
                                          { x + 4, middle - 3.5 * up } };

          cairn_layer_polygon (self->layer, triangle, 3, self->theme->ink, CAIRN_COLOR_NONE, 0);
        }
    }
}

/* What the map shows of these, if anything. */
static void
add_trend (CairnLegendFlow *self, const CairnScene *scene)
{
  static const double sample[] = { 2, 1, 3, 2, 2, 5, 4, 7, 6 };
  double weeks[CAIRN_TREND_WEEKS];
  double top = cairn_scene_get_trend_top (scene), x;
  g_autofree char *amount = cairn_overlay_amount (top);
  /* translators: %s is the largest number of days that any stage lost in one of the weeks */
  g_autofree char *text
    = g_strdup_printf (_ ("days lost in each of 26 weeks (top: %s), thick: behind"), amount);

  if (!(top > 0))
    return;
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    weeks[i] = sample[i * G_N_ELEMENTS (sample) / CAIRN_TREND_WEEKS];
  x = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, text), 40);
  cairn_layer_sparkline (self->layer, weeks, 0x03e00000, 7,
                         &(CairnRect){ x, self->y + 3, 40, LINE - 6 }, self->theme->ink,
                         self->theme->paper);
}

static void
add_signs (CairnLegendFlow *self, const CairnScene *scene)
{
  const struct
  {
    CairnVerdictSigns signs;
    const char *word;
  } all[] = { { { .person = TRUE }, _ ("people") },
              { { .gear = TRUE }, _ ("system") },
              { { .any = TRUE }, _ ("cause not clear") },
              { { .brief = TRUE }, _ ("short-term") },
              { { .lasting = TRUE }, _ ("long-term") } };

  if (!cairn_scene_has_verdicts (scene))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      double x
        = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, all[i].word), 11);

      cairn_layer_verdict_signs (self->layer, &all[i].signs, x, self->y + LINE / 2.0,
                                 self->theme->ink);
    }
}

static void
add_flows (CairnLegendFlow *self, const CairnScene *scene)
{
  double most = scene->most_customers, x;
  g_autofree char *amount = cairn_overlay_amount (most);
  /* translators: %s is how many customers the widest band stands for */
  g_autofree char *text = g_strdup_printf (_ ("customers a week (widest: %s)"), amount);

  if (!(most > 0))
    return;
  x = cairn_legend_place (self, cairn_legend_measure (self, CAIRN_TEXT_SMALL, text), 24);
  cairn_layer_line (self->layer, x, self->y + LINE / 2.0, x + 24, self->y + LINE / 2.0,
                    self->theme->weight, 12);
  cairn_layer_line (self->layer, x, self->y + LINE / 2.0, x + 24, self->y + LINE / 2.0,
                    self->theme->flow, 1.5);
}

static void
add_touchpoints (CairnLegendFlow *self, const CairnScene *scene)
{
  double x, y;

  if (!scene->touchpoints)
    return;
  x = cairn_legend_place (
    self,
    cairn_legend_measure (self, CAIRN_TEXT_SMALL,
                          _ ("at a touchpoint: how long the work on it takes, or after how long it "
                             "first comes")),
    22);
  y = self->y + LINE / 2.0;
  cairn_layer_rect (self->layer, (CairnRect){ x, y - 6, 22, 8 }, 2, self->theme->step,
                    self->theme->step_border, 1);
  cairn_layer_line (self->layer, x + 3, y + 5, x + 16, y + 5, self->theme->ink_soft, 1.5);
}

static void
append (GString *out, const char *text)
{
  if (out->len > 0)
    g_string_append (out, " · ");
  g_string_append (out, text);
}

/* In visits: a customer may have been in several of these, and would count twice. */
static void
append_unmapped (GString *out, const CairnSnapshot *view)
{
  guint n, visits = 0;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (view, &n);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    visits += unmapped[i].visits;
  g_string_append_printf (text,
                          ngettext ("not on the map: %u value", "not on the map: %u values", n), n);
  if (n > 0)
    {
      g_string_append_printf (text, ngettext (", %'u visit", ", %'u visits", visits), visits);
      for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
        g_string_append_printf (text, "%s“%s”", i == 0 ? " (" : ", ", unmapped[i].value);
      g_string_append (text, n > MAX_NAMES ? ", …)" : ")");
    }
  append (out, text->str);
}

static void
append_quarantine (GString *out, const CairnSnapshot *view)
{
  guint n, rows = 0;
  const CairnQuarantine *quarantine = cairn_snapshot_get_quarantine (view, &n);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    rows += quarantine[i].rows;
  g_string_append_printf (text, ngettext ("set aside: %'u row", "set aside: %'u rows", rows), rows);
  for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
    g_string_append_printf (text, "%s%s: %'u", i == 0 ? " (" : ", ", quarantine[i].reason,
                            quarantine[i].rows);
  if (n > 0)
    g_string_append (text, n > MAX_NAMES ? ", …)" : ")");
  append (out, text->str);
}

static void
append_forgotten (GString *out, const CairnSnapshot *view)
{
  const CairnQuality *quality = cairn_snapshot_get_quality (view);
  const CairnFinding *forgotten = quality != NULL && cairn_quality_leaves_out_forgotten (quality)
                                    ? cairn_quality_find (quality, CAIRN_FINDING_FORGOTTEN, NULL)
                                    : NULL;
  g_autofree char *text = NULL;

  if (forgotten == NULL)
    return;
  text = g_strdup_printf (ngettext ("without %'u stay that looks forgotten",
                                    "without %'u stays that look forgotten", forgotten->rows),
                          forgotten->rows);
  append (out, text);
}

static void
append_lost (GString *out, const CairnSnapshot *view)
{
  guint n;
  const CairnCell *cells = cairn_snapshot_get_cells (view, &n);
  g_autofree char *recent = n > 0 ? cairn_overlay_recent_text (cells[0].recent_weeks) : NULL;
  /* translators: %s is “the last 4 weeks” */
  g_autofree char *text = g_strdup_printf (_ ("lost days: mean of %s"), recent);

  if (n > 0)
    append (out, text);
}

/* Only a swimlane draws piles and bars. */
static gboolean
is_swimlane (const CairnScene *scene)
{
  return cairn_element_get_kind (cairn_layout_get_diagram (scene->layout)) == CAIRN_KIND_SWIMLANE;
}

/* New and closed visits are seen at once; what somebody mends in old rows takes its time. */
static void
append_audit (GString *out, const CairnSnapshot *view)
{
  gint64 seconds = cairn_snapshot_get_audit_span (view);
  g_autofree char *span = NULL;
  g_autofree char *sentence = NULL;

  if (seconds <= 0)
    return;
  /* translators: seconds */
  span = seconds < 60 ? g_strdup_printf (_ ("%d s"), (int) seconds)
                      : cairn_duration_format ((double) seconds);
  /* translators: a span of time */
  sentence = g_strdup_printf (_ ("edits of old rows are noticed within %s"), span);
  append (out, sentence);
}

static char *
describe_source (const CairnScene *scene)
{
  const CairnSnapshot *view = scene->view;
  GString *out = g_string_new (NULL);
  const char *source = cairn_snapshot_get_source_name (view);
  g_autofree char *from = cairn_time_format (cairn_snapshot_get_window_from (view));
  g_autofree char *to = cairn_time_format (cairn_snapshot_get_window_to (view));
  g_autofree char *as_of = cairn_time_format (cairn_snapshot_get_as_of (view));
  g_autofree char *segment = scene->segment != NULL
                               ? g_strdup_printf (_ ("Segment: %s"), scene->segment)
                               : g_strdup (_ ("All customers"));
  g_autofree char *window = g_strdup_printf (_ ("Window: %s to %s"), from, to);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (cairn_snapshot_get_as_of (view));
  g_autofree char *clock = now != NULL ? g_date_time_format (now, "%H:%M:%S") : g_strdup (as_of);
  const CairnAudience *audience = cairn_snapshot_get_audience (view);
  g_autofree char *comparison = cairn_scene_describe_comparison (scene);
  g_autofree char *only = audience != NULL ? cairn_audience_describe (audience) : NULL;
  g_autofree char *moment = NULL;

  append (out, segment);
  if (only != NULL)
    append (out, only);
  append (out, window);
  if (comparison != NULL)
    append (out, comparison);
  append (out, cairn_snapshot_get_clock (view));
  append_lost (out, view);
  if (is_swimlane (scene))
    append (out, _ ("all bars on one scale, cut off (») at 3 × target"));
  if (source != NULL)
    append (out, source);
  if (scene->live && cairn_snapshot_get_stale (view) == NULL)
    {
      append (out, moment = g_strdup_printf (_ ("live · %s"), clock));
      append_audit (out, view);
    }
  else
    append (out, moment = g_strdup_printf (_ ("as of %s"), as_of));
  if (cairn_snapshot_get_stale (view) != NULL)
    append (out, cairn_snapshot_get_stale (view));
  append_unmapped (out, view);
  append_quarantine (out, view);
  append_forgotten (out, view);
  return g_string_free (out, FALSE);
}

/* Why the worst are the worst: there is not always room for it at the stage. */
static void
add_worst (CairnLegendFlow *flow, const CairnScene *scene)
{
  CAIRN_FOREACH_CHILD (stage, cairn_layout_get_diagram (scene->layout), CAIRN_KIND_STAGE)
    {
      const CairnCell *cell = cairn_scene_get_cell (scene, stage);
      g_autofree char *verdict
        = cell != NULL && cell->top_group ? cairn_scene_dup_verdict (scene, stage) : NULL;
      g_autofree char *text = NULL;
      const CairnTextBlock *block;

      if (verdict == NULL)
        continue;
      text = g_strdup_printf ("%u %s: %s", cell->rank, cairn_element_get_title (stage), verdict);
      block = cairn_layer_keep_block (
        flow->layer, cairn_text_measure (CAIRN_TEXT_SMALL, text, flow->right - flow->left));
      cairn_layer_text (flow->layer, block, flow->left, flow->y, CAIRN_ANCHOR_START,
                        flow->theme->ink);
      flow->y += block->height + 2;
    }
}

static void
add_timings (CairnLegendFlow *flow, const CairnScene *scene)
{
  g_autofree char *text = describe_source (scene);
  const CairnTextBlock *block = cairn_layer_keep_block (
    flow->layer, cairn_text_measure (CAIRN_TEXT_SMALL, text, flow->right - flow->left));

  CairnKind kind = cairn_element_get_kind (cairn_layout_get_diagram (scene->layout));
  gboolean example = cairn_journey_example_is_name (cairn_snapshot_get_source_name (scene->view));

  if (example)
    cairn_legend_place (
      flow,
      cairn_legend_measure (flow, CAIRN_TEXT_SMALL_STRONG, _ ("Example data: invented customers")),
      0);
  if (kind != CAIRN_KIND_CTQ)
    add_severities (flow);
  if (kind == CAIRN_KIND_SWIMLANE)
    {
      add_stones (flow);
      add_bullet (flow);
      add_growth (flow);
      add_trend (flow, scene);
      add_signs (flow, scene);
      add_flows (flow, scene);
      add_touchpoints (flow, scene);
    }
  if (kind != CAIRN_KIND_CTQ || example)
    flow->y += LINE;
  flow->y += 2;
  if (kind == CAIRN_KIND_SWIMLANE)
    add_worst (flow, scene);
  cairn_layer_text (flow->layer, block, flow->left, flow->y, CAIRN_ANCHOR_START,
                    flow->theme->ink_soft);
  flow->y += block->height;
}

double
cairn_scene_build_legend (const CairnScene *scene, CairnLayer *layer, double top)
{
  double width = MAX (MIN_WIDTH, cairn_layout_get_width (scene->layout) - 2 * MARGIN);
  CairnLegendFlow flow = { layer, scene->theme, MARGIN, MARGIN + width, MARGIN, top - 6 };
  gboolean map;

  cairn_layer_begin (layer, "legend", NULL, "legend", _ ("Legend"));
  map = cairn_legend_add_map (&flow, scene);
  if (map)
    {
      flow.x = flow.left;
      flow.y += LINE;
    }
  if (scene->view != NULL)
    add_timings (&flow, scene);
  cairn_layer_end (layer);
  return map || scene->view != NULL ? flow.y + MARGIN - 4 - top : 0;
}
