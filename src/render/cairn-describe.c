/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-describe-private.h"

#include "base/cairn-duration.h"
#include "insight/cairn-requirement-figure.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-changes.h"
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _CairnDescriber
{
  const CairnScene *scene;
  GHashTable *elements; /* interned id → element: of the diagram, playbooks and diagrams */
  CairnHappyPaths paths;
  CairnFlowFigures *flows; /* NULL: nothing is known of them */
};

static void
add_children (CairnDescriber *self, const CairnElement *parent)
{
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);

      if (cairn_element_get_id (child) != NULL)
        g_hash_table_insert (self->elements, (gpointer) cairn_element_get_id (child), child);
    }
}

CairnDescriber *
cairn_describer_new (const CairnScene *scene)
{
  CairnDescriber *self = g_new0 (CairnDescriber, 1);
  CairnElement *diagram = cairn_layout_get_diagram (cairn_scene_get_layout (scene));
  CairnElement *journey = cairn_element_ancestor (diagram, CAIRN_KIND_JOURNEY);

  self->scene = scene;
  self->elements = g_hash_table_new (NULL, NULL);
  cairn_happy_paths_init (&self->paths, diagram);
  if (scene->view != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE)
    self->flows = cairn_flow_figures_new (scene);
  add_children (self, diagram);
  if (journey != NULL)
    {
      add_children (self, journey);
      CAIRN_FOREACH_CHILD (segment, journey, CAIRN_KIND_SEGMENT)
        add_children (self, segment);
    }
  return self;
}

void
cairn_describer_free (CairnDescriber *self)
{
  g_clear_pointer (&self->elements, g_hash_table_unref);
  cairn_happy_paths_clear (&self->paths);
  g_clear_pointer (&self->flows, cairn_flow_figures_free);
  g_free (self);
}

static CairnElement *
resolve (CairnDescriber *self, const CairnElement *element, CairnProp prop)
{
  return g_hash_table_lookup (self->elements, cairn_element_get_string (element, prop));
}

/* The name of what @prop of @element refers to; "" if nothing. */
static const char *
name_of (CairnDescriber *self, const CairnElement *element, CairnProp prop)
{
  CairnElement *other = resolve (self, element, prop);

  return other != NULL ? cairn_element_get_title (other) : "";
}

static const char *
enum_label (const CairnElement *element, CairnProp prop)
{
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), prop);

  return _ (spec->labels[cairn_element_get_int (element, prop)]);
}

static void
append (GString *out, const char *name, const char *value)
{
  if (*value == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, "; ");
  if (*name != '\0')
    g_string_append_printf (out, "%s: ", name);
  g_string_append (out, value);
}

static void
append_score (GString *out, const char *what, double score)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (score))
    append (out, what, g_ascii_formatd (text, sizeof text, "%+g", score));
}

static void
describe_feelings (GString *out, const CairnElement *element)
{
  append_score (out, _ ("emotion"), cairn_element_get_number (element, CAIRN_PROP_FEELING));
  append_score (out, _ ("emotion to be"),
                cairn_element_get_number (element, CAIRN_PROP_FEELING_WANTED));
}

static void
describe_marks (GString *out, const CairnElement *step)
{
  for (guint i = 0; i < CAIRN_N_MARKS; i++)
    if (cairn_element_get_int (step, cairn_mark_specs[i].prop))
      append (out, "", _ (cairn_schema_prop (CAIRN_KIND_STEP, cairn_mark_specs[i].prop)->label));
}

/* "happy paths: 1, 3" */
static void
describe_paths (const CairnDescriber *self, GString *out, const CairnElement *flow)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint taken
    = GPOINTER_TO_UINT (g_hash_table_lookup (self->paths.taken, cairn_element_get_id (flow)));

  for (guint i = 0; i < self->paths.n; i++)
    if ((taken & 1u << i) != 0)
      g_string_append_printf (numbers, "%s%u", numbers->len > 0 ? ", " : "", i + 1);
  append (out, _ ("happy paths"), numbers->str);
}

/* Each line of @text; NULL: none. */
static void
describe_lines (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    append (out, "", lines[i]);
}

