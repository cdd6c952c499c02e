/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cairn-sparkline.h"

#include <math.h>

#define WIDTH 72
#define HEIGHT 18
#define MARGIN 3.0
#define DOT 2.0

struct _CairnSparkline
{
  GtkWidget parent_instance;

  GArray *values; /* of double */
  double top;
};

G_DEFINE_FINAL_TYPE (CairnSparkline, cairn_sparkline, GTK_TYPE_WIDGET)

static void
cairn_sparkline_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static double
largest (const GArray *values)
{
  double top = 0;

  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, double, i) > top)
      top = g_array_index (values, double, i);
  return top;
}

static void
trace (CairnSparkline *self, cairo_t *cr, double width, double height)
{
  double top = self->top > 0 ? self->top : largest (self->values);
  double step = (width - 2 * MARGIN) / MAX (self->values->len - 1, 1);
  gboolean drawing = FALSE;
  double x = 0;
  double y = 0;

  for (guint i = 0; i < self->values->len; i++)
    {
      double value = g_array_index (self->values, double, i);

      if (isnan (value))
        {
          drawing = FALSE;
          continue;
        }
      x = MARGIN + i * step;
      y = height - MARGIN - (top > 0 ? MIN (value / top, 1) : 0) * (height - 2 * MARGIN);
      if (drawing)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      drawing = TRUE;
    }
  cairo_stroke (cr);
  if (drawing)
    {
      cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
cairn_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CairnSparkline *self = CAIRN_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;
  GdkRGBA color;

  if (self->values->len == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  trace (self, cr, width, height);
  cairo_destroy (cr);
}

static void
cairn_sparkline_finalize (GObject *object)
{
  g_array_unref (CAIRN_SPARKLINE (object)->values);
  G_OBJECT_CLASS (cairn_sparkline_parent_class)->finalize (object);
}

static void
cairn_sparkline_class_init (CairnSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cairn_sparkline_finalize;
  widget_class->measure = cairn_sparkline_measure;
  widget_class->snapshot = cairn_sparkline_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cairn_sparkline_init (CairnSparkline *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
}

GtkWidget *
cairn_sparkline_new (void)
{
  return g_object_new (CAIRN_TYPE_SPARKLINE, NULL);
}

void
cairn_sparkline_set_values (CairnSparkline *self, const double *values, guint n, double top)
{
  g_return_if_fail (CAIRN_IS_SPARKLINE (self));

  g_array_set_size (self->values, 0);
  g_array_append_vals (self->values, values, n);
  self->top = top;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
