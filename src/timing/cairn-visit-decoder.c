/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where databases put "never": 2050, 2099, 9999 … */
#define NEVER (G_GINT64_CONSTANT (2524521600)) /* 2049-12-31 */

/* Where they put "unknown": the day their calendar begins, in whatever zone. */
#define ZONE (14 * 3600)
#define DAY 86400
static const gint64 placeholders[] = {
  0,                                /* 1970-01-01 */
  315532800,                        /* 1980-01-01 */
  G_GINT64_CONSTANT (-2208988800),  /* 1900-01-01 */
  G_GINT64_CONSTANT (-62135596800), /* 0001-01-01 */
};

typedef struct
{
  const char *name; /* on the journey; NULL: not on it */
  guint unmapped;
  CairnMappingResult end; /* 0: none */
  GArray *cells;          /* guint16 by segment; G_MAXUINT16: not asked for yet */
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
    case CAIRN_ROW_PLACEHOLDER:
      return _ ("the time of entering is a placeholder, such as 1970-01-01");
    case CAIRN_ROW_OTHER_TRANSITION:
      return _ ("neither a start nor an end");
    case CAIRN_ROW_TOO_MANY_STAGES:
      return _ ("too many different stages");
    case CAIRN_ROW_NO_DATE:
      return _ ("no date of any stage");
    case CAIRN_ROW_VISIT:
    case CAIRN_ROW_UNMAPPED:
    case CAIRN_ROW_SUCCESS:
    case CAIRN_ROW_CHURN:
    case CAIRN_ROW_OTHER_END:
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

CairnTimeReader *
cairn_visit_decoder_get_times (CairnVisitDecoder *self)
{
  return self->times;
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
  stage->end = cairn_mapping_get_outcome (self->mapping, value);
  if (g_hash_table_size (self->mapping->stages) == 0)
    stage->name = stage->end == 0 ? key : NULL;
  else
    stage->name = g_hash_table_lookup (self->mapping->stages, value);
  if (stage->name == NULL && stage->end == 0)
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
is_placeholder (gint64 moment)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (moment >= placeholders[i] - ZONE && moment < placeholders[i] + DAY + ZONE)
      return TRUE;
  return FALSE;
}

static gboolean
is_missing (sqlite3_stmt *stmt, int column)
{
  const char *text;

  if (sqlite3_column_type (stmt, column) != SQLITE_TEXT)
    return sqlite3_column_type (stmt, column) == SQLITE_NULL;
  text = (const char *) sqlite3_column_text (stmt, column);
  return text != NULL && cairn_time_is_missing (text, sqlite3_column_bytes (stmt, column));
}

static gboolean
read_left (CairnVisitDecoder *self, sqlite3_stmt *stmt, int column, gint64 *moment)
{
  int type = sqlite3_column_type (stmt, column);

  *moment = CAIRN_VISIT_OPEN;
  if (type == SQLITE_NULL)
    return TRUE;
  if (!read_time (self, stmt, column, type, moment))
    return is_missing (stmt, column);
  if (*moment >= NEVER || is_placeholder (*moment))
    *moment = CAIRN_VISIT_OPEN;
  return TRUE;
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

/* What is known of a row before its stage is looked at. */
static CairnRowState
check_times (const CairnSourceRow *row, gint64 clock)
{
  if (is_placeholder (row->entered))
    return CAIRN_ROW_PLACEHOLDER;
  if (row->left < row->entered)
    return CAIRN_ROW_LEFT_BEFORE_ENTERED;
  return row->entered > clock + CAIRN_FUTURE_SLACK ? CAIRN_ROW_FUTURE : CAIRN_ROW_VISIT;
}

/* The end of a journey may be drawn as a stage, too: then it is entered and left at once. */
static CairnRowState
end_of_row (CairnVisitDecoder *self, Stage *stage, guint16 segment, CairnSourceRow *row)
{
  row->left = row->entered;
  row->cell = stage->name != NULL ? get_cell (self, stage, segment) : G_MAXUINT16;
  switch (stage->end)
    {
    case CAIRN_RESULT_OF_SUCCESS:
      return CAIRN_ROW_SUCCESS;
    case CAIRN_RESULT_OF_CHURN:
      return CAIRN_ROW_CHURN;
    case CAIRN_RESULT_OF_OTHER:
    default:
      return CAIRN_ROW_OTHER_END;
    }
}

/* Who, where and by whom, once the times are good. */
static CairnRowState
place_row (CairnVisitDecoder *self,
           sqlite3_stmt *stmt,
           const char *value,
           const CairnCustomerKey *key,
           CairnSourceRow *row)
{
  CairnCustomer customer;
  Stage *stage;

  if (!cairn_customer_book_find (self->book, stmt, 1, key, &customer))
    return CAIRN_ROW_NO_CUSTOMER;
  row->customer = customer.number;
  if (self->mapping->owner != NULL)
    row->owner = read_owner (self, stmt);
  stage = get_stage (self, value);
  if (stage->name == NULL && stage->end == 0)
    {
      row->cell = (guint16) stage->unmapped;
      return stage->unmapped < G_MAXUINT16 ? CAIRN_ROW_UNMAPPED : CAIRN_ROW_TOO_MANY_STAGES;
    }
  if (self->mapping->segment != NULL)
    customer.segment
      = cairn_segment_table_add (self->segments, (const char *) sqlite3_column_text (stmt, 5));
  if (stage->end != 0)
    return end_of_row (self, stage, customer.segment, row);
  row->cell = get_cell (self, stage, customer.segment);
  return row->cell == G_MAXUINT16 ? CAIRN_ROW_TOO_MANY_STAGES : CAIRN_ROW_VISIT;
}

static CairnRowState
read_row (CairnVisitDecoder *self, sqlite3_stmt *stmt, gint64 clock, CairnSourceRow *row)
{
  CairnCustomerKey key = cairn_customer_book_prefetch (self->book, stmt, 1);
  const char *value = (const char *) sqlite3_column_text (stmt, 2);
  CairnRowState state;

  if (value == NULL || *value == '\0')
    return CAIRN_ROW_NO_STAGE;
  if (self->mapping->shape == CAIRN_SOURCE_LIFECYCLE)
    {
      row->transition
        = (guint8) cairn_transition_parse ((const char *) sqlite3_column_text (stmt, 4));
      if (row->transition == CAIRN_TRANSITION_OTHER)
        return CAIRN_ROW_OTHER_TRANSITION;
    }
  if (!read_time (self, stmt, 3, sqlite3_column_type (stmt, 3), &row->entered))
    return CAIRN_ROW_BAD_ENTERED;
  if (self->mapping->shape <= CAIRN_SOURCE_VISITS && !read_left (self, stmt, 4, &row->left))
    return CAIRN_ROW_BAD_LEFT;
  state = check_times (row, clock);
  if (state != CAIRN_ROW_VISIT)
    return state;
  if (self->mapping->started != NULL)
    row->wait = read_wait (self, stmt, row);
  return place_row (self, stmt, value, &key, row);
}

void
cairn_visit_decoder_read (CairnVisitDecoder *self,
                          sqlite3_stmt *stmt,
                          gint64 clock,
                          CairnSourceRow *row)
{
  *row = (CairnSourceRow){ .left = CAIRN_VISIT_OPEN, .wait = CAIRN_WAIT_UNKNOWN };
  row->state = (guint8) read_row (self, stmt, clock, row);
}

gboolean
cairn_visit_decoder_read_date (
  CairnVisitDecoder *self, sqlite3_stmt *stmt, guint date, gint64 clock, CairnSourceRow *row)
{
  const CairnMappingDates *dates = g_ptr_array_index (self->mapping->date_columns, date);
  int column = CAIRN_FIRST_DATE + 2 * (int) date;
  CairnCustomerKey key = cairn_customer_book_prefetch (self->book, stmt, 1);

  *row = (CairnSourceRow){ .left = CAIRN_VISIT_OPEN, .wait = CAIRN_WAIT_UNKNOWN };
  if (is_missing (stmt, column))
    return FALSE;
  if (!read_time (self, stmt, column, sqlite3_column_type (stmt, column), &row->entered))
    row->state = CAIRN_ROW_BAD_ENTERED;
  else if (row->entered >= NEVER || is_placeholder (row->entered))
    return FALSE; /* nobody was there yet */
  else if (!read_left (self, stmt, column + 1, &row->left))
    row->state = CAIRN_ROW_BAD_LEFT;
  else
    row->state = (guint8) check_times (row, clock);
  if (row->state == CAIRN_ROW_VISIT)
    row->state = (guint8) place_row (self, stmt, dates->stage, &key, row);
  return TRUE;
}
