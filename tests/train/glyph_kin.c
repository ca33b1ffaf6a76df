#include "glyph_kin.h"

#include <stdlib.h>

#include "hand_drift.h"

enum { ASKED = 40, APART = 4, SEED = 11 };

/* One that still differs more than this, of what it differed before, is no
 * kin: the other digit is written with other strokes. */
static const float STILL = 0.35F;

struct kin {
    int glyph;
    float differs;
};

static int by_difference(const void *a, const void *b)
{
    const struct kin *x = a, *y = b;

    return (x->differs > y->differs) - (x->differs < y->differs);
}

/* Some glyphs of the same digit, the most alike first. Returns how many. */
static int ask_around(const struct stored_glyph *glyphs, int n, int self,
                      const struct hand_proof *proofs,
                      struct train_random *random, struct kin found[ASKED])
{
    int n_found = 0;

    for (int tries = 0; tries < 30 * ASKED && n_found < ASKED; tries++) {
        int other = train_random_below(random, n);
        if (other == self || glyphs[other].digit != glyphs[self].digit)
            continue;
        found[n_found++] = (struct kin){
            other, hand_proof_differ(&proofs[self], &proofs[other])};
    }
    qsort(found, (size_t)n_found, sizeof found[0], by_difference);
    return n_found;
}

static void find_for(struct stored_glyph *glyphs, int n, int self,
                     const struct hand_proof *proofs,
                     struct train_random *random)
{
    struct stored_glyph *glyph = &glyphs[self];
    float shape = (float)glyph->stamp.w / (float)glyph->stamp.h;
    struct kin found[ASKED];
    int n_found = ask_around(glyphs, n, self, proofs, random, found);

    for (int i = 0; i < n_found && glyph->n_kin < GLYPH_KIN; i++) {
        const struct stored_glyph *other = &glyphs[found[i].glyph];
        struct glyph_kin *kin = &glyph->kin[glyph->n_kin];
        float left = hand_drift_find(&proofs[self], &proofs[found[i].glyph],
                                     &kin->drift);
        kin->wider = (float)other->stamp.w / (float)other->stamp.h / shape;
        glyph->n_kin += left <= STILL * found[i].differs;
        i += glyph->n_kin * APART;
    }
}

enum status glyph_kin_find(struct stored_glyph *glyphs, int n,
                           struct fault *fault)
{
    struct hand_proof *proofs = calloc((size_t)n, sizeof *proofs);
    struct train_random random = train_random_new(SEED);

    if (proofs == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for digits");
    for (int i = 0; i < n; i++)
        hand_proof_take(&glyphs[i].stamp, &proofs[i]);
    for (int i = 0; i < n; i++)
        find_for(glyphs, n, i, proofs, &random);
    free(proofs);
    return ST_OK;
}
