/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas.h"
#include "canvas/cairn-trail.h"
#include "io/cairn-recovery.h"
#include "timing/cairn-live.h"
#include "ui/cairn-beside-view.h"
#include "ui/cairn-filter-bar.h"
#include "ui/cairn-find-bar.h"
#include "ui/cairn-compare-panel.h"
#include "ui/cairn-inspector.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-pileup-list.h"
#include "ui/cairn-sidebar.h"
#include "ui/cairn-time-slider.h"
#include "ui/cairn-timings-bar.h"
#include "ui/cairn-tool-strip.h"

G_BEGIN_DECLS

/* The window is one type in several files, split by concern:
 *   cairn-main-window.c          the widget: template, panels, title, which actions make sense
 *   cairn-main-window-actions.c  what changes the drawing or how it is seen
 *   cairn-main-window-clipboard.c copying and pasting
 *   cairn-main-window-links.c    where steps lead, and the way back
 *   cairn-main-window-file.c     beginning and opening journeys
 *   cairn-main-window-save.c     saving and closing them
 *   cairn-main-window-recovery.c the copy that survives a crash
 *   cairn-main-window-export.c   pictures
 *   cairn-main-window-marks.c    happy paths, marks, feelings
 *   cairn-main-window-versions.c variants, versions, snapshots, comparing
 *   cairn-main-window-details.c  who is behind the figures of a stage
 *   cairn-main-window-studies.c  which stages are studied
 *   cairn-main-window-looking.c  which customers and which moment the timings are about
 *   cairn-main-window-timings.c  the database, and what of it is shown */
struct _CairnMainWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings; /* NULL: nothing is remembered */

  /* The journey */
  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *document_signals;
  GSignalGroup *selection_signals;
  GSignalGroup *history_signals;
  CairnTrail *trail; /* of the editor */

  /* Its file */
  GFile *file;            /* NULL: never saved */
  char *stamp;            /* of the content as it was read or saved last; NULL: never saved */
  char *read_only_reason; /* NULL: may be changed */
  gboolean busy;          /* reading or saving just now */
  gboolean closing;       /* the question about unsaved work has been answered */
  GtkNativeDialog *chooser;
  guint changes;           /* seen by this journey, to tell whether a save has them all */
  guint recovery_timer;    /* 0: nothing to write */
  gboolean recovered;      /* came back after a crash and was not saved since */
  CairnRecovery *recovery; /* keeps what a crash would take; NULL: nothing yet */
  gboolean recovery_failed;

  /* Exports */
  GFile *last_export;

  /* Timings */
  CairnLive *live;      /* NULL: no source, or it cannot be opened */
  GCancellable *making; /* example data is being made; NULL: it is not */
  GSignalGroup *live_signals;
  char *fingerprint;               /* of all that the live source depends on */
  guint live_timer;                /* looks whether that still holds; 0: nothing changed */
  guint retry_timer;               /* tries again to open what was not there; 0: no need */
  char *segment_menu_key;          /* what the menu of segments lists */
  guint segment_menu_idle;         /* builds it; 0: it stands */
  char *audience_key;              /* of whose visits count as the live source was told last */
  CairnSnapshot *alert_snapshot;   /* the last one looked at for alerts; NULL: none */
  GPtrArray *alerts;               /* CairnAlert, the latest last */
  AdwPreferencesGroup *alert_list; /* weak; NULL: nobody is looking at them */
  char *comparison_label;          /* as the filter bar shows it; NULL: not yet */

  /* Panels. What people want, whatever the room allows. */
  gboolean want_sidebar;
  gboolean want_inspector;
  gboolean want_pile_ups;
  gboolean waiting; /* for the first figures */
  gboolean paned_placed;
  guint room; /* as for the timings bar */
  guint room_idle;
  guint fold_idle; /* follows what has folded or unfolded */
  gboolean sidebar_folds, inspector_folds;
  GtkCssProvider *paper; /* gives what surrounds the drawing the colour of its paper */

  /* Template */
  AdwToastOverlay *toasts;
  AdwHeaderBar *header_bar;
  AdwWindowTitle *title;
  GtkButton *new_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *back_button;
  CairnTimingsBar *timings_bar;
  GtkInfoBar *notice;
  GtkLabel *notice_label;
  GtkWidget *notice_button;
  AdwFlap *sidebar_flap;
  AdwFlap *inspector_flap;
  AdwBin *sidebar_bin;
  AdwBin *inspector_bin;
  AdwBin *pile_ups_bin;
  GtkPaned *paned;
  CairnComparePanel *compare_panel;
  CairnCanvas *canvas;
  CairnBesideView *beside;
  GtkWidget *tools_bar;
  CairnToolStrip *tool_strip;
  CairnFindBar *find_bar;
  CairnFilterBar *filter_bar;
  CairnTimeSlider *time_slider;
  GtkButton *zoom_button;
  GtkInscription *zoom_text;
  GMenu *recent_section;
  GMenu *primary_menu;
};

/* cairn-main-window.c */

