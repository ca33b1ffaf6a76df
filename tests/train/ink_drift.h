/* Smooth drifts of a picture's parts: a net of nodes over it, and between the
 * nodes a cubic B-spline (as in free-form deformations: D. Rueckert et al.,
 * "Nonrigid registration using free-form deformations", 1999). */
#ifndef TZ_INK_DRIFT_H
#define TZ_INK_DRIFT_H

#include <stdbool.h>

enum { DRIFT_CELLS = 4, DRIFT_NODES = DRIFT_CELLS + 3 };

/** What is seen at (u, v) is taken from (u + du, v + dv); the picture reaches
 * from -1/2 to 1/2 either way, the net a tenth beyond. All zeros: nothing
 * drifts. */
struct ink_drift {
    float du[DRIFT_NODES][DRIFT_NODES], dv[DRIFT_NODES][DRIFT_NODES];
};

/** Which nodes of a row or column speak at a place, and how loud. */
struct drift_weights {
    int first; /* of four */
    float of[4];
};

struct drift_weights ink_drift_weights(float place);

/** The drift where those nodes speak. */
void ink_drift_by(const struct ink_drift *drift,
                  const struct drift_weights *across,
                  const struct drift_weights *down, float *du, float *dv);

/** The drift at (@u, @v). */
void ink_drift_at(const struct ink_drift *drift, float u, float v, float *du,
                  float *dv);

bool ink_drift_is_none(const struct ink_drift *drift);

/** Add @share of @other. */
void ink_drift_add(struct ink_drift *drift, const struct ink_drift *other,
                   float share);

#endif
