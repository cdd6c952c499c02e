/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/cairn-application.h"
#include "canvas/cairn-canvas.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>

G_BEGIN_DECLS

/* The window of the program, showing a journey that lies in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;
  CairnMainWindow *window; /* NULL once closed */
  CairnEditor *editor;
  CairnDocument *document;
} WindowFixture;

static GtkApplication *application;

static inline void
window_open (WindowFixture *f)
{
  g_autoptr (GFile) file = g_file_new_for_path (f->path);

  f->window = cairn_main_window_new (application);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  cairn_main_window_open (f->window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (f->window) != NULL);
  cairn_ui_test_settle ();
  f->editor = cairn_main_window_get_editor (f->window);
  f->document = cairn_editor_get_document (f->editor);
}

/* @data is the text of the journey. */
static inline void
window_set_up (WindowFixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cairn-window-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.cairn", NULL);
  g_assert_true (g_file_set_contents (f->path, data, -1, NULL));
  window_open (f);
}

static inline void
window_tear_down (WindowFixture *f, gconstpointer data)
{
  if (f->window != NULL)
    cairn_ui_test_close (GTK_WINDOW (f->window));
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static inline CairnElement *
window_lookup (WindowFixture *f, const char *id)
{
  return cairn_document_lookup (f->document, id);
}

/* NULL: it is not on the screen. */
static inline GtkWidget *
window_find (WindowFixture *f, GType type, const char *text)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), type, text);
}

/* Another window of the program that is on the screen; NULL: none is. */
static inline GtkWindow *
window_find_other (WindowFixture *f)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (window != GTK_WINDOW (f->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static inline GtkWindow *
window_wait_for_other (WindowFixture *f)
{
  GtkWindow *other = NULL;

  cairn_ui_test_wait ((other = window_find_other (f)) != NULL);
  cairn_ui_test_wait (gtk_widget_get_width (GTK_WIDGET (other)) > 0);
  cairn_ui_test_settle ();
  return other;
}

/* Instead of cairn_ui_test_init() and g_test_run(). */
static inline void
window_init (int *argc, char ***argv)
{
  cairn_ui_test_init (argc, argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
}

static inline int
window_run (void)
{
  int result = g_test_run ();

  g_clear_object (&application);
  return result;
}

#define WINDOW_TEST(path, journey, test)                                                           \
  g_test_add (path, WindowFixture, journey, window_set_up, test, window_tear_down)

G_END_DECLS
