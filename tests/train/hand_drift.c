#include "hand_drift.h"

#include <math.h>
#include <string.h>

static const float REACH = 0.6F;   /* a proof reaches beyond its stamp */
static const float STIFF = 0.02F;  /* what a drift costs, against a difference */

/* Where a px of a proof lies on the stamp, -1/2 to 1/2. */
static float place_of(float px)
{
    return ((px + 0.5F) / PROOF_SIDE * 2 - 1) * REACH;
}

static float at(const struct proof_image *image, int x, int y)
{
    if (x < 0 || y < 0 || x >= PROOF_SIDE || y >= PROOF_SIDE)
        return 0;
    return image->at[y][x];
}

static void blur(struct proof_image *image, float deviation)
{
    enum { HALF = 5 };
    float taps[2 * HALF + 1], sum = 0;
    struct proof_image half;

    for (int k = -HALF; k <= HALF; k++)
        sum += taps[k + HALF] =
            expf(-0.5F * (float)(k * k) / (deviation * deviation));
    for (int y = 0; y < PROOF_SIDE; y++)
        for (int x = 0; x < PROOF_SIDE; x++) {
            half.at[y][x] = 0;
            for (int k = -HALF; k <= HALF; k++)
                half.at[y][x] += taps[k + HALF] / sum * at(image, x + k, y);
        }
    for (int y = 0; y < PROOF_SIDE; y++)
        for (int x = 0; x < PROOF_SIDE; x++) {
            image->at[y][x] = 0;
            for (int k = -HALF; k <= HALF; k++)
                image->at[y][x] += taps[k + HALF] / sum * at(&half, x, y + k);
        }
}

void hand_proof_take(const struct ink_stamp *stamp, struct hand_proof *proof)
{
    for (int y = 0; y < PROOF_SIDE; y++)
        for (int x = 0; x < PROOF_SIDE; x++) {
            float sx = (place_of((float)x) + 0.5F) * (float)stamp->w;
            float sy = (place_of((float)y) + 0.5F) * (float)stamp->h;
            bool inside = sx >= 0 && sy >= 0 && sx < (float)stamp->w &&
                          sy < (float)stamp->h;
            proof->fine.at[y][x] =
                inside ? (float)stamp->ink[(int)sy * stamp->w + (int)sx] / 255
                       : 0;
        }
    proof->coarse = proof->fine;
    blur(&proof->fine, 1.0F);
    blur(&proof->coarse, 2.2F);
}

float hand_proof_differ(const struct hand_proof *a, const struct hand_proof *b)
{
    float sum = 0;

    for (int y = 0; y < PROOF_SIDE; y++)
        for (int x = 0; x < PROOF_SIDE; x++) {
            float d = a->fine.at[y][x] - b->fine.at[y][x];
            sum += d * d;
        }
    return sum / (PROOF_SIDE * PROOF_SIDE);
}

/* The image between its px, and how steep it is there. */
static float look(const struct proof_image *image, float x, float y, float *steep_x,
                  float *steep_y)
{
    int ix = (int)floorf(x), iy = (int)floorf(y);
    float fx = x - (float)ix, fy = y - (float)iy;
    float a = at(image, ix, iy), b = at(image, ix + 1, iy);
    float c = at(image, ix, iy + 1), d = at(image, ix + 1, iy + 1);

    *steep_x = (b - a) * (1 - fy) + (d - c) * fy;
    *steep_y = (c - a) * (1 - fx) + (d - b) * fx;
    return (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy;
}

/* A node is pulled by every px near it. */
static void pull_nodes(struct ink_drift *sum, const struct drift_weights *across,
                       const struct drift_weights *down, float du, float dv)
{
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++) {
            float weight = down->of[i] * across->of[k];
            sum->du[down->first + i][across->first + k] += weight * du;
            sum->dv[down->first + i][across->first + k] += weight * dv;
        }
}

/* Adds how far each node should give way, and how surely; returns the mean
 * square difference. */
static float feel(const struct proof_image *from,
                  const struct proof_image *to,
                  const struct ink_drift *drift, struct ink_drift *pull,
                  struct ink_drift *firm)
{
    const float px = PROOF_SIDE / (2 * REACH); /* of a place's unit */
    struct drift_weights side[PROOF_SIDE];
    float sum = 0;

    for (int x = 0; x < PROOF_SIDE; x++)
        side[x] = ink_drift_weights(place_of((float)x));
    for (int y = 0; y < PROOF_SIDE; y++)
        for (int x = 0; x < PROOF_SIDE; x++) {
            float du, dv, steep_x, steep_y, off;
            ink_drift_by(drift, &side[x], &side[y], &du, &dv);
            off = look(from, (float)x + du * px, (float)y + dv * px, &steep_x,
                       &steep_y) -
                  to->at[y][x];
            sum += off * off;
            if (steep_x == 0 && steep_y == 0)
                continue;
            steep_x *= px;
            steep_y *= px;
            pull_nodes(pull, &side[x], &side[y], off * steep_x, off * steep_y);
            pull_nodes(firm, &side[x], &side[y], steep_x * steep_x,
                       steep_y * steep_y);
        }
    return sum / (PROOF_SIDE * PROOF_SIDE);
}

/* One step of each node by itself, towards where the difference would vanish
 * if the others stood still; half of it, for they do not. */
static void give_way(struct ink_drift *drift, const struct ink_drift *pull,
                     const struct ink_drift *firm)
{
    const float stiff = STIFF * PROOF_SIDE * PROOF_SIDE;

    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++) {
            drift->du[i][k] -= 0.5F *
                               (pull->du[i][k] + stiff * drift->du[i][k]) /
                               (firm->du[i][k] + stiff);
            drift->dv[i][k] -= 0.5F *
                               (pull->dv[i][k] + stiff * drift->dv[i][k]) /
                               (firm->dv[i][k] + stiff);
        }
}

float hand_drift_find(const struct hand_proof *from,
                      const struct hand_proof *to, struct ink_drift *drift)
{
    enum { STEPS = 18, COARSE = 10 };
    struct ink_drift pull, firm;
    float differs = 0;

    *drift = (struct ink_drift){{{0}}, {{0}}};
    for (int i = 0; i <= STEPS; i++) {
        bool coarse = i < COARSE;
        pull = firm = (struct ink_drift){{{0}}, {{0}}};
        differs = feel(coarse ? &from->coarse : &from->fine,
                       coarse ? &to->coarse : &to->fine, drift, &pull, &firm);
        if (i < STEPS)
            give_way(drift, &pull, &firm);
    }
    return differs;
}
