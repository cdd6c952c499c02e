/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/cairn-text.h"

static void
test_lines (void)
{
  static const struct
  {
    const char *text;
    double width;
    guint n_lines; /* 0: not looked at */
  } rows[] = {
    { "", 0, 1 },
    { "Kick-off", 0, 1 },
    { "one\ntwo", 0, 2 },
    { "Data migration workshop", 110, 2 },
    { "Donaudampfschiffahrtsgesellschaft", 60, 0 },
    { "a Donaudampfschiffahrtsgesellschaft b", 60, 0 },
    { "顧客に電話して契約書の内容を確認する", 60, 0 },
    { "  two  spaces ", 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnTextBlock) block
        = cairn_text_measure (CAIRN_TEXT_STEP, rows[i].text, rows[i].width);
      g_autoptr (CairnTextBlock) again
        = cairn_text_measure (CAIRN_TEXT_STEP, rows[i].text, rows[i].width);
      g_autoptr (GString) seen = g_string_new (NULL), given = g_string_new (NULL);

      g_assert_true (block == again);
      if (rows[i].n_lines > 0)
        g_assert_cmpuint (block->n_lines, ==, rows[i].n_lines);
      for (guint k = 0; k < block->n_lines; k++)
        {
          g_string_append (seen, block->lines[k].text);
          g_assert_cmpfloat (block->lines[k].width, <=, block->width);
          if (rows[i].width > 0)
            g_assert_cmpfloat (block->lines[k].width, <=, rows[i].width);
        }
      /* Nothing is cut off but spaces at line ends. */
      for (const char *p = rows[i].text; *p != '\0'; p++)
        if (*p != ' ' && *p != '\n')
          g_string_append_c (given, *p);
      for (gsize k = 0; k < seen->len;)
        if (seen->str[k] == ' ')
          g_string_erase (seen, (gssize) k, 1);
        else
          k++;
      g_assert_cmpstr (seen->str, ==, given->str);
    }
}

/* The table of letter pairs has to give what Pango gives for whole words. */
static void
test_pairs (void)
{
  static const char *const words[]
    = { "Implementation", "AVATAR", "fluffig", "Tomorrow", "WYSIWYG", "1000101", "To" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("%s.", words[i]);
      g_autoptr (CairnTextBlock) pairs = cairn_text_measure (CAIRN_TEXT_STEP, words[i], 0);
      g_autoptr (CairnTextBlock) whole = cairn_text_measure (CAIRN_TEXT_STEP, quoted, 0);
      g_autoptr (CairnTextBlock) stop = cairn_text_measure (CAIRN_TEXT_STEP, ".", 0);

      g_assert_cmpfloat_with_epsilon (pairs->width, whole->width - stop->width,
                                      0.03 * whole->width + 1);
    }
}

/* What was forgotten is measured again and comes out the same. */
static void
test_forget (void)
{
  g_autoptr (CairnTextBlock) first = cairn_text_measure (CAIRN_TEXT_STEP, "Kick-off call", 60);
  g_autoptr (CairnTextBlock) again = NULL;

  for (guint i = 0; i < 80000; i++)
    {
      g_autofree char *text = g_strdup_printf ("Step %u", i);

      cairn_text_block_unref (cairn_text_measure (CAIRN_TEXT_STEP, text, 0));
    }
  again = cairn_text_measure (CAIRN_TEXT_STEP, "Kick-off call", 60);
  g_assert_true (again != first);
  g_assert_cmpuint (again->n_lines, ==, first->n_lines);
  for (guint i = 0; i < first->n_lines; i++)
    {
      g_assert_cmpstr (again->lines[i].text, ==, first->lines[i].text);
      g_assert_cmpfloat (again->lines[i].width, ==, first->lines[i].width);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/lines", test_lines);
  g_test_add_func ("/text/pairs", test_pairs);
  g_test_add_func ("/text/forget", test_forget);
  return g_test_run ();
}
