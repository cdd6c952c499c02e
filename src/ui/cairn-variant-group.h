/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a thing in a variant of a segment has from its base, what it says otherwise, and the way
 * back. */
#define CAIRN_TYPE_VARIANT_GROUP (cairn_variant_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnVariantGroup, cairn_variant_group, CAIRN, VARIANT_GROUP, AdwPreferencesGroup)

/* Hidden if @element is NULL or stands in no variant. */
void cairn_variant_group_show (CairnVariantGroup *self, CairnEditor *editor, CairnElement *element);

G_END_DECLS
