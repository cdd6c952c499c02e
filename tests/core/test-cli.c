/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line as a shell sees it: what is printed where, and the exit code. */
#include "cli/cairn-cli.h"

#include "sqlite-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/wait.h>

typedef struct
{
  int code;
  char *out;
  char *err;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static const char *program; /* this one; told to be "cairn" it is the command line */

/* Runs "cairn" with the words of @line, which may be quoted. */
static Result
run (const char *line)
{
  Result result = { 0 };
  g_autofree char *whole = g_strdup_printf ("'%s' cairn %s", program, line);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_shell_parse_argv (whole, NULL, &argv, NULL));
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  result.code = WEXITSTATUS (status);
  return result;
}

static char *folder; /* of the test; "@" in a line stands for it */

static const struct
{
  const char *line;
  int code;
  const char *out; /* patterns */
  const char *err;
} lines[] = {
  { "--version", 0, "cairn *.*\n", "" },
  { "--help", 0, "Usage:\n*check*new*timings*", "" },
  { "", 2, "", "cairn: give a command; *\n" },
  { "fly", 2, "", "cairn: there is no command “fly”; *\n" },
  { "new --list", 0,
    "onboarding\nonboarding-sipoc\nlifecycle\nsegments\nrenewal\nescalation\nworkflow\n"
    "journey-map\nhandoff-sipoc\nempty-swimlane\nempty-sipoc\n",
    "" },
  { "new --help", 0, "Usage:\n  cairn new *-o FILE*--list*", "" },
  { "new", 2, "", "cairn new: give one TEMPLATE and -o FILE*“cairn new --help”\n" },
  { "new onboarding", 2, "", "cairn new: give one TEMPLATE*\n" },
  { "new onboarding --list", 2, "", "cairn new: give one TEMPLATE*\n" },
  { "new onboarding --fast -o @/a.cairn", 2, "", "cairn new: *--fast\n" },
  { "new nothing -o @/a.cairn", 2, "", "cairn new: there is no template “nothing”; *\n" },
  { "new onboarding -o @/a.cairn", 0, "", "" },
  { "new empty-sipoc -o @/a.cairn", 1, "", "cairn new: */a.cairn is there already; *\n" },
  { "new empty-sipoc -o @/none/a.cairn", 1, "", "cairn new: */none/a.cairn was not saved: *\n" },
  { "check @/a.cairn", 0,
    "*/a.cairn is a valid journey: 1 segment, 1 swimlane, 0 SIPOCs, 14 steps, 11 playbooks\n", "" },
  { "compare --help", 0, "Usage:\n  cairn compare * FILE SEGMENT SEGMENT*--format*", "" },
  { "compare @/a.cairn", 2, "", "cairn compare: give a FILE and two of its segments; *\n" },
  { "compare @/a.cairn Nobody Nobody", 2, "",
    "cairn compare: there is no segment “Nobody”; the journey has: *\n" },
  { "compare @/a.cairn segment-1 segment-1", 0,
    "*Touchpoints * 10 * 10 *Minutes of effort*no differences\n", "" },
  { "compare @/a.cairn segment-1 segment-1 --format json", 0,
    "{*\"touchpoints\" : *\"stages\" : *\"differences\" : []\n}\n", "" },
  { "diff --help", 0, "Usage:\n  cairn diff * A B*--format*", "" },
  { "diff @/a.cairn @/a.cairn", 0, "no differences\n", "" },
  { "diff @/a.cairn @/a.cairn --format json", 0, "{*\"differences\" : []\n}\n", "" },
  { "diff @/a.cairn", 2, "", "cairn diff: give two journeys, A and B; *\n" },
  { "diff @/a.cairn @/a.cairn --format tea", 2, "", "cairn diff: “tea” is not a format. *\n" },
  { "diff @/a.cairn @/none.cairn", 2, "", "cairn diff: */none.cairn cannot be opened: *\n" },
  { "diff @/bad.cairn @/a.cairn", 2, "", "cairn diff: bad.cairn, line 3: *\n" },
  { "export --help", 0, "Usage:\n  cairn export * JOURNEY -o FILE*--timings*", "" },
  { "export", 2, "", "cairn export: give one JOURNEY; *\n" },
  { "export @/a.cairn", 2, "", "cairn export: say with -o where the picture goes\n" },
  { "export @/a.cairn -o @/a.gif", 2, "", "cairn export: */a.gif: the name must end in *\n" },
  { "export @/a.cairn --now today --timings x -o @/a.svg", 2, "",
    "cairn export: “today” is not *\n" },
  { "export @/a.cairn --window 3x --timings x -o @/a.svg", 2, "", "cairn export: “3x” is not *\n" },
  { "export @/a.cairn --diagram Nine -o @/a.svg", 2, "",
    "cairn export: there is no diagram “Nine”; choose one of “*/*”\n" },
  { "export @/none.cairn -o @/a.svg", 2, "", "cairn export: */none.cairn cannot be opened: *\n" },
  { "export @/a.cairn --timings @/none.db -o @/a.svg", 2, "", "cairn export: *none.db*\n" },
  { "export @/a.cairn -o @/none/a.svg", 1, "",
    "cairn export: */none/a.svg: cannot be written: *\n" },
  { "export @/a.cairn -o @/a.svg", 0, "", "" },
  { "check --help", 0, "Usage:\n  cairn check * JOURNEY*", "" },
  { "check", 2, "", "cairn check: give one JOURNEY; *\n" },
  { "check @/a.cairn @/a.cairn", 2, "", "cairn check: give one JOURNEY; *\n" },
  { "check --hard @/a.cairn", 2, "", "cairn check: *--hard\n" },
  { "check @/none.cairn", 2, "", "cairn check: */none.cairn cannot be opened: *\n" },
  { "check @", 2, "", "cairn check: * it is a folder.\n" },
  { "timings", 2, "", "cairn timings: *“cairn timings --help”.\n" },
  { "timings @/none.db", 2, "", "cairn timings: *none.db*\n" },
  { "check @/bad.cairn", 1, "", "cairn check: bad.cairn, line 3: the called has id=\"x y\"; *\n" },
};

