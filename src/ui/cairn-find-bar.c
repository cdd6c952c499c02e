/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-find-bar.h"

#include "command/cairn-find.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of the text around what was found. */
#define CONTEXT 40
/* More would be a list that nobody reads, and slow to make. */
#define MAX_ROWS 2000

struct _CairnFindBar
{
  GtkWidget parent_instance;

  CairnEditor *editor;
  GSignalGroup *document_signals;
  CairnCanvas *canvas; /* borrowed: it stands beside */

  GArray *findings; /* of CairnFinding; good unless stale */
  gboolean stale;
  guint idle;
  int at;         /* the one gone to last; -1: none */
  char *searched; /* what for; NULL: nothing yet */
  CairnMatchFlags flags;

  /* Template */
  GtkEditable *entry;
  GtkEditable *with_entry;
  GtkLabel *count_label;
  GtkToggleButton *case_button;
  GtkToggleButton *words_button;
  GtkToggleButton *replace_toggle;
  GtkWidget *replace_button;
  GtkWidget *replace_all_button;
  GtkWidget *results;
  GtkListView *list;
  GtkStringList *rows; /* markup, one for each finding */
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (CairnFindBar, cairn_find_bar, GTK_TYPE_WIDGET)

static CairnMatchFlags
get_flags (CairnFindBar *self)
{
  return (gtk_toggle_button_get_active (self->case_button) ? CAIRN_MATCH_CASE : 0)
         | (gtk_toggle_button_get_active (self->words_button) ? CAIRN_MATCH_WORDS : 0);
}

/* ---- what was found, in words ---- */

/* The text around @finding, with it in bold. Owned by the caller. */
static char *
dup_excerpt (const CairnFinding *finding)
{
  const char *text = cairn_element_get_string (finding->element, finding->prop);
  const char *from = text + finding->start;
  const char *to = text + finding->end;
  g_autofree char *before = NULL, *found = NULL, *after = NULL;

  for (guint i = 0; i < CONTEXT && from > text; i++)
    from = g_utf8_prev_char (from);
  for (guint i = 0; i < CONTEXT && *to != '\0'; i++)
    to = g_utf8_next_char (to);
  before = g_markup_escape_text (from, text + finding->start - from);
  found = g_markup_escape_text (text + finding->start, (gssize) (finding->end - finding->start));
  after = g_markup_escape_text (text + finding->end, to - (text + finding->end));
  return g_strdup_printf ("%s%s<b>%s</b>%s%s", from > text ? "…" : "", before, found, after,
                          *to != '\0' ? "…" : "");
}

static char *
dup_row (const CairnFinding *finding)
{
  const CairnElement *element = finding->element;
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), finding->prop);
  g_autofree char *excerpt = dup_excerpt (finding);
  g_autofree char *place = cairn_words_place (element);
  g_autofree char *title = cairn_words_title (element);
  gboolean named = finding->prop == cairn_element_get_title_prop (element);
  g_autofree char *where = g_strdup_printf ("%s%s%s · %s%s%s", place, *place != '\0' ? " · " : "",
                                            cairn_words_kind (element), named ? "" : title,
                                            named ? "" : ": ", _ (spec->label));
  g_autofree char *escaped = g_markup_escape_text (where, -1);

  g_strdelimit (excerpt, "\n\r", ' ');
  return g_strdup_printf ("%s\n<small>%s</small>", excerpt, escaped);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_markup (
    GTK_LABEL (gtk_list_item_get_child (item)),
    gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item))));
}

/* ---- searching ---- */

static void
light (CairnFindBar *self)
{
  g_autoptr (GHashTable) ids = NULL;

  if (self->canvas == NULL)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self)) && self->findings->len > 0)
    {
      ids = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < self->findings->len; i++)
        g_hash_table_add (ids, (gpointer) cairn_element_get_id (
                                 g_array_index (self->findings, CairnFinding, i).element));
    }
  cairn_canvas_set_lit (self->canvas, ids);
}

static void
update_count (CairnFindBar *self)
{
  guint n = self->findings->len;
  g_autofree char *text = NULL;

  if (*gtk_editable_get_text (self->entry) == '\0')
    text = g_strdup ("");
  else if (n == 0)
    text = g_strdup (_ ("Not found"));
  else if (self->at < 0)
    text = g_strdup_printf (ngettext ("%u place", "%u places", n), n);
  else
    /* translators: the third of twelve places */
    text = g_strdup_printf (_ ("%d of %u"), self->at + 1, n);
  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->replace_button, n > 0);
  gtk_widget_set_sensitive (self->replace_all_button, n > 0);
  gtk_widget_set_visible (self->results, n > 0);
}

