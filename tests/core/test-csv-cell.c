/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-csv.h"

#include <math.h>

static const struct
{
  const char *text, *harmless, *cell;
} rows[] = {
  { NULL, "", "" },
  { "", "", "" },
  { "Kick-off", "Kick-off", "Kick-off" },
  { "Smith, Jones", "Smith, Jones", "\"Smith, Jones\"" },
  { "the \"big\" one", "the \"big\" one", "\"the \"\"big\"\" one\"" },
  { "two\nlines", "two\nlines", "\"two\nlines\"" },
  { "two\r\nlines", "two\r\nlines", "\"two\r\nlines\"" },
  { "semicolon; tab\t", "semicolon; tab\t", "semicolon; tab\t" },
  { "Zürich", "Zürich", "Zürich" },
  /* a spreadsheet would run these */
  { "=1+1", "'=1+1", "'=1+1" },
  { "=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")",
    "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
  { "+49 30 1234", "'+49 30 1234", "'+49 30 1234" },
  { "-A1", "'-A1", "'-A1" },
  { "@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)" },
  { " =1+1", "' =1+1", "' =1+1" },
  { "\t=1+1", "'\t=1+1", "'\t=1+1" },
  { "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0" },
  { "-inf", "'-inf", "'-inf" },
  { "--1", "'--1", "'--1" },
  /* and takes these for what they are */
  { "-3.5", "-3.5", "-3.5" },
  { "+7", "+7", "+7" },
  { "-1e-05", "-1e-05", "-1e-05" },
  { "-", "-", "-" },
  { "–", "–", "–" },
  { "a=b", "a=b", "a=b" },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) csv = g_string_new ("before,");
      g_autofree char *harmless = cairn_csv_dup_harmless (rows[i].text);

      cairn_csv_append (csv, rows[i].text);
      g_assert_true (g_str_has_prefix (csv->str, "before,"));
      g_assert_cmpstr (csv->str + 7, ==, rows[i].cell);
      g_assert_cmpstr (harmless, ==, rows[i].harmless);
    }
}

static void
test_numbers (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  cairn_csv_append_number (csv, 0.5);
  cairn_csv_append_number (csv, (double) NAN);
  cairn_csv_append_number (csv, -3);
  g_assert_cmpstr (csv->str, ==, "0.5-3");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-cell/rows", test_cells);
  g_test_add_func ("/csv-cell/numbers", test_numbers);

  return g_test_run ();
}
