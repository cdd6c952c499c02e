/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-requirement-figure.h"

#include "base/cairn-duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>

void
cairn_requirement_figure_clear (CairnRequirementFigure *self)
{
  g_clear_pointer (&self->value, g_free);
}

double
cairn_requirement_unit_seconds (const char *unit)
{
  g_autofree char *one = g_strdup_printf ("1 %s", unit);
  gint64 seconds = 0;

  if (*unit == '\0' || !cairn_duration_parse (one, &seconds))
    return 0;
  return (double) seconds;
}

static char *
format (double value, const char *unit)
{
  gboolean whole = fabs (value - round (value)) < 0.05 || fabs (value) >= 99.5;

  if (*unit == '\0')
    return g_strdup_printf (whole ? "%'.0f" : "%.1f", value);
  return g_strdup_printf (whole ? "%'.0f %s" : "%.1f %s", value, unit);
}

static CairnMet
compare (const CairnElement *requirement, double value)
{
  double goal = cairn_element_get_number (requirement, CAIRN_PROP_GOAL);

  if (isnan (goal) || isnan (value))
    return CAIRN_MET_UNKNOWN;
  if (cairn_element_get_int (requirement, CAIRN_PROP_DIRECTION) == CAIRN_DIRECTION_AT_MOST)
    return value <= goal ? CAIRN_MET_YES : CAIRN_MET_NO;
  return value >= goal ? CAIRN_MET_YES : CAIRN_MET_NO;
}

/* Where only a lower limit is known it may still be past the target. */
static void
read_span (CairnRequirementFigure *self,
           const CairnElement *requirement,
           const CairnEstimate *estimate)
{
  const char *unit = cairn_element_get_string (requirement, CAIRN_PROP_UNIT);
  gboolean none = *unit == '\0';
  double seconds = none ? CAIRN_DAY : cairn_requirement_unit_seconds (unit);
  gboolean bound = isnan (estimate->value);
  double value = bound ? estimate->low : estimate->value;
  gboolean foreign = seconds <= 0;

  if (isnan (value))
    return;
  /* translators: days, short */
  if (none || foreign)
    unit = _ ("d");
  self->value = format (value / (foreign ? CAIRN_DAY : seconds), unit);
  if (bound)
    {
      g_autofree char *plain = g_steal_pointer (&self->value);

      self->value = g_strdup_printf ("≥ %s", plain);
    }
  if (foreign)
    return;
  self->met = compare (requirement, value / seconds);
  if (bound
      && (self->met == CAIRN_MET_NO)
           != (cairn_element_get_int (requirement, CAIRN_PROP_DIRECTION)
               == CAIRN_DIRECTION_AT_MOST))
    self->met = CAIRN_MET_UNKNOWN;
}

CairnRequirementFigure
cairn_requirement_figure (const CairnElement *requirement, const CairnCell *cell)
{
  CairnRequirementFigure self = { CAIRN_MET_UNKNOWN, NULL, 0 };

  if (cell == NULL)
    return self;
  self.n = cell->exits;
  switch ((CairnFigure) cairn_element_get_int (requirement, CAIRN_PROP_FIGURE))
    {
    case CAIRN_FIGURE_MEDIAN:
      read_span (&self, requirement, &cell->median);
      break;
    case CAIRN_FIGURE_P90:
      read_span (&self, requirement, &cell->p90);
      break;
    case CAIRN_FIGURE_WITHIN_TARGET:
      if (!isnan (cell->within_target))
        {
          self.value = format (100 * cell->within_target, "%");
          self.met = compare (requirement, 100 * cell->within_target);
        }
      break;
    case CAIRN_FIGURE_HERE_NOW:
      self.n = cell->here;
      self.value = format (cell->here, "");
      self.met = compare (requirement, cell->here);
      break;
    case CAIRN_FIGURE_NONE:
    default:
      break;
    }
  return self;
}

char *
cairn_requirement_figure_dup_text (const CairnRequirementFigure *self)
{
  if (self->value == NULL && self->n == 0)
    return g_strdup (_ ("no data yet"));
  if (self->value == NULL)
    return g_strdup_printf (_ ("n = %u, too few"), self->n);
  /* translators: how a requirement is met today; %1$s is “61 d” */
  return g_strdup_printf (_ ("now %1$s · n = %2$'u"), self->value, self->n);
}

char *
cairn_requirement_figure_dup_sentence (const CairnRequirementFigure *self)
{
  g_autofree char *text = cairn_requirement_figure_dup_text (self);

  if (self->met == CAIRN_MET_UNKNOWN)
    return g_steal_pointer (&text);
  /* translators: %s is “now 61 d · n = 41”, of a requirement */
  return g_strdup_printf (self->met == CAIRN_MET_YES ? _ ("%s, met") : _ ("%s, not met"), text);
}

static CairnElement *
find_id (CairnElement *element, const char *id)
{
  if (cairn_element_get_id (element) == id)
    return element;
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *found = find_id (cairn_element_get_child (element, i), id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

CairnElement *
cairn_requirement_resolve (CairnElement *element, CairnProp prop)
{
  CairnElement *root = cairn_element_ancestor (element, CAIRN_KIND_JOURNEY);
  const char *id;

  if (root == NULL || !cairn_element_has (element, prop))
    return NULL;
  id = cairn_element_get_string (element, prop);
  return *id != '\0' ? find_id (root, id) : NULL;
}

/* A step that is the same as no stage is one itself: the data may name it. */
static CairnElement *
find_stage_of_item (CairnElement *item)
{
  CairnElement *twin = cairn_requirement_resolve (item, CAIRN_PROP_TWIN);

  if (twin != NULL)
    return cairn_element_get_kind (twin) == CAIRN_KIND_STAGE ? twin : NULL;
  return cairn_element_get_int (item, CAIRN_PROP_COLUMN) == CAIRN_COLUMN_PROCESS ? item : NULL;
}

CairnElement *
cairn_requirement_find_stage (CairnElement *element)
{
  switch ((int) cairn_element_get_kind (element))
    {
    case CAIRN_KIND_REQUIREMENT:
      if (cairn_element_get_int (element, CAIRN_PROP_FIGURE) == CAIRN_FIGURE_NONE)
        return NULL;
      element = cairn_requirement_resolve (element, CAIRN_PROP_STAGE);
      return element != NULL && cairn_element_get_kind (element) == CAIRN_KIND_ITEM
               ? find_stage_of_item (element)
               : element;
    case CAIRN_KIND_MEASURE:
      element = cairn_requirement_resolve (element, CAIRN_PROP_REQUIREMENT);
      return element != NULL ? cairn_requirement_find_stage (element) : NULL;
    case CAIRN_KIND_ITEM:
      return find_stage_of_item (element);
    default:
      return NULL;
    }
}
