/*
 * Printed rules as polylines. Both directions are handled by the same code:
 * a plane of standing rules is transposed, so that every rule lies. "Along" is
 * the way a rule runs, "across" the way over it; both in px of the page.
 */
#ifndef TZ_FORMS_RULE_H
#define TZ_FORMS_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "scan/page.h"

struct Pix;

/** The images that rules are looked for in. */
struct rule_source {
    struct Pix *grey;    /* 8 bpp */
    struct Pix *ink;     /* 1 bpp */
    struct Pix *veil;    /* 1 bpp, where coloured ink was lifted off and nothing
                            black is seen; NULL without colour */
    struct Pix *narrow;  /* 1 bpp, coloured strokes and lines, under which a
                            rule may go on; NULL without colour */
    struct Pix *vivid;   /* 1 bpp, pixels of a strong colour; NULL without */
    struct Pix *writing; /* 1 bpp, ink of every colour */
    struct Pix *colour;  /* 32 bpp; NULL without colour */
    int dpi;
};

/**
 * Choose a page's images for its rules.
 *
 * @coloured  false: look at black print only; true: at every colour, for
 *            paper whose rules are printed in red, green or blue
 * @out       end with rule_source_clear(); all NULL on failure
 *
 * Returns ST_OK; ST_LIB.
 */
MUST_CHECK enum status rule_source_make(const struct page *page, bool coloured,
                                        struct rule_source *out,
                                        struct fault *fault);
void rule_source_clear(struct rule_source *source);

/** What of a page looks like thin dark lines of one direction. */
struct rule_plane {
    struct Pix *thin;     /* 1 bpp, darker than both sides or inked; short runs
                             kept, so that a broken rule shows where it is */
    struct Pix *ink;      /* 1 bpp, all of the page's ink */
    struct Pix *veil;     /* 1 bpp, hidden by coloured ink; or NULL */
    struct Pix *coloured; /* 1 bpp, long lines of a strong colour; or NULL */
    struct Pix *writing;  /* 1 bpp, ink of every colour */
    struct Pix *runs;     /* 1 bpp, only what runs on for run_px */
    struct Pix *colour;   /* 32 bpp, as the page lies: not turned; or NULL */
    int along, across;    /* size, px */
    int dpi;
    int run_px;
    bool standing; /* transposed: along is y of the page */
};

/** One rule, followed over its breaks. */
struct rule {
    struct scan_point *points; /* x along, y across; x rises */
    size_t n_points;
    double ink;               /* px along that are really drawn */
    double width;             /* px across, mean */
    int n_coloured, n_struck; /* points in a strong colour, and of these those
                                 with writing at both sides */
    int red, green, blue;     /* sums over these points */
};

struct rule_list {
    struct rule *rules;
    size_t n_rules;
};

/** Points on a rule are taken at multiples of this many px along. */
enum { RULE_STEP_PX = 8 };

/**
 * Make the plane of one direction.
 *
 * @out  end with rule_plane_clear(); all NULL on failure
 *
 * Returns ST_OK; ST_LIB.
 */
MUST_CHECK enum status rule_plane_make(const struct rule_source *source,
                                       bool standing, struct rule_plane *out,
                                       struct fault *fault);
void rule_plane_clear(struct rule_plane *plane);

/**
 * The straight pieces of a plane, each from end to end without a break, in the
 * order of their starts. Coloured lines drawn through writing strike it out or
 * mark it: they are taken off the plane. End with rule_list_clear().
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status rule_find_segments(struct rule_plane *plane,
                                          struct rule_list *out,
                                          struct fault *fault);

/**
 * Join pieces that continue one another into rules, and leave out what is too
 * short or too thinly drawn to be one. @segments is emptied.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rule_trace(struct rule_list *segments, int dpi,
                                  struct rule_list *out, struct fault *fault);

/**
 * Cut standing rules that were followed from one table's frame to the next
 * one's below it.
 *
 * @lying     all lying rules
 * @plane     that of the standing rules
 * @standing  one rule more for each cut
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status rule_part_tables(const struct rule_list *lying,
                                        const struct rule_plane *plane,
                                        struct rule_list *standing,
                                        struct fault *fault);

void rule_list_clear(struct rule_list *list);

/** Where the rule starts and ends, along. */
double rule_start(const struct rule *rule);
double rule_end(const struct rule *rule);

/** Its place across at @along; beyond its ends, that of the end. */
double rule_across(const struct rule *rule, double along);

/** What is seen of a way along a plane, px. */
struct rule_view {
    double drawn; /* inked as a thin line */
    double seen;  /* all but what coloured ink hides */
    double length;
};

/**
 * Look along the straight way from @from to @to, and add to @view.
 *
 * @slack_px  how far the ink may be off the way
 */
void rule_look(const struct rule_plane *plane, struct scan_point from,
               struct scan_point to, int slack_px, struct rule_view *view);

/** True when all is inked at @along from @low to @high across. */
bool rule_is_inked(const struct rule_plane *plane, double along, double low,
                   double high);

/** True when nothing is inked at @along from @low to @high across. */
bool rule_is_white(const struct rule_plane *plane, double along, double low,
                   double high);

/** True when coloured ink hides what is at that place. */
bool rule_is_hidden(const struct rule_plane *plane, double along,
                    double across);

/** True when a thin line is drawn at that place. */
bool rule_is_thin(const struct rule_plane *plane, double along, double across);

#endif
