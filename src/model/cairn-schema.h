/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a journey is made of, as one table. The file format, the rules of editing, undo, the
 * inspector and the tests all read this table, so a new property is one line here. */

typedef enum
{
  CAIRN_KIND_JOURNEY,
  CAIRN_KIND_SOURCE,
  CAIRN_KIND_OUTCOME,     /* a value in the data that means the customer is through, or lost */
  CAIRN_KIND_DATE_COLUMN, /* which columns of a row tell when a stage was entered and left */
  CAIRN_KIND_SEGMENT,
  CAIRN_KIND_SWIMLANE,
  CAIRN_KIND_LANE,
  CAIRN_KIND_STAGE,
  CAIRN_KIND_ALIAS,  /* a name by which data calls a stage or a segment */
  CAIRN_KIND_CHANGE, /* something that was changed about a stage, and when: did it work? */
  CAIRN_KIND_ACTION, /* what is to be done about a stage, by whom and by when */
  CAIRN_KIND_STEP,
  CAIRN_KIND_ATTACHMENT, /* a playbook on a step */
  CAIRN_KIND_FLOW,
  CAIRN_KIND_PATH, /* a happy path through a swimlane */
  CAIRN_KIND_VIA,  /* a flow that a happy path takes */
  CAIRN_KIND_SIPOC,
  CAIRN_KIND_ITEM,
  CAIRN_KIND_REQUIREMENT,
  CAIRN_KIND_LINK,
  CAIRN_KIND_CTQ, /* a tree of what is critical to quality: need → driver → measure */
  CAIRN_KIND_NEED,
  CAIRN_KIND_DRIVER,
  CAIRN_KIND_MEASURE,
  CAIRN_KIND_PLAYBOOK,
  CAIRN_KIND_TASK,
  CAIRN_KIND_SNAPSHOT, /* the journey as it once stood */
  CAIRN_KIND_FOREIGN,  /* something a newer version wrote; kept as it stood */
  CAIRN_N_KINDS
} CairnKind;

typedef enum
{
  CAIRN_PROP_NAME,
  CAIRN_PROP_TITLE,
  CAIRN_PROP_KIND,
  CAIRN_PROP_LANE,
  CAIRN_PROP_STAGE,
  CAIRN_PROP_CHANNEL,
  CAIRN_PROP_OWNER,
  CAIRN_PROP_EFFORT,
  CAIRN_PROP_DUE,
  CAIRN_PROP_AUTOMATED,
  CAIRN_PROP_NOTES,
  CAIRN_PROP_FROM,
  CAIRN_PROP_TO,
  CAIRN_PROP_LABEL,
  CAIRN_PROP_TARGET,
  CAIRN_PROP_LIMIT,
  CAIRN_PROP_COLUMN,
  CAIRN_PROP_DETAIL,
  CAIRN_PROP_METRIC,
  CAIRN_PROP_UNIT,
  CAIRN_PROP_DIRECTION,
  CAIRN_PROP_GOAL,
  CAIRN_PROP_STARTS,
  CAIRN_PROP_ENDS,
  CAIRN_PROP_IN_SCOPE,
  CAIRN_PROP_OUT_OF_SCOPE,
  CAIRN_PROP_PURPOSE,
  CAIRN_PROP_REVIEW,
  CAIRN_PROP_PLAYBOOK,
  CAIRN_PROP_OBJECTIVE,
  CAIRN_PROP_ROLE,
  CAIRN_PROP_OFFSET,
  CAIRN_PROP_REQUIRED,
  CAIRN_PROP_MINUTES,
  CAIRN_PROP_BODY,
  CAIRN_PROP_AVOID,
  CAIRN_PROP_PATH,
  CAIRN_PROP_TABLE,
  CAIRN_PROP_CUSTOMER_COLUMN,
  CAIRN_PROP_STAGE_COLUMN,
  CAIRN_PROP_ENTERED_COLUMN,
  CAIRN_PROP_LEFT_COLUMN,
  CAIRN_PROP_OWNER_COLUMN,
  CAIRN_PROP_SEGMENT_COLUMN,
  CAIRN_PROP_TIME_FORMAT,
  CAIRN_PROP_ZONE,
  CAIRN_PROP_XML,
  CAIRN_PROP_BASE,
  CAIRN_PROP_TWIN,
  CAIRN_PROP_ORIENTATION,
  CAIRN_PROP_VERSION,
  CAIRN_PROP_TEAM,
  CAIRN_PROP_COLLAPSED,
  CAIRN_PROP_COLOUR,
  CAIRN_PROP_SIZE,
  CAIRN_PROP_FEELING,
  CAIRN_PROP_FEELING_WANTED,
  CAIRN_PROP_MOMENT_OF_TRUTH,
  CAIRN_PROP_FIRST_VALUE,
  CAIRN_PROP_CLOCK_START,
  CAIRN_PROP_DRILLS_INTO,
  CAIRN_PROP_URL,
  CAIRN_PROP_FLOW,
  CAIRN_PROP_FILL_ORDER,
  CAIRN_PROP_REACH,
  CAIRN_PROP_NATURE,
  CAIRN_PROP_FIGURE,
  CAIRN_PROP_SIPOC,
  CAIRN_PROP_REQUIREMENT,
  CAIRN_PROP_TAKEN,
  CAIRN_PROP_CONTENT,
  CAIRN_PROP_SHAPE,
  CAIRN_PROP_STARTED_COLUMN,
  CAIRN_PROP_TRANSITION_COLUMN,
  CAIRN_PROP_UPDATED_COLUMN,
  CAIRN_PROP_TOUCHPOINT_COLUMN,
  CAIRN_PROP_CUSTOMERS_TABLE,
  CAIRN_PROP_HOURS,
  CAIRN_PROP_HOLIDAYS,
  CAIRN_PROP_FILTER,
  CAIRN_PROP_RULE,
  CAIRN_PROP_RESULT,
  CAIRN_PROP_BENCHMARK,
  CAIRN_PROP_BENCHMARK_SOURCE,
  CAIRN_PROP_DATE,
  CAIRN_PROP_DONE,
  CAIRN_PROP_REASON,
  CAIRN_PROP_IMPORT,              /* how the log behind the database was read: lines "name=value" */
  CAIRN_PROP_LEAVE_OUT_FORGOTTEN, /* stays that look unrecorded count in no figure */
  CAIRN_N_PROPS
} CairnProp;

