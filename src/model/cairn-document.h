/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-edit.h"

G_BEGIN_DECLS

#define CAIRN_DOCUMENT_ERROR (cairn_document_error_quark ())
GQuark cairn_document_error_quark (void);

typedef enum
{
  CAIRN_DOCUMENT_ERROR_DUPLICATE_ID,
  CAIRN_DOCUMENT_ERROR_DANGLING, /* refers to what is not there, or not of the right kind */
} CairnDocumentError;

/* A journey in memory: a tree of elements, found by id. It changes only between
 * cairn_document_begin() and cairn_document_end(), which the history calls; then it emits
 *   "changed" (CairnChangeSet *), once a transaction. */
#define CAIRN_TYPE_DOCUMENT (cairn_document_get_type ())
G_DECLARE_FINAL_TYPE (CairnDocument, cairn_document, CAIRN, DOCUMENT, GObject)

/* An empty journey. */
CairnDocument *cairn_document_new (void);

/* Takes over @root (a JOURNEY, with all below it). On a duplicate id or a reference that leads
 * nowhere returns NULL and sets @error; @culprit (may be NULL) is then the element at fault,
 * borrowed. */
CairnDocument *
cairn_document_new_from_root (CairnElement *root, CairnElement **culprit, GError **error);

CairnElement *cairn_document_get_root (CairnDocument *self);

/* Borrowed; NULL if there is none, or @id is NULL or "". O(1). */
CairnElement *cairn_document_lookup (CairnDocument *self, const char *id);

/* What a REF property of @element names; NULL if nothing. */
CairnElement *
cairn_document_resolve (CairnDocument *self, const CairnElement *element, CairnProp prop);

/* An id that no element of the document has or had in this session: "step-12". Owned by the caller.
 */
char *cairn_document_new_id (CairnDocument *self, CairnKind kind);

/* Whether @element could come into the document: no id in it is in use here, or stands in it twice.
 */
gboolean cairn_document_accepts (CairnDocument *self, CairnElement *element);

/* For the history. Edits outside begin…end do nothing but a critical warning. */
void cairn_document_begin (CairnDocument *self);
void cairn_document_apply (CairnDocument *self, const CairnEdit *edit);
void cairn_document_end (CairnDocument *self);
/* In place of the end, after the reverse of every edit has been applied: nothing happened, nobody
 * is told, and ids made meanwhile will be made again. */
void cairn_document_forget (CairnDocument *self);

G_END_DECLS
