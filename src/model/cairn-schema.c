/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(kind) (1u << CAIRN_KIND_##kind)

static const char *const lane_words[] = { "customer", "front", "back", "system", "partner", NULL };
static const char *const lane_labels[]
  = { N_ ("Customer"), N_ ("Front stage"), N_ ("Back stage"), N_ ("System"), N_ ("Partner"), NULL };

static const char *const step_words[]
  = { "touchpoint", "task", "decision", "start", "end", "wait", "note", NULL };
static const char *const step_labels[]
  = { N_ ("Touchpoint"), N_ ("Task"), N_ ("Decision"), N_ ("Start"),
      N_ ("End"),        N_ ("Wait"), N_ ("Note"),     NULL };

static const char *const channel_words[]
  = { "none",   "email",    "call", "meeting", "in-person", "in-app",
      "survey", "document", "chat", "other",   NULL };
static const char *const channel_labels[]
  = { N_ ("None"),      N_ ("Email"),  N_ ("Call"),   N_ ("Meeting"),
      N_ ("In person"), N_ ("In app"), N_ ("Survey"), N_ ("Document"),
      N_ ("Chat"),      N_ ("Other"),  NULL };

static const char *const column_words[]
  = { "supplier", "input", "process", "output", "customer", NULL };
static const char *const column_labels[]
  = { N_ ("Supplier"), N_ ("Input"), N_ ("Process step"), N_ ("Output"), N_ ("Customer"), NULL };

static const char *const direction_words[] = { "at-least", "at-most", NULL };
static const char *const direction_labels[] = { N_ ("At least"), N_ ("At most"), NULL };

static const char *const orientation_words[] = { "horizontal", "vertical", NULL };
static const char *const orientation_labels[] = { N_ ("Horizontal"), N_ ("Vertical"), NULL };

static const char *const version_words[] = { "none", "as-is", "to-be", NULL };
static const char *const version_labels[] = { N_ ("No version"), N_ ("As is"), N_ ("To be"), NULL };

static const char *const colour_words[]
  = { "none", "blue", "teal", "green", "olive", "brown", "pink", "purple", "slate", NULL };
static const char *const colour_labels[]
  = { N_ ("No colour"), N_ ("Blue"), N_ ("Teal"),   N_ ("Green"), N_ ("Olive"),
      N_ ("Brown"),     N_ ("Pink"), N_ ("Purple"), N_ ("Slate"), NULL };

static const char *const fill_order_words[] = { "pocis", "copis", "left-to-right", NULL };
static const char *const fill_order_labels[]
  = { N_ ("Process first"), N_ ("Customers first"), N_ ("Left to right"), NULL };

static const char *const reach_words[] = { "unsaid", "internal", "external", NULL };
static const char *const reach_labels[]
  = { N_ ("Not said"), N_ ("Internal"), N_ ("External"), NULL };

static const char *const nature_words[] = { "unsaid", "person", "system", NULL };
static const char *const nature_labels[] = { N_ ("Not said"), N_ ("Person"), N_ ("System"), NULL };

static const char *const figure_words[]
  = { "none", "median", "p90", "within-target", "here-now", NULL };
static const char *const figure_labels[] = { N_ ("None"),
                                             N_ ("Median time"),
                                             N_ ("Nine in ten are through within"),
                                             N_ ("Share within target"),
                                             N_ ("Here now"),
                                             NULL };

static const char *const shape_words[]
  = { "visits", "changes", "lifecycle", "done", "wide", "snapshots", NULL };
static const char *const shape_labels[] = { N_ ("A stay in a stage, with its beginning and end"),
                                            N_ ("A customer enters a stage"),
                                            N_ ("Something starts or is complete"),
                                            N_ ("Something was done, with one time"),
                                            N_ ("A customer, with a date column for each stage"),
                                            N_ ("On this day a customer was in this stage"),
                                            NULL };

static const char *const result_words[]
  = { "success", "churn", "other", "no-stage", "no-segment", NULL };
static const char *const result_labels[]
  = { N_ ("Success"), N_ ("Churn"), N_ ("Other"), N_ ("No stage"), N_ ("No segment"), NULL };

#define STRING(p, attr, text)                                                                      \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_STRING, attr, text, NULL, NULL, 0, 0                                \
  }
#define TEXT(p, attr, text)                                                                        \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_TEXT, attr, text, NULL, NULL, 0, 0                                  \
  }
#define INT(p, attr, text)                                                                         \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_INT, attr, text, NULL, NULL, 0, 0                                   \
  }
