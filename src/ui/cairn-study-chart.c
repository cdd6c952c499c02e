/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-study-chart.h"

#include <cairo-svg.h>

#define MIN_WIDTH 300
/* Of what is copied or saved. */
#define FILE_WIDTH 800
#define FILE_HEIGHT 460

struct _CairnStudyChart
{
  GtkWidget parent_instance;

  CairnStudyPicture picture;
  int height;
  CairnStageStudy *study; /* NULL: nothing to draw */
};

G_DEFINE_FINAL_TYPE (CairnStudyChart, cairn_study_chart, GTK_TYPE_WIDGET)

static void
cairn_study_chart_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  CairnStudyChart *self = CAIRN_STUDY_CHART (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : self->height;
  *minimum_baseline = *natural_baseline = -1;
}

static void
cairn_study_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CairnStudyChart *self = CAIRN_STUDY_CHART (widget);
  CairnStudyCanvas canvas = { 0 };
  graphene_rect_t area;

  if (self->study == NULL)
    return;
  canvas.width = gtk_widget_get_width (widget);
  canvas.height = gtk_widget_get_height (widget);
  canvas.text = gtk_widget_get_pango_context (widget);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &canvas.ink);
  graphene_rect_init (&area, 0, 0, (float) canvas.width, (float) canvas.height);
  canvas.cr = gtk_snapshot_append_cairo (snapshot, &area);
  self->picture (&canvas, self->study);
  cairo_destroy (canvas.cr);
}

static void
cairn_study_chart_finalize (GObject *object)
{
  g_clear_pointer (&CAIRN_STUDY_CHART (object)->study, cairn_stage_study_unref);
  G_OBJECT_CLASS (cairn_study_chart_parent_class)->finalize (object);
}

static void
cairn_study_chart_class_init (CairnStudyChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cairn_study_chart_finalize;
  widget_class->measure = cairn_study_chart_measure;
  widget_class->snapshot = cairn_study_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cairn_study_chart_init (CairnStudyChart *self)
{
}

GtkWidget *
cairn_study_chart_new (CairnStudyPicture picture, int height)
{
  CairnStudyChart *self = g_object_new (CAIRN_TYPE_STUDY_CHART, NULL);

  self->picture = picture;
  self->height = height;
  return GTK_WIDGET (self);
}

void
cairn_study_chart_set_study (CairnStudyChart *self, CairnStageStudy *study, const char *description)
{
  CairnStageStudy *before;

  g_return_if_fail (CAIRN_IS_STUDY_CHART (self));

  before = self->study;
  self->study = cairn_stage_study_ref (study);
  g_clear_pointer (&before, cairn_stage_study_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
paint (CairnStudyChart *self, cairo_surface_t *surface, double scale)
{
  CairnStudyCanvas canvas = { .width = FILE_WIDTH, .height = FILE_HEIGHT, .ink = { 0, 0, 0, 1 } };

  canvas.cr = cairo_create (surface);
  canvas.text = gtk_widget_get_pango_context (GTK_WIDGET (self));
  cairo_scale (canvas.cr, scale, scale);
  cairo_set_source_rgb (canvas.cr, 1, 1, 1);
  cairo_paint (canvas.cr);
  self->picture (&canvas, self->study);
  cairo_destroy (canvas.cr);
}

GdkTexture *
cairn_study_chart_dup_texture (CairnStudyChart *self)
{
  const int width = 2 * FILE_WIDTH;
  const int height = 2 * FILE_HEIGHT;
  cairo_surface_t *surface;
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  g_return_val_if_fail (CAIRN_IS_STUDY_CHART (self), NULL);

  if (self->study == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  paint (self, surface, 2);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

GBytes *
cairn_study_chart_dup_svg (CairnStudyChart *self)
{
  GByteArray *bytes;
  cairo_surface_t *surface;

  g_return_val_if_fail (CAIRN_IS_STUDY_CHART (self), NULL);

  if (self->study == NULL)
    return NULL;
  bytes = g_byte_array_new ();
  surface = cairo_svg_surface_create_for_stream (write_cb, bytes, FILE_WIDTH, FILE_HEIGHT);
  paint (self, surface, 1);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
