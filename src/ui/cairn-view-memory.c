/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-view-memory.h"

#define MOST_VIEWS 200

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "cairn", "views.ini", NULL);
}

static GKeyFile *
load (void)
{
  g_autofree char *path = dup_path ();
  GKeyFile *memory = g_key_file_new ();

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  return memory;
}

/* What @diagram of the journey in @file is called there. */
static char *
dup_group (GFile *file, CairnElement *diagram)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_strconcat (uri, "\n", cairn_element_get_id (diagram), NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
}

/* The latest stand last. */
static void
forget_oldest (GKeyFile *memory)
{
  gsize n;
  g_auto (GStrv) groups = g_key_file_get_groups (memory, &n);

  for (gsize i = 0; i + MOST_VIEWS < n; i++)
    g_key_file_remove_group (memory, groups[i], NULL);
}

static void
keep_one (GKeyFile *memory, CairnCanvas *canvas, GFile *file, CairnElement *diagram)
{
  g_autofree char *group = dup_group (file, diagram);
  double x, y, zoom;

  /* One that is seen as a whole will be so again, whatever the size of the window. */
  g_key_file_remove_group (memory, group, NULL);
  if (!cairn_canvas_get_view (canvas, diagram, &x, &y, &zoom))
    return;
  g_key_file_set_double (memory, group, "x", x);
  g_key_file_set_double (memory, group, "y", y);
  g_key_file_set_double (memory, group, "zoom", zoom);
}

static void
restore_one (GKeyFile *memory, CairnCanvas *canvas, GFile *file, CairnElement *diagram)
{
  g_autofree char *group = dup_group (file, diagram);
  double zoom = g_key_file_get_double (memory, group, "zoom", NULL);

  if (zoom > 0)
    cairn_canvas_set_view (canvas, diagram, g_key_file_get_double (memory, group, "x", NULL),
                           g_key_file_get_double (memory, group, "y", NULL), zoom);
}

static void
for_each_diagram (GKeyFile *memory,
                  CairnCanvas *canvas,
                  CairnEditor *editor,
                  GFile *file,
                  void (*act) (GKeyFile *, CairnCanvas *, GFile *, CairnElement *))
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (editor));

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      if (cairn_kind_is_diagram (cairn_element_get_kind (cairn_element_get_child (segment, i))))
        act (memory, canvas, file, cairn_element_get_child (segment, i));
}

void
cairn_view_memory_keep (CairnCanvas *canvas, CairnEditor *editor, GFile *file)
{
  g_autoptr (GKeyFile) memory = NULL;
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_if_fail (CAIRN_IS_CANVAS (canvas));

  if (editor == NULL || file == NULL)
    return;
  memory = load ();
  for_each_diagram (memory, canvas, editor, file, keep_one);
  forget_oldest (memory);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (memory, path, NULL);
}

void
cairn_view_memory_restore (CairnCanvas *canvas, CairnEditor *editor, GFile *file)
{
  g_autoptr (GKeyFile) memory = NULL;

  g_return_if_fail (CAIRN_IS_CANVAS (canvas));

  if (file == NULL)
    return;
  memory = load ();
  for_each_diagram (memory, canvas, editor, file, restore_one);
}
