/*
 * Confidences set right by what persons decided in one archive: the log odds
 * are moved and stretched, as little as the decisions ask for.
 */
#ifndef TZ_CHECK_RECALIBRATE_H
#define TZ_CHECK_RECALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

/** A decided cell: how sure we were, and whether we were right. */
struct check_decided {
    double confidence;
    bool right;
};

/** log odds -> move + stretch x log odds; {0, 1} leaves all as it is. */
struct check_recalibration {
    double move, stretch;
};
extern const struct check_recalibration CHECK_RECALIBRATION_NONE;

/** Fit it to what was decided; few decisions move it little. */
struct check_recalibration check_recalibrate(const struct check_decided *cells,
                                             size_t n);

/**
 * A confidence set right. One below @accept stays below it: what is accepted
 * on less than before is for thresholds to say, not for a fitted line.
 */
double check_recalibrated(struct check_recalibration by, double confidence,
                          double accept);

#endif
