/* How the same digit differs from hand to hand: the drift that turns one
 * person's digit into another's. A share of it makes a digit that neither of
 * them wrote, but somebody may have. */
#ifndef TZ_HAND_DRIFT_H
#define TZ_HAND_DRIFT_H

#include "ink_canvas.h"
#include "ink_drift.h"

/** A stamp as a grey picture of few px, blurred, for comparing. */
enum { PROOF_SIDE = 24 };

struct proof_image {
    float at[PROOF_SIDE][PROOF_SIDE];
};

struct hand_proof {
    struct proof_image fine, coarse;
};

void hand_proof_take(const struct ink_stamp *stamp, struct hand_proof *proof);

/** Mean square difference of two proofs, 0 to 1. */
float hand_proof_differ(const struct hand_proof *a, const struct hand_proof *b);

/** The drift by which @from comes to look like @to. Returns what still
 * differs, as hand_proof_differ() does. */
float hand_drift_find(const struct hand_proof *from,
                      const struct hand_proof *to, struct ink_drift *drift);

#endif
