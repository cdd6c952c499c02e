/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-own-templates.h"

#include "io/cairn-templates.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define GROUP "Template"
#define JOURNEY ".cairn"
#define WORDS ".ini"

void
cairn_own_template_free (CairnOwnTemplate *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self);
}

static char *
folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "cairn", "templates", NULL);
}

static char *
file_of (const char *id, const char *suffix)
{
  g_autofree char *path = folder ();
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (path, name, NULL);
}

/* Nothing that leads out of the folder. */
static gboolean
is_id (const char *id)
{
  return *id != '\0' && *id != '.' && strchr (id, G_DIR_SEPARATOR) == NULL;
}

static gboolean
is_built_in (const char *id)
{
  guint n = 0;
  const CairnTemplate *templates = cairn_templates_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (templates[i].id, id))
      return TRUE;
  return FALSE;
}

/* "Our Onboarding!" → "our-onboarding"; never the name of one that is built in. */
static char *
id_for (const char *name)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);
  g_autoptr (GString) id = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        {
          if (gap && id->len > 0)
            g_string_append_c (id, '-');
          g_string_append_unichar (id, c);
        }
      gap = !g_unichar_isalnum (c);
    }
  if (id->len == 0 || is_built_in (id->str))
    g_string_prepend (id, id->len == 0 ? "template" : "my-");
  return g_string_free (g_steal_pointer (&id), FALSE);
}

static CairnOwnTemplate *
describe (const char *id)
{
  CairnOwnTemplate *template = g_new0 (CairnOwnTemplate, 1);
  g_autofree char *words = file_of (id, WORDS);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  template->id = g_strdup (id);
  if (g_key_file_load_from_file (file, words, G_KEY_FILE_NONE, NULL))
    {
      template->name = g_key_file_get_string (file, GROUP, "Name", NULL);
      template->description = g_key_file_get_string (file, GROUP, "Description", NULL);
    }
  if (template->name == NULL)
    template->name = g_strdup (id);
  if (template->description == NULL)
    template->description = g_strdup ("");
  return template;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const CairnOwnTemplate *one = *(const CairnOwnTemplate *const *) a;
  const CairnOwnTemplate *two = *(const CairnOwnTemplate *const *) b;

  return g_utf8_collate (one->name, two->name);
}

GPtrArray *
cairn_own_templates_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_own_template_free);
  g_autofree char *path = folder ();
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, JOURNEY) && is_id (name))
      {
        g_autofree char *id = g_strndup (name, strlen (name) - strlen (JOURNEY));

        if (!is_built_in (id) && *id != '\0')
          g_ptr_array_add (list, describe (id));
      }
  g_ptr_array_sort (list, compare);
  return list;
}

char *
cairn_own_templates_save (CairnDocument *document,
                          const char *name,
                          const char *description,
                          GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *path = folder ();
  g_autofree char *journey = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL && description != NULL, NULL);

  id = id_for (name);
  journey = file_of (id, JOURNEY);
  words = file_of (id, WORDS);
  bytes = cairn_journey_write_bytes (document);
  g_key_file_set_string (file, GROUP, "Name", name);
  g_key_file_set_string (file, GROUP, "Description", description);
  g_mkdir_with_parents (path, 0700);
  if (!g_file_set_contents (journey, g_bytes_get_data (bytes, NULL),
                            (gssize) g_bytes_get_size (bytes), error)
      || !g_key_file_save_to_file (file, words, error))
    return NULL;
  return g_steal_pointer (&id);
}

CairnDocument *
cairn_own_templates_load (const char *id, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  path = file_of (id, JOURNEY);
  if (is_id (id) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return cairn_journey_read_file (path, NULL, NULL, error);
  g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_NO_TEMPLATE,
               _ ("there is no template “%s”; “cairn new --list” names those there are"), id);
  return NULL;
}

gboolean
cairn_own_templates_delete (const char *id, GError **error)
{
  g_autofree char *journey = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (id != NULL && is_id (id), FALSE);

  journey = file_of (id, JOURNEY);
  words = file_of (id, WORDS);
  if (g_unlink (journey) != 0 && errno != ENOENT)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   _ ("the template “%s” cannot be deleted: %s"), journey, g_strerror (errno));
      return FALSE;
    }
  g_unlink (words);
  return TRUE;
}
