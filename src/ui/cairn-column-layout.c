/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-column-layout.h"

struct _CairnColumnLayout
{
  GtkLayoutManager parent_instance;

  const int *shares;
  guint n;
  int total;
  int spacing;
};

G_DEFINE_FINAL_TYPE (CairnColumnLayout, cairn_column_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
spaces (CairnColumnLayout *self)
{
  return self->spacing * ((int) self->n - 1);
}

/* Where column @i ends, without the spaces: the rounding must not add up. */
static int
end_of (CairnColumnLayout *self, guint i, int width)
{
  int shares = 0;

  for (guint k = 0; k <= i; k++)
    shares += self->shares[k];
  return (int) ((gint64) MAX (0, width - spaces (self)) * shares / self->total);
}

static int
width_of (CairnColumnLayout *self, guint i, int width)
{
  return end_of (self, i, width) - (i > 0 ? end_of (self, i - 1, width) : 0);
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Wide enough for the child that is the widest for its share. */
static void
measure_width (CairnColumnLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < self->n;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int least, good;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &good, NULL, NULL);
      /* One more, as a share is rounded down. */
      *minimum = MAX (*minimum, (least + 1) * self->total / self->shares[i] + 1);
      *natural = MAX (*natural, (good + 1) * self->total / self->shares[i] + 1);
    }
  *minimum += spaces (self);
  *natural += spaces (self);
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  CairnColumnLayout *self = CAIRN_COLUMN_LAYOUT (manager);
  guint i = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < self->n;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int least, good;
      int width = for_size < 0 ? -1 : width_of (self, i, for_size);

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, &good, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, good);
    }
}

static void
allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  CairnColumnLayout *self = CAIRN_COLUMN_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < self->n;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      int its = width_of (self, i, width);
      int begin = end_of (self, i, width) - its + (int) i * self->spacing;
      GtkAllocation place = { mirrored ? width - begin - its : begin, 0, its, height };

      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
cairn_column_layout_class_init (CairnColumnLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
}

static void
cairn_column_layout_init (CairnColumnLayout *self)
{
}

GtkLayoutManager *
cairn_column_layout_new (const int *shares, guint n, int spacing)
{
  CairnColumnLayout *self = g_object_new (CAIRN_TYPE_COLUMN_LAYOUT, NULL);

  self->shares = shares;
  self->n = n;
  self->spacing = spacing;
  for (guint i = 0; i < n; i++)
    self->total += shares[i];
  return GTK_LAYOUT_MANAGER (self);
}
