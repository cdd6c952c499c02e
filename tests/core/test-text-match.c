/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-text-match.h"

#include <string.h>

#define CASE CAIRN_MATCH_CASE
#define WORDS CAIRN_MATCH_WORDS

/* What is found is put in brackets. */
static const struct
{
  const char *text, *needle;
  CairnMatchFlags flags;
  const char *shown;
} found[] = {
  { "Kick-off call", "call", 0, "Kick-off [call]" },
  { "Kick-off call", "KICK", 0, "[Kick]-off call" },
  { "Kick-off call", "KICK", CASE, "Kick-off call" },
  { "Recall the call", "call", WORDS, "Recall the [call]" },
  { "call, call; call", "call", WORDS, "[call], [call]; [call]" },
  { "aaaa", "aa", 0, "[aa][aa]" },
  { "Größe", "GRÖSSE", 0, "[Größe]" },
  { "GRÖSSE", "größe", 0, "[GRÖSSE]" },
  { "Maß", "s", 0, "Maß" }, /* half of a character is not found */
  { "café", "cafe\xcc\x81", 0, "[café]" },
  { "cafe\xcc\x81", "café", 0, "[cafe\xcc\x81]" },
  { "cafe\xcc\x81", "cafe", 0, "cafe\xcc\x81" }, /* an accent counts */
  { "日本語の顧客", "顧客", 0, "日本語の[顧客]" },
  { "ΣΊΣΥΦΟΣ", "σίσυφος", 0, "[ΣΊΣΥΦΟΣ]" },
  { "two\nlines", "o\nl", 0, "tw[o\nl]ines" },
  { "snake_case", "snake", WORDS, "snake_case" },
  { "a.b", ".", 0, "a[.]b" }, /* not a pattern */
  { "anything", "", 0, "anything" },
  { "", "x", 0, "" },
};

static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (GString) shown = g_string_new (NULL);
      gsize at = 0, start = 0, end = 0;

      while (cairn_text_match (found[i].text, at, found[i].needle, found[i].flags, &start, &end))
        {
          g_string_append_len (shown, found[i].text + at, (gssize) (start - at));
          g_string_append_c (shown, '[');
          g_string_append_len (shown, found[i].text + start, (gssize) (end - start));
          g_string_append_c (shown, ']');
          at = end;
        }
      g_string_append (shown, found[i].text + at);
      g_assert_cmpstr (shown->str, ==, found[i].shown);
    }
}

static const struct
{
  const char *text, *needle, *with;
  CairnMatchFlags flags;
  const char *result;
  guint n;
} replaced[] = {
  { "CSM calls the CSM", "csm", "Onboarding manager", 0,
    "Onboarding manager calls the Onboarding manager", 2 },
  { "CSM calls", "csm", "x", CASE, "CSM calls", 0 },
  { "aaa", "a", "aa", 0, "aaaaaa", 3 },
  { "aaa", "aa", "", 0, "a", 1 },
  { "Größe", "ss", "x", 0, "Gröxe", 1 },
  { "abc", "", "x", 0, "abc", 0 },
  { "abc", "b", "\\0$1", 0, "a\\0$1c", 1 },
};

static void
test_replaced (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (replaced); i++)
    {
      guint n = 99;
      g_autofree char *result = cairn_text_replace (replaced[i].text, replaced[i].needle,
                                                    replaced[i].with, replaced[i].flags, &n);

      g_assert_cmpstr (result, ==, replaced[i].result);
      g_assert_cmpuint (n, ==, replaced[i].n);
    }
}

/* The first fits better than the second; NULL fits not at all. */
static const struct
{
  const char *query, *better, *worse;
} ranked[] = {
  { "zoom", "Zoom to the Width", "The Zoom" },
  { "sel", "Zoom to the Selection", "Unselect" },
  { "zs", "Zoom to Selection", "Fuzzes" },
  { "width zoom", "Zoom to the Width", NULL },
  { "lane", "Add a Lane", "Planets" },
  { "add lane", "Add a Lane", NULL },
  { "expt", "Export", NULL },
  { "grosse", "Größe", NULL },
  { "cafe", "Café", NULL },
};

static void
test_ranked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranked); i++)
    {
      guint better = cairn_text_rank (ranked[i].better, ranked[i].query);

      g_assert_cmpuint (better, >, 0);
      if (ranked[i].worse != NULL)
        g_assert_cmpuint (better, >, cairn_text_rank (ranked[i].worse, ranked[i].query));
    }
  g_assert_cmpuint (cairn_text_rank ("Add a Lane", "stage"), ==, 0);
  g_assert_cmpuint (cairn_text_rank ("Add a Lane", "add stage"), ==, 0);
  g_assert_cmpuint (cairn_text_rank ("A", ""), ==, cairn_text_rank ("B", ""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-match/found", test_found);
  g_test_add_func ("/text-match/replaced", test_replaced);
  g_test_add_func ("/text-match/ranked", test_ranked);
  return g_test_run ();
}
