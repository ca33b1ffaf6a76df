/*
 * Rules made into the separators of tables: which rules belong to one table,
 * which of them are one and the same line, and how each line runs where
 * nothing of it is drawn.
 */
#ifndef TZ_FORMS_LATTICE_H
#define TZ_FORMS_LATTICE_H

#include "forms/grid.h"
#include "forms/rule.h"

/** A line from one end of the table to the other. */
struct separator {
    double level;      /* its place across, were the paper flat, px */
    double *across;    /* n_stations: its place as it is bent, px */
    bool *known;       /* n_stations: drawn there, or nearly */
    double start, end; /* along, of what is drawn of it, px */
    double ink;        /* px along that are drawn */
    double width;      /* px; of a double rule, from outer edge to outer edge */
    bool is_guide;     /* long enough to tell how the paper is bent */
    bool is_even;      /* where the others let it be expected: it stays, however
                          little is drawn of it */
    enum grid_source source;
};

/** All separators of one direction, in the order of their levels. */
struct axis {
    bool standing;
    double first, step; /* stations are at first + k * step, px */
    int n_stations;
    struct separator *items;
    size_t n_items;
    int dpi;
};

/** Which rules make one table. */
struct rule_group {
    const struct rule **lying, **standing; /* lent by the lists */
    size_t n_lying, n_standing;
    double left, top, right, bottom; /* px */
};

struct rule_groups {
    struct rule_group *groups;
    size_t n_groups;
};

/**
 * Put rules that cross, and what lies inside of them, into groups. Groups that
 * cannot make two cells are left out.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status lattice_group_rules(const struct rule_list *lying,
                                           const struct rule_list *standing,
                                           int dpi, struct rule_groups *out,
                                           struct fault *fault);
void rule_groups_clear(struct rule_groups *groups);

/**
 * The separators that rules of one direction make, for a table that reaches
 * from @low to @high along.
 *
 * Returns ST_OK; ST_NOMEM. End with axis_clear().
 */
MUST_CHECK enum status axis_make(const struct rule *const *rules,
                                 size_t n_rules, double low, double high,
                                 bool standing, int dpi, struct axis *out,
                                 struct fault *fault);
void axis_clear(struct axis *axis);

/** Where a separator is across at @along; beyond the stations, as at the last
 * one. */
double axis_across(const struct axis *axis, size_t item, double along);

/**
 * Add a separator that runs beside separator @like at a distance of @off px
 * across; it has no ink of its own.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status axis_add_beside(struct axis *axis, size_t like,
                                       double off, enum grid_source source,
                                       struct fault *fault);

/**
 * Add a separator at @share of the way from separator @low to @high; it has no
 * ink of its own. It comes to stand at its level's place.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status axis_add_between(struct axis *axis, size_t low,
                                        size_t high, double share,
                                        enum grid_source source,
                                        struct fault *fault);

/**
 * Add a separator at level @level, bent as the others are; it has no ink of its
 * own.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status axis_add_straight(struct axis *axis, double level,
                                         enum grid_source source,
                                         struct fault *fault);

/** Take separator @item out. */
void axis_remove(struct axis *axis, size_t item);

/**
 * Rules that run on past the outermost rule of the other direction bound cells
 * too: the table is open there. Add the separator that closes it.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status lattice_close(struct axis *lying, struct axis *standing,
                                     struct fault *fault);

/**
 * Add rules that are too faint or too broken to be followed, found by adding up
 * what is drawn along the bend of the separators around them.
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status lattice_add_weak(struct axis *axis,
                                        const struct rule_plane *plane,
                                        struct fault *fault);

/**
 * Where two or three rows of a table of even rows seem to be one, and something
 * is drawn where they would part, there is a rule.
 *
 * @n_added  how many
 *
 * Returns ST_OK; ST_NOMEM.
 */
MUST_CHECK enum status lattice_add_even(struct axis *axis,
                                        const struct rule_plane *plane,
                                        size_t *n_added, struct fault *fault);

/** Where lying separator @row and standing separator @column cross, page px. */
struct scan_point lattice_node(const struct axis *lying, size_t row,
                               const struct axis *standing, size_t column);

#endif
