/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

/* The pages are written in the little Markdown that they need: headings, paragraphs, lists, tables,
 * code, bold, italic and links to each other. */

#include "ui/cairn-help-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMN_WIDTH 720
#define FOLDER "/io/github/cairn_journeys/Cairn/help/"

struct _CairnHelpWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (CairnHelpWindow, cairn_help_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *name; /* of the file, and as links call it */
  const char *title;
} pages[] = {
  { "index.md", N_ ("Beginning") },     { "drawing.md", N_ ("Drawing") },
  { "sipoc.md", N_ ("SIPOC") },         { "segments.md", N_ ("Segments") },
  { "templates.md", N_ ("Templates") }, { "timings.md", N_ ("Timings") },
  { "data.md", N_ ("Data") },           { "keys.md", N_ ("Keys") },
};

/* Markup for what is bold, italic, code or a link within a line. */
static char *
inline_markup (const char *text)
{
  static const struct
  {
    const char *pattern;
    const char *markup;
  } rules[] = {
    { "`([^`]+)`", "<tt>\\1</tt>" },
    { "\\*\\*([^*]+)\\*\\*", "<b>\\1</b>" },
    { "\\*([^*]+)\\*", "<i>\\1</i>" },
    { "\\[([^]]+)\\]\\(([^)]+)\\)", "<a href=\"\\2\">\\1</a>" },
  };
  char *markup = g_markup_escape_text (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (rules[i].pattern, 0, 0, NULL);
      char *replaced = g_regex_replace (regex, markup, -1, 0, rules[i].markup, 0, NULL);

      g_free (markup);
      markup = replaced;
    }
  return markup;
}

static gboolean
link_cb (CairnHelpWindow *self, const char *uri)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_has_suffix (uri, pages[i].name))
      {
        gtk_stack_set_visible_child_name (self->stack, pages[i].name);
        return TRUE;
      }
  return FALSE;
}

static GtkWidget *
new_label (CairnHelpWindow *self, const char *text, const char *css_class)
{
  g_autofree char *markup = inline_markup (text);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, css_class);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  return label;
}

static gboolean
is_table (const char *line)
{
  return line[0] == '|';
}

static gboolean
is_code (const char *line)
{
  return g_str_has_prefix (line, "    ");
}

static gboolean
is_item (const char *line)
{
  return g_str_has_prefix (line, "- ") || (g_ascii_isdigit (line[0]) && line[1] == '.');
}

/* A line that goes on with the paragraph or item before it. */
static gboolean
is_more (const char *line)
{
  return *line != '\0' && *line != '#' && *line != '!' && !is_table (line) && !is_item (line);
}

static void
add_row (CairnHelpWindow *self, GtkGrid *grid, const char *line, int row)
{
  g_auto (GStrv) cells = g_strsplit (line + 1, "|", -1);

  for (guint i = 0; cells[i] != NULL && cells[i + 1] != NULL; i++)
    {
      GtkWidget *label = new_label (self, g_strstrip (cells[i]), row == 0 ? "heading" : "body");

      gtk_widget_set_hexpand (label, i > 0);
      if (*cells[i] != '\0')
        gtk_grid_attach (grid, g_object_ref_sink (label), (int) i, row, 1, 1);
      else
        g_object_ref_sink (label);
      g_object_unref (label);
    }
}

/* Adds the table that begins at @lines[@at]; returns the line behind it. */
static guint
add_table (CairnHelpWindow *self, GtkBox *box, char **lines, guint at)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (; lines[at] != NULL && is_table (lines[at]); at++)
    if (!g_str_has_prefix (lines[at], "|--"))
      add_row (self, GTK_GRID (grid), lines[at], row++);
  gtk_box_append (box, grid);
  return at;
}

static guint
add_code (GtkBox *box, char **lines, guint at)
{
  g_autoptr (GString) code = g_string_new (NULL);
  GtkWidget *label;

  for (; lines[at] != NULL && is_code (lines[at]); at++)
    g_string_append_printf (code, "%s%s", code->len > 0 ? "\n" : "", lines[at] + 4);
  label = gtk_label_new (code->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "help-code");
  gtk_box_append (box, label);
  return at;
}

static guint
add_paragraph (CairnHelpWindow *self, GtkBox *box, char **lines, guint at)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *first = lines[at];

  if (g_str_has_prefix (first, "- "))
    g_string_append_printf (text, "•  %s", first + 2);
  else
    g_string_append (text, first);
  for (at++; lines[at] != NULL && is_more (lines[at]); at++)
    g_string_append_printf (text, " %s", g_strchug (lines[at]));
  gtk_box_append (box, new_label (self, text->str, "body"));
  return at;
}

/* Of @picture, not wider than the column. */
static int
get_height (GdkPaintable *picture)
{
  int width = picture != NULL ? gdk_paintable_get_intrinsic_width (picture) : 0;

  if (width <= 0)
    return -1;
  return gdk_paintable_get_intrinsic_height (picture) * MIN (width, COLUMN_WIDTH) / width;
}

/* ![What it shows](…/name.png): the pictures are built in beside the pages. */
static void
add_picture (GtkBox *box, const char *line)
{
  const char *middle = strstr (line, "](");
  g_autofree char *words
    = middle != NULL ? g_strndup (line + 2, (gsize) (middle - line - 2)) : NULL;
  g_autofree char *path = middle != NULL ? g_strndup (middle + 2, strcspn (middle + 2, ")")) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *resource = g_strconcat (FOLDER "images/", name, NULL);
  GtkWidget *picture;

  if (name == NULL)
    return;
  picture = gtk_picture_new_for_resource (resource);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  /* A picture in a column that scrolls would shrink to nothing. */
  gtk_widget_set_size_request (picture, -1,
                               get_height (gtk_picture_get_paintable (GTK_PICTURE (picture))));
  gtk_box_append (box, picture);
}

static guint
add_block (CairnHelpWindow *self, GtkBox *box, char **lines, guint at)
{
  const char *line = lines[at];

  if (*line == '\0')
    return at + 1;
  if (g_str_has_prefix (line, "# "))
    gtk_box_append (box, new_label (self, line + 2, "title-1"));
  else if (g_str_has_prefix (line, "## "))
    gtk_box_append (box, new_label (self, line + 3, "title-3"));
  else if (g_str_has_prefix (line, "!["))
    add_picture (box, line);
  else if (is_table (line))
    return add_table (self, box, lines, at);
  else if (is_code (line))
    return add_code (box, lines, at);
  else
    return add_paragraph (self, box, lines, at);
  return at + 1;
}

static GtkWidget *
new_page (CairnHelpWindow *self, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : "";
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint at = 0; lines[at] != NULL;)
    at = add_block (self, GTK_BOX (box), lines, at);
  gtk_widget_add_css_class (box, "help-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), COLUMN_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
cairn_help_window_class_init (CairnHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnHelpWindow, stack);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cairn_help_window_init (CairnHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (self->stack, new_page (self, pages[i].name), pages[i].name,
                          _ (pages[i].title));
}

void
cairn_help_window_present (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (CAIRN_IS_HELP_WINDOW (l->data))
      {
        gtk_window_present (l->data);
        return;
      }
  gtk_window_present (g_object_new (CAIRN_TYPE_HELP_WINDOW, "application", application, NULL));
}