static void
assert_matches (const char *pattern, const char *text)
{
  if (!g_pattern_match_simple (pattern, text))
    g_error ("“%s” does not match “%s”", text, pattern);
}

static void
test_lines (void)
{
  g_autofree char *bad = g_build_filename (folder, "bad.cairn", NULL);
  g_autofree char *good = g_build_filename (folder, "a.cairn", NULL);
  g_autofree char *picture = g_build_filename (folder, "a.svg", NULL);

  g_assert_true (g_file_set_contents (
    bad,
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"j\">\n"
    "<segment id=\"s\">\n<called id=\"x y\"/></segment></journey>",
    -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i].line, "@", -1);
      g_autofree char *line = g_strjoinv (folder, parts);
      g_auto (Result) result = run (line);

      g_test_message ("cairn %s", line);
      assert_matches (lines[i].out, result.out);
      assert_matches (lines[i].err, result.err);
      g_assert_cmpint (result.code, ==, lines[i].code);
    }
  g_assert_cmpint (g_unlink (bad), ==, 0);
  g_assert_cmpint (g_unlink (good), ==, 0);
  g_assert_cmpint (g_unlink (picture), ==, 0);
}

/* A journey gives the timings its stages' names, their order and their targets; --target outranks
 * it. */
static void
test_timings_of_journey (void)
{
  g_autofree char *database = fixture_database (
    folder, "visits.db",
    "CREATE TABLE visits (customer TEXT, stage TEXT, entered TEXT, left TEXT);"
    "INSERT INTO visits VALUES ('A', 'Training', '2026-11-01', NULL),"
    " ('B', 'Kickoff', '2026-11-01', NULL), ('C', 'Elsewhere', '2026-11-01', NULL)");
  g_autofree char *journey = g_build_filename (folder, "b.cairn", NULL);
  g_autofree char *make = g_strdup_printf ("new onboarding -o '%s'", journey);
  g_autofree char *line = g_strdup_printf (
    "timings '%s' --journey '%s' --now 2026-11-15 --zone UTC --format csv", database, journey);
  g_autofree char *stricter = g_strdup_printf ("%s --target Kick-off=20d", line);
  g_autofree char *slip = g_strdup_printf ("%s --target Kickof=20d", line);
  g_autofree char *none
    = g_strdup_printf ("timings '%s' --journey '%s/no.cairn'", database, folder);
  g_auto (Result) made = run (make);
  g_auto (Result) result = run (line);
  g_auto (Result) other = run (stricter);
  g_auto (Result) missing = run (none);
  g_auto (Result) slipped = run (slip);

  g_assert_cmpint (made.code, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpstr (other.err, ==, "");
  assert_matches ("cairn timings: no stage is called “Kickof”: *\n", slipped.err);
  /* Columns: segment, stage, arrivals, departures, here, overdue … */
  assert_matches ("*,Kick-off,1,0,1,1,*,Training,1,0,1,1,*", result.out);
  g_assert_null (strstr (result.out, "Elsewhere"));
  assert_matches ("*,Kick-off,1,0,1,0,*,Training,1,0,1,1,*", other.out);
  g_assert_cmpint (missing.code, ==, 2);
  assert_matches ("cairn timings: *no.cairn cannot be opened: *\n", missing.err);
  g_assert_cmpint (g_unlink (database), ==, 0);
  g_assert_cmpint (g_unlink (journey), ==, 0);
}

/* Whether the picture of a map says who has been longest in a stage. */
static void
assert_picture_names (const char *database, const char *option, gboolean named)
{
  g_autofree char *journey = g_build_filename (folder, "c.cairn", NULL);
  g_autofree char *picture = g_build_filename (folder, "c.svg", NULL);
  g_autofree char *make = g_strdup_printf ("new onboarding -o '%s'", journey);
  g_autofree char *line = g_strdup_printf ("export '%s' --timings '%s' --now 2026-05-15 %s -o '%s'",
                                           journey, database, option, picture);
  g_autofree char *svg = NULL;
  g_auto (Result) made = run (make);
  g_auto (Result) drawn = run (line);

  g_assert_cmpint (made.code, ==, 0);
  g_assert_cmpstr (drawn.err, ==, "");
  g_assert_true (g_file_get_contents (picture, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "Here longest: C"));
  g_assert_cmpint (strstr (svg, "Here longest: Customer ") == NULL, ==, named);
  g_unlink (journey);
  g_unlink (picture);
}

/* What was done with customers, by the names that the journey has for it; and whom nobody names. */
static void
test_timings_of_touchpoints (void)
{
  g_autofree char *database = fixture_database (
    folder, "visits.db",
    "CREATE TABLE visits (customer TEXT, stage TEXT, owner TEXT, entered TEXT, left TEXT);"
    "CREATE TABLE touchpoints (customer_id, name, at);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
    " INSERT INTO visits SELECT 'C' || i, 'Training',"
    " CASE WHEN i % 2 THEN 'Dana' WHEN i % 4 THEN 'Bo' ELSE 'Chi' END,"
    " date ('2026-04-01', i || ' days'),"
    " date ('2026-04-01', (i + CASE WHEN i % 2 THEN 40 ELSE 4 END) || ' days') FROM n;"
    "INSERT INTO touchpoints SELECT customer, 'call, 1', date (entered, '2 days') FROM visits");
  g_autofree char *line = g_strdup_printf (
    "timings '%s' --now 2026-11-15 --zone UTC --touchpoints --only 'owner is Dana'", database);
  g_autofree char *csv = g_strdup_printf ("%s --format csv", line);
  g_autofree char *json = g_strdup_printf ("%s --format json", line);
  g_autofree char *why = g_strdup_printf (
    "timings '%s' --now 2026-11-15 --zone UTC --target Training=10d --why --named", database);
  g_autofree char *anonymous = g_strdup_printf ("%s --anonymous", why);
  g_autofree char *anew = g_strdup_printf ("%s --no-cache", why);
  g_autofree char *gaps = g_strdup_printf ("%s --target Training=10d --gaps", line);
  g_autofree char *gap_rows = g_strdup_printf ("%s --format csv", gaps);
  g_autofree char *gap_object = g_strdup_printf ("%s --format json", gaps);
  g_auto (Result) told = run (line);
  g_auto (Result) rows = run (csv);
  g_auto (Result) object = run (json);
  g_auto (Result) named = run (why);
  g_auto (Result) unnamed = run (anonymous);
  g_auto (Result) read_anew = run (anew);
  g_auto (Result) gap = run (gaps);
  g_auto (Result) gap_csv = run (gap_rows);
  g_auto (Result) gap_json = run (gap_object);

  g_assert_cmpstr (told.err, ==, "");
  assert_matches ("*only customers with owner is Dana*\nTraining\n  call, 1\n*How often: * times*"
                  "Reached: 100 % of * stays*Until the first: 2 d*",
                  told.out);
  assert_matches ("segment,stage,touchpoint,times,*,only\r\n,Training,\"call, 1\",*,172800,*,"
                  "owner is Dana\r\n",
                  rows.out);
  assert_matches ("*\"only\" : \"owner is Dana\"*\"touchpoint\" : \"call, 1\"*", object.out);
  g_assert_nonnull (strstr (named.out, "Dana: "));
  g_assert_null (strstr (unnamed.out, "Dana"));
  g_assert_nonnull (strstr (unnamed.out, "owners is slow"));
  g_assert_cmpstr (read_anew.out, ==, named.out);
  assert_matches ("*only customers with owner is Dana*\n1 stage of 1 misses its target.\n\n"
                  "Training: median stay\n  Desired    10 d\n  Current    40 d (*",
                  gap.out);
  assert_matches ("segment,stage,metric,*,only\r\n,Training,*,10,40,*,owner is Dana\r\n",
                  gap_csv.out);
  g_assert_cmpint (gap_json.code, ==, 2);
  assert_matches ("cairn timings: Gaps can be told as text or csv*\n", gap_json.err);
  assert_picture_names (database, "--named", TRUE);
  assert_picture_names (database, "--anonymous", FALSE);
  g_assert_cmpint (g_unlink (database), ==, 0);
}

/* A process step without a target shows timings if the data name it. */
static void
test_export_of_sipoc (void)
{
  static const char *const sipoc
    = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"j\">"
      "<segment id=\"s\" name=\"All\"><sipoc id=\"p\" name=\"SIPOC\">"
      "<item id=\"i\" title=\"%s\"/></sipoc></segment></journey>";
  g_autofree char *database
    = fixture_database (folder, "visits.db",
                        "CREATE TABLE visits (customer TEXT, stage TEXT, entered TEXT, left TEXT);"
                        "INSERT INTO visits VALUES ('A', 'Training', '2026-11-01', NULL)");
  g_autofree char *journey = g_build_filename (folder, "p.cairn", NULL);
  g_autofree char *picture = g_build_filename (folder, "p.svg", NULL);
  g_autofree char *line = g_strdup_printf ("export '%s' --timings '%s' --now 2026-11-15 -o '%s'",
                                           journey, database, picture);
  g_autofree char *named = g_strdup_printf (sipoc, "Training");
  g_autofree char *unnamed = g_strdup_printf (sipoc, "Nothing");
  g_autofree char *svg = NULL;
  g_auto (Result) drawn = { 0 };
  g_auto (Result) refused = { 0 };

  g_assert_true (g_file_set_contents (journey, named, -1, NULL));
  drawn = run (line);
  g_assert_cmpstr (drawn.err, ==, "");
  g_assert_true (g_file_get_contents (picture, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "1 here"));
  g_assert_true (g_file_set_contents (journey, unnamed, -1, NULL));
  refused = run (line);
  g_assert_cmpint (refused.code, ==, 2);
  assert_matches ("cairn export: “SIPOC” names no stage of a swimlane, *\n", refused.err);
  g_unlink (database);
  g_unlink (journey);
  g_unlink (picture);
}

/* Two files that differ in one place. */
static void
test_diff (void)
{
  g_autofree char *a = g_build_filename (folder, "d.cairn", NULL);
  g_autofree char *b = g_build_filename (folder, "e.cairn", NULL);
  g_autofree char *make = g_strdup_printf ("new onboarding -o '%s'", a);
  g_autofree char *line = g_strdup_printf ("diff '%s' '%s'", a, b);
  g_autofree char *line_json = g_strdup_printf ("%s --format json", line);
  g_auto (Result) made = run (make);
  g_auto (Result) text = { 0 };
  g_auto (Result) json = { 0 };
  g_autofree char *contents = NULL;
  char *stage;

  g_assert_cmpint (made.code, ==, 0);
  g_assert_true (g_file_get_contents (a, &contents, NULL, NULL));
  stage = strstr (contents, "title=\"Kick-off call\" lane=\"lane-3\" stage=\"stage-2\"");
  g_assert_nonnull (stage);
  *strchr (strstr (stage, "stage-2"), '2') = '3';
  g_assert_true (g_file_set_contents (b, contents, -1, NULL));
  text = run (line);
  json = run (line_json);

  g_assert_cmpstr (text.out, ==,
                   "All customers · Onboarding\n"
                   "  step “Kick-off call” moved from stage Kick-off to Implementation\n");
  g_assert_cmpstr (text.err, ==, "");
  g_assert_cmpint (text.code, ==, 1);
  assert_matches ("{*\"kind\" : \"moved\",*\"id\" : \"step-4\",*}\n", json.out);
  g_assert_cmpint (json.code, ==, 1);
  g_assert_cmpint (g_unlink (a), ==, 0);
  g_assert_cmpint (g_unlink (b), ==, 0);
}

static void
test_is_command (void)
{
  g_assert_true (cairn_cli_is_command ("check"));
  g_assert_true (cairn_cli_is_command ("new"));
  g_assert_true (cairn_cli_is_command ("--version"));
  g_assert_true (cairn_cli_is_command ("--help"));
  g_assert_false (cairn_cli_is_command ("check.cairn"));
  g_assert_false (cairn_cli_is_command (""));
}

int
main (int argc, char *argv[])
{
  int code;

  setlocale (LC_ALL, "");
  if (argc > 1 && strcmp (argv[1], "cairn") == 0)
    return cairn_cli_main (argc - 1, argv + 1);
  program = argv[0];
  /* No templates of one's own. */
  g_setenv ("XDG_DATA_HOME", "/nonexistent", TRUE);
  /* Nor a place to keep anything. */
  g_setenv ("XDG_CONFIG_HOME", "/dev/null", TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("cairn-cli-XXXXXX", NULL);
  g_test_add_func ("/cli/lines", test_lines);
  g_test_add_func ("/cli/timings-of-journey", test_timings_of_journey);
  g_test_add_func ("/cli/timings-of-touchpoints", test_timings_of_touchpoints);
  g_test_add_func ("/cli/export-of-sipoc", test_export_of_sipoc);
  g_test_add_func ("/cli/diff", test_diff);
  g_test_add_func ("/cli/is-command", test_is_command);
  code = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return code;
}