static void
show_rows (CairnFindBar *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->findings->len && i < MAX_ROWS; i++)
    g_ptr_array_add (rows, dup_row (&g_array_index (self->findings, CairnFinding, i)));
  g_ptr_array_add (rows, NULL);
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          (const char *const *) rows->pdata);
}

static void
search (CairnFindBar *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->findings, g_array_unref);
  self->stale = FALSE;
  g_free (self->searched);
  self->searched = g_strdup (gtk_editable_get_text (self->entry));
  self->flags = get_flags (self);
  if (self->editor != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    self->findings = cairn_find (cairn_editor_get_document (self->editor),
                                 gtk_editable_get_text (self->entry), get_flags (self));
  else
    self->findings = g_array_new (FALSE, FALSE, sizeof (CairnFinding));
  self->at = MIN (self->at, (int) self->findings->len - 1);
  show_rows (self);
  gtk_single_selection_set_selected (self->selection,
                                     self->at >= 0 ? (guint) self->at : GTK_INVALID_LIST_POSITION);
  update_count (self);
  light (self);
}

static gboolean
idle_cb (gpointer data)
{
  CairnFindBar *self = data;

  self->idle = 0;
  search (self);
  return G_SOURCE_REMOVE;
}

/* The document has changed: what was found may not be there any more. */
static void
document_changed_cb (CairnFindBar *self)
{
  self->stale = TRUE;
  if (self->idle == 0 && gtk_widget_get_visible (GTK_WIDGET (self)))
    self->idle = g_idle_add (idle_cb, self);
}

static void
freshen (CairnFindBar *self)
{
  if (self->stale)
    search (self);
}

/* The entry waits a little before it says so; Enter may have searched already. */
static void
search_changed_cb (CairnFindBar *self)
{
  if (g_strcmp0 (self->searched, gtk_editable_get_text (self->entry)) == 0
      && self->flags == get_flags (self))
    return;
  self->at = -1;
  search (self);
}

/* ---- going there ---- */

static gboolean
is_part (CairnKind kind)
{
  return kind == CAIRN_KIND_TASK || kind == CAIRN_KIND_ACTION || kind == CAIRN_KIND_CHANGE;
}

static void
go_to (CairnFindBar *self, int at)
{
  CairnElement *element = g_array_index (self->findings, CairnFinding, at).element;

  self->at = at;
  /* Some have no place of their own to be selected in. */
  if (is_part (cairn_element_get_kind (element)))
    element = cairn_element_get_parent (element);
  cairn_editor_reveal (self->editor, element);
  gtk_single_selection_set_selected (self->selection, (guint) at);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint) at);
  update_count (self);
}

void
cairn_find_bar_turn (CairnFindBar *self, int by)
{
  int n;

  g_return_if_fail (CAIRN_IS_FIND_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      cairn_find_bar_open (self, FALSE);
      if (*gtk_editable_get_text (self->entry) == '\0')
        return;
    }
  freshen (self);
  n = (int) self->findings->len;
  if (n == 0)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    go_to (self, self->at < 0 ? (by > 0 ? 0 : n - 1) : (self->at + n + by) % n);
}

static void
entry_activate_cb (CairnFindBar *self)
{
  search_changed_cb (self);
  cairn_find_bar_turn (self, 1);
}

static void
next_match_cb (CairnFindBar *self)
{
  cairn_find_bar_turn (self, 1);
}

static void
previous_match_cb (CairnFindBar *self)
{
  cairn_find_bar_turn (self, -1);
}

static void
row_activated_cb (CairnFindBar *self, guint position)
{
  CairnElement *playbook;

  freshen (self);
  if (position >= self->findings->len)
    return;
  go_to (self, (int) position);
  playbook = cairn_element_ancestor (g_array_index (self->findings, CairnFinding, position).element,
                                     CAIRN_KIND_PLAYBOOK);
  if (playbook != NULL)
    cairn_editor_open_playbook (self->editor, playbook);
}

/* ---- replacing ---- */

