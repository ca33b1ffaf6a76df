/* Samples drawn ahead by a thread of its own, while others are learned from;
 * always the same ones in the same order. */
#ifndef TZ_SAMPLE_QUEUE_H
#define TZ_SAMPLE_QUEUE_H

#include "sample_maker.h"

struct sample_queue;

/** @maker  belongs to the queue's thread until sample_queue_close() */
MUST_CHECK enum status sample_queue_open(struct sample_maker *maker,
                                         struct sample_queue **out,
                                         struct fault *fault);
void sample_queue_close(struct sample_queue **queue);

/** Wait for the next one. */
void sample_queue_take(struct sample_queue *queue, struct digit_sample *sample);

#endif