#define NUMBER(p, attr, text)                                                                      \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_NUMBER, attr, text, NULL, NULL, 0, 0                                \
  }
#define BOOL(p, attr, text, init)                                                                  \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_BOOL, attr, text, NULL, NULL, 0, init                               \
  }
#define DURATION(p, attr, text)                                                                    \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_DURATION, attr, text, NULL, NULL, 0, 0                              \
  }
#define ENUM(p, attr, text, list, init)                                                            \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_ENUM, attr, text, list##_words, list##_labels, 0, init              \
  }
/* Names something in the same diagram, and cannot stand without it. */
#define REF(p, attr, text, kinds)                                                                  \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_REF, attr, text, NULL, NULL, kinds, 0                               \
  }
/* Names something anywhere in the journey, and cannot stand without it. */
#define REF_ANYWHERE(p, attr, text, kinds)                                                         \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_REF, attr, text, NULL, NULL, kinds, 0, TRUE, FALSE                  \
  }
/* Names something anywhere in the journey, or nothing. */
#define WEAK_REF(p, attr, text, kinds)                                                             \
  {                                                                                                \
    CAIRN_PROP_##p, CAIRN_TYPE_REF, attr, text, NULL, NULL, kinds, 0, TRUE, TRUE                   \
  }

static const CairnPropSpec named_props[] = {
  STRING (NAME, "name", N_ ("Name")),
};
static const CairnPropSpec source_props[] = {
  STRING (PATH, "path", N_ ("Database")),
  STRING (TABLE, "table", N_ ("Table")),
  STRING (CUSTOMER_COLUMN, "customer", N_ ("Customer column")),
  STRING (STAGE_COLUMN, "stage", N_ ("Stage column")),
  STRING (ENTERED_COLUMN, "entered", N_ ("Entered column")),
  STRING (LEFT_COLUMN, "left", N_ ("Left column")),
  STRING (OWNER_COLUMN, "owner", N_ ("Owner column")),
  STRING (SEGMENT_COLUMN, "segment", N_ ("Segment column")),
  STRING (TIME_FORMAT, "time-format", N_ ("Time format")),
  STRING (ZONE, "zone", N_ ("Time zone")),
  ENUM (SHAPE, "shape", N_ ("One row means"), shape, CAIRN_SHAPE_VISITS),
  STRING (STARTED_COLUMN, "started", N_ ("Work started column")),
  STRING (TRANSITION_COLUMN, "transition", N_ ("Start or complete column")),
  STRING (UPDATED_COLUMN, "updated", N_ ("Last updated column")),
  STRING (TOUCHPOINT_COLUMN, "touchpoint", N_ ("Touchpoint column")),
  STRING (CUSTOMERS_TABLE, "customers", N_ ("Customers table")),
  STRING (HOURS, "hours", N_ ("Working hours")),
  TEXT (HOLIDAYS, "holidays", N_ ("Holidays")),
  STRING (FILTER, "filter", N_ ("Only customers with")),
  TEXT (IMPORT, "import", N_ ("Import settings")),
  BOOL (LEAVE_OUT_FORGOTTEN, "leave-out-forgotten", N_ ("Leave out who looks forgotten"), FALSE),
};
static const CairnPropSpec outcome_props[] = {
  STRING (NAME, "name", N_ ("Name in the data")),
  ENUM (RESULT, "result", N_ ("Means"), result, CAIRN_RESULT_SUCCESS),
};
static const CairnPropSpec date_column_props[] = {
  STRING (NAME, "name", N_ ("Stage")),
  STRING (ENTERED_COLUMN, "entered", N_ ("Entered column")),
  STRING (LEFT_COLUMN, "left", N_ ("Left column")),
};
static const CairnPropSpec change_props[] = {
  STRING (NAME, "name", N_ ("What was changed")),
  STRING (DATE, "date", N_ ("Since")),
};
static const CairnPropSpec action_props[] = {
  STRING (TITLE, "title", N_ ("Action")),  STRING (REASON, "reason", N_ ("Reason")),
  STRING (OWNER, "owner", N_ ("Owner")),   STRING (DATE, "date", N_ ("Due")),
  BOOL (DONE, "done", N_ ("Done"), FALSE),
};
static const CairnPropSpec segment_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  WEAK_REF (BASE, "base", N_ ("Variant of"), BIT (SEGMENT)),
  STRING (RULE, "rule", N_ ("Customers with")),
};
static const CairnPropSpec swimlane_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  ENUM (ORIENTATION, "orientation", N_ ("Orientation"), orientation, CAIRN_ORIENTATION_HORIZONTAL),
  ENUM (VERSION, "version", N_ ("Version"), version, CAIRN_VERSION_NONE),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (SWIMLANE)),
};
static const CairnPropSpec lane_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  ENUM (KIND, "kind", N_ ("Kind"), lane, CAIRN_LANE_FRONT),
  STRING (TEAM, "team", N_ ("Team")),
  ENUM (COLOUR, "colour", N_ ("Colour"), colour, CAIRN_COLOUR_NONE),
  BOOL (COLLAPSED, "collapsed", N_ ("Collapsed"), FALSE),
  INT (SIZE, "size", N_ ("Least height")),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (LANE)),
};
static const CairnPropSpec stage_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  DURATION (TARGET, "target", N_ ("Target")),
  DURATION (LIMIT, "limit", N_ ("Limit")),
  BOOL (COLLAPSED, "collapsed", N_ ("Collapsed"), FALSE),
  INT (SIZE, "size", N_ ("Least width")),
  NUMBER (FEELING, "feeling", N_ ("Emotion")),
  NUMBER (FEELING_WANTED, "feeling-wanted", N_ ("Emotion to be")),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (STAGE)),
  DURATION (BENCHMARK, "benchmark", N_ ("Industry figure")),
  STRING (BENCHMARK_SOURCE, "benchmark-source", N_ ("Source of the industry figure")),
};
static const CairnPropSpec step_props[] = {
  ENUM (KIND, "kind", N_ ("Kind"), step, CAIRN_STEP_TOUCHPOINT),
  STRING (TITLE, "title", N_ ("Name")),
  REF (LANE, "lane", N_ ("Lane"), BIT (LANE)),
  REF (STAGE, "stage", N_ ("Stage"), BIT (STAGE)),
  ENUM (CHANNEL, "channel", N_ ("Channel"), channel, CAIRN_CHANNEL_NONE),
  STRING (OWNER, "owner", N_ ("Owner role")),
  INT (EFFORT, "effort", N_ ("Effort (minutes)")),
  DURATION (DUE, "due", N_ ("Due after")),
  BOOL (AUTOMATED, "automated", N_ ("Automated"), FALSE),
  TEXT (NOTES, "notes", N_ ("Notes")),
  ENUM (COLOUR, "colour", N_ ("Colour"), colour, CAIRN_COLOUR_NONE),
  BOOL (MOMENT_OF_TRUTH, "moment-of-truth", N_ ("Moment of truth"), FALSE),
  BOOL (FIRST_VALUE, "first-value", N_ ("First value"), FALSE),
  BOOL (CLOCK_START, "clock-start", N_ ("The clock starts here"), FALSE),
  NUMBER (FEELING, "feeling", N_ ("Emotion")),
  NUMBER (FEELING_WANTED, "feeling-wanted", N_ ("Emotion to be")),
  WEAK_REF (DRILLS_INTO, "diagram", N_ ("Leads into"), BIT (SWIMLANE) | BIT (SIPOC) | BIT (CTQ)),
  STRING (URL, "url", N_ ("Web page")),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (STEP)),
};
static const CairnPropSpec attachment_props[] = {
  REF_ANYWHERE (PLAYBOOK, "playbook", N_ ("Playbook"), BIT (PLAYBOOK)),
};
static const CairnPropSpec flow_props[] = {
  REF (FROM, "from", N_ ("From"), BIT (STEP)),
  REF (TO, "to", N_ ("To"), BIT (STEP)),
  STRING (LABEL, "label", N_ ("Label")),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (FLOW)),
};
static const CairnPropSpec path_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (PATH)),
};
static const CairnPropSpec via_props[] = {
  REF (FLOW, "flow", N_ ("Flow"), BIT (FLOW)),
};
static const CairnPropSpec ctq_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  WEAK_REF (SIPOC, "sipoc", N_ ("SIPOC"), BIT (SIPOC)),
};
static const CairnPropSpec titled_props[] = {
  STRING (TITLE, "title", N_ ("Name")),
};
static const CairnPropSpec measure_props[] = {
  STRING (TITLE, "title", N_ ("Name")),
  WEAK_REF (REQUIREMENT, "requirement", N_ ("Requirement"), BIT (REQUIREMENT)),
};
static const CairnPropSpec snapshot_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  STRING (TAKEN, "taken", N_ ("Taken")),
  TEXT (CONTENT, "content", N_ ("Content")),
};
static const CairnPropSpec sipoc_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  STRING (OWNER, "owner", N_ ("Owner")),
  STRING (REVIEW, "review", N_ ("Review by")),
  STRING (STARTS, "starts", N_ ("Starts when")),
  STRING (ENDS, "ends", N_ ("Ends when")),
  STRING (IN_SCOPE, "in-scope", N_ ("In scope")),
  STRING (OUT_OF_SCOPE, "out-of-scope", N_ ("Out of scope")),
  TEXT (PURPOSE, "purpose", N_ ("Purpose")),
  ENUM (FILL_ORDER, "fill-order", N_ ("Fill in"), fill_order, CAIRN_FILL_ORDER_POCIS),
  ENUM (VERSION, "version", N_ ("Version"), version, CAIRN_VERSION_NONE),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (SIPOC)),
};
static const CairnPropSpec item_props[] = {
  ENUM (COLUMN, "column", N_ ("Column"), column, CAIRN_COLUMN_PROCESS),
  STRING (TITLE, "title", N_ ("Name")),
  STRING (DETAIL, "detail", N_ ("Detail")),
  ENUM (REACH, "reach", N_ ("Inside or outside"), reach, CAIRN_REACH_UNSAID),
  ENUM (NATURE, "nature", N_ ("Person or system"), nature, CAIRN_NATURE_UNSAID),
  DURATION (TARGET, "target", N_ ("Target")),
  DURATION (LIMIT, "limit", N_ ("Limit")),
  WEAK_REF (TWIN, "twin", N_ ("Same as"), BIT (LANE) | BIT (STAGE)),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (ITEM)),
};
static const CairnPropSpec requirement_props[] = {
  STRING (TITLE, "title", N_ ("Requirement")),
  STRING (METRIC, "metric", N_ ("Metric")),
  STRING (UNIT, "unit", N_ ("Unit")),
  ENUM (DIRECTION, "direction", N_ ("Direction"), direction, CAIRN_DIRECTION_AT_LEAST),
  NUMBER (GOAL, "target", N_ ("Target")),
  ENUM (FIGURE, "figure", N_ ("Figure from the data"), figure, CAIRN_FIGURE_NONE),
  WEAK_REF (STAGE, "stage", N_ ("Stage"), BIT (STAGE) | BIT (ITEM)),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (REQUIREMENT)),
};
static const CairnPropSpec link_props[] = {
  REF (FROM, "from", N_ ("From"), BIT (ITEM)),
  REF (TO, "to", N_ ("To"), BIT (ITEM) | BIT (REQUIREMENT)),
  WEAK_REF (BASE, "base", N_ ("Made from"), BIT (LINK)),
};
static const CairnPropSpec playbook_props[] = {
  STRING (NAME, "name", N_ ("Name")),
  STRING (OWNER, "owner", N_ ("Owner role")),
  TEXT (OBJECTIVE, "objective", N_ ("Objective")),
};
static const CairnPropSpec task_props[] = {
  STRING (TITLE, "title", N_ ("Task")),          STRING (ROLE, "role", N_ ("Role")),
  DURATION (OFFSET, "offset", N_ ("Due after")), BOOL (REQUIRED, "required", N_ ("Required"), TRUE),
  INT (MINUTES, "minutes", N_ ("Minutes")),      TEXT (BODY, "body", N_ ("How")),
  TEXT (AVOID, "avoid", N_ ("What not to do")),
};
static const CairnPropSpec foreign_props[] = {
  TEXT (XML, "xml", N_ ("XML")),
};

