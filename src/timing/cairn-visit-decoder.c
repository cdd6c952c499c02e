/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define YEAR_9999 (G_GINT64_CONSTANT (253370764800)) /* where databases put "never" */

typedef struct
{
  const char *name; /* on the journey; NULL: not on it */
  guint unmapped;
  GArray *cells; /* guint16 by segment; G_MAXUINT16: not asked for yet */
} Stage;

struct _CairnVisitDecoder
{
  const CairnMapping *mapping;
  CairnEngine *engine;
  CairnTimeReader *times;
  CairnSegmentTable *segments;
  CairnCustomerBook *book;
  GString *owner; /* the last one read, and its number */
  guint16 owner_number;
  GHashTable *stages;  /* value → Stage */
  GPtrArray *unmapped; /* values, borrowed from the keys of @stages */
};

const char *
cairn_row_state_reason (CairnRowState state)
{
  switch (state)
    {
    case CAIRN_ROW_NO_CUSTOMER:
      return _ ("no customer given");
    case CAIRN_ROW_NO_STAGE:
      return _ ("no stage given");
    case CAIRN_ROW_BAD_ENTERED:
      return _ ("the time of entering cannot be read");
    case CAIRN_ROW_BAD_LEFT:
      return _ ("the time of leaving cannot be read");
    case CAIRN_ROW_LEFT_BEFORE_ENTERED:
      return _ ("left before it was entered");
    case CAIRN_ROW_FUTURE:
      return _ ("entered in the future");
    case CAIRN_ROW_TOO_MANY_STAGES:
      return _ ("too many different stages");
    case CAIRN_ROW_VISIT:
    case CAIRN_ROW_UNMAPPED:
      break;
    }
  return NULL;
}

static void
stage_free (gpointer data)
{
  Stage *stage = data;

  g_array_unref (stage->cells);
  g_free (stage);
}

CairnVisitDecoder *
cairn_visit_decoder_new (const CairnMapping *mapping,
                         const CairnTimeFormat *format,
                         GTimeZone *zone,
                         CairnEngine *engine)
{
  CairnVisitDecoder *self = g_new0 (CairnVisitDecoder, 1);

  self->mapping = mapping;
  self->engine = engine;
  self->times = cairn_time_reader_new (format, zone);
  self->segments = cairn_segment_table_new (mapping);
  self->book = cairn_customer_book_new (engine, self->segments);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stage_free);
  self->unmapped = g_ptr_array_new ();
  self->owner = g_string_new (NULL);
  return self;
}

void
cairn_visit_decoder_free (CairnVisitDecoder *self)
{
  g_clear_pointer (&self->book, cairn_customer_book_free);
  g_clear_pointer (&self->segments, cairn_segment_table_free);
  g_clear_pointer (&self->times, cairn_time_reader_free);
  g_ptr_array_unref (self->unmapped);
  g_string_free (self->owner, TRUE);
  g_hash_table_unref (self->stages);
  g_free (self);
}

CairnCustomerBook *
cairn_visit_decoder_get_book (CairnVisitDecoder *self)
{
  return self->book;
}

const char *
cairn_visit_decoder_get_unmapped (CairnVisitDecoder *self, guint number)
{
  return g_ptr_array_index (self->unmapped, number);
}

static Stage *
get_stage (CairnVisitDecoder *self, const char *value)
{
  Stage *stage = g_hash_table_lookup (self->stages, value);
  char *key;

  if (stage != NULL)
    return stage;
  /* A journey's file is UTF-8, so what is not can only be unmapped or a stage of its own. */
  key = g_strdup (value);
  stage = g_new0 (Stage, 1);
  stage->cells = g_array_new (FALSE, FALSE, sizeof (guint16));
  if (g_hash_table_size (self->mapping->stages) == 0)
    stage->name = key;
  else
    stage->name = g_hash_table_lookup (self->mapping->stages, value);
  if (stage->name == NULL)
    {
      stage->unmapped = MIN (self->unmapped->len, G_MAXUINT16);
      if (stage->unmapped < G_MAXUINT16)
        g_ptr_array_add (self->unmapped, key);
    }
  g_hash_table_insert (self->stages, key, stage);
  return stage;
}

static guint16
get_cell (CairnVisitDecoder *self, Stage *stage, guint16 segment)
{
  const guint16 none = G_MAXUINT16;
  guint16 *cell;

  while (stage->cells->len <= segment)
    g_array_append_val (stage->cells, none);
  cell = &g_array_index (stage->cells, guint16, segment);
  if (*cell == none)
    {
      g_autofree char *valid = g_utf8_make_valid (stage->name, -1);

      *cell = cairn_engine_add_cell (self->engine,
                                     cairn_segment_table_get (self->segments, segment), valid);
    }
  return *cell;
}

