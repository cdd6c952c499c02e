/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

G_BEGIN_DECLS

#define CAIRN_SVG_NAMESPACE "https://cairn-journeys.github.io/ns/svg"

/* @scene as SVG 1.1: real text, presentation attributes only, one <g id> for each element with its
 * <title>, <desc> and cairn:kind, in reading order. The same scene gives the same bytes. NULL and
 * @error only when out of memory or on text that XML cannot hold. */
GBytes *cairn_svg_write (const CairnScene *scene, GError **error);

G_END_DECLS
