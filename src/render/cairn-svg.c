/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-svg.h"

#include "render/cairn-describe-private.h"
#include "render/cairn-layer-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

/* Files that any reader of SVG 1.1 shows alike: no style sheets, no foreignObject, no clip paths,
 * no markers, no filters; text as text, one line each where Pango broke it. */

/* Not the order of painting: a reader should meet stages and lanes before the steps that are in
 * them. Nothing of these layers overlaps, or the lower one comes first here too. */
static const CairnLayerKind reading_order[]
  = { CAIRN_LAYER_PAPER, CAIRN_LAYER_PAPER_OVERLAY, CAIRN_LAYER_STAGES, CAIRN_LAYER_STAGES_OVERLAY,
      CAIRN_LAYER_LANES, CAIRN_LAYER_BODY,          CAIRN_LAYER_LEGEND };
G_STATIC_ASSERT (G_N_ELEMENTS (reading_order) == CAIRN_N_LAYERS);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlBuffer, xmlBufferFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextWriter, xmlFreeTextWriter)

typedef struct
{
  xmlTextWriterPtr writer;
  const CairnScene *scene;
  CairnDescriber *describer;
  GHashTable *taken; /* ids, owned */
  GHashTable *ids;   /* group → its id */
  GString *scratch;
  const char *family;
  gboolean failed;
} Writer;

static void
check (Writer *self, int rc)
{
  if (rc < 0)
    self->failed = TRUE;
}

/* XML cannot hold control characters, not even escaped. */
static const char *
clean (Writer *self, const char *text)
{
  const char *p = text;

  while (*p != '\0' && ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t')
         && !g_str_has_prefix (p, "\xef\xbf\xbe") && !g_str_has_prefix (p, "\xef\xbf\xbf"))
    p++;
  if (*p == '\0')
    return text;
  g_string_truncate (self->scratch, 0);
  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (
        self->scratch,
        (c < 0x20 && c != '\n' && c != '\t') || c == 0xfffe || c == 0xffff ? 0xfffd : c);
    }
  return self->scratch->str;
}

static void
start (Writer *self, const char *name)
{
  check (self, xmlTextWriterStartElement (self->writer, BAD_CAST name));
}

static void
end (Writer *self)
{
  check (self, xmlTextWriterEndElement (self->writer));
}

static void
attribute (Writer *self, const char *name, const char *value)
{
  check (self, xmlTextWriterWriteAttribute (self->writer, BAD_CAST name, BAD_CAST value));
}

static void
text (Writer *self, const char *content)
{
  check (self, xmlTextWriterWriteString (self->writer, BAD_CAST clean (self, content)));
}

static void
text_element (Writer *self, const char *name, const char *content)
{
  start (self, name);
  text (self, content);
  end (self);
}

/* At most two decimals, no locale, no exponent, no "-0". */
static char *
write_number (char *p, double number)
{
  gint64 n = llround (number * 100);
  guint64 whole = (guint64) ABS (n) / 100;
  guint fraction = (guint) ((guint64) ABS (n) % 100);
  char digits[24];
  guint n_digits = 0;

  if (n < 0)
    *p++ = '-';
  do
    digits[n_digits++] = (char) ('0' + whole % 10);
  while ((whole /= 10) > 0);
  while (n_digits > 0)
    *p++ = digits[--n_digits];
  if (fraction > 0)
    {
      *p++ = '.';
      *p++ = (char) ('0' + fraction / 10);
      if (fraction % 10 > 0)
        *p++ = (char) ('0' + fraction % 10);
    }
  *p = '\0';
  return p;
}

#define NUMBER_SIZE 28

static void
number (Writer *self, const char *name, double value)
{
  char buffer[NUMBER_SIZE];

  write_number (buffer, value);
  attribute (self, name, buffer);
}

/* @name as #rrggbb, and @opacity if it is not opaque. */
static void
color (Writer *self, const char *name, const char *opacity, CairnColor value)
{
  static const char hex[] = "0123456789abcdef";
  char buffer[8] = "#";

  if (!cairn_color_visible (value))
    {
      attribute (self, name, "none");
      return;
    }
  for (guint i = 0; i < 6; i++)
    buffer[i + 1] = hex[value >> (28 - 4 * i) & 0xf];
  attribute (self, name, buffer);
  if ((value & 0xff) != 0xff)
    number (self, opacity, (value & 0xff) / 255.0);
}

static void
write_paint (Writer *self, const CairnPrim *prim)
{
  color (self, "fill", "fill-opacity", prim->fill);
  if (!cairn_color_visible (prim->stroke))
    return;
  color (self, "stroke", "stroke-opacity", prim->stroke);
  if (prim->stroke_width != 1)
    number (self, "stroke-width", prim->stroke_width);
  if (prim->dash > 0)
    {
      char dash[2 * NUMBER_SIZE];
      char *p = write_number (dash, prim->dash);

      *p++ = ' ';
      write_number (p, prim->dash);
      attribute (self, "stroke-dasharray", dash);
    }
  if (prim->round)
    {
      attribute (self, "stroke-linecap", "round");
      attribute (self, "stroke-linejoin", "round");
    }
}