static void
describe_step (CairnDescriber *self, GString *out, CairnElement *step)
{
  g_autofree char *figures = cairn_scene_explain_touchpoint (self->scene, step);
  gint64 effort = cairn_element_get_int (step, CAIRN_PROP_EFFORT);

  append (out, "", enum_label (step, CAIRN_PROP_KIND));
  if (cairn_element_get_int (step, CAIRN_PROP_CHANNEL) != CAIRN_CHANNEL_NONE)
    append (out, _ ("channel"), enum_label (step, CAIRN_PROP_CHANNEL));
  append (out, _ ("lane"), name_of (self, step, CAIRN_PROP_LANE));
  append (out, _ ("stage"), name_of (self, step, CAIRN_PROP_STAGE));
  append (out, _ ("owner"), cairn_element_get_string (step, CAIRN_PROP_OWNER));
  if (effort > 0)
    {
      g_autofree char *minutes = g_strdup_printf (_ ("%u min"), (guint) effort);

      append (out, _ ("effort"), minutes);
    }
  if (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED))
    append (out, "", _ ("automated"));
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    append (out, _ ("playbook"), name_of (self, attachment, CAIRN_PROP_PLAYBOOK));
  describe_marks (out, step);
  append (out, _ ("leads into"), name_of (self, step, CAIRN_PROP_DRILLS_INTO));
  append (out, _ ("web page"), cairn_element_get_string (step, CAIRN_PROP_URL));
  describe_lines (out, figures);
}

static void
describe_connection (CairnDescriber *self, GString *out, const CairnElement *flow)
{
  const CairnRoute *route = cairn_layout_find_route (cairn_scene_get_layout (self->scene), flow);

  g_string_append_printf (out, _ ("from %s to %s"), name_of (self, flow, CAIRN_PROP_FROM),
                          name_of (self, flow, CAIRN_PROP_TO));
  if (route != NULL && route->handoff)
    append (out, "", _ ("handoff"));
  if (cairn_element_get_kind (flow) == CAIRN_KIND_FLOW)
    describe_paths (self, out, flow);
  if (cairn_element_get_kind (flow) == CAIRN_KIND_FLOW && self->flows != NULL)
    {
      g_autofree char *figures = cairn_flow_figures_describe (self->flows, flow);

      append (out, "", figures != NULL ? figures : "");
    }
}

static void
describe_stage (GString *out, const CairnElement *stage)
{
  gint64 target = cairn_element_get_int (stage, CAIRN_PROP_TARGET);
  gint64 limit = cairn_element_get_int (stage, CAIRN_PROP_LIMIT);
  g_autofree char *target_text = cairn_overlay_target_text (target, FALSE);
  g_autofree char *limit_text = cairn_duration_format (limit);

  append (out, "", target_text);
  if (limit > 0)
    append (out, _ ("limit"), limit_text);
}

static void
describe_band (GString *out, const CairnElement *band)
{
  if (cairn_element_get_int (band, CAIRN_PROP_COLLAPSED))
    append (out, "", _ ("collapsed"));
}

/* "Internal": what is said of an item unless nothing is. */
static void
append_said (GString *out, const CairnElement *item, CairnProp prop)
{
  /* The first word of each list is “Not said”. */
  if (cairn_element_get_int (item, prop) != 0)
    append (out, "", enum_label (item, prop));
}

static void
describe_item (GString *out, const CairnElement *item)
{
  append (out, "", enum_label (item, CAIRN_PROP_COLUMN));
  append (out, "", cairn_element_get_string (item, CAIRN_PROP_DETAIL));
  append_said (out, item, CAIRN_PROP_REACH);
  append_said (out, item, CAIRN_PROP_NATURE);
}

/* How @requirement is met today, by the stage whose figures @element shows. */
static void
describe_figure (CairnDescriber *self,
                 GString *out,
                 CairnElement *element,
                 const CairnElement *requirement)
{
  CairnElement *stage = self->scene->view != NULL ? cairn_requirement_find_stage (element) : NULL;

  if (stage != NULL)
    {
      g_auto (CairnRequirementFigure) figure
        = cairn_requirement_figure (requirement, cairn_scene_get_cell (self->scene, stage));
      g_autofree char *text = cairn_requirement_figure_dup_sentence (&figure);

      append (out, "", text);
    }
}

