/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs one fuzz target over its examples and over many damaged copies of them: the same ones in
 * every run, so that what fails here fails again. The target has libFuzzer's entry point, and can
 * be linked with that one instead.
 *
 * usage: fuzz-NAME FOLDER      prints TAP */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {
  "<",    ">",  "\"", "&",  "&amp;", "&#0;",      "]]>", "<!--", "<?", "\n", "\t", ",",
  "\xff", "\r", "é",  "-1", "0",     "999999999", "1e9", "NaN",  "=",  "/",  " ",  "xmlns=\"\"",
};

static void
cut (GByteArray *bytes, GRand *rand)
{
  const guint from = g_rand_int_range (rand, 0, bytes->len);

  g_byte_array_remove_range (bytes, from, g_rand_int_range (rand, 1, bytes->len - from + 1));
}

static void
insert (GByteArray *bytes, guint at, const guint8 *data, guint length)
{
  const guint tail = bytes->len - at;

  g_byte_array_set_size (bytes, bytes->len + length);
  memmove (bytes->data + at + length, bytes->data + at, tail);
  memcpy (bytes->data + at, data, length);
}

/* One part of the text a second time, somewhere else. */
static void
repeat (GByteArray *bytes, GRand *rand)
{
  const guint from = g_rand_int_range (rand, 0, bytes->len);
  const guint length = g_rand_int_range (rand, 1, MIN (bytes->len - from, 512) + 1);
  g_autofree guint8 *part = g_memdup2 (bytes->data + from, length);

  insert (bytes, g_rand_int_range (rand, 0, bytes->len + 1), part, length);
}

static void
damage (GByteArray *bytes, GRand *rand)
{
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

  if (bytes->len == 0 || g_rand_int_range (rand, 0, 4) == 0)
    insert (bytes, g_rand_int_range (rand, 0, bytes->len + 1), (const guint8 *) piece,
            strlen (piece));
  else if (g_rand_int_range (rand, 0, 3) == 0)
    bytes->data[g_rand_int_range (rand, 0, bytes->len)] = g_rand_int_range (rand, 0, 256);
  else if (g_rand_boolean (rand))
    repeat (bytes, rand);
  else
    cut (bytes, rand);
}

static void
run (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (strrchr (path, '/')));
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) text, length);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) text, length);
      for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        damage (bytes, rand);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  const char *name = NULL;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_open (argv[argc - 1], 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *test = g_strconcat ("/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (argv[argc - 1], name, NULL), run, g_free);
    }
  return g_test_run ();
}
