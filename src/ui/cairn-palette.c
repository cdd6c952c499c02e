/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-palette.h"

#include "ui/cairn-palette-entry.h"

#include <glib/gi18n-lib.h>

#define RECENT_KEY "recent-commands"
#define MAX_RECENT 10
#define MAX_SHOWN 200

struct _CairnPalette
{
  AdwWindow parent_instance;

  CairnEditor *editor;
  CairnCanvas *canvas;
  GSettings *settings; /* NULL: nothing is remembered */
  char **recent;

  GPtrArray *entries; /* all of them */
  GListStore *shown;
  GtkSingleSelection *selection;

  /* Template */
  GtkEditable *entry;
  GtkListView *list;
  GtkWidget *nothing_label;
};

G_DEFINE_FINAL_TYPE (CairnPalette, cairn_palette, ADW_TYPE_WINDOW)

/* ---- what there is ---- */

static guint
recent_place (CairnPalette *self, const char *name)
{
  for (guint i = 0; self->recent != NULL && self->recent[i] != NULL; i++)
    if (g_str_equal (self->recent[i], name))
      return i + 1;
  return 0;
}

/* As the window itself sees it: an action may be off for reasons that the table does not know. */
static gboolean
is_enabled (CairnPalette *self, const CairnAction *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!G_IS_ACTION_GROUP (parent) || !g_str_has_prefix (action->name, "win.")
      || !g_action_parse_detailed_name (action->name + 4, &name, &target, NULL))
    return TRUE;
  return g_action_group_get_action_enabled (G_ACTION_GROUP (parent), name);
}

static void
add_actions (CairnPalette *self)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *why_not;

      /* It is open already. */
      if (table[i].name == NULL || g_str_equal (table[i].name, "win.palette"))
        continue;
      why_not = cairn_action_why_not (&table[i], self->editor);
      if (why_not == NULL && !is_enabled (self, &table[i]))
        why_not = _ ("Not now");
      g_ptr_array_add (self->entries, cairn_palette_entry_new_action (
                                        &table[i], why_not, recent_place (self, table[i].name)));
    }
}

static gboolean
is_place (CairnKind kind)
{
  return cairn_kind_is_diagram (kind) || kind == CAIRN_KIND_SEGMENT || kind == CAIRN_KIND_LANE
         || kind == CAIRN_KIND_STAGE || kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM
         || kind == CAIRN_KIND_REQUIREMENT || kind == CAIRN_KIND_PLAYBOOK;
}

static void
add_places (CairnPalette *self, CairnElement *element)
{
  if (is_place (cairn_element_get_kind (element)) && *cairn_element_get_title (element) != '\0')
    g_ptr_array_add (self->entries, cairn_palette_entry_new_element (element));
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    add_places (self, cairn_element_get_child (element, i));
}

/* ---- what fits ---- */

typedef struct
{
  CairnPaletteEntry *entry;
  guint rank;
  guint place;
} Ranked;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a;
  const Ranked *other = b;

  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  return one->place < other->place ? -1 : 1;
}

static void
search_changed_cb (CairnPalette *self)
{
  const char *query = gtk_editable_get_text (self->entry);
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr (GPtrArray) best = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      Ranked one = { g_ptr_array_index (self->entries, i), 0, i };

      one.rank = cairn_palette_entry_rank (one.entry, query);
      if (one.rank > 0)
        g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare);
  for (guint i = 0; i < ranked->len && i < MAX_SHOWN; i++)
    g_ptr_array_add (best, g_array_index (ranked, Ranked, i).entry);
  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                       best->pdata, best->len);
  if (best->len > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
    }
  gtk_widget_set_visible (self->nothing_label, best->len == 0);
}

/* ---- doing it ---- */

