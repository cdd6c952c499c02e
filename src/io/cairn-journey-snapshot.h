/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-io-error.h"
#include "model/cairn-document.h"

G_BEGIN_DECLS

/* The text that a snapshot of @document keeps: the journey's own XML, but for its snapshots. Owned
 * by the caller. NULL, CAIRN_IO_ERROR_LIMIT, if that is more than a file could hold. */
char *cairn_journey_dup_content (CairnDocument *document, GError **error);

/* The journey that @snapshot (SNAPSHOT) keeps. */
CairnDocument *cairn_journey_read_snapshot (const CairnElement *snapshot, GError **error);

G_END_DECLS
