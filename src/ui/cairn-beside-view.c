/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-beside-view.h"

#include "canvas/cairn-canvas.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnBesideView
{
  GtkBox parent_instance;

  GtkDropDown *choice;
  CairnCanvas *canvas;

  CairnEditor *main;  /* owned; NULL: none */
  CairnEditor *other; /* looks at the same journey and changes nothing */
  GPtrArray *ids;     /* of char: the diagrams that can be chosen, in the order of the list */
  char *shown;        /* what the list says */
  gboolean filling;
  GSignalGroup *main_signals;
  GSignalGroup *document_signals;
};

enum
{
  SIGNAL_EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnBesideView, cairn_beside_view, GTK_TYPE_BOX)

static void
collect (CairnBesideView *self, GPtrArray *ids, GtkStringList *names, GString *text)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->main));

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *diagram = cairn_element_get_child (segment, i);
        g_autofree char *title = NULL;
        g_autofree char *place = NULL;
        char *name;

        if (!cairn_kind_is_diagram (cairn_element_get_kind (diagram)))
          continue;
        title = cairn_words_title (diagram);
        place = cairn_words_title (segment);
        name = g_strdup_printf ("%s › %s", place, title);
        g_string_append_printf (text, "%s %s\n", cairn_element_get_id (diagram), name);
        g_ptr_array_add (ids, g_strdup (cairn_element_get_id (diagram)));
        gtk_string_list_take (names, name);
      }
}

static void
select_shown (CairnBesideView *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->other);

  self->filling = TRUE;
  for (guint i = 0; diagram != NULL && i < self->ids->len; i++)
    if (g_str_equal (g_ptr_array_index (self->ids, i), cairn_element_get_id (diagram)))
      gtk_drop_down_set_selected (self->choice, i);
  self->filling = FALSE;
}

/* The list anew, if it says something else now. */
static void
update_choice (CairnBesideView *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  collect (self, ids, names, text);
  if (g_strcmp0 (text->str, self->shown) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (text->str);
      g_ptr_array_unref (self->ids);
      self->ids = g_steal_pointer (&ids);
      self->filling = TRUE;
      gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
      self->filling = FALSE;
    }
  select_shown (self);
}

static void
chosen_cb (CairnBesideView *self)
{
  guint at = gtk_drop_down_get_selected (self->choice);
  CairnElement *diagram;

  if (self->filling || self->other == NULL || at >= self->ids->len)
    return;
  diagram = cairn_document_lookup (cairn_editor_get_document (self->other),
                                   g_ptr_array_index (self->ids, at));
  if (diagram != NULL)
    cairn_editor_set_diagram (self->other, diagram);
}

static void
swap_cb (CairnBesideView *self)
{
  CairnElement *here = cairn_beside_view_get_diagram (self);
  CairnElement *there = self->main != NULL ? cairn_editor_get_diagram (self->main) : NULL;

  if (here == NULL || there == NULL || here == there)
    return;
  cairn_editor_set_diagram (self->other, there);
  select_shown (self);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, here);
}

static void
timings_cb (CairnBesideView *self)
{
  cairn_editor_set_snapshot (self->other, cairn_editor_get_snapshot (self->main));
}

static void
cairn_beside_view_dispose (GObject *object)
{
  CairnBesideView *self = CAIRN_BESIDE_VIEW (object);

  g_clear_object (&self->main_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->other);
  g_clear_object (&self->main);
  G_OBJECT_CLASS (cairn_beside_view_parent_class)->dispose (object);
}

static void
cairn_beside_view_finalize (GObject *object)
{
  CairnBesideView *self = CAIRN_BESIDE_VIEW (object);

  g_ptr_array_unref (self->ids);
  g_free (self->shown);
  G_OBJECT_CLASS (cairn_beside_view_parent_class)->finalize (object);
}

static void
cairn_beside_view_class_init (CairnBesideViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_beside_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_beside_view_finalize;
  signals[SIGNAL_EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (CAIRN_TYPE_CANVAS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-beside-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnBesideView, choice);
  gtk_widget_class_bind_template_child (widget_class, CairnBesideView, canvas);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
}

static void
cairn_beside_view_init (CairnBesideView *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->main_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->main_signals, "notify::timings", G_CALLBACK (timings_cb),
                                  self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed", G_CALLBACK (update_choice),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The one behind the diagram that is edited, else the first. */
static CairnElement *
find_another (CairnBesideView *self)
{
  CairnElement *edited = cairn_editor_get_diagram (self->main);
  const char *found = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    {
      const char *id = g_ptr_array_index (self->ids, i);

      if (edited != NULL && g_str_equal (id, cairn_element_get_id (edited)))
        found = i + 1 < self->ids->len ? g_ptr_array_index (self->ids, i + 1)
                                       : g_ptr_array_index (self->ids, 0);
    }
  return cairn_document_lookup (cairn_editor_get_document (self->main), found);
}

void
cairn_beside_view_set_editor (CairnBesideView *self, CairnEditor *editor)
{
  static const char *const shared[] = { "dark", "show-timings", "show-emotions" };
  CairnElement *another;

  g_return_if_fail (CAIRN_IS_BESIDE_VIEW (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (self->main == editor)
    return;
  g_signal_group_set_target (self->main_signals, NULL);
  g_signal_group_set_target (self->document_signals, NULL);
  cairn_canvas_set_editor (self->canvas, NULL);
  g_clear_object (&self->other);
  g_set_object (&self->main, editor);
  if (editor == NULL)
    return;
  self->other = cairn_editor_new (cairn_editor_get_document (editor));
  cairn_editor_set_read_only (self->other, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    g_object_bind_property (editor, shared[i], self->other, shared[i], G_BINDING_SYNC_CREATE);
  g_signal_group_set_target (self->main_signals, editor);
  g_signal_group_set_target (self->document_signals, cairn_editor_get_document (editor));
  timings_cb (self);
  update_choice (self);
  another = find_another (self);
  if (another != NULL)
    cairn_editor_set_diagram (self->other, another);
  select_shown (self);
  cairn_canvas_set_editor (self->canvas, self->other);
}

CairnElement *
cairn_beside_view_get_diagram (CairnBesideView *self)
{
  g_return_val_if_fail (CAIRN_IS_BESIDE_VIEW (self), NULL);

  return self->other != NULL ? cairn_editor_get_diagram (self->other) : NULL;
}
