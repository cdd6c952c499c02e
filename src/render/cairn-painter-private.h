/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

G_BEGIN_DECLS

/* Whether so little is in the map that its letters are painted more finely. */
gboolean cairn_painter_is_small (const CairnScene *scene);

G_END_DECLS