static void
write_rect (Writer *self, const CairnPrim *prim)
{
  start (self, "rect");
  number (self, "x", prim->rect.x);
  number (self, "y", prim->rect.y);
  number (self, "width", prim->rect.width);
  number (self, "height", prim->rect.height);
  if (prim->radius > 0)
    number (self, "rx", prim->radius);
  write_paint (self, prim);
  end (self);
}

static void
write_ellipse (Writer *self, const CairnPrim *prim)
{
  start (self, "ellipse");
  number (self, "cx", prim->rect.x + prim->rect.width / 2);
  number (self, "cy", prim->rect.y + prim->rect.height / 2);
  number (self, "rx", prim->rect.width / 2);
  number (self, "ry", prim->rect.height / 2);
  write_paint (self, prim);
  end (self);
}

static void
write_path (Writer *self, const CairnPrim *prim)
{
  static const char letters[] = { 'M', 'L', 'C', 'Z' };
  const CairnPoint *point = prim->path.points;
  GString *d = self->scratch;

  g_string_truncate (d, 0);
  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint8 op = prim->path.ops[i];

      g_string_append_c (d, letters[op]);
      for (guint j = 0; j < cairn_path_op_points (op); j++, point++)
        {
          char buffer[2 * NUMBER_SIZE + 2];
          char *p = buffer;

          if (j > 0)
            *p++ = ' ';
          p = write_number (p, point->x + prim->path.origin.x);
          *p++ = ' ';
          p = write_number (p, point->y + prim->path.origin.y);
          g_string_append_len (d, buffer, p - buffer);
        }
    }
  start (self, "path");
  attribute (self, "d", d->str);
  write_paint (self, prim);
  end (self);
}

static void
write_font (Writer *self, const CairnPrim *prim)
{
  static const char *const anchors[] = { NULL, "middle", "end" };
  const CairnTextFont *font = cairn_text_font (prim->text.block->style);

  number (self, "font-size", font->size);
  if (font->weight != 400)
    number (self, "font-weight", font->weight);
  if (strcmp (font->family, self->family) != 0)
    attribute (self, "font-family", font->family);
  if (anchors[prim->anchor] != NULL)
    attribute (self, "text-anchor", anchors[prim->anchor]);
  color (self, "fill", "fill-opacity", prim->fill);
}

static void
write_text (Writer *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  double height = cairn_text_font (block->style)->line_height;
  double y = prim->text.y + block->ascent;
  gboolean spaces = FALSE;

  for (guint i = 0; i < block->n_lines; i++)
    spaces |= strstr (block->lines[i].text, "  ") != NULL;
  start (self, "text");
  if (spaces)
    attribute (self, "xml:space", "preserve");
  if (block->n_lines == 1)
    {
      number (self, "x", prim->text.x);
      number (self, "y", y);
    }
  write_font (self, prim);
  /* No white space between the lines: it would count as part of them. */
  xmlTextWriterSetIndent (self->writer, 0);
  for (guint i = 0; i < block->n_lines; i++)
    {
      if (block->n_lines > 1)
        {
          start (self, "tspan");
          number (self, "x", prim->text.x);
          number (self, "y", y + i * height);
        }
      text (self, block->lines[i].text);
      if (block->n_lines > 1)
        end (self);
    }
  xmlTextWriterSetIndent (self->writer, 1);
  end (self);
}

static void
write_prim (Writer *self, const CairnPrim *prim)
{
  switch (prim->kind)
    {
    case CAIRN_PRIM_RECT:
      write_rect (self, prim);
      break;
    case CAIRN_PRIM_ELLIPSE:
      write_ellipse (self, prim);
      break;
    case CAIRN_PRIM_PATH:
      write_path (self, prim);
      break;
    case CAIRN_PRIM_TEXT:
      write_text (self, prim);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A name that XML takes as an id. Ids of the native file are such names; those of other files need
 * not be. */
static char *
escape_id (const char *wanted)
{
  GString *id = g_string_new (NULL);

  for (const char *p = wanted; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = g_unichar_isalpha (c) || c == '_';
      gboolean other = g_unichar_isdigit (c) || c == '-' || c == '.';

      if (id->len == 0 && !letter)
        g_string_append_c (id, '_');
      if (letter || other)
        g_string_append_unichar (id, c);
      else
        g_string_append_printf (id, "_%x_", c);
    }
  return g_string_free (id, FALSE);
}

static void
take_id (Writer *self, const CairnSceneGroup *group)
{
  char *id = escape_id (group->id);

  for (guint i = 2; g_hash_table_contains (self->taken, id); i++)
    {
      g_autofree char *plain = escape_id (group->id);

      g_free (id);
      id = g_strdup_printf ("%s.%u", plain, i);
    }
  g_hash_table_add (self->taken, id);
  g_hash_table_insert (self->ids, (gpointer) group, id);
}

/* Elements first, so that it is never theirs that has to give way. */
static void
take_ids (Writer *self)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (reading_order); i++)
      {
        guint n_groups;
        const CairnSceneGroup *groups
          = cairn_scene_get_groups (self->scene, reading_order[i], &n_groups);

        for (guint j = 0; j < n_groups; j++)
          {
            gboolean own = groups[j].element != NULL
                           && groups[j].id == cairn_element_get_id (groups[j].element);

            if (own == (pass == 0))
              take_id (self, &groups[j]);
          }
      }
}

