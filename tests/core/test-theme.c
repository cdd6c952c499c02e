/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-theme.h"

#include <math.h>

#define READABLE 4.5 /* WCAG 2.1 AA for text */
#define VISIBLE 3.0  /* for signs and lines that carry meaning */

static void
check (const char *what, CairnThemeKind kind, CairnColor a, CairnColor b, double least)
{
  double contrast = cairn_color_contrast (a, b);

  g_test_message ("%s, theme %d: %.2f", what, kind, contrast);
  g_assert_cmpfloat (contrast, >=, least);
}

static void
check_text (const CairnTheme *t)
{
  const CairnColor grounds[]
    = { t->paper, t->band[0], t->band[1], t->step, t->process, t->lane_header, t->empty, t->label };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      check ("ink", t->kind, grounds[i], t->ink, READABLE);
      check ("soft ink", t->kind, grounds[i], t->ink_soft, READABLE);
    }
  check ("ink on decision", t->kind, t->decision, t->ink, READABLE);
  check ("ink on note", t->kind, t->note, t->ink, READABLE);
  check ("stage", t->kind, t->stage, t->stage_ink, READABLE);
  check ("playbook", t->kind, t->playbook, t->playbook_ink, READABLE);
  check ("automated", t->kind, t->automated, t->automated_ink, READABLE);
  for (guint i = 0; i <= CAIRN_N_COLUMNS; i++)
    check ("column", t->kind, t->column[i], t->column_ink, READABLE);
  for (guint i = 0; i < CAIRN_N_SEVERITIES; i++)
    check ("severity", t->kind, t->severity[i], t->severity_ink[i], READABLE);
}

static void
check_signs (const CairnTheme *t)
{
  for (guint i = 0; i < 2; i++)
    {
      check ("flow", t->kind, t->band[i], t->flow, VISIBLE);
      check ("handoff", t->kind, t->band[i], t->handoff, VISIBLE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (t->path); i++)
    {
      check ("path", t->kind, t->band[0], t->path[i], VISIBLE);
      check ("path", t->kind, t->band[1], t->path[i], VISIBLE);
      check ("number of a path", t->kind, t->path[i], t->path_ink, READABLE);
    }
  check ("icon", t->kind, t->icon_disc, t->icon, VISIBLE);
  check ("flow on a bar", t->kind, t->bar, t->flow, VISIBLE);
  check ("handoff on a bar", t->kind, t->bar, t->handoff, VISIBLE);
}

/* What the user colours with stands out from what it is laid on, and its lanes can be read. */
static void
check_colours (const CairnTheme *t)
{
  const CairnColor grounds[] = { t->step, t->note, t->decision, t->lane_header };

  check ("team", t->kind, t->team, t->ink, READABLE);
  for (guint i = CAIRN_COLOUR_NONE + 1; i < CAIRN_N_COLOURS; i++)
    {
      CairnColor header = cairn_theme_lane_header (t, (CairnColour) i);

      for (guint k = 0; k < G_N_ELEMENTS (grounds); k++)
        check ("stripe", t->kind, grounds[k], t->colour[i], VISIBLE);
      check ("stripe on its lane", t->kind, header, t->colour[i], VISIBLE);
      check ("name of a coloured lane", t->kind, header, t->ink, READABLE);
      check ("detail of a coloured lane", t->kind, header, t->ink_soft, READABLE);
      /* Apart from the severities, which no colour may be mistaken for. */
      for (guint k = 1; k < CAIRN_N_SEVERITIES; k++)
        g_assert_cmpuint (t->colour[i], !=, t->severity[k]);
    }
}

static void
test_contrast (void)
{
  check_text (cairn_theme_get (CAIRN_THEME_LIGHT));
  check_text (cairn_theme_get (CAIRN_THEME_DARK));
  check_signs (cairn_theme_get (CAIRN_THEME_LIGHT));
  check_signs (cairn_theme_get (CAIRN_THEME_DARK));
  check_colours (cairn_theme_get (CAIRN_THEME_LIGHT));
  check_colours (cairn_theme_get (CAIRN_THEME_DARK));
}

static void
test_formula (void)
{
  g_assert_cmpfloat_with_epsilon (cairn_color_contrast (0x000000ff, 0xffffffff), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (cairn_color_contrast (0x777777ff, 0xffffffff), 4.478, 1e-3);
  g_assert_cmpfloat_with_epsilon (cairn_color_contrast (0x123456ff, 0x123456ff), 1, 1e-9);
}

static void
test_severity (void)
{
  static const struct
  {
    double lost;
    guint severity;
  } rows[] = { { NAN, 0 },  { 0, 0 },  { 0.1, 1 },   { 6.9, 1 }, { 7, 2 },
               { 34.9, 2 }, { 35, 3 }, { 104.9, 3 }, { 105, 4 }, { 1e6, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (cairn_theme_severity (rows[i].lost), ==, rows[i].severity);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/formula", test_formula);
  g_test_add_func ("/theme/severity", test_severity);
  return g_test_run ();
}
