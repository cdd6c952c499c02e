/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-words.h"

#include "base/cairn-duration.h"
#include "insight/cairn-requirement-figure.h"
#include "render/cairn-scene-changes.h"

#include <glib/gi18n-lib.h>

char *
cairn_words_title (const CairnElement *element)
{
  const char *title = cairn_element_get_title (element);
  g_autofree char *kind = NULL;

  if (*title != '\0')
    return g_strdup (title);
  kind = g_utf8_strdown (cairn_words_kind (element), -1);
  /* translators: %s is what it is: “touchpoint”, “lane” … */
  return g_strdup_printf (_ ("Unnamed %s"), kind);
}

const char *
cairn_words_kind (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  CairnProp prop = CAIRN_N_PROPS;

  if (kind == CAIRN_KIND_STEP)
    prop = CAIRN_PROP_KIND;
  else if (kind == CAIRN_KIND_ITEM)
    prop = CAIRN_PROP_COLUMN;
  if (prop != CAIRN_N_PROPS)
    return _ (cairn_schema_prop (kind, prop)->labels[cairn_element_get_int (element, prop)]);
  return _ (cairn_schema_kind (kind)->label);
}

static const char *
step_icon (gint64 kind)
{
  static const char *const icons[] = {
    [CAIRN_STEP_TOUCHPOINT] = "cairn-touchpoint-symbolic",
    [CAIRN_STEP_TASK] = "cairn-task-symbolic",
    [CAIRN_STEP_DECISION] = "cairn-decision-symbolic",
    [CAIRN_STEP_START] = "cairn-start-symbolic",
    [CAIRN_STEP_END] = "cairn-end-symbolic",
    [CAIRN_STEP_WAIT] = "cairn-wait-symbolic",
    [CAIRN_STEP_NOTE] = "cairn-note-symbolic",
  };

  return icons[CLAMP (kind, 0, (gint64) G_N_ELEMENTS (icons) - 1)];
}

const char *
cairn_words_icon (const CairnElement *element)
{
  static const char *const icons[CAIRN_N_KINDS] = {
    [CAIRN_KIND_SWIMLANE] = "cairn-swimlane-symbolic",
    [CAIRN_KIND_SIPOC] = "cairn-sipoc-symbolic",
    [CAIRN_KIND_CTQ] = "cairn-ctq-symbolic",
    [CAIRN_KIND_MEASURE] = "cairn-requirement-symbolic",
    [CAIRN_KIND_LANE] = "cairn-lane-symbolic",
    [CAIRN_KIND_STAGE] = "cairn-stage-symbolic",
    [CAIRN_KIND_FLOW] = "cairn-flow-symbolic",
    [CAIRN_KIND_LINK] = "cairn-flow-symbolic",
    [CAIRN_KIND_ITEM] = "cairn-task-symbolic",
    [CAIRN_KIND_REQUIREMENT] = "cairn-requirement-symbolic",
    [CAIRN_KIND_PLAYBOOK] = "cairn-playbook-symbolic",
  };
  CairnKind kind = cairn_element_get_kind (element);

  if (kind == CAIRN_KIND_STEP)
    return step_icon (cairn_element_get_int (element, CAIRN_PROP_KIND));
  return icons[kind] != NULL ? icons[kind] : "cairn-task-symbolic";
}

static char *
end_title (CairnDocument *document, const CairnElement *flow, CairnProp end)
{
  CairnElement *element = cairn_document_resolve (document, flow, end);

  return element != NULL ? cairn_words_title (element) : g_strdup ("?");
}