static void
remember (CairnPalette *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (self->settings == NULL)
    return;
  g_strv_builder_add (builder, name);
  for (guint i = 0; self->recent != NULL && self->recent[i] != NULL && i < MAX_RECENT; i++)
    if (!g_str_equal (self->recent[i], name))
      g_strv_builder_add (builder, self->recent[i]);
  names = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, RECENT_KEY, (const char *const *) names);
}

static void
perform (CairnPalette *self, CairnPaletteEntry *entry)
{
  const CairnAction *action = cairn_palette_entry_get_action (entry);
  g_autoptr (CairnEditor) editor = g_object_ref (self->editor);
  g_autoptr (CairnCanvas) canvas = g_object_ref (self->canvas);
  g_autoptr (CairnPaletteEntry) held = g_object_ref (entry);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (cairn_palette_entry_get_why_not (entry) != NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (action != NULL)
    remember (self, action->name);
  /* What it does may want the focus, or open a window of its own. */
  gtk_window_destroy (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  if (action == NULL)
    cairn_editor_reveal (editor, cairn_palette_entry_get_element (held));
  else if (g_action_parse_detailed_name (action->name, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (canvas), name, target);
}

static void
row_activated_cb (CairnPalette *self, guint position)
{
  g_autoptr (CairnPaletteEntry) entry
    = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (entry != NULL)
    perform (self, entry);
}

static void
entry_activate_cb (CairnPalette *self)
{
  guint at;

  search_changed_cb (self);
  at = gtk_single_selection_get_selected (self->selection);
  if (at != GTK_INVALID_LIST_POSITION)
    row_activated_cb (self, at);
}

static void
turn (CairnPalette *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || at == GTK_INVALID_LIST_POSITION)
    return;
  at = (at + n + (guint) by) % n;
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", at);
}

static void
next_cb (CairnPalette *self)
{
  turn (self, 1);
}

static void
previous_cb (CairnPalette *self)
{
  turn (self, -1);
}

/* The entry keeps the focus; up and down go through the list all the same. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CairnPalette *self)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      turn (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      turn (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- rows ---- */

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (note), 1);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), note);
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CairnPaletteEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (row);
  const char *why_not = cairn_palette_entry_get_why_not (entry);
  const char *note = cairn_palette_entry_get_note (entry);

  gtk_label_set_label (GTK_LABEL (title), cairn_palette_entry_get_title (entry));
  if (why_not != NULL)
    gtk_widget_add_css_class (title, "dim-label");
  else
    gtk_widget_remove_css_class (title, "dim-label");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row)), why_not != NULL ? why_not
                                                                    : note != NULL  ? note
                                                                                    : "");
}

static void
cairn_palette_dispose (GObject *object)
{
  CairnPalette *self = CAIRN_PALETTE (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->canvas);
  g_clear_object (&self->settings);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->recent, g_strfreev);
  G_OBJECT_CLASS (cairn_palette_parent_class)->dispose (object);
}

static void
cairn_palette_class_init (CairnPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_palette_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CairnPalette, list);
  gtk_widget_class_bind_template_child (widget_class, CairnPalette, nothing_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cairn_palette_init (CairnPalette *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_list_store_new (CAIRN_TYPE_PALETTE_ENTRY);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  /* The factory and the controller go with the widgets they serve. */
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

GtkWidget *
cairn_palette_new (GtkWindow *parent, CairnEditor *editor, CairnCanvas *canvas, GSettings *settings)
{
  CairnPalette *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (CAIRN_IS_EDITOR (editor) && CAIRN_IS_CANVAS (canvas), NULL);

  self = g_object_new (CAIRN_TYPE_PALETTE, "transient-for", parent, "modal", TRUE,
                       "destroy-with-parent", TRUE, NULL);
  self->editor = g_object_ref (editor);
  self->canvas = g_object_ref (canvas);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  if (settings != NULL)
    self->recent = g_settings_get_strv (settings, RECENT_KEY);
  add_actions (self);
  add_places (self, cairn_document_get_root (cairn_editor_get_document (editor)));
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
