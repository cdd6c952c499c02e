/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* What may connect to what. */

/* Whether a flow (between steps) or a link (between SIPOC items) may lead from @from to @to; if
 * not,
 * @why (may be NULL) is a translated sentence, borrowed. */
gboolean
cairn_rules_can_connect (const CairnElement *from, const CairnElement *to, const char **why);

/* The elements that refer to any of @elements or to what stands below them, and so cannot stay when
 * those go: flows and links by their ends, steps by lane or stage, attachments by playbook. Each
 * once, none of @elements themselves nor of what stands below them. Borrowed elements; the array is
 * the caller's. */
GPtrArray *cairn_rules_dup_dependents (CairnDocument *document, GPtrArray *elements);

/* The elements with a weak reference to any of @elements or to what stands below them, and outside
 * of these: each once. Borrowed elements; the array is the caller's. @ids, a set of interned ids
 * made with g_direct_hash, receives the ids that go. */
GPtrArray *
cairn_rules_dup_weak_dependents (CairnDocument *document, GPtrArray *elements, GHashTable *ids);

G_END_DECLS
