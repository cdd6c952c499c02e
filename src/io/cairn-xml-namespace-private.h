/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The namespace of "xmlns:…" itself, by which kept declarations are told from other extras. */
#define CAIRN_XMLNS_NAMESPACE "http://www.w3.org/2000/xmlns/"
