/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-theme.h"

#include <math.h>

/* 0xRRGGBB, opaque */
#define C(rgb) ((CairnColor) (0x##rgb##u << 8 | 0xffu))

static const CairnTheme themes[] = {
  [CAIRN_THEME_LIGHT] = {
    .kind = CAIRN_THEME_LIGHT,
    .paper = C (FFFFFF),
    .ink = C (1F2736),
    .ink_soft = C (566175),
    .rule = C (D3DAE5),
    .band = { C (F3F5F9), C (FAFBFD) },
    .bar = C (E6EAF1),
    .lane_header = C (E8EDF5),
    .team = C (DCE3EE),
    .stage = C (2E3F63),
    .stage_ink = C (FFFFFF),
    .colour = { CAIRN_COLOR_NONE, C (1C71D8), C (0F7A70), C (2B8A3E), C (6B7414), C (8A5A32),
                C (C2357B), C (7A3FB5), C (5B6B80) },
    .step = C (FFFFFF),
    .step_border = C (BCC7D8),
    .icon_disc = C (E6ECF6),
    .icon = C (3A4F7C),
    .note = C (FFF8DD),
    .note_border = C (E0D29A),
    .decision = C (E9EFFA),
    .playbook = C (DDF2E6),
    .playbook_ink = C (17633F),
    .automated = C (EEE5FB),
    .automated_ink = C (6537AE),
    .flow = C (2E3F63),
    .handoff = C (7650BE),
    .label = C (FFFFFF),
    .weight = C (D5DAE4),
    .path = { C (2563B8), C (A0287A), C (1E7B4F), C (8A5A00), C (00707C) },
    .path_ink = C (FFFFFF),
    .link = C (93A1B8),
    .process = C (EDF1F9),
    .process_border = C (A9B7D3),
    .column = { C (4567B0), C (2C7B72), C (2E3F63), C (99600F), C (7550C4), C (8A2C48) },
    .column_ink = C (FFFFFF),
    .severity = { C (F7F7F7), C (FEE391), C (FE9929), C (CC4C02), C (662506) },
    .severity_ink = { C (000000), C (000000), C (000000), C (FFFFFF), C (FFFFFF) },
    .severity_border = { C (CFD3DA), C (D9B84A), C (CF720B), C (9C3A02), C (4A1A04) },
    .empty = C (F7F7F7),
    .hatch = C (D9DEE6),
    .selection = C (1C71D8),
  },
  [CAIRN_THEME_DARK] = {
    .kind = CAIRN_THEME_DARK,
    .paper = C (1A1C20),
    .ink = C (EEF0F4),
    .ink_soft = C (AEB7C6),
    .rule = C (3A404B),
    .band = { C (23262C), C (1E2126) },
    .bar = C (2A2E36),
    .lane_header = C (2B303A),
    .team = C (353C48),
    .stage = C (45598A),
    .stage_ink = C (FFFFFF),
    .colour = { CAIRN_COLOR_NONE, C (62A0EA), C (3CC0B0), C (63C36B), C (A9AD3F), C (C99A6E),
                C (F07CB2), C (B98CF0), C (94A3B8) },
    .step = C (2D3139),
    .step_border = C (505967),
    .icon_disc = C (3B4455),
    .icon = C (C9D6F0),
    .note = C (3A3520),
    .note_border = C (6B6236),
    .decision = C (303B52),
    .playbook = C (1F4030),
    .playbook_ink = C (9BE0BA),
    .automated = C (3A2B55),
    .automated_ink = C (D4BEFA),
    .flow = C (B4C0D6),
    .handoff = C (B99CF2),
    .label = C (2D3139),
    .weight = C (4A5261),
    .path = { C (7FB0F5), C (F08CCB), C (7CD6A0), C (E0B25C), C (63D0DC) },
    .path_ink = C (14161A),
    .link = C (7C8AA3),
    .process = C (2B3446),
    .process_border = C (586A8E),
    .column = { C (4567B0), C (2C7B72), C (45598A), C (99600F), C (7550C4), C (8A2C48) },
    .column_ink = C (FFFFFF),
    /* On target is "no colour" here too; what loses days keeps the scale that people learnt. */
    .severity = { C (2D3139), C (FEE391), C (FE9929), C (CC4C02), C (662506) },
    .severity_ink = { C (EEF0F4), C (000000), C (000000), C (FFFFFF), C (FFFFFF) },
    .severity_border = { C (505967), C (FEE391), C (FE9929), C (E86A1A), C (CC4C02) },
    .empty = C (25282E),
    .hatch = C (3A404B),
    .selection = C (62A0EA),
  },
};

const CairnTheme *
cairn_theme_get (CairnThemeKind kind)
{
  g_return_val_if_fail (kind <= CAIRN_THEME_DARK, NULL);

  return &themes[kind];
}

guint
cairn_theme_severity (double lost_per_week)
{
  if (!(lost_per_week > 0))
    return 0;
  if (lost_per_week < 7)
    return 1;
  if (lost_per_week < 35)
    return 2;
  return lost_per_week < 105 ? 3 : 4;
}

CairnColor
cairn_color_mix (CairnColor fill, CairnColor ink, double share)
{
  CairnColor mixed = 0xff;

  for (guint shift = 8; shift < 32; shift += 8)
    {
      double a = fill >> shift & 0xff;
      double b = ink >> shift & 0xff;

      mixed |= (CairnColor) (a + (b - a) * share + 0.5) << shift;
    }
  return mixed;
}

CairnColor
cairn_theme_lane_header (const CairnTheme *theme, CairnColour colour)
{
  g_return_val_if_fail (theme != NULL && colour < CAIRN_N_COLOURS, CAIRN_COLOR_NONE);

  return colour == CAIRN_COLOUR_NONE
           ? theme->lane_header
           : cairn_color_mix (theme->lane_header, theme->colour[colour], 0.1);
}

static double
linear (CairnColor color, guint shift)
{
  double c = (color >> shift & 0xff) / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
luminance (CairnColor color)
{
  return 0.2126 * linear (color, 24) + 0.7152 * linear (color, 16) + 0.0722 * linear (color, 8);
}

double
cairn_color_contrast (CairnColor a, CairnColor b)
{
  double x = luminance (a);
  double y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}
