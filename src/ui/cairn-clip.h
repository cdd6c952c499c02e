/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "render/cairn-scene.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A part of a journey as it is copied from one window to another, or as a little file. */
#define CAIRN_CLIP_MIME_TYPE "application/x-cairn-fragment+xml"

/* What is put on the clipboard: a part of a journey that becomes XML, SVG, PNG or text only when
 * somebody asks for it. */
#define CAIRN_TYPE_CLIP (cairn_clip_get_type ())
G_DECLARE_FINAL_TYPE (CairnClip, cairn_clip, CAIRN, CLIP, GdkContentProvider)

/* @fragment as cairn_fragment_new() makes it. @timings: what its picture shows of them; NULL: none.
 * @picture_only: nothing but SVG and PNG. */
GdkContentProvider *
cairn_clip_new (CairnDocument *fragment, const CairnSceneTimings *timings, gboolean picture_only);

G_END_DECLS
