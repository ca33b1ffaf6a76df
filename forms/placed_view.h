/*
 * A table whose four corners a person gave, seen as if it lay upright and
 * square: where lines run and where writing stands. Private to forms/.
 */
#ifndef TZ_FORMS_PLACED_VIEW_H
#define TZ_FORMS_PLACED_VIEW_H

#include "base/status.h"
#include "scan/corner_map.h"
#include "scan/page.h"

/** Lines are looked at in so many bands over their length, so that one that is
 * bent is followed. */
enum { PLACED_BANDS = 8 };

/** The lines of one direction. */
struct placed_lines {
    int across, slack; /* px of the view: its size, how far a line may bend */
    double *share;     /* PLACED_BANDS x across: how much of the band's length
                          is ruled there, 0 to 1 */
    double *strength;  /* across: mean over the bands, bends followed */
};

struct placed_view {
    int width, height;     /* px of the view */
    struct corner_map map; /* view px -> page px */
    struct placed_lines standing, lying;
    double *writing; /* height: share of the width that is inked,
                        lines taken away */
};

/** One line that stands out. */
struct placed_peak {
    double at, strength;
};

/**
 * Look at the area between @corners (page px, sound).
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM. End with placed_view_clear() in any case.
 */
MUST_CHECK enum status placed_view_make(const struct page *page,
                                        const struct scan_quad *corners,
                                        struct placed_view *out,
                                        struct fault *fault);
void placed_view_clear(struct placed_view *view);

/** The lines of at least @least strength in their order; at most @room. */
int placed_find_peaks(const struct placed_lines *lines, double least,
                      struct placed_peak *peaks, int room);

/** The strongest place within @reach of @at, or @at itself where none is of
 * @least strength. */
struct placed_peak placed_snap(const struct placed_lines *lines, double at,
                               double reach, double least);

/**
 * How far the line at @at lies off in each band.
 *
 * @off  PLACED_BANDS, px of the view
 */
void placed_follow(const struct placed_lines *lines, double at, double *off);

#endif
