/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-study-picture.h"

#include "base/cairn-duration.h"
#include "insight/cairn-study-format.h"
#include "insight/cairn-study-sentence.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TEXT_SIZE 0.86 /* of the text around the picture */
#define LEFT 52.0
#define RIGHT 20.0
#define TOP 26.0
#define AXIS 40.0 /* below the dots: numbers, and what they are */
#define DOT 6.0
#define CURVE_SHARE 0.56 /* of the height, for the curve */

void
cairn_study_canvas_ink (const CairnStudyCanvas *canvas, double strength)
{
  cairo_set_source_rgba (canvas->cr, canvas->ink.red, canvas->ink.green, canvas->ink.blue,
                         strength);
}

static PangoLayout *
new_layout (const CairnStudyCanvas *canvas, const char *text)
{
  PangoLayout *layout = pango_layout_new (canvas->text);
  g_autoptr (PangoFontDescription) font
    = pango_font_description_copy (pango_context_get_font_description (canvas->text));

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font,
                                              pango_font_description_get_size (font) * TEXT_SIZE);
  else
    pango_font_description_set_size (font,
                                     (int) (pango_font_description_get_size (font) * TEXT_SIZE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

double
cairn_study_canvas_text_width (const CairnStudyCanvas *canvas, const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (canvas, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  return width;
}

void
cairn_study_canvas_text (const CairnStudyCanvas *canvas,
                         double x,
                         double y,
                         double xalign,
                         double yalign,
                         double strength,
                         const char *text)
{
  g_autoptr (PangoLayout) layout = new_layout (canvas, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  /* Never out of the picture. */
  x = CLAMP (x - xalign * width, 0, MAX (canvas->width - width, 0));
  cairn_study_canvas_ink (canvas, strength);
  cairo_move_to (canvas->cr, x, y - yalign * height);
  pango_cairo_show_layout (canvas->cr, layout);
}

void
cairn_study_canvas_line (const CairnStudyCanvas *canvas, double x1, double y1, double x2, double y2)
{
  cairo_move_to (canvas->cr, x1, y1);
  cairo_line_to (canvas->cr, x2, y2);
  cairo_stroke (canvas->cr);
}

double
cairn_study_canvas_step (double span, guint n)
{
  static const double steps[] = { 1, 2, 5 };
  double best = 1;

  for (double power = 1; power < 1e9; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (span / (steps[i] * power) >= n)
        best = steps[i] * power;
  return best;
}

/* ---- the distribution ---- */

typedef struct
{
  const CairnStudyCanvas *canvas;
  CairnStageStudy *study;
  const CairnStudyFigures *figures;
  double span;   /* seconds that the axis holds */
  double unit;   /* seconds */
  double bottom; /* of the curve */
  double row;    /* height of a row of dots */
} Plot;

static double
plot_x (const Plot *plot, double age)
{
  return LEFT + MIN (age / plot->span, 1) * (plot->canvas->width - LEFT - RIGHT);
}

static double
plot_y (const Plot *plot, double share)
{
  return plot->bottom - share * (plot->bottom - TOP);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* All but the longest fiftieth: a single stay of years would leave no room for the others. */
static double
find_span (CairnStageStudy *study, const CairnStudyFigures *figures)
{
  guint n;
  const CairnStayDot *dots = cairn_stage_study_get_dots (study, &n);
  g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (double));
  double span = 1.3 * (double) figures->target;

  for (guint i = 0; i < n; i++)
    g_array_append_val (ages, dots[i].age);
  g_array_sort (ages, compare_ages);
  if (n > 0)
    span = MAX (span, 1.05 * g_array_index (ages, double, (guint) ((n - 1) * 0.98)));
  if (!isnan (figures->median.value))
    span = MAX (span, 1.1 * figures->median.value);
  return MAX (span, CAIRN_MINUTE);
}

static void
draw_axis (const Plot *plot)
{
  const CairnStudyCanvas *canvas = plot->canvas;
  double y = canvas->height - AXIS;
  double step = cairn_study_canvas_step (plot->span / plot->unit, canvas->width < 480 ? 3 : 5);
  const char *unit = plot->figures->working_days ? _ ("working days since entering")
                     : plot->unit >= CAIRN_DAY   ? _ ("days since entering")
                     : plot->unit >= CAIRN_HOUR  ? _ ("hours since entering")
                                                 : _ ("minutes since entering");

  cairo_set_line_width (canvas->cr, 1);
  cairn_study_canvas_ink (canvas, 0.5);
  cairn_study_canvas_line (canvas, LEFT, floor (y) + 0.5, canvas->width - RIGHT, floor (y) + 0.5);
  for (double value = 0; value * plot->unit <= plot->span * 1.0001; value += step)
    {
      double x = floor (plot_x (plot, value * plot->unit)) + 0.5;
      g_autofree char *text = g_strdup_printf ("%g", value);

      cairn_study_canvas_ink (canvas, 0.5);
      cairn_study_canvas_line (canvas, x, y, x, y + 4);
      cairn_study_canvas_text (canvas, x, y + 5, 0.5, 0, 0.8, text);
    }
  cairn_study_canvas_text (canvas, (LEFT + canvas->width - RIGHT) / 2, canvas->height - 1, 0.5, 1,
                           0.8, unit);
}

static void
draw_shares (const Plot *plot)
{
  const CairnStudyCanvas *canvas = plot->canvas;

  cairo_set_line_width (canvas->cr, 1);
  for (guint i = 0; i <= 4; i++)
    {
      double y = floor (plot_y (plot, i / 4.0)) + 0.5;
      g_autofree char *text = g_strdup_printf (_ ("%d %%"), (int) (25 * i));

      cairn_study_canvas_ink (canvas, i == 0 ? 0.5 : 0.12);
      cairn_study_canvas_line (canvas, LEFT, y, canvas->width - RIGHT, y);
      cairn_study_canvas_text (canvas, LEFT - 6, y, 1, 0.5, 0.8, text);
    }
  cairn_study_canvas_text (canvas, 0, 0, 0, 0, 0.8, _ ("still inside"));
}

/* Steps along @n points of one of the three curves; the limit is not known beyond the last point.
 */
static void
trace (const Plot *plot, const CairnCurvePoint *points, guint n, gsize offset, gboolean back)
{
  cairo_t *cr = plot->canvas->cr;
#define VALUE(i) G_STRUCT_MEMBER (double, &points[i], offset)
  if (!back)
    {
      cairo_move_to (cr, plot_x (plot, 0), plot_y (plot, 1));
      for (guint i = 0; i < n; i++)
        {
          cairo_line_to (cr, plot_x (plot, points[i].age),
                         plot_y (plot, i > 0 ? VALUE (i - 1) : 1));
          cairo_line_to (cr, plot_x (plot, points[i].age), plot_y (plot, VALUE (i)));
        }
      return;
    }
  for (guint i = n; i-- > 0;)
    {
      cairo_line_to (cr, plot_x (plot, points[i].age), plot_y (plot, VALUE (i)));
      cairo_line_to (cr, plot_x (plot, points[i].age), plot_y (plot, i > 0 ? VALUE (i - 1) : 1));
    }
#undef VALUE
}

/* As long as limits can be told; within the axis. */
static guint
count_shown (const Plot *plot, const CairnCurvePoint *points, guint n, gboolean limits)
{
  guint shown = 0;

  while (shown < n && points[shown].age <= plot->span
         && (!limits || (!isnan (points[shown].low) && !isnan (points[shown].high))))
    shown++;
  return shown;
}

static void
draw_curve (const Plot *plot)
{
  const CairnStudyCanvas *canvas = plot->canvas;
  guint n, shown;
  const CairnCurvePoint *points = cairn_stage_study_get_curve (plot->study, &n);
  g_autofree char *none = cairn_study_sentence_why_no_curve (plot->figures);

  if (none != NULL || n == 0)
    {
      cairn_study_canvas_text (canvas, (LEFT + canvas->width - RIGHT) / 2, plot_y (plot, 0.5), 0.5,
                               0.5, 1, none != NULL ? none : _ ("There is no curve yet."));
      return;
    }
  shown = count_shown (plot, points, n, TRUE);
  if (shown > 0)
    {
      trace (plot, points, shown, G_STRUCT_OFFSET (CairnCurvePoint, high), FALSE);
      trace (plot, points, shown, G_STRUCT_OFFSET (CairnCurvePoint, low), TRUE);
      cairo_close_path (canvas->cr);
      cairn_study_canvas_ink (canvas, 0.16);
      cairo_fill (canvas->cr);
    }
  shown = count_shown (plot, points, n, FALSE);
  trace (plot, points, shown, G_STRUCT_OFFSET (CairnCurvePoint, survival), FALSE);
  /* As far as anybody was seen: those who stay say something, too. */
  cairo_line_to (canvas->cr,
                 plot_x (plot, shown < n
                                 ? plot->span
                                 : MAX (points[n - 1].age, (double) plot->figures->age_max)),
                 plot_y (plot, shown > 0 ? points[shown - 1].survival : 1));
  cairo_set_line_width (canvas->cr, 2);
  cairn_study_canvas_ink (canvas, 0.95);
  cairo_stroke (canvas->cr);
}

/* The label stands above the curve; that of the median further to the right than that of the
 * target, if it comes later. */
static void
draw_marks (const Plot *plot)
{
  const CairnStudyCanvas *canvas = plot->canvas;
  static const double dashes[] = { 5, 4 };
  double target_end = 0;
  gboolean before = plot->figures->median.value < (double) plot->figures->target;

  if (plot->figures->target > 0)
    {
      double x = floor (plot_x (plot, (double) plot->figures->target)) + 0.5;
      g_autofree char *span
        = cairn_duration_format_in ((double) plot->figures->target, plot->figures->working_days);
      /* translators: %s is a span of time */
      g_autofree char *text = g_strdup_printf (_ ("target %s"), span);

      cairo_set_line_width (canvas->cr, 1.5);
      cairo_set_dash (canvas->cr, dashes, 2, 0);
      cairn_study_canvas_ink (canvas, 0.75);
      cairn_study_canvas_line (canvas, x, TOP - 4, x, canvas->height - AXIS);
      cairo_set_dash (canvas->cr, NULL, 0, 0);
      cairn_study_canvas_text (canvas, x + (before ? -4 : 4), 0, before ? 0 : 1, 0, 1, text);
      target_end = x;
    }
  if (!isnan (plot->figures->median.value) && plot->figures->median.value <= plot->span)
    {
      double x = plot_x (plot, plot->figures->median.value);
      double y = plot_y (plot, 0.5);
      g_autofree char *span
        = cairn_duration_format_in (plot->figures->median.value, plot->figures->working_days);
      g_autofree char *text
        = g_strdup_printf (plot->figures->binned ? _ ("median ≈%s") : _ ("median %s"), span);
      gboolean crowded
        = x + 12 + cairn_study_canvas_text_width (canvas, text) > canvas->width
          || (before && target_end - x < cairn_study_canvas_text_width (canvas, text));

      cairn_study_canvas_ink (canvas, 1);
      cairo_new_path (canvas->cr);
      cairo_arc (canvas->cr, x, y, 4.5, 0, 2 * G_PI);
      cairo_fill (canvas->cr);
      cairn_study_canvas_text (canvas, x + (crowded ? -9 : 9), y - 2, crowded ? 1 : 0, 1, 1, text);
    }
}

/* ---- dots ---- */

/* One column of dots is as wide as a dot; where there are too many they overlap. */
static void
draw_dots (const Plot *plot, gboolean open, double base)
{
  const CairnStudyCanvas *canvas = plot->canvas;
  guint n, tallest = 0;
  const CairnStayDot *dots = cairn_stage_study_get_dots (plot->study, &n);
  guint n_columns = (guint) MAX ((canvas->width - LEFT - RIGHT) / DOT, 1) + 1;
  g_autofree guint *heights = g_new0 (guint, n_columns);
  double step;

  for (guint i = 0; i < n; i++)
    if (dots[i].open == open)
      tallest = MAX (tallest, ++heights[(guint) ((plot_x (plot, dots[i].age) - LEFT) / DOT)]);
  step = MIN (DOT, (plot->row - DOT) / MAX (tallest, 1));
  memset (heights, 0, n_columns * sizeof *heights);
  cairo_set_line_width (canvas->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      guint column;

      if (dots[i].open != open)
        continue;
      column = (guint) ((plot_x (plot, dots[i].age) - LEFT) / DOT);
      cairo_new_path (canvas->cr);
      cairo_arc (canvas->cr, LEFT + column * DOT + DOT / 2,
                 base - DOT / 2 - heights[column]++ * step, DOT / 2 - 0.75, 0, 2 * G_PI);
      cairn_study_canvas_ink (canvas, 0.75);
      if (open)
        cairo_fill (canvas->cr);
      else
        cairo_stroke (canvas->cr);
    }
}

static guint
count_beyond (const Plot *plot)
{
  guint n, beyond = 0;
  const CairnStayDot *dots = cairn_stage_study_get_dots (plot->study, &n);

  for (guint i = 0; i < n; i++)
    beyond += dots[i].age > plot->span;
  return beyond;
}

static void
draw_rows (const Plot *plot)
{
  const CairnStudyCanvas *canvas = plot->canvas;
  double bottom = canvas->height - AXIS - 2;
  guint beyond = count_beyond (plot);
  g_autofree char *left = g_strdup_printf (_ ("○ left, n = %'u"), plot->figures->exits);
  g_autofree char *here = g_strdup_printf (_ ("● still here, n = %'u"), plot->figures->here);

  cairn_study_canvas_text (canvas, 0, bottom - 2 * plot->row - 14, 0, 0, 0.8, left);
  draw_dots (plot, FALSE, bottom - plot->row - 16);
  cairn_study_canvas_text (canvas, 0, bottom - plot->row - 14, 0, 0, 0.8, here);
  draw_dots (plot, TRUE, bottom);
  if (beyond > 0)
    {
      g_autofree char *text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "» %u is beyond", "» %u are beyond", beyond), beyond);

      cairn_study_canvas_text (canvas, canvas->width - 2, bottom - 2 * plot->row - 14, 1, 0, 0.8,
                               text);
    }
}

void
cairn_study_picture_distribution (const CairnStudyCanvas *canvas, CairnStageStudy *study)
{
  Plot plot = { canvas, study, cairn_stage_study_get_figures (study), 0, CAIRN_DAY, 0, 0 };

  plot.span = find_span (study, plot.figures);
  /* Hours of a working day would not be those of a clock. */
  if (plot.figures->working_days)
    plot.unit = CAIRN_DAY;
  else if (plot.span < 2 * CAIRN_HOUR)
    plot.unit = CAIRN_MINUTE;
  else if (plot.span < 2 * CAIRN_DAY)
    plot.unit = CAIRN_HOUR;
  plot.bottom = TOP + (canvas->height - TOP - AXIS) * CURVE_SHARE;
  plot.row = MAX ((canvas->height - AXIS - plot.bottom - 44) / 2, DOT);
  draw_axis (&plot);
  draw_rows (&plot);
  draw_shares (&plot);
  draw_curve (&plot);
  draw_marks (&plot);
}

/* ---- arrivals and departures ---- */

typedef struct
{
  const CairnStudyCanvas *canvas;
  const CairnStudyWeek *weeks; /* full ones */
  guint n;
  guint before; /* here when the first of them began */
  guint top;    /* arrivals in the end, and @before */
  double right;
} Flow;

static double
flow_x (const Flow *flow, guint i)
{
  return LEFT + (flow->right - LEFT) * i / flow->n;
}

static double
flow_y (const Flow *flow, guint count)
{
  double bottom = flow->canvas->height - 20;

  return bottom - (bottom - 10) * count / MAX (flow->top, 1);
}

static void
trace_flow (const Flow *flow, gboolean arrivals, gboolean back)
{
  guint count = arrivals ? flow->before : 0;
  g_autofree guint *counts = g_new0 (guint, flow->n + 1);

  counts[0] = count;
  for (guint i = 0; i < flow->n; i++)
    counts[i + 1] = counts[i] + (arrivals ? flow->weeks[i].arrivals : flow->weeks[i].departures);
  for (guint i = 0; i <= flow->n; i++)
    {
      guint at = back ? flow->n - i : i;

      cairo_line_to (flow->canvas->cr, flow_x (flow, at), flow_y (flow, counts[at]));
    }
}

static void
draw_flow_axis (const Flow *flow)
{
  const CairnStudyCanvas *canvas = flow->canvas;
  double step = cairn_study_canvas_step (flow->top, 2);
  g_autofree char *from = cairn_study_format_day (flow->weeks[0].begin);
  g_autofree char *to = cairn_study_format_day (flow->weeks[flow->n - 1].end);

  cairo_set_line_width (canvas->cr, 1);
  for (double value = 0; value <= flow->top; value += step)
    {
      double y = floor (flow_y (flow, (guint) value)) + 0.5;
      g_autofree char *text = g_strdup_printf ("%.0f", value);

      cairn_study_canvas_ink (canvas, value > 0 ? 0.12 : 0.5);
      cairn_study_canvas_line (canvas, LEFT, y, flow->right, y);
      cairn_study_canvas_text (canvas, LEFT - 6, y, 1, 0.5, 0.8, text);
    }
  cairn_study_canvas_text (canvas, LEFT, canvas->height, 0, 1, 0.8, from);
  cairn_study_canvas_text (canvas, flow->right, canvas->height, 1, 1, 0.8, to);
}

/* The names stand at the ends of the lines, apart even where those meet. */
static void
draw_flow_names (const Flow *flow, guint left)
{
  const CairnStudyCanvas *canvas = flow->canvas;
  double x = flow->right + 8;
  double high = flow_y (flow, flow->top);
  double low = MAX (flow_y (flow, left), high + 36);
  g_autofree char *here = g_strdup_printf (_ ("%'u here"), flow->top - left);

  cairn_study_canvas_text (canvas, x, high, 0, 0.5, 1, _ ("came"));
  cairn_study_canvas_text (canvas, x, (high + low) / 2, 0, 0.5, 0.8, here);
  cairn_study_canvas_text (canvas, x, low, 0, 0.5, 1, _ ("left"));
}

static Flow
find_flow (const CairnStudyCanvas *canvas, CairnStageStudy *study, guint *left)
{
  const CairnStudyWeek *weeks = cairn_stage_study_get_weeks (study);
  Flow flow = { canvas, weeks, CAIRN_TREND_WEEKS, 0, 0, canvas->width - 72 };
  guint came = 0;

  *left = 0;
  while (flow.n > 0 && !flow.weeks->full)
    {
      flow.weeks++;
      flow.n--;
    }
  for (guint i = 0; i < flow.n; i++)
    {
      came += flow.weeks[i].arrivals;
      *left += flow.weeks[i].departures;
    }
  if (flow.n > 0)
    flow.before
      = flow.weeks[flow.n - 1].here + *left - MIN (came, flow.weeks[flow.n - 1].here + *left);
  flow.top = flow.before + came;
  return flow;
}

void
cairn_study_picture_cumulative (const CairnStudyCanvas *canvas, CairnStageStudy *study)
{
  guint left;
  Flow flow = find_flow (canvas, study, &left);

  if (flow.n == 0 || flow.top == 0)
    {
      cairn_study_canvas_text (canvas, canvas->width / 2, canvas->height / 2, 0.5, 0.5, 0.8,
                               _ ("There is no full week of history yet."));
      return;
    }
  draw_flow_axis (&flow);
  cairo_new_path (canvas->cr);
  trace_flow (&flow, TRUE, FALSE);
  trace_flow (&flow, FALSE, TRUE);
  cairo_close_path (canvas->cr);
  cairn_study_canvas_ink (canvas, 0.16);
  cairo_fill (canvas->cr);
  cairo_set_line_width (canvas->cr, 2);
  for (guint i = 0; i < 2; i++)
    {
      cairo_new_path (canvas->cr);
      trace_flow (&flow, i == 0, FALSE);
      cairn_study_canvas_ink (canvas, i == 0 ? 0.95 : 0.6);
      cairo_stroke (canvas->cr);
    }
  draw_flow_names (&flow, left);
}
