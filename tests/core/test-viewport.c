/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-viewport.h"

#include <math.h>

#define assert_near(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-9)

/* 2,000 × 1,000 units in a view of 800 × 600, headers 100 wide and 80 high from (20, 50). */
static CairnViewport
viewport_new (double x, double y, double scale)
{
  CairnViewport v;

  cairn_viewport_init (&v);
  v.content_width = 2000;
  v.content_height = 1000;
  v.top = (CairnRect){ 20, 50, 1960, 80 };
  v.left = (CairnRect){ 20, 130, 100, 850 };
  v.x = x;
  v.y = y;
  v.scale = scale;
  cairn_viewport_set_size (&v, 800, 600);
  return v;
}

static void
test_clamp (void)
{
  static const struct
  {
    double x, y, scale;
    double x_after, y_after, scale_after;
  } rows[] = {
    { 0, 0, 1, 0, 0, 1 },
    { -5, -5, 1, 0, 0, 1 },
    { 5000, 5000, 1, 1200, 400, 1 },
    { 300, 100, 2, 300, 100, 2 },
    /* smaller than the view: anywhere inside it */
    { -100, -100, 0.25, -100, -100, 0.25 },
    { 10, 10, 0.25, 0, 0, 0.25 },
    { -5000, -5000, 0.25, -1200, -1400, 0.25 },
    { 0, 0, 0.0001, 0, 0, CAIRN_VIEWPORT_MIN_SCALE },
    { 0, 0, 1000, 0, 0, CAIRN_VIEWPORT_MAX_SCALE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnViewport v = viewport_new (rows[i].x, rows[i].y, rows[i].scale);

      assert_near (v.x, rows[i].x_after);
      assert_near (v.y, rows[i].y_after);
      assert_near (v.scale, rows[i].scale_after);
    }
}

static void
test_round_trip (void)
{
  CairnViewport v = viewport_new (123, 45, 1.25);
  CairnPoint there = cairn_viewport_to_diagram (&v, 640, 30);
  CairnPoint back = cairn_viewport_to_view (&v, there.x, there.y);
  CairnRect visible = cairn_viewport_get_visible (&v);

  assert_near (there.x, 123 + 640 / 1.25);
  assert_near (back.x, 640);
  assert_near (back.y, 30);
  assert_near (visible.width, 640);
  assert_near (visible.height, 480);
}

static void
test_zoom (void)
{
  for (double scale = 0.6; scale < 8; scale *= 1.3)
    {
      CairnViewport v = viewport_new (500, 200, 1);
      CairnPoint before = cairn_viewport_to_diagram (&v, 400, 300);
      CairnPoint after;

      cairn_viewport_zoom_at (&v, 400, 300, scale);
      after = cairn_viewport_to_diagram (&v, 400, 300);
      assert_near (v.scale, scale);
      if (scale > 1) /* else the edges get in the way */
        {
          assert_near (after.x, before.x);
          assert_near (after.y, before.y);
        }
    }
}

static void
test_fit (void)
{
  CairnViewport v = viewport_new (700, 300, 3);
  CairnPoint middle;

  cairn_viewport_fit (&v);
  assert_near (v.scale, 0.4);
  middle = cairn_viewport_to_view (&v, 1000, 0);
  assert_near (middle.x, 400);
  assert_near (middle.y, 0);

  /* never enlarged, and no trouble with nothing */
  v.content_width = 200;
  v.content_height = 100;
  cairn_viewport_fit (&v);
  assert_near (v.scale, 1);
  cairn_viewport_init (&v);
  cairn_viewport_fit (&v);
  assert_near (v.scale, 1);
}

static void
test_frozen (void)
{
  static const struct
  {
    double x, y, scale;
    double shift_x, shift_y, covered_x, covered_y;
  } rows[] = {
    { 0, 0, 1, 0, 0, 0, 0 },
    { 20, 50, 1, 0, 0, 0, 0 },
    { 220, 50, 1, 200, 0, 100, 0 },
    { 20, 250, 1, 0, 200, 0, 80 },
    { 220, 250, 2, 200, 200, 200, 160 },
    /* 100 × 4 are more than 40 % of 800, 80 × 4 more than 40 % of 600 */
    { 220, 250, 4, 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnViewport v = viewport_new (rows[i].x, rows[i].y, rows[i].scale);
      CairnPoint shift = cairn_viewport_get_frozen (&v);
      CairnPoint covered = cairn_viewport_get_covered (&v);

      assert_near (shift.x, rows[i].shift_x);
      assert_near (shift.y, rows[i].shift_y);
      assert_near (covered.x, rows[i].covered_x);
      assert_near (covered.y, rows[i].covered_y);
    }
}

/* Whatever is revealed is in view and not under a frozen header; what is in view stays still. */
static void
test_reveal (void)
{
  for (double scale = 0.5; scale <= 2; scale *= 2)
    for (double x = 0; x < 1900; x += 170)
      for (double y = 0; y < 950; y += 130)
        {
          CairnViewport v = viewport_new (600, 250, scale);
          CairnRect rect = { x, y, 90, 45 };
          CairnPoint low, high, covered;
          double x_after, y_after;

          cairn_viewport_reveal (&v, &rect);
          covered = cairn_viewport_get_covered (&v);
          low = cairn_viewport_to_view (&v, x, y);
          high = cairn_viewport_to_view (&v, x + 90, y + 45);
          g_assert_cmpfloat (low.x, >=, MIN (covered.x, x * scale) - 1e-6);
          g_assert_cmpfloat (low.y, >=, MIN (covered.y, y * scale) - 1e-6);
          g_assert_cmpfloat (high.x, <=, 800 + 1e-6);
          g_assert_cmpfloat (high.y, <=, 600 + 1e-6);
          x_after = v.x;
          y_after = v.y;
          cairn_viewport_reveal (&v, &rect);
          assert_near (v.x, x_after);
          assert_near (v.y, y_after);
        }
}

static void
test_scroll (void)
{
  CairnViewport v = viewport_new (100, 100, 2);

  cairn_viewport_scroll_by (&v, 50, -30);
  assert_near (v.x, 125);
  assert_near (v.y, 85);
  cairn_viewport_scroll_by (&v, -1e9, 1e9);
  assert_near (v.x, 0);
  assert_near (v.y, 700);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewport/clamp", test_clamp);
  g_test_add_func ("/viewport/round-trip", test_round_trip);
  g_test_add_func ("/viewport/zoom", test_zoom);
  g_test_add_func ("/viewport/fit", test_fit);
  g_test_add_func ("/viewport/frozen", test_frozen);
  g_test_add_func ("/viewport/reveal", test_reveal);
  g_test_add_func ("/viewport/scroll", test_scroll);
  return g_test_run ();
}
