/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-large-room.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE (2 << 20)

gpointer
cairn_large_room_try (gsize size)
{
  gpointer room = NULL;

  if (size < HUGE_PAGE || posix_memalign (&room, HUGE_PAGE, size) != 0)
    return g_try_malloc (size);
#ifdef MADV_HUGEPAGE
  madvise (room, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#endif
  return room;
}

gpointer
cairn_large_room_new0 (gsize size)
{
  gpointer room = cairn_large_room_try (size);

  if (room == NULL && size > 0)
    g_error ("No memory for %" G_GSIZE_FORMAT " bytes", size);
  return memset (room, 0, size);
}