static char *
join_ends (CairnDocument *document, const GPtrArray *flows, CairnProp end)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < flows->len; i++)
    {
      g_autofree char *title = end_title (document, g_ptr_array_index (flows, i), end);

      /* translators: between the items of a list, as in “Kick-off call, Training” */
      g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", title);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

char *
cairn_words_connections (CairnDocument *document,
                         CairnFlowIndex *flows,
                         const CairnElement *element)
{
  const GPtrArray *out = cairn_flow_index_get_out (flows, element);
  const GPtrArray *in = cairn_flow_index_get_in (flows, element);
  g_autofree char *to = NULL;
  g_autofree char *from = NULL;

  if (out != NULL)
    to = join_ends (document, out, CAIRN_PROP_TO);
  if (cairn_element_get_kind (element) == CAIRN_KIND_STEP)
    /* translators: %s are the steps that follow this one */
    return to != NULL ? g_strdup_printf (_ ("leads to %s"), to) : g_strdup ("");
  if (in != NULL)
    from = join_ends (document, in, CAIRN_PROP_FROM);
  if (from != NULL && to != NULL)
    /* translators: links of a SIPOC item: whence they come and where they lead */
    return g_strdup_printf (_ ("from %s; to %s"), from, to);
  if (from != NULL)
    /* translators: links of a SIPOC item: whence they come */
    return g_strdup_printf (_ ("from %s"), from);
  /* translators: links of a SIPOC item: where they lead */
  return to != NULL ? g_strdup_printf (_ ("to %s"), to) : g_strdup ("");
}

char *
cairn_words_count (guint n)
{
  return g_strdup_printf ("%'u", n);
}

char *
cairn_words_here (CairnEditor *editor, CairnElement *stage)
{
  const CairnCell *cell = stage != NULL ? cairn_editor_get_cell (editor, stage) : NULL;
  g_autofree char *here = NULL;
  g_autofree char *overdue = NULL;

  if (cell == NULL)
    return NULL;
  here = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u customer here", "%'u customers here", cell->here),
    cell->here);
  if (cell->target == 0)
    return g_steal_pointer (&here);
  overdue = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u overdue", "%'u overdue", cell->overdue), cell->overdue);
  /* translators: “38 customers here, 22 overdue” */
  return g_strdup_printf (_ ("%s, %s"), here, overdue);
}

static void
add_part (GString *sentence, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? _ (", ") : "", part);
}

static void
add_playbooks (GString *sentence, CairnDocument *document, CairnElement *step)
{
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    {
      CairnElement *playbook = cairn_document_resolve (document, attachment, CAIRN_PROP_PLAYBOOK);
      g_autofree char *part = NULL;

      if (playbook == NULL)
        continue;
      /* translators: %s is the name of a playbook attached to a step */
      part = g_strdup_printf (_ ("playbook %s"), cairn_element_get_title (playbook));
      add_part (sentence, part);
    }
}

/* The first step of @path that no flow of it leads to (FROM), or the last that none leaves (TO). */
static char *
path_end (CairnDocument *document, CairnElement *path, CairnProp end)
{
  CairnProp other = end == CAIRN_PROP_FROM ? CAIRN_PROP_TO : CAIRN_PROP_FROM;
  g_autoptr (GHashTable) inner = g_hash_table_new (NULL, NULL);

  CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
    g_hash_table_add (inner, (gpointer) cairn_element_get_string (
                               cairn_document_resolve (document, via, CAIRN_PROP_FLOW), other));
  CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
    {
      CairnElement *flow = cairn_document_resolve (document, via, CAIRN_PROP_FLOW);

      if (!g_hash_table_contains (inner, cairn_element_get_string (flow, end)))
        return end_title (document, flow, end);
    }
  return NULL;
}

char *
cairn_words_path (CairnDocument *document, CairnElement *path)
{
  guint n = cairn_element_count (path, CAIRN_KIND_VIA);
  g_autofree char *from = path_end (document, path, CAIRN_PROP_FROM);
  g_autofree char *to = path_end (document, path, CAIRN_PROP_TO);
  g_autofree char *flows
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u flow", "%u flows", n), n);

  if (from == NULL || to == NULL)
    return g_steal_pointer (&flows);
  /* translators: a happy path: how many flows, its first and its last step */
  return g_strdup_printf (_ ("%s, from %s to %s"), flows, from, to);
}

static void
add_marks (GString *sentence, const CairnElement *step)
{
  static const CairnProp marks[]
    = { CAIRN_PROP_MOMENT_OF_TRUTH, CAIRN_PROP_FIRST_VALUE, CAIRN_PROP_CLOCK_START };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (cairn_element_get_int (step, marks[i]))
      add_part (sentence, _ (cairn_schema_prop (CAIRN_KIND_STEP, marks[i])->label));
}

/* "Emotion -1.5", "Emotion to be +2" */
static void
add_feelings (GString *sentence, const CairnElement *element)
{
  static const CairnProp props[] = { CAIRN_PROP_FEELING, CAIRN_PROP_FEELING_WANTED };

  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    {
      double score = cairn_element_get_number (element, props[i]);
      const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), props[i]);
      g_autofree char *part = g_strdup_printf ("%s %+g", _ (spec->label), score);

      if (score == score)
        add_part (sentence, part);
    }
}

