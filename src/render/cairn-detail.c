/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-detail.h"

/* Below, small text is less than 7 pixels high and stones run together. */
#define NEAR_SCALE 0.7
#define MIDDLE_SCALE 0.42

#define FAR (1u << CAIRN_DETAIL_FAR)
#define MIDDLE (1u << CAIRN_DETAIL_MIDDLE)
#define NEAR (1u << CAIRN_DETAIL_NEAR)

static const struct
{
  const char *word;
  guint details;
} kinds[CAIRN_N_MARK_KINDS] = {
  [CAIRN_MARK_NONE] = { "none", FAR | MIDDLE | NEAR },
  [CAIRN_MARK_FILL] = { "fill", FAR | MIDDLE | NEAR },
  [CAIRN_MARK_HALO] = { "halo", MIDDLE | NEAR },
  [CAIRN_MARK_BADGE] = { "badge", MIDDLE | NEAR },
  [CAIRN_MARK_FAR_HALO] = { "far halo", FAR },
  [CAIRN_MARK_FAR_BADGE] = { "far badge", FAR },
  [CAIRN_MARK_LARGE] = { "large figures", MIDDLE },
  [CAIRN_MARK_STONES] = { "stones", NEAR },
  [CAIRN_MARK_COUNT] = { "count", NEAR },
  [CAIRN_MARK_CHEVRONS] = { "chevrons", NEAR },
  [CAIRN_MARK_BULLET] = { "bullet", NEAR },
  [CAIRN_MARK_FLOW] = { "flow", MIDDLE | NEAR },
  [CAIRN_MARK_COMPARISON] = { "comparison", MIDDLE | NEAR },
  [CAIRN_MARK_WORDS] = { "words", NEAR },
  [CAIRN_MARK_SPARKLINE] = { "sparkline", NEAR },
  [CAIRN_MARK_TYPE] = { "type", NEAR },
  [CAIRN_MARK_EVIDENCE] = { "evidence", NEAR },
  [CAIRN_MARK_HANDOFF] = { "handoff", NEAR },
  [CAIRN_MARK_TOUCHPOINT] = { "touchpoint", NEAR },
};

CairnDetail
cairn_detail_at_scale (double scale)
{
  return scale < MIDDLE_SCALE ? CAIRN_DETAIL_FAR
         : scale < NEAR_SCALE ? CAIRN_DETAIL_MIDDLE
                              : CAIRN_DETAIL_NEAR;
}

gboolean
cairn_detail_shows (CairnDetail detail, CairnMarkKind mark)
{
  return (kinds[mark].details & 1u << detail) != 0;
}

const char *
cairn_mark_kind_word (CairnMarkKind mark)
{
  g_return_val_if_fail (mark < CAIRN_N_MARK_KINDS, NULL);

  return kinds[mark].word;
}
