/*
 * What a reader can work out about figures that are not printed: whole numbers
 * from 0 up, tied by the sums that all know to hold. A hidden figure is safe
 * only when another world, in which it is another number, prints the same.
 * Private to report/.
 */
#ifndef TZ_REPORT_INFERENCE_H
#define TZ_REPORT_INFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INFERENCE_TERMS_MAX = 34 };

/** low <= sum of factor * number <= high. */
struct inference_law {
    struct {
        size_t number;
        int64_t factor;
    } term[INFERENCE_TERMS_MAX];
    size_t n;
    int64_t low, high;
};

/** A number as the reader knows it: within low and high; and as it is. */
struct inference_number {
    int64_t low, high, truth;
};

struct inference {
    struct inference_number *numbers;
    size_t n_numbers;
    const struct inference_law *laws;
    size_t n_laws;
};

/** True when the numbers as they are fulfil @law. */
bool inference_holds(const struct inference *known,
                     const struct inference_law *law);

/**
 * True when number @at may be another one than it is, for all that is known.
 *
 * The search is bounded; where it ends without an answer the number counts as
 * found out, so that the caller errs to the safe side.
 */
bool inference_is_open(const struct inference *known, size_t at);

#endif