static void
describe_measure (CairnDescriber *self, GString *out, CairnElement *measure)
{
  CairnElement *requirement = cairn_requirement_resolve (measure, CAIRN_PROP_REQUIREMENT);

  if (requirement == NULL)
    return;
  append (out, "", cairn_element_get_title (requirement));
  describe_figure (self, out, measure, requirement);
}

static void
describe_requirement (GString *out, const CairnElement *requirement)
{
  double goal = cairn_element_get_number (requirement, CAIRN_PROP_GOAL);

  append (out, "", cairn_element_get_string (requirement, CAIRN_PROP_METRIC));
  if (!isnan (goal))
    g_string_append_printf (out, "%s%s %g %s", out->len > 0 ? "; " : "",
                            enum_label (requirement, CAIRN_PROP_DIRECTION), goal,
                            cairn_element_get_string (requirement, CAIRN_PROP_UNIT));
}

/* What the data say of the stage that a process step is the same as, or is. */
static void
describe_process_step (CairnDescriber *self, GString *out, CairnElement *element)
{
  CairnElement *stage = self->scene->view != NULL ? cairn_requirement_find_stage (element) : NULL;
  const CairnCell *cell = cairn_scene_get_cell (self->scene, stage);
  g_autofree char *text = NULL;

  if (stage == NULL
      || (cell == NULL && stage == element
          && cairn_element_get_int (stage, CAIRN_PROP_TARGET) == 0))
    return;
  text = cairn_scene_explain (self->scene, stage);
  append (out, "", text);
}

static void
describe_element (CairnDescriber *self, GString *out, CairnElement *element)
{
  g_autofree char *change = NULL;

  switch ((int) cairn_element_get_kind (element))
    {
    case CAIRN_KIND_STEP:
      describe_step (self, out, element);
      break;
    case CAIRN_KIND_FLOW:
    case CAIRN_KIND_LINK:
      describe_connection (self, out, element);
      break;
    case CAIRN_KIND_LANE:
      append (out, "", enum_label (element, CAIRN_PROP_KIND));
      append (out, _ ("team"), cairn_element_get_string (element, CAIRN_PROP_TEAM));
      describe_band (out, element);
      break;
    case CAIRN_KIND_STAGE:
      describe_stage (out, element);
      describe_band (out, element);
      break;
    case CAIRN_KIND_ITEM:
      describe_item (out, element);
      describe_process_step (self, out, element);
      break;
    case CAIRN_KIND_REQUIREMENT:
      describe_requirement (out, element);
      describe_figure (self, out, element, element);
      break;
    case CAIRN_KIND_MEASURE:
      describe_measure (self, out, element);
      break;
    default:
      break;
    }
  change = cairn_scene_dup_change (self->scene, element);
  append (out, "", change != NULL ? change : "");
}

char *
cairn_describer_describe (CairnDescriber *self, const CairnSceneGroup *group)
{
  g_autoptr (GString) out = g_string_new (NULL);
  CairnElement *element = group->element;

  if (element == NULL || strcmp (group->kind, "team") == 0)
    return NULL;
  if (strcmp (group->kind, "bar") == 0)
    {
      append (out, "", cairn_element_get_title (element));
      describe_band (out, element);
      return g_string_free (g_steal_pointer (&out), FALSE);
    }
  if (strcmp (group->kind, "overlay") == 0)
    return cairn_scene_explain (self->scene, element);
  if (strcmp (group->kind, "emotion-point") == 0)
    {
      describe_feelings (out, element);
      return g_string_free (g_steal_pointer (&out), FALSE);
    }
  describe_element (self, out, element);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

char *
cairn_scene_dup_description (const CairnScene *self, const CairnSceneGroup *group)
{
  g_autoptr (CairnDescriber) describer = NULL;

  g_return_val_if_fail (self != NULL && group != NULL, NULL);

  describer = cairn_describer_new (self);
  return cairn_describer_describe (describer, group);
}
