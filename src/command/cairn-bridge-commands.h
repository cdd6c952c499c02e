/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* From a SIPOC to a swimlane and back: two views of one process. What is made from an item stays
 * linked with it (CAIRN_PROP_TWIN), so that renaming one renames the other (cairn-follow.h). Each
 * function is one step of undo and stands the new diagram beside the old one. */

/* Stages are its process steps, lanes its suppliers and customers, each name once; where it says
 * when the process starts and ends, a start and an end step stand in the first and last stage. */
CairnElement *cairn_command_swimlane_from_sipoc (CairnHistory *history, CairnElement *sipoc);

/* Process steps are its stages; what flows between lanes carry is an input of the stage they lead
 * to and an output of the one they leave; lanes that hand something over are suppliers, those that
 * get something are customers. */
CairnElement *cairn_command_sipoc_from_swimlane (CairnHistory *history, CairnElement *swimlane);

G_END_DECLS
