#include "sample_queue.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROOM = 256 };

struct sample_queue {
    struct sample_maker *maker;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    long drawn, taken; /* samples; drawn - taken of them wait */
    bool ended;
    struct digit_sample next;         /* the thread's own */
    struct digit_sample waiting[ROOM];
};

static void *draw_ahead(void *opaque)
{
    struct sample_queue *q = opaque;
    bool ended = false;

    while (!ended) {
        sample_maker_next(q->maker, &q->next);
        pthread_mutex_lock(&q->lock);
        while (q->drawn - q->taken == ROOM && !q->ended)
            pthread_cond_wait(&q->changed, &q->lock);
        q->waiting[q->drawn++ % ROOM] = q->next;
        ended = q->ended;
        pthread_cond_signal(&q->changed);
        pthread_mutex_unlock(&q->lock);
    }
    return NULL;
}

enum status sample_queue_open(struct sample_maker *maker,
                              struct sample_queue **out, struct fault *fault)
{
    struct sample_queue *q = calloc(1, sizeof *q);

    *out = NULL;
    if (q == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for samples");
    q->maker = maker;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->changed, NULL);
    if (pthread_create(&q->thread, NULL, draw_ahead, q) != 0) {
        free(q);
        return fault_set(fault, ST_LIB, "no thread to draw samples");
    }
    *out = q;
    return ST_OK;
}

void sample_queue_close(struct sample_queue **queue)
{
    struct sample_queue *q = *queue;

    if (q == NULL)
        return;
    pthread_mutex_lock(&q->lock);
    q->ended = true;
    pthread_cond_signal(&q->changed);
    pthread_mutex_unlock(&q->lock);
    pthread_join(q->thread, NULL);
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->lock);
    free(q);
    *queue = NULL;
}

void sample_queue_take(struct sample_queue *queue, struct digit_sample *sample)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->drawn == queue->taken)
        pthread_cond_wait(&queue->changed, &queue->lock);
    *sample = queue->waiting[queue->taken++ % ROOM];
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}
