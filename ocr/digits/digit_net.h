/*
 * The digit reader's convolutional net: a strip of ink goes in, and for every
 * four pixels of its width a score for each symbol and for "no symbol here"
 * comes out (ctc_beam.h makes strings of them).
 *
 * Its parameters are one flat array (for each layer its weights, then its
 * biases), so that learning, saving and copying need not know the layers.
 */
#ifndef TZ_OCR_DIGIT_NET_H
#define TZ_OCR_DIGIT_NET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ocr/digits/digit_strip.h"

enum {
    NET_LAYERS = 6,
    NET_CLASSES = 48,       /* some of the last ones stand for nothing yet */
    NET_BLANK = 0,          /* class 0: no symbol; class i: NET_ALPHABET[i-1] */
    NET_PX_PER_STEP = 4,
    NET_SIDE_PX = 4,        /* paper added at both sides of a strip */
    NET_MAX_WIDTH = STRIP_MAX_WIDTH + 2 * NET_SIDE_PX + NET_PX_PER_STEP,
    NET_MAX_STEPS = NET_MAX_WIDTH / NET_PX_PER_STEP
};

/** The symbols of classes 1 and up, ended by a NUL; what those stand for that
 * are no figures, digit_symbols.h says. */
extern const char NET_ALPHABET[NET_CLASSES];

/** One layer: convolution, leaky ReLU (not in the last), largest of a pool. */
struct net_layer {
    int kernel_height, kernel_width;
    int in_channels, out_channels;
    int pad_height, pad_width;
    int pool_height, pool_width;
    bool leaky;
};
extern const struct net_layer NET_SHAPE[NET_LAYERS];

/** A model is two nets that learned from other samples: where one doubts, the
 * other is asked, for they seldom err alike. */
enum { MODEL_NETS = 2 };

/** How many parameters a net has. */
size_t net_parameter_count(void);

/** Where layer @i's weights begin in the parameters, and its biases. */
size_t net_weights_at(int i);
size_t net_biases_at(int i);

/** Parameters to begin learning with; the same @seed gives the same ones. */
void net_parameters_draw(float *parameters, unsigned seed);

/** How a strip is laid into the net; learning varies it. */
struct net_placement {
    int right_px, down_px; /* -2 to 2 */
    float lean;            /* px to the left per px down; -0.2 to 0.2 */
    float gain;            /* of the ink; 1 */
    unsigned silence;      /* 0: none; else a seed: a tenth of the channels
                              that the last two layers see say nothing, so that
                              none is relied upon alone */
};
extern const struct net_placement NET_PLACEMENT_PLAIN;

/**
 * A net's parameters made ready for its passes: larger, and in another order.
 *
 * Returns net_ready_count() floats, all 0; NULL when there is no room. End
 * them with free().
 */
float *net_ready_new(void);
size_t net_ready_count(void);
void net_ready_make(const float *parameters, float *ready);

/** What the loss changes by when the parameters do, from the same of the ready
 * ones.
 * @gradient  net_parameter_count() sums that are added to */
void net_ready_collect(const float *ready_gradient, float *gradient);

/** The memory of one pass through the net, used again and again. */
struct net_pass;

/**
 * @learning  also allocate what net_backward() needs
 *
 * Returns ST_OK; ST_NOMEM. *out is NULL on failure; end it with
 * net_pass_free().
 */
MUST_CHECK enum status net_pass_new(bool learning, struct net_pass **out,
                                    struct fault *fault);
void net_pass_free(struct net_pass **pass);

/**
 * @ready  of net_ready_make()
 * @strip  borrowed
 * @steps  how many steps came out
 *
 * Returns the scores, *steps rows of NET_CLASSES, lent until the next call.
 */
const float *net_forward(struct net_pass *pass, const float *ready,
                         const struct digit_strip *strip,
                         struct net_placement placement, int *steps);

/** Before net_backward(), whenever the parameters have changed. */
void net_backward_prepare(struct net_pass *pass, const float *ready);

/**
 * After net_forward() with the parameters that were prepared.
 *
 * @score_gradient  shaped as the scores
 * @ready_gradient  net_ready_count() sums that are added to, for
 *                  net_ready_collect()
 */
void net_backward(struct net_pass *pass, const float *score_gradient,
                  float *ready_gradient);

#endif
