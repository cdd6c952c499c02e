/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Where the timings of a journey come from and what its rows mean, as an assistant found it out. A
 * plain struct; what it holds is borrowed. */
typedef struct
{
  CairnProp prop;
  const char *text;
} CairnSourceText;

typedef struct
{
  const char *value; /* in the data */
  const char *name;  /* of the stage or segment it belongs to; NULL: none */
} CairnSourceName;

typedef struct
{
  const char *value; /* in the data */
  int result;        /* CAIRN_RESULT_… */
} CairnSourceOutcome;

typedef struct
{
  const char *stage;
  const char *entered; /* column; NULL: none */
  const char *left;
} CairnSourceDates;

typedef struct
{
  const char *path;
  int shape;      /* CAIRN_SHAPE_… */
  GArray *texts;  /* CairnSourceText: other properties of the source; those not named are left be */
  GArray *stages; /* CairnSourceName */
  GArray *segments; /* CairnSourceName */
  GArray *outcomes; /* CairnSourceOutcome: all there are */
  GArray *dates;    /* CairnSourceDates: all there are */
} CairnSourceSetup;

/* Makes the journey's source what @setup says, and has every value be called by the stage or
 * segment it belongs to and by no other: one step of undo. Returns the source. */
CairnElement *cairn_command_set_up_source (CairnHistory *history, const CairnSourceSetup *setup);

/* The database of @source was imported anew, as @import tells. */
void cairn_command_set_import (CairnHistory *history, CairnElement *source, const char *import);

G_END_DECLS
