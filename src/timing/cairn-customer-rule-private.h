/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-customer-rule.h"

G_BEGIN_DECLS

/* What a rule is made of, for those who read it, write it and ask it. */

typedef enum
{
  CAIRN_RULE_OP_IS,
  CAIRN_RULE_OP_IS_NOT,
  CAIRN_RULE_OP_LESS,
  CAIRN_RULE_OP_AT_MOST,
  CAIRN_RULE_OP_MORE,
  CAIRN_RULE_OP_AT_LEAST,
  CAIRN_RULE_OP_CONTAINS,
  CAIRN_RULE_OP_CONTAINS_NOT,
  CAIRN_RULE_OP_EMPTY,
  CAIRN_RULE_OP_NOT_EMPTY,
} CairnRuleOp;

typedef struct
{
  char *attribute;
  CairnRuleOp op;
  char *value;   /* as typed, without quotes */
  char *folded;  /* of @value, to compare with */
  double number; /* NAN: it is none */
  gint64 from;   /* the moment or day that it is; */
  gint64 to;     /* from >= to: it is none */
} CairnRuleTest;

typedef enum
{
  CAIRN_RULE_NODE_TEST,
  CAIRN_RULE_NODE_NOT,
  CAIRN_RULE_NODE_AND,
  CAIRN_RULE_NODE_OR,
} CairnRuleNodeKind;

/* In one array, children before their parents. */
typedef struct
{
  CairnRuleNodeKind kind;
  guint first; /* the test, or a node */
  guint second;
} CairnRuleNode;

struct _CairnCustomerRule
{
  gatomicrefcount ref_count;
  GArray *tests;
  GArray *nodes; /* the last one is the rule */
};

/* One without tests, which is no rule yet. */
CairnCustomerRule *cairn_customer_rule_new (void);

void cairn_rule_test_clear (gpointer data);

/* @text as it is compared: without regard to capitals. */
char *cairn_rule_fold (const char *text);
/* FALSE: @text is none. */
gboolean cairn_rule_parse_number (const char *text, double *number);
/* @moment: in seconds, of a day its beginning. */
gboolean cairn_rule_parse_moment (const char *text, gint64 *moment);

G_END_DECLS
