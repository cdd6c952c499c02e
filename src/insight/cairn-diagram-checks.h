/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

/* What a diagram still lacks, as advice: nothing is forbidden by it. Pure functions of the journey.
 */

typedef enum
{
  CAIRN_CHECK_NO_NAME,        /* an item without a name */
  CAIRN_CHECK_NO_SUPPLIER,    /* an input that nobody gives */
  CAIRN_CHECK_NO_CUSTOMER,    /* an output that nobody gets */
  CAIRN_CHECK_NO_REQUIREMENT, /* a customer whose judgement is not known; a measure of none */
  CAIRN_CHECK_NO_MEASURE,     /* a requirement without metric or target; a driver without one */
  CAIRN_CHECK_NO_DRIVER,      /* a need without drivers */
  CAIRN_CHECK_STEP_COUNT,     /* other than 4 to 7 process steps; the element is the SIPOC */
  CAIRN_CHECK_HOLE,           /* a flow between lanes that says not what is handed over */
} CairnCheckKind;

typedef struct
{
  CairnCheckKind kind;
  CairnElement *element; /* borrowed */
  char *text;            /* a translated sentence */
} CairnCheck;

void cairn_check_free (CairnCheck *self);

/* Of CairnCheck, in the order of the file. A swimlane is only looked through where a SIPOC is
 * linked with it. The array is the caller's. */
GPtrArray *cairn_diagram_checks (CairnElement *diagram);

/* What is in one of @sipoc and @swimlane and not in the other: stages and process steps, lanes and
 * suppliers or customers, what flows carry and outputs or inputs; and the holes. Things that are
 * linked, or have one name, are the same. Of CairnCheck; `kind` is HOLE or NO_NAME (any other).
 * The array is the caller's. */
GPtrArray *cairn_diagram_checks_compare (CairnElement *sipoc, CairnElement *swimlane);

/* The swimlane that @sipoc is linked with most, or the SIPOC that is with a swimlane; NULL: none.
 */
CairnElement *cairn_diagram_checks_find_partner (CairnElement *diagram);

G_END_DECLS
