/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-field.h"

G_BEGIN_DECLS

/* The ways of showing a property, one for each type. */
typedef struct
{
  /* The row, with its signals connected; `spec` and `editor` are set. */
  GtkWidget *(*create) (CairnField *self);
  /* @value NULL: the elements differ. */
  void (*show) (CairnField *self, const CairnValue *value);
  /* Writes what was typed but not yet taken over; NULL: there is no such state. */
  void (*flush) (CairnField *self);
} CairnFieldLook;

extern const CairnFieldLook cairn_field_entry_look;  /* STRING, DURATION, NUMBER */
extern const CairnFieldLook cairn_field_text_look;   /* TEXT */
extern const CairnFieldLook cairn_field_int_look;    /* INT */
extern const CairnFieldLook cairn_field_switch_look; /* BOOL */
extern const CairnFieldLook cairn_field_enum_look;   /* ENUM */
extern const CairnFieldLook cairn_field_ref_look;    /* REF */

CairnEditor *cairn_field_get_editor (CairnField *self);
GPtrArray *cairn_field_get_elements (CairnField *self);

/* The common value of all elements; NULL if they differ. */
const CairnValue *cairn_field_get_value (CairnField *self);

/* Writes @value into the journey and takes away any complaint. Nothing happens while the field
 * itself is being brought up to date. @typing: one of many small changes that are undone at once.
 */
void cairn_field_commit (CairnField *self, const CairnValue *value, gboolean typing);
/* The end of such a run. */
void cairn_field_seal (CairnField *self);
/* Whether the row changes because the journey did, so that nothing is to be written back. */
gboolean cairn_field_is_showing (CairnField *self);

/* What is wrong, as a sentence; NULL: nothing. */
void cairn_field_complain (CairnField *self, const char *sentence);

/* Calls cairn_field_seal() when the focus leaves @widget. */
void cairn_field_seal_on_leave (CairnField *self, GtkWidget *widget);

G_END_DECLS
