/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

/* The shortcuts window, made from the table of actions. GTK lets one be made only by a description
 * in XML, so that is what is written here. */

#include "config.h"

#include "ui/cairn-shortcuts.h"

#include "canvas/cairn-action.h"

#include <glib/gi18n-lib.h>

/* Two columns of this many lines fit on a small screen. A page with more of them would be divided.
 */
#define LINES "20"

typedef struct
{
  const char *name;
  const char *title;
  CairnActionSection sections[4];
  guint n_sections;
} Page;

static const Page pages[] = {
  { "drawing",
    N_ ("Drawing"),
    { CAIRN_SECTION_STEPS, CAIRN_SECTION_EDITING, CAIRN_SECTION_LABEL },
    3 },
  { "going",
    N_ ("Going About"),
    { CAIRN_SECTION_GOING, CAIRN_SECTION_BANDS, CAIRN_SECTION_VIEW },
    3 },
  { "window",
    N_ ("Window"),
    { CAIRN_SECTION_FILES, CAIRN_SECTION_GENERAL, CAIRN_SECTION_FINDING },
    3 },
  { "timings", N_ ("Timings"), { CAIRN_SECTION_TIMINGS }, 1 },
  { "pointer", N_ ("Pointer and Tools"), { CAIRN_SECTION_POINTER, CAIRN_SECTION_TOOLS }, 2 },
};

static void
append (GString *xml, const char *property, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (xml, "<property name='%s'>%s</property>", property, escaped);
}

static void
append_line (GString *xml, const CairnAction *action, const char *title, const char *keys)
{
  g_string_append (xml, "<child><object class='GtkShortcutsShortcut'>");
  append (xml, "title", title);
  if (action->scope == CAIRN_SCOPE_POINTER)
    {
      g_string_append (xml, "<property name='shortcut-type'>gesture</property>");
      append (xml, "subtitle", keys);
    }
  else
    append (xml, "accelerator", keys);
  g_string_append (xml, "</object></child>");
}

/* The first key of @action and of those that share a line with it; sets @at to the last of them. */
static char *
join_keys (const CairnAction *table, guint n, guint *at)
{
  const char *together = table[*at].together;
  GString *keys = g_string_new (NULL);

  for (;;)
    {
      g_auto (GStrv) own = g_strsplit (table[*at].keys, " ", -1);

      g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "",
                              together != NULL ? own[0] : table[*at].keys);
      if (together == NULL || *at + 1 >= n || table[*at + 1].keys == NULL
          || g_strcmp0 (table[*at + 1].together, together) != 0)
        return g_string_free (keys, FALSE);
      (*at)++;
    }
}

static void
append_group (GString *xml, CairnActionSection section)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  gsize begin = xml->len, empty;

  g_string_append (xml, "<child><object class='GtkShortcutsGroup'>");
  append (xml, "title", cairn_action_section_title (section));
  empty = xml->len;
  for (guint i = 0; i < n; i++)
    {
      const CairnAction *action = &table[i];
      g_autofree char *keys = NULL;

      if (action->section != section || action->keys == NULL)
        continue;
      if (action->scope == CAIRN_SCOPE_POINTER)
        keys = g_strdup (_ (action->keys));
      else
        keys = join_keys (table, n, &i);
      append_line (xml, action, _ (action->together != NULL ? action->together : action->label),
                   keys);
    }
  if (xml->len == empty)
    g_string_truncate (xml, begin);
  else
    g_string_append (xml, "</object></child>");
}

static char *
dup_description (void)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>");

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_string_append (xml, "<child><object class='GtkShortcutsSection'>");
      append (xml, "section-name", pages[i].name);
      append (xml, "title", _ (pages[i].title));
      append (xml, "max-height", LINES);
      for (guint s = 0; s < pages[i].n_sections; s++)
        append_group (xml, pages[i].sections[s]);
      g_string_append (xml, "</object></child>");
    }
  g_string_append (xml, "</object></interface>");
  return g_string_free (xml, FALSE);
}

void
cairn_shortcuts_present (GtkWindow *parent)
{
  g_autofree char *xml = dup_description ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  gtk_window_set_modal (window, TRUE);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