/* @type: of the column, which the caller has asked for already. */
static inline gboolean
read_time (CairnVisitDecoder *self, sqlite3_stmt *stmt, int column, int type, gint64 *moment)
{
  switch (type)
    {
    case SQLITE_TEXT:
      {
        const char *text = (const char *) sqlite3_column_text (stmt, column);

        return text != NULL
               && cairn_time_reader_text (self->times, text,
                                          (gsize) sqlite3_column_bytes (stmt, column), moment);
      }
    case SQLITE_INTEGER:
      return cairn_time_reader_integer (self->times, sqlite3_column_int64 (stmt, column), moment);
    case SQLITE_FLOAT:
      return cairn_time_reader_real (self->times, sqlite3_column_double (stmt, column), moment);
    default:
      return FALSE;
    }
}

static gboolean
read_left (CairnVisitDecoder *self, sqlite3_stmt *stmt, int column, gint64 *moment)
{
  int type = sqlite3_column_type (stmt, column);
  const char *text;

  *moment = CAIRN_VISIT_OPEN;
  if (type == SQLITE_NULL)
    return TRUE;
  if (read_time (self, stmt, column, type, moment))
    {
      if (*moment >= YEAR_9999)
        *moment = CAIRN_VISIT_OPEN;
      return TRUE;
    }
  text = type == SQLITE_TEXT ? (const char *) sqlite3_column_text (stmt, column) : NULL;
  return text != NULL && cairn_time_is_missing (text, sqlite3_column_bytes (stmt, column));
}

/* Consecutive rows often name the same owner. */
static guint16
read_owner (CairnVisitDecoder *self, sqlite3_stmt *stmt)
{
  const char *name = (const char *) sqlite3_column_text (stmt, 6);

  if (name == NULL)
    return 0;
  if (strcmp (name, self->owner->str) != 0)
    {
      g_autofree char *valid = g_utf8_make_valid (name, -1);

      g_string_assign (self->owner, name);
      self->owner_number = cairn_engine_add_owner (self->engine, valid);
    }
  return self->owner_number;
}

/* Work that starts before the stage is entered, or after it is left, says nothing. */
static gint32
read_wait (CairnVisitDecoder *self, sqlite3_stmt *stmt, const CairnSourceRow *row)
{
  gint64 started;

  if (!read_time (self, stmt, 7, sqlite3_column_type (stmt, 7), &started) || started < row->entered
      || started > row->left || started - row->entered > G_MAXINT32)
    return CAIRN_WAIT_UNKNOWN;
  return (gint32) (started - row->entered);
}

static CairnRowState
read_row (CairnVisitDecoder *self, sqlite3_stmt *stmt, gint64 clock, CairnSourceRow *row)
{
  CairnCustomer customer;
  CairnCustomerKey key;
  const char *value;
  Stage *stage;

  key = cairn_customer_book_prefetch (self->book, stmt, 1);
  value = (const char *) sqlite3_column_text (stmt, 2);
  if (value == NULL || *value == '\0')
    return CAIRN_ROW_NO_STAGE;
  if (!read_time (self, stmt, 3, sqlite3_column_type (stmt, 3), &row->entered))
    return CAIRN_ROW_BAD_ENTERED;
  if (!read_left (self, stmt, 4, &row->left))
    return CAIRN_ROW_BAD_LEFT;
  if (row->left < row->entered)
    return CAIRN_ROW_LEFT_BEFORE_ENTERED;
  if (row->entered > clock + CAIRN_FUTURE_SLACK)
    return CAIRN_ROW_FUTURE;
  if (!cairn_customer_book_find (self->book, stmt, 1, &key, &customer))
    return CAIRN_ROW_NO_CUSTOMER;
  row->customer = customer.number;
  if (self->mapping->owner != NULL)
    row->owner = read_owner (self, stmt);
  if (self->mapping->started != NULL)
    row->wait = read_wait (self, stmt, row);

  stage = get_stage (self, value);
  if (stage->name == NULL)
    {
      row->cell = (guint16) stage->unmapped;
      return stage->unmapped < G_MAXUINT16 ? CAIRN_ROW_UNMAPPED : CAIRN_ROW_TOO_MANY_STAGES;
    }
  if (self->mapping->segment != NULL)
    customer.segment
      = cairn_segment_table_add (self->segments, (const char *) sqlite3_column_text (stmt, 5));
  row->cell = get_cell (self, stage, customer.segment);
  return row->cell == G_MAXUINT16 ? CAIRN_ROW_TOO_MANY_STAGES : CAIRN_ROW_VISIT;
}

void
cairn_visit_decoder_read (CairnVisitDecoder *self,
                          sqlite3_stmt *stmt,
                          gint64 clock,
                          CairnSourceRow *row)
{
  *row = (CairnSourceRow){ .left = CAIRN_VISIT_OPEN, .wait = CAIRN_WAIT_UNKNOWN };
  row->state = (guint16) read_row (self, stmt, clock, row);
}