static void
describe_step (GString *sentence, CairnEditor *editor, CairnFlowIndex *flows, CairnElement *step)
{
  CairnDocument *document = cairn_editor_get_document (editor);
  CairnElement *lane = cairn_document_resolve (document, step, CAIRN_PROP_LANE);
  CairnElement *stage = cairn_document_resolve (document, step, CAIRN_PROP_STAGE);
  gint64 channel = cairn_element_get_int (step, CAIRN_PROP_CHANNEL);
  gint64 effort = cairn_element_get_int (step, CAIRN_PROP_EFFORT);
  g_autofree char *connections = cairn_words_connections (document, flows, step);
  g_autofree char *here = cairn_words_here (editor, stage);
  g_autofree char *part = NULL;

  if (lane != NULL)
    {
      g_autofree char *name = cairn_words_title (lane);

      /* translators: %s is the name of a lane */
      part = g_strdup_printf (_ ("%s lane"), name);
      add_part (sentence, part);
    }
  if (channel != CAIRN_CHANNEL_NONE)
    add_part (sentence,
              _ (cairn_schema_prop (CAIRN_KIND_STEP, CAIRN_PROP_CHANNEL)->labels[channel]));
  if (effort > 0)
    {
      g_autofree char *minutes = g_strdup_printf (_ ("%d min"), (int) effort);

      add_part (sentence, minutes);
    }
  if (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED) != 0)
    /* translators: said of a step that no person carries out */
    add_part (sentence, _ ("automated"));
  add_marks (sentence, step);
  add_feelings (sentence, step);
  add_part (sentence, connections);
  add_playbooks (sentence, document, step);
  if (here != NULL)
    {
      g_string_append (sentence, "; ");
      /* translators: %s is “38 customers here, 22 overdue” */
      g_string_append_printf (sentence, _ ("stage: %s"), here);
    }
}

static void
describe_stage (GString *sentence, CairnEditor *editor, CairnElement *stage)
{
  gint64 target = cairn_element_get_int (stage, CAIRN_PROP_TARGET);
  g_autofree char *here = cairn_words_here (editor, stage);

  if (target > 0)
    {
      g_autofree char *span = cairn_duration_format ((double) target);
      /* translators: %s is a span of time: “21 d” */
      g_autofree char *part = g_strdup_printf (_ ("target %s"), span);

      add_part (sentence, part);
    }
  add_part (sentence, here);
}

static void
describe_requirement (GString *sentence, CairnElement *requirement)
{
  gint64 direction = cairn_element_get_int (requirement, CAIRN_PROP_DIRECTION);
  double goal = cairn_element_get_number (requirement, CAIRN_PROP_GOAL);
  g_autofree char *part = NULL;

  add_part (sentence, cairn_element_get_string (requirement, CAIRN_PROP_METRIC));
  if (goal != goal)
    return;
  part = direction == CAIRN_DIRECTION_AT_LEAST
           /* translators: a requirement: number and unit, “at least 95 %” */
           ? g_strdup_printf (_ ("at least %g %s"), goal,
                              cairn_element_get_string (requirement, CAIRN_PROP_UNIT))
           /* translators: a requirement: number and unit, “at most 45 d” */
           : g_strdup_printf (_ ("at most %g %s"), goal,
                              cairn_element_get_string (requirement, CAIRN_PROP_UNIT));
  add_part (sentence, part);
}

/* How @requirement is met today, by the stage whose figures @element shows. */
static void
add_figure (GString *sentence,
            CairnEditor *editor,
            CairnElement *element,
            CairnElement *requirement)
{
  CairnElement *stage
    = cairn_editor_get_timings (editor) != NULL ? cairn_requirement_find_stage (element) : NULL;

  if (stage != NULL)
    {
      g_auto (CairnRequirementFigure) figure
        = cairn_requirement_figure (requirement, cairn_editor_get_cell (editor, stage));
      g_autofree char *text = cairn_requirement_figure_dup_sentence (&figure);

      add_part (sentence, text);
    }
}

static void
describe_item (GString *sentence, CairnElement *item)
{
  static const CairnProp props[] = { CAIRN_PROP_REACH, CAIRN_PROP_NATURE };

  add_part (sentence, cairn_element_get_string (item, CAIRN_PROP_DETAIL));
  /* The first word of each list is “Not said”. */
  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    if (cairn_element_get_int (item, props[i]) != 0)
      add_part (sentence, _ (cairn_schema_prop (CAIRN_KIND_ITEM, props[i])
                               ->labels[cairn_element_get_int (item, props[i])]));
}