typedef enum
{
  CAIRN_TYPE_STRING,   /* one line */
  CAIRN_TYPE_TEXT,     /* many lines; a child element in the file */
  CAIRN_TYPE_INT,      /* 0 … 1,000,000 */
  CAIRN_TYPE_NUMBER,   /* double; NAN: not set */
  CAIRN_TYPE_BOOL,     /* */
  CAIRN_TYPE_ENUM,     /* index into the property's words */
  CAIRN_TYPE_DURATION, /* seconds */
  CAIRN_TYPE_REF,      /* the id of another element; "": none */
} CairnType;

typedef enum
{
  CAIRN_LANE_CUSTOMER,
  CAIRN_LANE_FRONT,
  CAIRN_LANE_BACK,
  CAIRN_LANE_SYSTEM,
  CAIRN_LANE_PARTNER,
} CairnLaneKind;

typedef enum
{
  CAIRN_STEP_TOUCHPOINT,
  CAIRN_STEP_TASK,
  CAIRN_STEP_DECISION,
  CAIRN_STEP_START,
  CAIRN_STEP_END,
  CAIRN_STEP_WAIT,
  CAIRN_STEP_NOTE,
} CairnStepKind;

typedef enum
{
  CAIRN_CHANNEL_NONE,
  CAIRN_CHANNEL_EMAIL,
  CAIRN_CHANNEL_CALL,
  CAIRN_CHANNEL_MEETING,
  CAIRN_CHANNEL_IN_PERSON,
  CAIRN_CHANNEL_IN_APP,
  CAIRN_CHANNEL_SURVEY,
  CAIRN_CHANNEL_DOCUMENT,
  CAIRN_CHANNEL_CHAT,
  CAIRN_CHANNEL_OTHER,
} CairnChannel;

typedef enum
{
  CAIRN_COLUMN_SUPPLIERS,
  CAIRN_COLUMN_INPUTS,
  CAIRN_COLUMN_PROCESS,
  CAIRN_COLUMN_OUTPUTS,
  CAIRN_COLUMN_CUSTOMERS,
  CAIRN_N_COLUMNS
} CairnColumn;

typedef enum
{
  CAIRN_DIRECTION_AT_LEAST,
  CAIRN_DIRECTION_AT_MOST,
} CairnDirection;

typedef enum
{
  CAIRN_ORIENTATION_HORIZONTAL, /* lanes are rows, stages run from left to right */
  CAIRN_ORIENTATION_VERTICAL,   /* lanes are columns, stages run from top to bottom */
} CairnOrientation;