#define PROPS(list) list, G_N_ELEMENTS (list)

static const CairnKindSpec kinds[CAIRN_N_KINDS] = {
  [CAIRN_KIND_JOURNEY]
  = { "journey", N_ ("Journey"), "journey",
      BIT (SOURCE) | BIT (SEGMENT) | BIT (PLAYBOOK) | BIT (SNAPSHOT), PROPS (named_props) },
  [CAIRN_KIND_SOURCE]
  = { "source", N_ ("Timings"), "source", BIT (OUTCOME) | BIT (DATE_COLUMN), PROPS (source_props) },
  [CAIRN_KIND_OUTCOME] = { "outcome", N_ ("Outcome"), "outcome", 0, PROPS (outcome_props) },
  [CAIRN_KIND_DATE_COLUMN]
  = { "dates", N_ ("Date columns of a stage"), "dates", 0, PROPS (date_column_props) },
  [CAIRN_KIND_SEGMENT]
  = { "segment", N_ ("Segment"), "segment", BIT (ALIAS) | BIT (SWIMLANE) | BIT (SIPOC) | BIT (CTQ),
      PROPS (segment_props) },
  [CAIRN_KIND_SWIMLANE]
  = { "swimlane", N_ ("Swimlane"), "swimlane",
      BIT (LANE) | BIT (STAGE) | BIT (STEP) | BIT (FLOW) | BIT (PATH), PROPS (swimlane_props) },
  [CAIRN_KIND_LANE] = { "lane", N_ ("Lane"), "lane", 0, PROPS (lane_props) },
  [CAIRN_KIND_STAGE] = { "stage", N_ ("Stage"), "stage", BIT (ALIAS) | BIT (CHANGE) | BIT (ACTION),
                         PROPS (stage_props) },
  [CAIRN_KIND_CHANGE] = { "change", N_ ("Change"), "change", 0, PROPS (change_props) },
  [CAIRN_KIND_ACTION] = { "action", N_ ("Action"), "action", 0, PROPS (action_props) },
  [CAIRN_KIND_ALIAS] = { "called", N_ ("Name in the data"), "called", 0, PROPS (named_props) },
  [CAIRN_KIND_STEP]
  = { "step", N_ ("Step"), "step", BIT (ATTACHMENT) | BIT (ALIAS), PROPS (step_props) },
  [CAIRN_KIND_ATTACHMENT]
  = { "attach", N_ ("Attached playbook"), "attach", 0, PROPS (attachment_props) },
  [CAIRN_KIND_FLOW] = { "flow", N_ ("Flow"), "flow", 0, PROPS (flow_props) },
  [CAIRN_KIND_PATH] = { "path", N_ ("Happy path"), "path", BIT (VIA), PROPS (path_props) },
  [CAIRN_KIND_VIA] = { "via", N_ ("Flow of a happy path"), "via", 0, PROPS (via_props) },
  [CAIRN_KIND_SIPOC] = { "sipoc", N_ ("SIPOC"), "sipoc",
                         BIT (ITEM) | BIT (REQUIREMENT) | BIT (LINK), PROPS (sipoc_props) },
  [CAIRN_KIND_ITEM] = { "item", N_ ("Item"), "item", 0, PROPS (item_props) },
  [CAIRN_KIND_REQUIREMENT]
  = { "requirement", N_ ("Requirement"), "requirement", 0, PROPS (requirement_props) },
  [CAIRN_KIND_LINK] = { "link", N_ ("Link"), "link", 0, PROPS (link_props) },
  [CAIRN_KIND_CTQ] = { "ctq", N_ ("CTQ tree"), "ctq", BIT (NEED), PROPS (ctq_props) },
  [CAIRN_KIND_NEED] = { "need", N_ ("Need"), "need", BIT (DRIVER), PROPS (titled_props) },
  [CAIRN_KIND_DRIVER] = { "driver", N_ ("Driver"), "driver", BIT (MEASURE), PROPS (titled_props) },
  [CAIRN_KIND_MEASURE] = { "measure", N_ ("Measure"), "measure", 0, PROPS (measure_props) },
  [CAIRN_KIND_PLAYBOOK]
  = { "playbook", N_ ("Playbook"), "playbook", BIT (TASK), PROPS (playbook_props) },
  [CAIRN_KIND_TASK] = { "task", N_ ("Task"), "task", 0, PROPS (task_props) },
  [CAIRN_KIND_SNAPSHOT] = { "snapshot", N_ ("Snapshot"), "snapshot", 0, PROPS (snapshot_props) },
  [CAIRN_KIND_FOREIGN] = { "", N_ ("Unknown"), "", 0, PROPS (foreign_props) },
};

const CairnKindSpec *
cairn_schema_kind (CairnKind kind)
{
  g_return_val_if_fail (kind < CAIRN_N_KINDS, NULL);

  return &kinds[kind];
}

gboolean
cairn_schema_kind_from_tag (CairnKind parent, const char *tag, CairnKind *kind)
{
  for (guint i = 0; i < CAIRN_N_KINDS; i++)
    if ((kinds[parent].children & (1u << i)) != 0 && strcmp (kinds[i].tag, tag) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

int
cairn_schema_slot (CairnKind kind, CairnProp prop)
{
  static gint8 slots[CAIRN_N_KINDS][CAIRN_N_PROPS]; /* place + 1 */
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint k = 0; k < CAIRN_N_KINDS; k++)
        for (guint i = 0; i < kinds[k].n_props; i++)
          slots[k][kinds[k].props[i].prop] = (gint8) (i + 1);
      g_once_init_leave (&ready, 1);
    }
  return slots[kind][prop] - 1;
}

const CairnPropSpec *
cairn_schema_prop (CairnKind kind, CairnProp prop)
{
  int slot = cairn_schema_slot (kind, prop);

  return slot >= 0 ? &kinds[kind].props[slot] : NULL;
}
