/*
 * Cells below the township under sensitive figures: a report says where they
 * stand, not what is written there. Private to report/.
 */
#ifndef TZ_REPORT_WITHHOLD_H
#define TZ_REPORT_WITHHOLD_H

#include "report/summary.h"

/**
 * Empty the value and the reasons of every cell that a sensitive figure, or
 * one that would give it away, can rest on, unless it stands in the total row
 * of the office's own sheet; and leave out findings that would tell it.
 *
 * That does not look at the values, so that an empty place tells nothing. It
 * comes after everything that needs the values.
 */
void withhold_cells(struct report *report);

/**
 * In a township's report: hide a figure of the breakdown for all villages
 * where it and the township's own figures tell a small sensitive value of one
 * village.
 */
void withhold_breakdown(struct report *report);

/** Take away what a finding may say of a person. */
void withhold_person(struct db_finding *finding);

#endif
