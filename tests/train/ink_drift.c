#include "ink_drift.h"

/* Of a picture that reaches from -1/2 to 1/2. */
static const float REACH = 0.6F;

struct drift_weights ink_drift_weights(float place)
{
    float at = (place + REACH) / (2 * REACH) * DRIFT_CELLS;
    struct drift_weights w;
    float t, rest;

    at = at < 0 ? 0 : at > DRIFT_CELLS ? DRIFT_CELLS : at;
    w.first = at < DRIFT_CELLS ? (int)at : DRIFT_CELLS - 1;
    t = at - (float)w.first;
    rest = 1 - t;
    w.of[0] = rest * rest * rest / 6;
    w.of[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    w.of[2] = (3 * rest * rest * rest - 6 * rest * rest + 4) / 6;
    w.of[3] = t * t * t / 6;
    return w;
}

void ink_drift_by(const struct ink_drift *drift,
                  const struct drift_weights *across,
                  const struct drift_weights *down, float *du, float *dv)
{
    *du = *dv = 0;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++) {
            float weight = down->of[i] * across->of[k];
            *du += weight * drift->du[down->first + i][across->first + k];
            *dv += weight * drift->dv[down->first + i][across->first + k];
        }
}

void ink_drift_at(const struct ink_drift *drift, float u, float v, float *du,
                  float *dv)
{
    struct drift_weights across = ink_drift_weights(u);
    struct drift_weights down = ink_drift_weights(v);

    ink_drift_by(drift, &across, &down, du, dv);
}

bool ink_drift_is_none(const struct ink_drift *drift)
{
    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++)
            if (drift->du[i][k] != 0 || drift->dv[i][k] != 0)
                return false;
    return true;
}

void ink_drift_add(struct ink_drift *drift, const struct ink_drift *other,
                   float share)
{
    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++) {
            drift->du[i][k] += share * other->du[i][k];
            drift->dv[i][k] += share * other->dv[i][k];
        }
}