static void
describe_measure (GString *sentence, CairnEditor *editor, CairnElement *measure)
{
  CairnElement *requirement
    = cairn_document_resolve (cairn_editor_get_document (editor), measure, CAIRN_PROP_REQUIREMENT);

  if (requirement == NULL)
    return;
  add_part (sentence, cairn_element_get_title (requirement));
  add_figure (sentence, editor, measure, requirement);
}

static void
describe_lane (GString *sentence, CairnElement *lane)
{
  const char *team = cairn_element_get_string (lane, CAIRN_PROP_TEAM);
  /* translators: %s is the name of a team */
  g_autofree char *part = g_strdup_printf (_ ("team %s"), team);

  add_part (sentence, _ (cairn_schema_prop (CAIRN_KIND_LANE, CAIRN_PROP_KIND)
                           ->labels[cairn_element_get_int (lane, CAIRN_PROP_KIND)]));
  if (*team != '\0')
    add_part (sentence, part);
}

/* "differs from base": what the map marks. */
static void
add_change (GString *sentence, CairnEditor *editor, CairnElement *element)
{
  CairnScene *scene = cairn_editor_get_scene (editor);
  g_autofree char *change = scene != NULL ? cairn_scene_dup_change (scene, element) : NULL;

  add_part (sentence, change);
}

char *
cairn_words_describe (CairnEditor *editor, CairnFlowIndex *flows, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  g_autofree char *title = cairn_words_title (element);
  g_autoptr (GString) sentence = g_string_new (title);

  add_part (sentence, cairn_words_kind (element));
  add_change (sentence, editor, element);
  if (kind == CAIRN_KIND_STEP)
    describe_step (sentence, editor, flows, element);
  else if (kind == CAIRN_KIND_STAGE)
    {
      describe_stage (sentence, editor, element);
      add_feelings (sentence, element);
    }
  else if (kind == CAIRN_KIND_PATH)
    {
      g_autofree char *path = cairn_words_path (cairn_editor_get_document (editor), element);

      add_part (sentence, path);
    }
  else if (kind == CAIRN_KIND_LANE)
    describe_lane (sentence, element);
  else
    {
      g_autofree char *connections
        = cairn_words_connections (cairn_editor_get_document (editor), flows, element);

      if (kind == CAIRN_KIND_ITEM)
        describe_item (sentence, element);
      else if (kind == CAIRN_KIND_MEASURE)
        describe_measure (sentence, editor, element);
      else if (kind == CAIRN_KIND_REQUIREMENT)
        {
          describe_requirement (sentence, element);
          add_figure (sentence, editor, element, element);
        }
      add_part (sentence, connections);
    }
  if (cairn_element_has (element, CAIRN_PROP_COLLAPSED)
      && cairn_element_get_int (element, CAIRN_PROP_COLLAPSED))
    add_part (sentence, _ ("collapsed"));
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

char *
cairn_words_place (const CairnElement *element)
{
  CairnElement *segment = cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
  CairnElement *diagram = cairn_element_get_diagram (element);

  if (segment == NULL || diagram == NULL)
    return g_strdup ("");
  /* translators: a segment and a diagram in it */
  return g_strdup_printf (_ ("%s › %s"), cairn_element_get_title (segment),
                          cairn_element_get_title (diagram));
}

void
cairn_words_set_figure (GtkLabel *label, const char *figure)
{
  g_autofree char *embedded = NULL;

  if (gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL)
    /* Left-to-right embedding and its end. */
    embedded = g_strconcat ("\u202a", figure, "\u202c", NULL);
  if (embedded != NULL)
    figure = embedded;
  if (g_strcmp0 (gtk_label_get_label (label), figure) != 0)
    gtk_label_set_label (label, figure);
}

char *
cairn_words_diagram (CairnElement *diagram)
{
  g_autofree char *title = cairn_words_title (diagram);
  gint64 version = cairn_element_has (diagram, CAIRN_PROP_VERSION)
                     ? cairn_element_get_int (diagram, CAIRN_PROP_VERSION)
                     : CAIRN_VERSION_NONE;

  if (version == CAIRN_VERSION_NONE)
    return g_steal_pointer (&title);
  /* translators: %s is a diagram that shows how things are, or shall be */
  return g_strdup_printf (version == CAIRN_VERSION_AS_IS ? _ ("%s · as is") : _ ("%s · to be"),
                          title);
}