static void
write_group (Writer *self, const CairnSceneGroup *group, const CairnPrim *prims)
{
  g_autofree char *description = cairn_describer_describe (self->describer, group);
  const char *title = group->title;

  if (title == NULL && group->element != NULL)
    title = _ (cairn_schema_kind (cairn_element_get_kind (group->element))->label);
  start (self, "g");
  attribute (self, "id", g_hash_table_lookup (self->ids, group));
  attribute (self, "cairn:kind", group->kind);
  if (title != NULL)
    text_element (self, "title", title);
  if (description != NULL)
    text_element (self, "desc", description);
  for (guint i = 0; i < group->n_prims; i++)
    write_prim (self, &prims[group->first + i]);
  end (self);
}

static void
write_root (Writer *self)
{
  double width = ceil (cairn_scene_get_width (self->scene));
  double height = ceil (cairn_scene_get_height (self->scene));
  char box[2 * NUMBER_SIZE + 8] = "0 0 ";
  char *p = write_number (box + 4, width);

  *p++ = ' ';
  write_number (p, height);
  start (self, "svg");
  attribute (self, "xmlns", "http://www.w3.org/2000/svg");
  attribute (self, "xmlns:cairn", CAIRN_SVG_NAMESPACE);
  attribute (self, "version", "1.1");
  number (self, "width", width);
  number (self, "height", height);
  attribute (self, "viewBox", box);
  attribute (self, "font-family", self->family);
  text_element (
    self, "title",
    cairn_element_get_title (cairn_layout_get_diagram (cairn_scene_get_layout (self->scene))));
  start (self, "rect");
  number (self, "width", width);
  number (self, "height", height);
  color (self, "fill", "fill-opacity", cairn_scene_get_theme (self->scene)->paper);
  end (self);
}

static void
write_document (Writer *self)
{
  check (self, xmlTextWriterStartDocument (self->writer, NULL, "UTF-8", NULL));
  write_root (self);
  for (guint i = 0; i < G_N_ELEMENTS (reading_order); i++)
    {
      guint n_groups, n_prims;
      const CairnSceneGroup *groups
        = cairn_scene_get_groups (self->scene, reading_order[i], &n_groups);
      const CairnPrim *prims = cairn_scene_get_prims (self->scene, reading_order[i], &n_prims);

      for (guint j = 0; j < n_groups; j++)
        write_group (self, &groups[j], prims);
    }
  check (self, xmlTextWriterEndDocument (self->writer));
}

GBytes *
cairn_svg_write (const CairnScene *scene, GError **error)
{
  g_autoptr (xmlBuffer) buffer = NULL;
  g_autoptr (xmlTextWriter) writer = NULL;
  g_autoptr (CairnDescriber) describer = NULL;
  Writer self = { .scene = scene };
  GBytes *bytes = NULL;

  g_return_val_if_fail (scene != NULL, NULL);

  buffer = xmlBufferCreate ();
  writer = buffer != NULL ? xmlNewTextWriterMemory (buffer, 0) : NULL;
  if (writer == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("Not enough memory for the SVG."));
      return NULL;
    }
  xmlTextWriterSetIndent (writer, 1);
  xmlTextWriterSetIndentString (writer, BAD_CAST "");
  describer = cairn_describer_new (scene);
  self.writer = writer;
  self.describer = describer;
  self.family = cairn_text_font (CAIRN_TEXT_STEP)->family;
  self.scratch = g_string_new (NULL);
  self.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.ids = g_hash_table_new (NULL, NULL);
  take_ids (&self);
  write_document (&self);
  g_clear_pointer (&self.ids, g_hash_table_unref);
  g_clear_pointer (&self.taken, g_hash_table_unref);
  g_string_free (self.scratch, TRUE);
  g_clear_pointer (&writer, xmlFreeTextWriter); /* flushes into the buffer */
  if (self.failed)
    g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_FAILED,
      _ ("The SVG could not be written: a text in the map is not valid UTF-8, or "
         "memory ran out."));
  else
    bytes = g_bytes_new (xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer));
  return bytes;
}