typedef enum
{
  CAIRN_VERSION_NONE,
  CAIRN_VERSION_AS_IS,
  CAIRN_VERSION_TO_BE,
} CairnVersion;

/* What the user may colour with; none of these is a colour of the timings. */
typedef enum
{
  CAIRN_COLOUR_NONE,
  CAIRN_COLOUR_BLUE,
  CAIRN_COLOUR_TEAL,
  CAIRN_COLOUR_GREEN,
  CAIRN_COLOUR_OLIVE,
  CAIRN_COLOUR_BROWN,
  CAIRN_COLOUR_PINK,
  CAIRN_COLOUR_PURPLE,
  CAIRN_COLOUR_SLATE,
  CAIRN_N_COLOURS
} CairnColour;

/* In which order the columns of a SIPOC are filled in. */
typedef enum
{
  CAIRN_FILL_ORDER_POCIS,         /* process, outputs, customers, inputs, suppliers */
  CAIRN_FILL_ORDER_COPIS,         /* customers first */
  CAIRN_FILL_ORDER_LEFT_TO_RIGHT, /* suppliers first */
} CairnFillOrder;

typedef enum
{
  CAIRN_REACH_UNSAID,
  CAIRN_REACH_INTERNAL,
  CAIRN_REACH_EXTERNAL,
} CairnReach;

typedef enum
{
  CAIRN_NATURE_UNSAID,
  CAIRN_NATURE_PERSON,
  CAIRN_NATURE_SYSTEM,
} CairnNature;

/* Which figure of a stage tells how a requirement is met today. */
typedef enum
{
  CAIRN_FIGURE_NONE,
  CAIRN_FIGURE_MEDIAN,
  CAIRN_FIGURE_P90,
  CAIRN_FIGURE_WITHIN_TARGET,
  CAIRN_FIGURE_HERE_NOW,
} CairnFigure;

/* What one row of the data means. */
typedef enum
{
  CAIRN_SHAPE_VISITS,    /* a stay in a stage, from … to … */
  CAIRN_SHAPE_CHANGES,   /* the customer enters a stage */
  CAIRN_SHAPE_LIFECYCLE, /* something starts, or is complete */
  CAIRN_SHAPE_DONE,      /* something is complete; it took from the one before */
  CAIRN_SHAPE_WIDE,      /* a customer, with a date column for each stage */
  CAIRN_SHAPE_SNAPSHOTS, /* on this day the customer was in this stage */
} CairnShape;

/* What a value in the data means that is no stage: what becomes of the customer; or nothing, as
 * somebody has said. */
typedef enum
{
  CAIRN_RESULT_SUCCESS,
  CAIRN_RESULT_CHURN,
  CAIRN_RESULT_OTHER,
  CAIRN_RESULT_NO_STAGE,
  CAIRN_RESULT_NO_SEGMENT, /* the value is one of the segment column */
} CairnResult;

typedef struct
{
  CairnProp prop;
  CairnType type;
  const char *attribute;     /* its name in the file */
  const char *label;         /* for people; translate with _() */
  const char *const *words;  /* ENUM: NULL-terminated words in the file; the index is the value */
  const char *const *labels; /* ENUM: the same for people; translate with _() */
  guint ref_kinds;           /* REF: 1 << CairnKind of what it may name */
  gint64 initial;            /* value of a new element; not written to the file */
  gboolean anywhere; /* REF: what it names may stand anywhere, not just in the same diagram */
  gboolean weak;     /* REF: falls empty when what it names goes; else the element goes too */
} CairnPropSpec;

typedef struct
{
  const char *tag;    /* its name in the file */
  const char *label;  /* for people; translate with _() */
  const char *prefix; /* ids are this and a number */
  guint children;     /* 1 << CairnKind of what it may hold */
  const CairnPropSpec *props;
  guint n_props;
} CairnKindSpec;

const CairnKindSpec *cairn_schema_kind (CairnKind kind);

/* The kind whose tag in the file is @tag, among the possible children of @parent; FALSE if none. */
gboolean cairn_schema_kind_from_tag (CairnKind parent, const char *tag, CairnKind *kind);

/* The place of @prop among the properties of @kind, or -1 if it has none such. O(1). */
int cairn_schema_slot (CairnKind kind, CairnProp prop);

const CairnPropSpec *cairn_schema_prop (CairnKind kind, CairnProp prop);

static inline gboolean
cairn_kind_is_diagram (CairnKind kind)
{
  return kind == CAIRN_KIND_SWIMLANE || kind == CAIRN_KIND_SIPOC || kind == CAIRN_KIND_CTQ;
}

G_END_DECLS
