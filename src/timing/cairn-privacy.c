/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-privacy-private.h"

#include "timing/cairn-stage-study-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/random.h>

#define SALT_BYTES 32
#define DIGITS 4 /* of either half */

/* ---- the salt ---- */

static GBytes *
make_salt (void)
{
  guint8 salt[SALT_BYTES];
  gsize n = 0;

  while (n < SALT_BYTES)
    {
      ssize_t got = getrandom (salt + n, SALT_BYTES - n, 0);

      if (got < 0 && errno != EINTR)
        break;
      n += got > 0 ? (gsize) got : 0;
    }
  for (; n < SALT_BYTES; n++)
    salt[n] = (guint8) g_random_int ();
  return g_bytes_new (salt, SALT_BYTES);
}

static GBytes *
read_salt (const char *path)
{
  char *bytes = NULL;
  gsize n = 0;

  if (!g_file_get_contents (path, &bytes, &n, NULL))
    return NULL;
  if (n == SALT_BYTES)
    return g_bytes_new_take (bytes, n);
  g_free (bytes);
  return NULL;
}

/* Another Cairn may make one at the same moment: whose file stands there in the end counts. */
static void
keep_salt (const char *path, GBytes *salt)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize n;
  const char *bytes = g_bytes_get_data (salt, &n);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, bytes, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

GBytes *
cairn_privacy_take_salt (const char *path)
{
  GBytes *salt, *kept;

  g_return_val_if_fail (path != NULL, NULL);

  salt = read_salt (path);
  if (salt != NULL)
    return salt;
  salt = make_salt ();
  keep_salt (path, salt);
  kept = read_salt (path);
  if (kept == NULL)
    return salt; /* good for as long as the program runs */
  g_bytes_unref (salt);
  return kept;
}

/* ---- names ---- */

char *
cairn_privacy_dup_salted (GBytes *salt, const char *name)
{
  gsize n;
  const guchar *bytes = g_bytes_get_data (salt, &n);
  g_autofree char *sum = g_compute_hmac_for_string (G_CHECKSUM_SHA256, bytes, n, name, -1);
  g_autofree char *digits = g_ascii_strup (sum, 2 * DIGITS);

  /* translators: a name for a customer whose own is not to be seen; both are some digits */
  return g_strdup_printf (_ ("Customer %1$.4s-%2$.4s"), digits, digits + DIGITS);
}

char *
cairn_privacy_dup_pseudonym (const char *name)
{
  static GBytes *salt;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_once_init_enter (&salt))
    {
      g_autofree char *path
        = g_build_filename (g_get_user_config_dir (), "cairn", "pseudonyms", NULL);

      g_once_init_leave (&salt, cairn_privacy_take_salt (path));
    }
  return cairn_privacy_dup_salted (salt, name);
}

CairnPrivacy
cairn_privacy_get_preferred (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;
  CairnPrivacy privacy = CAIRN_PRIVACY_NONE;

  /* g_settings_new() ends the program when it does not find the schema. */
  schema = source != NULL ? g_settings_schema_source_lookup (source, CAIRN_APP_ID, TRUE) : NULL;
  if (schema == NULL)
    return privacy;
  settings = g_settings_new_full (schema, NULL, NULL);
  if (g_settings_get_boolean (settings, "hide-owners"))
    privacy |= CAIRN_PRIVACY_OWNERS;
  if (g_settings_get_boolean (settings, "hide-customers"))
    privacy |= CAIRN_PRIVACY_CUSTOMERS;
  return privacy;
}

/* ---- studies ---- */

void
cairn_stage_study_mask (CairnStageStudy *self, CairnPrivacy privacy)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->waiting->len; i++)
    {
      CairnWaiting *waiting = &g_array_index (self->waiting, CairnWaiting, i);

      /* They may tell who it is, and who looks after them. */
      if (privacy != CAIRN_PRIVACY_NONE)
        waiting->attributes = NULL;
      if ((privacy & CAIRN_PRIVACY_OWNERS) != 0)
        waiting->owner = NULL;
      if ((privacy & CAIRN_PRIVACY_CUSTOMERS) != 0)
        {
          g_autofree char *name = cairn_privacy_dup_pseudonym (waiting->customer);

          waiting->customer = g_string_chunk_insert_const (self->strings, name);
        }
    }
  if ((privacy & CAIRN_PRIVACY_OWNERS) != 0 && self->owners->len > 0)
    {
      self->figures.hidden_owners = self->owners->len;
      g_array_set_size (self->owners, 0);
    }
}