/* Shows @document, as if nothing had been here before. */
void cairn_main_window_set_document (CairnMainWindow *self, CairnDocument *document);
void cairn_main_window_toast (CairnMainWindow *self, const char *sentence);
/* A dialog: what did not work, and why. */
void cairn_main_window_show_error (CairnMainWindow *self, const char *heading, const char *message);
/* What the file is called; "Unsaved journey" before it has a name. Owned by the caller. */
char *cairn_main_window_dup_name (CairnMainWindow *self);
/* Whether closing would lose anything. */
gboolean cairn_main_window_get_modified (CairnMainWindow *self);
void cairn_main_window_update_title (CairnMainWindow *self);
void cairn_main_window_update_actions (CairnMainWindow *self);
void cairn_main_window_update_panels (CairnMainWindow *self);
/* What has to be known all the time: that nothing can be changed, that the timings are invented. */
void cairn_main_window_update_notice (CairnMainWindow *self);
void cairn_main_window_set_enabled (CairnMainWindow *self, const char *action, gboolean enabled);

/* cairn-main-window-actions.c */
void cairn_main_window_class_add_keys (GtkWidgetClass *widget_class);
void cairn_main_window_add_actions (CairnMainWindow *self);
/* Those whose state is a property of the editor: made anew for another editor. */
void cairn_main_window_add_editor_actions (CairnMainWindow *self);

/* cairn-main-window-clipboard.c */
void cairn_main_window_add_clipboard_actions (CairnMainWindow *self);
/* Whether the key of @action means that where the focus is: copying and pasting are for the drawing
 * and the sidebar. */
gboolean cairn_main_window_takes_key (CairnMainWindow *self, const char *action);

/* cairn-main-window-links.c */
void cairn_main_window_add_link_actions (CairnMainWindow *self);
/* There is another editor: nobody has gone anywhere yet. */
void cairn_main_window_reset_trail (CairnMainWindow *self);
void cairn_main_window_drill_in (CairnMainWindow *self, CairnElement *step);
/* Hands the address of @step on to the program for it, if it is one that may be opened. */
void cairn_main_window_open_address (CairnMainWindow *self, CairnElement *step);

/* cairn-main-window-file.c */
void cairn_main_window_add_file_actions (CairnMainWindow *self);
/* The template that a new window shows. */
void cairn_main_window_show_template (CairnMainWindow *self, const char *name);
/* The journey here belongs to @file from now on; @stamp (taken over) is that of its content. */
void cairn_main_window_set_file (CairnMainWindow *self, GFile *file, char *stamp);
/* Reading or saving goes on. */
void cairn_main_window_set_busy (CairnMainWindow *self, gboolean busy);
/* Puts @file among the recent ones. */
void cairn_main_window_remember (GFile *file);
/* For journeys; the caller shows it. */
GtkFileChooserNative *cairn_main_window_new_chooser (CairnMainWindow *self,
                                                     const char *title,
                                                     GtkFileChooserAction action);
GFile *cairn_main_window_get_folder (CairnMainWindow *self); /* NULL: none; owned by the caller */

/* cairn-main-window-save.c */
void cairn_main_window_add_save_actions (CairnMainWindow *self);
gboolean cairn_main_window_close_request (GtkWindow *window);

/* cairn-main-window-recovery.c */

/* The journey has changed: a copy of it is written before long. */
void cairn_main_window_queue_recovery (CairnMainWindow *self);
/* Nothing is left that a crash could take. */
void cairn_main_window_drop_recovery (CairnMainWindow *self);

/* cairn-main-window-export.c */
void cairn_main_window_add_export_actions (CairnMainWindow *self);

/* cairn-main-window-marks.c */
void cairn_main_window_add_mark_actions (CairnMainWindow *self);

/* cairn-main-window-versions.c */
void cairn_main_window_add_version_actions (CairnMainWindow *self);

/* cairn-main-window-timings.c */
void cairn_main_window_add_timings_actions (CairnMainWindow *self);
void cairn_main_window_add_data_actions (CairnMainWindow *self);
/* To be called when the live source is another one. */
void cairn_main_window_wish_quality (CairnMainWindow *self);
/* The document is another one, or its source, stages or segments may have changed. */
void cairn_main_window_reset_timings (CairnMainWindow *self);
void cairn_main_window_queue_timings (CairnMainWindow *self);
void cairn_main_window_drop_timings (CairnMainWindow *self);
/* The diagram, the segment or the span is another one: brings the words in the header up to date.
 */
void cairn_main_window_update_timings (CairnMainWindow *self);

/* cairn-main-window-studies.c */

/* The source is to study the stages of the map that is shown; does nothing if it does already. */
void cairn_main_window_update_wishes (CairnMainWindow *self);

/* cairn-main-window-details.c */
void cairn_main_window_add_details_actions (CairnMainWindow *self);
/* Shows who is behind the figures of @stage. */
void cairn_main_window_open_details (CairnMainWindow *self, CairnElement *stage);
void cairn_main_window_close_details (CairnMainWindow *self);
/* cairn-main-window-alerts.c */
void cairn_main_window_add_alert_actions (CairnMainWindow *self);
void cairn_main_window_watch_alerts (CairnMainWindow *self, CairnSnapshot *snapshot);
void cairn_main_window_forget_alerts (CairnMainWindow *self);

/* cairn-main-window-looking.c: which customers count, what they are compared with, looking back */
void cairn_main_window_add_looking_actions (CairnMainWindow *self);
/* There is a new live source. */
void cairn_main_window_begin_looking (CairnMainWindow *self);
/* The journey has changed: its filter or the rules of segments may be others. */
void cairn_main_window_apply_audience (CairnMainWindow *self, gboolean fresh);
void cairn_main_window_update_looking (CairnMainWindow *self);

/* cairn-main-window-sipoc.c: from one kind of diagram to another, and what they lack */
void cairn_main_window_add_sipoc_actions (CairnMainWindow *self);

G_END_DECLS
