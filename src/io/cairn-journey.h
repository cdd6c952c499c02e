/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-io-error.h"
#include "model/cairn-document.h"

G_BEGIN_DECLS

/* The native file: UTF-8 XML in the namespace below, described by data/cairn.rng. Which elements
 * and attributes there are stands in model/cairn-schema alone. */

#define CAIRN_JOURNEY_NAMESPACE "https://cairn-journeys.github.io/ns/journey"
/* The version of the format that this program writes and fully understands. */
#define CAIRN_JOURNEY_VERSION 3

/* Above these a file is refused (CAIRN_IO_ERROR_LIMIT). */
#define CAIRN_JOURNEY_MAX_BYTES (256u * 1024 * 1024)
#define CAIRN_JOURNEY_MAX_TEXT (16u * 1024 * 1024) /* bytes of one text or attribute */
#define CAIRN_JOURNEY_MAX_DEPTH 64
#define CAIRN_JOURNEY_MAX_ELEMENTS 1000000
#define CAIRN_JOURNEY_MAX_ATTRIBUTES 1000 /* of one element; libxml2 compares each with each */
#define CAIRN_JOURNEY_MAX_EXTRAS 1000000  /* unknown attributes, in all */
#define CAIRN_JOURNEY_MAX_NAMESPACES 256  /* in force at once */

typedef struct
{
  guint version;      /* of the program that wrote the file */
  gboolean read_only; /* the file requires a newer program: show it, but do not save it */
  char *message;      /* why it is read-only, translated; NULL if it is not */
} CairnReadInfo;

void cairn_read_info_clear (CairnReadInfo *info);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnReadInfo, cairn_read_info_clear)

/* Reads a journey. @name stands in messages ("acme.cairn"). @info (may be NULL) is filled in on
 * success. What a newer version has added to elements that this one knows is kept and written
 * back, in its place: unknown attributes as extras, unknown elements, comments, processing
 * instructions and stray text as FOREIGN children. Never reads anything but @bytes. */
CairnDocument *
cairn_journey_read_bytes (GBytes *bytes, const char *name, CairnReadInfo *info, GError **error);

/* The same from a file; @path in the encoding of file names. @stamp (may be NULL) then tells this
 * content from any other, for cairn_journey_save(); owned by the caller. */
CairnDocument *
cairn_journey_read_file (const char *path, CairnReadInfo *info, char **stamp, GError **error);

/* The bytes of @document: the same for the same journey, always, and reading them gives the same
 * journey. */
GBytes *cairn_journey_write_bytes (CairnDocument *document);

G_END_DECLS