static void
replace_cb (CairnFindBar *self)
{
  CairnFinding finding;
  gsize skip;

  freshen (self);
  if (self->findings->len == 0 || !cairn_editor_may_change (self->editor))
    return;
  if (self->at < 0)
    {
      go_to (self, 0); /* first look, then change */
      return;
    }
  finding = g_array_index (self->findings, CairnFinding, self->at);
  skip = finding.start + strlen (gtk_editable_get_text (self->with_entry));
  cairn_command_replace (cairn_editor_get_history (self->editor), &finding,
                         gtk_editable_get_text (self->with_entry));
  search (self);
  /* What was put in may hold the word itself: go on behind it. */
  while (self->at >= 0 && self->at < (int) self->findings->len
         && g_array_index (self->findings, CairnFinding, self->at).element == finding.element
         && g_array_index (self->findings, CairnFinding, self->at).prop == finding.prop
         && g_array_index (self->findings, CairnFinding, self->at).start >= finding.start
         && g_array_index (self->findings, CairnFinding, self->at).start < skip)
    self->at++;
  if (self->findings->len > 0)
    go_to (self, self->at % (int) self->findings->len);
}

static void
replace_all_cb (CairnFindBar *self)
{
  g_autofree char *said = NULL;
  guint n;

  if (!cairn_editor_may_change (self->editor))
    return;
  n = cairn_command_replace_all (cairn_editor_get_history (self->editor),
                                 gtk_editable_get_text (self->entry),
                                 gtk_editable_get_text (self->with_entry), get_flags (self));
  said = g_strdup_printf (ngettext ("%u place replaced. Ctrl+Z takes it back.",
                                    "%u places replaced. Ctrl+Z takes it back.", n),
                          n);
  cairn_editor_announce (self->editor, said);
  self->at = -1;
  search (self);
}

/* ---- opening and closing ---- */

void
cairn_find_bar_open (CairnFindBar *self, gboolean replace)
{
  g_return_if_fail (CAIRN_IS_FIND_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (replace)
    gtk_toggle_button_set_active (self->replace_toggle, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  self->at = -1;
  search (self);
}

void
cairn_find_bar_close (CairnFindBar *self)
{
  g_return_if_fail (CAIRN_IS_FIND_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_toggle_button_set_active (self->replace_toggle, FALSE);
  search (self);
  if (self->canvas != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

gboolean
cairn_find_bar_is_open (CairnFindBar *self)
{
  g_return_val_if_fail (CAIRN_IS_FIND_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  CairnFindBar *self = CAIRN_FIND_BAR (widget);
  const char *what = g_variant_get_string (args, NULL);

  if (g_str_equal (what, "close"))
    cairn_find_bar_close (self);
  else if (g_str_equal (what, "case"))
    gtk_toggle_button_set_active (self->case_button,
                                  !gtk_toggle_button_get_active (self->case_button));
  else if (g_str_equal (what, "words"))
    gtk_toggle_button_set_active (self->words_button,
                                  !gtk_toggle_button_get_active (self->words_button));
  else
    cairn_find_bar_turn (self, g_str_equal (what, "next") ? 1 : -1);
  return TRUE;
}

static void
cairn_find_bar_dispose (GObject *object)
{
  CairnFindBar *self = CAIRN_FIND_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->canvas = NULL;
  g_clear_object (&self->document_signals);
  g_clear_object (&self->editor);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->searched, g_free);
  G_OBJECT_CLASS (cairn_find_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, with_entry);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, case_button);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, words_button);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, replace_toggle);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, replace_button);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, replace_all_button);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, results);
  gtk_widget_class_bind_template_child (widget_class, CairnFindBar, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, cairn_find_bar_close);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
cairn_find_bar_class_init (CairnFindBarClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *what;
  } keys[] = {
    { GDK_KEY_Escape, 0, "close" },
    { GDK_KEY_g, GDK_CONTROL_MASK, "next" },
    { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "previous" },
    { GDK_KEY_Return, GDK_SHIFT_MASK, "previous" },
    { GDK_KEY_c, GDK_ALT_MASK, "case" },
    { GDK_KEY_w, GDK_ALT_MASK, "words" },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_find_bar_dispose;
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, key_cb, "s",
                                  keys[i].what);
  gtk_widget_class_set_css_name (widget_class, "findbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}

static void
cairn_find_bar_init (CairnFindBar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->at = -1;
  self->findings = g_array_new (FALSE, FALSE, sizeof (CairnFinding));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL); /* lives with the list */
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  self->rows = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->rows));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed",
                                  G_CALLBACK (document_changed_cb), self);
}

void
cairn_find_bar_set_canvas (CairnFindBar *self, CairnCanvas *canvas)
{
  g_return_if_fail (CAIRN_IS_FIND_BAR (self));

  self->canvas = canvas;
}

void
cairn_find_bar_set_editor (CairnFindBar *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_FIND_BAR (self));

  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->document_signals,
                             editor != NULL ? cairn_editor_get_document (editor) : NULL);
  self->at = -1;
  search (self);
}
